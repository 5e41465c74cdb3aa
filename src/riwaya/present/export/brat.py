"""BRAT stand-off files for annotators: a text and its annotations for each document, and one configuration.

Offsets are in characters, as everywhere here. A statement is the text-bound annotation ``Content`` with relations to
its ``Cue``, ``Speaker``, ``Via`` and ``Occasion``; what has no place in the text (the speaker's full name, ids, values,
roles) is a note ``key=value; …``. ``riwaya evaluate`` reads these files back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from riwaya.model import Article, Span, Statement
from riwaya.present.export.common import Material
from riwaya.present.safe import flat

TYPES = {"DATE": "Date", "TIME": "Time", "DURATION": "Duration", "SET": "Set"}
_LINE = re.compile(r"[^\n\r]+")
#: What no file system takes in a name, and what one of them hides or takes for a folder above.
_UNSAFE = re.compile(r'[\x00-\x1f/\\:*?"<>|\x7f]|^\.+')

CONFIGURATION = """[entities]
PER
LOC
ORG
Date
Time
Duration
Set
Furniture
Content
Cue
Speaker
Via
Occasion

[relations]
HasCue\tArg1:Content, Arg2:Cue
HasSpeaker\tArg1:Content, Arg2:Speaker
HasVia\tArg1:Content, Arg2:Via
HasOccasion\tArg1:Content, Arg2:Occasion
Denies\tArg1:Content, Arg2:Content
<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
Mode\tArg:Content, Value:direct|mixed|indirect
"""


class File(NamedTuple):
    """A file of the export: its name in the folder, and what is in it."""

    name: str
    data: bytes


def write(material: Material) -> Iterator[File]:
    """The configuration, then two files a document."""
    yield File("annotation.conf", CONFIGURATION.encode())
    taken: set[str] = set()
    for document, articles in groupby(material.articles(), key=lambda article: article.document):
        page = list(articles)
        name = _free(file_name(document), taken)
        yield File(f"{name}.txt", page[0].text.encode("utf-8", "replace"))
        yield File(f"{name}.ann", "".join(f"{line}\n" for line in Lines(page)).encode("utf-8", "replace"))


def file_name(document: str) -> str:
    """The document's name without its ending, as a name that every file system takes.

    >>> file_name("b/page.txt"), file_name("../x")
    ('b_page', '__x')
    """
    stem = re.sub(r"\.(txt|html?|jsonl)$", "", document)
    return _UNSAFE.sub("_", stem)[:100] or "_"


def _free(name: str, taken: set[str]) -> str:
    """``name``, with a number where a file system without letter case would take it for one of ``taken``."""
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free.casefold())
    return free


class Lines:
    """The lines of one ``.ann`` file."""

    def __init__(self, page: list[Article]) -> None:
        self.page = page
        self.text = page[0].text
        self.counts = dict.fromkeys("TRA#", 0)

    def __iter__(self) -> Iterator[str]:
        contents = {}
        for article in self.page:
            yield from self.names(article)
            for statement in article.statements:
                contents[statement.id] = f"T{self.counts['T'] + 1}"
                yield from self.statement(statement)
        for statement in (statement for article in self.page for statement in article.statements):
            if statement.denies in contents:
                yield self.relation("Denies", contents[statement.id], contents[statement.denies])

    def names(self, article: Article) -> Iterator[str]:
        """Names, times and furniture."""
        for mention in article.mentions:
            yield from self.bound(mention.type, [mention.span], entity=mention.entity)
        for time in article.times:
            yield from self.bound(TYPES[time.type], [time.span], value=time.value)
        for mark in article.furniture:
            yield from self.bound("Furniture", [mark.span], kind=mark.kind)

    def statement(self, statement: Statement) -> Iterator[str]:
        """The words, then everything around them."""
        speaker = statement.speaker
        yield from self.bound(
            "Content", statement.content, speaker=speaker.name, entity=speaker.entity, act=statement.act
        )
        content = f"T{self.counts['T']}"
        yield f"A{self.next('A')}\tMode {content} {statement.mode}"
        parts: list[tuple[str, Span | None, dict[str, str]]] = [
            ("Cue", statement.cue, {}),
            ("Speaker", speaker.span, {}),
            ("Occasion", statement.occasion, {}),
        ]
        parts += (("Via", via.span, {"name": via.name, "role": via.role}) for via in statement.via)
        for kind, span, notes in parts:
            if span is not None:
                yield from self.bound(kind, [span], **notes)
                yield self.relation(f"Has{kind}", content, f"T{self.counts['T']}")

    def bound(self, kind: str, spans: list[Span] | tuple[Span, ...], /, **notes: str | None) -> Iterator[str]:
        """A text-bound annotation, a fragment a line of the text, and its notes."""
        fragments = [
            (span.start + part.start(), span.start + part.end())
            for span in spans
            for part in _LINE.finditer(span.of(self.text))
        ]
        places = ";".join(f"{start} {stop}" for start, stop in fragments)
        words = " ".join(self.text[start:stop] for start, stop in fragments)
        name = f"T{self.next('T')}"
        yield f"{name}\t{kind} {places}\t{words}"
        said = "; ".join(f"{key}={_value(value)}" for key, value in notes.items() if value is not None)
        if said:
            yield f"#{self.next('#')}\tAnnotatorNotes {name}\t{said}"

    def relation(self, kind: str, left: str, right: str) -> str:
        """A relation between two text-bound annotations."""
        return f"R{self.next('R')}\t{kind} Arg1:{left} Arg2:{right}"

    def next(self, kind: str) -> int:
        """The next number of a kind of line."""
        self.counts[kind] += 1
        return self.counts[kind]


def _value(text: str) -> str:
    """A value that a note can hold: on one line, and without the sign that parts values."""
    return flat(text).replace(";", ",").strip()
