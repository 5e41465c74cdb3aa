"""Rules for who made the report: authors, editors, initials, credit lines, and the signs that close agency copy."""

from __future__ import annotations

import re

from riwaya.ingest.lines import ends_like_prose, folded_words, is_prose
from riwaya.ingest.outlets import named, names_only, split_names
from riwaya.ingest.page import EDGE, Marks, Page, at_edge, line_mark
from riwaya.model import Mark, Span

#: An author's name with what stands around it («أحمد سعيد ومنى خليل»).
LONGEST_BYLINE = 7
#: A credit line names a handful of outlets.
LONGEST_CREDIT = 14
#: «(إعداد … للنشرة العربية - تحرير …)».
LONGEST_MAKERS = 24
MOST_NAMES = 3
#: Characters at the end of a paragraph in which initials, credits and end signs are looked for.
LONGEST_TAIL = 90
#: Agency signatures stand on the last lines.
AT_THE_END = 3

_INITIAL = "[\u0621-\u064a]{1,2}"
_INITIALS = re.compile(rf"[(\[/]?\s*{_INITIAL}(?:\s*[.\s/،,ـ|-]\s*{_INITIAL}){{0,6}}\s*\.?\s*[)\]/]?")
_INITIALS_AT_END = re.compile(
    rf"(?<=[.؟!\"”»…])\s*([(\[]\s*{_INITIAL}(?:\s*[.\s/ـ|-]\s*{_INITIAL}){{0,4}}\s*[)\]])\s*$"
)
_CREDIT_AT_END = re.compile(r"(?<=[.؟!\"”»…])\s*([(\[]([^()\[\]]{2,40})[)\]])\s*\.?$")
#: «(النهاية) س م», «/انتهى/»: what agencies put under their last sentence.
_END_SIGN = re.compile(
    rf"\s*([(/\[]{{1,3}}\s*(?:النهاي[ةه]|[اإ]نتهى|يتبع)\s*[)/\]]{{1,3}}[\s/]*(?:{_INITIAL}[\s./]*){{0,8}})$"
)
_MAKERS = re.compile(
    r"\(\s*(?:[إا]عداد|تحرير|تغطي[ةه]|شارك|ساهم|كتاب[ةه]|كتب|ترجم[ةه]|تقرير|متابع[ةه]|reporting|editing|writing)\b[^()]*\)\s*\.?$",
    re.IGNORECASE,
)
_CLOCK_LINE = re.compile(rf"\d{{1,2}}:\d{{2}}\s*(?:{_INITIAL}[\s.]*){{0,3}}(?:GMT|KSA|UTC|بتوقيت [\w\s]{{2,24}})?")
_AGO = re.compile(r"(?:منذ|قبل)\s+(?:[\d٠-٩]+\s+)?\w+(?:\s+\w+)?")
_AGO_UNITS = frozenset(
    folded_words(
        "ثانية ثوان ثواني دقيقة دقيقتين دقائق ساعة ساعتين ساعات يوم يومين أيام أسبوع أسبوعين أسابيع شهر شهرين أشهر"
    )
)
_NAME = re.compile(r"(?!ال|و|في |من )[\u0621-\u064a]{2,}(?:\s(?!ال|في|من|على|إلى|عن|أو)[\u0621-\u064a]{2,}){1,2}")
_WROTE = frozenset(folded_words("كتب كتبت كتبه"))
_PEN = folded_words("بقلم")[0]


def outlet_names(page: Page, index: int) -> Marks:
    """A line that is nothing but names of outlets credits them (``فرانس 24/ أ ف ب``)."""
    line = page.lines[index]
    if line.words > LONGEST_CREDIT or not at_edge(page, index) or not names_only(page.said(index)):
        return ()
    return line_mark(page, index, "credit", "outlet-names-only")


def starred_source(page: Page, index: int) -> Marks:
    """``*نقلا عن …`` and ``نقلا عن صحيفة …`` on a line of its own."""
    line = page.lines[index]
    if line.head[:2] not in (("نقلا", "عن"), ("منقول", "عن")) or line.words > LONGEST_BYLINE + 2:
        return ()
    said = page.said(index)
    starred = not said[0].isalpha()
    known = any(named(words) for words, _, _ in split_names(said[said.find("عن") + 2 :]))
    return line_mark(page, index, "credit", "taken-from") if starred or known else ()


def editor_initials(page: Page, index: int) -> Marks:
    """``(د ع)``, ``م.ع/أ.ح (أ ف ب)``: who wrote and who edited, at the foot or above the text."""
    said = page.said(index)
    if not at_edge(page, index) or page.lines[index].words > LONGEST_CREDIT:
        return ()
    match = _INITIALS.match(said)
    if match is None or (len(match.group()) < 3 and len(page.lines) - index > 2):
        return ()
    rest = said[match.end() :].strip()
    if rest and not (rest[0] in "(-/،" and names_only(rest)):
        return ()
    if match.end() < 3 and not any(sign in match.group() for sign in "()[]/."):
        return ()
    return line_mark(page, index, "editor-initials", "editor-initials")


def makers_in_brackets(page: Page, index: int) -> Marks:
    """``(إعداد … - تحرير …)`` alone on a line or after the last sentence."""
    line = page.lines[index]
    match = _MAKERS.search(page.said(index)) if index >= len(page.lines) - EDGE else None
    if match is None or len(folded_words(match.group())) > LONGEST_MAKERS:
        return ()
    span = Span(line.start + match.start(), line.start + match.end())
    return (Mark(span=span, kind="byline", rule="makers-in-brackets"),)


def unlabelled_byline(page: Page, index: int) -> Marks:
    """``كتب أحمد سعيد`` and ``بقلم منى خليل`` above the first paragraph."""
    line = page.lines[index]
    if line.words > LONGEST_BYLINE or line.words < 2 or not line.head or index >= EDGE:
        return ()
    if line.head[0] not in _WROTE and line.head[0] != _PEN:
        return ()
    said = page.said(index)
    if not said[-1].isalpha() or any(is_prose(page.text, above) for above in page.lines[:index]):
        return ()
    following = page.lines[index + 1 : index + 2]
    if line.head[0] in _WROTE and not all(is_prose(page.text, below) for below in following):
        return ()
    return line_mark(page, index, "byline", "unlabelled-byline")


def name_at_foot(page: Page, index: int) -> Marks:
    """A person's name alone on the last line: two or three words without ال, after the end of the text."""
    line = page.lines[index]
    if index + 1 < len(page.lines) or index < EDGE or not 2 <= line.words <= MOST_NAMES or line.words != len(line.head):
        return ()
    last = page.text[page.lines[index - 1].start : page.lines[index - 1].stop]
    if not ends_like_prose(last) or not _NAME.fullmatch(page.said(index)):
        return ()
    return line_mark(page, index, "byline", "name-at-foot")


def agency_signature(page: Page, index: int) -> Marks:
    """``وام/سالم أحمد/منى علي`` under agency copy."""
    line = page.lines[index]
    if line.words > LONGEST_CREDIT or index < len(page.lines) - AT_THE_END or "/" not in page.said(index):
        return ()
    first = page.said(index).strip("/ ").split("/")[0]
    known = named(folded_words(first))
    if known is None or known.kind != "agency" or ends_like_prose(page.said(index)):
        return ()
    return line_mark(page, index, "byline", "agency-signature")


def clock_or_age(page: Page, index: int) -> Marks:
    """A line with nothing but a clock time or how long ago it was (``منذ 3 ساعات``)."""
    line, said = page.lines[index], page.said(index)
    if line.words > LONGEST_BYLINE or not at_edge(page, index):
        return ()
    ago = _AGO.fullmatch(said) and not _AGO_UNITS.isdisjoint(line.head)
    return line_mark(page, index, "date-line", "clock-or-age") if ago or _CLOCK_LINE.fullmatch(said) else ()


def foot_of_paragraph(page: Page, index: int) -> Marks:
    """Initials, an agency in brackets, or the sign of the end, after the full stop of the last paragraphs."""
    if index < len(page.lines) - EDGE:
        return ()
    said = page.text[max(page.lines[index].start, page.lines[index].stop - LONGEST_TAIL) : page.lines[index].stop]
    match = _INITIALS_AT_END.search(said)
    if match is not None and not named(folded_words(match[1])):
        return _tail(page, index, match, "editor-initials", "initials-after-text")
    match = _CREDIT_AT_END.search(said)
    if match is not None and names_only(match[2]):
        return _tail(page, index, match, "credit", "credit-after-text")
    match = _END_SIGN.search(said)
    return _tail(page, index, match, "desk", "end-sign") if match is not None else ()


def _tail(page: Page, index: int, match: re.Match[str], kind: str, rule: str) -> Marks:
    start = page.lines[index].stop - len(match.string)
    return (Mark(span=Span(start + match.start(1), start + match.end(1)), kind=kind, rule=rule),)
