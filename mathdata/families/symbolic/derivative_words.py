"""The words for the rules of differentiation, shared by all families that differentiate."""

from mathdata.families.language import Bilingual
from mathdata.families.symbolic.family import Phrases

RULES: Phrases = Bilingual(
    zh={
        "power": "幂函数求导：", "constant": "常数的导数为 0：", "sum": "和的求导法则：", "termwise": "逐项求导：",
        "factor": "提出常数因子：", "product": "积的求导法则：", "quotient": "商的求导法则：",
        "reciprocal": "倒数的求导法则：", "chain": "链式法则：", "exponential": "指数函数求导：",
        "logarithmic": "改写成以 e 为底：", "exponential_chain": "链式法则：", "so": "所以 ", "tidy": "整理：",
        "next": "再求导：", "result": "所以 ", "function": "", "function_derivative": "所以 ",
        "at_point": "代入：", **dict.fromkeys(("sin", "cos", "tan", "cot", "sec", "csc"), "三角函数求导："),
        **dict.fromkeys(("arcsin", "arccos", "arctan"), "反三角函数求导："), "ln": "对数函数求导：",
        "sqrt": "平方根求导：", "sinh": "双曲函数求导：", "cosh": "双曲函数求导：",
    },
    en={
        "power": "Power rule: ", "constant": "A constant has derivative 0: ", "sum": "Sum rule: ",
        "termwise": "Term by term: ", "factor": "Constant factor: ", "product": "Product rule: ",
        "quotient": "Quotient rule: ", "reciprocal": "Reciprocal rule: ", "chain": "Chain rule: ",
        "exponential": "Exponential: ", "logarithmic": "As a power of e: ", "exponential_chain": "Chain rule: ",
        "so": "So ", "tidy": "Simplify: ", "next": "Differentiate again: ", "result": "So ", "function": "",
        "function_derivative": "So ", "at_point": "Substitute: ",
        **dict.fromkeys(("sin", "cos", "tan", "cot", "sec", "csc"), "Trigonometric: "),
        **dict.fromkeys(("arcsin", "arccos", "arctan"), "Inverse trigonometric: "), "ln": "Logarithm: ",
        "sqrt": "Square root: ", "sinh": "Hyperbolic: ", "cosh": "Hyperbolic: ",
    },
)  # fmt: skip
