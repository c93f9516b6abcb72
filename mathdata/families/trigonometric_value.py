"""Values of sine, cosine and tangent, e.g. "求 sin 60° 的值。" or "Find the exact value of cos(2π/3)."."""

from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.families.working.surds import Surd
from mathdata.numbers import Precision, half_width


class Angle(NamedTuple):
    """A function and an angle in degrees, and whether it was given in radians."""

    function: str
    degrees: int
    in_radians: bool


_ANGLE = (
    r"\(?\s*[-−]?\s*(?:[0-9０-９]{1,5}\s*(?:°|度|\^\s*\{?\s*\\circ\s*\}?|degrees?)"
    r"|(?:[0-9]{1,3}\s*)?(?:π|pi|\\pi)\s*(?:/\s*[0-9]{1,3})?"
    r"|\\[dt]?frac\s*\{\s*(?:[0-9]{1,3}\s*)?(?:π|\\pi)\s*\}\s*\{\s*[0-9]{1,3}\s*\})\s*\)?"
)
# sin and tan of the first quadrant, as (rational + factor * √radicand) / divisor
_SINES = {0: (0, 0, 1, 1), 30: (1, 0, 1, 2), 45: (0, 1, 2, 2), 60: (0, 1, 3, 2), 90: (1, 0, 1, 1)}
_TANGENTS = {0: (0, 0, 1, 1), 30: (0, 1, 3, 3), 45: (1, 0, 1, 1), 60: (0, 1, 3, 1)}


class TrigonometricValue(WordedFamily[Angle]):
    """The exact sine, cosine or tangent of a multiple of 30 or 45 degrees, reduced to the first quadrant.

    Difficulty 1 is the first quadrant, 2 one turn, 3 several turns and negative angles.
    """

    kind = "trigonometric_value"
    topic = "trigonometry"
    difficulties = (1, 3)
    states_formula = True
    markers = Bilingual(zh=("sin", "cos", "tan"), en=("sin", "cos", "tan"))
    slots: ClassVar[Mapping[str, str]] = {"f": r"\\?(?:sin|cos|tan)e?(?:ine|gent)?", "angle": _ANGLE}
    forms = (
        Form(
            "value",
            zh=("(求|计算|~求出) {f} {angle} 的值。", "{f} {angle} (等于多少|的值是多少|~是多少)？", "~{f} {angle} ="),
            en=(
                "(Find|What is|Calculate) the (exact |)value of {f} {angle}?",
                "(Evaluate|Calculate|Find) {f} {angle}.",
                "~What is {f} {angle}?",
                "~(Find|What is) the (exact |)value of ${f} {angle}$?",
            ),
            definition=Bilingual(
                "锐角三角函数值由含 30° 或 45° 的直角三角形得出。",
                "Values of acute angles come from right triangles with angles of 30° or 45°.",
            ),
            formula=Bilingual(
                "先化为 0° 到 360° 的角，再用诱导公式化为锐角",
                "reduce the angle to one turn, then to the first quadrant",
            ),
            conclusion=Bilingual("所求的值是 {}。", "the value is {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Angle | None:
        """The function and its angle, if that is a multiple of 30 or 45 degrees."""
        text = half_width(found["angle"]).replace(" ", "").strip("()").replace("−", "-")
        in_radians = "π" in text or "pi" in text
        degrees = _radians(text) * 180 if in_radians else Fraction("".join(c for c in text if c.isdigit() or c == "-"))
        function = found["f"].strip("\\ ").lower()[:3]
        if degrees.denominator != 1 or (degrees % 30 and degrees % 45):
            return None
        return Angle(function, int(degrees), in_radians)

    def form_of(self, given: Angle) -> str:
        """There is one."""
        return "value"

    def solve(self, given: Angle, precision: Precision | None = None) -> Answer:
        """A fraction or a multiple of a root.

        Raises:
            CannotSolve: for the tangent of a right angle.
        """
        value = _value(given.function, given.degrees)
        if not value.factor:
            exact = Fraction(value.rational, value.divisor)
            return Answer(exact, str(exact), is_exact=True)
        return Answer(value.formula, value.text, is_exact=True)

    def chain(self, given: Angle, answer: Answer, manner: Manner) -> str:
        """The function at the angle, at the acute angle, and the value."""
        steps = _reduced(given)
        return " = ".join(dict.fromkeys([*steps, answer.digits]))

    def working(self, given: Angle, answer: Answer, manner: Manner) -> list[str]:
        """The angle within one turn, then in the first quadrant."""
        lines = []
        if given.in_radians:
            lines.append(f"{_times_pi(Fraction(given.degrees, 180))} = {given.degrees}°")
        turns, rest = divmod(given.degrees, 360)
        if turns:
            shown = f"({turns})" if turns < 0 else str(turns)
            lines.append(f"{given.degrees} = {shown} * 360 + {rest}")
        return [*(lines if not given.in_radians else lines[1:]), self.chain(given, answer, manner)]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """An angle of the quadrants that the difficulty allows, in degrees or radians."""
        last = {1: 90, 2: 360, 3: 1080}[difficulty]
        first = -720 if difficulty == 3 else 0
        angles = [n for n in range(first, last + 1, 15) if n % 30 == 0 or n % 45 == 0]
        pairs = [(f, n) for f in ("sin", "cos", "tan") for n in angles if f != "tan" or n % 180 != 90]
        spelled_in = [(f, n, radians) for f, n in pairs for radians in (False, True) if n or not radians]
        function, degrees, in_radians = rng.choice(spelled_in)
        angle = _times_pi(Fraction(degrees, 180)) if in_radians else f"{degrees}°"
        spelled = f"({angle})" if "π" in angle or angle[0] == "-" else angle
        return Posed("value", {"f": function, "angle": spelled})


def _times_pi(value: Fraction) -> str:
    """Five quarters as `5π/4`."""
    top = {1: "", -1: "-"}.get(value.numerator, str(value.numerator))
    return (f"{top}π" + (f"/{value.denominator}" if value.denominator > 1 else "")) if value else "0"


def _radians(text: str) -> Fraction:
    """The multiple of π."""
    plain = text.replace("\\dfrac", "").replace("\\tfrac", "").replace("\\frac", "").replace("}{", "/")
    plain = plain.replace("\\pi", "π").replace("pi", "π").strip("{}").replace("{", "").replace("}", "")
    top, _, bottom = plain.partition("/")
    factor = top.replace("π", "")
    return Fraction(int({"": "1", "-": "-1"}.get(factor, factor)), int(bottom or 1) or 1)


def _reduced(given: Angle) -> list[str]:
    """The function as it was put, within one turn, and of an acute angle."""
    name, degrees = given.function, given.degrees
    put = f"{name}({_times_pi(Fraction(degrees, 180))})" if given.in_radians else _of(name, degrees)
    rest = degrees % 360
    sign, acute = _acute(name, rest)
    return [put, _of(name, rest), f"{'-' * (sign < 0)}{_of(name, acute)}"]


def _of(name: str, degrees: int) -> str:
    return f"{name}({degrees}°)" if degrees < 0 else f"{name} {degrees}°"


def _acute(name: str, rest: int) -> tuple[int, int]:
    """Sign and acute angle for an angle of one turn."""
    quadrant = rest // 90 + 1
    acute = {1: rest, 2: 180 - rest, 3: rest - 180, 4: 360 - rest}[quadrant]
    positive = {"sin": (1, 2), "cos": (1, 4), "tan": (1, 3)}[name]
    return (1 if quadrant in positive else -1), acute


def _value(name: str, degrees: int) -> Surd:
    sign, acute = _acute(name, degrees % 360)
    if name == "tan" and acute == 90:
        raise CannotSolve("trigonometric_value: found the tangent of a right angle, which does not exist")
    parts = _TANGENTS[acute] if name == "tan" else _SINES[acute if name == "sin" else 90 - acute]
    rational, factor, radicand, divisor = parts
    return Surd(sign * rational, sign * factor, radicand, divisor)
