"""The words that mathematics is put in: numbers, units and terms, each with what it means in any language."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from mathdata.numbers import unit_named

_DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
HAN_DIGITS = "".join(_DIGITS) + "".join(_PLACES)
"""Characters that Chinese numbers are written with."""


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


_UNDER_TWENTY = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_OTHER_NUMBERS = {
    "100": "hundred hundreds",
    "1000": "thousand thousands",
    "1000000": "million millions",
    "1000000000": "billion billions",
    "12": "dozen dozens",
    "1/4": "quarter quarters",
}
_AS_THEY_ARE = """couple pair pairs once single third thirds fourth fourths fifth fifths sixth seventh eighth ninth
    tenth tenths"""
NUMBER_WORDS = {
    **{word: str(value) for value, word in enumerate(_UNDER_TWENTY.split())},
    **{word: str(10 * value) for value, word in enumerate(_TENS.split(), 2)},
    **{word: value for value, names in _OTHER_NUMBERS.items() for word in names.split()},
    **{word: word for word in _AS_THEY_ARE.split()},
}
"""English words that are numbers, with their value; a word that counts in more than one way stands for itself."""

_MORE_UNITS = {
    "s": "second seconds sec secs 秒 秒钟",
    "min": "minute minutes mins 分钟",
    "h": "hour hours hr hrs 小时 时 钟头",
    "day": "day days 天 日",
    "week": "week weeks 周 星期",
    "month": "month months 月 个月",
    "year": "year years 年 岁",
    "cent": "cent cents penny pennies 分",
    "jiao": "角",
    "dime": "dime dimes",
    "nickel": "nickel nickels",
    "lb": "pound pounds lb lbs 磅",
    "oz": "ounce ounces oz 盎司",
    "gal": "gallon gallons 加仑",
    "pt": "pint pints",
    "qt": "quart quarts",
    "cup": "cup cups",
    "acre": "acre acres 英亩",
    "mu": "亩",
    "ha": "hectare hectares 公顷",
    "deg": "degree degrees 度 摄氏度",
    "mph": "mph",
    "km/h": "kmh kph",
    "jin": "斤",
    "liang": "两",
}
_ONLY_BEHIND_NUMBERS = words("m g t l in ft yd mi s h min sec mm cm dm km mg kg ml foot yard second L")
"""Units that are other words too; they are read as units directly behind a number alone."""
_KNOWN = """millimeter centimeter decimeter meter kilometer millimetre centimetre metre kilometre inch foot yard mile
    milligram gram kilogram ton tonne liter litre milliliter millilitre dollar"""
_HAN_KNOWN = """平方毫米 平方厘米 平方分米 平方米 平方千米 平方公里
    立方毫米 立方厘米 立方分米 立方米 毫米 厘米 公分 分米 千米 公里
    英寸 英尺 英里 毫克 千克 公斤 毫升 美元 万元 千元 亿元"""
MEASURES = (
    "米克吨升元度分秒时天日周月年岁角斤两亩码尺寸个只本支条张头棵辆件块人次页"
    "名位双对套箱袋盒瓶杯包根把面座朵匹群层枝台艘架间颗粒片篇首排组班户家列节段圈步种"
    ""
)
"""Characters that count or measure, where they stand directly behind a number or behind "how many"."""


@cache
def units() -> dict[str, str]:
    """Symbol of each English spelling of a unit that is a unit wherever it stands, and of each Chinese one."""
    found = {name: symbol for symbol, names in _MORE_UNITS.items() for name in names.split() if len(name) > 1}
    english = [form for name in _KNOWN.split() for form in (name, f"{name}s")]
    for name in [*english, "inches", "feet", *_HAN_KNOWN.split()]:
        unit = unit_named(name)
        found[name] = name if unit is None else unit.symbol
    return {name: symbol for name, symbol in found.items() if name not in _ONLY_BEHIND_NUMBERS}


@cache
def units_behind_numbers() -> dict[str, str]:
    """Symbol of each spelling that is a unit only directly behind a number."""
    more = {name: symbol for symbol, names in _MORE_UNITS.items() for name in names.split()}
    named = {name: unit_named(name) for name in (*_ONLY_BEHIND_NUMBERS, *MEASURES)}
    return {name: more.get(name) or (unit.symbol if unit else name) for name, unit in named.items()}


class Terms(NamedTuple):
    """Spellings with the class of each; the class `-` is of words that only look like a term."""

    zh: dict[str, str]
    en: dict[str, str]


@cache
def terms() -> Terms:
    """The terms of `terms.tsv`."""
    zh: dict[str, str] = {}
    en: dict[str, str] = {}
    text = files(__package__).joinpath("terms.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            name, chinese, english = line.split("\t")
            zh |= dict.fromkeys(chinese.split(), name)
            en |= dict.fromkeys(english.split(), name)
    return Terms(zh, en)


def han_value(numeral: str) -> str:
    """The value of a Chinese number as digits; the number itself where it is none.

    >>> han_value("三百零五"), han_value("十二"), han_value("两万"), han_value("二〇二四")
    ('305', '12', '20000', '2024')
    """
    if not any(sign in _PLACES for sign in numeral):
        return "".join(str(_DIGITS[sign]) for sign in numeral).lstrip("0") or "0"
    total = section = digit = 0
    for sign in numeral:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif _PLACES[sign] < 10_000:
            section, digit = section + (digit or 1) * _PLACES[sign], 0
        else:
            total, section, digit = total + (section + digit or 1) * _PLACES[sign], 0, 0
    return str(total + section + digit)
