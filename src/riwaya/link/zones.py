"""Times without a zone, read where they were written: by the outlet's country, else as the story's other articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global

from riwaya import lexicon
from riwaya.link.dates import When, offset, parse
from riwaya.model import Article, Published


class Clocks:
    """Which zone the times of each article of a story are told in.

    A time or a day without a zone is local to the outlet's country. Where the country is unknown, or has several
    zones, it can lie in any zone that the story's other articles are known to use, so that the stretch covers them
    all; in a story of which no zone is known, all times count as those of one clock.
    """

    def __init__(self, articles: Sequence[Article], dates: Mapping[int, Published | None]) -> None:
        """``dates`` maps positions in ``articles`` to when each appeared."""
        self._own = {i: _own(articles[i], published) for i, published in dates.items()}
        self._known = {each for each in self._own.values() if each is not None}

    def when(self, article: int, value: str | None) -> When | None:
        """The stretch in UTC that ``value`` means in the article at that position; an open year stays as it is."""
        when = parse(value)
        own = self._own[article]
        offsets = {own} if own is not None else self._known
        if when is None or not when.year or not offsets or offset(value) is not None:
            return when
        try:
            return When(when.start - max(offsets), when.stop - min(offsets))
        except OverflowError:  # the first or the last day of the calendar
            return when


def _own(article: Article, published: Published | None) -> timedelta | None:
    """The offset that the article itself states, or else that of its outlet's country."""
    value = published.value if published else None
    stated = offset(value)
    return stated if stated is not None else _at_home(article, parse(value))


def _at_home(article: Article, when: When | None) -> timedelta | None:
    """The offset of the clocks in the outlet's country at that time, when it has but one."""
    country = _countries().get(article.outlet.id or "") if article.outlet else None
    if country is None or when is None or not when.year:
        return None
    offsets = {_offset(zone, when.start) for zone in _zones(country)}
    return offsets.pop() if len(offsets) == 1 else None


def _offset(zone: ZoneInfo, at: datetime) -> timedelta | None:
    return at.replace(tzinfo=zone).utcoffset()


@cache
def _countries() -> dict[str, str]:
    return {row["id"]: row["country"] for row in lexicon.load("outlets").rows if row["country"]}


@cache
def _zones(country: str) -> tuple[ZoneInfo, ...]:
    """The time zones of a country by CLDR; none where the machine has no data on them."""
    try:
        return tuple(ZoneInfo(name) for name in get_global("territory_zones").get(country, ()))
    except ZoneInfoNotFoundError:
        return ()
