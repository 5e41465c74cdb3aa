"""Classes of characters and folding, with a map from folded text back to the original's offsets."""

from __future__ import annotations

import re
from typing import NamedTuple

#: Harakat, Quranic marks, superscript alef, tatweel and invisible direction marks: never part of a word's identity.
IGNORABLE = "\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad"
_IGNORABLE = re.compile(f"[{IGNORABLE}]+")
_LETTERS = "[\u0621-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdfb\ufe70-\ufefc]"
_ARABIC = re.compile(_LETTERS)
#: Arabic letters in a row: to count many of them, by their runs.
ARABIC_RUN = re.compile(f"{_LETTERS}+")

_DIGITS = dict(zip(map(ord, "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"), "01234567890123456789", strict=True))
#: Light folding keeps letters that tell words apart (على/علي, ه/ة); Persian and presentation shapes become Arabic.
_LIGHT = str.maketrans("أإآٱکیگپچڤ", "ااااكيكبجف") | _DIGITS
#: Most words hold nothing that light folding changes.
_CHANGED = re.compile(f"[{IGNORABLE}{''.join(map(chr, _LIGHT))}]")
#: Comparison folding merges every spelling variant that writers do not keep apart.
_DEEP = _LIGHT | str.maketrans("ىةؤئ", "يهوي")


class Folded(NamedTuple):
    """Folded text and, for each of its characters, the offset in the original (plus the original's length)."""

    text: str
    offsets: tuple[int, ...]

    def original(self, start: int, stop: int) -> tuple[int, int]:
        """The original ``[start, stop)`` behind a folded one; marks that follow the last letter stay outside."""
        if start >= stop:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[stop - 1] + 1


def drop_marks(text: str) -> str:
    """``text`` without harakat, tatweel and invisible marks.

    >>> drop_marks("عاماً") == "عاما"
    True
    """
    return _IGNORABLE.sub("", text)


def light(text: str) -> str:
    """Marks dropped, hamza on alef dropped, digits made Latin: the form that words are looked up by.

    >>> light("أكّدَ") == "اكد"
    True
    """
    return _IGNORABLE.sub("", text).translate(_LIGHT) if _CHANGED.search(text) else text


def key(text: str) -> str:
    """The form by which two spellings of one word compare equal.

    >>> key("إستراتيجيّة") == key("استراتيجيه")
    True
    """
    return _IGNORABLE.sub("", text).translate(_DEEP).casefold()


def fold(text: str) -> Folded:
    """``key(text)`` with the way back to the original offsets, character by character."""
    kept: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        folded = key(char)
        kept.append(folded)
        offsets.extend([offset] * len(folded))
    return Folded("".join(kept), (*offsets, len(text)))


def skip(text: str, start: int, count: int) -> int:
    """The offset behind ``count`` letters from ``start`` on and behind the marks that stand on them.

    >>> skip("وَقال", 0, 1)
    2
    """
    while count and start < len(text):
        count -= not _IGNORABLE.match(text, start)
        start += 1
    marks = _IGNORABLE.match(text, start)
    return marks.end() if marks is not None else start


def with_article(text: str, start: int, stop: int) -> str:
    """``text[start:stop]`` as it stands alone: behind the preposition ل the article gets its swallowed alef back.

    For words that are known to bear the article: ل before a word that begins with ل looks the same (``للبنان``).

    >>> with_article("شكرا للوزير", 6, 11), with_article("وصل الوزير", 4, 10)
    ('الوزير', 'الوزير')
    """
    words = text[start:stop]
    return "ا" + words if text[max(0, start - 1) : start + 1] == "لل" else words


def has_arabic(text: str, *, least: int = 1) -> bool:
    """True when ``text`` holds at least ``least`` Arabic letters."""
    if least == 1:
        return _ARABIC.search(text) is not None
    return arabic_letters(text, most=least) >= least


def arabic_letters(text: str, *, most: int | None = None) -> int:
    """How many Arabic letters ``text`` holds, counting no further than ``most``."""
    count = 0
    for _ in _ARABIC.finditer(text):
        count += 1
        if most is not None and count >= most:
            break
    return count
