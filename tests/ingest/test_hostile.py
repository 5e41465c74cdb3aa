"""Everything hostile at once, watched by a process of its own: none hangs, crashes or fills it, or leads it away."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.ingest import test_feeds, test_fetch
from tests.ingest.server import Route, moved, reply, serving
from tests.ingest.test_watch import feed, page

#: Watches the sources given after the port, and says what happened, where it connected to, and how large it grew.
CHILD = """
import json, socket, sys, time
from riwaya.ingest.fetch import Fetcher, Guard, Limits
from riwaya.ingest.watch import Arrived, Failed, Forgetful, Plan, watch
from tests.ingest.server import FakeClock, peak
import trafilatura, lxml.html  # what any page loads
places, connect = [], socket.create_connection
def spy(place, *rest, **more):
    places.append(place[0])
    return connect(place, *rest, **more)
socket.create_connection = spy
host, names, clock = f"127.0.0.1:{sys.argv[1]}", sys.argv[2:], FakeClock()
guest = Fetcher(guard=Guard(trusted=frozenset({host})), clock=clock, limits=Limits(seconds=1.5), between=0)
plan, found, before = Plan(once=True, most=5), {}, peak(anew=True)
at = time.monotonic()
for event in watch(names, memory=Forgetful(), fetcher=guest, clock=clock, plan=plan):
    source = event.retrieval.source if isinstance(event, Arrived) else event.source
    said = "arrived" if isinstance(event, Arrived) else event.problem.reason if isinstance(event, Failed) else "polled"
    found.setdefault(source, []).append([said, round(time.monotonic() - at, 2)])
    at = time.monotonic()
print(json.dumps({"found": found, "places": sorted(set(places)), "megabytes": peak() - before}))
"""

HTML = "text/html; charset=utf-8"
WORD = "قال "
PAGES: dict[str, bytes | str] = {
    "a hundred thousand divs": "<div>" * 100_000 + WORD,
    "a million paragraphs": "<html><body>" + "<p>" * 1_000_000,
    "paragraphs with a word each": "<html><body><article>" + f"<p>{WORD}" * 200_000,
    "attributes": "<html><body " + " ".join(f"a{n}=b" for n in range(300_000)) + f">{WORD}",
    "attributes with brackets": "<html><body " + " ".join(f'a{n}=">"' for n in range(300_000)) + f">{WORD}",
    "attributes of many tags": "<html>" + ("<p " + " ".join(f"a{n}" for n in range(2000)) + ">") * 400,
    "one word": "<html><body><article><p>" + "ق" * 2_400_000,
    "nothing but brackets": "<html>" + "<" * 4_000_000,
    "times without end": "<html>" + "<time datetime='" * 250_000,
    "scripts without end": "<html><script>" * 300_000,
    "comments": "<html>" + "<!-- <p>" * 500_000,
    "tables in tables": "<html><body>" + "<table><tr><td>" * 300_000,
    "entities": "<html><body><p>" + "&laquo;" * 600_000,
    "a refresh to a private address": '<html><head><meta http-equiv="refresh" content="0;url=http://10.0.0.1/">',
    "frames and pictures elsewhere": '<html><iframe src="http://10.0.0.1/"></iframe><img src="http://10.0.0.1/x">',
    "json": '{"a": ' * 500_000,
    "a long line of quotes": "<html><body><article><p>" + "«" * 300_000 + "»" * 300_000 + "قال",
}


def routes() -> dict[str, Route]:
    """Everything that the other tests serve one by one, under the name of the case."""
    answers: dict[str, Any] = {f"answer: {name}": route for name, (route, _) in test_fetch.BAD.items()}
    listings = {f"listing: {name}": reply(data) for name, (data, _) in test_feeds.BAD.items()}
    pages = {f"page: {name}": reply(data, type=HTML) for name, data in PAGES.items()}
    places = ("http://10.0.0.1/", "http://127.0.0.1:1/", "http://2130706433/", "file:///etc/passwd", "http://[::1]/x")
    feeds = {f"feed that names {place}": reply(feed(place)) for place in places}
    away = {f"moved to {place}": moved(place) for place in places}
    index = "<sitemapindex><sitemap><loc>http://10.0.0.1/</loc></sitemap></sitemapindex>"
    return answers | listings | pages | feeds | away | {"index of a private address": reply(index)}


def test_no_hostile_source_hangs_crashes_fills_or_leads_away() -> None:
    hostile = routes()
    assert len(hostile) >= 40
    with serving({f"/{n}": route for n, route in enumerate(hostile.values())}) as server:
        server.routes |= {
            "/y": moved("/x"),
            "/x": moved("/y"),
            "/good": reply(feed("/article")),
            "/article": page("سد"),
        }
        names = [server.at(f"/{n}") for n in range(len(hostile))] + [server.at("/good")]
        before = time.monotonic()
        child = subprocess.run(
            [sys.executable, "-c", CHILD, str(server.port), *names],
            capture_output=True,
            text=True,
            timeout=300,
            cwd=Path(__file__).parents[2],
            check=False,
        )
        seconds = time.monotonic() - before
    assert child.returncode == 0, child.stderr[-3000:]
    result = json.loads(child.stdout)
    found = {name: result["found"].get(server.at(f"/{n}"), []) for n, name in enumerate(hostile)}
    assert [said for said, _ in result["found"][server.at("/good")]] == ["polled", "arrived"]
    # an entry without a web address is left out, and what an index names is a source of its own
    silent = [name for name, events in found.items() if all(said == "polled" for said, _ in events)]
    assert silent == ["feed that names file:///etc/passwd", "index of a private address"]
    assert "not a public address" in result["found"]["http://10.0.0.1/"][0][0]
    slow = {name: events for name, events in found.items() if max((took for _, took in events), default=0) > 10}
    assert slow == {}
    assert result["places"] == ["127.0.0.1"]
    assert result["megabytes"] < 300, result["megabytes"]
    assert seconds < 200
