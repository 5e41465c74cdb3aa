"""What may stand in an address behind the question mark, with its limits."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import Path, Query

from riwaya.present.finding import Query as Sought
from riwaya.present.pages.front import Filters

_DAY = r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"
Words = Annotated[str, Query(alias="q", max_length=500, description="Words as people type them.")]
Name = Annotated[str, Query(max_length=200)]
Since = Annotated[str, Query(pattern=_DAY, description="From this day on, ISO 8601.")]
Until = Annotated[str, Query(pattern=_DAY, description="Up to this day, ISO 8601.")]
Next = Annotated[str | None, Query(alias="next", max_length=2000, description="The `next` of an earlier answer.")]
Least = Annotated[int, Query(ge=1, le=1000, description="Told by so many outlets at least.")]
Wording = Annotated[int | None, Query(ge=1, le=10**6, description="The number of a wording.")]
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
