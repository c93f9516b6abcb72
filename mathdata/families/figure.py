"""What families of figures share: lengths in one unit, and an answer in its power.

In a wording `{u}`, `{v}` and `{w}` are units of length, `{q}` is the unit that is asked for, `{pi}` the number to
take for π, and `{noun}` what has the figure: a lawn, a sheet of paper.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.calculated import PI, Calculated, decimal_text
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import UNSIGNED
from mathdata.families.worded import Form, Found, Posed
from mathdata.families.working.lengths import DRAWN_EN, DRAWN_ZH, LENGTH, powered, same_unit

_NOUNS = (
    "花坛|花圃|花布|菜地|稻田|麦田|地|土地|空地|操场|草坪|草地|教室|纸片?|硬纸板|铁皮|木板|玻璃|手帕|桌布"
    "|水池|鱼池|鱼缸|纸盒|木块|铁块|水箱|油桶|盒子|箱子"
)
_UNITS = ("u", "v", "w")


class Side(NamedTuple):
    """A length that is given: its names, and its place."""

    zh: str
    en: str
    place: str


def figure_form(
    key: str,
    name: Bilingual[str],
    given: tuple[Side, ...],
    asked: Bilingual[str],
    formula: Bilingual[str],
    definition: Bilingual[str],
    expression: str,
    *,
    power: int,
) -> Form:
    """A question about a figure in its usual wordings.

    >>> form = figure_form("area", Bilingual("正方形", "square"), (Side("边长", "side", "a"),),
    ...     Bilingual("面积", "area"), Bilingual("", ""), Bilingual("", ""), "{a}^2", power=2)
    >>> form.zh[2]
    '(求|计算)边长(是|为|~) {a} {u}的正方形的面积。'
    """
    zh = "，".join(f"{side.zh}(是|为|~) {{{side.place}}} {{{u}}}" for side, u in zip(given, _UNITS, strict=False))
    en = _listed([f"{side.en} (~of |){{{side.place}}} {{{u}}}" for side, u in zip(given, _UNITS, strict=False)])
    has = _listed([f"a {side.en} of {{{side.place}}} {{{u}}}" for side, u in zip(given, _UNITS, strict=False)])
    are = _listed([f"{side.en} is {{{side.place}}} {{{u}}}" for side, u in zip(given, _UNITS, strict=False)])
    take, use = ("(|（(π|~圆周率)取{pi}）)", " (Use|Take) (π|pi) = {pi}.") if expression.startswith(PI) else ("", "")
    what, what_en = asked
    told = (
        f"(Find|Calculate|What is|~Determine) (the|~its) {what_en} of (a|the) {name.en} with (~a |){en}.",
        f"A {name.en} has {has}. (Find|Calculate|What is) (its {what_en}|the {what_en} of the {name.en}).",
        f"(Find|Calculate|What is) the {what_en} of a {name.en} whose {are}.",
    )
    taken = f"(Find|Calculate) the {what_en} of a {name.en} with {en}.{use}"
    return Form(
        key,
        zh=(
            f"(一个|已知|~一块|~){name.zh}({{noun}}|)(的|~){zh}，(求|计算)(它的|这个{name.zh}的|~其|~){what}。{take}",
            f"(一个|已知|~一块|~){name.zh}({{noun}}|)(的|~){zh}，(它|这个{name.zh})的{what}是多少{{q}}？{take}",
            f"(求|计算){zh}的{name.zh}的{what}。{take}",
            f"(一个|~一块|~){zh}的{name.zh}({{noun}}|)，(它|这个{name.zh})的{what}是多少{{q}}？{take}",
        ),
        en=(*told, taken) if use else told,
        definition=definition,
        formula=formula,
        conclusion=Bilingual(f"这个{name.zh}的{what}是 {{}}。", f"the {what_en} of the {name.en} is {{}}."),
        expression=expression,
        power=power,
    )


def _listed(parts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


class Figure(Calculated):
    """A family of figures; difficulty is the number of digits of the lengths, from 4 on with a decimal."""

    topic = "plane_geometry"
    slots: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(_UNITS, LENGTH),
        "q": rf"(?:平方|立方|square |cubic )?{LENGTH}(?:\^?[23²³])?",
        "pi": UNSIGNED,
        "noun": f"(?:{_NOUNS})?",
    }
    difficulties = (1, 5)

    def unit(self, form: str, found: Found) -> str | None:
        """The power of the unit of the lengths, if that is what is asked for."""
        units = [found[name].strip() for name in _UNITS if found.get(name) is not None]
        stated = next((unit for unit in units if unit), "")
        if any(unit and not same_unit(unit, stated) for unit in units):
            return None
        wanted, asked = powered(stated, self._form(form).power), (found.get("q") or "").strip()
        return wanted if not asked or same_unit(asked, wanted) else None

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """A form, its lengths, and a unit."""
        form = rng.choice(self.forms)
        most = max(len(_places(one)) for one in self.forms)
        values = self.drawn(rng, difficulty, most)
        unit = rng.choice(DRAWN_ZH if language == "zh" else DRAWN_EN)
        numbers = {name: decimal_text(value) for name, value in zip(_places(form), values, strict=False)}
        asked = powered(unit, form.power)
        return Posed(form.key, numbers | dict.fromkeys(_UNITS, unit) | {"q": asked, "pi": "3.14", "noun": ""})

    def drawn(self, rng: Random, difficulty: int, count: int) -> list[Fraction]:
        """So many lengths."""
        scale = 10 if difficulty > 3 else 1
        return [Fraction(rng.randint(1, 10**difficulty), scale) for _ in range(count)]


def _places(form: Form) -> list[str]:
    """The places of the lengths in the expression of a form, in their order."""
    return list(dict.fromkeys(re.findall(r"\{([a-z])\}", form.expression)))
