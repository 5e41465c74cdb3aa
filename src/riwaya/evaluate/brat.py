"""BRAT stand-off files → gold: the annotations that ``riwaya export --format brat`` writes and people correct.

Read are text-bound annotations, binary relations, the attribute ``Mode`` and notes ``key=value; …``; whatever else an
annotator has added is left aside. Without notes, a speaker goes by the words of ``Speaker``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from riwaya.evaluate.gold import Document, GoldError

NAMES = frozenset({"PER", "LOC", "ORG"})
TIMES = {"Date": "DATE", "Time": "TIME", "Duration": "DURATION", "Set": "SET"}
_BOUND = re.compile(r"(?P<id>T\d+)\t(?P<kind>\S+) (?P<places>\d+ \d+(?:;\d+ \d+)*)(?:\t(?P<words>.*))?")
_RELATION = re.compile(r"R\d+\t(?P<kind>\S+) Arg1:(?P<left>T\d+) Arg2:(?P<right>T\d+)\s*")
_ATTRIBUTE = re.compile(r"[AM]\d+\t(?P<kind>\S+) (?P<of>T\d+)(?: (?P<value>\S+))?\s*")
_NOTE = re.compile(r"#\d+\t\S+ (?P<of>\S+)\t(?P<said>.*)")


class _Bound(NamedTuple):
    """A text-bound annotation; ``spans`` are its stretches, those parted only by white space made one."""

    id: str
    kind: str
    spans: list[list[int]]

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def span(self) -> list[int]:
        return [self.spans[0][0], self.spans[-1][1]]


class _Annotations:
    """What one ``.ann`` file says."""

    def __init__(self) -> None:
        self.bound: dict[str, _Bound] = {}
        self.related: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.attributes: dict[tuple[str, str], str] = {}
        self.notes: dict[str, dict[str, str]] = defaultdict(dict)

    def of(self, kind: str, name: str) -> list[_Bound]:
        """The annotations that ``name`` has in the relation ``kind``, in order of their place."""
        return sorted((self.bound[other] for other in self.related[kind, name] if other in self.bound), key=_place)


def _place(bound: _Bound) -> tuple[int, int]:
    return bound.start, bound.span[1]


def read_brat(path: Path) -> Document:
    """The document of an ``.ann`` file and the ``.txt`` beside it; raises ``GoldError``."""
    try:
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        said = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: not UTF-8: {error}") from error
    except OSError as error:
        raise GoldError(f"{error.filename}: {error.strerror}; BRAT's text and annotations lie side by side") from error
    found = _Annotations()
    for number, line in enumerate(said.split("\n"), start=1):
        _take(found, line.rstrip("\r"), text, f"{path}:{number}")
    return Document(path.stem, text, [_article(found, text, path.stem)], [])


def _take(found: _Annotations, line: str, text: str, where: str) -> None:
    """Take one line in; lines of other kinds than those read are passed over."""
    if line.startswith("T"):
        bound = _bound(line, text, where)
        found.bound[bound.id] = bound
    elif match := _RELATION.fullmatch(line):
        found.related[match["kind"], match["left"]].append(match["right"])
    elif match := _ATTRIBUTE.fullmatch(line):
        found.attributes[match["kind"], match["of"]] = match["value"] or ""
    elif match := _NOTE.fullmatch(line):
        pairs = (part.partition("=") for part in match["said"].split(";"))
        found.notes[match["of"]] |= {key.strip(): value.strip() for key, equals, value in pairs if equals}


def _bound(line: str, text: str, where: str) -> _Bound:
    match = _BOUND.fullmatch(line)
    if match is None:
        raise GoldError(f"{where}: no text-bound annotation of BRAT: {line[:60]}")
    places = [[int(end) for end in place.split(" ")] for place in match["places"].split(";")]
    for start, stop in places:
        if not start < stop <= len(text):
            raise GoldError(f"{where}: [{start}, {stop}) is no stretch of the text of {len(text)}")
    words = " ".join(text[start:stop] for start, stop in places)
    if match["words"] is not None and match["words"].split() != words.split():
        raise GoldError(f"{where}: says «{match['words'][:40]}», the text has «{words[:40]}» — was the text changed?")
    return _Bound(match["id"], match["kind"], _joined(places, text))


def _joined(places: list[list[int]], text: str) -> list[list[int]]:
    """BRAT cuts at the end of a line: stretches with nothing but white space between them are one."""
    out = [list(places[0])]
    for start, stop in places[1:]:
        if start >= out[-1][1] and not text[out[-1][1] : start].strip():
            out[-1][1] = stop
        else:
            out.append([start, stop])
    return out


def _article(found: _Annotations, text: str, name: str) -> dict[str, Any]:
    bound = sorted(found.bound.values(), key=_place)
    contents = [each for each in bound if each.kind == "Content"]
    ids = {each.id: f"{name}#{number}" for number, each in enumerate(contents, start=1)}
    return {
        "span": None,
        "entities": [[*each.span, each.kind, _entity(found, each, text)] for each in bound if each.kind in NAMES],
        "times": [
            [*each.span, TIMES[each.kind], found.notes[each.id].get("value")] for each in bound if each.kind in TIMES
        ],
        "furniture": [[*each.span, found.notes[each.id].get("kind", "")] for each in bound if each.kind == "Furniture"],
        "statements": [_statement(found, each, ids, text) for each in contents],
    }


def _entity(found: _Annotations, bound: _Bound, text: str) -> str:
    return found.notes[bound.id].get("entity") or text[slice(*bound.span)]


def _statement(found: _Annotations, content: _Bound, ids: dict[str, str], text: str) -> dict[str, Any]:
    notes = found.notes[content.id]
    speaker = next(iter(found.of("HasSpeaker", content.id)), None)
    words = text[slice(*speaker.span)] if speaker else None
    who = notes.get("speaker") or words
    denied = (ids[each.id] for each in found.of("Denies", content.id) if each.id in ids)
    return {
        "id": ids[content.id],
        "content": content.spans,
        "speaker": {"span": speaker.span if speaker else None, "entity": notes.get("entity") or who or "", "who": who},
        "mode": found.attributes.get(("Mode", content.id), "indirect"),
        "act": notes.get("act", ""),
        "cue": next((each.span for each in found.of("HasCue", content.id)), None),
        "via": list(_via(found, content, text)),
        "occasion": next((each.span for each in found.of("HasOccasion", content.id)), None),
        "denies": next(denied, None),
    }


def _via(found: _Annotations, content: _Bound, text: str) -> Iterator[dict[str, Any]]:
    for bound in found.of("HasVia", content.id):
        notes = found.notes[bound.id]
        who = notes.get("name") or text[slice(*bound.span)]
        yield {"span": bound.span, "who": who, "role": notes.get("role", "")}
