"""Fetching with manners: redirects checked one by one, one retry policy, robots.txt, a pace for every host."""

from __future__ import annotations

import functools
import ssl
from importlib.metadata import version
from typing import NamedTuple

from riwaya.ingest.fetch.addresses import Target, joined, target
from riwaya.ingest.fetch.exchange import Question, Reply, exchange, retry_after
from riwaya.ingest.fetch.guard import Guard
from riwaya.ingest.fetch.manners import Clock, Pace, Retry, Robots, RobotsShelf, SystemClock
from riwaya.ingest.fetch.records import ROBOTS, Answer, Fetched, RefusalError, Refused, Unchanged, Validators, Want
from riwaya.ingest.fetch.refusals import TRANSIENT_STATUSES, of_status, refuse
from riwaya.model import replace

REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Browsers follow twenty; news sites need two (to https, to www).
MOST_REDIRECTS = 5
#: Everything about one request, from the name to the last byte.
SECONDS = 30.0
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.1"


def agent(contact: str | None = None) -> str:
    """The name under which we ask: what it is and, where given, whom to ask about it."""
    about = "Arabic news reader; follows robots.txt"
    return f"riwaya/{version('riwaya')} ({about}{f'; {contact}' if contact else ''})"


@functools.cache
def tls() -> ssl.SSLContext:
    """The machine's trusted certificates; made when the first https address is asked."""
    return ssl.create_default_context()


class Limits(NamedTuple):
    """Seconds for one request in all, and how many redirects are followed."""

    seconds: float = SECONDS
    redirects: int = MOST_REDIRECTS


class Fetcher:
    """Asks web servers for pages and feeds; what goes wrong is answered as ``Refused``, nothing is raised.

    It remembers robots.txt files and when each host was asked, in memory.
    """

    def __init__(
        self,
        *,
        guard: Guard | None = None,
        clock: Clock | None = None,
        retry: Retry | None = None,
        limits: Limits | None = None,
        between: float | None = None,
        contact: str | None = None,
    ) -> None:
        """``between`` is the least number of seconds between two requests to a host, ``contact`` goes into our name."""
        self._clock: Clock = clock or SystemClock()
        self._guard, self._retry, self._limits = guard or Guard(), retry or Retry(), limits or Limits()
        self._pace = Pace(self._clock) if between is None else Pace(self._clock, between)
        self._agent = agent(contact)
        self._robots = RobotsShelf(self._clock)

    def get(self, address: str, *, want: Want, known: Validators | None = None) -> Answer:
        """What is at ``address``; ``known`` came with the last answer and makes an unchanged one short.

        A server that used up all its time is not asked again at once: others wait.
        """
        attempt = 0
        while True:
            attempt += 1
            answer = self._once(address, want, known or Validators())
            if not isinstance(answer, Refused) or not answer.transient or answer.code == "timeout":
                return answer
            wait = self._retry.wait(attempt, answer.wait)
            if wait is None:
                return answer
            self._clock.sleep(wait)

    def ready(self, address: str) -> float:
        """The moment from which the host of ``address`` may be asked; 0 for what is no address."""
        try:
            return self._pace.ready(target(address).netloc)
        except RefusalError:
            return 0.0

    def _once(self, address: str, want: Want, known: Validators) -> Answer:
        try:
            return self._followed(address, want, known)
        except RefusalError as refusal:
            return refusal.refused

    def _followed(self, address: str, want: Want, known: Validators, *, robots: bool = True) -> Answer:
        """The answer at the end of the redirects; raises ``RefusalError``. Every step is checked as the first is."""
        place, passed = target(address), list[str]()
        while True:
            reply = self._asked(place, want, known, robots=robots)
            if reply.status not in REDIRECTS:
                return _answer(reply, address, place, passed, known)
            passed.append(place.address)
            if len(passed) > self._limits.redirects:
                raise refuse("redirects", address, self._limits.redirects)
            location = reply.header("Location")
            if location is None:
                raise refuse("no-location", place.address)
            # latin-1 is how http.client reads headers; servers send UTF-8
            link = location.encode("latin-1", "ignore").decode("utf-8", "ignore")
            place = target(joined(place.address, link) or link)
            if place.address in passed:
                raise refuse("loop", address)

    def _asked(self, place: Target, want: Want, known: Validators, *, robots: bool) -> Reply:
        host = place.netloc
        if (seconds := self._pace.blocked(host)) > self._retry.longest:
            raise refuse("blocked", place.address, seconds, wait=seconds)
        rules = self._rules(place) if robots else None
        if rules is not None and not rules.permits(place.address):
            raise refuse("robots", place.address)
        self._pace.wait(host)
        question = Question(place, self._headers(known), want, self._limits.seconds)
        try:
            reply = exchange(question, self._guard, tls)
        finally:
            self._pace.asked(host, rules.delay if rules else None)
        if reply.status in TRANSIENT_STATUSES:
            wait = retry_after(reply, self._clock.now())
            self._pace.block(host, wait or 0.0)
            raise of_status(place.address, reply.status, wait=wait)
        return reply

    def _headers(self, known: Validators) -> dict[str, str]:
        headers = {
            "User-Agent": self._agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate",
            "Accept-Language": "ar, *;q=0.5",
            "Connection": "close",
        }
        if known.etag:
            headers["If-None-Match"] = known.etag
        if known.modified:
            headers["If-Modified-Since"] = known.modified
        return headers

    def _rules(self, place: Target) -> Robots:
        """What the host's robots.txt says; a missing one permits everything, one out of reach nothing (RFC 9309)."""
        rules = self._robots.get(place.origin)
        if rules is None:
            rules = Robots(self._robots_text(place))
            self._robots.put(place.origin, rules)
        return rules

    def _robots_text(self, place: Target) -> str:
        try:
            found = self._followed(f"{place.origin}/robots.txt", ROBOTS, Validators(), robots=False)
        except RefusalError as refusal:
            refused = refusal.refused
            if refused.code in ("status", "redirects", "loop", "no-location", "type"):
                return ""
            if refused.transient and refused.code != "timeout":
                raise refuse("robots-unreachable", place.address, refused.problem.reason, wait=refused.wait) from None
            problem = replace(refused.problem, path=place.address)
            raise RefusalError(replace(refused, problem=problem)) from None
        return found.body.decode("utf-8-sig", "replace") if isinstance(found, Fetched) else ""


def _answer(reply: Reply, asked: str, place: Target, passed: list[str], known: Validators) -> Answer:
    if reply.status == 304 and known != Validators():
        return Unchanged(asked=asked)
    if reply.status != 200:
        raise of_status(place.address, reply.status)
    return Fetched(
        asked=asked,
        address=place.address,
        body=reply.body,
        content_type=reply.content_type,
        charset=reply.headers.get_content_charset(),
        validators=Validators(etag=_line(reply.header("ETag")), modified=_line(reply.header("Last-Modified"))),
        redirects=tuple(passed),
    )


def _line(value: str | None) -> str | None:
    """A validator that can be sent back: one line of ASCII of a sensible length."""
    return value if value and len(value) <= 1000 and value.isascii() and value.isprintable() else None
