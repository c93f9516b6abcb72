"""The problems whose solutions are proven: small spaces of parameters whole, large ones by the hundred thousand."""

from itertools import product
from random import Random

from mathdata.families import WorkOptions

STYLES = (("brief", "digit"), ("steps", "operand"), ("steps", "digit"), ("explain", "digit"))
WAYS = tuple(
    WorkOptions(style=style, granularity=granularity, language=language)
    for language in ("zh", "en")
    for style, granularity in STYLES
)
"""Every style in both languages."""

ALL_WAYS = WAYS + tuple(
    WorkOptions(**way.model_dump() | {"precision": precision}) for precision in ("dp:2", "sig:5") for way in WAYS
)
"""The same, and with fewer digits than a family shows by itself."""


def _pairs(template, first, second):
    return [template.format(a, b) for a, b in product(first, second)]


HUNDRED = range(1, 101)
SPACES = {
    "discount": lambda: _pairs("商品原价为 {} 元，打折后的价格为 {} 元，请计算打折的折扣比例。", HUNDRED, HUNDRED),
    "sales_growth": lambda: _pairs(
        "去年销售额为 {} 万元，今年销售额增加了 {}%，请计算今年的销售额。", HUNDRED, range(101)
    ),
    "linear_equation": lambda: _pairs("解方程 {}x + {} = 0", [n for n in range(-100, 101) if n], range(-100, 101)),
    "rectangle_area": lambda: _pairs("一个长方形的长为 {} 厘米，宽为 {} 厘米，请计算其面积。", HUNDRED, HUNDRED),
    "mass": lambda: _pairs("某物体的密度为 {} 克/立方厘米，体积为 {} 立方厘米，请计算该物体的质量。", HUNDRED, HUNDRED),
    "fraction_simplification": lambda: _pairs("将分数 {}/{} 进行简化。", range(101), HUNDRED),
}
"""Every problem of a small space: rises, equality, zero and whole results included."""

EDGES = ("0", "0.00", "1", "-1", "1.0", "-1.00", "10", "-10", "100.00", "0.01", "-0.5", "99.99", "12.50", "-7.70")


def operand(rng):
    """A number of any kind: an edge, small, with decimals, with trailing zeros, tiny, huge."""
    match rng.randrange(12):
        case 0 | 1:
            return rng.choice(EDGES)
        case 2 | 3 | 4:
            return str(rng.randint(-999, 999))
        case 5:
            return f"{rng.choice(['', '-'])}{rng.randint(1, 99)}{'0' * rng.randint(1, 4)}"
        case 6:
            return f"{rng.choice(['', '-'])}0.{'0' * rng.randint(0, 4)}{rng.randint(1, 999)}"
        case 7:
            return f"{rng.randint(-(10**14), 10**14)}.{rng.randint(0, 10**6)}" if rng.random() < 0.3 else "-3"
        case _:
            return f"{rng.uniform(-10_000, 10_000):.{rng.randint(1, 3)}f}"


def size(rng):
    """The same without a sign."""
    return operand(rng).lstrip("-")


def two(rng, draw=operand):
    """Two operands, in one case of ten the same one."""
    first = draw(rng)
    return first, first if rng.random() < 0.1 else draw(rng)


def arithmetic(rng):
    """One operation, or some in brackets."""
    if rng.random() < 0.3:
        return f"计算 {_expression(rng, 2)} {rng.choice('+-*')} {_expression(rng, 2)}"
    a, b = two(rng)
    form = rng.choice(("计算 {} {} {} 等于多少？", "请计算：{} {} {}", "What is {} {} {}?", "Calculate {} {} {}."))
    return form.format(a, rng.choice("+-*/"), b)


def _expression(rng, depth):
    if depth == 0 or rng.random() < 0.2:
        number = str(rng.randint(-20, 99))
        return f"({number})" if number[0] == "-" else number
    if rng.random() < 0.1:
        return f"{rng.randint(2, 12)}^{rng.randint(0, 3)}"
    sign = rng.choice("+-*/")
    right = str(rng.randint(2, 12)) if sign == "/" else _expression(rng, depth - 1)
    return f"({_expression(rng, depth - 1)} {sign} {right})"


def discount(rng):
    """Any two prices, the first not zero."""
    original, current = two(rng, size)
    form = rng.choice(
        (
            "一件商品原价 {} 元，现价 {} 元，求折扣比例。",
            "A coat originally costs ${}. It is now sold for ${}. Find the percent discount.",
        )
    )
    return form.format(original, current)


def fraction_simplification(rng):
    """Whole numbers of up to twelve digits, often with a common divisor."""
    common = rng.choice((1, 1, rng.randint(2, 99), 10 ** rng.randint(1, 4)))
    digits = rng.randint(1, 8)
    top, bottom = rng.randint(-(10**digits), 10**digits), rng.randint(1, 10**digits)
    form = rng.choice(("化简分数 {}/{}。", "Reduce {}/{} to lowest terms."))
    return form.format(top * common, (abs(top) or 1 if rng.random() < 0.1 else bottom) * common)


def function_value(rng):
    """A power with a factor, or a polynomial of up to four terms."""
    x = operand(rng)[:9].rstrip(".-") or "7"
    if rng.random() < 0.5:
        return f"当 x = {x} 时，求函数 y = {rng.randint(1, 100)}x^{rng.randint(1, 100)} 的值"
    terms = [f"{rng.randint(2, 30)}x^{n}" for n in range(rng.randint(1, 4), 1, -1)] + [f"{rng.randint(2, 90)}x"]
    formula = "".join(f" {rng.choice('+-')} {term}" for term in terms)[3:] + f" {rng.choice('+-')} {rng.randint(0, 99)}"
    return f"If f(x) = {formula}, find f({x})."


def linear_equation(rng):
    """Terms on one or both sides, with decimals and zeros."""
    a, b = two(rng)
    if rng.random() < 0.5:
        return f"解方程 {a}x + {b} = {operand(rng)}"
    return (
        f"Solve {rng.randint(-99, 99)}y - {rng.randint(0, 999)} = {rng.randint(1, 99)}y + {rng.randint(0, 999)} for y."
    )


def mass(rng):
    """A density and a volume."""
    form = rng.choice(
        (
            "一个金属块的密度是 {} 千克/立方米，体积是 {} 立方米，求它的质量。",
            "A metal has a density of {} kg/m^3 and a volume of {} m^3. What is its mass?",
        )
    )
    return form.format(*two(rng, size))


def mean(rng):
    """Up to ten numbers."""
    values = [operand(rng) for _ in range(rng.randint(2, 10))]
    if rng.random() < 0.1:
        values = values[:1] * len(values)
    form = rng.choice(("求以下数据的平均值：[{}]", "What is the average of {}?"))
    return form.format(", ".join(values))


def power(rng):
    """Any base to a small exponent, negative ones included."""
    form = rng.choice(("计算 {} 的 {} 次方？", "What is {} to the power of {}?"))
    return form.format(operand(rng), rng.choice((0, 1, 2, 2, 3, 3, 4, 5, -1, -2, rng.randint(6, 12))))


def rectangle_area(rng):
    """A length and a width."""
    form = rng.choice(
        (
            "长方形的长是 {} 米，宽是 {} 米，求这个长方形的面积。",
            "A rectangle is {} feet long and {} feet wide. Find its area.",
        )
    )
    return form.format(*two(rng, size))


def sales_growth(rng):
    """A rise or fall by any percentage."""
    rises = rng.random() < 0.5
    percent = size(rng) if rises else rng.choice(("0", "1", "100", f"{rng.uniform(0, 100):.{rng.randint(0, 2)}f}"))
    if rng.random() < 0.5:
        change = "增长了" if rises else "下降了"
        return f"某公司去年的营业额是 {size(rng)} 万元，今年{change} {percent}%，今年的营业额是多少？"
    form = "Last year's sales were {} million yuan, and this year sales {} by {}%. Calculate this year's sales."
    return form.format(size(rng), "increased" if rises else "fell", percent)


def square_root(rng):
    """Squares and others."""
    radicand = size(rng)
    if rng.random() < 0.3:
        root = rng.randint(0, 10 ** rng.randint(1, 6))
        radicand = str(root * root)
    return rng.choice(("计算 {} 的平方根？", "What is the square root of {}?")).format(radicand)


DRAWS = {
    draw.__name__: draw
    for draw in (
        arithmetic,
        discount,
        fraction_simplification,
        function_value,
        linear_equation,
        mass,
        mean,
        power,
        rectangle_area,
        sales_growth,
        square_root,
    )
}


def drawn(kind, numbers):
    """The problems of a kind with these numbers; each has a generator of its own."""
    return (DRAWS[kind](Random(f"{kind}/{n}")) for n in numbers)
