"""Gold as it lies on disk: stand-off JSON beside its texts, or a folder of BRAT."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

GROUPS = "groups.json"
Range = tuple[int, int]


class GoldError(ValueError):
    """Gold that cannot be read; the message says which file, where in it, and what is wrong."""


class Document(NamedTuple):
    """One gold document: its id, its untouched source text and the annotated articles on it.

    Articles are dictionaries in the shape of the gold (``docs/evaluate.md``). An article whose ``span`` is None says
    nothing of where articles begin and end. The text of a ``record`` is title, empty line, body; its date and outlet
    stood beside it.
    """

    id: str
    text: str
    articles: list[dict[str, Any]]
    outside: list[list[Any]]
    record: bool = False

    @property
    def statements(self) -> list[dict[str, Any]]:
        """The statements of all articles in reading order."""
        return [statement for article in self.articles for statement in article["statements"]]

    def name_forms(self) -> dict[str, set[str]]:
        """Every form under which the document names an entity: mentions, speaker phrases, fullest names."""
        forms: dict[str, set[str]] = {}
        for article in self.articles:
            for start, stop, _type, entity in article["entities"]:
                forms.setdefault(entity, set()).add(self.text[start:stop])
        for statement in self.statements:
            speaker = statement["speaker"]
            known = forms.setdefault(speaker["entity"], set())
            if speaker.get("who"):
                known.add(speaker["who"])
            if speaker.get("span"):
                known.add(self.text[slice(*speaker["span"])])
        return forms


class GoldVia(msgspec.Struct):
    """Whom the words passed through."""

    span: Range
    role: str = ""
    who: str = ""


class GoldSpeaker(msgspec.Struct):
    """Who said it: ``entity`` is the id that all mentions share, ``who`` the fullest name in the text."""

    entity: str
    span: Range | None = None
    who: str | None = None


class GoldStatement(msgspec.Struct):
    """One statement: where its words stand, who said them and how."""

    id: str
    content: list[Range]
    speaker: GoldSpeaker
    mode: str
    cue: Range | None = None
    act: str = ""
    via: list[GoldVia] = []
    occasion: Range | None = None
    denies: str | None = None


class GoldArticle(msgspec.Struct):
    """One article with its layers; rows begin with the two ends of a span."""

    span: Range | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    entities: list[tuple[int, int, str, str]] = []
    times: list[tuple[int, int, str, str | None]] = []
    furniture: list[tuple[int, int, str]] = []
    statements: list[GoldStatement] = []


class GoldFile(msgspec.Struct):
    """A file of stand-off gold; ``text`` is the path of its source text, from the folder that the file is in."""

    id: str
    text: str
    articles: list[GoldArticle]
    outside: list[tuple[int, int, str]] = []
    record: bool = False


def read_gold(path: str | Path) -> list[Document]:
    """The documents of a folder or a file of gold, by name; raises ``GoldError``."""
    from riwaya.evaluate.brat import read_brat

    given = Path(path)
    if not given.exists():
        raise GoldError(f"{given}: there is no such file or folder")
    found = sorted(given.iterdir()) if given.is_dir() else [given]
    documents = [read_brat(each) for each in found if each.suffix == ".ann"]
    documents += (read_document(each) for each in found if each.suffix == ".json" and each.name != GROUPS)
    if not documents:
        raise GoldError(f"{given}: no gold here — stand-off .json or BRAT's .ann is read")
    return documents


def read_document(path: Path) -> Document:
    """One document of stand-off gold; raises ``GoldError``."""
    try:
        gold = msgspec.json.decode(path.read_bytes(), type=GoldFile)
        text = (path.parent / gold.text).read_bytes().decode("utf-8")
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: {error}") from error
    except OSError as error:
        raise GoldError(f"{error.filename}: {error.strerror}, which {path} points into") from error
    _check(path, gold, text)
    articles = msgspec.to_builtins(gold.articles)
    return Document(gold.id, text, articles, msgspec.to_builtins(gold.outside), gold.record)


def read_groups(path: str | Path) -> dict[str, list[str]]:
    """Label → ids of the statements that render one utterance, from ``groups.json``; empty where there is none."""
    folder = Path(path)
    file = (folder if folder.is_dir() else folder.parent) / GROUPS
    if not file.exists():
        return {}
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, list[str]])
    except msgspec.MsgspecError as error:
        raise GoldError(f"{file}: {error}") from error


def _check(path: Path, gold: GoldFile, text: str) -> None:
    for where, span in _spans(gold):
        if not 0 <= span[0] < span[1] <= len(text):
            raise GoldError(f"{path}: {where}: [{span[0]}, {span[1]}) is no stretch of its text of {len(text)}")
    for statement in (statement for article in gold.articles for statement in article.statements):
        if not statement.content:
            raise GoldError(f"{path}: {statement.id}: a statement without content")


def _spans(gold: GoldFile) -> Iterator[tuple[str, Range]]:
    for article in gold.articles:
        yield from (("entity", row[:2]) for row in article.entities)
        yield from (("time", row[:2]) for row in article.times)
        yield from (("furniture", row[:2]) for row in article.furniture)
        for statement in article.statements:
            parts = [*statement.content, statement.cue, statement.speaker.span, statement.occasion]
            yield from ((statement.id, part) for part in parts if part is not None)
            yield from ((statement.id, via.span) for via in statement.via)
