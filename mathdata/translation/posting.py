"""One request over HTTP that ends in time, whatever the server does.

The time limit of a socket is for one byte: a server that sends one byte a minute would hold us for ever. Here a
watch closes the connection when the time is over. Redirects are not followed, so a key never reaches another host.
"""

import socket
import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from typing import NamedTuple
from urllib.parse import urlsplit

MAX_BODY_BYTES = 16 << 20


class Reply(NamedTuple):
    """What a server answered."""

    status: int
    retry_after: str | None
    body: bytes


class Unreachable(Exception):
    """No whole answer came; the message says why, in words of ours alone."""


def post(url: str, body: bytes, headers: Mapping[str, str], *, seconds: float) -> Reply:
    """The answer to a request.

    Raises:
        Unreachable: if there is no whole answer within the time.
    """
    parts = urlsplit(url)
    connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = connect(parts.hostname or "", parts.port, timeout=seconds)
    watch = Timer(seconds, _cut, [connection])
    watch.daemon = True
    ends = time.monotonic() + seconds
    try:
        watch.start()
        connection.request("POST", parts.path, body, dict(headers))
        answer = connection.getresponse()
        data = answer.read(MAX_BODY_BYTES + 1)
        if len(data) > MAX_BODY_BYTES:
            raise Unreachable("an answer without end")
        if not answer.length:
            return Reply(answer.status, answer.getheader("Retry-After"), data)
        failure = "no whole answer"  # bytes that were announced did not come
    except (OSError, HTTPException, UnicodeError) as error:
        failure = f"no whole answer ({type(error).__name__})"
    finally:
        watch.cancel()
        connection.close()
    raise Unreachable("no answer in time" if time.monotonic() >= ends else failure)


def _cut(connection: HTTPConnection) -> None:
    """End a connection under the thread that waits for it."""
    sock = connection.sock
    if sock is not None:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it ended by itself
