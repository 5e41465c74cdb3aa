"""The output contract as JSON: rows of ``annotate``, stories of ``compare`` (``docs/data-model.md``)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from riwaya.model import Article, Comparison

#: DEL and the C1 controls are legal inside JSON strings, yet some terminals obey them.
_LOOSE_CONTROLS = re.compile(b"\x7f|\xc2[\x80-\x9f]")


def row(article: Article) -> dict[str, Any]:
    """The article as the contract has it: every layer, without the source text."""
    fields: dict[str, Any] = msgspec.to_builtins(article)
    del fields["text"]
    return fields


def record(article: Article) -> dict[str, Any]:
    """The article as an input record, with its text: what another library or another program can add.

    A day that only the story supplied is left to the next story.
    """
    title, text = _title_and_text(article)
    stated = article.published if article.published is None or article.published.basis != "inferred" else None
    return {
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet.name if article.outlet is not None else None,
        "title": title,
        "published": stated.value if stated is not None else None,
        "author": article.byline.name if article.byline is not None else None,
        "language": "ar",
        "text": text,
    }


def _title_and_text(article: Article) -> tuple[str | None, str]:
    """The title, and the text without it: on a page as found it may stand anywhere below furniture."""
    whole = article.span.of(article.text)
    if article.title is None:
        return None, whole
    start, stop = article.title.start - article.span.start, article.title.stop - article.span.start
    rest = whole[stop:]
    lines = 2 if rest.startswith("\n\n") else rest.startswith("\n")
    return whole[start:stop], whole[:start] + rest[lines:]


def encode(value: Any) -> bytes:
    """``value`` as one line of UTF-8 JSON that no terminal obeys; broken halves of characters stay escaped.

    >>> encode({"name": "رواية"}).decode()
    '{"name":"رواية"}'
    """
    try:
        data = msgspec.json.encode(value)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(value), separators=(",", ":")).encode("ascii")
    return _LOOSE_CONTROLS.sub(lambda match: b"\\u00%02x" % match.group()[-1], data)


def annotated_jsonl(articles: Iterable[Article]) -> Iterator[bytes]:
    """One row a line."""
    for article in articles:
        yield encode(row(article)) + b"\n"


def annotated_json(articles: Iterable[Article]) -> Iterator[bytes]:
    """``{"articles": [row, …]}``, written as it is read."""
    lead = b'{"articles": [\n'
    for article in articles:
        yield lead + encode(row(article))
        lead = b",\n"
    yield b"\n]}\n" if lead == b",\n" else lead + b"]}\n"


def compared_jsonl(comparison: Comparison) -> Iterator[bytes]:
    """One story a line."""
    for story in comparison.stories:
        yield encode(story) + b"\n"


def compared_json(comparison: Comparison) -> Iterator[bytes]:
    """``{"stories": [story, …], "threads": [thread, …]}``, a story or a thread a line."""
    stories, threads = (b",\n".join(map(encode, found)) for found in (comparison.stories, comparison.threads))
    yield b'{"stories": [\n' + stories + b'\n], "threads": [\n' + threads + b"\n]}\n"
