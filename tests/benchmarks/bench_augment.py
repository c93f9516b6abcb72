"""EDA against plain EDA: what the firewall costs, and whether the wordings are as diverse.

Plain EDA (Wei and Zou) is run twice: on all words, to show what it does to the mathematics, and on the words that may
change alone, to compare diversity on equal terms. Both have the same α, number of children and synonyms. An independent
checker tells which children have other mathematics; diversity is that of all others, copies among them.

    python tests/benchmarks/bench_augment.py FOLDER [--rows 300] [--children 8]

FOLDER holds the files that `tests/augment/test_augmented_rows.py` names.
"""

import argparse
import re
import sys
import time
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent / "augment"))

from independent_checker import violations
from plain_eda import plain_eda
from test_augmented_rows import FILES, problems

from mathdata.augment import own_lexicon, wordings
from mathdata.augment.pieces import pieces
from mathdata.firewall import protected_spans

ALPHA = 0.1
WORD = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?|[\u4e00-\u9fff]|\S")
OURS = dict.fromkeys(("replace", "insert", "swap", "delete"), ALPHA)


def synonyms(word):
    """Those of our lexicon: both sides know the same words."""
    return list(own_lexicon().synonyms(word))


def ours(text, seed, children):
    """Our wordings that passed."""
    lexicon = own_lexicon()
    made = wordings(text, Random(seed), alphas=OURS, n=children, lexicon=lexicon, synonyms=lexicon)
    return [wording.text for wording in made if wording.difference is None]


def plain(text, seed, children):
    """Plain EDA on all words."""
    words = [piece.text for piece in pieces(text, [])]
    kept = [word for word in words if word.strip()]
    gap = "" if re.search("[\u4e00-\u9fff]", text) else " "
    return [gap.join(made) for made in plain_eda(kept, Random(seed), alpha=ALPHA, n=children, synonyms=synonyms)]


def plain_on_free(text, seed, children):
    """Plain EDA on the words that may change; all else keeps its place behind them."""
    lexicon = own_lexicon()
    cut = pieces(text, protected_spans(text))
    roles = ("light", "move", "verb")
    free = [
        at
        for at, piece in enumerate(cut)
        if piece.kind == "word"
        and (lexicon.synonyms(piece.text) or any(lexicon.has(role, piece.text) for role in roles))
    ]
    if not free:
        return []
    made = plain_eda([cut[at].text for at in free], Random(seed), alpha=ALPHA, n=children, synonyms=synonyms)
    return [_put_back(cut, free, words) for words in made]


def _put_back(cut, free, words):
    texts = [piece.text for piece in cut]
    for at in free:
        texts[at] = ""
    for at, word in zip(free, words, strict=False):
        texts[at] = word
    texts[free[-1]] += "".join(f" {word}" for word in words[len(free) :])
    return "".join(texts)


def distance(before, after):
    """Levenshtein distance in words."""
    row = list(range(len(after) + 1))
    for i, left in enumerate(before, 1):
        last, row[0] = row[0], i
        for j, right in enumerate(after, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (left != right))
    return row[-1]


def distinct(children, n):
    """Share of different n-grams among all."""
    grams = [tuple(words[at : at + n]) for words in children for at in range(len(words) - n + 1)]
    return len(set(grams)) / max(1, len(grams))


def measured(name, method, texts, children):
    """Print one line; seconds of processor time for each child, and for each that is new and may be used."""
    start = time.process_time()
    made = [method(text, seed, children) for seed, text in enumerate(texts)]
    seconds = time.process_time() - start
    total = sum(map(len, made))
    usable = [
        {" ".join(one.split()) for one in several if not violations(text, one)} - {" ".join(text.split())}
        for text, several in zip(texts, made, strict=True)
    ]
    new = sum(map(len, usable))
    wrong = sum(bool(violations(text, one)) for text, several in zip(texts, made, strict=True) for one in several)
    kept = [[WORD.findall(one) for one in several if not violations(text, one)]
            for text, several in zip(texts, made, strict=True)]  # fmt: skip
    words = [several for several in kept if several]
    pairs = [(WORD.findall(text), one) for text, several in zip(texts, kept, strict=True) for one in several]
    far = [distance(*pair) for pair in Random(0).sample(pairs, min(400, len(pairs)))]
    share = new / (len(texts) * children)
    ones, twos = (sum(distinct(several, n) for several in words) / max(1, len(words)) for n in (1, 2))
    print(
        f"  {name:24} usable and new {share:6.1%}, distinct-1 {ones:.3f}, distinct-2 {twos:.3f}, "
        f"edits {sum(far) / max(1, len(far)):5.2f}, mathematics changed {wrong / max(1, total):6.2%}"
    )
    return seconds / total, seconds / max(1, new)


def main():
    """Print a block a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=300)
    parser.add_argument("--children", type=int, default=8)
    args = parser.parse_args()
    for file in FILES:  # dictionaries are loaded, patterns compiled, and neither is counted
        for text in problems(args.folder, file)[:40]:
            ours(text, 0, 2)
    for file in FILES:
        texts = (
            Random(0).sample(problems(args.folder, file), k=args.rows)
            if file[0] != "a"
            else problems(args.folder, file)
        )
        print(file, f"({len(texts)} problems, {args.children} children each)")
        base = measured("plain EDA", plain, texts, args.children)
        measured("plain EDA on free words", plain_on_free, texts, args.children)
        taken = measured("eda", ours, texts, args.children)
        print(f"  time a child {taken[0] / base[0]:.1f} x plain EDA's, a usable new one {taken[1] / base[1]:.1f} x")


if __name__ == "__main__":
    main()
