"""The words for the rules of integration, shared by both families of integrals."""

from mathdata.families.language import Bilingual
from mathdata.families.symbolic.family import Phrases

RULES: Phrases = Bilingual(
    zh={
        "constant": "常数的积分：", "power": "幂函数的积分：", "termwise": "逐项积分：",
        "sum": "和的积分是各项积分的和：", "factor": "提出常数因子：",
        "reciprocal": "基本积分公式：", "exponential": "指数函数的积分：",
        "sine": "三角函数的积分：", "arctan": "基本积分公式：", "arcsin": "基本积分公式：", "table": "基本积分公式：",
        "substitute": "换元，令 ", "differential": "则 ", "becomes": "代入：", "back": "回代：",
        "linear": "把一次式看作整体，凑微分：", "parts": "分部积分：", "cyclic": "移项，合并相同的积分：",
        "rewrite": "恒等变形：", "fractions": "分解为部分分式：", "expand": "展开被积函数：", "complete": "配方：",
        "so": "所以 ", "derivative": "求导，", "antiderivative": "取原函数 ", "ends": "牛顿–莱布尼茨公式：",
        "odd": "被积函数是奇函数：",
    },
    en={
        "constant": "Constant: ", "power": "Power rule: ", "termwise": "Term by term: ", "sum": "Sum rule: ",
        "factor": "Constant factor: ", "reciprocal": "Basic integral: ", "exponential": "Exponential: ",
        "sine": "Trigonometric: ", "arctan": "Basic integral: ", "arcsin": "Basic integral: ",
        "table": "Basic integral: ",
        "substitute": "Substitute ", "differential": "Then ", "becomes": "This gives ", "back": "Substitute back: ",
        "linear": "The inner function is linear: ", "parts": "Integrate by parts: ",
        "cyclic": "Collect the equal integrals: ", "rewrite": "Rewrite: ", "fractions": "Partial fractions: ",
        "expand": "Expand: ", "complete": "Complete the square: ", "so": "So ", "derivative": "",
        "antiderivative": "Antiderivative: ", "ends": "Fundamental theorem: ",
        "odd": "The integrand is odd: ",
    },
)  # fmt: skip
