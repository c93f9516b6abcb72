"""Units and percent as values, so that 45.1 % is never taken for 45.1, nor a length for an area."""

from fractions import Fraction
from typing import NamedTuple

from mathdata.numbers.reading import Exact


class Unit(NamedTuple):
    """A unit, known by its symbol whatever the language: `厘米` and `centimetres` are both `cm`."""

    symbol: str

    def name(self, language: str) -> str:
        """How the unit is written out: in Chinese for `zh`, else in English, in the plural.

        >>> Unit("cm^2").name("zh"), Unit("cm^2").name("en")
        ('平方厘米', 'square centimeters')
        """
        base, _, dimension = self.symbol.partition("^")
        if self.symbol not in _NAMES and dimension in _DIMENSIONS:
            zh, en = _DIMENSIONS[dimension]
            return zh + _NAMES[base][0] if language == "zh" else en + _NAMES[base][1]
        zh, en = _NAMES.get(self.symbol, (self.symbol, self.symbol))
        return zh if language == "zh" else en


PERCENT = Unit("%")

# One row a unit: its symbol, then every spelling. Squares and cubes are built from the lengths below.
_SPELLINGS = {
    "%": "% ％ percent 百分之",
    "mm": "mm 毫米 millimeter millimeters millimetre millimetres",
    "cm": "cm 厘米 公分 centimeter centimeters centimetre centimetres",
    "dm": "dm 分米 decimeter decimeters decimetre decimetres",
    "m": "m 米 meter meters metre metres",
    "km": "km 千米 公里 kilometer kilometers kilometre kilometres",
    "in": "in inch inches 英寸",
    "ft": "ft foot feet 英尺",
    "yd": "yd yard yards 码",
    "mi": "mi mile miles 英里",
    "mg": "mg 毫克 milligram milligrams",
    "g": "g 克 gram grams",
    "kg": "kg 千克 公斤 kilogram kilograms",
    "t": "t 吨 ton tons tonne tonnes",
    "L": "l L 升 liter liters litre litres",
    "yuan": "元 yuan",
    "$": "$ dollar dollars 美元",
}
_NAMES = {
    "mm": ("毫米", "millimeters"),
    "cm": ("厘米", "centimeters"),
    "dm": ("分米", "decimeters"),
    "m": ("米", "meters"),
    "km": ("千米", "kilometers"),
    "in": ("英寸", "inches"),
    "ft": ("英尺", "feet"),
    "yd": ("码", "yards"),
    "mi": ("英里", "miles"),
    "mg": ("毫克", "milligrams"),
    "g": ("克", "grams"),
    "kg": ("千克", "kilograms"),
    "t": ("吨", "tons"),
    "yuan": ("元", "yuan"),
    "10^3 yuan": ("千元", "thousand yuan"),
    "10^4 yuan": ("万元", "ten thousand yuan"),
    "10^6 yuan": ("百万元", "million yuan"),
    "10^8 yuan": ("亿元", "hundred million yuan"),
    "10^9 yuan": ("十亿元", "billion yuan"),
    "$": ("美元", "dollars"),
    "10^3 $": ("千美元", "thousand dollars"),
    "10^4 $": ("万美元", "ten thousand dollars"),
    "10^6 $": ("百万美元", "million dollars"),
    "10^8 $": ("亿美元", "hundred million dollars"),
    "10^9 $": ("十亿美元", "billion dollars"),
}
_DIMENSIONS = {"2": ("平方", "square "), "3": ("立方", "cubic ")}
_LENGTHS = ("mm", "cm", "dm", "m", "km", "in", "ft", "yd", "mi")
_ML = "ml mL 毫升 milliliter milliliters millilitre millilitres cc"


def _table() -> dict[str, str]:
    symbols = {spelling: symbol for symbol, row in _SPELLINGS.items() for spelling in row.split()}
    lengths = {spelling: symbol for spelling, symbol in symbols.items() if symbol in _LENGTHS}
    for spelling, symbol in lengths.items():
        symbols |= {f"平方{spelling}": f"{symbol}^2", f"square {spelling}": f"{symbol}^2"}
        symbols |= {f"立方{spelling}": f"{symbol}^3", f"cubic {spelling}": f"{symbol}^3"}
        symbols |= {
            f"{spelling}^2": f"{symbol}^2",
            f"{spelling}²": f"{symbol}^2",
            f"sq {spelling}": f"{symbol}^2",
        }
        symbols |= {
            f"{spelling}^3": f"{symbol}^3",
            f"{spelling}³": f"{symbol}^3",
            f"cu {spelling}": f"{symbol}^3",
        }
    # One millilitre is one cubic centimetre by definition, one litre a cubic decimetre.
    symbols |= dict.fromkeys(_ML.split(), "cm^3") | dict.fromkeys(_SPELLINGS["L"].split(), "dm^3")
    symbols |= {name: symbol for symbol, names in _NAMES.items() for name in names}
    return symbols


_SYMBOLS = _table()


def unit_named(spelling: str) -> Unit | None:
    """The unit that a spelling names in either language, or None if it is unknown.

    >>> unit_named("平方厘米") == unit_named("square centimetres") == unit_named("cm²")
    True
    >>> unit_named("apples")
    """
    spelling = spelling.strip()
    symbol = _SYMBOLS.get(spelling) or _SYMBOLS.get(spelling.lower())
    return None if symbol is None else Unit(symbol)


class Quantity(NamedTuple):
    """An exact value with its unit; `unit=None` is a bare number.

    >>> Quantity(45, PERCENT) == Quantity(45)
    False
    >>> Quantity(45, PERCENT).bare()
    Fraction(9, 20)
    """

    value: Exact
    unit: Unit | None = None

    def bare(self) -> Exact:
        """The value as a bare number: a percentage is divided by 100, other units keep their value."""
        return Fraction(self.value) / 100 if self.unit == PERCENT else self.value
