"""The calendar read by icalendar, the page by html5lib in its strict mode."""

from __future__ import annotations

from datetime import date, datetime

import html5lib
import pytest
from icalendar import Calendar

from riwaya.present.export import Form, Material, stream
from riwaya.present.export.calendar import folded, times
from riwaya.present.labels import Lang
from riwaya.present.safe import flat


def calendar(material: Material) -> Calendar:
    return Calendar.from_ical(b"".join(stream(Form.ICS, material)))


def test_every_entry_of_the_timelines_is_an_event(demo: Material) -> None:
    entries = [entry for story in demo.stories() for entry in story.timeline]
    events = calendar(demo).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == [flat(entry.what).strip() for entry in entries]
    for event, entry in zip(events, entries, strict=True):
        start = event.decoded("DTSTART")
        stated = (
            datetime.fromisoformat(entry.when) if "T" in entry.when else date.fromisoformat(f"{entry.when}-01"[:10])
        )
        assert start == stated
        assert (event.get("DTEND") is None) == ("T" in entry.when)


def test_icalendar_finds_no_error_and_every_event_has_what_it_must(material: Material) -> None:
    found = calendar(material)
    assert found["VERSION"] == "2.0" and found["PRODID"]
    events = found.walk("VEVENT")
    assert not found.errors and not any(event.errors for event in events)
    assert all(event["UID"] and event["DTSTAMP"] and event["DTSTART"] for event in events)
    assert len({str(event["UID"]) for event in events}) == len(events)


def test_what_no_calendar_can_hold_is_left_out(hostile: Material) -> None:
    (event,) = calendar(hostile).walk("VEVENT")
    assert event.decoded("DTSTART") == date(2031, 5, 1) and event.decoded("DTEND") == date(2031, 6, 1)
    assert str(event["SUMMARY"]).startswith("<script>alert(1)</script>; شهر, \\")
    assert "URL" not in event


def test_lines_are_short_and_whole_characters(material: Material) -> None:
    data = b"".join(stream(Form.ICS, material))
    *lines, rest = data.split(b"\r\n")
    assert not rest and all(len(line) <= 75 and line.decode() for line in lines)
    assert b"\n" not in data.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    ("value", "properties"),
    [
        ("2031", ["DTSTART;VALUE=DATE:20310101", "DTEND;VALUE=DATE:20320101"]),
        ("2031-12", ["DTSTART;VALUE=DATE:20311201", "DTEND;VALUE=DATE:20320101"]),
        ("2032-02-29", ["DTSTART;VALUE=DATE:20320229", "DTEND;VALUE=DATE:20320301"]),
        ("2031-05-04T09:30", ["DTSTART:20310504T093000"]),
        ("2031-05-04T23:30-03:00", ["DTSTART:20310505T023000Z"]),
        ("9999-12-31", []),
        ("2031-02-30", []),
        ("2031-05-04T25:30", []),
        ("XXXX-05-04", []),
        ("2031-W05", []),
    ],
)
def test_times(value: str, properties: list[str]) -> None:
    assert times(value) == properties


def test_folding_keeps_every_character() -> None:
    line = "SUMMARY:" + "قال 𝒳 " * 50
    assert folded(line).decode().replace("\r\n ", "") == line + "\r\n"


def page(material: Material) -> html5lib.HTMLParser:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(b"".join(stream(Form.HTML, material)).decode())


def test_the_page_is_sound_html_from_right_to_left(material: Material) -> None:
    root = page(material)
    assert (root.get("dir"), root.get("lang")) == ("rtl", "ar")
    assert not list(root.iter("script"))
    assert not [element for element in root.iter() for name in element.attrib if name.startswith("on")]
    assert all(link.get("href", "").startswith(("http://", "https://")) for link in root.iter("a"))


def test_the_page_in_english_is_from_left_to_right(demo: Material) -> None:
    root = page(demo._replace(lang=Lang.EN))
    assert (root.get("dir"), root.get("lang"), root.findtext("body/h1")) == ("ltr", "en", "Timeline")
    assert {title.get("lang") for title in root.iter("bdi")} <= {"ar", None}


def test_the_page_holds_every_entry(demo: Material) -> None:
    shown = ["".join(item.itertext()) for item in page(demo).iter("li")]
    entries = [entry for story in demo.stories() for entry in story.timeline]
    assert len(shown) == len(entries)
    assert all(flat(entry.what).strip() in item for entry, item in zip(entries, shown, strict=True))
