"""MindFormers: the data set and the length of the model in its YAML configuration.

The model shifts the labels, so that rows have one token more than its `seq_length`.
"""

import json

from mathdata.handover.written import Section, Written

_TEXT = """\
train_dataset: &train_dataset
  data_loader:
    type: MindDataset
    dataset_dir: {path}
    shuffle: True
  input_columns: ["input_ids", "labels"]
  num_parallel_workers: 8
  drop_remainder: True
  batch_size: 8
  repeat: 1
train_dataset_task:
  type: CausalLanguageModelDataset
  dataset_config: *train_dataset
model:
  model_config:
    seq_length: {seq_length}
    pad_token_id: {pad_id}
"""


def mindformers(written: Written) -> Section:
    """The sections `train_dataset`, `train_dataset_task` and what the model must know.

    Raises:
        OptionError: if it is not tokens of one length in MindRecord.
    """
    if written.layout != "tokens" or written.container != "mindrecord" or written.length is None:
        raise written.refused("MindFormers", "tokens of one length in mindrecord; give --tokenizer and --seq-length")
    digits = len(str(written.shards - 1))
    first = written.path if written.shards == 1 else f"{written.path}{0:0{digits}}"
    path = json.dumps(first, ensure_ascii=False)
    text = _TEXT.format(path=path, seq_length=written.length - 1, pad_id=written.pad_id)
    packed = "boundaries" in written.keys
    notes = ["MindFormers reads a packed row as one conversation, unless it is given actual_seq_len"] if packed else []
    return Section(place=written.beside("mindformers.yaml"), text=text, notes=notes)
