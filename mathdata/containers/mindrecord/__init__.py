"""MindRecord, the container of MindSpore's trainers, without MindSpore.

```text
train.mindrecord                                          train.mindrecord.db (SQLite)
0            | length | JSON header | 0 0 0 ...           SHARD_NAME  train.mindrecord
header_size  | page 0, blob  | rows of arrays, bytes |    INDEXES     row 0: pages and bytes
 + page_size | page 1, raw   | rows of scalars       |                row 1: ...
 + page_size | page 2, blob  | ...

a row of a blob page   | length, 8 LE | size, 8 BE | input_ids | size, 8 BE | labels |
a row of a raw page    | length, 8 LE | MessagePack map of scalars and strings |
```

Pages start at multiples of `page_size` after the header and are seldom full, so that the file has holes which
take no room on disk. With several shards the name gets a number: `train.mindrecord0`, `train.mindrecord1`,
each with its index. The modules follow the bytes: `header`, `pages`, `blobs` (integers: `compress` and
`expand`), `raw`, `index`.

The format is that of `mindspore.mindrecord.FileWriter` (https://gitee.com/mindspore/mindspore, MindSpore
2.10). Data files are byte for byte those of `FileWriter` when it gets the same rows one at a time; the index
has the same rows. Bytes need numpy
only, options pydantic; Polars makes compression faster where it is installed.
"""

from mathdata.containers.mindrecord.columns import Ragged
from mathdata.containers.mindrecord.reader import count_rows, read_mindrecord, read_schema
from mathdata.containers.mindrecord.schema import Field, Layout, Schema
from mathdata.containers.mindrecord.writer import MindRecordWriter

__all__ = [
    "Field",
    "Layout",
    "MindRecordWriter",
    "Ragged",
    "Schema",
    "count_rows",
    "read_mindrecord",
    "read_schema",
]
