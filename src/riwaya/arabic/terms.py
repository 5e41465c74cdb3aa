"""Words as a search looks them up: as written, without what is glued in front, and by their stem; names stay whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from riwaya import lexicon
from riwaya.arabic.gazetteer import name_form
from riwaya.arabic.letters import IGNORABLE, key
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
    """A word at ``[start, stop)`` of a text, and its forms."""

    start: int
    stop: int
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
    found = ((token, forms(token.norm)) for token in tokens(text, start, stop) if token.kind in (WORD, NUMBER))
    return [Term(token.start, token.stop, each) for token, each in found if each.exact]


def bare(text: str, term: Term) -> int:
    """Where in ``text`` a word begins without the particles and ال in front; harakat between them do not count.

    >>> text = "وَالوزيرُ"
    >>> text[bare(text, terms(text)[0]):]
    'وزيرُ'
    """
    letters, at = term.forms.width, term.start
    while letters and at < term.stop:
        letters -= bool(key(text[at]))
        at += 1
    while at < term.stop and not key(text[at]):
        at += 1
    return at if at < term.stop else term.start


#: The letters that have a character of their own in a shape; the first four, and the sign for marks before them, are
#: what roots and the keys of names leave out.
_LETTERS = "اويءبتثجحخدذرزسشصضطظعغفقكلمنه"
_MARK, _OMITTED = "\x7f", "[\x7f-\x83]*"
_ARABIC = (*range(0x621, 0x6D4), *range(0xFB50, 0xFDFC), *range(0xFE70, 0xFEFD))


def shape(text: str) -> str:
    """``text`` with one character for all those that folding, or the keys of names, make one; of the same length.

    >>> shape("سِيرْغي") == shape("سِيرْجى"), len(shape("مُدرّسة")) == len("مُدرّسة")
    (True, True)
    """
    return text.translate(_shapes())


@cache
def _shapes() -> dict[int, str]:
    """Arabic letters become characters below 256: a class of such is compiled fifty times as quickly.

    Other letters may stand there too: what is found by its shape is looked at more closely.
    """
    codes = {name_key(letter): chr(code) for code, letter in enumerate(_LETTERS, start=0x80)}
    keys = {char: name_key(key(chr(char))) for char in _ARABIC}
    letters = {char: codes.get(found, found) for char, found in keys.items() if len(found) == 1}
    marks = {char: _MARK for char in range(0x10000) if _IS_MARK.match(chr(char))}
    return letters | _LOWER | marks


_IS_MARK = re.compile(f"[{IGNORABLE}]")
_LOWER = {ord(char): char.lower() for char in map(chr, range(0x530)) if char.isupper() and len(char.lower()) == 1}


@lru_cache(maxsize=64)
def somewhere(words: Sequence[Word]) -> re.Pattern[str]:
    """A pattern that matches inside the shape of every word of a text that may answer one of ``words``.

    It spares reading the rest.

    >>> somewhere(asked("مدرسة").words).search(shape("وقالت المدارس")) is not None
    True
    """
    forms = (word.forms.name.removeprefix(NAME) if word.name else word.forms.root for word in words)
    return re.compile("|".join(_OMITTED.join(map(re.escape, shape(form))) for form in forms if form) or "(?!)")


def asked(query: str) -> Asked:
    """``query`` as people type it, read: quotation marks of any make ask for the exact form.

    >>> asked('«حريق الميناء» في مرسى').phrases, [w.forms.base for w in asked('«حريق الميناء» في مرسى').words]
    ((('حريق', 'الميناء'),), ['مرسي'])
    """
    phrases = tuple(filter(None, (_exact(match[1]) for match in _QUOTED.finditer(query))))
    rest = _QUOTED.sub(" ", query)
    words = tuple(_words(rest))
    # particles alone (من قبل) are looked for as they stand
    alone = _exact(rest) if not words and not phrases else ()
    return Asked(words, (*phrases, alone) if alone not in ((), ("ال",)) else phrases)


def _exact(text: str) -> tuple[str, ...]:
    return tuple(term.forms.exact for term in terms(text))


def _words(text: str) -> Iterator[Word]:
    """The telling words of ``text``, each once; ال alone asks for nothing."""
    found = {t.norm: forms(t.norm) for t in tokens(text) if t.kind in (WORD, NUMBER) and t.norm != "ال"}
    for norm, each in found.items():
        if each.exact and each.telling:
            yield Word(each, _is_name(norm))


def _is_name(norm: str) -> bool:
    """True for a word that is met as a part of names and is no common word."""
    candidates = {name_form(norm), name_form(proclitics(norm).stem)}
    return any(is_name_part(each) for each in candidates) and not any(is_common(each) for each in candidates)
