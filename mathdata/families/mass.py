"""Mass from density and volume.

E.g. "某物体的密度为 10 克/立方厘米，体积为 3 立方厘米，请计算该物体的质量。".
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import NamedTuple

import polars as pl

from mathdata.families.contract import Answer, Family, Lesson, Manner, decimal, in_brackets, unit_behind, unit_in
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import ASCII_UNSIGNED, COMMA, END, UNSIGNED, named
from mathdata.families.phrasings.quantities import MASS
from mathdata.families.working.in_columns import products
from mathdata.families.working.products import product, product_lines
from mathdata.families.working.sheets.lessons import lessons
from mathdata.families.working.sheets.quantities import product_steps
from mathdata.numbers import EXACT, Precision, Unit, plain, show, unit_named
from mathdata.numbers.in_columns import SMALL_WHOLE


class Body(NamedTuple):
    """Density and volume of a body, and the unit that its mass comes in."""

    density: Decimal
    volume: Decimal
    unit: str
    volume_unit: str = ""


_MASS_ZH = r"千克|公斤|毫克|克|吨|kg|mg|g|t"
_VOLUME_ZH = r"立方(?:厘米|米|分米|毫米)|毫升|升|cm\^?[3³]|dm\^?[3³]|m\^?[3³]|[mM]?[lL]"
_MASS_EN = r"(?i:kilograms?|milligrams?|grams?|tons?|tonnes?|kg|mg|g)"
_VOLUME_EN = r"(?i:cubic (?:centi|deci|milli)?met(?:er|re)s?|milliliters?|liters?|cm\^?[3³]|dm\^?[3³]|m\^?[3³]|m?l)"
_DENSITY = named("density", UNSIGNED)
_VOLUME = named("volume", UNSIGNED)

_BODY_ZH = "物体|物质|金属块|液体|材料|金属"
_BODY_EN = "object|body|material|substance|liquid|metal"
_ZH = (
    rf"^\s*(?:已知)?(?:某|一个|一种|该|这个)?(?:{_BODY_ZH})?的?密度(?:为|是|：|:)?\s*{_DENSITY}"
    rf"\s*{named('unit', _MASS_ZH)}\s*(?:/|／|每)\s*{named('per', _VOLUME_ZH)}"
    rf"\s*{COMMA}?\s*(?:它的|其)?体积(?:为|是|：|:)?\s*{_VOLUME}\s*{named('measure', _VOLUME_ZH)}"
    r"\s*[，,。；;]?\s*(?:请|请问|问|试|则|那么)?(?:计算|求出?)?(?:该|这个|此)?"
    rf"(?:{_BODY_ZH})?(?:它|其)?的?质量(?:是多少|为多少)?(?:千克|克)?{END}"
)
_EN = (
    rf"^\s*(?i:(?:the|an?) (?:{_BODY_EN}) has a density of|the density of (?:an?|the) (?:{_BODY_EN}) is)"
    rf"\s*{_DENSITY}\s*{named('unit', _MASS_EN)}\s*(?:/|(?i:per\s))\s*{named('per', _VOLUME_EN)}"
    rf"\s*,?\s*(?i:and\s+)?(?i:(?:a|its|the) volume (?:of|is))\s*{_VOLUME}\s*{named('measure', _VOLUME_EN)}"
    r"\s*[.,;]\s*(?i:(?:please )?(?:calculate|find|what is|compute|determine) (?:its|the) mass"
    rf"(?: of the (?:{_BODY_EN}))?){END}"
)

_SMALL = f"^某物体的密度为 ({SMALL_WHOLE}) 克/立方厘米，体积为 ({SMALL_WHOLE}) 立方厘米，请计算该物体的质量。$"


class Mass(Family[Body]):
    """The mass of a body of uniform density.

    Difficulty is the number of digits of density and volume.
    """

    kind = "mass"
    markers = Bilingual(zh=("密度",), en=("density",))
    patterns = Bilingual(zh=_ZH, en=_EN)
    quick = re.compile(
        rf"^某物体的密度为 {named('density', ASCII_UNSIGNED)} {named('unit', '克')}"
        rf"/{named('per', '立方厘米')}，"
        rf"体积为 {named('volume', ASCII_UNSIGNED)} {named('measure', '立方厘米')}，"
        r"请计算该物体的质量。$"
    )
    wordings = Bilingual(
        zh=(
            "某物体的密度为 {} 克/立方厘米，体积为 {} 立方厘米，请计算该物体的质量。",
            "一个金属块的密度是 {} 千克/立方米，体积是 {} 立方米，求它的质量。",
        ),
        en=(
            "The density of an object is {} grams per cubic centimeter "
            "and its volume is {} cubic centimeters. Calculate its mass.",
            "A metal has a density of {} kg/m^3 and a volume of {} m^3. What is its mass?",
        ),
    )
    phrasings = MASS
    states_formula = True

    def read(self, match: "re.Match[str]") -> Body | None:
        """Both numbers, if the volume is measured in the unit that the density counts by."""
        density, volume = decimal(match["density"]), decimal(match["volume"])
        if density is None or volume is None or not _same(match["per"], match["measure"]):
            return None
        return Body(density, volume, match["unit"], match["measure"])

    def solve(self, given: Body, precision: Precision | None = None) -> Answer:
        """Density times volume, exactly."""
        value = Decimal(plain(product(given.density, given.volume)))
        return Answer(value, *show(value, precision or EXACT), given.unit)

    def chain(self, given: Body, answer: Answer, manner: Manner) -> str:
        """The product, with the unit of the mass behind it."""
        unit = unit_behind(answer, manner.language)
        return f"{given.density} * {given.volume} {answer.relation} {answer.digits}{unit}"

    def steps(self, given: Body, answer: Answer, manner: Manner) -> list[str]:
        """The working of the product."""
        return product_lines(given.density, given.volume, manner.words, by_digit=manner.by_digit)

    def lesson(self, given: Body, answer: Answer, language: Language) -> Lesson:
        """Density is mass per volume."""
        return _lesson(answer.text, language, is_exact=answer.is_exact)

    def in_columns(self, problems: pl.Series, language: Language | None) -> pl.DataFrame:
        """Small numbers in the most usual wording."""
        unit = Unit("g").name(language or "zh")
        return products(problems, _SMALL, unit=unit, behind=in_brackets(unit, language or "zh"))

    def steps_in_columns(self, told: pl.DataFrame, manner: Manner) -> pl.Series:
        """The same products."""
        return product_steps(told, _lesson, manner)

    def lessons_in_columns(self, told: pl.DataFrame, language: Language) -> pl.Series:
        """The same products."""
        return lessons(told, _lesson, language, "answer")

    def said(self, given: Body, language: Language) -> Mapping[str, str] | None:
        """Density and volume with their units; behind `per` the unit stands in the singular."""
        mass, volume = unit_in(given.unit, language), unit_in(given.volume_unit, language)
        if mass is None or volume is None:
            return None
        size = {"d": str(given.density), "v": str(given.volume), "m": mass, "c": volume}
        return size if language == "zh" else {**size, "s": volume.removesuffix("s")}

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """Whole numbers of `difficulty` digits; densities have a decimal from difficulty 3 on."""
        size = 10**difficulty
        density = Decimal(rng.randint(1, size)).scaleb(-1 if difficulty > 2 else 0)
        return rng.choice(self.wordings.of(language)).format(density, rng.randint(1, size))


def _lesson(answer: str, language: Language, *, is_exact: bool) -> Lesson:
    about = "" if is_exact else ("约" if language == "zh" else "about ")
    if language == "zh":
        return Lesson(
            "密度是单位体积的某种物质的质量。",
            "质量 = 密度 * 体积",
            f"该物体的质量{about}是 {answer}。",
        )
    return Lesson(
        "Density is the mass of one unit of volume.",
        "mass = density * volume",
        f"the mass is {about}{answer}.",
    )


def _same(per: str, measure: str) -> bool:
    """Whether two spellings name one unit of volume; a cubic centimetre is a millilitre."""
    if per == measure:
        return True
    per, measure = (text.lower().replace("cm3", "cm^3").replace("m3", "m^3") for text in (per, measure))
    return unit_named(per) == unit_named(measure) is not None
