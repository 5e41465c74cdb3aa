"""Bodies unpacked piece by piece, so that a bomb is refused when it passes the limit and not when memory is gone."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

#: A piece of unpacked data; what is kept of a body grows by so much at a time.
PIECE = 1 << 16
GZIP_MAGIC = b"\x1f\x8b"


class DamagedError(Exception):
    """Compressed data that is broken or ends early; the text says which."""


class UnknownEncodingError(Exception):
    """A content encoding that was not asked for."""


def unpacked(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The pieces of a body without its content encoding (gzip, deflate or none).

    Raises ``DamagedError`` for broken or incomplete data and ``UnknownEncodingError`` for other encodings.
    """
    names = [name for name in (part.strip().lower() for part in encoding.split(",")) if name not in ("", "identity")]
    if not names:
        return iter(chunks)
    if names in (["gzip"], ["x-gzip"]):
        return _gunzip(chunks)
    if names == ["deflate"]:
        return _inflate(chunks)
    raise UnknownEncodingError(encoding)


def _pieces(machine: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    """What ``data`` unpacks to, a piece at a time; stops at the end of a packed stream."""
    try:
        while data and not machine.eof:
            yield machine.decompress(data, PIECE)
            data = machine.unconsumed_tail
        # what zlib still holds although all input is consumed
        while not machine.eof and (piece := machine.decompress(b"", PIECE)):
            yield piece
    except zlib.error as error:
        raise DamagedError(str(error)) from error


def _gunzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """gzip may hold several members one after the other; anything else behind the last one is padding."""
    machine = zlib.decompressobj(wbits=31)
    begun, padding = False, False
    for chunk in chunks:
        data = chunk
        while data and not padding:
            begun = True
            yield from _pieces(machine, data)
            data = machine.unused_data if machine.eof else b""
            if machine.eof:
                machine = zlib.decompressobj(wbits=31)
                begun = False
                padding = not GZIP_MAGIC.startswith(data[:2])
    if begun:
        raise DamagedError("it ends early")


def _inflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """``deflate`` means zlib's format; some servers send the bare stream."""
    machine: zlib._Decompress | None = None
    for chunk in chunks:
        if machine is None and chunk:
            machine = zlib.decompressobj(wbits=15 if chunk[0] & 0x0F == 8 else -15)
        if machine is not None:
            yield from _pieces(machine, chunk)
    if machine is not None and not machine.eof:
        raise DamagedError("it ends early")
