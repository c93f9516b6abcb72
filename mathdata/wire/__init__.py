"""Wire rows: what stands in a file before a layout is read into it, one JSON object a row."""

from mathdata.wire.batch import Batch, JsonLines, Marks, Rejected, Table, Types
from mathdata.wire.json_text import Number, dumps, loads, text_of

__all__ = ["Batch", "JsonLines", "Marks", "Number", "Rejected", "Table", "Types", "dumps", "loads", "text_of"]
