r"""True chains of every kind that a solution may hold, drawn by Hypothesis; each is a text of one or more links.

What is drawn is true by construction: values are rationals of `expressions`, and what is rounded is rounded half up
and says so.
"""

from fractions import Fraction
from math import isqrt

from expressions import (
    HANDS,
    Hand,
    Leaf,
    Operation,
    Root,
    Tree,
    decimal,
    fraction,
    integer,
    leaves,
    mixed,
    percent,
    places_needed,
    printed,
    reduced,
    rounded,
    scientific,
    trees,
    value_of,
    write,
)
from hypothesis import strategies as st

hands = st.sampled_from(HANDS)


def sign(hand: Hand, name: str) -> str:
    """A relation sign as a hand writes it, with white space around it."""
    shown = {"≈": r"\approx", "≤": r"\le", "≥": r"\ge", "≠": r"\ne"}.get(name, name) if hand.latex else name
    shown = "＝" if hand.wide and name == "=" else shown
    return f"{hand.space or ' ' * hand.latex}{shown}{hand.space or ' ' * hand.latex}"


@st.composite
def forms(draw: st.DrawFn, value: Fraction, hand: Hand) -> tuple[str, str]:
    """A value as the end of a chain: the sign before it, and how it is shown."""
    places = places_needed(value)
    shown = [fraction(value), mixed(value)]
    if places is not None:
        scaled = int(value * 10**places)
        shown += [decimal(scaled, places), decimal(scaled, places), decimal(scaled * 10, places + 1)]
        shown += [decimal(scaled, places, grouped=True), percent(scaled * 100, places)]
        number = scientific(value, draw(st.integers(1, 12)))
        shown += [number] if number else []
    rough = rounded(value, draw(st.integers(1, 5)))
    if rough.value != value and rough.value:
        shown += [rough, rough]
    leaf = draw(st.sampled_from(shown))
    return ("=" if leaf.value == value else "≈"), write(leaf, hand)


@st.composite
def calculations(draw: st.DrawFn) -> str:
    """A tree, the same with operations carried out one by one, and its value; or the other way round."""
    hand, tree = draw(hands), draw(trees())
    value = value_of(tree)
    sides = [write(tree, hand)]
    while not isinstance(tree, Leaf) and len(sides) < 8:
        tree = reduced(tree)
        if draw(st.booleans()) and write(tree, hand) != sides[-1]:
            sides.append(write(tree, hand))
    name, end = draw(forms(value, hand))
    text = sign(hand, "=").join(sides)
    if name == "=" and len(sides) == 1 and draw(st.integers(0, 3)) == 0:
        return end + sign(hand, "=") + text
    if draw(st.integers(0, 5)) == 0 and not hand.latex:
        text = text.replace(sign(hand, "="), "\n" + sign(hand, "=").lstrip())
    return text + sign(hand, name) + end


@st.composite
def roundings(draw: st.DrawFn) -> str:
    """A quotient or root to more and then to fewer places, each the nearest to the value."""
    hand = draw(hands)
    top, bottom = draw(st.integers(1, 5000)), draw(st.integers(2, 500))
    value = Fraction(top, bottom)
    fine, coarse = rounded(value, draw(st.integers(4, 8))), rounded(value, draw(st.integers(1, 3)))
    sides = [write(Operation("/", integer(top), integer(bottom)), hand), write(fine, hand)]
    text = sign(hand, "=" if fine.value == value else "≈").join(sides)
    if rounded(fine.value, 3).value == coarse.value or abs(fine.value - coarse.value) * 2 < _step(coarse):
        text += sign(hand, "=" if coarse.value == fine.value else "≈") + write(coarse, hand)
    return text


def _step(leaf: Leaf) -> Fraction:
    return Fraction(1, 10 ** len(leaf.plain.partition(".")[2]))


@st.composite
def roots(draw: st.DrawFn) -> str:
    """Square roots: whole, simplified, and rounded."""
    hand = draw(hands)
    inner, outer = draw(st.sampled_from((2, 3, 5, 6, 7, 10, 11, 13))), draw(st.integers(1, 40))
    radicand = inner * outer * outer
    root = Root(integer(radicand))
    whole = str(outer) * (outer > 1) + write(Root(integer(inner)), hand)
    near = rounded(Fraction(isqrt(radicand * 10**24), 10**12), draw(st.integers(1, 6)))
    text = write(root, hand) + (sign(hand, "=") + whole if outer > 1 else "")
    if hand.wide:
        return write(Root(integer(outer * outer)), hand) + sign(hand, "=") + write(integer(outer), hand)
    return text + (sign(hand, "≈") + write(near, hand) if draw(st.booleans()) or outer == 1 else "")


@st.composite
def percentages(draw: st.DrawFn) -> str:
    """Shares and what they are of: `(80 - 60) / 80 = 0.25 = 25%`, `20% × 50 = 10`."""
    hand = draw(hands)
    old, new = draw(st.integers(1, 400)), draw(st.integers(1, 400))
    whole, share = integer(old), Operation("/", Operation("-", integer(old), integer(new)), integer(old))
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return _share(share, hand, draw(st.integers(1, 2)))
    rate = draw(st.integers(1, 300))
    if kind == 1:
        product = Operation("*", *((percent(rate), whole) if draw(st.booleans()) else (whole, percent(rate))))
        return write(product, hand) + sign(hand, "=") + write(printed(value_of(product)), hand)
    if kind == 2:
        grown = Operation("*", whole, Operation("+", integer(1), percent(rate)))
        middle = Operation("*", whole, printed(1 + Fraction(rate, 100)))
        sides = [write(grown, hand), write(middle, hand), write(printed(value_of(grown)), hand)]
        return sign(hand, "=").join(sides)
    other = draw(st.integers(1, 100))
    total = Operation("+", percent(rate), percent(other))
    return write(total, hand) + sign(hand, "=") + write(percent(rate + other), hand)


def _share(share: Tree, hand: Hand, places: int) -> str:
    value = value_of(share)
    near = rounded(value * 100, places)
    shown = percent(int(near.value * 10**places), places)
    text = write(share, hand)
    if places_needed(value) is not None:
        text += sign(hand, "=") + write(printed(value), hand)
    return text + sign(hand, "=" if shown.value == value else "≈") + write(shown, hand)


@st.composite
def inequalities(draw: st.DrawFn) -> str:
    """`3 < 4`, `1 ≤ 1.5 < 2`, `3 + 4 ≠ 8`."""
    hand, one, other = draw(hands), draw(trees(1)), draw(trees(1))
    first, second = value_of(one), value_of(other)
    names = ("=", "≤", "≥") if first == second else ("≠", "<", "≤") if first < second else ("≠", ">", "≥")
    return write(one, hand) + sign(hand, draw(st.sampled_from(names))) + write(other, hand)


@st.composite
def remainders(draw: st.DrawFn) -> str:
    """`17 ÷ 5 = 3 …… 2` and `17 = 5 × 3 + 2`."""
    divisor, times = draw(st.integers(2, 99)), draw(st.integers(0, 99))
    rest = draw(st.integers(1, divisor - 1))
    total = divisor * times + rest
    return draw(st.sampled_from(DIVISIONS)).format(total, divisor, times, rest)


DIVISIONS = (
    "{} ÷ {} = {} …… {}", "{}÷{}={}……{}", "{}÷{}={}...{}", "{} ÷ {} = {} 余 {}", "{} / {} = {} remainder {}",
    "{} ÷ {} = {} R {}", "{} = {} × {} + {}", "{} = {}*{} + {}", "{0} mod {1} = {3}",
)  # fmt: skip


UNITS = (
    "apples", "cm", "m", "km", "kg", "g", "hours", "minutes", "dollars", "cents", "miles", "students", "pages per day",
    "厘米", "米", "千克", "克", "元", "个", "人", "万元", "分钟", "小时", "支", "本", "度", "平方米", "cm²", "m^2", "$",
    "￥", "feet", "liters", "升", "岁", "degrees", "%",
)  # fmt: skip


def measured(number: Leaf, unit: str, space: str) -> str:
    """A number with its unit."""
    return (
        unit + number.plain
        if unit in "$￥"
        else number.plain + (" " if unit.isascii() and unit != "%" else space) + unit
    )


@st.composite
def quantities(draw: st.DrawFn) -> str:
    """Sums of one unit, multiples of it, shares of it."""
    unit, space = draw(st.sampled_from(UNITS)), draw(st.sampled_from(("", " ")))
    one = draw(leaves(whole=True))
    one = one if one.value > 0 else integer(7)
    other = draw(st.one_of(st.integers(1, 900).map(integer), st.integers(1, 900).map(lambda n: decimal(n, 1))))
    name = draw(st.sampled_from("+-*/"))
    if name in "+-":
        tree = Operation(name, one, other)
        text = f"{measured(one, unit, space)} {name} {measured(other, unit, space)}"
    elif name == "*":
        tree = Operation("*", other, one)
        shown = draw(st.sampled_from("*×x"))
        text = f"{other.plain} {shown} {measured(one, unit, space)}"
        if draw(st.booleans()):
            text = f"{measured(one, unit, space)} {shown} {other.plain}"
    else:
        tree = Operation("/", one, other)
        text = f"{measured(one, unit, space)} {draw(st.sampled_from('/÷'))} {other.plain}"
    value = value_of(tree)
    places = places_needed(value)
    end = printed(value) if places is not None and places <= 6 else rounded(value, 2)
    if not end.value and value:
        end = rounded(value, 6)
    return f"{text} {'=' if end.value == value else '≈'} {measured(end, unit, space)}"


@st.composite
def conversions(draw: st.DrawFn) -> str:
    """`3 km = 3000 m`, `30 min = 0.5 h`, areas and rates."""
    n = draw(st.integers(1, 60))
    half = decimal(n * 5, 1).plain
    true = [
        f"{n} km = {n * 1000} m", f"{n}千米={n * 1000}米", f"{n * 30} min = {half} h", f"{n * 30}分钟={half}小时",
        f"{n} kg = {n * 1000} g", f"{n} m = {n * 100} cm", f"{n}米={n * 100}厘米", f"{n} 元 = {n * 10} 角",
        f"${n} = {n * 100} cents", f"{n} dozen = {n * 12}", f"{n} weeks = {n * 7} days",
        f"{n} 万元 = {n * 10000} 元", f"{n} cm × 3 cm = {n * 3} cm²", f"{n}厘米 × 4厘米 = {n * 4}平方厘米",
        f"{n} feet * 2 feet = {n * 2} square feet", f"{n * 30} km / 2 h = {n * 15} km/h",
        f"{n * 30} km / 30 = {n} km", f"{n} 克/立方厘米 * 2 立方厘米 = {n * 2} 克",
        f"{n} hours * 60 minutes/hour = {n * 60} minutes", f"{n} hours × $15 = ${n * 15}",
        f"${n}.50 * 2 = ${n * 2 + 1}", f"{n} hours * $15/hour = ${n * 15}",
        f"{n} boxes * 12 pens/box = {n * 12} pens", f"1 box = {n} pens",
        f"{n} m/s = {decimal(n * 36, 1).plain} km/h", f"{n} h 30 min = {n * 60 + 30} min",
        f"{n} 小时 20 分钟 = {n * 60 + 20} 分钟", f"{n} students × 3 books = {n * 3} books",
        f"{n}人 × 3本 = {n * 3}本", f"{n}% of 200 = {n * 2}", f"1/2 of {2 * n} = {n}", f"half of {2 * n} = {n}",
        f"{n} million = {n}000000", f"{n}亿 = {n}00000000", "1 hour = 60 minutes", f"{n} L = {n * 1000} mL",
        f"{n}° + {90 - n}° = 90°", f"180° - {n}° = {180 - n}°",
    ]  # fmt: skip
    return draw(st.sampled_from(true))


@st.composite
def annotated(draw: st.DrawFn) -> str:
    """GSM8K's calculator annotations."""
    name, one, other = draw(st.sampled_from("+-*/")), draw(st.integers(1, 300)), draw(st.integers(1, 60))
    tree = Operation(name, integer(one), integer(other))
    value = value_of(tree)
    places = places_needed(value)
    if places is None or places > 6:
        tree, value = Operation("*", integer(one), integer(other)), Fraction(one * other)
    end = printed(value)
    spaced, tight = write(tree, HANDS[0]), write(tree, HANDS[1])
    unit = draw(st.sampled_from(("", " clips", " eggs left", " more pages", ".", " in total", "%")))
    money = draw(st.sampled_from(("", "$")))
    before = draw(st.sampled_from((f"{spaced} = ", f"{tight} = ", f"{tight}=", "a total of ", "")))
    bare = end.plain[1:] if end.plain.startswith("0.") and draw(st.booleans()) else end.plain
    return (
        f"{before}{money}<<{tight}={bare}>>{end.plain}{unit if before or unit != '%' else ''}"
        if unit != "%"
        else (f"{before}{money}<<{tight}={bare}>>{end.plain}")
    )


@st.composite
def equations(draw: st.DrawFn) -> str:
    """`3x + 4 = 19`, moved around until the unknown stands alone, perhaps checked."""
    x = draw(st.sampled_from("xyzatn"))
    a = draw(st.integers(-20, 20).filter(lambda n: n not in (0, 1, -1)))
    b, root = (
        draw(st.integers(-50, 50).filter(bool)),
        draw(st.one_of(st.integers(-30, 30).map(Fraction), st.fractions(-9, 9, max_denominator=12))),
    )
    c = a * root + b
    left, right = f"{a}{x} {'+' if b > 0 else '-'} {abs(b)}", fraction(c).plain
    moved = f"{a}{x} = {right} {'-' if b > 0 else '+'} {abs(b)}"
    value = draw(st.sampled_from((fraction(root), printed(root)))).plain
    divided = (
        f"{x} = {fraction(c - b).plain} / {f'({a})' if a < 0 else a}" if (c - b).denominator == 1 else f"{x} = {value}"
    )
    steps = [f"{left} = {right}", moved, f"{a}{x} = {fraction(c - b).plain}", divided, f"{x} = {value}"]
    kept = [step for step in steps[1:-1] if draw(st.booleans())]
    joint = draw(
        st.sampled_from(
            (
                ", so ",
                "\n",
                "，所以 ",
                "，得 ",
                "\n=> ",
                " ⇒ ",
                "; then ",
                "。移项得 ",
                " \\implies ",
                ". Hence ",
                "，即 ",
                ", which gives ",
            )
        )
    )
    text = joint.join([steps[0], *kept, steps[-1]])
    if draw(st.integers(0, 3)) == 0:
        at = f"({value})" if "/" in value or value[0] == "-" else value
        check = draw(st.sampled_from((". Check: ", "。检验：", "\n验算：", "\nCheck: ")))
        text += f"{check}{a} * {at} {'+' if b > 0 else '-'} {abs(b)} = {right}"
    return text


@st.composite
def systems(draw: st.DrawFn) -> str:
    """Quadratic equations and pairs of unknowns, with their roots in many words."""
    p, q = draw(st.integers(-12, 12)), draw(st.integers(-12, 12))
    total, product = -(p + q), p * q
    signed = lambda n, tail: f"{'+' if n >= 0 else '-'} {abs(n)}{tail}"  # noqa: E731
    quadratic = f"x^2 {signed(total, 'x')} {signed(product, '')} = 0"
    factored = f"(x {signed(-p, '')})(x {signed(-q, '')}) = 0"
    disc = total * total - 4 * product
    return draw(
        st.sampled_from(
            (
                f"{quadratic}，即 {factored}，所以 x = {p} 或 x = {q}",
                f"{quadratic}, so {factored}, hence x = {p} or x = {q}",
                f"{quadratic}，Δ = {total}^2 - 4 * 1 * {product} = {disc}，x₁ = {p}，x₂ = {q}".replace(
                    f"Δ = {total}", f"Δ = ({total})").replace(f"* {product}", f"* ({product})"),
                f"x + y = {p + q}, x - y = {p - q}, so 2x = {2 * p}, x = {p}, y = {q}",
                f"x + y = {p + q}，x - y = {p - q}，两式相加得 2x = {2 * p}，x = {p}，y = {q}",
                f"设甲有 x 个，则 x + {abs(p)} = {abs(p) + abs(q)}，解得 x = {abs(q)}",
                f"Let a = {p} and b = {q}; then a + b = ({p}) + ({q}) = {p + q} and ab = {p * q}",
                f"x_1 + x_2 = {p + q}, x_1 x_2 = {product}",
                f"x1 = {p}, x2 = {q}, x1 + x2 = {p + q}",
            )
        )
    )  # fmt: skip


chains = st.one_of(
    calculations(), calculations(), calculations(), roundings(), roots(), percentages(), inequalities(), remainders(),
    quantities(), quantities(), conversions(), annotated(), equations(), equations(), systems(),
)  # fmt: skip
"""Any of them."""
