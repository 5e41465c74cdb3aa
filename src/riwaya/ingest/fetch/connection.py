"""One connection: to the address that was checked and no other, with one deadline and one limit for all its bytes."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from typing import Any

from riwaya.ingest.fetch.addresses import PORTS, Target

#: Connecting takes well under a second where the server is there at all; the next address is tried after this.
LONGEST_CONNECT = 10.0


class TooMuchError(Exception):
    """More bytes came than were allowed."""


class Deadline:
    """A moment in the future, by a clock that nobody turns."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left; raises ``TimeoutError`` when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("deadline")
        return left


class _Reader(io.RawIOBase):
    """What comes from a socket. A socket's own timeout begins anew with every byte: here it is what is left in all."""

    def __init__(self, sock: socket.socket, deadline: Deadline, most: int) -> None:
        self._sock, self._deadline, self._left = sock, deadline, most

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill ``buffer`` with what is there; raises ``TimeoutError`` and ``TooMuchError``."""
        self._sock.settimeout(self._deadline.left())
        size = self._sock.recv_into(buffer)
        self._left -= size
        if self._left < 0:
            raise TooMuchError
        return size

    def close(self) -> None:
        """Close the socket too."""
        self._sock.close()
        super().close()


class _Timed:
    """The part of a socket that ``http.client`` uses."""

    def __init__(self, sock: socket.socket, deadline: Deadline, most: int) -> None:
        self._sock, self._deadline, self._most = sock, deadline, most
        self._is_read = False

    def sendall(self, data: bytes) -> None:
        """Send everything before the deadline."""
        self._sock.settimeout(self._deadline.left())
        self._sock.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """The answer as a stream; the socket is then closed with it."""
        self._is_read = True
        return io.BufferedReader(_Reader(self._sock, self._deadline, self._most))

    def close(self) -> None:
        """Close the socket, unless the answer is still to be read: ``http.client`` lets go of it before that."""
        if not self._is_read:
            self._sock.close()


class PinnedConnection(http.client.HTTPConnection):
    """A connection for ``target`` to the address ``place``; the name is only said to the server, never looked up."""

    def __init__(
        self, target: Target, place: str, *, deadline: Deadline, most: int, context: ssl.SSLContext | None
    ) -> None:
        """``most`` is how many bytes may come in all, headers and packing included; ``context`` is for https."""
        super().__init__(target.host, target.port)
        self.default_port = PORTS[target.scheme]
        self._target, self._place, self._deadline, self._most = target, place, deadline, most
        self._context = context if target.scheme == "https" else None

    def connect(self) -> None:
        """Connect, and shake hands where that is asked for."""
        wait = min(self._deadline.left(), LONGEST_CONNECT)
        sock = socket.create_connection((self._place, self._target.port), timeout=wait)
        try:
            if self._context is not None:
                sock.settimeout(self._deadline.left())
                sock = self._context.wrap_socket(sock, server_hostname=self._target.host)
        except (OSError, ValueError):  # ValueError: a name that no certificate can hold
            sock.close()
            raise
        self.sock: Any = _Timed(sock, self._deadline, self._most)
