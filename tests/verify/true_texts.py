"""Prose around true chains, and what looks like arithmetic in it but is not."""

from hypothesis import strategies as st
from true_chains import chains

small = st.integers(1, 30)

NOISE = (
    "比分 {a}:{b}", "The score was {a}:{b}", "a = {a}, b = {b}", "f({a}) = {b}", "已知 f({a}) = {b}", "x1 = {a}",
    "x_1 = {a}，x_2 = {b}", "日期：2023-05-{d:02}", "on {d}/5/2023", "第 {a}-{b} 页", "pages {a}-{b}", "at {d}:30",
    "上午 {d}:15 出发", "{d}:00 - {d}:45", "{a} ≡ {a} (mod {b})", "{a}:{b} = {a2}:{b2}", "a:b = {a}:{b}",
    "x ∈ [{a}, {c}]", "区间 [{a}, {c})", "A = {{{a}, {b}}}", "y = {a}x + {b}", "f(x) = {a}x^2 - {b}", "n = 2k + 1",
    "|-{a}| = {a}", "|A| = {a}", "P(A) = 0.{d}", "sin 30° = 0.5", "5! = 120", "C(5, 2) = 10", "log_2 8 = 3",
    "0.333... = 1/3", "π ≈ 3.14", "\\pi \\approx 3.1416", "2π·{a} = {a2}π", "AB = {a} cm, BC = {b} cm",
    "∠A = {a}°, ∠B = {b}°", "△ABC 中，AB = {a}", "S = {a}", "Tom = {a} years old", "score = {a}", "i = i + 1",
    "Room {a}-{b}", "version 2.{a}.{b}", "电话 010-1234{a}", "第{a}题 = {b}分", "向量 AB = ({a}, {b})",
    "(x - {a})^2 = x^2 - {a2}x + {aa}", "a^2 - b^2 = (a + b)(a - b)", "lim x→{a} f(x) = {b}", "E = mc^2", "H2O",
    "3D", "COVID-19", "No. {a}", "f'({a}) = {b}", "dy/dx = {a}x", "∑ i = {a}", "S_{a} = {b}",
    "a_1 = {a}, a_{{n+1}} = a_n + {b}", "{a} < x < {c}", "x > {a}", "当 x ≥ {a} 时", "0 < a < 1",
    "m = {a}, n = {b}", "k = -{a}", "{a}% < p", "for i in range({a}):", "```x = {a}```", "{a} boys and {b} girls",
    "{a} + {b} 的和", "the ratio {a}/{b}", "price: ${a}.{d:02}", "两数之比为 {a}：{b}", "Is {a} + {b} = {c}?",
    "{a} + {b} = ?", "{a} + {b} = __", "{a} × ( ) = {b}", "□ + {a} = {c}", "? × {a} = {b}", "x = ?",
    "求 {a} + {b} 的值", "{a} pens = ${b}", "1 box = {a} pens", "每盒 {a} 支 = {b} 元", "甲 = {a}，乙 = {b}",
    "Alice: {a}, Bob: {b}", "{a} out of {c}", "{a}/{c} of them", "f: {a} → {b}", "x -> {a}", "A({a}, {b})",
    "({a}, {b})", "({a}) {b}", "圆 O 的半径 r = {a}", "(x - {a})^2 + (y - {b})^2 = {aa}", "i^2 = -1",
    "\\binom{{5}}{{2}} = 10", "\\log_2 8 = 3", "e^{{i\\pi}} = -1", "\\sum_{{k=1}}^{{{a}}} k",
    "\\int_0^1 x dx = \\frac{{1}}{{2}}", "det(A) = {a}",
    "A = \\begin{{pmatrix}} {a} & {b} \\\\ 1 & 2 \\end{{pmatrix}}", "y = |x - {a}|", "[{a}.7] = {a}",
    "? + {a} = {c}", "_ - {a} = {b}", "△ - {a} = {b}", "⌊{a}.7⌋ = {a}", "max({a}, {c}) = {c}", "{a}!= {c}",
    "101₂ = 5", "(101)_2 = 5", "0x1F = 31", "{a} ± {b}", "a ⊕ b = a + b", "定义 a※b = a + 2b，{a}※{b} = {a_2b}",
    "{a} △ {b} = {c}", "{a}_{b}", "长:宽 = {a}:{b}", "{a}:{b}={a2}:{b2}", "步骤 {a}：", "Step {a}:", "{a}、",
    "({a})", "①", "- ", "* ", "**", "~{a}", "=> {a}", "约{a}%", "第{a}天", "{a}月{b}日", "{d}:30+{b}", "3-5=days",
    "A-{a}", "{a}-year-old", "a {a}-{b} win", "x²-{a}x", "x^{a}", "10^{d}", "1e{d}", "<b>{a}</b>", "a < {a}",
    "1/2/2023", "24/7", "and/or", "{a}th", "i.e. {a}", "{a}...{b}", "{a}……{b}", "{a}~{b}", "{a}—{b}", "{a},{b},{c}",
    "{a}, {b}, {c}", "{a} {b} {c}", "{a};{b}", "数列 {a}, {b}, {c}", "{a}的{b}倍", "{a}比{b}", "{a}倍", "twice {a}",
    "{a} times", "设 x = {a}%", "利率 = {a}%", "r = {a}% = 0.{a:02}", "sqrt({a})", "√{a}", "{a}²", "{a}^2",
    "{a} mod {b}", "{a}%{b}", "-{a}", "+{a}", "({a}+{b})",
)  # fmt: skip
"""Sentences with numbers that compute nothing that could be wrong."""

OPENINGS = (
    "", "", "", "So ", "所以 ", "因此，", "We get ", "Then ", "解：", "解：原式 = ", "得 ", "Step 2: ", "1. ",
    "(1) ", "2) ", "① ", "- ", "* ", "首先计算：", "First, ", "Tom has ", "一共有 ", "She pays ", "总价是 ",
    "The total is ", "Therefore, the area is ", "面积为：", "即", "故", "∴ ", "because ", "因为 ", "$", "$$",
    "\\[ ", "\\( ", "> ", "| ", "**", "`", "We know that ", "Note: ", "a) ", "[1] ", "其中 ", "，", "It costs ",
    "which is ", "i.e. ", "例如：", "(", "（", "“", "In total, she has ", "到年底，", "这时",
)  # fmt: skip
LINE_OPENINGS = (
    "> ", "- ", "* ", "| ", "1. ", "(1) ", "2) ", "a) ", "[1] ", "\\[ ", "$$",
)  # fmt: skip
SEPARATORS = (
    ". ", "。", "\n", ", ", "，", "; ", "；", ".\n", "\n\n", "：",
)  # fmt: skip
CLOSINGS = {
    "$": "$",
    "$$": "$$",
    "\\[ ": " \\]",
    "\\( ": " \\)",
    "| ": " |",
    "**": "**",
    "`": "`",
    "(": ")",
    "（": "）",
    "“": "”",
}
ENDINGS = (
    ". ", "。", "\n", ", ", "，", "；", "; ", " clips. ", " 元。", "个苹果。", " in total. ", ", so ", "，所以",
    ".\n", " and ", " 和 ", "! ", "！", "\n\n", " because of that. ", "（元）。", " (cm). ", " 平方厘米。",
    " pages left. ", " 左右。", " or so. ", " altogether, and ", "；\n", "。\n答：", " → ", " ✓\n", "（正确）\n",
    " \\\\ ",
)  # fmt: skip

YUAN = (" 元。", "（元）。")
"""Endings that are false behind a sum of dollars."""


@st.composite
def noise(draw: st.DrawFn) -> str:
    """A sentence of `NOISE` with numbers."""
    a, b, d = draw(small), draw(small), draw(st.integers(1, 9))
    return draw(st.sampled_from(NOISE)).format(
        a=a, b=b, c=a + b, d=d, a2=2 * a, b2=2 * b, aa=a * a, a_2b=a + 2 * b
    )  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Up to four true chains in prose of both languages, with noise between."""
    pieces = []
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            pieces.append(draw(noise()) + draw(st.sampled_from(SEPARATORS)))
        opening = draw(st.sampled_from(OPENINGS))
        if opening in LINE_OPENINGS and pieces:
            pieces.append("\n")
        chain = draw(chains)
        endings = [ending for ending in ENDINGS if "$" not in chain or ending not in YUAN]
        pieces.append(opening + chain + CLOSINGS.get(opening, "") + draw(st.sampled_from(endings)))
    return "".join(pieces)
