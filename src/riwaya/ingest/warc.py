"""WARC archives: each record by itself, so that a damaged one takes no other with it.

The readers of whole archives stop at damage, silently or with an error, and a wrong length swallows what follows. Here
the archive is first cut into records (``cut``: by the members of its gzip, else by the headers), and FastWARC reads
each one (``capture``).
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from riwaya.ingest.fetch.unpack import DamagedError, UnknownEncodingError, unpacked
from riwaya.ingest.problems import LARGEST_PAGE

GZIP_MAGIC = b"\x1f\x8b\x08"
#: A member that unpacks to more than this is no page: an archive packed as one stream, a film or a bomb. A page may be
#: ``LARGEST_PAGE``, and headers come with it.
LARGEST_RECORD = LARGEST_PAGE + 1_000_000
#: What is read at a time. What is left of a piece is copied for each member in it (zlib's ``unused_data``): with a
#: megabyte that was most of the work.
PIECE = 1 << 16
_VERSION = re.compile(rb"WARC/\d+\.\d+\r?\n")
_LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d+)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
#: Headers longer than this are none.
LONGEST_HEADER = 1 << 16


class Place(NamedTuple):
    """Where to begin in a file: at this byte, leaving out so many records behind it."""

    offset: int = 0
    skip: int = 0


class Damage(NamedTuple):
    """Bytes of an archive that are no whole record; ``code`` is damaged, truncated or too-large."""

    code: str
    detail: str


class Capture(NamedTuple):
    """A page as it was fetched: its own id, its address, when, and what the server said of it.

    ``status`` is None for resources that came through no HTTP.
    """

    id: str
    address: str
    fetched: str | None
    status: int | None
    content_type: str
    charset: str | None
    body: bytes


class NoPage(NamedTuple):
    """A record that holds no page (a request, metadata, a revisit) or a broken one, with its ids."""

    id: str
    address: str
    code: str
    detail: str


Cut = bytes | Damage


def cut(stream: BinaryIO, place: Place = Place()) -> Iterator[tuple[Place, Cut]]:  # noqa: B008
    """The records of an archive from ``place`` on as bytes, each with its own place.

    Damaged stretches come as ``Damage`` in their place, once each. Needs a stream that can seek. An archive that is one
    gzip stream is unpacked from its beginning whatever the place.
    """
    stream.seek(place.offset)
    magic = stream.read(len(GZIP_MAGIC))
    stream.seek(place.offset)
    found = _members(stream, place.offset) if magic == GZIP_MAGIC else _plain(stream, place.offset)
    for number, item in enumerate(found):
        if number >= place.skip:
            yield (item[0] if place.skip == 0 else Place(place.offset, number)), item[1]


def _members(stream: BinaryIO, offset: int) -> Iterator[tuple[Place, Cut]]:
    """The records of the gzip members from ``offset`` on."""
    while (begun := _magic_from(stream, offset)) is not None:
        if begun > offset:
            yield Place(offset), Damage("damaged", f"{begun - offset} bytes that are no gzip member")
        member = _unpack(stream, begun)
        if member.large and _is_archive(member.data):
            yield from _stream(stream, begun)
            return
        if member.code == "":
            for number, (_, record) in enumerate(_plain(io.BytesIO(member.data), 0)):
                yield Place(begun, number), record
            offset = member.stop
            continue
        # What a broken member ends with is unknown: look for the next one behind its beginning.
        after = member.stop if member.large else _magic_from(stream, begun + 1)
        code = "damaged" if member.code == "truncated" and after is not None else member.code
        yield Place(begun), Damage(code, member.detail)
        if after is None:
            return
        offset = after
    if offset < _size(stream):
        yield Place(offset), Damage("damaged", "no gzip member to the end of the file")


class _Member(NamedTuple):
    data: bytes
    stop: int
    code: str = ""
    detail: str = ""
    large: bool = False


def _unpack(stream: BinaryIO, offset: int) -> _Member:
    """The gzip member at ``offset``, or what is wrong with it; of one too large only the beginning is kept."""
    stream.seek(offset)
    machine, pieces, size, position = zlib.decompressobj(wbits=31), [], 0, offset
    try:
        while not machine.eof:
            piece = stream.read(PIECE)
            if not piece:
                return _Member(b"", position, "truncated", f"the gzip member at byte {offset} ends early")
            position += len(piece)
            unpacked = machine.decompress(piece)
            size += len(unpacked)
            if size <= LARGEST_RECORD:
                pieces.append(unpacked)
    except zlib.error as error:
        return _Member(b"", position, "damaged", f"the gzip member at byte {offset}: {error}")
    stop = position - len(machine.unused_data)
    if size > LARGEST_RECORD:
        return _Member(b"".join(pieces), stop, "too-large", f"a record of {size} bytes", large=True)
    return _Member(b"".join(pieces), stop)


def _is_archive(head: bytes) -> bool:
    """True when a large member begins with a record that ends inside it: it is many records in one stream."""
    return next((isinstance(item, bytes) for _, item in _plain(io.BytesIO(head), 0)), False)


def _magic_from(stream: BinaryIO, offset: int) -> int | None:
    """Where the next gzip member that unpacks to a record begins, at ``offset`` or behind it."""
    stream.seek(offset)
    held, start = stream.read(PIECE), offset
    while held:
        at = held.find(GZIP_MAGIC)
        while at >= 0:
            if at + 512 > len(held) and (more := stream.read(PIECE)):
                held += more
            if _opens_record(held[at : at + 512]):
                return start + at
            at = held.find(GZIP_MAGIC, at + 1)
        start += max(0, len(held) - len(GZIP_MAGIC) + 1)
        held = held[len(held) - len(GZIP_MAGIC) + 1 :]
        piece = stream.read(PIECE)
        if not piece:
            return None
        held += piece
    return None


def _opens_record(packed: bytes) -> bool:
    """True when these first bytes of a gzip member unpack to text: three bytes alone occur by chance inside others."""
    try:
        head = zlib.decompressobj(wbits=31).decompress(packed, 64)
    except zlib.error:
        return False
    return head[:5].isascii() and head[:5] != b""


def _size(stream: BinaryIO) -> int:
    return stream.seek(0, io.SEEK_END)


def _stream(stream: BinaryIO, offset: int) -> Iterator[tuple[Place, Cut]]:
    """The records of an archive that is packed as one stream: each is found by leaving out those before it."""
    stream.seek(offset)
    unpacked = cast(BinaryIO, gzip.GzipFile(fileobj=stream))
    number = 0
    try:
        for _, record in _plain(unpacked, 0):
            yield Place(offset, number), record
            number += 1
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield Place(offset, number), Damage("truncated" if isinstance(error, EOFError) else "damaged", str(error))


def _plain(stream: BinaryIO, offset: int) -> Iterator[tuple[Place, Cut]]:
    """The records of an archive that is not packed, from ``offset`` on."""
    lines = _Lines(stream, offset)
    while (start := lines.skip_blank()) is not None:
        header = lines.header()
        length = _LENGTH.search(header)
        if not _VERSION.match(header) or length is None:
            lost = lines.to_next_version()
            yield Place(start), Damage("damaged", f"no WARC header at byte {start} ({len(header) + lost} bytes)")
            continue
        size = int(length[1])
        if size > LARGEST_RECORD:
            lines.leave(size)
            yield Place(start), Damage("too-large", f"a record of {size} bytes")
            continue
        block = lines.read(size)
        if len(block) < size:
            yield Place(start), Damage("truncated", f"{len(block)} of {size} bytes of the record at byte {start}")
        else:
            yield Place(start), header + block + b"\r\n\r\n"


class _Lines:
    """A stream read by lines and blocks, with the position, and a way to find the next record."""

    def __init__(self, stream: BinaryIO, position: int) -> None:
        self._stream = stream
        self._held = b""
        self.position = position

    def _line(self) -> bytes:
        line, self._held = (self._held, b"") if self._held else (self._stream.readline(LONGEST_HEADER), b"")
        self.position += len(line)
        return line

    def skip_blank(self) -> int | None:
        """The position of the next line that is not blank; None at the end."""
        while line := self._line():
            if line.strip():
                self._held = line
                self.position -= len(line)
                return self.position
        return None

    def header(self) -> bytes:
        """Lines up to and with a blank one."""
        lines = [self._line()]
        while lines[-1].strip() and sum(map(len, lines)) < LONGEST_HEADER:
            if not (line := self._line()):
                break
            lines.append(line)
        return b"".join(lines)

    def to_next_version(self) -> int:
        """Leave out lines up to the next that opens a record; answers how many bytes they had."""
        began = self.position
        while line := self._line():
            if _VERSION.fullmatch(line):
                self._held = line
                self.position -= len(line)
                break
        return self.position - began

    def read(self, size: int) -> bytes:
        """The next ``size`` bytes, or as many as there are."""
        block = self._stream.read(size)
        self.position += len(block)
        return block

    def leave(self, size: int) -> None:
        """Leave out ``size`` bytes."""
        while size > 0 and (block := self._stream.read(min(size, 1 << 20))):
            size -= len(block)
            self.position += len(block)


def capture(record: bytes) -> Capture | NoPage:
    """The page in one record of an archive, its body without transfer and content encodings.

    Archives that were made by decoding crawlers declare encodings that are undone already: such a body is taken as it
    is.
    """
    id = address = ""
    try:
        # gzip and deflate are undone here: FastWARC hands out what there is of a body that ends early.
        found = next(iter(ArchiveIterator(io.BytesIO(record), parse_http=True, auto_decode="transfer")), None)
        if found is None:
            return NoPage(id, address, "damaged", "no record in it")
        id, address = found.headers.get("WARC-Record-ID") or "", found.headers.get("WARC-Target-URI") or ""
        refusal = _no_page(found)
        if refusal is not None:
            return NoPage(id, address, *refusal)
        http = found.http_headers
        page = Capture(
            id=id,
            address=address,
            fetched=found.headers.get("WARC-Date"),
            status=http.status_code if http is not None else None,
            content_type=(found.http_content_type or found.headers.get("Content-Type") or "").lower(),
            charset=found.http_charset,
            body=bytes(found.reader.read(LARGEST_PAGE + 1)),
        )
        encoding = (http.get("Content-Encoding") or "") if http is not None else ""
        page = page._replace(body=_undone(page.body, encoding.strip().lower(), record))
    except DamagedError as error:
        return NoPage(id, address, "damaged", f"its content encoding: {error}")
    except (OSError, TypeError, ValueError) as error:
        return NoPage(id, address, "damaged", f"FastWARC: {error}")
    if len(page.body) > LARGEST_PAGE:
        return NoPage(id, address, "too-large", "a body that unpacks to more than a page")
    return page


def _undone(body: bytes, encoding: str, record: bytes) -> bytes:
    """``body`` without its content encoding; raises ``DamagedError`` where it is packed and cannot be unpacked."""
    if encoding in ("", "identity"):
        return body
    try:
        out = bytearray()
        for piece in unpacked([body], encoding):
            out += piece
            if len(out) > LARGEST_PAGE:
                break
        return bytes(out)
    except DamagedError:
        if body.startswith(GZIP_MAGIC):
            raise
    except UnknownEncodingError:
        try:
            found = next(iter(ArchiveIterator(io.BytesIO(record), parse_http=True, auto_decode="all")))
            return bytes(found.reader.read(LARGEST_PAGE + 1))
        except (OSError, ValueError):
            return body
    return body


def _no_page(found: WarcRecord) -> tuple[str, str] | None:
    """Why the record is no page, as code and detail."""
    if found.record_type not in (WarcRecordType.response, WarcRecordType.resource):
        return "not-a-response", found.headers.get("WARC-Type") or "a record without a type"
    if found.record_type == WarcRecordType.response and found.http_headers is None:
        return "damaged", "a response without HTTP headers"
    return None
