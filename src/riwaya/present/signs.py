"""What each sign means that two things were linked by (``Evidence.parts``), in Arabic and English."""

from __future__ import annotations

from collections.abc import Mapping

from riwaya.present.labels import Lang

#: sign → (Arabic, English).
SIGNS: dict[str, tuple[str, str]] = {
    "contained": ("ما في الأقصر من ألفاظ الأطول", "share of the shorter one's words that the longer one holds"),
    "overlap": ("الألفاظ المشتركة من مجموعها", "share of all their words that both hold"),
    "shared": ("وزن الألفاظ المشتركة", "weight of the words they share"),
    "meaning": ("قرب المعنى", "likeness in meaning"),
    "act": ("فعل قول من نوع واحد", "the same kind of speech act"),
    "same_source": ("القائل نفسه", "the same speaker"),
    "related_source": ("قائلان متصلان (متحدث وجهته)", "related speakers (a spokesman and the body)"),
    "same_source_contained": ("القائل نفسه والألفاظ مشتركة", "the same speaker in common words"),
    "same_source_meaning": ("القائل نفسه والمعنى قريب", "the same speaker with a like meaning"),
    "one_body": ("كلاهما في متن مقال واحد", "both in the body of one article"),
    "headline": ("أحدهما عنوان الآخر", "one is the other's headline"),
    "opposed": ("أحدهما ينفي", "one of them denies"),
    "worded": ("قرب ألفاظ المقالين وأسمائهما", "likeness of the articles in words and names"),
    "recency": ("قرب الزمن", "nearness in time"),
    "held": ("ما في الأطول من عبارات الأقصر", "share of the shorter text's runs of words that the longer one holds"),
    "beginning": ("تشابه البداية", "likeness of the beginnings"),
    "days": ("الأيام بينهما", "days between them"),
}
#: Signs that only say again what others say, for one kind of pairs: the sum needs them, a reader does not.
REPEATING = frozenset({"same_source_contained", "same_source_meaning"})


def sign(key: str, lang: Lang) -> str:
    """The words for a sign, or the sign itself: more of them may come.

    >>> sign("same_source", Lang.AR), sign("same_source", Lang.EN)
    ('القائل نفسه', 'the same speaker')
    """
    return SIGNS[key][lang is Lang.EN] if key in SIGNS else key


def signs(parts: Mapping[str, float], lang: Lang) -> list[tuple[str, float]]:
    """The signs that are there, in words, with their values; those that say nothing new are left out.

    >>> signs({"meaning": 0.8, "act": 0.0, "same_source_meaning": 0.8}, Lang.EN)
    [('likeness in meaning', 0.8)]
    """
    return [(sign(key, lang), value) for key, value in parts.items() if value and key not in REPEATING]
