"""How many TIMEX values of Microsoft's Recognizers-Text, Arabic, come out: ``python -m evals.times [--errors]``.

The cases (``../shared/data/time/recognizers-ar-dev.jsonl``, MIT) are sentences of a calendar assistant with a reference
time; ours is an annotator of news whose values follow the gold. A case counts as exact when our value for the words in
question is the expected TIMEX, or the same time written in the gold's way:

- what they leave open (``XXXX-10-02``, ``XXXX-WXX-5``, ``SU``) is closed by us; it must be one of the two days or
  stretches, past or future, that the file itself resolves it to, or agree in all that is written;
- their ranges ``(start,stop,length)`` are our ``start/stop``, or the unit that covers the same days (``2016-Q3``,
  ``197X``, ``2014/2018``), and for an amount counted from the reference (``الأشهر الثلاثة القادمة``) its length alone;
- ``قبل شهر`` is a day for them and a month for the gold, ``منذ شهر و21 يوما`` a day for them and a length for the gold;
- ``T07`` is our ``T07:00``, ``PT0.5H`` our ``PT30M``; the END of a year is no part of their value.

The column "as written" counts those alone that need no such conversion but for open parts and the strokes of ranges.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from evals.gold import SHARED
from evals.stretches import Stretch, back, length, stretch
from riwaya.annotate.text import Reading
from riwaya.annotate.times import times
from riwaya.model import Article, Published, Span, TimeExpression

CASES = SHARED / "data" / "time" / "recognizers-ar-dev.jsonl"
_TRIPLE = re.compile(r"\((.+),(.+),(P.+)\)$")
_AMOUNT_RULES = ("duration", "ago", "hence", "since")


class Outcome(NamedTuple):
    """One case: its kind, the words, the TIMEX expected, our value, and whether they agree as written and at all."""

    kind: str
    words: str
    expected: str
    ours: str | None
    as_written: bool
    exact: bool


def annotated(text: str, reference: str | None) -> tuple[TimeExpression, ...]:
    """The times of ``text`` as if it had been published at ``reference``."""
    published = Published(value=reference) if reference else None
    article = Article(document="case", id="case", text=text, span=Span(0, len(text)), published=published)
    return times(article, Reading(article)).times


def outcome(case: dict[str, Any]) -> Outcome:
    """Runs one case of the file; the expression that shares most with the words expected is ours."""
    expected = case["expected"][0]
    start = case["input"].find(expected["text"])
    wanted = Span(start, start + len(expected["text"]))
    found = [time for time in annotated(case["input"], case["reference"]) if time.span.overlaps(wanted)]
    ours = max(
        found, key=lambda time: min(time.span.stop, wanted.stop) - max(time.span.start, wanted.start), default=None
    )
    timex = expected["timex"][0]
    written = ours is not None and ours.value is not None and as_written(ours.value, timex)
    exact = written or (ours is not None and ours.value is not None and same_time(ours, expected, case["reference"]))
    return Outcome(case["kind"], expected["text"], timex, ours.value if ours else None, written, exact)


def as_written(ours: str, timex: str) -> bool:
    """True when the two are one string, but for X in theirs and the writing of ranges and full hours.

    >>> as_written("2016-10-02", "XXXX-10-02"), as_written("T07:00", "T07"), as_written("2016-09", "2015-09")
    (True, True, False)
    """
    triple = _TRIPLE.match(timex)
    if triple is not None:
        timex = f"{triple[1]}/{triple[2]}"
    timex = re.sub(r"T(\d\d)$", r"T\1:00", timex)
    return re.fullmatch(re.escape(timex).replace("X", r"[\dX]"), ours) is not None


def same_time(ours: TimeExpression, expected: dict[str, Any], reference: str | None) -> bool:
    """True when our value names the time that the file resolves the case to, or its length (see above)."""
    value, timex = str(ours.value), expected["timex"][0]
    if length(value) is not None:
        return _same_length(ours, timex, reference)
    if timex == value[5:] and value[:4].isdigit():  # a season of no year
        return True
    theirs = [found for way in expected["values"] for found in _resolved(way)]
    own = stretch(value)
    if own is None:
        return False
    until = stretch(value.partition("/")[2])
    if own in theirs or (until is not None and (own[0], until[0]) in theirs):  # they stop where the last year begins
        return True
    return ours.rule in ("ago", "hence") and any(own[0] <= first and last <= own[1] for first, last in theirs)


def _same_length(ours: TimeExpression, timex: str, reference: str | None) -> bool:
    triple = _TRIPLE.match(timex)
    own = length(str(ours.value))
    if ours.rule in _AMOUNT_RULES and own == length(triple[3] if triple else timex):
        return True
    day = stretch(timex)
    if ours.rule != "since" or reference is None or day is None:
        return False
    return back(date.fromisoformat(reference[:10]), str(ours.value)) == day[0]


def _resolved(way: dict[str, dict[str, str]]) -> list[Stretch]:
    """The half-open stretches of days that the file gives for past and future."""
    found: list[Stretch | None] = []
    for values in way.values():
        if "date" in values:
            found.append(stretch(values["date"]))
        elif values.get("startDate") and values.get("endDate"):
            first, last = stretch(values["startDate"]), stretch(values["endDate"])
            found += [(first[0], last[0]), (first[0], last[1])] if first and last else []
    return [item for item in found if item is not None]


def table(outcomes: list[Outcome]) -> str:
    """The figures by kind as a Markdown table."""
    by_kind: dict[str, list[Outcome]] = defaultdict(list)
    for item in outcomes:
        by_kind[item.kind.removesuffix("Parser")].append(item)
    lines = ["| kind | cases | as written | TIMEX exact |", "|---|---:|---:|---:|"]
    for kind, items in [*sorted(by_kind.items()), ("**all**", outcomes)]:
        written, exact = (sum(item.as_written for item in items), sum(item.exact for item in items))
        lines.append(f"| {kind} | {len(items)} | {written / len(items):.2f} | {exact / len(items):.2f} |")
    return "\n".join(lines)


def run(path: Path = CASES) -> list[Outcome]:
    """The outcomes of all cases of the file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [outcome(json.loads(line)) for line in lines if line.strip()]


def main() -> int:
    """Prints the table, with ``--errors`` the cases that disagree; says so where the file is not there."""
    if not CASES.exists():
        print(f"skipped: {CASES} is not on this machine")
        return 0
    outcomes = run()
    print(table(outcomes))
    if "--errors" in sys.argv[1:]:
        for item in (item for item in outcomes if not item.exact):
            print(f"{item.kind:18} {item.words} — expected {item.expected}, said {item.ours}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
