"""Values as the tables hold them: texts and records packed, names without what no database takes."""

from __future__ import annotations

import hashlib
import zlib
from typing import Any, TypeVar

import msgspec

from riwaya.model import Article

T = TypeVar("T")
#: A fifth of the size at a tenth of a millisecond an article; higher levels gain a tenth and cost five times that.
LEVEL = 1


def pack(value: Any) -> bytes:
    """A record (or plain data) as compressed JSON."""
    return zlib.compress(msgspec.json.encode(value), LEVEL)


def unpack(data: bytes, kind: type[T]) -> T:
    """The record that ``pack`` packed."""
    return msgspec.json.decode(zlib.decompress(data), type=kind)


def pack_text(text: str) -> bytes:
    """A source text, compressed; also one with broken halves of characters, as some pages have them."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), LEVEL)


def unpack_text(data: bytes) -> str:
    """The text that ``pack_text`` packed, character by character.

    >>> unpack_text(pack_text("قال\\x00 \\ud800")) == "قال\\x00 \\ud800"
    True
    """
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


def pack_bytes(data: bytes) -> bytes:
    """Bytes as they were fetched, compressed."""
    return zlib.compress(data, LEVEL)


def unpack_bytes(data: bytes) -> bytes:
    """The bytes that ``pack_bytes`` packed."""
    return zlib.decompress(data)


def plain(text: str | None) -> str:
    """``text`` as a column of characters takes it: no NUL, no broken halves; an empty one for None."""
    return (text or "").replace("\x00", "").encode("utf-8", "replace").decode()


def digest(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def fingerprint(article: Article) -> str:
    """What the article says, without its white space, and when its metadata say it was published."""
    stated = article.published.value if article.published and article.published.basis == "metadata" else ""
    return digest(" ".join(article.span.of(article.text).split()) + "\x00" + stated)


def pack_article(article: Article) -> bytes:
    """An annotated article without its source text, which is kept once for all its versions and neighbours."""
    return pack(msgspec.structs.replace(article, text=""))


def unpack_article(data: bytes, text: str) -> Article:
    """The article that ``pack_article`` packed, on its source text again."""
    return msgspec.structs.replace(unpack(data, Article), text=text)
