"""From a server on this machine into a library: kept before it is seen, linked while the hosts rest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from riwaya.ingest.fetch import Clock, Fetcher
from riwaya.ingest.watch import Arrived, Plan
from riwaya.library import makers
from riwaya.library.arriving import Diligent, LibraryMemory, arriving, link_all
from riwaya.store import Library, articles, links, open_library, watched
from riwaya.store.care import check
from tests.ingest.server import FakeClock, Server, fetcher, reply, serving
from tests.ingest.test_watch import feed, page


@pytest.fixture
def site() -> Iterator[Server]:
    with serving() as running:
        running.routes |= {"/feed": reply(feed("/1", "/2", "/3"))}
        running.routes |= {f"/{n}": page(f"خبر {n} عن سد زرمان", more=f"وزاد {n}.") for n in (1, 2, 3)}
        yield running


def round_(site: Server, library: Library, *, stop_after: int | None = None) -> list[str]:
    """What one round keeps; ``stop_after`` so many events the program is killed."""
    clock = FakeClock()

    def asking(given: Clock) -> Fetcher:
        assert isinstance(given, Diligent)
        return fetcher(site, clock)

    kept: list[str] = []
    plan = Plan(once=True, insist=True)
    events = arriving(
        library, [site.at("/feed")], fetcher=asking, clock=clock, plan=plan, meanwhile=lambda: link_all(library)
    )
    for number, (event, saved) in enumerate(events, start=1):
        assert isinstance(event, Arrived) == bool(saved)
        kept += [each.standing for each in saved]
        if number == stop_after:
            break
    return kept


def test_what_comes_in_is_kept_and_linked_and_not_asked_again(site: Server, library: Library) -> None:
    assert round_(site, library) == ["new"] * 3
    assert links.how_many_wait(library) == 0 and check(library, makers()) == []
    asked = len(site.asked)
    assert round_(site, library) == []
    assert len(site.asked) == asked + 2  # robots.txt and the feed


def test_killed_between_two_events_nothing_is_lost_and_nothing_twice(site: Server, address: str) -> None:
    kept: list[str] = []
    for stop_after in (1, 2, 1, 2, 9):
        with open_library(address, make=True) as library:
            kept += round_(site, library, stop_after=stop_after)
    with open_library(address) as library:
        assert len(articles.all_names(library)) == 3
        assert library.value("SELECT MAX(version) FROM articles") == 1
        assert kept.count("new") == 3


def test_a_page_that_changed_becomes_a_wording(site: Server, library: Library) -> None:
    round_(site, library)
    site.routes |= {"/feed": reply(feed("/1", **{"1": "2024-06-20"})), "/1": page("خبر 1 عن سد زرمان", more="وعدل.")}
    assert round_(site, library) == ["changed"]
    assert len(articles.versions(library, articles.all_names(library)[0])) == 2


def test_a_state_that_cannot_be_read_is_begun_anew(library: Library) -> None:
    watched.keep_source(library, "https://sada.example/feed", b"{")
    assert list(LibraryMemory(library).all()) == []


def test_a_source_that_failed_is_asked_again_when_somebody_waits_for_it(site: Server, library: Library) -> None:
    del site.routes["/feed"]
    assert round_(site, library) == []
    site.routes["/feed"] = reply(feed("/1"))
    assert round_(site, library) == ["new"]


def test_a_diligent_clock_works_while_it_waits() -> None:
    clock = FakeClock()
    idle = Diligent(clock, lambda: clock.sleep(3.0))
    idle.sleep(10.0)
    idle.sleep(1.0)
    assert clock.slept == [3.0, 7.0, 3.0, 0.0] and idle.now() == clock.now()
