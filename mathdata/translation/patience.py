"""How often, how long and how soon a server is asked again."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import NamedTuple

from mathdata.translation.posting import Reply, Unreachable

BUSY = frozenset((408, 409, 425, 429, 500, 502, 503, 504, 529))
"""Answers after which the same request may succeed."""
HOPELESS = frozenset((401, 403, 404, 405))
"""Answers that every other request would get too: a wrong key, a wrong address, a wrong model."""
LONGEST_PAUSE = 60.0


class Answer(NamedTuple):
    """The body of a good answer, or why there is none."""

    body: bytes
    failure: str | None = None


class Patience:
    """The time that is left for all requests of a run, and whether there is any hope."""

    def __init__(self, *, attempts: int, pause: float, seconds_each: float, seconds_in_all: float | None) -> None:
        self._attempts = attempts
        self._pause = pause
        self._each = seconds_each
        self._in_all = seconds_in_all
        self._ends: float | None = None
        self._hopeless: str | None = None
        self._lock = Lock()

    def asked(self, ask: Callable[[float], Reply]) -> Answer:
        """The answer to a request that is sent again while the server is busy; `ask` is given its seconds."""
        failure = "no attempt"
        for attempt in range(self._attempts):
            left = self._left()
            if self._hopeless is not None or left <= 0:
                return Answer(b"", self._hopeless or f"no time left; last: {failure}")
            try:
                reply = ask(min(self._each, left))
            except Unreachable as error:
                failure, wait = str(error), None
            else:
                if reply.status == 200:
                    return Answer(reply.body)
                failure, wait = f"status {reply.status}", reply.retry_after
                if reply.status in HOPELESS:
                    self._hopeless = failure
                if reply.status not in BUSY:
                    return Answer(b"", failure)
            if attempt + 1 < self._attempts and not self._waited(self._pause * 2**attempt, wait):
                return Answer(b"", f"no time left; last: {failure}")
        return Answer(b"", f"{failure}, {self._attempts} times")

    def _left(self) -> float:
        """Seconds that are left; the clock starts with the first request."""
        if self._in_all is None:
            return float("inf")
        with self._lock:
            if self._ends is None:
                self._ends = time.monotonic() + self._in_all
        return self._ends - time.monotonic()

    def _waited(self, pause: float, retry_after: str | None) -> bool:
        """Wait as long as the server asks, else `pause`; False if there is not that much time."""
        asked = None if retry_after is None else seconds_of(retry_after)
        wait = min(pause, LONGEST_PAUSE) if asked is None else asked
        if wait >= self._left():
            return False
        time.sleep(wait)
        return True


def seconds_of(retry_after: str) -> float | None:
    """The seconds of a `Retry-After`: a number or a date; None if it is neither.

    >>> seconds_of("2"), seconds_of("Thu, 01 Jan 1970 00:00:00 GMT"), seconds_of("soon")
    (2.0, 0.0, None)
    """
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        date = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, (date - datetime.now(UTC)).total_seconds()) if date.tzinfo else None
