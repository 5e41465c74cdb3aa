"""Known names of places, organisations and public figures, and the words that open such names."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal, NamedTuple

from riwaya import lexicon
from riwaya.arabic.letters import light
from riwaya.arabic.words import NUMBER, WORD, tokens

#: Words that a merged ى/ي would turn into a person's name (على / علي).
_KEPT = frozenset({"على", "الى", "حتى", "لدى", "مدى", "سوى"})

EntityType = Literal["PER", "LOC", "ORG"]


class Known(NamedTuple):
    """A known name: what it means, and what must stand near it when the word is ambiguous."""

    id: str
    type: EntityType
    name: str
    kind: str
    country: str
    needs: str


Entries = tuple[tuple[tuple[str, ...], Known], ...]


@lru_cache(maxsize=1 << 14)
def name_form(norm: str) -> str:
    """The form by which names are looked up, from a lightly folded word.

    >>> name_form("موسى") == name_form("موسي"), name_form("على") == name_form("علي")
    (True, False)
    """
    if norm in _KEPT:
        return norm
    return norm.replace("ى", "ي").replace("ة", "ه").replace("ؤ", "و").replace("ئ", "ي").casefold()


@lru_cache(maxsize=1 << 14)
def name_forms(text: str) -> tuple[str, ...]:
    """The forms of all words and numbers of ``text``.

    >>> len(name_forms("كوريا الشمالية"))
    2
    """
    return tuple(name_form(token.norm) for token in tokens(light(text)) if token.kind in (WORD, NUMBER))


@lru_cache(maxsize=1 << 14)
def readings(form: str) -> tuple[tuple[int, str], ...]:
    """Every way to take a word as a name behind glued و ف ب ك ل: (letters cut, the rest); the whole word first.

    >>> readings("وللعراق")
    ((0, 'وللعراق'), (1, 'للعراق'), (2, 'العراق'))
    """
    found = [(0, form)]
    if form[0] in "وف" and len(form) > 3:
        found.append((1, form[1:]))
    for cut, rest in tuple(found):
        if rest.startswith("لل") and len(rest) > 4:
            found.append((cut + 1, "ال" + rest[2:]))
        elif rest[0] in "بكل" and len(rest) > 3:
            found.append((cut + 1, rest[1:]))
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def name_readings(form: str) -> tuple[tuple[int, str], ...]:
    """The readings of a word as a known name: ``للبنان`` may also be ل and لبنان, which has no article.

    >>> name_readings("للبنان")
    ((0, 'للبنان'), (1, 'البنان'), (1, 'لبنان'))
    """
    cut = 2 if form[0] in "وف" else 1
    return (*readings(form), (cut, form[cut:])) if form.startswith("لل", cut - 1) else readings(form)


def _known_names() -> list[Known]:
    places = [
        Known(r["id"], "LOC", r["name"], r["kind"], r["country"], r["needs"]) for r in lexicon.load("places").rows
    ]
    groups = [Known(r["id"], "ORG", r["name"], "", "", r["needs"]) for r in lexicon.load("organisations").rows]
    figures = [Known("", "PER", r["full_name"], "", "", r["name"]) for r in lexicon.load("people").rows]
    return places + groups + figures


@cache
def known() -> dict[str, Entries]:
    """Known names by their first word: the other words and what the name means, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
    for entry in _known_names():
        spelling = entry.needs if entry.type == "PER" else entry.name
        first, *rest = name_forms(spelling)
        value = entry._replace(needs="") if entry.type == "PER" else entry
        table.setdefault(first, []).append((tuple(rest), value))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()}


@cache
def listed_ids() -> frozenset[str]:
    """The ids that the lists give to places and organisations."""
    return frozenset(entry.id for entry in _known_names() if entry.id)


@cache
def capitals() -> dict[str, str]:
    """Country by the entity id of its capital."""
    return {row["id"]: row["country"] for row in lexicon.load("places").rows if row["kind"] == "capital"}


def country_code(country: str) -> str | None:
    """The ISO 3166-1 alpha-2 code of a country by its id; None for what is no country.

    >>> country_code("loc:russia"), country_code("loc:moscow")
    ('RU', None)
    """
    return _country_codes().get(country)


@cache
def _country_codes() -> dict[str, str]:
    return {row["country"]: row["code"] for row in lexicon.load("country_codes").rows}


@cache
def _nisba() -> dict[str, str]:
    """Country by every form of its adjective; of two readings of a form the one with the shorter ending counts."""
    stems = {name_form(row["adjective"]): row["country"] for row in lexicon.load("nisba").rows}
    forms: dict[str, str] = {}
    for ending in ("", "ه", "ين", "ون", "ان", "ات", "تين", "تان"):
        for stem, country in stems.items():
            forms.setdefault(stem + ending, country)
    return forms


@lru_cache(maxsize=1 << 14)
def nationality(form: str) -> str | None:
    """The country that an adjective of nationality stands for, whatever its article, gender and number.

    >>> nationality("الروسيه"), nationality("الفرنسيين"), nationality("العالي")
    ('loc:russia', 'loc:france', None)
    """
    return _nisba().get(form.removeprefix("ال"))


@cache
def word_table(name: str, kind: str = "class") -> dict[str, tuple[str, str]]:
    """A list of words with a class: form → (what stands in column ``kind``, rule)."""
    return {name_form(row["word"]): (row[kind], row.get("rule", "")) for row in lexicon.load(name).rows}


@cache
def word_set(name: str) -> frozenset[str]:
    """A plain list of words, as forms."""
    return frozenset(name_form(row["word"]) for row in lexicon.load(name).rows)
