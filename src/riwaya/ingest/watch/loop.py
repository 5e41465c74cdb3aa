"""The loop of watching: whichever source or page may be asked first is next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from riwaya.ingest import problems
from riwaya.ingest.feeds import Item, Listing, Page, read_listing
from riwaya.ingest.feeds.moments import day
from riwaya.ingest.fetch import LISTING, PAGE, Clock, Fetched, Fetcher, Refused, Unchanged, Validators
from riwaya.ingest.fetch.addresses import key
from riwaya.ingest.fetch.refusals import refused
from riwaya.ingest.watch.events import Arrived, Event, Failed, Plan, Polled
from riwaya.ingest.watch.memory import Memory, Seen, SourceState
from riwaya.ingest.watch.roster import DEEPEST, LINKS, Roster, Source
from riwaya.ingest.watch.tasks import Task, Tasks
from riwaya.ingest.web import article_of_page, digest, retrieval_of
from riwaya.model import Problem, replace

__all__ = ["LINKS", "watch"]

#: A source that fails is asked half as often each time, down to once a day.
LONGEST_BACKOFF = 86_400.0
#: How often a page that could not be had is tried, once a poll.
MOST_TRIES = 3
#: Pages of one source that may fail before the rest of them waits for its next poll.
MOST_STRIKES = 5
#: Pages of one source that wait at most; while their host is down, the listing keeps the rest.
MOST_PENDING = 1_000
#: Articles remembered of a source beyond those it still lists: a month of a large outlet.
MOST_SEEN = 5_000
#: Asleep no longer than this at a time, so that the machine's own sleep is noticed.
LONGEST_SLEEP = 60.0
#: One round does not wait longer than this for anybody.
LONGEST_TURN = 60.0


def watch(
    sources: Iterable[str], *, memory: Memory, fetcher: Fetcher, clock: Clock, plan: Plan | None = None
) -> Iterator[Event]:
    """What happens, as it happens; without ``plan.once`` it does not end.

    A source is the address of a feed, a sitemap, an OPML file, a list of addresses or an article, or that of a page
    that links to articles, with ``links:`` before it. An article counts as seen when the next event is asked for: one
    whose event was not dealt with comes again after a crash. Nothing is raised for bad sources.
    """
    return _Watch(Roster(sources), memory, fetcher, clock, plan or Plan()).events()


class _Watch:
    """One run: who is on the list, which pages are to be fetched, what was seen anywhere."""

    def __init__(self, roster: Roster, memory: Memory, fetcher: Fetcher, clock: Clock, plan: Plan) -> None:
        self._roster, self._memory, self._fetcher, self._clock, self._plan = roster, memory, fetcher, clock, plan
        self._tasks = Tasks(fetcher.ready)
        self._polled: set[str] = set()
        self._strikes: Counter[str] = Counter()
        self._everywhere = {seen.key: seen for state in memory.all() for seen in state.seen if seen.digest}
        for source in roster:
            self._resume(source.name)

    def events(self) -> Iterator[Event]:
        """Poll and fetch, whatever may be asked first, and sleep when nothing may."""
        while (chosen := self._chosen()) is not None:
            ready, what = chosen
            wait = ready - self._clock.now()
            if wait <= 0:
                yield from self._fetch(what) if isinstance(what, Task) else self._poll(what)
            elif self._plan.once and wait > LONGEST_TURN:
                yield self._left_alone(what, ready)
            else:
                self._clock.sleep(min(wait, LONGEST_SLEEP))

    def _chosen(self) -> tuple[float, Source | Task] | None:
        """What may be asked first, and when; None when one round is over."""
        sources = ((self._moment(source), source) for source in self._roster if not self._is_done(source))
        source = min(sources, key=lambda pair: pair[0], default=None)
        task = self._tasks.readiest()
        # Pages first: they are why the sources are polled.
        return task if task is not None and (source is None or task[0] <= source[0]) else source

    def _is_done(self, source: Source) -> bool:
        return self._plan.once and source.name in self._polled

    def _moment(self, source: Source) -> float:
        """When a source is to be asked; one round asks all at once, but for those that failed and must wait."""
        state, ready = self._state(source.name), self._fetcher.ready(source.address)
        at_once = self._plan.once and (self._plan.insist or not state.failures)
        return ready if at_once else max(ready, state.due)

    def _left_alone(self, what: Source | Task, until: float) -> Failed:
        """One round goes on without a host that is to be left alone for long; its pages stay pending."""
        if isinstance(what, Task):
            name, address = what.source, what.item.address
            self._tasks.drop(host=what.host)
        else:
            name, address = what.name, what.address
            self._polled.add(name)
        problem = refused("blocked", address, until - self._clock.now()).problem
        return Failed(source=name, when=self._clock.now(), problem=problem, code="blocked", again=until)

    def _state(self, name: str) -> SourceState:
        return self._memory.get(name) or SourceState(address=name)

    def _resume(self, name: str) -> None:
        """Put the pages of a source that are still to be fetched in line."""
        for item in self._state(name).pending:
            self._tasks.add(Task(name, item))

    def _poll(self, source: Source) -> Iterator[Event]:
        self._polled.add(source.name)
        self._strikes[source.name] = 0
        state = self._state(source.name)
        answer = self._fetcher.get(source.address, want=LISTING, known=state.validators)
        if isinstance(answer, Refused):
            yield self._put_off(source.name, answer.problem, code=answer.code, wait=answer.wait)
        elif isinstance(answer, Unchanged):
            self._memory.put(replace(state, due=self._next_poll(), failures=0))
            self._resume(source.name)
            yield Polled(source=source.name, when=self._clock.now(), kind="unchanged")
        else:
            yield from self._read(source, answer)

    def _next_poll(self) -> float:
        return self._clock.now() + self._plan.every

    def _put_off(self, name: str, problem: Problem, *, code: str = "content", wait: float | None = None) -> Failed:
        state = self._state(name)
        backoff = min(self._plan.every * 2 ** min(state.failures, 20), LONGEST_BACKOFF)
        again = self._clock.now() + max(backoff, wait or 0.0)
        self._memory.put(replace(state, due=again, failures=state.failures + 1))
        return Failed(source=name, when=self._clock.now(), problem=problem, code=code, again=again)

    def _read(self, source: Source, answer: Fetched) -> Iterator[Event]:
        found = read_listing(answer.body, address=answer.address, charset=answer.charset, follow_links=source.links)
        if isinstance(found, Problem):
            yield self._put_off(source.name, found)
        elif isinstance(found, Page):
            yield from self._read_page(source, answer, found)
        else:
            yield self._listed(source, answer, found)
            yield from self._descend(source, found)

    def _read_page(self, source: Source, answer: Fetched, page: Page) -> Iterator[Event]:
        """A source that is an article itself: it may have changed at every poll, and only its text tells."""
        yield from self._arrive(Task(source.name, Item(address=source.address)), answer, page)
        # Only now: with the validators kept, a page whose arrival nobody dealt with would be "unchanged".
        state = self._state(source.name)
        self._memory.put(replace(state, due=self._next_poll(), failures=0, validators=answer.validators))

    def _listed(self, source: Source, answer: Fetched, found: Listing) -> Polled:
        state = self._state(source.name)
        new = self._new(state, found.items)
        take = new[: max(0, min(self._plan.most, MOST_PENDING - len(state.pending)))]
        # With articles left over, or listings below, the next answer must not be "unchanged".
        whole = len(take) == len(new) and not found.children
        seen = _trimmed(state.seen, {key(item.address) for item in found.items})
        pending = (*state.pending, *take)
        validators = answer.validators if whole else Validators()
        due = self._next_poll()
        self._memory.put(replace(state, due=due, failures=0, validators=validators, pending=pending, seen=seen))
        self._resume(source.name)
        return Polled(
            source=source.name,
            when=self._clock.now(),
            kind=found.kind,
            title=found.title,
            listed=len(found.items) + len(found.children),
            new=len(take),
            left=len(new) - len(take),
            notes=found.notes,
        )

    def _new(self, state: SourceState, items: Iterable[Item]) -> list[Item]:
        """The items not seen as they are now, newest first (those without a date in the listing's order, last)."""
        seen = {entry.key: entry for entry in state.seen}
        waiting = {key(item.address) for item in state.pending}
        new: dict[str, Item] = {}
        for item in items:
            name = key(item.address)
            known = seen.get(name)
            is_known = known is not None and not known.tries and item.stamp in (None, known.stamp)
            if name not in waiting and not is_known and not self._too_old(item):
                new.setdefault(name, item)
        return sorted(new.values(), key=lambda item: item.published or day(item.stamp) or "", reverse=True)

    def _too_old(self, item: Item) -> bool:
        date = day(item.published) or day(item.stamp)
        return self._plan.since is not None and date is not None and date < self._plan.since

    def _descend(self, source: Source, found: Listing) -> Iterator[Failed]:
        """Put the listings below on the list."""
        if found.children and source.depth >= DEEPEST:
            problem = problems.listings_nested(source.address, DEEPEST)
            yield Failed(source=source.name, when=self._clock.now(), problem=problem, code="nested")
            return
        for below in self._roster.below(source, found):
            state = self._state(below.name)
            if not state.failures:
                self._memory.put(replace(state, due=0.0))
            self._resume(below.name)

    def _fetch(self, task: Task) -> Iterator[Event]:
        self._tasks.take(task)
        known = self._everywhere.get(key(task.item.address))
        if known is not None and known.stamp == task.item.stamp:
            self._settle(task, digest=known.digest)
            return
        answer = self._fetcher.get(task.item.address, want=PAGE)
        if isinstance(answer, Refused):
            yield self._missed(task, answer)
        elif isinstance(answer, Fetched):
            found = read_listing(answer.body, address=answer.address, charset=answer.charset)
            if isinstance(found, Page):
                yield from self._arrive(task, answer, found)
            else:
                problem = found if isinstance(found, Problem) else problems.no_article(answer.address)
                yield self._failed(task, problem)

    def _missed(self, task: Task, answer: Refused) -> Failed:
        """A page that could not be had. What may pass is tried at later polls, its host is left alone until then."""
        state, name = self._state(task.source), key(task.item.address)
        tries = next((entry.tries for entry in state.seen if entry.key == name), 0) + 1
        if not answer.transient or tries >= MOST_TRIES:
            return self._failed(task, answer.problem, code=answer.code)
        self._memory.put(replace(state, seen=_with(state.seen, Seen(key=name, stamp=task.item.stamp, tries=tries))))
        self._tasks.drop(host=task.host)
        self._strikes[task.source] += 1
        if self._strikes[task.source] >= MOST_STRIKES:
            self._tasks.drop(source=task.source)
        now = self._clock.now()
        again = max(state.due, now + (answer.wait or 0.0))
        return Failed(source=task.source, when=now, problem=answer.problem, code=answer.code, again=again)

    def _failed(self, task: Task, problem: Problem, *, code: str = "content") -> Failed:
        self._settle(task, digest=None)
        return Failed(source=task.source, when=self._clock.now(), problem=problem, code=code)

    def _arrive(self, task: Task, answer: Fetched, page: Page) -> Iterator[Event]:
        article = article_of_page(page, answer, task.item)
        if isinstance(article, Problem):
            yield self._failed(task, article)
            return
        text = digest(article)
        names = [key(address) for address in (task.item.address, answer.address, article.url or answer.address)]
        before = [self._everywhere[name] for name in names if name in self._everywhere]
        if not any(known.digest == text for known in before):
            now, notes = self._clock.now(), page.notes
            got = retrieval_of(answer, source=task.source, item=task.item, when=now, text=text, notes=notes)
            yield Arrived(article=article, retrieval=got, edited=names[0] in self._everywhere)
        self._settle(task, digest=text)
        for name in names:
            self._everywhere.setdefault(name, Seen(key=name, stamp=task.item.stamp, digest=text))

    def _settle(self, task: Task, *, digest: str | None) -> None:
        """Remember that a page was dealt with."""
        state = self._state(task.source)
        rest = tuple(item for item in state.pending if item.address != task.item.address)
        entry = Seen(key=key(task.item.address), stamp=task.item.stamp, digest=digest)
        self._memory.put(replace(state, pending=rest, seen=_with(state.seen, entry)))
        if digest is not None:
            self._everywhere[entry.key] = entry


def _with(seen: tuple[Seen, ...], entry: Seen) -> tuple[Seen, ...]:
    return (*(each for each in seen if each.key != entry.key), entry)


def _trimmed(seen: tuple[Seen, ...], listed: set[str]) -> tuple[Seen, ...]:
    """The newest of what was seen, and all that is still listed: forgetting that would fetch it again."""
    surplus = len(seen) - MOST_SEEN
    return tuple(entry for place, entry in enumerate(seen) if place >= surplus or entry.key in listed)
