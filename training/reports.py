"""The annotated articles of ``reports.jsonl``: offsets of what was said, who said it and by which word, no text.

Each line has the ``id`` of an article of the ANT corpus, the first 16 digits of the SHA-256 of its text (title, an
empty line, body), its ``part`` and its ``statements``: cue, pieces of content, source, and where the source is named
when it is not there, as ``[start, stop)`` or null.
"""

import gzip
import hashlib
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import torch

from riwaya.annotate.text import Reading
from riwaya.arabic.letters import light
from riwaya.ingest import read
from riwaya.model import Article
from riwaya.weights import hint
from riwaya.weights.pieces import Pieces
from training import learn
from training.corpora import Sentence
from training.encoder import Encoder
from training.settings import CONFIG, DATA, HERE, work

FILE = HERE / "reports.jsonl"
CORPUS = DATA / "ant-2018-02-to-07.jsonl.gz"
#: Quotation marks.
MARKS = frozenset('"“”„«»')
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
    table = rows()
    return [_tagged(article, table[name]) for name, article in articles(table)]


def rows() -> dict[str, dict[str, Any]]:
    """The lines of the file by the articles' ids."""
    return {row["id"]: row for row in map(json.loads, FILE.read_text(encoding="utf-8").splitlines())}


def articles(table: dict[str, dict[str, Any]]) -> Iterator[tuple[str, Article]]:
    """The articles of the ``table`` with their ids; raises ``ValueError`` where a text is not what was annotated."""
    found = 0
    for article in _articles(set(table)):
        name = article.document.removesuffix(".txt")
        if hashlib.sha256(article.text.encode()).hexdigest()[:16] != table[name]["text"]:
            raise ValueError(f"{name}: the text is not the one that was annotated")
        found += 1
        yield name, article
    if found < len(table):
        raise ValueError(f"{len(table) - found} articles of {FILE.name} are not in the corpus")


def learnt_from(articles: Sequence[Annotated]) -> list[Annotated]:
    """The part that models learn from."""
    return [article for article in articles if article.part == "train"]


def examples(articles: Sequence[Annotated], pieces: Pieces, *, cut: str, width: int) -> list[learn.Example]:
    """What a model learns from, ``cut`` into ``runs`` of sentences up to ``width`` pieces, or into ``sentences``."""
    if cut == "runs":
        parts = (run for article in learnt_from(articles) for run in runs(article, pieces, width))
    else:
        parts = (
            Sentence(article.words[first:stop], article.tags[first:stop])
            for article in learnt_from(articles)
            for first, stop in article.sentences
        )
    return [learn.gold(part, LABELS) for part in parts]


def teach(model: Encoder, some: Sequence[learn.Example], pieces: Pieces, name: str, settings: dict[str, Any]) -> None:
    """Train with the ``epochs`` and the ``rate`` of ``settings``, and write NAME.pt after each epoch."""
    started = time.monotonic()

    def report(epoch: int) -> None:
        print(name, epoch, f"{time.monotonic() - started:.0f} s", flush=True)
        torch.save(model.state_dict(), work(f"{name}.pt"))

    learn.train(
        model,
        some,
        pieces,
        epochs=settings["epochs"],
        rate=settings["rate"],
        seed=CONFIG["reports"]["seed"],
        width=CONFIG["reports"]["width"],
        after_epoch=report,
    )


def runs(article: Annotated, pieces: Pieces, width: int) -> Iterator[Sentence]:
    """The article as runs of whole sentences that fit a row: a report may be told over several."""
    begin, room = 0, 0
    for first, stop in article.sentences:
        length = sum(len(pieces.split(word)) for word in article.words[first:stop])
        if room + length > width - 2 and first > begin:
            yield Sentence(article.words[begin:first], article.tags[begin:first])
            begin, room = first, 0
        room += length
    if begin < len(article.words):
        yield Sentence(article.words[begin:], article.tags[begin:])


def opens(words: Sequence[str], hints: Collection[str], *, least_quoted: int) -> bool:
    """Would the reader be given the sentence, had no rule found anything in it?"""
    if any(hint(light(word)) in hints for word in words):
        return True
    marks = [at for at, word in enumerate(words) if word in MARKS]
    return any(stop - start > least_quoted for start, stop in pairwise(marks))


def drawn_ids(count: int, seed: int, *, without: Collection[str] = ()) -> set[str]:
    """So many articles that nobody annotated and the program is not scored on, and none of ``without``."""
    gold = DATA.parent / "gold" / "ant"
    if not gold.is_dir():
        raise FileNotFoundError(f"{gold}: the gold is needed, to leave its articles out")
    known = {path.stem for path in gold.glob("*.json")} | set(rows()) | set(without)
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        ids = [json.loads(line)["id"] for line in lines]
    return set(random.Random(seed).sample([name for name in ids if name not in known], count))


def unlabelled(ids: set[str]) -> Iterator[list[str]]:
    """The sentences of these articles, as words."""
    for article in _articles(ids):
        reading = Reading(article)
        for first, stop in reading.sentence_tokens:
            yield [article.text[token.start : token.stop] for token in reading.tokens[first:stop]]


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


def _articles(ids: set[str]) -> Iterator[Article]:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        wanted = [line for line in lines if json.loads(line)["id"] in ids]
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "records.jsonl"
        path.write_text("".join(wanted), encoding="utf-8")
        yield from (item for item in read([path]) if isinstance(item, Article))


def _tagged(article: Article, row: dict[str, Any]) -> Annotated:
    reading = Reading(article)
    tags = ["O"] * len(reading.tokens)
    statements = row["statements"]
    for _cue, content, _source, _named in statements:
        for span in content:
            _mark(reading, tags, span, "CONTENT")
    for cue, _content, source, _named in statements:
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
