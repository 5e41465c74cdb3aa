"""The lists: stories, search, said, about."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

import riwaya
from riwaya.model import Record
from riwaya.present import asking
from riwaya.present.asking import Carried
from riwaya.present.finding import Answer, find
from riwaya.present.finding import Query as Sought
from riwaya.present.pages.front import Filters, Front, front, outlet_choices
from riwaya.present.web.answering import as_json, ask, settings_of
from riwaya.present.web.api import answers
from riwaya.present.web.asked import (
    Next,
    back_to,
    filters,
    readable_filters,
    readable_search,
    search_query,
    sought,
    unreadable_day,
    with_query,
)
from riwaya.present.web.rendering import render
from riwaya.store import Library, care

router = APIRouter()
FilterParameters = Annotated[Filters, Depends(readable_filters)]
SearchParameters = Annotated[Sought, Depends(readable_search)]
#: As typed: a page gives the form back with whatever stands in it.
FilterForm = Annotated[Filters, Depends(filters)]
SearchForm = Annotated[Sought, Depends(sought)]
Pasted = Annotated[str, Query(max_length=1500, description="A sentence, word for word or as remembered.")]
#: Utterances that ``said`` answers with.
NEAREST = 8


class SearchPage(Record, frozen=True):
    """A search and the page of what it found."""

    query: Sought
    found: Answer


class SaidPage(Record, frozen=True):
    """The utterances nearest to pasted words, nearest first."""

    words: str
    utterances: tuple[Carried, ...]


class About(Record, frozen=True):
    """How much the library holds, which program this is, and the addresses that answer as JSON."""

    counts: dict[str, int]
    version: str
    addresses: tuple[str, ...]


RECORDS: list[type[Record]] = [Front, SearchPage, SaidPage, About]


@router.get("/", include_in_schema=False)
async def stories_page(request: Request, wanted: FilterForm, next: Next = None) -> Response:
    """The front page."""
    return await _stories(request, wanted, next)


@router.get("/stories.json", responses=answers(Front), tags=["stories"])
async def stories(request: Request, wanted: FilterParameters, next: Next = None) -> Response:
    """Stories by day, those that most outlets tell first."""
    return as_json(await ask(request, lambda library: front(library, wanted, after=next)))


async def _stories(request: Request, wanted: Filters, after: str | None) -> Response:
    refused = unreadable_day(wanted)
    nothing = Front(filters=wanted, stories=(), found=0, waiting=0)

    def question(library: Library) -> tuple[Front, list[str]]:
        return nothing if refused else front(library, wanted, after=after), outlet_choices(library)

    page, choices = await ask(request, question)
    return render(
        request,
        "front.html",
        status=400 if refused else 200,
        refused=refused,
        choices=choices,
        filtered=wanted != Filters(),
        query=back_to(wanted),
        **_list(page, fresh=False, first=after is None),
    )


def _list(page: Front, *, fresh: bool, first: bool) -> dict[str, Any]:
    """What the list of stories is drawn from; the first page asks for news of itself."""
    query = back_to(page.filters)
    joint = "&" if query else "?"
    live = f"{query}{joint}seen={_mark(page)}" if first else ""
    return {
        "page": page,
        "no_filters": Filters(),
        "fresh": fresh,
        "live": live,
        "older": f"/{query}{joint}next={page.next}",
    }


def _mark(page: Front) -> str:
    """What tells one state of a list from another."""
    return hashlib.sha256(page.to_json()).hexdigest()[:12]


@router.get("/stories/live", include_in_schema=False)
async def live(request: Request, wanted: FilterParameters, seen: Annotated[str, Query(max_length=20)] = "") -> Response:
    """The list of stories once it differs from what was seen; nothing till then."""
    page = await ask(request, lambda library: front(library, wanted))
    if _mark(page) == seen:
        return Response(status_code=204)
    return render(request, "_stories.html", **_list(page, fresh=True, first=True))


@router.get("/search", include_in_schema=False)
async def search_page(request: Request, wanted: SearchForm) -> Response:
    """The page of a search."""
    refused = unreadable_day(wanted)
    asked = wanted != Sought() and not refused
    page = (
        await _searched(request, wanted)
        if asked
        else SearchPage(query=wanted, found=Answer(total=0, whole=True, hits=()))
    )
    return render(
        request,
        "search.html",
        status=400 if refused else 200,
        refused=refused,
        page=page,
        asked=asked,
        query=search_query(wanted),
        next_address="/search" + search_query(wanted, next=page.found.next or ""),
        narrowed=partial(_narrowed, wanted),
    )


def _narrowed(query: Sought, kind: str, value: str) -> str:
    """The address of the same search among those that a count is of."""
    names = {"outlet": ("outlet",), "speaker": ("by",), "source": ("source",), "month": ("since", "until")}
    return "/search" + search_query(query, **dict.fromkeys(names[kind], value))


@router.get("/search.json", responses=answers(SearchPage), tags=["search"])
async def search(request: Request, wanted: SearchParameters) -> Response:
    """Articles or statements that hold words, by whom, about whom, through whom, when."""
    return as_json(await _searched(request, wanted))


async def _searched(request: Request, wanted: Sought) -> SearchPage:
    encode = settings_of(request).encode
    found = await ask(request, lambda library: find(library, wanted, encode=encode, facets=True))
    return SearchPage(query=wanted, found=found)


@router.get("/said", include_in_schema=False)
async def said_page(request: Request, words: Pasted = "") -> Response:
    """The page of a pasted sentence."""
    page = await _said(request, words) if words.strip() else None
    return render(request, "said.html", words=words, page=page, query=with_query({"words": words}))


@router.get("/said.json", responses=answers(SaidPage), tags=["search"])
async def said(request: Request, words: Pasted = "") -> Response:
    """The utterances nearest to a sentence, who told them, in which words."""
    return as_json(await _said(request, words))


async def _said(request: Request, words: str) -> SaidPage:
    encode = settings_of(request).encode

    def question(library: Library) -> list[Carried]:
        return asking.said(library, words, encode=encode, most=NEAREST) if words.strip() else []

    return SaidPage(words=words, utterances=tuple(await ask(request, question)))


@router.get("/about", include_in_schema=False)
async def about_page(request: Request) -> Response:
    """What the library holds."""
    return render(request, "about.html", page=await _about(request))


@router.get("/about.json", responses=answers(About), tags=["library"])
async def about(request: Request) -> Response:
    """How much the library holds, and which addresses answer as JSON."""
    return as_json(await _about(request))


async def _about(request: Request) -> About:
    counts = await ask(request, care.counts)
    paths = tuple(sorted(request.app.openapi()["paths"]))
    return About(counts=counts, version=riwaya.__version__, addresses=paths)
