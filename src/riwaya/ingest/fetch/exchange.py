"""One question and its answer: limits on type, size and time; redirects, retries and manners are the fetcher's."""

from __future__ import annotations

import email.message
import http.client
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from riwaya.ingest.fetch.addresses import Target
from riwaya.ingest.fetch.connection import Deadline, PinnedConnection, TooMuchError
from riwaya.ingest.fetch.guard import Guard
from riwaya.ingest.fetch.records import Want
from riwaya.ingest.fetch.refusals import refuse
from riwaya.ingest.fetch.unpack import DamagedError, UnknownEncodingError, unpacked

#: How much is read at a time.
CHUNK = 1 << 16
#: Room for headers and the packing of chunks, above the body itself.
OVERHEAD = 1_000_000
MEGABYTE = 1_000_000
#: Of a host's addresses so many are tried; the rest is hardly better.
MOST_PLACES = 3


class Reply(NamedTuple):
    """A status, its headers, and the unpacked body (empty unless the status is 200)."""

    status: int
    headers: email.message.Message
    body: bytes

    def header(self, name: str) -> str | None:
        """A header's value without white space around it."""
        value = self.headers.get(name)
        return str(value).strip() or None if value is not None else None

    @property
    def content_type(self) -> str:
        """The media type in lower case; empty where none is given."""
        return (self.header("Content-Type") or "").partition(";")[0].strip().lower()


class Question(NamedTuple):
    """What is asked of whom; ``seconds`` is for everything, from the name to the last byte."""

    target: Target
    headers: Mapping[str, str]
    want: Want
    seconds: float


def exchange(question: Question, guard: Guard, context: Callable[[], ssl.SSLContext]) -> Reply:
    """The server's reply; raises ``RefusalError`` for whatever is wrong with it."""
    address, deadline = question.target.address, Deadline(question.seconds)
    try:
        return _asked(question, guard, deadline, context)
    except TooMuchError:
        raise refuse("too-large", address, question.want.largest / MEGABYTE) from None
    except UnknownEncodingError as error:
        raise refuse("encoding", address, error) from error
    except DamagedError as error:
        raise refuse("damaged", address, error) from error
    except TimeoutError:
        raise refuse("timeout", address, question.seconds) from None
    except ssl.SSLCertVerificationError as error:
        raise refuse("certificate", address, error.verify_message) from error
    except http.client.IncompleteRead as error:
        raise refuse("truncated", address, f"{len(error.partial)} …") from error
    except (http.client.HTTPException, ValueError) as error:
        # ValueError: http.client on a chunk's size that is no number
        raise refuse("broken", address, f"{type(error).__name__} {error}"[:200]) from error
    except OSError as error:
        raise refuse("unreachable", address, error.strerror or error) from error


def _asked(question: Question, guard: Guard, deadline: Deadline, context: Callable[[], ssl.SSLContext]) -> Reply:
    target, want = question.target, question.want
    places = guard.places(target, within=deadline.left())
    connection = _connected(target, list(places[:MOST_PLACES]), deadline, want.largest + OVERHEAD, context)
    with closing(connection):
        connection.putrequest("GET", target.path, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": target.netloc, **question.headers}.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        with closing(response):
            reply = Reply(response.status, response.headers, b"")
            return reply._replace(body=_body(response, reply, question)) if reply.status == 200 else reply


def _connected(
    target: Target, places: list[str], deadline: Deadline, most: int, context: Callable[[], ssl.SSLContext]
) -> PinnedConnection:
    secure = context() if target.scheme == "https" else None
    while True:
        connection = PinnedConnection(target, places.pop(0), deadline=deadline, most=most, context=secure)
        try:
            connection.connect()
        except ssl.SSLError:
            raise
        except OSError:
            if not places:
                raise
        else:
            return connection


def _body(response: http.client.HTTPResponse, reply: Reply, question: Question) -> bytes:
    """The unpacked body; what a limit forbids is refused before it is read where the headers tell."""
    want, address = question.want, question.target.address
    if not want.accepts(reply.content_type):
        raise refuse("type", address, reply.content_type)
    if not want.cut and (response.length or 0) > want.largest:
        raise TooMuchError
    body = bytearray()
    for piece in unpacked(_chunks(response, address), reply.header("Content-Encoding") or ""):
        body += piece
        if len(body) > want.largest:
            if want.cut:
                return bytes(body[: want.largest])
            raise TooMuchError
    return bytes(body)


def _chunks(response: http.client.HTTPResponse, address: str) -> Iterator[bytes]:
    # read1: http.client's read() would take a chunk of negative size for "everything"
    while chunk := response.read1(CHUNK):
        yield chunk
    if response.length:
        raise refuse("truncated", address, f"{response.length} bytes missing")


def retry_after(reply: Reply, now: float) -> float | None:
    """The seconds that ``Retry-After`` asks for, given as a number or as a date; None where it says nothing usable."""
    value = reply.header("Retry-After")
    if value is None:
        return None
    if value.isascii() and value.isdigit():
        return float(min(int(value[:9]), 10**8))
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now)
