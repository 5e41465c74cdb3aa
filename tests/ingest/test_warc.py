"""WARC archives cut into records: what is damaged takes no other record with it."""

from __future__ import annotations

import gzip
import io

import pytest
from batch import archive

from riwaya.ingest import warc

GOOD = [archive.record(number, archive.page(number).encode()) for number in range(6)]


def told(data: bytes, place: warc.Place = warc.Place()) -> list[str]:  # noqa: B008
    """For each record its number, or what is wrong with it."""
    out = []
    for _, piece in warc.cut(io.BytesIO(data), place):
        found = piece if isinstance(piece, warc.Damage) else warc.capture(piece)
        out.append(str(int(found.id[-13:-1])) if isinstance(found, warc.Capture) else found.code)
    return out


def packed(records: list[bytes]) -> bytes:
    return b"".join(map(archive.member, records))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (packed(GOOD), "0 1 2 3 4 5"),
        (b"".join(GOOD), "0 1 2 3 4 5"),
        (gzip.compress(b"".join(GOOD)), "0 1 2 3 4 5"),
        (packed([GOOD[0] + GOOD[1], GOOD[2]]), "0 1 2"),
        (packed(GOOD)[:-30], "0 1 2 3 4 truncated"),
        (b"".join(GOOD)[:-30], "0 1 2 3 4 truncated"),
        (packed(GOOD[:2]) + b"garbage" * 40 + packed(GOOD[3:]), "0 1 damaged 3 4 5"),
        (packed(GOOD[:2]) + bytes(100), "0 1 damaged"),
        (b"".join([*GOOD[:2], b"garbage\r\n\r\nmore\r\n", *GOOD[3:]]), "0 1 damaged 3 4 5"),
        (packed([*GOOD[:2], b"no record\r\n\r\n", *GOOD[3:]]), "0 1 damaged 3 4 5"),
        (packed([*GOOD[:2], GOOD[2][:-300], *GOOD[3:]]), "0 1 truncated 3 4 5"),
        (b"", ""),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_every_record_is_found_whatever_its_neighbours_are(data: bytes, expected: str) -> None:
    assert told(data) == expected.split()


@pytest.mark.parametrize("at", range(40, 400, 37))
def test_flipped_bits_cost_their_record_only(at: int) -> None:
    members = [bytearray(archive.member(record)) for record in GOOD]
    members[2][at] ^= 0xFF
    assert told(b"".join(members)) == ["0", "1", "damaged", "3", "4", "5"]


@pytest.mark.parametrize("make", [packed, b"".join, lambda records: gzip.compress(b"".join(records))])
def test_reading_can_begin_at_every_record(make) -> None:  # type: ignore[no-untyped-def]
    data = make(GOOD)
    places = [place for place, _ in warc.cut(io.BytesIO(data))]
    for number, place in enumerate(places):
        assert told(data, place) == [str(at) for at in range(number, 6)]


def _encoded(body: bytes, encoding: str) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{encoding}\r\n\r\n".encode()
    record = archive.record(1, b"")
    start = record.index(b"Content-Length:")
    return record[:start] + b"Content-Length: %d\r\n\r\n" % (len(head) + len(body)) + head + body + b"\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "encoding", "expected"),
    [
        (gzip.compress(b"<html>"), "Content-Encoding: gzip", b"<html>"),
        (b"<html>", "Content-Encoding: gzip", b"<html>"),  # undone by the crawler, the header left as it was
        (b"6\r\n<html>\r\n0\r\n\r\n", "Transfer-Encoding: chunked", b"<html>"),
        (gzip.compress(b"<html>" * 500)[:-30], "Content-Encoding: gzip", None),
    ],
    ids=lambda value: str(value)[:30],
)
def test_encodings_are_undone(body: bytes, encoding: str, expected: bytes | None) -> None:
    found = warc.capture(_encoded(body, encoding))
    assert (found.body if isinstance(found, warc.Capture) else None) == expected


def test_requests_and_metadata_are_no_pages() -> None:
    request = GOOD[0].replace(b"WARC-Type: response", b"WARC-Type: request", 1)
    found = warc.capture(request)
    assert isinstance(found, warc.NoPage) and (found.code, found.detail) == ("not-a-response", "request")


def test_a_giant_is_left_out_and_what_follows_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "LARGEST_RECORD", 50_000)
    giant = archive.record(2, b"x" * 90_000)
    assert told(packed([*GOOD[:2], giant, *GOOD[3:]])) == ["0", "1", "too-large", "3", "4", "5"]
    assert told(b"".join([*GOOD[:2], giant, *GOOD[3:]])) == ["0", "1", "too-large", "3", "4", "5"]
