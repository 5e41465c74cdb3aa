"""Watching sources: poll each when it is due, fetch what is new, tell what came in. One bad source stops nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from riwaya.ingest import problems
from riwaya.ingest.feeds import Item, Listing, Page, read_listing
from riwaya.ingest.feeds.moments import day
from riwaya.ingest.fetch import LISTING, PAGE, Clock, Fetched, Fetcher, Refused, Unchanged, Validators
from riwaya.ingest.fetch.addresses import key
from riwaya.ingest.memory import Memory, Seen, SourceState
from riwaya.ingest.web import Retrieval, article_of_page, digest
from riwaya.model import Article, Problem, Record, replace

#: Before an address: the page there lists articles by linking to them.
LINKS = "links:"
#: Listings inside listings: OPML → index of sitemaps → sitemap, and one for good measure.
DEEPEST = 3
#: Of an index so many listings are followed, the newest: older ones change no more.
MOST_CHILDREN = 200
#: A source that fails is asked half as often each time, down to once a day.
LONGEST_BACKOFF = 86_400.0
#: How often a page that could not be had is tried, once a poll.
MOST_TRIES = 3
#: Articles remembered of a source beyond those it still lists: a month of a large outlet.
MOST_SEEN = 5_000
#: Asleep no longer than this at a time, so that an interrupt is noticed.
LONGEST_SLEEP = 60.0


class Polled(Record, frozen=True):
    """A source answered. ``new`` is how many of its ``listed`` articles are fetched now, ``left`` how many wait."""

    source: str
    when: float
    kind: str
    title: str | None = None
    listed: int = 0
    new: int = 0
    left: int = 0
    changed: bool = True
    notes: tuple[str, ...] = ()


class Arrived(Record, frozen=True):
    """An article came in; ``edited`` when an earlier version came in before."""

    article: Article
    retrieval: Retrieval
    edited: bool = False


class Failed(Record, frozen=True):
    """Something of a source could not be had; ``again`` is when it is tried next, None for never."""

    source: str
    when: float
    problem: Problem
    code: str = ""
    again: float | None = None


Event = Polled | Arrived | Failed


class Plan(NamedTuple):
    """How to watch: seconds between polls, most new pages a poll, the first day (ISO) of interest, one round or many."""

    every: float = 900.0
    most: int = 100
    since: str | None = None
    once: bool = False


class _Source(NamedTuple):
    """A source on the list, how deep below a given one, and the stamp that its parent gave it."""

    name: str
    depth: int = 0
    stamp: str | None = None

    @property
    def address(self) -> str:
        return self.name.removeprefix(LINKS)


def watch(
    sources: Iterable[str], *, memory: Memory, fetcher: Fetcher, clock: Clock, plan: Plan | None = None
) -> Iterator[Event]:
    """What happens, as it happens; without ``plan.once`` it does not end.

    A source is the address of a feed, a sitemap, an OPML file, a list of addresses or an article, or that of a page
    that links to articles, with ``links:`` before it. An article counts as seen when the next event is asked for: one
    whose event was not dealt with comes again after a crash. Nothing is raised for bad sources.
    """
    return _Watch(list(dict.fromkeys(sources)), memory, fetcher, clock, plan or Plan()).events()


class _Task(NamedTuple):
    source: _Source
    item: Item


class _Watch:
    """The state of one run: sources on the list, and pages to fetch, host by host."""

    def __init__(self, sources: list[str], memory: Memory, fetcher: Fetcher, clock: Clock, plan: Plan) -> None:
        self._memory, self._fetcher, self._clock, self._plan = memory, fetcher, clock, plan
        self._sources = {name: _Source(name) for name in sources}
        self._polled: set[str] = set()
        self._tasks: dict[str, deque[_Task]] = {}
        self._everywhere = {seen.key: seen for state in memory.all() for seen in state.seen}
        for source in self._sources.values():
            self._queue(source, self._state(source).pending)

    def events(self) -> Iterator[Event]:
        """Poll and fetch, whatever may be asked first."""
        while True:
            source, wait = self._next_source()
            host = min(self._tasks, key=self._host_ready, default=None)
            if host is not None and (source is None or self._host_ready(host) <= self._source_ready(source)):
                yield from self._fetch(host)
            elif source is not None:
                yield from self._poll(source)
            elif self._plan.once:
                return
            else:
                self._clock.sleep(min(wait, LONGEST_SLEEP))

    def _state(self, source: _Source) -> SourceState:
        return self._memory.get(source.name) or SourceState(address=source.name)

    def _next_source(self) -> tuple[_Source | None, float]:
        """A source that is due, that of the readiest host; else None and the seconds until one is."""
        now = self._clock.now()
        due = [source for source in self._sources.values() if self._due(source) <= now]
        if due:
            return min(due, key=self._source_ready), 0.0
        return None, min((self._due(source) - now for source in self._sources.values()), default=LONGEST_SLEEP)

    def _due(self, source: _Source) -> float:
        """When a source is to be polled: one round polls all at once, but those that failed, which must wait."""
        if not self._plan.once:
            return self._state(source).due
        state = self._state(source)
        return float("inf") if source.name in self._polled else state.due if state.failures else 0.0

    def _source_ready(self, source: _Source) -> float:
        return self._fetcher.ready(source.address)

    def _host_ready(self, host: str) -> float:
        return self._fetcher.ready(self._tasks[host][0].item.address)

    def _poll(self, source: _Source) -> Iterator[Event]:
        self._polled.add(source.name)
        state = self._state(source)
        answer = self._fetcher.get(source.address, want=LISTING, known=state.validators)
        if isinstance(answer, Refused):
            yield self._put_off(source, state, answer.problem, code=answer.code, wait=answer.wait)
        elif isinstance(answer, Unchanged):
            self._memory.put(replace(state, due=self._later(), failures=0))
            yield Polled(source=source.name, when=self._clock.now(), kind="unchanged", changed=False)
        else:
            yield from self._read(source, state, answer)

    def _later(self) -> float:
        return self._clock.now() + self._plan.every

    def _put_off(
        self, source: _Source, state: SourceState, problem: Problem, *, code: str = "content", wait: float | None = None
    ) -> Failed:
        backoff = min(self._plan.every * 2 ** min(state.failures, 20), LONGEST_BACKOFF)
        again = self._clock.now() + max(backoff, wait or 0.0)
        self._memory.put(replace(state, due=again, failures=state.failures + 1))
        return Failed(source=source.name, when=self._clock.now(), problem=problem, code=code, again=again)

    def _read(self, source: _Source, state: SourceState, answer: Fetched) -> Iterator[Event]:
        links = source.name.startswith(LINKS)
        found = read_listing(answer.body, address=answer.address, charset=answer.charset, follow_links=links)
        if isinstance(found, Problem):
            yield self._put_off(source, state, found)
        elif isinstance(found, Page):
            item = Item(address=source.address, stamp=self._clock_stamp())
            yield from self._arrive(_Task(source, item), answer, found)
            state = self._state(source)
            self._memory.put(replace(state, due=self._later(), failures=0, validators=answer.validators))
        else:
            yield from self._listed(source, state, answer, found)

    def _clock_stamp(self) -> str:
        """A stamp for a page that is a source itself: it may have changed at every poll."""
        return str(self._clock.now())

    def _listed(self, source: _Source, state: SourceState, answer: Fetched, found: Listing) -> Iterator[Event]:
        new = self._new(state, found.items)
        take = new[: self._plan.most]
        pending = (*state.pending, *(item for item in take if item not in state.pending))
        # With articles left over, the next answer must not be "unchanged".
        validators = answer.validators if len(take) == len(new) and not found.children else Validators()
        seen = _trimmed(state.seen, {key(item.address) for item in found.items})
        kept = replace(state, due=self._later(), failures=0, validators=validators, pending=pending, seen=seen)
        self._memory.put(kept)
        self._queue(source, take)
        yield Polled(
            source=source.name,
            when=self._clock.now(),
            kind=found.kind,
            title=found.title,
            listed=len(found.items) + len(found.children),
            new=len(take),
            left=len(new) - len(take),
            notes=found.notes,
        )
        yield from self._descend(source, found)

    def _new(self, state: SourceState, items: Iterable[Item]) -> list[Item]:
        """The items not seen as they are now, newest first (those without a date in the listing's order, last)."""
        seen = {entry.key: entry for entry in state.seen}
        waiting = {key(item.address) for item in state.pending}
        new: dict[str, Item] = {}
        for item in items:
            name = key(item.address)
            known = seen.get(name)
            if name in waiting or (known is not None and (item.stamp is None or known.stamp == item.stamp)):
                continue
            if not self._too_old(item):
                new.setdefault(name, item)
        return sorted(new.values(), key=lambda item: item.published or day(item.stamp) or "", reverse=True)

    def _too_old(self, item: Item) -> bool:
        date = day(item.published) or day(item.stamp)
        return self._plan.since is not None and date is not None and date < self._plan.since

    def _descend(self, source: _Source, found: Listing) -> Iterator[Event]:
        """Put the listings that a listing names on the list, unless their stamp says that they are as they were."""
        if found.children and source.depth >= DEEPEST:
            problem = problems.listings_nested(source.address, DEEPEST)
            yield Failed(source=source.name, when=self._clock.now(), problem=problem, code="nested")
            return
        newest = sorted(found.children, key=lambda child: day(child.stamp) or "", reverse=True)[:MOST_CHILDREN]
        for child in newest:
            known = self._sources.get(child.address)
            if known is None:
                self._sources[child.address] = below = _Source(child.address, source.depth + 1, child.stamp)
                self._queue(below, self._state(below).pending)
            elif child.stamp is not None and child.stamp != known.stamp and known.depth:
                self._sources[child.address] = known._replace(stamp=child.stamp)
                self._memory.put(replace(self._state(known), due=0.0))

    def _queue(self, source: _Source, items: Iterable[Item]) -> None:
        for item in items:
            host = urlsplit(item.address).netloc.lower()
            self._tasks.setdefault(host, deque()).append(_Task(source, item))

    def _fetch(self, host: str) -> Iterator[Event]:
        task = self._tasks[host].popleft()
        if not self._tasks[host]:
            del self._tasks[host]
        known = self._everywhere.get(key(task.item.address))
        if known is not None and known.digest and known.stamp == task.item.stamp:
            self._settle(task, replace(known, tries=0))
            return
        answer = self._fetcher.get(task.item.address, want=PAGE)
        if isinstance(answer, Refused):
            yield self._missed(task, answer)
        elif isinstance(answer, Fetched):
            found = read_listing(answer.body, address=answer.address, charset=answer.charset)
            if isinstance(found, Listing):
                found = problems.no_article(answer.address)
            if isinstance(found, Problem):
                yield self._failed(task, found, code="content")
            else:
                yield from self._arrive(task, answer, found)

    def _missed(self, task: _Task, refused: Refused) -> Failed:
        """A page that could not be had: what may pass is tried at later polls, a few times."""
        state = self._state(task.source)
        name = key(task.item.address)
        tries = next((entry.tries for entry in state.seen if entry.key == name), 0) + 1
        if not refused.transient or tries >= MOST_TRIES:
            return self._failed(task, refused.problem, code=refused.code)
        entry = Seen(key=name, tries=tries, stamp="")
        # A stamp that no listing gives: the article stays new. Without validators the listing is read again.
        rest = tuple(item for item in state.pending if item != task.item)
        self._memory.put(
            replace(state, pending=rest, seen=_with(state.seen, entry), validators=Validators(), due=self._later())
        )
        return Failed(
            source=task.source.name,
            when=self._clock.now(),
            problem=refused.problem,
            code=refused.code,
            again=self._later(),
        )

    def _failed(self, task: _Task, problem: Problem, *, code: str) -> Failed:
        self._settle(task, Seen(key=key(task.item.address), stamp=task.item.stamp))
        return Failed(source=task.source.name, when=self._clock.now(), problem=problem, code=code)

    def _arrive(self, task: _Task, answer: Fetched, page: Page) -> Iterator[Event]:
        article = article_of_page(page, answer, task.item)
        if isinstance(article, Problem):
            yield self._failed(task, article, code="content")
            return
        name, text = key(task.item.address), digest(article)
        before = self._everywhere.get(name) or self._everywhere.get(key(article.url or answer.address))
        if before is None or before.digest != text:
            retrieval = Retrieval(
                source=task.source.name,
                asked=task.item.address,
                address=answer.address,
                when=self._clock.now(),
                digest=text,
                redirects=answer.redirects,
                etag=answer.validators.etag,
                modified=answer.validators.modified,
                item=task.item,
                notes=page.notes,
            )
            yield Arrived(article=article, retrieval=retrieval, edited=before is not None and bool(before.digest))
        self._settle(task, Seen(key=name, stamp=task.item.stamp, digest=text))
        for other in (answer.address, article.url):
            if other is not None:
                self._everywhere[key(other)] = Seen(key=key(other), stamp=task.item.stamp, digest=text)

    def _settle(self, task: _Task, entry: Seen) -> None:
        """Remember that a page was dealt with."""
        state = self._state(task.source)
        rest = tuple(item for item in state.pending if item != task.item)
        self._memory.put(replace(state, pending=rest, seen=_with(state.seen, entry)))
        self._everywhere[entry.key] = entry


def _with(seen: tuple[Seen, ...], entry: Seen) -> tuple[Seen, ...]:
    return (*(each for each in seen if each.key != entry.key), entry)


def _trimmed(seen: tuple[Seen, ...], listed: set[str]) -> tuple[Seen, ...]:
    """The newest of what was seen, and all that is still listed: forgetting that would fetch it again."""
    surplus = len(seen) - MOST_SEEN
    return tuple(entry for place, entry in enumerate(seen) if place >= surplus or entry.key in listed)
