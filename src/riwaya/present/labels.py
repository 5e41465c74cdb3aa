"""What the faces say in their own words, in Arabic and English."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Lang(StrEnum):
    """Language of the labels; the words of the pages are shown as they are."""

    AR = "ar"
    EN = "en"


#: key → (Arabic, English). A colon and the value follow where the label introduces one.
LABELS: dict[str, tuple[str, str]] = {
    "story": ("القصة", "Story"),
    "threads": ("قصص متصلة على مدى أسابيع", "Stories of one matter over weeks"),
    "of": ("من", "of"),
    "untitled": ("(بلا عنوان)", "(untitled)"),
    "outlets": ("وسائل الإعلام", "Outlets"),
    "period": ("الفترة", "Period"),
    "articles": ("المقالات", "Articles"),
    "statements": ("الأقوال", "Statements"),
    "utterances": ("الأقوال بعد جمع رواياتها", "Utterances"),
    "shared": ("ما روته أكثر من وسيلة", "told by several outlets"),
    "inferred": ("تاريخ مستنتج", "inferred date"),
    "undated": ("بلا تاريخ", "undated"),
    "copies": ("نص واحد", "Same text"),
    "conflicts": ("تعارض ونفي", "Conflicts and denials"),
    "conflict": ("تعارض بين", "conflict between"),
    "denied": ("مَن نفاه", "denied by"),
    "denies": ("ينفي القول", "denies"),
    "omitted": ("لم يرد عند", "left out by"),
    "terms": ("التسمية", "called"),
    "missing": ("دون", "without"),
    "moved": ("بترتيب آخر", "in another order"),
    "time": ("الوقت", "time"),
    "occasion": ("المناسبة", "occasion"),
    "timeline": ("الخط الزمني", "Timeline"),
    "nothing": ("لا أقوال", "no statements"),
    "no_articles": ("لا مقالات", "No articles"),
    "earliest": ("الأسبق", "earliest"),
    "unknown_speaker": ("قائل غير معروف", "unknown speaker"),
    "unnamed": ("مصدر غير مسمى", "unnamed source"),
    "document": ("الوثيقة", "Document"),
    "title": ("العنوان", "Title"),
    "outlet": ("وسيلة الإعلام", "Outlet"),
    "published": ("النشر", "Published"),
    "dateline": ("مكان الخبر", "Dateline"),
    "byline": ("الكاتب", "Byline"),
    "credit": ("المصدر", "Credit"),
    "furniture": ("خارج المقال", "Furniture"),
    "heading": ("عنوان فرعي", "Heading"),
    "names": ("الأسماء", "Names"),
    "mentions": ("مواضع ذكره", "Mentions"),
    "roles": ("صفاته", "Titles"),
    "said": ("ما قاله", "Said"),
    "about": ("ما قيل عنه", "Said of them"),
    "nobody": ("لا ذكر لهذا الاسم", "Not mentioned"),
    "times": ("الأزمنة", "Times"),
    "name": ("اسم", "name"),
    "when": ("زمن", "time"),
    "statement": ("قول", "statement"),
    "speaker": ("القائل", "speaker"),
    "cue": ("فعل القول", "cue"),
    "content": ("المقول", "content"),
    "via": ("الناقل", "via"),
    "confidence": ("الثقة", "confidence"),
    "rule": ("القاعدة", "rule"),
    "runner_up": ("يليه", "runner-up"),
    "act": ("نوع القول", "act"),
    "key": ("المفتاح", "Key"),
    "unresolved": ("غير محدد", "unresolved"),
    "alias": ("ويرد أيضا باسم", "also"),
    "stated": ("مذكور", "stated"),
    "metadata": ("من بيانات الصفحة", "from the page's metadata"),
    "direct": ("بنصه", "quoted"),
    "mixed": ("بعضه بنصه", "partly quoted"),
    "indirect": ("بمعناه", "paraphrased"),
    "identical": ("باللفظ نفسه", "same words"),
    "reworded": ("بلفظ قريب", "reworded"),
    "paraphrase": ("بلفظ آخر", "other words"),
    "partial": ("جزء منه", "in part"),
    "conflicting": ("مخالف", "conflicting"),
    "PER": ("شخص", "person"),
    "LOC": ("مكان", "place"),
    "ORG": ("جهة", "organisation"),
    "DATE": ("تاريخ", "date"),
    "TIME": ("ساعة", "clock time"),
    "DURATION": ("مدة", "duration"),
    "SET": ("تكرار", "recurrence"),
    "relative-to-publication": ("نسبة إلى النشر", "relative to publication"),
    "relative-to-text": ("نسبة إلى النص", "relative to the text"),
    "vague": ("تقريبي", "vague"),
    "times_conflict": ("يعارضه", "conflicts with"),
}


def label(key: str, lang: Lang) -> str:
    """The words for ``key``; raises ``KeyError`` for a key that has none.

    >>> label("story", Lang.AR), label("story", Lang.EN)
    ('القصة', 'Story')
    """
    return LABELS[key][lang is Lang.EN]


#: Roles of those who carried the words, kinds of furniture, acts of speech: ids of the contract → (Arabic, English).
TERMS: dict[str, tuple[str, str]] = {
    "agency": ("وكالة", "agency"),
    "newspaper": ("صحيفة", "newspaper"),
    "broadcaster": ("قناة", "broadcaster"),
    "interview": ("مقابلة", "interview"),
    "statement": ("بيان", "statement"),
    "social": ("تواصل اجتماعي", "social media"),
    "letter": ("رسالة", "letter"),
    "other-outlet": ("وسيلة أخرى", "other outlet"),
    "official": ("مسؤول", "official"),
    "photo": ("صورة", "photo"),
    "subscribe": ("اشتراك", "subscription line"),
    "advert": ("إعلان", "advert"),
    "related-heading": ("عنوان مواد ذات صلة", "related-articles heading"),
    "related-headline": ("عنوان مادة أخرى", "related headline"),
    "related-link": ("رابط مادة أخرى", "related link"),
    "heading": ("عنوان فرعي", "heading"),
    "repeated-title": ("عنوان مكرر", "repeated title"),
    "caption": ("شرح صورة", "caption"),
    "desk": ("سطر التحرير", "desk line"),
    "editor-initials": ("رمز المحرر", "editor's initials"),
    "app-promo": ("دعاية تطبيق", "app promotion"),
    "share": ("مشاركة", "share line"),
    "separator": ("فاصل", "separator"),
    "dateline": ("مكان الخبر", "dateline"),
    "credit": ("سطر المصدر", "credit line"),
    "date-line": ("سطر التاريخ", "date line"),
    "byline": ("سطر الكاتب", "byline"),
    "teaser": ("مقدمة خبر آخر", "teaser"),
    "disclaimer": ("إخلاء مسؤولية", "disclaimer"),
    "navigation": ("روابط تصفح", "navigation links"),
    "say": ("قول", "say"),
    "add": ("إضافة", "add"),
    "affirm": ("تأكيد", "affirm"),
    "stress": ("تشديد", "stress"),
    "explain": ("توضيح", "explain"),
    "point-out": ("إشارة", "point out"),
    "state": ("تصريح", "state"),
    "announce": ("إعلان", "announce"),
    "reveal": ("كشف", "reveal"),
    "mention": ("ذكر", "mention"),
    "continue": ("متابعة", "continue"),
    "consider": ("اعتبار", "consider"),
    "believe": ("رأي", "believe"),
    "accuse": ("اتهام", "accuse"),
    "deny": ("نفي", "deny"),
    "warn": ("تحذير", "warn"),
    "threaten": ("تهديد", "threaten"),
    "call": ("دعوة", "call"),
    "demand": ("مطالبة", "demand"),
    "ask": ("طلب", "ask"),
    "promise": ("وعد", "promise"),
    "express": ("تعبير", "express"),
    "praise": ("إشادة", "praise"),
    "welcome": ("ترحيب", "welcome"),
    "condemn": ("إدانة", "condemn"),
    "criticise": ("انتقاد", "criticise"),
    "refuse": ("رفض", "refuse"),
    "confirm": ("إقرار", "confirm"),
    "predict": ("توقع", "predict"),
    "describe": ("وصف", "describe"),
    "write": ("كتابة", "write"),
    "report": ("إفادة", "report"),
    "highlight": ("إبراز", "highlight"),
    "stipulate": ("نص على", "stipulate"),
    "according-to": ("إسناد", "according to"),
}


def listed(names: Iterable[str], lang: Lang) -> str:
    """``names`` one after the other, with the comma of the labels' language.

    >>> listed(["أ", "ب"], Lang.AR), listed(["أ", "ب"], Lang.EN)
    ('أ، ب', 'أ, ب')
    """
    return (", " if lang is Lang.EN else "، ").join(names)


def term(key: str, lang: Lang) -> str:
    """The words for an id of the contract, or the id itself: those sets may grow.

    >>> term("agency", Lang.AR), term("carrier-pigeon", Lang.AR)
    ('وكالة', 'carrier-pigeon')
    """
    return TERMS[key][lang is Lang.EN] if key in TERMS else key
