"""How a guest behaves: how often a host is asked, when it is asked again, and what its robots.txt permits."""

from __future__ import annotations

import re
import time
from typing import NamedTuple, Protocol

#: The name by which robots.txt files know us.
TOKEN = "riwaya"
#: A host is not asked more often than this unless its robots.txt wishes for more time.
SECONDS_BETWEEN = 2.0
#: A Crawl-delay above an hour means "never" to a program that polls.
LONGEST_DELAY = 3600.0
#: RFC 9309: what a robots.txt says is kept for a day at most.
ROBOTS_KEPT = 86_400.0
#: Characters of robots.txt kept in all: some hundred usual ones, or four as long as they may be (30 MB of rules each).
ROBOTS_ROOM = 2_000_000
#: Hosts remembered before those that may be asked again are forgotten.
MOST_HOSTS = 10_000


class Clock(Protocol):
    """Tells the time and waits, so that tests need not."""

    def now(self) -> float:
        """Seconds since 1970."""

    def sleep(self, seconds: float) -> None:
        """Let ``seconds`` pass."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Let ``seconds`` pass."""
        time.sleep(max(0.0, seconds))


class Retry(NamedTuple):
    """The one retry policy: so many attempts in all, after ``first`` seconds, twice that, … ; never a ``longest`` wait.

    A server that asks for a longer wait is left alone until then; that is the caller's to remember.
    """

    attempts: int = 3
    first: float = 1.0
    longest: float = 30.0

    def wait(self, attempt: int, asked: float | None) -> float | None:
        """Seconds until the next attempt after the ``attempt``-th (from 1) failed; None when there is to be none.

        >>> Retry().wait(1, None), Retry().wait(2, None), Retry().wait(3, None), Retry().wait(1, 3600)
        (1.0, 2.0, None, None)
        """
        if attempt >= self.attempts:
            return None
        wait = max(self.first * 2 ** (attempt - 1), asked or 0.0)
        return wait if wait <= self.longest else None


class Pace:
    """When each host may be asked next."""

    def __init__(self, clock: Clock, between: float = SECONDS_BETWEEN) -> None:
        """``between`` is the least number of seconds between the end of one request and the beginning of the next."""
        self._clock, self._between = clock, between
        self._free: dict[str, float] = {}
        self._blocked: dict[str, float] = {}

    def ready(self, host: str) -> float:
        """The moment from which ``host`` may be asked."""
        return max(self._free.get(host, 0.0), self._blocked.get(host, 0.0))

    def blocked(self, host: str) -> float:
        """For how many more seconds ``host`` asked to be left alone."""
        return max(0.0, self._blocked.get(host, 0.0) - self._clock.now())

    def wait(self, host: str) -> None:
        """Wait until ``host`` may be asked."""
        seconds = self.ready(host) - self._clock.now()
        if seconds > 0:
            self._clock.sleep(seconds)

    def asked(self, host: str, delay: float | None) -> None:
        """Remember that ``host`` has just been asked; ``delay`` is its Crawl-delay."""
        if len(self._free) > MOST_HOSTS:
            now = self._clock.now()
            self._free = {name: moment for name, moment in self._free.items() if moment > now}
            self._blocked = {name: moment for name, moment in self._blocked.items() if moment > now}
        self._free[host] = self._clock.now() + max(self._between, min(delay or 0.0, LONGEST_DELAY))

    def block(self, host: str, seconds: float) -> None:
        """Leave ``host`` alone for so long."""
        self._blocked[host] = self._clock.now() + seconds


_AGENT_LINE = re.compile(r"^[ \t]*user[- ]?agent[ \t]*:?[ \t]*(.*)$", re.IGNORECASE | re.MULTILINE)


class Robots:
    """What one robots.txt permits."""

    def __init__(self, text: str) -> None:
        """``text`` is the file; an empty one permits everything."""
        from protego import Protego

        self.size = len(text)
        # protego keeps rules for every agent named; thousands of agents over thousands of rules would take minutes.
        # All agents but ours and * become one, so that the groups stay what they are.
        self._rules = Protego.parse(_AGENT_LINE.sub(_agent_line, text))

    def permits(self, address: str) -> bool:
        """True when the file lets us fetch ``address``."""
        return self._rules.can_fetch(address, TOKEN)

    @property
    def delay(self) -> float | None:
        """The seconds between requests that it wishes for."""
        return self._rules.crawl_delay(TOKEN)


class RobotsShelf:
    """The robots.txt files read lately, by origin; the oldest go when there is no room or their day is over."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[Robots, float]] = {}

    def get(self, origin: str) -> Robots | None:
        """What was read less than a day ago."""
        rules, until = self._kept.get(origin, (None, 0.0))
        return rules if until > self._clock.now() else None

    def put(self, origin: str, rules: Robots) -> None:
        """Keep ``rules``."""
        self._kept.pop(origin, None)
        self._kept[origin] = (rules, self._clock.now() + ROBOTS_KEPT)
        room = ROBOTS_ROOM - sum(kept.size for kept, _ in self._kept.values())
        while room < 0 and len(self._kept) > 1:
            oldest = next(iter(self._kept))
            room += self._kept.pop(oldest)[0].size


def _agent_line(match: re.Match[str]) -> str:
    name = match[1].partition("#")[0].strip().lower()
    return f"User-agent: {name if name == '*' or TOKEN in name else 'another'}"
