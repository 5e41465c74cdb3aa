"""Datelines: where a report was filed and by whom, at the head of its first paragraph or on a line of its own."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from riwaya import lexicon
from riwaya.arabic.calendar import StatedDate, stated_date
from riwaya.ingest.lines import folded_words
from riwaya.ingest.outlets import KnownOutlet, is_agencies, named, split_names

#: A dateline that names city, country, date and agency is hardly longer (SPA's, with two calendars, has 70 characters).
LONGEST = 95
#: City and country: «دبي، الإمارات العربية المتحدة», «نيويورك، الولايات المتحدة الأمريكية».
MOST_PLACE_WORDS = 6
_SEPARATOR = re.compile(r"\s*(?:[-–—−ـ]+|[/|:])\s*")
_DASHES = re.compile(r"[\s\u00a0]*(?:[-–—−ـ:/|]+|\.(?=\s))[\s\u00a0\-–—−]*")
_BRACKETED = re.compile(r"[(/\[«\"][\s]*([^()\[\]/«»\"]{1,32}?)[\s]*[)/\]»\"]")
#: What may stand between the date and the agency: م for the Gregorian year, dashes.
_AFTER_DATE = re.compile(r"[\s\u00a0م.،,()/–—-]*")
_LETTER = re.compile(r"[^\W\d_]")
_DIGITS = re.compile(r"[\d٠-٩]")
_AGENCY = re.compile(r"([\w. ]{2,24}?)\s*(?:$|[-–—:/)]+\s*|\.(?:\s|$))")
#: Sputnik sets its name off with a full stop: «القاهرة – سبوتنيك. أعلن …».
_NAME_AND_STOP = re.compile(r"([^.]{2,30})\.\s")
#: Words after the place that name no agency but stand in its slot.
_OWN_STAFF = frozenset(folded_words("خاص متابعات مراسلنا متابعة"))


class FoundDateline(NamedTuple):
    """A dateline ``[start, stop)`` with the dashes after it, its place, agency and date where they are named."""

    start: int
    stop: int
    bare_stop: int
    place: str | None
    outlet: KnownOutlet | None
    date: StatedDate | None
    author: tuple[int, int] | None
    agency: tuple[int, int] | None
    rule: str


@cache
def _places() -> frozenset[tuple[str, ...]]:
    return frozenset(folded_words(row["place"]) for row in lexicon.load("dateline_places").rows)


def dateline_at(text: str, start: int, stop: int) -> FoundDateline | None:
    """The dateline with which the paragraph ``text[start:stop]`` opens, if any."""
    return (
        _with_agency_in_brackets(text, start, stop) or _with_date(text, start, stop) or _with_slots(text, start, stop)
    )


def _with_agency_in_brackets(text: str, start: int, stop: int) -> FoundDateline | None:
    """``القاهرة (رويترز) -``, ``أبوظبي في 19 يونيو / وام /``, ``دبي، الإمارات العربية المتحدة (CNN)—``."""
    match = _BRACKETED.search(text, start, min(stop, start + LONGEST))
    if match is None:
        return None
    words = folded_words(match[1])
    outlet = named(words)
    if outlet is None and not is_agencies(words):
        return None
    after = _DASHES.match(text, match.end(), stop)
    if after is None and not _set_off(text, start, stop, match):
        return None
    end = after.end() if after else match.end()
    head = _head_of(text, start, match.start())
    if head is None:
        return None
    place, date = head
    return FoundDateline(
        start, end, match.end(), place, outlet, date, None, match.span(1), "dateline: agency in brackets"
    )


def _set_off(text: str, start: int, stop: int, match: re.Match[str]) -> bool:
    """Without a dash after it the agency stands between slashes, alone on its line, or right after a known city."""
    opening = text[match.start()]
    if opening == "/" or (match.end() == stop and opening in "(["):
        return True
    city = _city(text[start : match.start()])
    return opening == "(" and city is not None and folded_words(city) in _places()


def _with_date(text: str, start: int, stop: int) -> FoundDateline | None:
    """``الرياض 13 ذو الحجة 1445 هـ الموافق 19 يونيو 2024 م واس``."""
    end = min(stop, start + LONGEST)
    if _DIGITS.search(text, start, end) is None:
        return None
    date = stated_date(text, start, end)
    head = _head_of(text, start, date.start) if date else None
    if date is None or head is None or head[0] is None:
        return None
    after = _AFTER_DATE.match(text, date.stop, stop)
    agency = _AGENCY.match(text, after.end() if after else date.stop, stop)
    outlet = named(folded_words(agency[1])) if agency else None
    if agency is None or outlet is None:
        return None
    return FoundDateline(
        start, agency.end(), agency.end(1), head[0], outlet, date, None, agency.span(1), "dateline: place, date, agency"
    )


def _head_of(text: str, start: int, stop: int) -> tuple[str | None, StatedDate | None] | None:
    """Place and date in front of the agency; None where something else stands there."""
    date = stated_date(text, start, stop)
    digit = _DIGITS.search(text, start, date.start if date else stop)
    before = text[start : digit.start() if digit else date.start if date else stop]
    words = [word for word in folded_words(before) if word != "في"]
    if len(words) > MOST_PLACE_WORDS or any(sign in before for sign in '"«“.؟!'):
        return None
    if (
        len(words) > 2
        and "،" not in before
        and "," not in before
        and "/" not in before
        and tuple(words) not in _places()
    ):
        return None
    return _city(before), date


def _city(text: str) -> str | None:
    """The city: what stands before the first comma, dash or digit."""
    piece = re.split(r"[،,/\-–—\d(]|\sفي\s*$", text.strip(" \u00a0-–—ـ،,/()"), maxsplit=1)[0].strip()
    return piece.removesuffix(" في") or None


def _with_slots(text: str, start: int, stop: int) -> FoundDateline | None:
    """``موسكو-سانا``, ``دبي – رويترز:``, ``بغداد/ واع``, ``القاهرة - أحمد سعيد`` with a known city before the sign."""
    end = min(stop, start + LONGEST)
    cuts = list(_SEPARATOR.finditer(text, start, end))
    if not cuts:
        return None
    first = cuts[0]
    place = folded_words(text[start : first.start()])
    if not place or len(place) > 3 or not _LETTER.search(text, start, first.start()):
        return None
    known = place in _places()
    if ":" in first.group():
        return None
    if not known and named(place):
        return _outlet_first(text, start, stop, first)
    slots = _slots(text, cuts, end, stop)
    for slot_start, slot_stop, closed in slots:
        sentence = _NAME_AND_STOP.match(text, slot_start, slot_stop)
        if sentence is not None and (agency := named(folded_words(sentence[1]))) is not None:
            return _closed_by(text, start, stop, sentence.span(1), agency)
        words = folded_words(text[slot_start:slot_stop])
        outlet = named(words)
        if (outlet or is_agencies(words) or (words and words[0] in _OWN_STAFF and len(words) == 1)) and closed:
            return _closed_by(text, start, stop, (slot_start, slot_stop), outlet)
    if known and _spaced(first.group()):
        return _place_alone(text, start, stop, first)
    return None


def _outlet_first(text: str, start: int, stop: int, cut: re.Match[str]) -> FoundDateline | None:
    """``وفا - `` before the lead; on a line of its own ``عربي21 - لندن`` and ``هسبريس - أحمد سعيد``."""
    outlet = named(folded_words(text[start : cut.start()]))
    rest = folded_words(text[cut.end() : stop])
    if outlet is None:
        return None
    if len(rest) <= MOST_PLACE_WORDS and rest:
        parts = split_names(text, cut.end(), stop)
        city = next((text[at:end] for words, at, end in parts if words in _places()), None)
        others = any(words in _places() or named(words) or is_agencies(words) for words, _, _ in parts)
        author = None if others else (cut.end(), stop)
        return FoundDateline(
            start, stop, stop, city, outlet, None, author, (start, cut.start()), "dateline: outlet first"
        )
    if outlet.kind == "agency" and _spaced(cut.group()):
        return FoundDateline(
            start, cut.end(), cut.start(), None, outlet, None, None, (start, cut.start()), "dateline: agency alone"
        )
    return None


def _slots(text: str, cuts: list[re.Match[str]], end: int, stop: int) -> list[tuple[int, int, bool]]:
    """The pieces between the separators after the first; closed when a separator or the line's end follows."""
    out: list[tuple[int, int, bool]] = []
    for index, cut in enumerate(cuts[:4]):
        following = cuts[index + 1].start() if index + 1 < len(cuts) else end
        out.append((cut.end(), following, index + 1 < len(cuts) or end == stop))
    return out


def _closed_by(text: str, start: int, stop: int, slot: tuple[int, int], outlet: KnownOutlet | None) -> FoundDateline:
    after = _DASHES.match(text, slot[1], stop)
    date = stated_date(text, start, slot[1]) if _DIGITS.search(text, start, slot[1]) else None
    end = after.end() if after else slot[1]
    place, rule = _city(text[start : slot[0]]), "dateline: place and agency"
    return FoundDateline(start, end, slot[1], place, outlet, date, None, slot if outlet else None, rule)


def _spaced(sign: str) -> bool:
    """A dash with a space on a side sets off; without one it joins two names (``أبها-تبوك``)."""
    return bool(sign.strip(" \u00a0/|(") or "/" in sign) and sign != sign.strip()


def _place_alone(text: str, start: int, stop: int, cut: re.Match[str]) -> FoundDateline | None:
    """A known city and a dash; on a line of its own a short rest is the author."""
    rest = text[cut.end() : stop]
    if cut.group().strip(" \u00a0") not in ("-", "–", "—", "--", "ـ"):
        return None
    if not 1 < len(folded_words(rest)) <= 5:
        city = text[start : cut.start()].strip()
        return FoundDateline(start, cut.end(), cut.start(), city, None, None, None, None, "dateline: place alone")
    place, author = text[start : cut.start()].strip(), (cut.end(), stop)
    return FoundDateline(start, stop, stop, place, None, None, author, None, "dateline: place and author")
