"""A real HTTP server that speaks the chat API, and misbehaves as it is told."""

import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Handler", dict[str, str]], None]

WORDS = {
    "Ann": "安", "has": "有", "pens": "支笔", "How many": "多少", "Tom": "汤姆", "buys": "购买", "and": "和",
}  # fmt: skip


@dataclass
class Server:
    """Where it listens, and what it was asked."""

    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    behaviours: list[Behaviour] = field(default_factory=list)
    """What is done with the first requests, in their order; all others are answered well."""
    always: Behaviour | None = None
    """What is done with every request behind those."""
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    released: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"
    server_state: Server

    def do_POST(self) -> None:
        """As the next behaviour says."""
        state = self.server_state
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with state.lock:
            number = len(state.requests)
            state.requests.append(request)
            state.keys.append(self.headers["Authorization"])
            self.running = True
            state.at_once += 1
            state.most_at_once = max(state.most_at_once, state.at_once)
        rows = json.loads(request["messages"][1]["content"])
        behaviour = state.behaviours[number] if number < len(state.behaviours) else state.always or translated
        try:
            behaviour(self, rows)
        except OSError:
            self.close_connection = True
        finally:
            self.ended()

    def ended(self) -> None:
        """Count the request as answered, before the answer goes out: behind it the next one may come at once."""
        with self.server_state.lock:
            self.server_state.at_once -= self.running
            self.running = False

    def answer(self, body: bytes, *, status: int = 200, **headers: str) -> None:
        """Send a whole answer."""
        self.ended()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def say(self, content: str, **choice: Any) -> None:
        """Send a content as the model's answer."""
        message = {"choices": [{"message": {"role": "assistant", "content": content}, **choice}]}
        self.answer(json.dumps(message).encode())

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def reworded(text: str) -> str:
    """A translation: the words of one language as those of the other, all else as it is."""
    for english, chinese in WORDS.items():
        text = text.replace(english, chinese) if english in text else text.replace(chinese, english)
    return text.replace("buys", "purchases")


def translated(handler: Handler, rows: dict[str, str]) -> None:
    """A good answer."""
    handler.say(json.dumps({key: reworded(text) for key, text in rows.items()}, ensure_ascii=False))


def each(change: Callable[[str], str]) -> Behaviour:
    """A good answer in which something is done to every text."""
    return lambda handler, rows: handler.say(json.dumps({key: change(reworded(t)) for key, t in rows.items()}))


def status(code: int, **headers: str) -> Behaviour:
    """An answer of a status, which tells the key that came."""
    return lambda handler, _: handler.answer(str(handler.headers["Authorization"]).encode(), status=code, **headers)


def body(content: bytes) -> Behaviour:
    """An answer with any bytes."""
    return lambda handler, _: handler.answer(content)


def hang(handler: Handler, _: dict[str, str]) -> None:
    """No answer until the server ends."""
    handler.server_state.released.wait(30)
    handler.close_connection = True


def dribble(handler: Handler, _: dict[str, str]) -> None:
    """An answer without end, a byte at a time: no time limit of a socket ever strikes."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    while not handler.server_state.released.wait(0.05):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def cut(handler: Handler, _: dict[str, str]) -> None:
    """An answer that ends before it should."""
    handler.send_response(200)
    handler.send_header("Content-Length", "500")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True


def reset(handler: Handler, _: dict[str, str]) -> None:
    """No answer at all: the connection is gone."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    handler.connection.close()
    handler.close_connection = True


def fewer_placeholders(text: str) -> str:
    """A translation without its first placeholder."""
    return re.sub("⟦1⟧", "", text)


@contextmanager
def serving(*behaviours: Behaviour, always: Behaviour | None = None) -> Iterator[Server]:
    """A server on a port of this machine, until the block ends."""
    state = Server(behaviours=list(behaviours), always=always)
    handler = type("Bound", (Handler,), {"server_state": state})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        state.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield state
        finally:
            state.released.set()
            server.shutdown()
            thread.join()
