"""Words as a search looks them up: as written, without what is glued in front, and by their stem; names stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from riwaya import lexicon
from riwaya.arabic.gazetteer import name_form
from riwaya.arabic.letters import key
from riwaya.arabic.names import is_common, is_name_part, name_key
from riwaya.arabic.stems import skeleton, stem
from riwaya.arabic.words import NUMBER, WORD, proclitics, tokens

#: Opens the term of a name's comparison key, so that it never meets an ordinary word.
NAME = "_"
_FOREIGN = re.compile(r"[\W_]+")
_MARKS = '"“”„«»‹›❝❞'
_QUOTED = re.compile(f"[{_MARKS}]([^{_MARKS}]+)[{_MARKS}]")


class Forms(NamedTuple):
    """The forms of one word, each wider than the one before.

    ``exact`` is the word as written but for harakat and spelling variants, ``base`` the same without the particles and
    ال in front, ``stem`` its light stem, ``root`` the stem without inner long vowels (مدارس and مدرسة meet), ``name``
    its key as a part of a name. ``width`` letters are particles and ال; a word that is not ``telling`` is a particle.
    """

    exact: str
    base: str
    stem: str
    root: str
    name: str
    width: int
    telling: bool


class Term(NamedTuple):
    """A word of a text and its forms; ``bare`` is where, in the text, what follows particles and ال begins."""

    start: int
    stop: int
    bare: int
    forms: Forms


class Word(NamedTuple):
    """A word of a query: its forms, and whether it is a name, which is looked up whole."""

    forms: Forms
    name: bool


class Asked(NamedTuple):
    """A query as typed: words, and the runs of words that stood in quotation marks, in their exact form."""

    words: tuple[Word, ...]
    phrases: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1 << 17)
def forms(norm: str) -> Forms:
    """The forms of a lightly folded word.

    >>> forms("وبالمدارس").base, forms("مدرسة").stem == forms("ومدرستهم").stem
    ('مدارس', True)
    """
    parts = proclitics(norm)
    telling = len(norm) > 1 and norm not in _particles() and parts.stem not in _particles()
    return Forms(
        _indexable(key(norm)),
        _indexable(key(parts.stem)),
        _indexable(stem(norm)),
        _indexable(skeleton(norm)),
        NAME + _indexable(name_key(parts.stem)),
        parts.width,
        telling,
    )


def _indexable(word: str) -> str:
    """``word`` with nothing in it that a full-text index would part it at."""
    return _FOREIGN.sub("_", word).strip("_")


@cache
def _particles() -> frozenset[str]:
    return lexicon.column("function_words", "word")


def terms(text: str, start: int = 0, stop: int | None = None) -> list[Term]:
    """The words and numbers of ``text[start:stop]`` in order, particles included.

    >>> [(t.forms.exact, t.forms.base) for t in terms("وَالوزيرُ قال")]
    [('والوزير', 'وزير'), ('قال', 'قال')]
    """
    out = []
    for token in tokens(text, start, stop):
        if token.kind in (WORD, NUMBER):
            found = forms(token.norm)
            if found.exact:
                bare = _after(text, token.start, token.stop, found.width)
                out.append(Term(token.start, token.stop, bare, found))
    return out


def _after(text: str, start: int, stop: int, letters: int) -> int:
    """The offset behind ``letters`` letters from ``start`` on; harakat between them do not count."""
    at = start
    while letters and at < stop:
        letters -= bool(key(text[at]))
        at += 1
    while at < stop and not key(text[at]):
        at += 1
    return at if at < stop else start


def asked(query: str) -> Asked:
    """``query`` as people type it, read: quotation marks of any make ask for the exact form.

    >>> asked('«حريق الميناء» في مرسى').phrases, [w.forms.base for w in asked('«حريق الميناء» في مرسى').words]
    ((('حريق', 'الميناء'),), ['مرسي'])
    """
    phrases = tuple(filter(None, (_exact(match[1]) for match in _QUOTED.finditer(query))))
    rest = _QUOTED.sub(" ", query)
    return Asked(tuple(_words(rest)), phrases)


def _exact(text: str) -> tuple[str, ...]:
    return tuple(term.forms.exact for term in terms(text))


def _words(text: str) -> Iterator[Word]:
    """The telling words of ``text``, each once; all of them when none is telling. ال alone asks for nothing."""
    found = {t.norm: forms(t.norm) for t in tokens(text) if t.kind in (WORD, NUMBER) and t.norm != "ال"}
    kept = {norm: each for norm, each in found.items() if each.exact}
    telling = {norm: each for norm, each in kept.items() if each.telling}
    for norm, each in (telling or kept).items():
        yield Word(each, _is_name(norm))


def _is_name(norm: str) -> bool:
    """True for a word that is met as a part of names and is no common word."""
    candidates = {name_form(norm), name_form(proclitics(norm).stem)}
    return any(is_name_part(each) for each in candidates) and not any(is_common(each) for each in candidates)
