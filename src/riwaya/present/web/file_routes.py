"""Our own files: style, fonts, the two small scripts, htmx."""

from __future__ import annotations

import re

from fastapi import APIRouter
from starlette.responses import Response

from riwaya.present.web.errors import RefusedError
from riwaya.present.web.rendering import static_file

router = APIRouter(include_in_schema=False)
_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
}
_NAME = re.compile(r"(?:fonts/)?[a-z0-9-]+(?:\.[a-z0-9]+){1,2}")


@router.get("/static/{stamp}/{name:path}")
async def static(stamp: str, name: str) -> Response:
    """One of our own files; its address changes when it does, so that browsers may keep it for ever."""
    media = _TYPES.get(name.rpartition(".")[2])
    if media is None or not _NAME.fullmatch(name):
        raise RefusedError(404, "not-found")
    try:
        data = static_file(name)
    except FileNotFoundError as error:
        raise RefusedError(404, "not-found") from error
    return Response(data, media_type=media, headers={"cache-control": "public, max-age=31536000, immutable"})
