"""Watching: what comes in, what is asked again, what is remembered. A server on this machine, a clock that jumps."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from riwaya.ingest.fetch import Guard
from riwaya.ingest.watch import Arrived, Event, Failed, FolderMemory, Forgetful, Memory, Plan, Polled, sources, watch
from riwaya.ingest.watch.memory import SourceState
from riwaya.model import Problem
from tests.ingest.pages import BODY, LEAD
from tests.ingest.server import Asked, FakeClock, Route, Server, Wire, fetcher, in_turn, moved, reply

ONCE = Plan(once=True)
A = "https://a.example.net/feed"


def page(title: str, *, head: str = "", more: str = "", **options: str) -> Route:
    """An article's page; its words are those of the invented pages of these tests."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in (LEAD, more, *BODY))
    html = (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"
    )
    return reply(html, type="text/html; charset=utf-8", **options)


def feed(*paths: str, **stamps: str) -> str:
    entries = "".join(
        f"<entry><link href='{path}'/><updated>{stamps.get(path.strip('/'), '2024-06-19')}</updated></entry>"
        for path in paths
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>ضفاف</title>{entries}</feed>"


def run(server: Server, clock: FakeClock, *names: str, memory: Memory | None = None, plan: Plan = ONCE) -> list[Event]:
    asked = [name if "://" in name else server.at(name) for name in names]
    guest = fetcher(server, clock, between=0)
    return list(watch(asked, memory=memory or Forgetful(), fetcher=guest, clock=clock, plan=plan))


def arrived(events: list[Event]) -> list[str]:
    return [
        event.retrieval.asked.rpartition(":")[2].partition("/")[2] for event in events if isinstance(event, Arrived)
    ]


def failures(events: list[Event]) -> list[tuple[str, str]]:
    return [(event.code, event.problem.path) for event in events if isinstance(event, Failed)]


def test_what_a_feed_names_comes_in_with_where_it_came_from(server: Server, clock: FakeClock) -> None:
    server.routes |= {
        "/feed": reply(feed("/1", "/2")),
        "/1": page("سد زرمان يفتح أبوابه", ETag='"7"'),
        "/2": moved("/b"),
    }
    server.routes["/b"] = page("نهر زرمان يفيض على ضفتيه")
    polled, *came = run(server, clock, "/feed")
    assert isinstance(polled, Polled)
    assert (polled.kind, polled.title, polled.listed, polled.new) == ("atom", "ضفاف", 2, 2)
    first, second = came
    assert isinstance(first, Arrived)
    assert isinstance(second, Arrived)
    assert first.article.title is not None
    assert first.article.title.of(first.article.text) == "سد زرمان يفتح أبوابه"
    assert LEAD in first.article.text
    assert (first.article.url, first.retrieval.source) == (server.at("/1"), server.at("/feed"))
    assert (first.retrieval.etag, first.retrieval.when >= 1_800_000_000) == ('"7"', True)
    assert (second.retrieval.address, second.retrieval.redirects) == (server.at("/b"), (server.at("/2"),))
    assert first.article.id.startswith("127.0.0.1-")
    assert first.article.id != second.article.id


def test_the_date_of_the_feed_stands_in_for_that_of_the_page(server: Server, clock: FakeClock) -> None:
    dated = (
        "<rss><channel><item><link>/1</link><pubDate>Wed, 19 Jun 2024 14:30:00 +0300</pubDate></item></channel></rss>"
    )
    server.routes |= {"/feed": reply(dated), "/1": page("سد زرمان يفتح أبوابه")}
    (came,) = [event for event in run(server, clock, "/feed") if isinstance(event, Arrived)]
    assert came.article.published is not None
    assert (came.article.published.value, came.article.published.rule) == ("2024-06-19T14:30:00+03:00", "feed")


def test_nothing_is_fetched_twice_and_edited_articles_come_again(server: Server, clock: FakeClock) -> None:
    memory = Forgetful()
    server.routes |= {"/feed": reply(feed("/1", "/2")), "/1": page("سد زرمان"), "/2": page("نهر زرمان يفيض")}
    assert sorted(arrived(run(server, clock, "/feed", memory=memory))) == ["1", "2"]
    assert arrived(run(server, clock, "/feed", memory=memory)) == []
    assert server.paths().count("/1") == 1
    server.routes |= {
        "/feed": reply(feed("/1", "/2", **{"1": "2024-06-20"})),
        "/1": page("سد زرمان", more="وأضيف سطر."),
    }
    (again,) = [event for event in run(server, clock, "/feed", memory=memory) if isinstance(event, Arrived)]
    assert (again.retrieval.asked, again.edited) == (server.at("/1"), True)
    server.routes["/feed"] = reply(feed("/1", "/2", **{"1": "2024-06-21"}))
    assert arrived(run(server, clock, "/feed", memory=memory)) == []  # fetched, and found to be the same
    assert server.paths().count("/1") == 3


def test_one_article_of_many_sources_comes_once(server: Server, clock: FakeClock) -> None:
    canonical = f'<link rel="canonical" href="{server.at("/1")}">'
    server.routes |= {
        "/a": reply(feed("/1?utm_source=a")),
        "/b": reply(feed("/1/", "/amp/1")),
        "/1": page("سد", head=canonical),
    }
    server.routes |= {"/1/": page("سد", head=canonical), "/amp/1": page("سد", head=canonical)}
    assert len(arrived(run(server, clock, "/a", "/b"))) == 1


def test_an_unchanged_feed_is_not_read_again(server: Server, clock: FakeClock) -> None:
    memory = Forgetful()
    server.routes["/feed"] = in_turn(reply(feed("/1"), ETag='"1"'), reply(status="304 Not Modified"))
    server.routes["/1"] = page("سد زرمان")
    run(server, clock, "/feed", memory=memory)
    (event,) = run(server, clock, "/feed", memory=memory)
    assert isinstance(event, Polled)
    assert event.kind == "unchanged"
    assert server.asked[-1].headers["if-none-match"] == '"1"'


def unless_known(tag: str, route: Route) -> Route:
    """The route's answer, or 304 for who has it already."""

    def answer(wire: Wire, asked: Asked) -> None:
        (reply(status="304 Not Modified") if asked.headers.get("if-none-match") == tag else route)(wire, asked)

    return answer


def test_an_article_that_was_not_dealt_with_comes_again(server: Server, clock: FakeClock, tmp_path: Path) -> None:
    """The program ends at any event: what was yielded and not returned from is yielded anew, the rest is not lost."""
    server.routes |= {"/feed": unless_known('"1"', reply(feed("/1", "/2", "/3"), ETag='"1"'))}
    server.routes["/one"] = unless_known('"2"', page("نهر زرمان يفيض", more="وفاض.", ETag='"2"'))
    server.routes |= {f"/{n}": page(f"خبر {n} عن سد زرمان", more=str(n)) for n in (1, 2, 3)}
    seen: list[str] = []
    for stop_at in (1, 1, 2, 1, 2, 3, 1, 2, 3, 4, 5, 6, 9):
        events = watch(
            [server.at("/feed"), server.at("/one")],
            memory=FolderMemory(tmp_path),
            fetcher=fetcher(server, clock, between=0),
            clock=clock,
            plan=ONCE,
        )
        for count, event in enumerate(events, start=1):
            if count == stop_at:
                break  # killed while it deals with this event
            seen += arrived([event])
    assert sorted(seen) == ["1", "2", "3", "one"]
    assert arrived(run(server, clock, "/feed", "/one", memory=FolderMemory(tmp_path))) == []


def test_a_damaged_memory_is_reported_and_begun_anew(tmp_path: Path) -> None:
    memory = FolderMemory(tmp_path)
    memory.put(SourceState(address="https://a.example.net/", due=5.0))
    memory.put(SourceState(address="https://b.example.net/"))
    assert [path.suffix for path in tmp_path.iterdir()] == [".json", ".json"]
    broken = next(path for path in tmp_path.iterdir() if b"//b." in path.read_bytes())
    broken.write_bytes(b'{"address": ')
    left = tmp_path / "x.json123.new"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    again = FolderMemory(tmp_path)
    assert not left.exists()
    assert again.get("https://a.example.net/") == SourceState(address="https://a.example.net/", due=5.0)
    assert [problem.path for problem in again.problems] == [str(broken)]


def test_listings_inside_listings_are_followed_so_far_and_no_farther(server: Server, clock: FakeClock) -> None:
    def index(*paths: str) -> Route:
        return reply(
            "<sitemapindex>" + "".join(f"<sitemap><loc>{path}</loc></sitemap>" for path in paths) + "</sitemapindex>"
        )

    opml = "<opml><body><outline xmlUrl='/feed'/><outline xmlUrl='/index'/></body></opml>"
    server.routes |= {
        "/opml": reply(opml),
        "/feed": reply(feed("/1")),
        "/index": index("/index", "/opml", "/map.gz", "/loop0"),
    }
    server.routes["/map.gz"] = reply(
        gzip.compress(b"<urlset><url><loc>/2</loc></url></urlset>"), type="application/gzip"
    )
    server.routes |= {f"/loop{n}": index(f"/loop{n + 1}") for n in range(9)}
    server.routes |= {"/1": page("سد زرمان"), "/2": page("نهر زرمان", more="وزاد.")}
    events = run(server, clock, "/opml")
    assert sorted(arrived(events)) == ["1", "2"]
    assert failures(events) == [("nested", server.at("/loop1"))]
    assert server.paths().count("/index") == 1


def test_pages_of_links_and_single_articles_are_sources_too(server: Server, clock: FakeClock) -> None:
    memory = Forgetful()
    front = '<html><body><a href="/a/12345">سد زرمان يفتح أبوابه اليوم</a><a href="/about">من نحن</a></body></html>'
    server.routes |= {"/": reply(front, type="text/html"), "/a/12345": page("سد زرمان يفتح أبوابه اليوم")}
    server.routes["/one"] = page("نهر زرمان", more="وفاض.")
    assert sorted(arrived(run(server, clock, f"links:{server.at('/')}", "/one", memory=memory))) == ["a/12345", "one"]
    assert arrived(run(server, clock, f"links:{server.at('/')}", "/one", memory=memory)) == []
    server.routes["/one"] = page("نهر زرمان", more="وانحسر.")
    (event,) = run(server, clock, "/one", memory=memory)
    assert isinstance(event, Arrived)
    assert event.edited


def test_new_articles_are_taken_newest_first_and_so_many_a_poll(server: Server, clock: FakeClock) -> None:
    memory, paths = Forgetful(), [f"/{n}" for n in range(7)]
    stamps = {str(n): f"2024-06-1{n}" for n in range(7)}
    server.routes |= {"/feed": reply(feed(*paths, **stamps), ETag='"1"')}
    server.routes |= {path: page(f"خبر {path} عن السد", more=path) for path in paths}
    plan = Plan(once=True, most=3, since="2024-06-11")
    runs = [run(server, clock, "/feed", memory=memory, plan=plan) for _ in range(3)]
    assert [arrived(events) for events in runs] == [["6", "5", "4"], ["3", "2", "1"], []]
    assert [event.left for events in runs for event in events if isinstance(event, Polled)] == [3, 0, 0]


def test_a_failing_source_stops_nothing_and_is_asked_less_often(server: Server, clock: FakeClock) -> None:
    server.routes |= {"/good": reply(feed("/1")), "/1": page("سد زرمان"), "/bad": reply(b"<rss", type="text/xml")}
    events = watch(
        [server.at("/bad"), server.at("/good")],
        memory=Forgetful(),
        fetcher=fetcher(server, clock, between=0),
        clock=clock,
        plan=Plan(every=100),
    )
    start, seen = clock.now(), list[tuple[str, float]]()
    for event in events:
        if isinstance(event, Failed):
            seen.append((event.code, event.when - start))
        if len(seen) == 4:
            break
    assert [code for code, _ in seen] == ["content"] * 4
    assert [round(when) for _, when in seen] == [0, 100, 300, 700]
    assert server.paths().count("/good") == 7  # every 100 seconds, the eighth would be next
    assert server.paths().count("/1") == 1


def test_a_page_that_fails_for_a_moment_is_tried_at_later_polls_and_then_given_up(
    server: Server, clock: FakeClock
) -> None:
    memory = Forgetful()
    server.routes |= {
        "/feed": reply(feed("/1", "/2"), ETag='"1"'),
        "/1": reply(status="500 Oops"),
        "/2": reply(status="410 Gone"),
    }
    codes = [failures(run(server, clock, "/feed", memory=memory)) for _ in range(5)]
    assert [code for round in codes for code, path in round if path.endswith("/2")] == ["status"]
    assert [code for round in codes for code, path in round if path.endswith("/1")] == ["busy"] * 3
    assert server.paths().count("/1") == 9  # three polls, three attempts each


def test_a_host_that_wants_peace_is_left_and_its_pages_wait(server: Server, clock: FakeClock) -> None:
    memory, wait = Forgetful(), reply(status="429 Too Many Requests", Retry_After="7200")
    server.routes |= {"/feed": reply(feed(*(f"/{n}" for n in range(30))))}
    server.routes |= {f"/{n}": wait for n in range(30)}
    events = run(server, clock, "/feed", memory=memory)
    assert [code for code, _ in failures(events)] == ["busy"]
    assert len(server.paths()) == 3  # robots.txt, the feed, one page
    server.routes |= {f"/{n}": page(f"خبر {n} عن السد", more=str(n)) for n in range(30)}
    assert len(arrived(run(server, clock, "/feed", memory=memory))) == 30


def test_one_round_does_not_wait_for_a_slow_site(server: Server, clock: FakeClock) -> None:
    server.routes["/robots.txt"] = reply("User-agent: *\nCrawl-delay: 3000", type="text/plain")
    server.routes["/feed"] = reply(feed("/1", "/2"))
    events = run(server, clock, "/feed")
    assert [code for code, _ in failures(events)] == ["blocked"]
    assert sum(clock.slept) < 3001


def test_a_source_of_hosts_that_hang_does_not_use_up_the_day(server: Server, clock: FakeClock) -> None:
    names = [f"h{n}.example.net:{server.port}" for n in range(30)]
    server.routes |= {
        "/feed": reply(feed(*(f"http://{name}/slow" for name in names))),
        "/slow": lambda wire, asked: wire.drip(b"x" * 99, pause=0.1),
    }
    guard = Guard(trusted=frozenset({server.host, *names}), resolver=lambda host, port: ["127.0.0.1"])
    guest = fetcher(server, clock, seconds=0.3, between=0, guard=guard)
    events = list(watch([server.at("/feed")], memory=Forgetful(), fetcher=guest, clock=clock, plan=ONCE))
    assert [code for code, _ in failures(events)] == ["timeout"] * 5


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("list.txt", f"# مصادر\n{A}\nlinks:https://b.example.net/\n", [A, "links:https://b.example.net/"]),
        ("feeds.opml", f"<opml><body><outline xmlUrl='{A}'/></body></opml>", [A]),
        ("page.html", "<html>", None),
        ("empty.txt", "", None),
        ("words.txt", "هذا ليس عنوانا", None),
        ("bad.opml", "<!DOCTYPE x [<!ENTITY a 'b'>]><opml/>", None),
    ],
)
def test_sources_are_given_as_addresses_or_in_files(
    name: str, content: str, found: list[str] | None, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    given = list(sources([str(tmp_path / name)]))
    if found is None:
        (problem,) = given
        assert isinstance(problem, Problem)
        assert problem.path == str(tmp_path / name)
    else:
        assert given == found


def test_what_is_no_source_is_a_problem() -> None:
    assert all(
        isinstance(each, Problem) for each in sources(["example.net/feed", "ftp://example.net/", "/no/such/file", ""])
    )


ELSEWHERE = "https://www.aljazeera.net/a/1"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (f'<link rel="canonical" href="{ELSEWHERE}"><meta property="og:url" content="{ELSEWHERE}">', "127.0.0.1"),
        ('<meta property="og:site_name" content="الجزيرة نت">', "الجزيرة نت"),
        ('<meta property="og:site_name" content="صدى السهول">', "صدى السهول"),
    ],
)
def test_a_page_cannot_pass_for_a_known_outlet(head: str, name: str, server: Server, clock: FakeClock) -> None:
    server.routes |= {"/1": page("سد زرمان", head=head)}
    (event,) = run(server, clock, "/1")
    assert isinstance(event, Arrived)
    assert event.article.url == server.at("/1")
    assert event.article.outlet is not None
    assert (event.article.outlet.name, event.article.outlet.id) == (name, None)


def test_the_host_names_the_outlet_whatever_the_page_says(server: Server, clock: FakeClock) -> None:
    server.routes |= {"/1": page("سد زرمان", head='<meta property="og:site_name" content="اسم آخر">')}
    address = f"http://www.aljazeera.net:{server.port}"
    guard = Guard(trusted=frozenset({address.removeprefix("http://")}), resolver=lambda host, port: ["127.0.0.1"])
    guest = fetcher(server, clock, guard=guard)
    (event,) = watch([f"{address}/1"], memory=Forgetful(), fetcher=guest, clock=clock, plan=ONCE)
    assert isinstance(event, Arrived)
    assert event.article.outlet is not None
    assert (event.article.outlet.id, event.article.outlet.rule) == ("aljazeera", "address")
