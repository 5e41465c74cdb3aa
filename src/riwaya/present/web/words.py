"""What the web pages say in their own words, in Arabic and English; what the commands say too is taken from them."""

from __future__ import annotations

from riwaya.present import labels, library_labels
from riwaya.present.labels import Lang

#: key → (Arabic, English).
WORDS: dict[str, tuple[str, str]] = {
    "riwaya": ("رواية", "Riwaya"),
    "tagline": ("من قال ماذا، ومتى، وعن طريق من", "who said what, when, through whom"),
    "skip": ("إلى المحتوى", "Skip to content"),
    "sections": ("أقسام الموقع", "Sections"),
    "nav_stories": ("القصص", "Stories"),
    "nav_search": ("بحث", "Search"),
    "nav_said": ("هل قيل؟", "Was it said?"),
    "nav_review": ("مراجعة", "Review"),
    "nav_judgements": ("الأحكام", "Judgements"),
    "nav_about": ("عن المكتبة", "About"),
    "other_language": ("English", "العربية"),
    "theme": ("الإضاءة: ليل أو نهار", "Light or dark"),
    "as_json": ("بصيغة JSON", "as JSON"),
    "demo_note": (
        "هذه مكتبة التجربة: مقالاتها ووسائلها وأشخاصها من التأليف. تُفتح مكتبتك بالأمر",
        "This is the demo library: its articles, outlets and people are invented. Open yours with",
    ),
    "front_title": ("القصص", "Stories"),
    "filters": ("تصفية القصص", "Filter the stories"),
    "filter_words": ("فيها اسم أو كلمات", "Naming or holding"),
    "filter_outlet": ("من وسيلة", "By outlet"),
    "filter_least": ("عدد الوسائل", "Told by"),
    "least_1": ("كل القصص", "any number"),
    "least_2": ("وسيلتان فأكثر", "two outlets or more"),
    "least_3": ("ثلاث فأكثر", "three or more"),
    "least_5": ("خمس فأكثر", "five or more"),
    "since": ("من يوم", "From"),
    "until": ("إلى يوم", "To"),
    "contested_only": ("ما فيه تعارض أو نفي", "contested only"),
    "apply": ("طبّق", "Apply"),
    "clear": ("بلا تصفية", "Clear"),
    "any": ("الكل", "any"),
    "live": ("تُحدَّث الصفحة وحدها حين يصل جديد", "This page updates itself as news arrives"),
    "live_new": ("حُدّثت القائمة", "List updated"),
    "no_stories_yet": ("لا قصص في المكتبة بعد", "The library has no stories yet"),
    "no_stories_yet_hint": ("أضف صفحات بالأمر riwaya add.", "Add pages with riwaya add."),
    "no_stories": ("لا قصص بهذه الشروط", "No stories meet these conditions"),
    "no_stories_hint": (
        "خفف الشروط، أو أضف صفحات إلى المكتبة بالأمر riwaya add.",
        "Loosen the conditions, or add pages with riwaya add.",
    ),
    "more_undecided": (
        "لم يُنظر بعد في ما هو أقدم",
        "Older stories have not been looked at yet",
    ),
    "older": ("الأقدم", "Older"),
    "more": ("المزيد", "More"),
    "and": ("و", "and "),
    "more_of_them": ("غيرها", "more"),
    "unknown_day": ("بلا تاريخ", "Undated"),
    "contents": ("في هذه الصفحة", "On this page"),
    "contested_title": ("تعارض ونفي", "Conflicts and denials"),
    "contested_more": ("أقوال أخرى فيها تعارض أو نفي", "more contested utterances"),
    "matrix": ("من روى ماذا", "Who told what"),
    "matrix_caption": (
        "كل سطر قول، وكل عمود وسيلة إعلام: هل نقلت القول بنصه أم بمعناه أم لم تذكره",
        "A row for each utterance, a column for each outlet: quoted, paraphrased or left out",
    ),
    "matrix_more": ("وسائل أخرى لا تظهر هنا:", "further outlets not shown:"),
    "cell_direct": ("بنصه", "quoted"),
    "cell_mixed": ("بعضه بنصه", "partly quoted"),
    "cell_indirect": ("بمعناه", "paraphrased"),
    "cell_omitted": ("لم يرد", "left out"),
    "cell_before": ("نشرت قبله", "published before it"),
    "cell_first": ("الأسبق", "first"),
    "by_speaker": ("الأقوال بحسب القائل", "By speaker"),
    "open_utterance": ("سلسلة النقل والصياغات", "Chain and wordings"),
    "in_article": ("في المقال", "in the article"),
    "said_on": ("قيل في", "said on"),
    "same_words": ("باللفظ نفسه", "in the same words"),
    "less_sure": ("أقل ثقة", "less sure"),
    "omitted_by": ("لم يرد عند", "Left out by"),
    "denied_by": ("نفاه", "Denied by"),
    "conflicting_tellings": ("روايتان متعارضتان", "Conflicting tellings"),
    "timeline_title": ("الخط الزمني", "Timeline"),
    "lanes_title": ("متى نشرت كل وسيلة", "When each outlet published"),
    "whole_day": ("يوم بلا ساعة", "a day without an hour"),
    "evidence": ("الدليل", "evidence"),
    "story_articles": ("مقالات القصة", "The story's articles"),
    "copies_note": ("نص واحد", "one text"),
    "people": ("أشخاص", "People"),
    "places": ("أماكن", "Places"),
    "share": ("شارك القصة في ملف واحد", "Share as one file"),
    "share_note": (
        "ملف يُفتح بلا اتصال ويُطبع كما هو",
        "A single file that opens offline and prints well",
    ),
    "rest_of_story": ("بقية الأقوال", "The other utterances"),
    "story_waiting": (
        "بعض مقالات هذه القصة ينتظر الربط؛ قد تتغير الصفحة قريبا",
        "Some articles of this story wait to be linked; the page may change soon",
    ),
    "utterance": ("القول", "Utterance"),
    "chain_title": ("سلسلة النقل", "Chain of transmission"),
    "chain_note": (
        "من القائل إلى وسائل الإعلام، الأسبق أولا",
        "From the speaker to the outlets, the first telling first",
    ),
    "role_occasion": ("مناسبة", "occasion"),
    "role_outlet": ("وسيلة إعلام", "outlet"),
    "role_speaker": ("القائل", "speaker"),
    "first_telling": ("الرواية الأسبق", "First telling"),
    "wordings": ("الصياغات", "The wordings"),
    "aligned": ("كلمة بكلمة", "Word by word"),
    "aligned_note": (
        "المشطوب في الرواية الأولى وحدها، والمسطر في الثانية وحدها، والمنقط في موضع آخر",
        "Struck out: only in the first. Underlined: only in the second. Dotted: in another place",
    ),
    "compared_with": ("مقارنة مع", "compared with"),
    "judge_title": ("أحكام", "Judgements"),
    "judge_link": ("هل هاتان روايتان لقول واحد؟", "Are these two tellings of one utterance?"),
    "judge_speaker": ("هل هذا هو القائل؟", "Is this the speaker?"),
    "judge_same": ("قول واحد", "The same"),
    "judge_different": ("قولان مختلفان", "Not the same"),
    "judge_wrong_speaker": ("القائل غيره", "Wrong speaker"),
    "judge_right_speaker": ("نعم، هو القائل", "Yes, this is the speaker"),
    "judge_who": ("اسمك", "Your name"),
    "judge_note": ("ملاحظة", "Note"),
    "judge_true_speaker": ("القائل الصحيح", "The right speaker"),
    "judge_save": ("احفظ الحكم", "Save"),
    "judge_merge": ("قول آخر هو نفسه", "Another telling of it"),
    "judge_merge_hint": (
        "معرف قول من القصة نفسها، كما يظهر تحت كل رواية",
        "Id of a statement of the same story, as shown under each telling",
    ),
    "verdict_same": ("قول واحد", "the same"),
    "verdict_different": ("قولان مختلفان", "not the same"),
    "verdict_speaker": ("القائل", "the speaker is"),
    "judged_done": ("حُفظ الحكم وأعيد الربط", "Saved, and linked anew"),
    "judged_going": ("حُفظ الحكم، والربط جارٍ…", "Saved; linking goes on…"),
    "withdraw": ("تراجع عن الحكم", "Withdraw"),
    "no_judgements": ("لا أحكام بعد", "No judgements yet"),
    "no_judgements_hint": (
        "تُحفظ الأحكام صفوفا باسم صاحبها ووقتها، ويعمل بها كل ربط لاحق.",
        "Judgements are kept as rows with who and when; every later linking obeys them.",
    ),
    "review_title": ("مراجعة", "Review"),
    "review_note": (
        "ما يتردد فيه البرنامج، الأكثر ترددا أولا",
        "What the program is unsure of, the least certain first",
    ),
    "uncertainty": ("التردد", "uncertainty"),
    "no_questions": ("لا شيء ينتظر حكما", "Nothing waits to be judged"),
    "nobody_known": ("لا أحد معروف", "nobody known"),
    "article_layers": ("الطبقات", "Layers"),
    "layer_statement": ("الأقوال", "Statements"),
    "layer_name": ("الأسماء", "Names"),
    "layer_time": ("الأزمنة", "Times"),
    "layer_furniture": ("ما هو خارج المقال", "Furniture"),
    "layer_heading": ("العناوين الفرعية", "Headings"),
    "why": ("لماذا؟", "Why?"),
    "why_note": (
        "كل علامة وما عُدّت له والقاعدة التي وضعتها. اضغط علامة في النص لترى سببها.",
        "Each mark, what it was taken for, and the rule that made it. Click a mark in the text for its reason.",
    ),
    "role": ("الصفة", "title"),
    "basis": ("الأساس", "basis"),
    "original_page": ("الصفحة الأصلية", "Original page"),
    "original_kept": ("الأصل كما جُلب", "The original as fetched"),
    "wordings_kept": ("صياغات المقال", "Wordings of the article"),
    "wording_number": ("الصياغة", "Wording"),
    "kept_on": ("حُفظت", "kept"),
    "compare_with": ("قارن بالحالية", "Compare with this one"),
    "compare_title": ("ما تغير بين الصياغتين", "What changed between the wordings"),
    "made_by": ("البرنامج", "made by"),
    "speaker_title": ("القائل", "Speaker"),
    "all_said": ("كل ما قاله", "All that they said"),
    "search_their_words": ("ابحث في أقواله", "Search their words"),
    "roles_title": ("صفاته عبر الزمن", "Titles over time"),
    "named_as": ("يرد باسم", "Named"),
    "named_by": ("تذكره", "Named by"),
    "others_named": ("ويحمل الاسم أيضا", "Others of the name"),
    "outlet_title": ("وسيلة إعلام", "Outlet"),
    "quotes_whom": ("من تنقل عنه", "Whom it quotes"),
    "through_whom": ("عن طريق من", "Through whom"),
    "shares_with": ("تشاركها أقوالها", "Shares utterances with"),
    "shared_part": ("ما شاركتها فيه وسائل أخرى", "shared with others"),
    "alone_part": ("قصص انفردت بها", "stories told by it alone"),
    "how_it_quotes": ("كيف تنقل", "How it quotes"),
    "its_articles": ("مقالاتها", "Its articles"),
    "said_title": ("هل قيل؟", "Was it said?"),
    "said_note": (
        "ألصق جملة بلفظها أو بما تذكره منها، لترى أقرب الأقوال إليها ومن رواها وبأي لفظ",
        "Paste a sentence, word for word or as remembered, to see the nearest utterances and who told them",
    ),
    "said_field": ("الجملة", "The sentence"),
    "said_ask": ("ابحث عنها", "Look it up"),
    "said_none": ("لا قول قريب منها في المكتبة", "Nothing near to it in the library"),
    "search_title": ("بحث", "Search"),
    "search_field": ("كلمات البحث", "Words"),
    "search_ask": ("ابحث", "Search"),
    "search_in": ("في", "In"),
    "in_articles": ("المقالات", "articles"),
    "in_statements": ("الأقوال وحدها", "statements only"),
    "order": ("الترتيب", "Order"),
    "by_fit": ("الأنسب", "best fit"),
    "by_time": ("الأحدث", "newest"),
    "by_meaning": ("الأقرب معنى", "nearest in meaning"),
    "through_whom_field": ("عن طريق", "Through"),
    "by_whom": ("قالها", "Said by"),
    "about_whom": ("عن", "About"),
    "next_page": ("التالي", "Next"),
    "about_title": ("عن هذه المكتبة", "About this library"),
    "about_counts": ("ما فيها", "What it holds"),
    "about_pages": ("لكل صفحة صيغة JSON", "Every page as JSON"),
    "about_pages_note": ("أضف إلى عنوان الصفحة", "To a page's address, add"),
    "about_pages_whole": ("والواجهة كلها موصوفة في", "The whole interface is described in"),
    "about_version": ("الإصدار", "Version"),
    "token_title": ("رمز الكتابة", "Write token"),
    "token_note": (
        "تُحفظ الأحكام من جهاز آخر برمز يطبعه الخادم عند تشغيله.",
        "From another machine, judgements need the token that the server prints when it starts.",
    ),
    "token_field": ("الرمز", "Token"),
    "token_save": ("احفظ الرمز", "Save the token"),
    "report_made": ("أعد هذا الملف برنامج «رواية»", "Made by Riwaya"),
    "error_title": ("تعذر ذلك", "That did not work"),
    "error_home": ("إلى القصص", "To the stories"),
    "error_not_found": ("لا شيء بهذا العنوان في المكتبة.", "Nothing in the library goes by this address."),
    "error_not_understood": ("لم يُفهم الطلب. راجع ما كُتب فيه.", "The request was not understood. Check what it says."),
    "error_not_a_date": (
        "لا يُقرأ هذا التاريخ. اكتب يوما (2025-06-14) أو شهرا (2025-06) أو سنة.",
        "This date cannot be read. Write a day (2025-06-14), a month (2025-06) or a year.",
    ),
    "error_not_allowed": ("لا يُجاب هذا العنوان بهذه الطريقة.", "This address does not answer that method."),
    "error_too_long": ("الطلب أطول مما يُقبل. اختصره.", "The request is longer than is accepted. Shorten it."),
    "error_too_large": ("المرسل أكبر مما يُقبل.", "What was sent is larger than is accepted."),
    "error_unknown_host": (
        "هذا الخادم لا يُسأل بهذا الاسم. استعمل العنوان الذي طبعه، أو سمّه بالخيار --name.",
        "This server does not go by that name. Use the address it printed, or name it with --name.",
    ),
    "error_other_origin": (
        "جاء الطلب من موقع آخر فلم يُنفذ.",
        "The request came from another site and was not carried out.",
    ),
    "error_no_proof": (
        "انتهت صلاحية النموذج. أعد تحميل الصفحة وحاول مرة أخرى.",
        "The form has expired. Reload the page and try again.",
    ),
    "error_no_token": (
        "الكتابة من جهاز آخر تحتاج إلى الرمز الذي طبعه الخادم: افتح ‎/token وأدخله.",
        "Writing from another machine needs the token that the server printed: open /token and enter it.",
    ),
    "error_busy": (
        "المكتبة مشغولة أو تعذرت قراءتها. حاول بعد قليل.",
        "The library is busy or could not be read. Try again in a moment.",
    ),
    "error_broken": ("خلل في البرنامج. سُجّل في سجل الخادم.", "A fault of the program. The server's log has it."),
}


#: Things that are counted: Arabic for one, for two, after three to ten, after eleven to ninety-nine, after hundreds;
#: English for one, for more.
COUNTED: dict[str, tuple[str, str, str, str, str, str, str]] = {
    "outlets": ("وسيلة واحدة", "وسيلتان", "وسائل", "وسيلة", "وسيلة", "outlet", "outlets"),
    "articles": ("مقال واحد", "مقالان", "مقالات", "مقالا", "مقال", "article", "articles"),
    "utterances": ("قول واحد", "قولان", "أقوال", "قولا", "قول", "utterance", "utterances"),
    "statements": (
        "قول منقول",
        "قولان منقولان",
        "أقوال منقولة",
        "قولا منقولا",
        "قول منقول",
        "statement",
        "statements",
    ),
    "stories": ("قصة واحدة", "قصتان", "قصص", "قصة", "قصة", "story", "stories"),
    "contested": ("موضع خلاف", "موضعا خلاف", "مواضع خلاف", "موضع خلاف", "موضع خلاف", "contested", "contested"),
    "shared": (
        "قول روته أكثر من وسيلة",
        "قولان روتهما أكثر من وسيلة",
        "روتها أكثر من وسيلة",
        "روتها أكثر من وسيلة",
        "روتها أكثر من وسيلة",
        "told by several outlets",
        "told by several outlets",
    ),
    "results": ("نتيجة واحدة", "نتيجتان", "نتائج", "نتيجة", "نتيجة", "result", "results"),
    "waiting": (
        "مقال واحد ينتظر الربط بالقصص",
        "مقالان ينتظران الربط بالقصص",
        "مقالات تنتظر الربط بالقصص",
        "مقالا تنتظر الربط بالقصص",
        "مقال تنتظر الربط بالقصص",
        "article waits to be put into stories",
        "articles wait to be put into stories",
    ),
    "questions": ("سؤال واحد", "سؤالان", "أسئلة", "سؤالا", "سؤال", "question", "questions"),
    "judgements": ("حكم واحد", "حكمان", "أحكام", "حكما", "حكم", "judgement", "judgements"),
}


def counted(number: int, key: str, lang: Lang) -> tuple[str, str]:
    """A number and the noun it counts, as each language has it; Arabic says one and two without a figure.

    >>> [" ".join(counted(n, "articles", Lang.AR)).strip() for n in (0, 1, 2, 5, 11, 100, 103)]
    ['0 مقالات', 'مقال واحد', 'مقالان', '5 مقالات', '11 مقالا', '100 مقال', '103 مقالات']
    """
    one, two, few, many, hundred, single, plural = COUNTED[key]
    if lang is Lang.EN:
        return str(number), single if number == 1 else plural
    if number in (1, 2):
        return "", (one, two)[number - 1]
    rest = number % 100
    return str(number), few if 3 <= rest <= 10 or number == 0 else hundred if rest < 3 else many


def tell(key: str, lang: Lang) -> str:
    """The words for ``key``, the pages' own before those of the commands; raises ``KeyError`` for a key without any.

    >>> tell("nav_said", Lang.AR), tell("denied", Lang.EN)
    ('هل قيل؟', 'denied by')
    """
    for table in (WORDS, labels.LABELS, library_labels.LABELS):
        if key in table:
            return table[key][lang is Lang.EN]
    raise KeyError(key)
