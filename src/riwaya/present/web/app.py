"""The application: routes, what guards them, how errors are told."""

from __future__ import annotations

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

import riwaya
from riwaya.present import asking
from riwaya.present.finding import NotUnderstoodError, Query, find
from riwaya.present.pages.front import Filters, front
from riwaya.present.pages.review import queue
from riwaya.present.web import api, file_routes, judging_routes, list_routes, page_routes
from riwaya.present.web.errors import CODES, RefusedError, answer
from riwaya.present.web.readers import Readers
from riwaya.present.web.rendering import environment
from riwaya.present.web.safety import Guard
from riwaya.present.web.settings import Settings
from riwaya.store import Library, LibraryError, spread

_log = logging.getLogger("riwaya.web")


def application(settings: Settings) -> FastAPI:
    """The application over the library that ``settings`` names, which must be there."""

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        warm = (lambda library: warm_up(library, settings)) if settings.warm else None
        app.state.readers = Readers(settings.library, link=settings.link, warm=warm)
        yield
        app.state.readers.close()

    app = FastAPI(
        title="Riwaya",
        version=riwaya.__version__,
        description="Who said what, when, through whom: Arabic news accounts side by side.",
        license_info={"name": "Apache 2.0", "identifier": "Apache-2.0"},
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=life,
    )
    app.state.settings = settings
    for routes in (list_routes, page_routes, judging_routes, file_routes):
        app.include_router(routes.router)
    _handle_errors(app)
    app.add_middleware(Guard, settings=settings)
    setattr(app, "openapi", lambda: _openapi(app))  # noqa: B010 - a method is replaced, as FastAPI's documentation says
    return app


def warm_up(library: Library, settings: Settings) -> None:
    """Read what the first visitor would wait for: word lists, templates, the sentence model, vectors, counts."""
    for name in environment().list_templates(extensions=["html"]):
        environment().get_template(name)
    front(library, Filters(words="خبر"))
    asking.who(library, "محمد", most=1)
    spread.spread(library)
    queue(library)
    asking.said(library, "خبر", encode=settings.encode, most=1)
    for query in (Query(words="خبر"), Query(statements=True, newest=True)):
        find(library, query, facets=True)
    # what was read stays as long as the server: looking it over for cycles took 80 ms, in the middle of some page
    gc.collect()
    gc.freeze()


def _openapi(app: FastAPI) -> dict[str, Any]:
    """The description of all that answers as JSON, made once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            license_info=app.license_info,
            routes=app.routes,
        )
        records = [*list_routes.RECORDS, *page_routes.RECORDS, *judging_routes.RECORDS]
        made.setdefault("components", {}).setdefault("schemas", {}).update(api.components(records))
        app.openapi_schema = made
    return app.openapi_schema


def _handle_errors(app: FastAPI) -> None:
    @app.exception_handler(RefusedError)
    async def refused(request: Request, error: RefusedError) -> Response:
        return answer(request, error)

    @app.exception_handler(ClientDisconnect)
    async def cut_short(request: Request, error: ClientDisconnect) -> Response:
        return answer(request, RefusedError(413, "too-large"))

    @app.exception_handler(NotUnderstoodError)
    async def not_understood(request: Request, error: NotUnderstoodError) -> Response:
        return answer(request, RefusedError(400, "not-understood", str(error)))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        found = [f"{'.'.join(map(str, each['loc'][1:]))}: {each['msg']}" for each in error.errors()]
        return answer(request, RefusedError(422, "not-understood", "; ".join(found)))

    @app.exception_handler(LibraryError)
    async def library_error(request: Request, error: LibraryError) -> Response:
        _log.error("library: %s", error)
        return answer(request, RefusedError(503, "busy"))

    @app.exception_handler(HTTPException)
    async def http_error(request: Request, error: HTTPException) -> Response:
        response = answer(request, RefusedError(error.status_code, CODES.get(error.status_code, "not-understood")))
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(Exception)
    async def broken(request: Request, error: Exception) -> Response:
        _log.error("fault of the program", exc_info=error)
        return answer(request, RefusedError(500, "broken"))
