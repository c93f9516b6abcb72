"""Which page a row goes to.

A file is a header, then pages of equal size, filled from their start and numbered in the order they were
opened. Blob pages hold arrays and bytes, raw pages the single values. The rows of one blob page are a *row
group*; its raw rows lie together in one raw page, which may hold many groups:

```text
page 0 blob   | group 0: rows 0..8 |
page 1 raw    | rows 0..8 | rows 9..17 | rows 18..20 |      groups 0, 1, 2
page 2 blob   | group 1: rows 9..17 |
page 3 blob   | group 2: rows 18..20 |
```

The rule is that of MindSpore's `FileWriter` when it is given one row at a time, so the bytes depend on the
rows alone, not on how they were batched. Its one odd part: when a raw page is full in the middle of a group,
the raw rows of that group *move* to a new raw page, and their old bytes stay behind as waste.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from mathdata.containers.mindrecord.runs import Counts


@dataclass
class Page:
    """A page in the making, and later the entry of the header."""

    page_id: int
    type_id: int
    is_blob: bool
    used: int = 0
    start_row: int = 0
    end_row: int = 0
    groups: list[tuple[int, int]] = field(default_factory=list)
    """For raw pages: each row group, and the byte where its rows start."""


class Stretch(NamedTuple):
    """Rows `first` to `stop` of a batch go to these places."""

    first: int
    stop: int
    first_row: int
    """The number of the first row in its shard."""
    blob_page: Page
    blob_offset: int
    raw_page: Page
    raw_offset: int


class Move(NamedTuple):
    """Raw rows of a group that go from the end of one page to the start of another."""

    old_page: int
    new_page: int
    offset: int
    length: int
    first_row: int


class PagePlan:
    """The pages of one shard; `place` opens and fills them."""

    def __init__(self, page_size: int) -> None:
        self.page_size = page_size
        self.pages: list[Page] = []
        self.rows = 0
        self._blob: Page | None = None
        self._raw: Page | None = None

    def place(self, blob_sizes: Counts, raw_sizes: Counts) -> Iterator[Stretch | Move]:
        """Places for rows of these stored sizes, in order; a `Move` is due before what follows it."""
        blob_ends, raw_ends = np.cumsum(blob_sizes), np.cumsum(raw_sizes)
        done = 0
        while done < blob_ends.size:
            blob_done, raw_done = (int(ends[done - 1]) if done else 0 for ends in (blob_ends, raw_ends))
            blob, raw = self._blob, self._raw
            if blob is None or raw is None:
                self._open_group(int(raw_sizes[done]))
                continue
            group_start = raw.groups[-1][1]
            in_blob = _first_beyond(blob_ends, blob_done + self.page_size - blob.used)
            in_group = _first_beyond(raw_ends, raw_done + self.page_size - (raw.used - group_start))
            in_raw = _first_beyond(raw_ends, raw_done + self.page_size - raw.used)
            if done in (in_blob, in_group):
                self._open_group(int(raw_sizes[done]))
            elif done == in_raw:
                yield self._move_group(blob, raw)
            else:
                stop = min(in_blob, in_group, in_raw)
                yield self._fill(
                    blob,
                    raw,
                    done,
                    stop,
                    int(blob_ends[stop - 1]) - blob_done,
                    int(raw_ends[stop - 1]) - raw_done,
                )
                done = stop

    def _open_group(self, raw_size: int) -> None:
        group = 0 if self._blob is None else self._blob.type_id + 1
        self._blob = Page(len(self.pages), group, is_blob=True, start_row=self.rows, end_row=self.rows)
        self.pages.append(self._blob)
        if self._raw is None or self._raw.used + raw_size > self.page_size:
            self._open_raw_page()
        assert self._raw is not None
        self._raw.groups.append((group, self._raw.used))

    def _open_raw_page(self) -> Page:
        # MindSpore numbers raw pages by the page before; nothing reads it, but the header shall be the same.
        type_id = 0 if self._raw is None else self._raw.page_id + 1
        self._raw = Page(len(self.pages), type_id, is_blob=False)
        self.pages.append(self._raw)
        return self._raw

    def _move_group(self, blob: Page, old: Page) -> Move:
        group, offset = old.groups.pop()
        new = self._open_raw_page()
        new.groups.append((group, 0))
        new.used, old.used = old.used - offset, offset
        return Move(old.page_id, new.page_id, offset, new.used, blob.start_row)

    def _fill(self, blob: Page, raw: Page, first: int, stop: int, blob_bytes: int, raw_bytes: int) -> Stretch:
        stretch = Stretch(first, stop, self.rows, blob, blob.used, raw, raw.used)
        self.rows += stop - first
        blob.used += blob_bytes
        blob.end_row = self.rows
        raw.used += raw_bytes
        return stretch


def _first_beyond(ends: Counts, limit: int) -> int:
    """The first row that ends behind `limit`."""
    return int(np.searchsorted(ends, limit, side="right"))
