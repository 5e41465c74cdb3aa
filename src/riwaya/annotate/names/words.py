"""The words of an article as the naming rules read them: forms, gaps between words, and what the lists say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from riwaya.arabic import gazetteer, names
from riwaya.arabic.gazetteer import Entries
from riwaya.arabic.letters import drop_marks
from riwaya.arabic.words import NUMBER, WORD, Token
from riwaya.model import Span

#: What stands between two words, as one letter: nothing, a joiner, a comma, a quotation mark, a bracket, anything else.
NEAR, JOINED, COMMA, QUOTED, BRACKET, FAR = " ", "-", ",", '"', "(", "."


_QUOTES = frozenset("\"“”„«»‹›'‘’")


class Head(NamedTuple):
    """A word that opens a title or the name of an organisation or place; ``cut`` letters of particles before it."""

    cut: int
    kind: str
    rule: str


class Facts(NamedTuple):
    """What the lists know about one word form, whatever its place."""

    known: tuple[tuple[int, Entries], ...]
    title: Head | None
    org: Head | None
    place: Head | None
    first: int | None
    weak: bool
    part: bool
    particle: bool
    common: bool
    stop: bool
    definite: bool
    nisba: str | None
    keys: tuple[tuple[int, str, str], ...]


def _head(table: dict[str, tuple[str, str]], form: str) -> Head | None:
    for cut, rest in gazetteer.readings(form):
        if rest in table:
            return Head(cut, *table[rest])
    return None


#: Pronouns at the end of a title: her president, his coach, their spokesman.
_OWNERS = ("هما", "ها", "هم", "ه")
#: A stem of fewer letters is as often another word (``حكمه``).
_LEAST_STEM = 4


def _title(form: str) -> Head | None:
    """The title that ``form`` is, as it stands or before a pronoun (``رئيسها``, ``أمينته``)."""
    table = gazetteer.word_table("titles")
    found = _head(table, form)
    owner = next((owner for owner in _OWNERS if form.endswith(owner)), "")
    stem = form.removesuffix(owner)
    if found is not None or not owner or len(stem) < _LEAST_STEM:
        return found
    stem = stem[:-1] + "ه" if stem.endswith("ت") else stem
    owned = _head(table, stem)
    return owned if owned is not None and owned.kind == "head" and not stem[owned.cut :].startswith("ال") else None


def _known(form: str) -> tuple[tuple[int, Entries], ...]:
    table = gazetteer.known()
    found = [(cut, table[rest]) for cut, rest in gazetteer.name_readings(form) if rest in table]
    if not names.is_listed_common(form):
        return tuple(found)
    several = [(cut, tuple(row for row in rows if cut == 0 or row[0])) for cut, rows in found]
    return tuple((cut, rows) for cut, rows in several if rows)


def _readings(form: str) -> tuple[tuple[int, str], ...]:
    """The readings of a word as a part of a name; a frequent word is not taken apart."""
    return ((0, form),) if names.is_listed_common(form) else gazetteer.readings(form)


@lru_cache(maxsize=1 << 14)
def facts(form: str) -> Facts:
    """Everything the lists say about ``form``."""
    opens = names.opens_name(form)
    return Facts(
        known=_known(form),
        title=_title(form),
        org=_head(gazetteer.word_table("org_heads"), form),
        place=_head(gazetteer.word_table("place_heads"), form),
        first=opens[0] if opens else None,
        weak=opens is not None and opens[1],
        part=names.is_name_part(form),
        particle=names.is_particle(form),
        common=names.is_common(form),
        stop=names.ends_name(form),
        definite=form.startswith(("ال", "لل", "وال", "بال")),
        nisba=gazetteer.nationality(form),
        keys=tuple((cut, rest, names.name_key(rest)) for cut, rest in _readings(form)),
    )


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
        kept = [token for token in tokens if token.kind in (WORD, NUMBER)]
        self.starts = [token.start for token in kept]
        self.stops = [token.stop for token in kept]
        self.forms = [gazetteer.name_form(token.norm) for token in kept]
        self.facts = [facts(form) for form in self.forms]
        #: Where names of places and organisations begin, and the word after them, once they are found.
        self.things: dict[int, int] = {}
        #: How often each country is spoken of, counted when it is first asked for.
        self.countries: Counter[str] | None = None
        edges = zip(self.stops, self.starts[1:], strict=False)
        self.gaps = [FAR, *(gap(text[stop:start]) for stop, start in edges)][: len(kept)]

    def __len__(self) -> int:
        return len(self.forms)

    def gap(self, index: int) -> str:
        """What stands before word ``index``; beyond the last word everything is far."""
        return self.gaps[index] if index < len(self.gaps) else FAR

    def near(self, index: int) -> bool:
        """True when word ``index`` follows the one before with at most a joiner between."""
        return index < len(self.gaps) and self.gaps[index] in (NEAR, JOINED)

    def closes(self, last: int) -> bool:
        """True when a quotation mark follows word ``last - 1`` directly."""
        return self.text[self.stops[last - 1] : self.stops[last - 1] + 1] in _QUOTES

    def span(self, first: int, last: int, *, cut: int = 0) -> Span:
        """The characters from word ``first`` (without ``cut`` glued letters) to the end of word ``last - 1``."""
        return Span(letters_on(self.text, self.starts[first], cut), self.stops[last - 1])


def letters_on(text: str, start: int, count: int) -> int:
    """The offset ``count`` letters after ``start``; marks between letters do not count."""
    while count:
        start += 1
        if drop_marks(text[start - 1]):
            count -= 1
    while count == 0 and start < len(text) and not drop_marks(text[start]):
        start += 1
    return start


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
