"""What may stand in an address behind the question mark, with its limits."""

from __future__ import annotations

from typing import Annotated, Literal, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Path, Query

from riwaya.present.days import DAY, readable_day
from riwaya.present.finding import Query as Sought
from riwaya.present.pages.front import Filters
from riwaya.present.web.errors import RefusedError

#: Told to programs, judged by ``unreadable_day``: a form is sent back with what was typed into it.
_DAY = {"pattern": f"^({DAY})?$"}
Words = Annotated[str, Query(alias="q", max_length=500, description="Words as people type them.")]
Name = Annotated[str, Query(max_length=200)]
Since = Annotated[str, Query(max_length=100, json_schema_extra=_DAY, description="From this day on, ISO 8601.")]
Until = Annotated[str, Query(max_length=100, json_schema_extra=_DAY, description="Up to this day, ISO 8601.")]
Next = Annotated[str | None, Query(alias="next", max_length=2000, description="The `next` of an earlier answer.")]
Least = Annotated[int, Query(ge=1, le=1000, description="Told by so many outlets at least.")]
Wording = Annotated[int | None, Query(ge=1, le=10**6, description="The number of a wording.")]
Asked = TypeVar("Asked", Filters, Sought)
Part = Annotated[str, Path(max_length=4000, description="An id or name; what is no letter or digit as ~XX.")]


def filters(
    q: Words = "", outlet: Name = "", least: Least = 1, since: Since = "", until: Until = "", contested: bool = False
) -> Filters:
    """The filters of the front page."""
    return Filters(words=q, outlet=outlet, since=since or None, until=until or None, least=least, contested=contested)


def sought(
    q: Words = "",
    by: Name = "",
    about: Name = "",
    outlet: Name = "",
    source: Name = "",
    since: Since = "",
    until: Until = "",
    story: Name = "",
    unit: Annotated[Literal["articles", "statements"], Query(alias="in")] = "articles",
    order: Annotated[Literal["fit", "newest", "meaning"], Query()] = "fit",
    next: Next = None,
) -> Sought:
    """A search as the address has it."""
    return Sought(
        words=q,
        speaker=by or None,
        about=about or None,
        outlet=outlet or None,
        source=source or None,
        since=since or None,
        until=until or None,
        story=story or None,
        statements=unit == "statements" or bool(about),
        newest=order == "newest",
        meaning=order == "meaning",
        after=next,
    )


def unreadable_day(wanted: Filters | Sought) -> str | None:
    """The first of the days asked for that no calendar has."""
    return next((day for day in (wanted.since, wanted.until) if day and not readable_day(day)), None)


def readable_filters(wanted: Annotated[Filters, Depends(filters)]) -> Filters:
    """The filters, for whoever keeps no form; raises ``RefusedError``."""
    return _readable(wanted)


def readable_search(wanted: Annotated[Sought, Depends(sought)]) -> Sought:
    """The search, for whoever keeps no form; raises ``RefusedError``."""
    return _readable(wanted)


def _readable(wanted: Asked) -> Asked:
    day = unreadable_day(wanted)
    if day is not None:
        raise RefusedError(400, "not-a-date", day)
    return wanted


def own_words(q: Words = "", next: Next = None) -> Sought:
    """A search in what one person or outlet has."""
    return Sought(words=q, after=next)


def back_to(filters_: Filters) -> str:
    """The front page's filters as an address has them, those that are not as usual."""
    values = {
        "q": filters_.words,
        "outlet": filters_.outlet,
        "least": filters_.least if filters_.least > 1 else "",
        "since": filters_.since or "",
        "until": filters_.until or "",
        "contested": "1" if filters_.contested else "",
    }
    return with_query({name: str(value) for name, value in values.items() if value})


def search_query(query: Sought, **more: str) -> str:
    """A search as an address has it."""
    values = {
        "q": query.words,
        "by": query.speaker,
        "about": query.about,
        "outlet": query.outlet,
        "source": query.source,
        "since": query.since,
        "until": query.until,
        "story": query.story,
        "in": "statements" if query.statements else "",
        "order": "newest" if query.newest else "meaning" if query.meaning else "",
        **more,
    }
    return with_query({name: value for name, value in values.items() if value})


def with_query(values: dict[str, str]) -> str:
    """``?name=value&…``, or nothing."""
    return f"?{urlencode(values)}" if values else ""
