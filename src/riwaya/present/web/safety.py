"""What stands between browsers and pages: names, limits, headers, and the proof that a write was meant.

Words of pages are hostile. They are escaped where they are shown (``rendering``); here a browser is told to run nothing
but our own files even if one were not.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from riwaya.present.web.errors import RefusedError, answer
from riwaya.present.web.settings import LOOPBACK, Settings, is_address

#: Characters of an address (path and query), and bytes of what a form or a program sends.
LONGEST_ADDRESS, LARGEST_BODY = 8_000, 64_000
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # no-referrer would make browsers send `Origin: null` with our own forms
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
BROWSER, TOKEN = "riwaya-browser", "riwaya-token"
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through that is addressed to us and of reasonable size; add the headers to the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        # what answers GET answers HEAD, without a body: FastAPI knows but the one
        bodiless = scope["method"] == "HEAD"
        asked = {**scope, "method": "GET"} if bodiless else scope

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send({**message, "body": b""} if bodiless and message["type"] == "http.response.body" else message)

        refusal = refused(scope, self.settings)
        if refusal is None:
            await self.app(asked, _limited(receive), with_headers)
        else:
            await answer(Request(scope), refusal)(scope, receive, with_headers)


def refused(scope: Scope, settings: Settings) -> RefusedError | None:
    """Why a request is not looked at any further, or None."""
    headers = Headers(scope=scope)
    if not known_host(headers.get("host", ""), settings):
        return RefusedError(421, "unknown-host")
    if len(scope.get("raw_path", b"")) + len(scope.get("query_string", b"")) > LONGEST_ADDRESS:
        return RefusedError(414, "too-long")
    length = headers.get("content-length", "0")
    if not length.isdigit() or int(length) > LARGEST_BODY:
        return RefusedError(413, "too-large")
    return None


def _limited(receive: Receive) -> Receive:
    """``receive`` that ends a body that is longer than it may be, whatever its header said."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return {"type": "http.disconnect"} if taken > LARGEST_BODY else message

    return limited


def known_host(host: str, settings: Settings) -> bool:
    """True when a request names this server: another name may be a foreign page's that points at this machine.

    An address is no name that anybody could point elsewhere, but one that listens on loopback answers to that alone.
    """
    name = urlsplit(f"//{host}").hostname if _parses(host) else None
    if name is None:
        return False
    known = LOOPBACK | settings.names | {settings.host}
    return name in known or (not settings.loopback and is_address(name))


def _parses(host: str) -> bool:
    try:
        urlsplit(f"//{host}")
    except ValueError:
        return False
    return bool(host) and not set(host) & set("/?#@\\ ")


def browser_of(cookies: Mapping[str, str]) -> str:
    """What tells this browser from others, made anew where it has none."""
    held = cookies.get(BROWSER, "")
    return held if len(held) == 43 and held.replace("-", "").replace("_", "").isalnum() else secrets.token_urlsafe(32)


def proof(settings: Settings, browser: str) -> str:
    """What a form of ours carries: a page of another origin can neither read nor make it."""
    return hmac.new(settings.secret.encode(), browser.encode(), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """True for equal strings, in a time that does not depend on where they differ."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def why_not(request: Request, settings: Settings, *, form_proof: str | None) -> RefusedError | None:
    """Why a write is refused: it comes from another origin, is no form of ours, or lacks the token.

    ``form_proof`` is what a form carries. None stands for JSON, which a foreign page cannot send without asking first,
    and which nobody here answers.
    """
    if request.method in _READING:
        return None
    if not _own_origin(request):
        return RefusedError(403, "other-origin")
    if form_proof is not None and not same(form_proof, proof(settings, request.cookies.get(BROWSER, ""))):
        return RefusedError(403, "no-proof")
    if not settings.loopback and not allowed(request, settings):
        return RefusedError(401, "no-token")
    return None


def _own_origin(request: Request) -> bool:
    """True when the browser says that one of our pages asks, or when no browser does."""
    if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def allowed(request: Request, settings: Settings) -> bool:
    """True when the request carries the token that this server's owner was told."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    given: Iterable[str] = (bearer if scheme.lower() == "bearer" else "", request.cookies.get(TOKEN, ""))
    return bool(settings.token) and any(same(each, settings.token) for each in given)
