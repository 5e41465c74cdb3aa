"""One shape for everything that goes wrong, as a page and as JSON."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from riwaya.model import Record
from riwaya.present import contract
from riwaya.present.labels import Lang
from riwaya.present.web.words import tell

#: Status → code where nothing more is known.
CODES = {404: "not-found", 405: "not-allowed", 422: "not-understood", 500: "broken", 503: "busy"}


class RefusedError(Exception):
    """A request that is not answered: HTTP status, a code that programs can rely on, and what the code is about."""

    def __init__(self, status: int, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.detail = detail


class Message(Record, frozen=True):
    """What is wrong and what to do, in both languages."""

    ar: str
    en: str


class Fault(Record, frozen=True):
    """One thing that went wrong."""

    status: int
    code: str
    message: Message
    detail: str = ""


class ErrorAnswer(Record, frozen=True):
    """The shape of every error: ``{"error": {…}}``."""

    error: Fault


def shaped(refusal: RefusedError) -> ErrorAnswer:
    """A refusal as programs get it."""
    key = f"error_{refusal.code}".replace("-", "_")
    message = Message(ar=tell(key, Lang.AR), en=tell(key, Lang.EN))
    fault = Fault(status=refusal.status, code=refusal.code, message=message, detail=refusal.detail[:300])
    return ErrorAnswer(error=fault)


def wants_json(request: Request) -> bool:
    """True for an address that ends in ``.json``, for writes as JSON, and for whoever asks for nothing else."""
    accepted = request.headers.get("accept", "")
    sent = request.headers.get("content-type", "")
    return (
        request.url.path.endswith(".json")
        or sent.startswith("application/json")
        or (accepted.startswith("application/json") and "text/html" not in accepted)
    )


def answer(request: Request, refusal: RefusedError) -> Response:
    """The page or the JSON of a refusal."""
    from riwaya.present.web.rendering import render

    headers = {"www-authenticate": "Bearer"} if refusal.status == 401 else {}
    shape = shaped(refusal)
    if wants_json(request):
        body = contract.encode(shape)
        return Response(body, status_code=refusal.status, media_type="application/json", headers=headers)
    return render(request, "error.html", status=refusal.status, headers=headers, error=shape.error)
