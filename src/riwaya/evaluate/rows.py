"""The answers that are scored: rows of the output contract, or BRAT files, from whatever program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from riwaya.evaluate.gold import Document, GoldError, Range, read_gold

Row = dict[str, Any]


class RowSpeaker(msgspec.Struct):
    """What is compared of a speaker."""

    name: str


class RowVia(msgspec.Struct):
    """What is compared of a hand that the words passed through."""

    span: Range


class RowStatement(msgspec.Struct):
    """What is compared of a statement."""

    id: str
    content: list[Range]
    mode: str = "indirect"
    speaker: RowSpeaker | None = None
    cue: Range | None = None
    via: list[RowVia] = []
    confidence: float | None = None


class RowSpan(msgspec.Struct):
    """A name, time or stretch of furniture."""

    span: Range
    type: str = ""
    value: str | None = None


class RowNamed(msgspec.Struct):
    """The outlet or the publication date."""

    name: str | None = None
    value: str | None = None


class AnswerRow(msgspec.Struct):
    """An article as any program may answer it: the contract's names, most of them optional."""

    document: str
    span: Range | None = None
    outlet: RowNamed | None = None
    published: RowNamed | None = None
    entities: list[RowSpan] = []
    times: list[RowSpan] = []
    furniture: list[RowSpan] = []
    statements: list[RowStatement] = []


def read_rows(path: str | Path) -> list[Row]:
    """Rows from JSON Lines, from ``{"articles": […]}``, or from a folder of BRAT; raises ``GoldError``."""
    given = Path(path)
    if given.is_dir() or given.suffix == ".ann":
        return [row for document in read_gold(given) for row in of_gold(document)]
    try:
        data = given.read_bytes()
    except OSError as error:
        raise GoldError(f"{given}: {error.strerror}") from error
    if given.suffix == ".json":
        return [_plain(row) for row in _decoded(data, given, dict[str, list[AnswerRow]]).get("articles", [])]
    lines = enumerate(data.split(b"\n"), start=1)
    return [_plain(_decoded(line, f"{given}:{number}", AnswerRow)) for number, line in lines if line.strip()]


def _decoded(data: bytes, where: object, kind: Any) -> Any:
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.MsgspecError as error:
        raise GoldError(f"{where}: {error}") from error


def _plain(row: AnswerRow) -> Row:
    plain: Row = msgspec.to_builtins(row)
    for statement in plain["statements"]:
        if statement["confidence"] is None:
            del statement["confidence"]
    return plain


def of_gold(document: Document) -> Iterator[Row]:
    """Annotations in the shape of gold as answers: one annotator scored against another."""
    for article in document.articles:
        yield {
            "document": document.id,
            "span": article["span"],
            "entities": [{"span": [start, stop], "type": kind} for start, stop, kind, _ in article["entities"]],
            "times": [{"span": [start, stop], "value": value} for start, stop, _, value in article["times"]],
            "furniture": [{"span": [start, stop]} for start, stop, _ in article["furniture"]],
            "statements": [_answer(statement) for statement in article["statements"]],
        }


def _answer(statement: Row) -> Row:
    speaker = statement["speaker"]
    return {**statement, "speaker": {"name": speaker.get("who") or speaker["entity"]}}
