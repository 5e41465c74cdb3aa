"""Dates that a story supplies to those of its articles that state none, or none with a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from riwaya.link.dates import DAY, When, days_apart, parse
from riwaya.model import Article, Published

#: Dated articles that lie further apart than this many days do not tell when an undated one appeared.
CLOSE = 1.0
#: An open year is settled by a dated article of the story this many days away at most.
SAME_WEEK = 7.0


def inferred_dates(articles: Sequence[Article]) -> dict[str, Published]:
    """Dates that the dated articles of a story supply for those without a date or without a year.

    An open year is the one that brings the date within a week of a dated article. A missing date is supplied only
    when all dated articles appeared within a day of one another: then it is the first one's day.
    """
    known = {article.id: when for article in articles if (when := _stated(article)) and when.year}
    out: dict[str, Published] = {}
    for article in articles:
        if article.id in known or not known:
            continue
        when = _stated(article)
        found = _with_year(when, known) if when else _day_of(known)
        if found:
            span = article.published.span if article.published else None
            rule = f"story: {found[1]}"
            out[article.id] = Published(value=found[0], span=span, basis="inferred", rule=rule)
    return out


def _with_year(when: When, known: Mapping[str, When]) -> tuple[str, str] | None:
    """The date in the year of the nearest dated article, and that article's id."""
    gap, id_ = min((days_apart(when, other) or 0.0, id_) for id_, other in known.items())
    if gap > SAME_WEEK:
        return None
    year = known[id_].start.year
    dates = [when.in_year(y) for y in (year - 1, year, year + 1)]
    return min(dates, key=lambda date: days_apart(date, known[id_]) or 0.0).date, id_


def _day_of(known: Mapping[str, When]) -> tuple[str, str] | None:
    start, id_ = min((when.start, id_) for id_, when in known.items())
    last = max(when.stop for when in known.values())
    return (f"{start:%Y-%m-%d}", id_) if (last - start) / DAY <= CLOSE + 1 else None


def _stated(article: Article) -> When | None:
    return parse(article.published.value) if article.published else None
