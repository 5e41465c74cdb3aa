"""What the commands over a library say in their own words, in Arabic and English."""

from __future__ import annotations

from riwaya.present.labels import Lang

#: key → (Arabic, English).
LABELS: dict[str, tuple[str, str]] = {
    "new": ("جديد", "new"),
    "changed": ("صياغة معدلة", "new wording"),
    "same": ("موجود", "unchanged"),
    "renewed": ("أعيد تحليله", "annotated anew"),
    "up_to_date": (
        "لا شيء يُعاد: كل ما في المكتبة من قواعد هذا الإصدار ونماذجه، ومربوط بالقصص",
        "Nothing to do: all of the library was made by this version's rules and models, and is linked",
    ),
    "kept": ("حفظ في المكتبة", "Kept in the library"),
    "linked": ("رُبط بالقصص", "put into stories"),
    "waiting": ("ينتظر الربط", "waiting to be linked"),
    "version": ("الصياغة", "wording"),
    "articles": ("المقالات", "Articles"),
    "versions": ("الصياغات", "Wordings"),
    "statements": ("الأقوال", "Statements"),
    "stories": ("القصص", "Stories"),
    "utterances": ("الأقوال بعد جمع رواياتها", "Utterances"),
    "entities": ("الأسماء", "Names"),
    "judgements": ("الأحكام", "Judgements"),
    "no_judgements": ("لا أحكام بعد", "No judgements yet"),
    "sound": ("المكتبة سليمة", "The library is sound"),
    "damage": ("تلف", "damage"),
    "orphan": ("بلا أصل", "orphan"),
    "stale": ("بقواعد أقدم (riwaya update)", "older rules (riwaya update)"),
    "forgotten": ("حُذف وكل ما جاء منه", "forgotten, with all that came from it"),
    "unknown": ("لا مقال بهذا المعرف", "no article of this id"),
    "backed_up": ("نسخة من المكتبة", "copy of the library"),
    "not_written": ("تعذرت الكتابة", "cannot be written"),
    "nothing_found": ("لا نتائج", "Nothing found"),
    "found": ("النتائج", "Found"),
    "not_whole": ("بعضها لا يضم كل الكلمات", "some lack one of the words"),
    "next": ("التالي", "next"),
    "outlet": ("وسيلة الإعلام", "outlet"),
    "month": ("الشهر", "month"),
    "speaker": ("القائل", "speaker"),
    "source": ("الناقل", "source"),
    "inferred": ("تاريخ مستنتج", "inferred date"),
    "undated": ("بلا تاريخ", "undated"),
    "story": ("القصة", "story"),
    "nobody": ("لا أحد بهذا الاسم في المكتبة", "Nobody of this name in the library"),
    "no_outlet": ("لا وسيلة إعلام بهذا الاسم في المكتبة", "No outlet of this name in the library"),
    "no_story": ("لا قصة بهذا المعرف", "No story of this id"),
    "no_events": (
        "لا تاريخ بسنته، فلا حدث للتقويم (يمكن أن يذكره السجل في published)",
        "no date with its year, so no event for a calendar (a record can state it: published)",
    ),
    "names": ("يرد باسم", "named"),
    "roles": ("صفاته عبر الزمن", "titles over time"),
    "outlets": ("وسائل الإعلام", "outlets"),
    "others": ("ويحمل الاسم أيضا", "others of the name"),
    "latest": ("آخر أقواله", "latest statements"),
    "said_count": ("أقواله", "statements"),
    "period": ("الفترة", "period"),
    "likeness": ("القرب", "likeness"),
    "meaning": ("المعنى", "meaning"),
    "shared_words": ("الألفاظ", "words"),
    "earliest": ("الأسبق", "earliest"),
    "nearest": ("الأقرب", "nearest"),
    "denied": ("مَن نفاه", "denied by"),
    "speakers": ("من تنقل عنه", "whom it quotes"),
    "sources": ("عن طريق من", "through whom"),
    "shared": ("ما شاركتها فيه وسائل أخرى", "shared with other outlets"),
    "with_others": ("مع من", "with whom"),
    "modes": ("كيف تنقل", "how it quotes"),
    "judged": ("حُفظ الحكم ورقمه", "Judgement kept, its number"),
    "no_judgement": ("لا حكم بهذا الرقم", "no judgement of this number"),
    "nobody_known": ("قائل غير معروف", "nobody known"),
    "verdict-same": ("قول واحد", "one utterance"),
    "verdict-different": ("قولان", "two utterances"),
    "verdict-same-story": ("قصة واحدة", "one story"),
    "verdict-other-story": ("قصتان", "two stories"),
    "verdict-speaker": ("القائل", "speaker"),
    "changes": ("الفروق", "changes"),
    "op:changed": ("استبدل", "replaced"),
    "op:left-only": ("حُذف", "taken out"),
    "op:right-only": ("أضيف", "put in"),
    "op:moved": ("نُقل", "moved"),
    "alone": ("انفردت بها", "told by it alone"),
    "serving": ("المكتبة مفتوحة على", "The library is open at"),
    "serving_demo": (
        "لا مكتبة بعد، فهذه مكتبة التجربة وتزول بإيقاف الخادم؛ riwaya add PATH ينشئ مكتبتك",
        "There is no library yet: this is the demo's, gone when the server stops; riwaya add PATH makes yours",
    ),
    "serving_end": ("للإيقاف: Ctrl+C", "To stop: Ctrl+C"),
    "write_token": ("رمز الكتابة من أجهزة أخرى", "Token for writes from other machines"),
    "report_written": ("كُتب تقرير القصة", "The story's report is written"),
}


def say(key: str, lang: Lang) -> str:
    """The words for ``key``; raises ``KeyError`` for a key that has none.

    >>> say("found", Lang.AR), say("found", Lang.EN)
    ('النتائج', 'Found')
    """
    return LABELS[key][lang is Lang.EN]
