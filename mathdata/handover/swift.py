"""SWIFT: the arguments `--dataset` and, where keys are not SWIFT's own, `--columns`.

SWIFT guesses from a list of aliases, and where two of them stand in one row it takes neither: a file with
`solution` and `answer` has no response for it. Columns that are named are not guessed.
"""

import json
import shlex

from mathdata.handover.written import Section, Written


def swift(written: Written) -> Section:
    """The arguments, as they are typed in a shell.

    Raises:
        OptionError: if SWIFT has no reader for it.
    """
    known = ("swift", "messages", "sharegpt", "alpaca", "qa", "text")
    if written.layout not in known or written.container not in ("json", "jsonl", "csv", "parquet", "txt"):
        raise written.refused("SWIFT", "swift, messages, sharegpt, alpaca, qa or text in json, csv or parquet")
    arguments = ["--dataset", written.path]
    if written.layout == "qa" and (written.problem, written.solution) != ("query", "response"):
        columns = {written.problem: "query", written.solution: "response"}
        arguments += ["--columns", json.dumps(columns, ensure_ascii=False)]
    return Section(place=written.beside("swift.txt"), text=f"{shlex.join(arguments)}\n")
