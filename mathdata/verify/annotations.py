"""Texts with calculator annotations, `<<48/2=24>>24`: what they print, held against what they computed."""

import re
from collections.abc import Sequence
from fractions import Fraction

from mathdata.verify.findings import Finding, Verdict
from mathdata.verify.limits import MAX_DIGITS
from mathdata.verify.tree import read_number

_PRINTED = re.compile(
    r"<<[^<>\n]{0,2000}=\$?(?P<computed>-?\d[\d,]{0,40}(?:\.\d{1,40})?)>>\$?(?P<printed>-?\d[\d,]*(?:\.\d+)?)"
    r"(?!\d|[/.: ,]\d)"
)
"""Not `>>17 500`, `>>1/2` and `>>1 1/2`, whose number goes on."""


def misprinted(text: str, findings: Sequence[Finding]) -> list[Finding]:
    """Numbers that are not what the annotation before them holds, where no link is flagged already.

    What is rounded or cut at the places shown is the same number, and so is `<<25/100=0.25>>25`.

    >>> [finding.text for finding in misprinted("a total of <<5*3=15>>16 eggs, or <<20/3=6.67>>6.7 each", [])]
    ['16']
    """
    if "<<" not in text:
        return []
    flagged = [(finding.start, finding.end) for finding in findings if finding.flagged]
    return [
        Finding(Verdict.CONTRADICTION, *match.span("printed"), match["printed"], _REASON, True, match["computed"])
        for match in _PRINTED.finditer(text)
        if _differ(match["computed"], match["printed"])
        and not any(start < match.end() and match.start() < end for start, end in flagged)
    ]


_REASON = "the annotation before it holds another value"
_HASHES = re.compile(r"####[ \t]*\$?(-?\d[\d,]*(?:\.\d+)?|-?\.\d+)[ \t]*%?[ \t]*$")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+")
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_SCALES = tuple(Fraction(n) for n in (1, 10, 100, 1000, 60, 7, 12, 24))
"""Dollars as cents, hours as minutes and the like."""


def unfounded(text: str, findings: Sequence[Finding]) -> list[Finding]:
    r"""A final answer that stands nowhere in the working before it, though that was computed line for line.

    >>> [finding.text for finding in unfounded("48 / 2 = <<48/2=24>>24 clips\n#### 25", [])]
    ['25']
    """
    match = _HASHES.search(text) if ">>" in text else None
    if match is None or len(match[1]) > MAX_DIGITS or any(finding.end >= match.start(1) for finding in findings):
        return []
    stated = abs(Fraction(match[1].replace(",", "")))
    before = text[: match.start()]
    if any(
        _is_scaled(stated, Fraction(number.replace(",", ""))) for number in _NUMBER.findall(before) if len(number) < 50
    ):
        return []
    if stated in range(len(_WORDS)) and _WORDS[int(stated)] in before.lower():
        return []
    reason = "it stands nowhere in the working"
    return [Finding(Verdict.CONTRADICTION, *match.span(1), match[1], reason, True)]


def _is_scaled(stated: Fraction, number: Fraction) -> bool:
    return any(stated == number * scale or stated * scale == number for scale in _SCALES)


def _differ(computed: str, printed: str) -> bool:
    if len(printed) > MAX_DIGITS:
        return False
    number = read_number(printed.lstrip("-"), 0, len(printed))
    value, stated = abs(Fraction(computed.replace(",", ""))), number.value
    return not any(abs(value * scale - stated) < number.step for scale in (1, 100, Fraction(1, 100)))
