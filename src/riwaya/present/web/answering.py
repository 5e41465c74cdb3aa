"""From a question to an answer: asked of the library in a thread of its own, sent as a page or as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import Response

from riwaya.model import Record
from riwaya.present import contract
from riwaya.present.web.errors import RefusedError
from riwaya.present.web.readers import Readers
from riwaya.present.web.rendering import render
from riwaya.present.web.safety import BROWSER, browser_of, proof
from riwaya.present.web.settings import Settings
from riwaya.store import Library

T = TypeVar("T")
#: The cookie that keeps whose judgements these are.
WHO = "riwaya-who"


async def ask(request: Request, question: Callable[[Library], T | None]) -> T:
    """The library's answer; raises ``RefusedError`` (404) where it is None."""
    readers: Readers = request.app.state.readers
    found = await readers.ask(question)
    if found is None:
        raise RefusedError(404, "not-found")
    return found


def settings_of(request: Request) -> Settings:
    """What the application was made with."""
    settings: Settings = request.app.state.settings
    return settings


def as_json(record: Record, *, status: int = 200) -> Response:
    """A record as programs get it."""
    response = Response(contract.encode(record), status_code=status, media_type="application/json")
    response.headers["cache-control"] = "private, no-cache"
    return response


def with_forms(request: Request, template: str, *, back: str, **given: Any) -> Response:
    """A page with forms that write, each carrying the proof that it is ours."""
    browser = browser_of(request.cookies)
    settings = settings_of(request)
    who = unquote(request.cookies.get(WHO, "")) or settings.editor
    response = render(request, template, proof=proof(settings, browser), back=back, who=who, **given)
    response.set_cookie(BROWSER, browser, httponly=True, samesite="strict", max_age=31_536_000)
    return response
