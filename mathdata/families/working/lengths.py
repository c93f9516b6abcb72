"""Units of length in problems, and the units of area and volume that belong to them."""

from mathdata.numbers import unit_named

LENGTH_ZH = r"毫米|厘米|分米|千米|公里|米|mm|cm|dm|km|m"
LENGTH_EN = r"(?:milli|centi|deci|kilo)?met(?:er|re)s?|inch(?:es)?|feet|foot|yards?|miles?|mm|cm|dm|km|m|ft|in"
LENGTH = f"(?:{LENGTH_ZH}|{LENGTH_EN}|)"
"""Any of them, or none: many problems of geometry name no unit."""

DRAWN_ZH = ("厘米", "米", "分米")
DRAWN_EN = ("cm", "meters", "inches")


def powered(length: str, power: int) -> str:
    """The unit of area or volume in the manner in which the unit of length was written.

    >>> powered("厘米", 2), powered("cm", 3), powered("feet", 2), powered("meter", 3), powered("", 2)
    ('平方厘米', 'cm^3', 'square feet', 'cubic meters', '')
    """
    if power == 1 or not length:
        return plural(length)
    if not length.isascii():
        return ("平方" if power == 2 else "立方") + length
    if len(length) < 3:
        return f"{length}^{power}"
    return f"{'square' if power == 2 else 'cubic'} {plural(length)}"


def plural(length: str) -> str:
    """The unit as it stands behind several.

    >>> plural("foot"), plural("meter"), plural("cm"), plural("厘米")
    ('feet', 'meters', 'cm', '厘米')
    """
    if len(length) < 3 or not length.isascii():
        return length
    return {"inch": "inches", "foot": "feet"}.get(length.lower()) or (
        length if length.endswith(("s", "feet")) else f"{length}s"
    )


def same_unit(*units: str) -> bool:
    """Whether lengths are measured in one unit."""
    return len({unit_named(unit) or unit for unit in units}) == 1
