"""LLaMA-Factory: an entry of `dataset_info.json` in the folder of the data, or the path of a tokenised set.

As soon as `columns` or `tags` are given, LLaMA-Factory forgets its defaults; so all are spelled out.
"""

from pathlib import Path
from typing import Any

from mathdata.handover.written import Section, Written

_FILES = (".json", ".jsonl", ".csv", ".parquet", ".txt")
_TAGS = {
    "sharegpt": ("from", "value", "human", "gpt", "observation", "function_call", "system"),
    "messages": ("role", "content", "user", "assistant", "tool", "tool_call", "system"),
}
_TAG_NAMES = ("role", "content", "user", "assistant", "observation", "function", "system")


def llamafactory(written: Written) -> Section:
    """The entry of a data set of turns, of questions and answers, or of text for pretraining.

    Raises:
        OptionError: if LLaMA-Factory has no reader for it.
    """
    if written.layout == "tokens":
        if written.container != "arrow":
            raise written.refused("LLaMA-Factory", "tokens in a folder of save_to_disk; end the name in .arrow")
        return Section(place=written.beside("llamafactory.yaml"), text=f"tokenized_path: {written.path}\n")
    entry = _entry(written)
    if entry is None or not written.path.endswith(_FILES):
        raise written.refused("LLaMA-Factory", "sharegpt, messages, alpaca, swift, qa or text in json, csv or parquet")
    notes = ["LLaMA-Factory leaves loss flags out: masked turns are trained"] if written.flagged else []
    place = str(Path(written.path).with_name("dataset_info.json"))
    return Section(place=place, entry={Path(written.path).stem: {"file_name": written.name, **entry}}, notes=notes)


def _entry(written: Written) -> dict[str, Any] | None:
    keys = written.keys
    if written.layout in _TAGS:
        list_key = "conversations" if written.layout == "sharegpt" else "messages"
        columns = {"messages": list_key, **_same(keys, "system", "tools")}
        tags = {f"{name}_tag": tag for name, tag in zip(_TAG_NAMES, _TAGS[written.layout], strict=True)}
        ranked = {"chosen", "rejected"} <= keys
        columns |= _same(keys, "chosen", "rejected") if ranked else {}
        return {**_ranking(ranked=ranked), "formatting": "sharegpt", "columns": columns, "tags": tags}
    columns = _columns_of_pairs(written)
    if not columns:
        return None
    return {**_ranking(ranked="rejected" in columns), "formatting": "alpaca", "columns": columns}


def _columns_of_pairs(written: Written) -> dict[str, str]:
    keys, more = written.keys, _same(written.keys, "system", "history")
    if written.layout == "alpaca":
        asked = {"prompt": "instruction", "query": "input"}
        sides = _same(keys, "chosen", "rejected")
        return {**asked, **(sides or {"response": "output"}), **more}
    if written.layout == "swift":
        sides = {"chosen": "response", "rejected": "rejected_response"}
        return {"prompt": "query", **(sides if "rejected_response" in keys else {"response": "response"}), **more}
    if written.layout == "qa":
        return {"prompt": written.problem, "response": written.solution}
    return {"prompt": "text"} if written.layout == "text" else {}


def _same(keys: frozenset[str], *names: str) -> dict[str, str]:
    return {name: name for name in names if name in keys}


def _ranking(*, ranked: bool) -> dict[str, Any]:
    return {"ranking": True} if ranked else {}
