"""Sentences that ask for the root of an equation, the value of a function, or a mean."""

from mathdata.families.phrasing import NUMBER, Phrasings

LINEAR_EQUATION = Phrasings(
    zh=(
        "解方程：{e}，求 {x} 的值。",
        "解方程 {e}，{x} 等于多少？",
        "求方程 {e} 的解，即 {x} 的值。",
        "方程 {e} 的解 {x} 是多少？",
        "已知方程 {e}，求 {x}。",
        "若方程 {e} 成立，则 {x} 等于多少？",
        "{x} 取何值时，方程 {e} 成立？",
        "请解一元一次方程 {e}，求出 {x}。",
        "求出满足方程 {e} 的 {x}。",
        "由方程 {e} 求 {x}。",
        "试求方程 {e} 中 {x} 的值。",
    ),
    en=(
        "Solve {e} for {x}.",
        "Solve the equation {e} for {x}.",
        "Find the value of {x} such that {e}.",
        "Solve for {x}: {e}",
        "What value of {x} satisfies {e}?",
        "Find the solution {x} of the equation {e}.",
        "Determine {x} from the equation {e}.",
        "For which value of {x} is the equation {e} true?",
        "Given the equation {e}, what is {x}?",
        "If {e}, solve for {x}.",
        "Work out {x} from the equation {e}.",
    ),
    slots={"e": r"[-+*0-9.a-zA-Z ]*[0-9a-zA-Z] ?= ?[-+*0-9.a-zA-Z ]*[0-9a-zA-Z]", "x": "[a-zA-Z]"},
)

FUNCTION_VALUE = Phrasings(
    zh=(
        "当 {v} = {x} 时，求函数 y = {f} 的值",
        "已知函数 f({v}) = {f}，{v} = {x}，求 f({v})。",
        "函数 y = {f}，当 {v} = {x} 时，求 y 的值。",
        "已知 y = {f}，当 {v} = {x} 时，y 等于多少？",
        "求函数 y = {f} 在 {v} = {x} 处的值。",
        "若 {v} = {x}，求函数 y = {f} 的值。",
        "设函数 f({v}) = {f}，求 {v} = {x} 时的函数值。",
        "把 {v} = {x} 代入函数 y = {f}，求函数值。",
        "函数 y = {f} 在 {v} = {x} 时的值是多少？",
        "取 {v} = {x}，函数 y = {f} 的值是多少？",
        "已知 {v} = {x}，请计算函数 y = {f} 的值。",
    ),
    en=(
        "When {v} = {x}, find the value of the function y = {f}.",
        "If f({v}) = {f}, find the value of the function at {v} = {x}.",
        "Given y = {f}, find y when {v} = {x}.",
        "What is the value of the function y = {f} at {v} = {x}?",
        "Evaluate the function f({v}) = {f} at {v} = {x}.",
        "Let f({v}) = {f}. Find its value for {v} = {x}.",
        "Let y = {f}. What is y when {v} = {x}?",
        "Put {v} = {x} into the function y = {f}. What is its value?",
        "The function f({v}) = {f} is given. Calculate its value at {v} = {x}.",
        "For {v} = {x}, compute the value of the function y = {f}.",
        "Find the value of the function y = {f} if {v} = {x}.",
    ),
    slots={"f": r"[-+*^.0-9a-zA-Z ]*[0-9a-zA-Z]", "x": NUMBER, "v": "[a-zA-Z]"},
)

MEAN = Phrasings(
    zh=(
        "求以下数据的平均值：[{v}]",
        "计算 {v} 的平均数。",
        "{v} 的平均值是多少？",
        "求这组数据的平均数：{v}",
        "一组数据为 {v}，它们的平均数是多少？",
        "有这样一组数：{v}。求它们的平均值。",
        "请算出 {v} 这些数的平均数。",
        "数据 {v} 的算术平均数是多少？",
        "已知一组数据 {v}，求其平均数。",
        "请问 {v} 的平均数等于多少？",
        "对 {v} 求平均，平均值是多少？",
    ),
    en=(
        "Find the mean of {v}.",
        "What is the average of {v}?",
        "Calculate the mean of the following numbers: {v}",
        "What is the arithmetic mean of {v}?",
        "Work out the average of {v}.",
        "The numbers are {v}. Find their mean.",
        "Given the data {v}, find the average.",
        "Determine the mean value of {v}.",
        "Here is a list of numbers: {v}. What is their average?",
        "Compute the average of the numbers {v}.",
        "What is the mean of the data {v}?",
    ),
    slots={"v": "[-+.,0-9 ]*[0-9]"},
)
