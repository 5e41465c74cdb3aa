"""The words of an article as the naming rules read them: forms, gaps between words, and what the lists say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from riwaya.arabic import gazetteer, names
from riwaya.arabic.gazetteer import Entries
from riwaya.arabic.letters import drop_marks, skip
from riwaya.arabic.words import NUMBER, WORD, Token
from riwaya.model import Span

#: What stands between two words, as one letter: nothing, a joiner, a comma, a quotation mark, a bracket, anything else.
NEAR, JOINED, COMMA, QUOTED, BRACKET, FAR = " ", "-", ",", '"', "(", "."


_NAMED = frozenset({WORD, NUMBER})
_QUOTES = frozenset("\"“”„«»‹›'‘’")


#: Words that open a name with the part behind them, as in a kunya.
KUNYA = frozenset({"ابو", "ابي", "ابا", "عبد"})
#: Ways to take a word as a name behind glued letters: (letters cut, the rest).
Readings = tuple[tuple[int, str], ...]


class Head(NamedTuple):
    """A word that opens a title or the name of an organisation or place; ``cut`` letters of particles before it."""

    cut: int
    kind: str
    rule: str


def _head(table: dict[str, tuple[str, str]], readings: Readings) -> Head | None:
    for cut, rest in readings:
        if rest in table:
            return Head(cut, *table[rest])
    return None


#: Pronouns at the end of a title: her president, his coach, their spokesman.
_OWNERS = ("هما", "ها", "هم", "ه")
#: A stem of fewer letters is as often another word (``حكمه``).
_LEAST_STEM = 4


def _title(form: str, readings: Readings) -> Head | None:
    """The title that ``form`` is, as it stands or before a pronoun (``رئيسها``, ``أمينته``)."""
    table = gazetteer.word_table("titles")
    found = _head(table, readings)
    if found is not None or not form.endswith(_OWNERS):
        return found
    stem = form.removesuffix(next(owner for owner in _OWNERS if form.endswith(owner)))
    if len(stem) < _LEAST_STEM:
        return None
    stem = stem[:-1] + "ه" if stem.endswith("ت") else stem
    owned = _head(table, gazetteer.readings(stem))
    return owned if owned is not None and owned.kind == "head" and not stem[owned.cut :].startswith("ال") else None


def _known(form: str) -> tuple[tuple[int, Entries], ...]:
    table = gazetteer.known()
    found = [(cut, table[rest]) for cut, rest in gazetteer.name_readings(form) if rest in table]
    if not found or not names.is_listed_common(form):
        return tuple(found)
    several = [(cut, tuple(row for row in rows if cut == 0 or row[0])) for cut, rows in found]
    return tuple((cut, rows) for cut, rows in several if rows)


class Facts:
    """What the lists know about one word form, whatever its place.

    ``opens`` says that a person's name may begin with it: a first name, a particle or a part of a kunya; ``readings``
    are those as a part of a name, where a frequent word is not taken apart.
    """

    __slots__ = (
        "common",
        "definite",
        "first",
        "known",
        "nisba",
        "opens",
        "org",
        "part",
        "particle",
        "place",
        "readings",
        "stop",
        "title",
        "weak",
    )

    def __init__(self, form: str) -> None:
        readings = gazetteer.readings(form)
        opens = names.opens_name(form)
        self.known = _known(form)
        self.title = _title(form, readings)
        self.org = _head(gazetteer.word_table("org_heads"), readings)
        self.place = _head(gazetteer.word_table("place_heads"), readings)
        self.first = opens[0] if opens else None
        self.weak = opens is not None and opens[1]
        self.part = names.is_name_part(form)
        self.particle = names.is_particle(form)
        self.opens = opens is not None or self.particle or form.lstrip("ولبفك") in KUNYA
        self.common = names.is_common(form)
        self.stop = names.ends_name(form)
        self.definite = form.startswith(("ال", "لل", "وال", "بال"))
        self.nisba = gazetteer.nationality(form)
        self.readings = readings[:1] if names.is_listed_common(form) else readings


@lru_cache(maxsize=1 << 14)
def facts(form: str) -> Facts:
    """Everything the lists say about ``form``."""
    return Facts(form)


@lru_cache(maxsize=1 << 12)
def gap(between: str) -> str:
    """The letter for the characters between two words."""
    bare = drop_marks(between).strip(" \t\xa0#")
    if "\n" in between or "\r" in between:
        return FAR
    if not bare:
        return NEAR
    if bare in {"-", "_", ".", "–"} and not between.startswith(" "):
        return JOINED if not (bare == "." and between.endswith(" ")) else FAR
    if bare in {"،", ","}:
        return COMMA
    if all(char in _QUOTES for char in bare):
        return QUOTED
    return BRACKET if bare in {"(", ")"} else FAR


class Words:
    """The words and numbers of an article in parallel lists; ``gaps[i]`` is what stands before word ``i``."""

    __slots__ = ("countries", "facts", "forms", "gaps", "starts", "stops", "text", "things")

    def __init__(self, text: str, tokens: Iterable[Token]) -> None:
        self.text = text
        kept = [token for token in tokens if token.kind in _NAMED]
        self.starts = [token.start for token in kept]
        self.stops = [token.stop for token in kept]
        self.forms = [gazetteer.name_form(token.norm) for token in kept]
        self.facts = list(map(facts, self.forms))
        #: Where names of places and organisations begin, and the word after them, once they are found.
        self.things: dict[int, int] = {}
        #: How often each country is spoken of, counted when it is first asked for.
        self.countries: Counter[str] | None = None
        edges = zip(self.stops, self.starts[1:], strict=False)
        self.gaps = [FAR, *[gap(text[stop:start]) for stop, start in edges]][: len(kept)]

    def __len__(self) -> int:
        return len(self.forms)

    def gap(self, index: int) -> str:
        """What stands before word ``index``; beyond the last word everything is far."""
        return self.gaps[index] if index < len(self.gaps) else FAR

    def near(self, index: int) -> bool:
        """True when word ``index`` follows the one before with at most a joiner between."""
        return index < len(self.gaps) and self.gaps[index] in (NEAR, JOINED)

    def together(self, first: int, stop: int) -> bool:
        """True when nothing but joiners stands between the words ``[first, stop)``."""
        return all(map(self.near, range(first + 1, stop)))

    def closes(self, last: int) -> bool:
        """True when a quotation mark follows word ``last - 1`` directly."""
        return self.text[self.stops[last - 1] : self.stops[last - 1] + 1] in _QUOTES

    def span(self, first: int, last: int, *, cut: int = 0) -> Span:
        """The characters from word ``first`` (without ``cut`` glued letters) to the end of word ``last - 1``."""
        return Span(skip(self.text, self.starts[first], cut), self.stops[last - 1])


class Found(NamedTuple):
    """A name found by a rule: words ``[first, last)``, letters cut before it, and what it is."""

    first: int
    last: int
    cut: int
    type: gazetteer.EntityType
    rule: str
    id: str = ""
    name: str = ""
    role: tuple[int, int] | None = None
    span: Span | None = None
