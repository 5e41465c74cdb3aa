"""A web server on this machine that can misbehave, and a clock that does not wait."""

from __future__ import annotations

import contextlib
import gzip
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from riwaya.ingest.fetch import Fetcher, Guard, Limits

#: Long enough for a loopback answer on a busy machine, short enough for forty that never come.
SECONDS = 1.0


def peak(*, anew: bool = False) -> float:
    """The most memory (MB) that this process used; ``anew`` forgets what it used before. Linux only, else 0.

    ``getrusage`` would not do: a child begins with the figure of its parent.
    """
    try:
        if anew:
            Path("/proc/self/clear_refs").write_text("5")
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0.0
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


class Asked(NamedTuple):
    """One request: path and headers (names in lower case)."""

    path: str
    headers: dict[str, str]


class Wire:
    """The server's end of a connection."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock

    def send(self, data: bytes | str) -> None:
        self._sock.sendall(data.encode() if isinstance(data, str) else data)

    def drip(self, data: bytes, *, pause: float) -> None:
        """A byte at a time, for as long as anybody listens."""
        for place in range(len(data)):
            self.send(data[place : place + 1])
            time.sleep(pause)


Route = Callable[[Wire, Asked], None]


def reply(
    body: bytes | str = b"", *, status: str = "200 OK", type: str | None = "text/xml; charset=utf-8", **headers: str
) -> Route:
    """A route that answers properly; ``Header_Name=…`` are further headers."""
    data = body.encode() if isinstance(body, str) else body

    def answer(wire: Wire, asked: Asked) -> None:
        lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
        lines += [f"Content-Type: {type}"] if type else []
        lines += [] if "Content_Length" in headers else [f"Content-Length: {len(data)}"]
        wire.send("\r\n".join(lines) + "\r\n\r\n")
        wire.send(data)

    return answer


def packed(body: bytes | str, **headers: str) -> Route:
    """A route whose answer is gzipped."""
    data = gzip.compress(body.encode() if isinstance(body, str) else body)
    return reply(data, Content_Encoding="gzip", **headers)


def moved(location: str, *, status: str = "302 Found") -> Route:
    """A route that leads elsewhere."""
    return reply(status=status, Location=location)


def in_turn(*routes: Route) -> Route:
    """The first route at the first request, and so on; the last one for ever."""
    left = list(routes)

    def answer(wire: Wire, asked: Asked) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(wire, asked)

    return answer


class Server:
    """Routes by path; ``asked`` is every request met."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[Asked] = []
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                outer._handle(self)

        class Threads(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

            def handle_error(self, *_: object) -> None:
                """A client that leaves is what the tests are about."""

        self._server = Threads(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def at(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handle(self, handler: socketserver.StreamRequestHandler) -> None:
        first = handler.rfile.readline(8000).decode("latin-1").split()
        headers = {}
        while (line := handler.rfile.readline(8000).decode("latin-1").strip()) and ":" in line:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        if len(first) < 2:
            return
        asked = Asked(first[1], headers)
        self.asked.append(asked)
        route = self.routes.get(first[1]) or self.routes.get(first[1].partition("?")[0])
        with contextlib.suppress(OSError):
            (route or reply(status="404 Not Found"))(Wire(handler.connection), asked)


class FakeClock:
    """A clock that jumps instead of waiting and remembers by how much."""

    def __init__(self) -> None:
        self.time = 1_800_000_000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


@contextlib.contextmanager
def serving(routes: dict[str, Route] | None = None) -> Iterator[Server]:
    server = Server()
    server.routes.update(routes or {})
    try:
        yield server
    finally:
        server.close()


def fetcher(server: Server, clock: FakeClock, *, seconds: float = SECONDS, **more: Any) -> Fetcher:
    """A fetcher that may ask this server on loopback, and nothing else that is private."""
    guard = more.pop("guard", Guard(trusted=frozenset({server.host})))
    return Fetcher(guard=guard, clock=clock, limits=Limits(seconds=seconds), **more)
