"""What tokenising with labels costs beside a bare `encode_batch` of the same texts, and how full packed rows get.

    python tests/benchmarks/bench_tokens.py [--corpus train.jsonl] [--tokenizer FOLDER] [--rows 100000]

Without a tokenizer, one is trained from the corpus. Processor time and wall time are of the same run, the two
ways take turns, and the ratio is that of their medians. Needs the extra `tokens`.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

import mathdata as md
from mathdata.schema import COLUMNS
from mathdata.tokens.encoder import Encoder
from mathdata.tokens.options import TokenOptions
from mathdata.tokens.packing import plan

SHARED = Path(os.environ.get("MATHDATA_SHARED", Path(__file__).parents[3] / "shared")) / "data"
CHUNK = 8_192


def trained_tokenizer(records: pl.DataFrame, folder: str) -> str:
    """A byte-level tokenizer of 8,000 tokens, made from some of the records."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    core = Tokenizer(models.BPE())
    core.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    core.decoder = decoders.ByteLevel()
    texts = records.head(20_000).select(pl.concat_str("problem", pl.lit("\n"), "solution"))["problem"].to_list()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    special = ["<s>", "</s>", "<pad>"]
    core.train_from_iterator(
        texts,
        trainers.BpeTrainer(vocab_size=8_000, special_tokens=special, initial_alphabet=alphabet, show_progress=False),
    )
    fast = PreTrainedTokenizerFast(tokenizer_object=core, bos_token="<s>", eos_token="</s>", pad_token="<pad>")
    fast.save_pretrained(folder)
    return folder


def seconds(work: Callable[[], Any]) -> tuple[float, float]:
    """Processor and wall time of one call."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def speed(encoder: Encoder, records: pl.DataFrame, *, repeats: int) -> str:
    """Both ways over the same records."""
    texts = encoder.conversations(records)[1].texts

    def bare() -> None:
        for first in range(0, len(texts), CHUNK):
            encoder.tokenizer.encode(texts[first : first + CHUNK])

    def ours() -> None:
        for part in records.iter_slices(65_536):
            encoder.encode(part)

    taken = [(seconds(bare), seconds(ours)) for _ in range(repeats)]
    lines = [f"{records.height} rows, median of {repeats}"]
    for at, what in enumerate(("processor", "wall")):
        one, two = (statistics.median(pair[way][at] for pair in taken) for way in (0, 1))
        lines.append(
            f"{what:<10} bare encode_batch {one:6.2f} s, with templates and labels {two:6.2f} s: {two / one:.2f}x"
        )
    return "\n".join(lines)


def fullness(name: str, encoder: Encoder, records: pl.DataFrame, seq_length: int) -> str:
    """The share of packed rows that is tokens, for both ways of packing."""
    rows = encoder.encode(records)[0].drop_nulls().struct.field("ids").list.len().to_numpy()
    rows = rows[rows <= seq_length]
    keys = np.arange(len(rows), dtype=np.uint64)
    filled = {}
    for pack in ("best_fit", "sequential"):
        options = TokenOptions(tokenizer="-", seq_length=seq_length, pack=pack, template="vicuna")  # type: ignore[arg-type]
        taken, _ = seconds(lambda options=options: plan(rows, keys, options))  # type: ignore[misc]
        filled[pack] = (
            f"{pack} {rows.sum() / (len(plan(rows, keys, options).starts) * seq_length):.2%} in {taken:.2f} s"
        )
    return f"{name}, {len(rows)} rows in rows of {seq_length}: {', '.join(filled.values())}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", default=str(SHARED / "contest_rows_a.json"))
    parser.add_argument("--tokenizer")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    records = md.read(arguments.corpus).head(arguments.rows).to_polars()
    copies = -(-arguments.rows // records.height)
    records = pl.concat([records] * copies).head(arguments.rows).cast(COLUMNS)
    with tempfile.TemporaryDirectory() as folder:
        tokenizer = arguments.tokenizer or trained_tokenizer(records, folder)
        encoder = Encoder(TokenOptions(tokenizer=tokenizer, template="vicuna", control_text="keep"))
        print(speed(encoder, records, repeats=arguments.repeats))
        print(fullness("corpus", encoder, records, 256))
        if (SHARED / "gsm8k_train_first2000.jsonl").exists():
            gsm = md.read(SHARED / "gsm8k_train_first2000.jsonl").to_polars()
            print(fullness("gsm8k", encoder, gsm, 1024))
            print(fullness("gsm8k", encoder, gsm, 2048))


if __name__ == "__main__":
    main()
