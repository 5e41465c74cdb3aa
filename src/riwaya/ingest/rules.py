"""The rules that judge one line at a time, in order; the first that fires marks the line and names itself."""

from __future__ import annotations

import re
from collections.abc import Callable

from riwaya.arabic.calendar import StatedDate, stated_date
from riwaya.ingest import signatures
from riwaya.ingest.datelines import dateline_at
from riwaya.ingest.lines import ends_like_prose, folded_words, has_inner_stop
from riwaya.ingest.outlets import host_of, is_agencies, is_shared, named, names_only, split_names, urls_in
from riwaya.ingest.page import EDGE, Marks, Page, at_edge, line_mark
from riwaya.ingest.phrases import Hit, all_of, holds_any, opening, within, words_with
from riwaya.ingest.signatures import LONGEST_BYLINE, LONGEST_CREDIT
from riwaya.ingest.subjects import goes_on

LONGEST_CAPTION = 40
#: In characters; a longer line is prose whatever it opens with (and no pattern may run over a megabyte of brackets).
LONGEST_JUDGED = 1500
#: «تابعوا آخر … عبر …».
LONGEST_CALL = 20
#: A caption known only by the credit at its end is rarely longer; a paragraph often.
LONGEST_BARE_CAPTION = 25
LONGEST_DATE_LINE = 14
#: Words of a date line that are neither in the date nor in its label («بتوقيت مكة المكرمة»).
MOST_EXTRA_WORDS = 4

_LETTER_OR_DIGIT = re.compile(r"[^\W_ـ]")
_CROSSES = re.compile(r"^[xX×\s*]+$")
_IN_BRACKETS_AT_END = re.compile(r"[(\[]\s*([^()\[\]]{2,60}?)\s*[)\]]\s*\.?$")
_ADDRESSES = re.compile(
    r"(?:[\s|،:•-]*(?:https?://\S+|www\.\S+|@\w+|#\w+|\S+@\S+\.\w{2,}|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,6}(?:/\S*)?))+\s*",
    re.I,
)
_COPYRIGHT = re.compile(r"^\s*(?:©|\(c\)|copyright\b|getty images)", re.IGNORECASE)
#: «وكالة أنباء … (…)»: so near before the brackets the name that they repeat begins.
MOST_NAME_WORDS = 6
_MEDIA = frozenset(folded_words("وكالة لوكالة صحيفة لصحيفة قناة لقناة شبكة لشبكة موقع لموقع وكالات"))
_DATE_HINT = re.compile(r"\d")


def separator(page: Page, index: int) -> Marks:
    """A line without a letter or digit, or a row of crosses, sets apart."""
    said = page.said(index)
    if _LETTER_OR_DIGIT.search(said) is None or _CROSSES.match(said):
        return line_mark(page, index, "separator", "separator")
    return ()


def labelled_date(page: Page, index: int) -> Marks:
    """``تاريخ النشر: …``: a date with a word that says what it dates."""
    hit = opening(page.text, page.lines[index])
    if hit is None or hit.phrase.kind != "date-line" or page.lines[index].words > LONGEST_DATE_LINE:
        return ()
    date = stated_date(page.text, hit.rest, page.lines[index].stop)
    return line_mark(page, index, "date-line", hit.rule) if date else ()


def phrase(page: Page, index: int) -> Marks:
    """A line that opens with a phrase of ``furniture.tsv``."""
    hit = opening(page.text, page.lines[index])
    if hit is None:
        return ()
    kind = _kind_of(page, index, hit)
    return line_mark(page, index, kind, hit.rule) if kind else ()


def _kind_of(page: Page, index: int, hit: Hit) -> str | None:
    """The kind of the line that opens with ``hit``; None where what follows the phrase shows that it is prose."""
    line, kind = page.lines[index], hit.phrase.kind
    rest = page.text[hit.rest : line.stop]
    words = len(folded_words(rest))
    if kind == "related-heading":
        return _related(rest, words, hit)
    if kind == "byline":
        return kind if at_edge(page, index) and 0 < words <= LONGEST_BYLINE and not ends_like_prose(rest) else None
    if kind == "credit":
        return kind if _credits(hit, rest, words) or (not words and _names_next(page, index)) else None
    if kind == "desk":
        return kind if at_edge(page, index) else None
    if kind == "caption":
        return (
            kind if words <= LONGEST_CAPTION and not has_inner_stop(rest) and (words or len(page.lines) > 3) else None
        )
    if kind == "date-line":
        return None
    if kind == "navigation":
        return kind if index < EDGE or index >= len(page.lines) - EDGE else None
    return None if _reads_on(hit, rest) else kind


def _names_next(page: Page, index: int) -> bool:
    """The label stands alone and the names are on the next line."""
    return index + 1 < len(page.lines) and names_only(page.said(index + 1))


def _related(rest: str, words: int, hit: Hit) -> str | None:
    if not words:
        return "related-heading"
    if urls_in(rest):
        return "related-link"
    return None if _reads_on(hit, rest) else "related-headline"


def _reads_on(hit: Hit, rest: str) -> bool:
    """An unmarked opening that goes on over several sentences is prose (``تابعنا على مدى أيام … . ثم …``)."""
    return hit.phrase.match == "start" and has_inner_stop(rest)


def _credits(hit: Hit, rest: str, words: int) -> bool:
    if not 0 < words <= LONGEST_CREDIT:
        return not words and hit.phrase.match == "whole"
    if hit.phrase.words[0] in ("المصدر", "المصادر", "source") and not has_inner_stop(rest):
        return True
    return any(named(part) or is_agencies(part) for part, _, _ in split_names(rest))


def disclaimer(page: Page, index: int) -> Marks:
    """Rights reserved, and whose opinion it is not."""
    if not (at_edge(page, index) or index == 0):
        return ()
    found = within(page.text, page.lines[index])
    return line_mark(page, index, "disclaimer", f"phrase-within: {found}") if found else ()


def addresses_only(page: Page, index: int) -> Marks:
    """A line of nothing but web addresses, handles and hashtags."""
    said = page.said(index)
    if not _ADDRESSES.fullmatch(said):
        return ()
    hosts = [host_of(url) for url in urls_in(said)]
    social = not hosts or any(map(is_shared, hosts))
    return line_mark(page, index, "social" if social else "related-link", "addresses-only")


def label_and_address(page: Page, index: int) -> Marks:
    """A few words, a colon and a web address at the end."""
    line = page.lines[index]
    said = page.said(index)
    found = urls_in(said) if line.words <= LONGEST_CREDIT else []
    if not found or not said.rstrip(" .").endswith(found[-1].rstrip(".")):
        return ()
    before = said[: said.find(found[0])].rstrip()
    if not before.endswith((":", "-", "–", "|", "=", ">")) or ends_like_prose(before):
        return ()
    kind = "social" if is_shared(host_of(found[-1])) else "related-link"
    return line_mark(page, index, kind, "label-and-address")


def follow_on_platform(page: Page, index: int) -> Marks:
    """``تابعوا … على تلغرام``: a call to follow, join or load that names a network."""
    line = page.lines[index]
    if line.words > LONGEST_CALL or not line.head or (line.head[0],) not in words_with("imperative"):
        return ()
    said = page.said(index)
    if ends_like_prose(said) or has_inner_stop(said) or not holds_any("platform", folded_words(said)):
        return ()
    return line_mark(page, index, "social", "follow-on-platform")


def share_row(page: Page, index: int) -> Marks:
    """A row of the buttons under which pages are shared."""
    line = page.lines[index]
    if line.words > LONGEST_CREDIT or not all_of("token", folded_words(page.said(index))):
        return ()
    return line_mark(page, index, "share", "share-row")


def photo_rights(page: Page, index: int) -> Marks:
    """``© …`` and ``Getty Images`` open the credit of a picture."""
    short = page.lines[index].words <= LONGEST_CREDIT
    return line_mark(page, index, "caption", "photo-rights") if short and _COPYRIGHT.match(page.said(index)) else ()


def caption_with_credit(page: Page, index: int) -> Marks:
    """A short line without a full stop that ends in a photo credit in brackets."""
    line = page.lines[index]
    said = page.said(index)
    if line.words > LONGEST_BARE_CAPTION or index == page.title or said[-1] not in ")].":
        return ()
    match = _IN_BRACKETS_AT_END.search(said)
    if match is None or not is_photo_credit(match[1]):
        return ()
    before = said[: match.start()]
    if has_inner_stop(before) or ends_like_prose(before) or _explains(before, match[1]) or goes_on(said):
        return ()
    return line_mark(page, index, "caption", "caption-with-credit") if not _opens_with_dateline(page, index) else ()


def _explains(before: str, name: str) -> bool:
    """``وكالة الأنباء السورية (سانا)``: the brackets repeat what the words before them name."""
    words = folded_words(before)[-MOST_NAME_WORDS:]
    same = named(folded_words(name))
    return any(word in _MEDIA for word in words) or any(same and named(words[at:]) == same for at in range(len(words)))


def _opens_with_dateline(page: Page, index: int) -> bool:
    line = page.lines[index]
    found = dateline_at(page.text, line.start, line.stop)
    return found is not None and found.stop < line.stop


def is_photo_credit(text: str) -> bool:
    """True for agencies, archives and networks that pictures are credited to, alone or several."""
    parts = [words for words, _, _ in split_names(text)]
    return bool(parts) and all(all_of("photo", words) or named(words) or is_agencies(words) for words in parts)


def bare_date(page: Page, index: int) -> StatedDate | None:
    """The date of a line that holds little else; such a line is no furniture but tells when the page was published."""
    line = page.lines[index]
    if line.words > LONGEST_DATE_LINE or _DATE_HINT.search(page.text, line.start, line.stop) is None:
        return None
    date = stated_date(page.text, line.start, line.stop)
    if date is None or len(date.value) < len("XXXX-06-19"):
        return None
    extra = folded_words(page.text[line.start : date.start] + " " + page.text[date.stop : line.stop])
    inside = folded_words(page.text[date.start : date.stop])
    return (
        date if len(extra) <= min(MOST_EXTRA_WORDS, len(inside) + 1) and not ends_like_prose(page.said(index)) else None
    )


#: In the order in which they are asked.
LINE_RULES: tuple[Callable[[Page, int], Marks], ...] = (
    separator,
    labelled_date,
    addresses_only,
    disclaimer,
    photo_rights,
    signatures.outlet_names,
    signatures.starred_source,
    phrase,
    follow_on_platform,
    label_and_address,
    share_row,
    signatures.unlabelled_byline,
    signatures.agency_signature,
    signatures.name_at_foot,
    signatures.clock_or_age,
    signatures.editor_initials,
    signatures.makers_in_brackets,
    caption_with_credit,
    signatures.foot_of_paragraph,
)


def judge(page: Page, index: int) -> Marks:
    """The marks of the first rule that fires on line ``index``."""
    line = page.lines[index]
    if line.stop - line.start > LONGEST_JUDGED:
        return signatures.foot_of_paragraph(page, index)
    for rule in LINE_RULES:
        marks = rule(page, index)
        if marks:
            return marks
    return ()
