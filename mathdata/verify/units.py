"""Units of measure: reading them behind a number, and the dimension and size they stand for.

Only units whose size is beyond dispute are listed: a month has no fixed number of days, `分` is a minute, a
cent and a mark, an ounce is two things. What is not listed is a label and changes no number.
"""

from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple


class Unit(NamedTuple):
    """A product of dimensions, and its size in their base units."""

    dimensions: tuple[tuple[str, int], ...]
    """Sorted, without zeros: `(("length", 2),)` is an area."""
    size: Fraction
    doubtful: bool = False
    """A bare letter such as `m`, which may be a variable."""


BARE = Unit((), Fraction(1))


def _table(dimension: str, rows: dict[str, str]) -> dict[str, Unit]:
    return {
        name: Unit(((dimension, 1),), Fraction(size), len(name) == 1 and name.isascii())
        for size, names in rows.items()
        for name in names.split()
    }


_LENGTH = {
    "1/1000": "mm millimeter millimeters 毫米",
    "1/100": "cm centimeter centimeters centimetre centimetres 厘米",
    "1/10": "dm decimeter decimeters 分米",
    "1": "m meter meters metre metres 米",
    "1000": "km kilometer kilometers kilometre kilometres 千米 公里",
    "127/5000": "inch inches",
    "381/1250": "ft foot feet",
    "1143/1250": "yd yard yards",
    "201168/125": "mile miles",
}
_MASS = {
    "1/1000": "mg milligram milligrams 毫克",
    "1": "g gram grams 克",
    "500": "斤",
    "1000": "kg kilogram kilograms 千克 公斤",
    "1000000": "吨 tonne tonnes",
}
_TIME = {
    "1": "s sec second seconds 秒 秒钟",
    "60": "min minute minutes 分钟",
    "3600": "h hr hrs hour hours 小时",
    "86400": "day days 天",
    "604800": "week weeks 周 星期",
}
_COUNT = {
    "10": "十",
    "12": "dozen dozens 打",
    "100": "hundred 百",
    "1000": "thousand 千",
    "10000": "万",
    "1000000": "million 百万",
    "100000000": "亿",
    "1000000000": "billion",
}
_VOLUME = {"1/1000000": "ml mL milliliter milliliters 毫升", "1/1000": "L l liter liters litre litres 升"}

UNITS: dict[str, Unit] = {
    **_table("length", _LENGTH),
    **_table("mass", _MASS),
    **_table("time", _TIME),
    **_table("angle", {"1": "degree degrees 度"}),
    **_table("yuan", {"1/10": "角", "1": "元 yuan", "10000": "万元", "100000000": "亿元"}),
    **_table("dollar", {"1/100": "cent cents penny pennies", "1": "dollar dollars 美元"}),
    **{name: Unit((), unit.size) for name, unit in _table("count", _COUNT).items()},
    **{name: Unit((("length", 3),), unit.size, unit.doubtful) for name, unit in _table("", _VOLUME).items()},
}
_POWERS = {"square": 2, "sq": 2, "cubic": 3, "平方": 2, "立方": 3}
CURRENCIES = {"$": "dollar", "\\$": "dollar", "US$": "dollar", "￥": "yuan", "¥": "yuan", "RMB": "yuan"}


@lru_cache(maxsize=64)
def currency(sign: str) -> Unit:
    """The unit a currency sign stands for."""
    return Unit(((CURRENCIES.get(sign.replace(" ", ""), sign.strip()), 1),), Fraction(1))


def combine(left: Unit, right: Unit, power: int = 1) -> Unit:
    """The unit of left times right to a power.

    >>> combine(UNITS["克"], UNITS["千克"], -1)
    Unit(dimensions=(), size=Fraction(1, 1000), doubtful=False)
    """
    total = dict(left.dimensions)
    for name, exponent in right.dimensions:
        total[name] = total.get(name, 0) + exponent * power
    dimensions = tuple(sorted((name, exponent) for name, exponent in total.items() if exponent))
    return Unit(dimensions, left.size * right.size**power, left.doubtful or right.doubtful)


def raised(name: str) -> tuple[str, int]:
    """A Chinese unit without its 平方 or 立方, and the power these stand for.

    >>> raised("平方厘米")
    ('厘米', 2)
    """
    for prefix in ("平方", "立方"):
        if name.startswith(prefix) and name != prefix:
            return name[len(prefix) :], _POWERS[prefix]
    return name, 1


def word_power(word: str) -> int:
    """2 for `square`, 3 for `cubic`, else 0."""
    return _POWERS.get(word, 0)


def is_sure(dimensions: tuple[tuple[str, int], ...]) -> bool:
    """Whether it is a length, area, volume, mass or sum of money, where a wrong unit can be told for sure."""
    if len(dimensions) != 1:
        return False
    name, power = dimensions[0]
    return name == "length" or (name in ("mass", "yuan", "dollar") and power == 1)
