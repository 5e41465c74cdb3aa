"""The annotated articles of ``reports.jsonl``: offsets of what was said, who said it and by which word, no text.

Each line has the ``id`` of an article of the ANT corpus, the first 16 digits of the SHA-256 of its text (title, an
empty line, body), its ``part`` and its ``statements``: cue, pieces of content and source, as ``[start, stop)`` or null.
"""

import gzip
import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from riwaya.annotate.text import Reading
from riwaya.ingest import read
from riwaya.model import Article
from riwaya.weights import hint
from training.settings import DATA, HERE

FILE = HERE / "reports.jsonl"
LABELS = ["O", *(f"{place}-{kind}" for kind in ("CUE", "CONTENT", "SOURCE") for place in "BI")]


class Annotated(NamedTuple):
    """An article as words, lightly folded words and tags; ``sentences`` are half-open ranges of words."""

    id: str
    part: str
    words: list[str]
    norms: list[str]
    tags: list[str]
    sentences: list[tuple[int, int]]


def annotated() -> list[Annotated]:
    """All of them; raises ``ValueError`` for an article whose text is not the one that was annotated."""
    rows = {row["id"]: row for row in map(json.loads, FILE.read_text(encoding="utf-8").splitlines())}
    found = [_tagged(article, rows[_id(article)]) for article in _articles(set(rows))]
    if len(found) < len(rows):
        raise ValueError(f"{len(rows) - len(found)} articles of {FILE.name} are not in the corpus")
    return found


def hints(articles: list[Annotated], *, least: float) -> list[str]:
    """The words, و or ف before them left out, that are a cue at least so often: the gate of the model."""
    cues: Counter[str] = Counter()
    met: Counter[str] = Counter()
    for article in articles:
        for norm, tag in zip(article.norms, article.tags, strict=True):
            word = hint(norm)
            met[word] += 1
            cues[word] += tag.endswith("CUE")
    return sorted(word for word, count in cues.items() if count / (met[word] + 1) >= least)


def _id(article: Article) -> str:
    return article.document.removesuffix(".txt")


def _articles(ids: set[str]) -> Iterator[Article]:
    with gzip.open(DATA / "ant-2018-02-to-07.jsonl.gz", "rt", encoding="utf-8") as lines:
        wanted = [line for line in lines if json.loads(line)["id"] in ids]
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "records.jsonl"
        path.write_text("".join(wanted), encoding="utf-8")
        yield from (item for item in read([path]) if isinstance(item, Article))


def _tagged(article: Article, row: dict[str, Any]) -> Annotated:
    if hashlib.sha256(article.text.encode()).hexdigest()[:16] != row["text"]:
        raise ValueError(f"{row['id']}: the text is not the one that was annotated")
    reading = Reading(article)
    tags = ["O"] * len(reading.tokens)
    statements = row["statements"]
    for _cue, content, _source in statements:
        for span in content:
            _mark(reading, tags, span, "CONTENT")
    for cue, _content, source in statements:
        for span, kind in ((source, "SOURCE"), (cue, "CUE")):
            if span is not None:
                _mark(reading, tags, span, kind)
    return Annotated(
        id=row["id"],
        part=row["part"],
        words=[article.text[token.start : token.stop] for token in reading.tokens],
        norms=[token.norm for token in reading.tokens],
        tags=tags,
        sentences=list(reading.sentence_tokens),
    )


def _mark(reading: Reading, tags: list[str], span: tuple[int, int], kind: str) -> None:
    """Tag the words that share characters with the span; only a cue is written over other tags."""
    place = "B"
    for at, token in enumerate(reading.tokens):
        if token.start < span[1] and token.stop > span[0]:
            if kind == "CUE" or tags[at] == "O":
                tags[at] = f"{place}-{kind}"
                place = "I"
            else:
                place = "B"
