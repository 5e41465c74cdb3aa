"""Judgements: what to look at, what was decided, and the only requests that write."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import parse_qsl, quote

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, ValidationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from riwaya.model import Record
from riwaya.present.pages.review import Judged, Queue, decide, judged, queue
from riwaya.present.web.answering import WHO, as_json, ask, settings_of, with_forms
from riwaya.present.web.api import answers
from riwaya.present.web.asked import Next
from riwaya.present.web.errors import RefusedError
from riwaya.present.web.readers import Readers
from riwaya.present.web.safety import TOKEN, same, why_not
from riwaya.store import Library, pages
from riwaya.store.judgements import withdraw
from riwaya.store.packing import plain
from riwaya.store.records import Judgement

router = APIRouter(tags=["judgements"])


class Kept(Record, frozen=True):
    """A judgement that was kept; ``linked`` says whether the stories obey it already or will in a moment."""

    judgement: Judgement
    linked: bool


class Withdrawn(Record, frozen=True):
    """A judgement that was taken back."""

    id: int
    linked: bool


RECORDS: list[type[Record]] = [Queue, Judged, Kept, Withdrawn]


class Verdict(BaseModel):
    """What somebody decided about one statement (``speaker``) or two (``same``, ``different``), by their ids."""

    kind: Literal["same", "different", "speaker"]
    left: str = Field(min_length=1, max_length=1000)
    right: str | None = Field(default=None, max_length=1000)
    speaker: str | None = Field(default=None, max_length=200)
    who: str = Field(default="", max_length=200)
    note: str = Field(default="", max_length=500)


@router.get("/review.json", responses=answers(Queue))
async def review(request: Request, next: Next = None) -> Response:
    """What the program is not sure of, the least certain first."""
    return as_json(await ask(request, lambda library: queue(library, after=next)))


@router.get("/review", include_in_schema=False)
async def review_html(
    request: Request, next: Next = None, judged: Annotated[str, Query(max_length=10)] = ""
) -> Response:
    """The page of what waits to be judged."""
    page = await ask(request, lambda library: queue(library, after=next))
    return with_forms(request, "review.html", back="/review", page=page, judged=judged)


@router.get("/judgements.json", responses=answers(Judged))
async def judgements(request: Request, next: Next = None) -> Response:
    """What was decided, the latest first."""
    return as_json(await ask(request, lambda library: judged(library, after=next)))


@router.get("/judgements", include_in_schema=False)
async def judgements_html(request: Request, next: Next = None) -> Response:
    """The page of what was decided."""
    page = await ask(request, lambda library: judged(library, after=next))
    return with_forms(request, "judgements.html", back="/judgements", page=page)


@router.post("/judgements.json", responses=answers(Kept, status=201, write=True), status_code=201)
async def judge(request: Request, verdict: Verdict) -> Response:
    """Keep a judgement; the stories it speaks of are linked anew."""
    _may_write(request, form_proof=None)
    kept, linked = await _kept(request, verdict)
    return as_json(Kept(judgement=kept, linked=linked), status=201)


@router.delete("/judgements/{id}.json", responses=answers(Withdrawn, write=True))
async def take_back(request: Request, id: int) -> Response:
    """Take a judgement back; the stories it spoke of are linked anew."""
    _may_write(request, form_proof=None)
    return as_json(Withdrawn(id=id, linked=await _withdrawn(request, id)))


@router.post("/judgements", include_in_schema=False)
async def judge_form(request: Request) -> Response:
    """Keep what a form says, and go back to where it was."""
    form = await _form(request)
    _may_write(request, form_proof=form.get("proof", ""))
    try:
        verdict = Verdict.model_validate({name: form[name] for name in Verdict.model_fields if name in form})
    except ValidationError as error:
        raise RefusedError(422, "not-understood", ", ".join(str(each["loc"][0]) for each in error.errors())) from error
    _, linked = await _kept(request, verdict)
    response = _back(form.get("back", ""), linked)
    if verdict.who:
        response.set_cookie(WHO, quote(verdict.who), httponly=True, samesite="strict", max_age=31_536_000)
    return response


@router.post("/judgements/withdraw", include_in_schema=False)
async def withdraw_form(request: Request) -> Response:
    """Take a judgement back, and go back to where that was asked."""
    form = await _form(request)
    _may_write(request, form_proof=form.get("proof", ""))
    number = form.get("id", "")
    if not number.isascii() or not number.isdigit() or len(number) > 15:
        raise RefusedError(422, "not-understood")
    return _back(form.get("back", ""), await _withdrawn(request, int(number)))


async def _kept(request: Request, verdict: Verdict) -> tuple[Judgement, bool]:
    """Keep a verdict, without what its kind has no use for, and let the stories be linked anew."""
    left, right = plain(verdict.left), plain(verdict.right) or None
    one = verdict.kind == "speaker"
    if not one and right in (None, left):
        raise RefusedError(422, "not-understood", "right")
    who = plain(verdict.who) or settings_of(request).editor

    def question(library: Library) -> Judgement | None:
        named = [left] if one or right is None else [left, right]
        if any(pages.statement_number(library, each) is None for each in named):
            return None
        speaker = plain(verdict.speaker) if one else None
        return decide(library, verdict.kind, *named, speaker=speaker, who=who, note=plain(verdict.note))

    kept = await ask(request, question)
    return kept, await _relinked(request)


async def _withdrawn(request: Request, number: int) -> bool:
    if not await ask(request, lambda library: withdraw(library, number) if 0 < number < 2**62 else False):
        raise RefusedError(404, "not-found")
    return await _relinked(request)


async def _relinked(request: Request) -> bool:
    readers: Readers = request.app.state.readers
    return await readers.relink()


async def _form(request: Request) -> dict[str, str]:
    """What a form sends."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise RefusedError(415, "not-understood")
    try:
        return dict(parse_qsl((await request.body()).decode("utf-8", "replace"), max_num_fields=30))
    except ValueError as error:
        raise RefusedError(422, "not-understood") from error


def _may_write(request: Request, *, form_proof: str | None) -> None:
    refusal = why_not(request, settings_of(request), form_proof=form_proof)
    if refusal is not None:
        raise refusal


def _back(address: str, linked: bool) -> Response:
    """To one of our own pages, which says whether the judgement is obeyed yet."""
    own = address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/judgements"
    return RedirectResponse(f"{own.partition('?')[0]}?judged={'done' if linked else 'going'}", 303)


@router.get("/linked", include_in_schema=False)
async def linked(
    request: Request,
    story: Annotated[str, Query(max_length=200)] = "",
    statement: Annotated[str, Query(max_length=1000)] = "",
) -> Response:
    """Tells a page that waits for linking to look again once that is done."""
    waits = await ask(request, lambda library: (pages.waits_for(library, story=story, statement=statement),))
    return Response(status_code=204) if waits[0] else Response(status_code=200, headers={"hx-refresh": "true"})


@router.get("/token", include_in_schema=False)
async def token_html(request: Request) -> Response:
    """Where the write token is entered."""
    return with_forms(request, "token.html", back="/token")


@router.post("/token", include_in_schema=False)
async def token_form(request: Request) -> Response:
    """Keep the write token in this browser, if it is the right one."""
    settings = settings_of(request)
    form = await _form(request)
    refusal = why_not(request, settings, form_proof=form.get("proof", ""))
    if refusal is not None and refusal.code != "no-token":
        raise refusal
    if not settings.token or not same(form.get("token", ""), settings.token):
        raise RefusedError(401, "no-token")
    response = RedirectResponse("/", 303)
    response.set_cookie(TOKEN, settings.token, httponly=True, samesite="strict", max_age=2_592_000)
    return response
