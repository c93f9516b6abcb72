"""XTuner 0.1 and 0.2: the data set of a Python configuration, which has `tokenizer` and the like already."""

from mathdata.handover.written import Section, Written

_MAP_FNS = {"alpaca": "alpaca_map_fn", "messages": "openai_map_fn", "text": "pretrain_map_fn"}
_KINDS = {"json": "json", "jsonl": "json", "parquet": "parquet", "csv": "csv"}
_NOTES = {
    "alpaca": {
        "system": "XTuner's alpaca_map_fn leaves the system message out; write xtuner",
        "history": "XTuner's alpaca_map_fn leaves the history out; write xtuner",
    },
}


def xtuner(written: Written) -> Section:
    """The section `train_dataset`, with what it imports.

    Raises:
        OptionError: if XTuner has no reader for it.
    """
    if written.layout == "tokens":
        return _of_tokens(written)
    if written.layout not in (*_MAP_FNS, "xtuner") or written.container not in _KINDS:
        raise written.refused("XTuner", "xtuner, messages, alpaca or text in json, csv or parquet")
    map_fn = _MAP_FNS.get(written.layout)
    fns = [map_fn] if map_fn else []
    template = "None"  # pretraining has none
    if written.layout != "text":
        fns.append("template_map_fn_factory")
        template = "dict(type=template_map_fn_factory, template=prompt_template)"
    text = _text(
        ["from datasets import load_dataset", "from xtuner.dataset import process_hf_dataset",
         f"from xtuner.dataset.map_fns import {', '.join(fns)}"],
        dataset=f"type=load_dataset, path={_KINDS[written.container]!r}, data_files=dict(train={written.path!r})",
        options=[
            "tokenizer=tokenizer", "max_length=max_length", f"dataset_map_fn={map_fn}", f"template_map_fn={template}",
            "remove_unused_columns=True", "shuffle_before_pack=True", "pack_to_max_length=pack_to_max_length",
        ],
    )  # fmt: skip
    notes = [note for key, note in _NOTES.get(written.layout, {}).items() if key in written.keys]
    if written.flagged and written.layout == "messages":
        notes.append("XTuner's openai_map_fn before 0.2.0 leaves loss flags out, or fails on them; write xtuner")
    return Section(place=written.beside("xtuner.py"), text=text, notes=notes)


def _of_tokens(written: Written) -> Section:
    if written.container == "arrow":
        imports = ["from datasets import load_from_disk"]
        dataset = f"type=load_from_disk, dataset_path={written.path!r}"
    elif written.container == "parquet":
        imports = ["from datasets import load_dataset"]
        dataset = f"type=load_dataset, path='parquet', data_files=dict(train={written.path!r}), split='train'"
    else:
        raise written.refused("XTuner", "tokens in parquet or arrow")
    text = _text(
        [*imports, "from xtuner.dataset import process_hf_dataset"], dataset=dataset,
        options=["do_dataset_tokenization=False", "tokenizer=tokenizer", "max_length=max_length",
                 "remove_unused_columns=False", "pack_to_max_length=False"],
    )  # fmt: skip
    return Section(place=written.beside("xtuner.py"), text=text)


def _text(imports: list[str], *, dataset: str, options: list[str]) -> str:
    lines = [*imports, "", "train_dataset = dict(", "    type=process_hf_dataset,", f"    dataset=dict({dataset}),"]
    return "\n".join([*lines, *(f"    {option}," for option in options), ")", ""])
