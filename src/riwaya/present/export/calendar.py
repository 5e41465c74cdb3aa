"""iCalendar (RFC 5545): what stories place in time, an event each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from riwaya.model import Article, Story, TimelineEntry
from riwaya.present.export.common import Material, address, moment
from riwaya.present.queries import outlet_name, outlets_of
from riwaya.present.safe import flat

_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Riwaya//Riwaya//AR", "CALSCALE:GREGORIAN")
#: Octets of a line without its end (RFC 5545, 3.1).
_LONGEST = 75
#: Says when the entry was written; the export of the same articles is the same on every day.
_STAMP = "19700101T000000Z"


def write(material: Material) -> Iterator[bytes]:
    """One calendar; entries of an open year are left out, no calendar has a place for them."""
    told: dict[str, Article] = {}
    for article in material.articles():
        told |= {article.id: article} | {statement.id: article for statement in article.statements}
    yield from map(folded, _HEAD)
    for story in material.stories():
        for entry in story.timeline:
            yield from map(folded, _event(story, entry, told))
    yield folded("END:VCALENDAR")


def placed(story: Story) -> bool:
    """Does the story hold anything that a calendar has a place for?"""
    return any(times(entry.when) for entry in story.timeline)


def _event(story: Story, entry: TimelineEntry, told: dict[str, Article]) -> Iterator[str]:
    when = times(entry.when)
    if not when:
        return
    articles = list({name: told[name] for name in entry.evidence if name in told}.values())
    key = hashlib.sha1(f"{story.id} {entry.when} {entry.what}".encode("utf-8", "replace"), usedforsecurity=False)
    yield "BEGIN:VEVENT"
    yield f"UID:{key.hexdigest()}@riwaya"
    yield f"DTSTAMP:{_STAMP}"
    yield from when
    yield f"SUMMARY;LANGUAGE=ar:{escaped(flat(entry.what).strip())}"
    yield f"DESCRIPTION;LANGUAGE=ar:{escaped(_description(story, articles))}"
    where = next((url for article in articles if (url := address(article))), None)
    if where:
        yield f"URL:{where}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _description(story: Story, articles: list[Article]) -> str:
    outlets = "، ".join(map(flat, outlets_of(articles)))
    named = ", ".join(f"{flat(outlet_name(article))} [{flat(article.id)}]" for article in articles)
    return "\n".join(part for part in (flat(story.title).strip(), outlets, named) if part)


def times(value: str) -> list[str]:
    """Start and end as properties: a moment, or the days of a day, month or year; nothing for an open year.

    >>> times("2031-05-04"), times("2031-05-04T09:30+03:00")
    (['DTSTART;VALUE=DATE:20310504', 'DTEND;VALUE=DATE:20310505'], ['DTSTART:20310504T063000Z'])
    """
    stated = moment(value)
    try:
        if stated and "T" in stated:
            return [f"DTSTART:{_clock(datetime.fromisoformat(stated))}"]
        first, last = _days(stated or "")
    except (ValueError, OverflowError):  # no such day, or beyond the years that a calendar has
        return []
    return [f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{last:%Y%m%d}"]


def _clock(when: datetime) -> str:
    """In UTC when the zone is known; else the time on the clock, wherever that hangs."""
    if when.tzinfo is None:
        return f"{when:%Y%m%dT%H%M%S}"
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%S}Z"


def _days(stated: str) -> tuple[date, date]:
    """The first day, and the first one after; raises ``ValueError``."""
    first = date.fromisoformat(f"{stated}-01-01"[:10])
    if len(stated) == len("2031"):
        return first, first.replace(year=first.year + 1)
    if len(stated) == len("2031-05"):
        return first, (first + timedelta(days=31)).replace(day=1)
    return first, first + timedelta(days=1)


def escaped(text: str) -> str:
    r"""A text value (RFC 5545, 3.3.11).

    >>> escaped("a, b;\nc")
    'a\\, b\\;\\nc'
    """
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text


def folded(line: str) -> bytes:
    """A content line, folded between characters."""
    out, width = [], 0
    for char in line.encode("utf-8", "replace").decode():
        size = len(char.encode())
        if width + size > _LONGEST:
            out.append("\r\n ")
            width = 1
        out.append(char)
        width += size
    return f"{''.join(out)}\r\n".encode()
