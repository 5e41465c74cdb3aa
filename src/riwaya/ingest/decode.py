"""Bytes to text: UTF-8, UTF-16 with its mark, and cp1256 where it is declared or where nothing else makes sense."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from riwaya.arabic.letters import arabic_letters

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]{3,20})""", re.I
)
#: Declared names that are followed; the rest are read as UTF-8.
_ARABIC_CODECS = {
    **dict.fromkeys(("windows-1256", "cp1256", "cp-1256", "x-cp1256", "win-1256"), "cp1256"),
    **dict.fromkeys(("iso-8859-6", "iso8859-6", "arabic", "ecma-114", "asmo-708"), "iso-8859-6"),
}
#: The head of a page, in which its encoding is declared.
HEAD = 4096
#: Enough of a file to judge its encoding by.
SAMPLE = 200_000
#: Of the letters outside ASCII so many must be Arabic for cp1256 to be the right reading; in Latin or Cyrillic text
#: read as cp1256 about half are.
LEAST_ARABIC = 0.8
#: Above this share of bytes that fit UTF-8 a text is UTF-8 with an accident; cp1256 text has next to none.
MOST_VALID = 0.5
#: One stray byte is an accident, not an encoding.
LEAST_LETTERS = 3
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_LETTERS = re.compile(r"[^\W\d_a-zA-Z]")


class Decoded(NamedTuple):
    """The text and the encoding it was in."""

    text: str
    encoding: str


class Undecodable(NamedTuple):
    """Why bytes are no text: the first offending byte, and ``binary`` or the encoding that does not fit."""

    byte: int
    reason: str


def decode(data: bytes, *, declared: str | None = None) -> Decoded | Undecodable:
    """The text of ``data`` without a byte-order mark, or why there is none.

    ``declared`` is the encoding that came with the data (an HTTP header); like the one declared inside, it is believed
    only where the data are no UTF-8, which nothing else can be by accident.

    >>> decode("خبر".encode("cp1256"))
    Decoded(text='خبر', encoding='cp1256')
    >>> decode(b"\\xd8\\xae\\xff\\xd8\\xae")
    Undecodable(byte=2, reason='UTF-8')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, len(mark))
    if (nul := data.find(b"\0")) >= 0:
        return Undecodable(nul, "binary")
    found = _strictly(data, "utf-8", 0)
    if isinstance(found, Decoded):
        return found
    codec = _ARABIC_CODECS.get((declared or "").lower()) or _ARABIC_CODECS.get(declared_inside(data) or "")
    told = found if codec is None else _strictly(data, codec, 0)
    if isinstance(told, Decoded) or not _looks_like_cp1256(data):
        return told
    return _strictly(data, "cp1256", 0)


def _strictly(data: bytes, encoding: str, skip: int) -> Decoded | Undecodable:
    try:
        text = data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        return Undecodable(error.start + skip, encoding.upper())
    nul = text.find("\0")
    return Decoded(text, encoding) if nul < 0 else Undecodable(nul, "binary")


def declared_inside(data: bytes) -> str | None:
    """The encoding that a page or an XML document declares for itself, in lower case.

    >>> declared_inside(b'<?xml version="1.0" encoding="windows-1256"?>')
    'windows-1256'
    """
    match = _DECLARED.search(data, 0, HEAD)
    return match[1].decode("ascii").lower() if match else None


def misdeclared(encoding: str, declared: str) -> bool:
    """True when text in ``encoding`` was announced as something else.

    >>> misdeclared("cp1256", "utf-8"), misdeclared("cp1256", "windows-1256"), misdeclared("utf-8", "UTF8")
    (True, False, False)
    """
    try:
        return codecs.lookup(declared).name != codecs.lookup(encoding).name
    except LookupError:
        return True


def encoded_twice(text: str) -> str | None:
    """The words of UTF-8 text that somebody took for a one-byte encoding and encoded once more; None for other text.

    Ordinary text is never well-formed UTF-8 again when it is written in one of those encodings.

    >>> encoded_twice("خبر".encode().decode("cp1256")), encoded_twice("خبر")
    ('خبر', None)
    """
    for codec in ("cp1256", "cp1252", "latin-1"):
        try:
            mended = text.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
        if mended != text and arabic_letters(mended) >= LEAST_LETTERS:
            return mended
    return None


def _looks_like_cp1256(data: bytes) -> bool:
    sample = data[:SAMPLE]
    high = sum(map(len, _HIGH_RUN.findall(sample)))
    if not high or _valid_share(sample, high) > MOST_VALID:
        return False
    text = sample.decode("cp1256")
    letters = len(_LETTERS.findall(text))
    return letters >= LEAST_LETTERS and arabic_letters(text) >= LEAST_ARABIC * letters


def _valid_share(sample: bytes, high: int) -> float:
    """The share of the bytes outside ASCII that are part of well-formed UTF-8."""
    valid = sum(len(char.encode()) for char in sample.decode("utf-8", errors="ignore") if ord(char) > 127)
    return valid / high
