"""Texts with calculator annotations: a printed number or a final answer that the working does not hold."""

import json
import re
from random import Random

import pytest

from mathdata.verify import Verdict, verify

WRONG = [
    ("a total of <<5*3=15>>16 eggs", "16"),
    ("She pays $<<20-7=13>>31/day", "31"),
    ("48 / 2 = <<48/2=24>>24 clips\n#### 25", "25"),
    ("5 * 9 = <<5*9=45>>45 reams, and she gave 3 away\n#### 54", "54"),
]


@pytest.mark.parametrize(("text", "place"), WRONG)
def test_wrong(text, place):
    """The number behind `>>`, and the answer behind `####`."""
    (finding,) = [finding for finding in verify(text) if finding.flagged]
    assert (finding.verdict, finding.text, finding.wrong) == (Verdict.CONTRADICTION, place, True)


RIGHT = [
    "580/110 = <<580/110=5.2727272727272725>>5.27 bags",
    "<<350000*5/100=17500.0>>17 500",
    "<<1/4=0.25>>1/4 of it",
    "25/100 = <<25/100=0.25>>25%",
    "the cost is $<<3.5*0.14=0.49>>0.49/week\n#### 49",
    "Six and <<2*3=6>>6 make twelve\n#### 12",
    "3 hours, <<3*60=180>>180 minutes\n#### 3",
]


@pytest.mark.parametrize("text", RIGHT)
def test_right(text):
    """Rounded, in other digits, in cents, in words."""
    assert not [finding for finding in verify(text) if finding.wrong]


NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def altered(rng, text, match):
    """The text with a number replaced by one that differs in a digit."""
    digits = match[0].replace(",", "")
    while float(other := _with_another_digit(rng, digits)) == float(digits):
        pass
    return text[: match.start()] + other + text[match.end() :]


def _with_another_digit(rng, digits):
    at = rng.choice([i for i, sign in enumerate(digits) if sign.isdigit()])
    return digits[:at] + rng.choice("123456789") + digits[at + 1 :]


def slips(rng, answer):
    """One altered version of a solution in each way, by its name."""
    hashes = answer.index("####")
    annotations = list(re.finditer(r"<<([^<>=]*)=([^<>]*)>>", answer[:hashes]))
    if not annotations:
        return
    one = rng.choice(annotations)
    places = {
        "operand": NUMBER.search(answer, *one.span(1)),
        "result": NUMBER.search(answer, *one.span(2)),
        "printed": NUMBER.match(answer, one.end()),
        "final": NUMBER.search(answer, hashes),
    }
    for name, place in places.items():
        if place is not None:
            yield name, altered(rng, answer, place)
    plain = re.sub(r"<<[^<>]*>>", "", answer)
    equations = list(re.finditer(r"(?<![\d.,])\d+ ?[-+*] ?\d+ ?= ?\$?\d+(?![\d.,/])", plain))
    if equations:
        numbers = list(NUMBER.finditer(plain, *rng.choice(equations).span()))
        yield "unannotated", altered(rng, plain, rng.choice(numbers))


FOUND = {"operand": 0.985, "result": 0.99, "printed": 0.98, "final": 0.93, "unannotated": 0.93}


@pytest.mark.shared
def test_altered_solutions_are_found(shared):
    """Of 2,000 solutions by people, one number altered at a time: in how many of them is something flagged."""
    rng, found = Random(7), {name: [0, 0] for name in FOUND}
    for line in (shared / "data/gsm8k_train_first2000.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if any(finding.flagged for finding in verify(row["answer"])):
            continue
        for name, text in slips(rng, row["answer"]):
            found[name][0] += any(finding.flagged for finding in verify(text, problem=row["question"]))
            found[name][1] += 1
    for name, (hits, total) in found.items():
        print(f"{name}: {hits:,} of {total:,} found, {hits / total:.2%}")
    assert {name for name, (hits, total) in found.items() if hits < FOUND[name] * total} == set()
