"""The layer of times: every date, time of day, stretch of time and repetition, with its value on the calendar.

Rules start at trigger words, the longest match at a place wins, and the search goes on behind it. What is relative is
counted from the day of publication; where that is not known the value stays open (None, or ``XXXX`` for the year).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from riwaya.annotate.text import Reading
from riwaya.annotate.times import (
    clocks,
    dates,
    days,
    durations,
    feasts,
    hijri,
    loose,
    months,
    outlets,
    parts,
    periods,
    ranges,
    weeks,
    years,
)
from riwaya.annotate.times.scene import Kind, Match, Scene
from riwaya.annotate.times.terms import NOTHING
from riwaya.arabic.letters import IGNORABLE
from riwaya.arabic.relative import Anchor
from riwaya.model import Article, Published, Span, TimeExpression, replace

_MARK = re.compile(f"[{IGNORABLE}]+")

Rule = Callable[[Scene, int], Match | None]

#: Which rules a word of each kind may start. Of matches of one length the first wins.
RULES: dict[str, tuple[Rule, ...]] = {
    "number": (
        dates.explicit_date,
        dates.days_of_month,
        dates.day_of_said_month,
        dates.days_of_said_month,
        hijri.days,
        dates.in_digits,
        clocks.clock,
        clocks.hour_alone,
        clocks.minutes_to,
        weeks.nth_weekday,
        feasts.day_of_feast,
        days.day,
        years.bare_year,
        years.written_year,
        durations.duration,
        loose.month_in_digits,
        loose.day_in_digits,
        loose.bare_day,
    ),
    "month": (dates.explicit_date, dates.month_with_days, loose.day_behind_month, months.month_alone),
    "weekday": (weeks.weekday_nth, days.day),
    "day": (days.day,),
    "unit": (
        years.named_year,
        periods.said_period,
        periods.same_period,
        periods.next_period,
        weeks.week_with_days,
        weeks.week_of,
        weeks.weekday_nth,
        days.day,
        clocks.clock,
        parts.tonight,
        durations.duration,
        dates.month_with_days,
        months.month_alone,
        parts.moment,
        days.before_date,
        feasts.feast,
        feasts.eve,
    ),
    "pair": (years.named_year, months.pair_of_months, days.day, days.before_date),
    "part": (parts.part_of_day, clocks.after_part),
    "noon": (parts.noon,),
    "adverb": (parts.adverb,),
    "moment": (parts.moment,),
    "this": (periods.this_period, weeks.week_with_days, durations.these),
    "rest": (weeks.rest_of,),
    "last": (weeks.nth_weekday,),
    "eve": (feasts.eve,),
    "that": (durations.these,),
    "same": (periods.same_period,),
    "since": (durations.counted_back,),
    "before": (durations.counted_back, parts.part_of_day, days.day),
    "lead": (parts.part_of_day, clocks.after_part, days.day, durations.counted_on),
    "some": (durations.duration,),
    "portion": (years.part_of_year, durations.duration),
    "season": (periods.season,),
    "decade": (years.decade,),
    "edge": (periods.edge, parts.part_of_day),
    "every": (durations.every, durations.these),
    "set": (durations.every,),
    "own": (durations.own,),
    "feast": (feasts.feast,),
}


def times(article: Article, reading: Reading) -> Article:
    """Needs: published, sentences. Gives: times, in the order of the text, never overlapping."""
    anchor = Anchor.of(article.published.value if article.published is not None else None)
    found: list[TimeExpression] = []
    last: str | None = None
    outlet = article.outlet.name if article.outlet is not None else None
    for first, beyond in reading.sentence_tokens:
        scene = Scene(reading.tokens[first:beyond], anchor, last)
        found.extend(_expression(reading.text, scene, match) for match in matches(scene, outlet))
        last = scene.last
    return replace(article, times=tuple(_with_published(found, article.published)))


def matches(scene: Scene, outlet: str | None = None) -> list[Match]:
    """The times of one sentence from left to right; ``scene.last`` moves along."""
    found: list[Match] = []
    beyond = 0
    for at, term in enumerate(scene.terms):
        if term is NOTHING or at < beyond:
            continue
        name = outlets.end_of_outlet(scene, at, outlet)
        match = best_at(scene, at) if name is None else None
        if match is None:
            beyond = name or dates.end_of_name(scene, at) or at + 1
            continue
        found.append(match)
        scene.note(match)
        beyond = match.stop
    return ranges.joined(scene, found) if len(found) > 1 else found


def best_at(scene: Scene, at: int) -> Match | None:
    """The longest match that starts at ``at``; the earlier rule where two are equally long."""
    best: Match | None = None
    for kind in scene.terms[at].kinds:
        for rule in RULES.get(kind, ()):
            match = rule(scene, at)
            if match is not None and (best is None or match.stop > best.stop):
                best = match
    return best


def _expression(text: str, scene: Scene, match: Match) -> TimeExpression:
    toks = scene.tokens
    start = _skip_letters(text, toks[match.start].start, len(scene.terms[match.start].particles))
    return TimeExpression(
        span=Span(start, toks[match.stop - 1].stop),
        type=match.kind,
        value=match.value,
        basis=match.basis,
        rule=match.rule,
        conflict=match.conflict,
    )


def _skip_letters(text: str, start: int, count: int) -> int:
    """The offset behind ``count`` letters, marks on them not counted."""
    if not count:
        return start
    while count:
        count -= _MARK.match(text, start) is None
        start += 1
    behind = _MARK.match(text, start)
    return behind.end() if behind is not None else start


def _with_published(found: list[TimeExpression], published: Published | None) -> list[TimeExpression]:
    """``found`` with the page's own date, which stands for whatever was read inside its span."""
    if published is None or published.span is None:
        return found
    kept = [time for time in found if not time.span.overlaps(published.span)]
    kind: Kind = "TIME" if "T" in published.value else "DATE"
    own = TimeExpression(span=published.span, type=kind, value=published.value, basis="stated", rule="published")
    return sorted([*kept, own], key=lambda time: time.span)
