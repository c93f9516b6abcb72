"""Conversions of units, e.g. "3.5 千米等于多少米？" or "How many meters are there in 3.5 kilometers?"."""

from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.calculated import Calculated, Data, decimal_text
from mathdata.families.contract import Answer, Lesson
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import UNSIGNED
from mathdata.families.worded import Form, Found, Posed
from mathdata.numbers import EXACT, half_width


class Unit(NamedTuple):
    """What a unit measures, its size in the least unit of that kind, and its names, the written one first."""

    measures: str
    size: Fraction
    zh: tuple[str, ...]
    en: tuple[str, ...]


def _units(measures: str, rows: Mapping[str, str]) -> list[Unit]:
    """Units from lines `size: 中文 … | English …`."""
    found = []
    for size, names in rows.items():
        zh, en = names.split("|")
        found.append(Unit(measures, Fraction(size), tuple(zh.split()), tuple(en.split())))
    return found


# A month has no fixed number of days, so months and years are counted apart from days and hours.
_UNITS = [
    *_units("length", {
        "1/1000000000": "纳米 | nanometers nanometer nanometres nanometre nm",
        "1/1000000": "微米 | micrometers micrometer micrometres micrometre um μm",
        "1/1000": "毫米 mm | millimeters millimeter millimetres millimetre mm",
        "1/100": "厘米 公分 cm | centimeters centimeter centimetres centimetre cm",
        "1/10": "分米 dm | decimeters decimeter decimetres decimetre dm",
        "1": "米 m | meters meter metres metre m",
        "1000": "千米 公里 km | kilometers kilometer kilometres kilometre km",
    }),
    *_units("imperial length", {"1": "英寸 | inches inch", "12": "英尺 | feet foot", "36": "码 | yards yard",
                                "63360": "英里 | miles mile"}),
    *_units("mass", {
        "1/1000000000": "纳克 | nanograms nanogram ng",
        "1/1000000": "微克 | micrograms microgram ug μg",
        "1/1000": "毫克 mg | milligrams milligram mg",
        "1": "克 g | grams gram g",
        "1000": "千克 公斤 kg | kilograms kilogram kg",
        "1000000": "吨 t | tonnes tonne",
    }),
    *_units("time", {
        "1/1000000000": "纳秒 | nanoseconds nanosecond ns",
        "1/1000000": "微秒 | microseconds microsecond us μs",
        "1/1000": "毫秒 | milliseconds millisecond ms",
        "1": "秒 秒钟 | seconds second s",
        "60": "分钟 分 | minutes minute min",
        "3600": "小时 时 | hours hour h",
        "86400": "天 日 | days day",
        "604800": "周 星期 | weeks week",
    }),
    *_units("years", {"1": "个月 | months month", "12": "年 | years year", "120": " | decades decade",
                      "1200": "世纪 | centuries century", "12000": " | millennia millennium"}),
    *_units("area", {
        "1/1000000": "平方毫米 | square_millimeters mm^2",
        "1/10000": "平方厘米 | square_centimeters cm^2",
        "1/100": "平方分米 | square_decimeters dm^2",
        "1": "平方米 | square_meters m^2",
        "10000": "公顷 | hectares hectare",
        "1000000": "平方千米 平方公里 | square_kilometers km^2",
    }),
    *_units("volume", {
        "1/1000000": "立方厘米 毫升 ml mL | milliliters milliliter millilitres millilitre ml mL cubic_centimeters cm^3",
        "1/1000": "立方分米 升 L | liters liter litres litre l L cubic_decimeters dm^3",
        "1": "立方米 | cubic_meters m^3",
    }),
]  # fmt: skip
_ZH = {name: unit for unit in _UNITS for name in unit.zh}
_EN = {name.replace("_", " "): unit for unit in _UNITS for name in unit.en}
_NAMES = "|".join(re_name.replace("^", r"\^") for re_name in sorted({*_ZH, *_EN}, key=lambda name: (-len(name), name)))
_FRACTION = rf"{UNSIGNED}(?:\s*[/／]\s*[0-9]+(?: of an?)?)?"
MAX_FACTOR = 10**12
"""Units farther apart than this are not drawn."""


class UnitConversion(Calculated):
    """A quantity in another unit of length, mass, time, area or volume.

    Difficulty is the number of digits of the quantity; up to 2 the neighbouring units are next to each other.
    """

    kind = "unit_conversion"
    topic = "measurement"
    difficulties = (1, 5)
    precision = EXACT
    states_formula = True
    markers = Bilingual(zh=("换算", "等于多少", "是多少", "合多少"), en=("how many", "convert", "what is"))
    slots: ClassVar[Mapping[str, str]] = {"a": _FRACTION, "s": f"(?:{_NAMES})", "d": f"(?:{_NAMES})"}
    forms = tuple(
        Form(
            key,
            zh=(
                "{a} {s}(等于|~是|~合|~=)(多少|~几){d}？",
                "(把|将) {a} {s}(换算成|~化成|~换算为){d}。",
                "{a} {s}换算成{d}(是多少|等于多少)？",
            ),
            en=(
                "How many {d} are (there |~)in {a} {s}?",
                "Convert {a} {s} (to|into) {d}.",
                "What is {a} {s} in {d}?",
            ),
            definition=Bilingual("换算单位时，量不变，数按两个单位的倍数改变。",
                                 "In another unit the number changes by the ratio of the units."),
            formula=Bilingual("", ""),
            conclusion=Bilingual("结果是 {}。", "the result is {}."),
            expression="{a} * {f}" if key == "multiply" else "{a} / {f}",
        )
        for key in ("multiply", "divide")
    )  # fmt: skip

    def unit(self, form: str, found: Found) -> str | None:
        """The unit that is asked for."""
        return found["d"].strip()

    def given(self, form: str, found: Found) -> Data | None:
        """The number and the ratio of the units; None if they measure different things."""
        source, target = _unit(found["s"]), _unit(found["d"])
        number = half_width(found["a"]).replace("of an", "").replace("of a", "").replace(" ", "")
        if source is None or target is None or source.measures != target.measures or source == target:
            return None
        if number.endswith("/0"):
            return None
        ratio = source.size / target.size
        is_finer = ratio.denominator == 1
        factor = decimal_text(ratio if is_finer else 1 / ratio)
        if "/" in factor or form != ("multiply" if is_finer else "divide"):
            return None
        text = f"({number})" if "/" in number else number
        return Data(form, (("a", text), ("f", factor), ("s", found["s"].strip())), found["d"].strip())

    def is_sensible(self, data: Data) -> bool:
        """Any number of units will do."""
        return True

    def lesson(self, given: Data, answer: Answer, language: Language) -> Lesson:
        """The formula is what one unit is in the other."""
        lesson = super().lesson(given, answer, language)
        numbers = dict(given.numbers)
        source, target = (_named(name, language) for name in (numbers["s"], given.unit))
        larger, smaller = (source, target) if given.form == "multiply" else (target, source)
        return lesson._replace(formula=f"1 {_single(larger, language)} = {numbers['f']} {smaller}")

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Two units of one kind, and a number that gives a short answer."""
        near = difficulty <= 2
        source, target = rng.choice(_NEAR_PAIRS[language] if near else _PAIRS[language])
        number = Fraction(rng.randint(1, 10**difficulty), 1 if near else 10)
        ratio = source.size / target.size
        if ratio < 1:
            number = number / ratio  # so that the answer is as short as the number was
        names = (source.zh[0], target.zh[0]) if language == "zh" else (source.en[0], target.en[0])
        written = [name.replace("_", " ") for name in names]
        return Posed("multiply", {"a": decimal_text(number), "s": written[0], "d": written[1]})


def _unit(name: str) -> Unit | None:
    name = name.strip()
    return _ZH.get(name) or _EN.get(name) or _EN.get(name.lower())


def _named(name: str, language: Language) -> str:
    """A unit as it was written, or its name in the other language."""
    unit = _unit(name)
    if unit is None or name in (unit.zh if language == "zh" else [n.replace("_", " ") for n in unit.en]):
        return name
    return unit.zh[0] if language == "zh" and unit.zh else unit.en[0].replace("_", " ")


def _single(name: str, language: Language) -> str:
    """The name behind a one."""
    unit = _unit(name)
    if language == "zh" or unit is None or name not in (unit.en[0], unit.en[0].replace("_", " ")):
        return name
    return _SINGULAR.get(name) or name.removesuffix("s")


_SINGULAR = {"inches": "inch", "feet": "foot", "centuries": "century", "millennia": "millennium"}


def _pairs(language: Language, *, near: bool) -> list[tuple[Unit, Unit]]:
    usual = [unit for unit in _UNITS if (unit.zh if language == "zh" else unit.en) and unit.size >= Fraction(1, 10**6)]
    pairs = [(a, b) for a in usual for b in usual if a.measures == b.measures and a != b]
    ratios = [(a, b, max(a.size / b.size, b.size / a.size)) for a, b in pairs]
    limit = 1000 if near else MAX_FACTOR
    return [(a, b) for a, b, ratio in ratios if ratio.denominator == 1 and ratio <= limit]


_NEAR_PAIRS = Bilingual(_pairs("zh", near=True), _pairs("en", near=True))._asdict()
_PAIRS = Bilingual(_pairs("zh", near=False), _pairs("en", near=False))._asdict()
