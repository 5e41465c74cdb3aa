"""The pages of one thing: a story, an utterance, an article, a speaker, an outlet."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from riwaya.model import Record
from riwaya.present.finding import Query as Sought
from riwaya.present.pages.article import ArticlePage, article_page, in_layers
from riwaya.present.pages.people import OutletPage, SpeakerPage, outlet_page, speaker_page
from riwaya.present.pages.story import StoryPage, story_page
from riwaya.present.pages.utterance import UtterancePage, utterance_page
from riwaya.present.web.answering import as_json, ask, settings_of, with_forms
from riwaya.present.web.api import answers
from riwaya.present.web.asked import Next, Part, Wording, own_words, with_query
from riwaya.present.web.reading import changed_lines, lines
from riwaya.present.web.rendering import language, render
from riwaya.present.web.report import report
from riwaya.present.web.slugs import slug, unslug
from riwaya.store import articles

router = APIRouter(tags=["pages"])
OwnWords = Annotated[Sought, Depends(own_words)]
RECORDS: list[type[Record]] = [StoryPage, UtterancePage, ArticlePage, SpeakerPage, OutletPage]
#: Tellings in a report: one file holds the whole story, as far as a browser can take it.
IN_REPORT = 600


@router.get("/story/{id}.json", responses=answers(StoryPage))
async def story(request: Request, id: Part, next: Next = None) -> Response:
    """A story: its utterances by speaker, what is contested, the timeline, the articles."""
    return as_json(await ask(request, lambda library: story_page(library, unslug(id), after=next)))


@router.get("/story/{id}", include_in_schema=False)
async def story_html(request: Request, id: Part, next: Next = None) -> Response:
    """A story's page."""
    page = await ask(request, lambda library: story_page(library, unslug(id), after=next))
    return render(request, "story.html", page=page, names={card.id: card.outlet for card in page.articles})


@router.get("/story/{id}/report", include_in_schema=False)
async def story_report(request: Request, id: Part) -> Response:
    """A story as one file."""
    page = await ask(request, lambda library: story_page(library, unslug(id), tellings=IN_REPORT))
    html = report(page, language(request), made=datetime.now(UTC))
    name = "".join(char for char in page.id if char.isascii() and (char.isalnum() or char in "-_")) or "story"
    headers = {"content-disposition": f'attachment; filename="riwaya-{name}.html"'}
    return Response(html, media_type="text/html; charset=utf-8", headers=headers)


@router.get("/utterance/{id}.json", responses=answers(UtterancePage))
async def utterance(request: Request, id: Part) -> Response:
    """An utterance by one of its statements: chain of transmission, wordings, differences, judgements."""
    return as_json(await ask(request, lambda library: utterance_page(library, unslug(id))))


@router.get("/utterance/{id}", include_in_schema=False)
async def utterance_html(request: Request, id: Part, judged: Annotated[str, Query(max_length=10)] = "") -> Response:
    """An utterance's page."""
    page = await ask(request, lambda library: utterance_page(library, unslug(id)))
    by_id = {each.id: each for each in page.utterance.tellings}
    back = f"/utterance/{slug(page.asked)}"
    return with_forms(request, "utterance.html", back=back, page=page, by_id=by_id, judged=judged)


@router.get("/article/{id}.json", responses=answers(ArticlePage))
async def article(
    request: Request, id: Part, version: Wording = None, against: Annotated[Wording, Query(alias="with")] = None
) -> Response:
    """An article with every mark on it and why, its wordings, and how two of them differ."""
    return as_json(await ask(request, lambda held: article_page(held, unslug(id), version=version, against=against)))


@router.get("/article/{id}", include_in_schema=False)
async def article_html(
    request: Request,
    id: Part,
    version: Wording = None,
    against: Annotated[Wording, Query(alias="with")] = None,
    at: Annotated[str, Query(max_length=1000)] = "",
) -> Response:
    """An article's page."""
    page = await ask(request, lambda held: article_page(held, unslug(id), version=version, against=against))
    return render(
        request,
        "article.html",
        page=page,
        layers=in_layers(page.findings),
        lines=lines(page, at=at),
        changed_lines=changed_lines(page),
    )


@router.get("/article/{id}/original", include_in_schema=False)
async def original(request: Request, id: Part, version: Wording = None) -> Response:
    """The bytes that an article was read from, to be kept as a file: no browser shows them as a page of ours."""
    data, _ = await ask(request, lambda library: articles.original(library, unslug(id), version))
    headers = {"content-disposition": 'attachment; filename="original.bin"', "content-security-policy": "sandbox"}
    return Response(data, media_type="application/octet-stream", headers=headers)


@router.get("/speaker/{name}.json", responses=answers(SpeakerPage))
async def speaker(request: Request, name: Part, wanted: OwnWords) -> Response:
    """A person, body or place: titles over time, who names it, all that it said."""
    return as_json(await _speaker(request, name, wanted))


@router.get("/speaker/{name}", include_in_schema=False)
async def speaker_html(request: Request, name: Part, wanted: OwnWords) -> Response:
    """A speaker's page."""
    return _with_more(request, "speaker.html", await _speaker(request, name, wanted))


async def _speaker(request: Request, name: str, wanted: Sought) -> SpeakerPage:
    encode = settings_of(request).encode
    return await ask(request, lambda library: speaker_page(library, unslug(name), wanted, encode=encode))


@router.get("/outlet/{name}.json", responses=answers(OutletPage))
async def outlet(request: Request, name: Part, wanted: OwnWords) -> Response:
    """An outlet: whom it quotes, through whom, what it shares, its articles."""
    return as_json(await ask(request, lambda library: outlet_page(library, unslug(name), wanted)))


@router.get("/outlet/{name}", include_in_schema=False)
async def outlet_html(request: Request, name: Part, wanted: OwnWords) -> Response:
    """An outlet's page."""
    return _with_more(request, "outlet.html", await ask(request, lambda held: outlet_page(held, unslug(name), wanted)))


def _with_more(request: Request, template: str, page: SpeakerPage | OutletPage) -> Response:
    words = {"q": page.query.words} if page.query.words else {}
    more = request.url.path + with_query({**words, "next": page.found.next or ""})
    return render(request, template, page=page, query=with_query(words), next_address=more)


@router.get("/stories", include_in_schema=False)
async def stories_address(request: Request) -> Response:
    """The front page under the name that its JSON has."""
    return RedirectResponse(f"/?{request.url.query}" if request.url.query else "/", 308)
