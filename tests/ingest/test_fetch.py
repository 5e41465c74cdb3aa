"""Fetching: what is refused before it is asked, limits on what comes back, manners. Nothing here leaves the machine."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from pathlib import Path

import pytest

from riwaya.ingest.fetch import LISTING, PAGE, Fetched, Fetcher, Guard, Limits, Refused, Retry, Unchanged
from riwaya.ingest.fetch import fetcher as fetcher_module
from riwaya.ingest.fetch.addresses import key, target
from riwaya.ingest.fetch.guard import is_public
from riwaya.ingest.fetch.manners import Robots, RobotsShelf
from riwaya.ingest.fetch.records import Want
from riwaya.ingest.fetch.refusals import codes, refused
from tests.ingest.server import (
    SECONDS,
    Asked,
    FakeClock,
    Server,
    Wire,
    fetcher,
    in_turn,
    moved,
    packed,
    peak,
    reply,
)

RSS = "<rss><channel><title>ضفاف</title></channel></rss>"


def test_an_answer_comes_with_what_it_is_and_what_to_ask_next_time(server: Server, clock: FakeClock) -> None:
    server.routes["/feed"] = reply(RSS, ETag='"1"', Last_Modified="Wed, 19 Jun 2024 11:30:00 GMT")
    found = fetcher(server, clock).get(server.at("/feed"), want=LISTING)
    assert isinstance(found, Fetched)
    assert (found.body.decode(), found.content_type, found.charset) == (RSS, "text/xml", "utf-8")
    assert (found.validators.etag, found.validators.modified) == ('"1"', "Wed, 19 Jun 2024 11:30:00 GMT")
    sent = server.asked[-1].headers
    assert sent["user-agent"].startswith("riwaya/")
    assert sent["host"] == server.host
    assert "cookie" not in sent


def test_what_is_unchanged_is_not_sent_again(server: Server, clock: FakeClock) -> None:
    def answer(wire: Wire, asked: Asked) -> None:
        same = asked.headers.get("if-none-match") == '"1"' and "if-modified-since" in asked.headers
        (reply(status="304 Not Modified") if same else reply(RSS, ETag='"1"', Last_Modified="x"))(wire, asked)

    server.routes["/feed"] = answer
    guest = fetcher(server, clock)
    first = guest.get(server.at("/feed"), want=LISTING)
    assert isinstance(first, Fetched)
    assert guest.get(server.at("/feed"), want=LISTING, known=first.validators) == Unchanged(asked=server.at("/feed"))


def chunked(*chunks: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in (*chunks, b""))


def raw(head: str, body: bytes = b"") -> object:
    return lambda wire, asked: wire.send(f"HTTP/1.1 {head}\r\n\r\n".encode() + body)


BARE = zlib.compressobj(wbits=-15)
TWO = (RSS[:9].encode(), RSS[9:].encode())
GOOD: dict[str, object] = {
    "plain": reply(RSS),
    "no type": reply(RSS, type=None),
    "odd xml type": reply(RSS, type="application/vnd.ours+xml"),
    "gzip": packed(RSS),
    "gzip in two members": reply(
        gzip.compress(RSS[:9].encode()) + gzip.compress(RSS[9:].encode()), Content_Encoding="gzip"
    ),
    "gzip with padding": reply(gzip.compress(RSS.encode()) + b"\0" * 9, Content_Encoding="x-gzip"),
    "deflate": reply(zlib.compress(RSS.encode()), Content_Encoding="deflate"),
    "bare deflate": reply(BARE.compress(RSS.encode()) + BARE.flush(), Content_Encoding="deflate"),
    "chunked": raw("200 OK\r\nTransfer-Encoding: chunked", chunked(RSS[:7].encode(), RSS[7:].encode())),
    "until the end": raw("200 OK\r\nContent-Type: text/xml", RSS.encode()),
    "moved": moved("/plain"),
    "moved in Arabic": moved("/خلاصة"),
}


@pytest.mark.parametrize("name", GOOD)
def test_every_proper_way_to_answer_is_understood(name: str, server: Server, clock: FakeClock) -> None:
    server.routes |= {"/x": GOOD[name], "/plain": reply(RSS), "/%D8%AE%D9%84%D8%A7%D8%B5%D8%A9": reply(RSS)}
    found = fetcher(server, clock).get(server.at("/x"), want=LISTING)
    assert isinstance(found, Fetched), found
    assert found.body.decode() == RSS


ADDRESSES = [
    ("ftp://example.net/", "scheme"),
    ("file:///etc/passwd", "scheme"),
    ("javascript:alert(1)", "scheme"),
    ("//example.net/", "scheme"),
    ("http:///path", "address"),
    ("http://", "address"),
    ("http://user@example.net/", "userinfo"),
    ("http://example.net@127.0.0.1/", "userinfo"),
    ("http://:@example.net/", "userinfo"),
    ("http://example.net\\@127.0.0.1/", "userinfo"),
    ("http://example.net\\.evil.example/", "address"),
    ("http://exa mple.net/", "address"),
    ("http://example.net:99999/", "address"),
    ("http://example.net:x/", "address"),
    ("http://[::1/", "address"),
    ("http://example.net/a\r\nHost: evil", "address"),
    ("http://example.net:22/", "port"),
    ("http://example.net:6379/", "port"),
    ("http://2130706433/", "odd-host"),
    ("http://0x7f000001/", "odd-host"),
    ("http://0x7f.0.0.1/", "odd-host"),
    ("http://0177.0.0.1/", "odd-host"),
    ("http://127.1/", "odd-host"),
    ("http://127.0.0.1.1/", "odd-host"),
    ("http://[fe80::1%25eth0]/", "odd-host"),
    ("http://exa_mple..net/", "odd-host"),
    ("http://" + "a" * 300 + ".example.net/", "odd-host"),
    ("http://127.0.0.1/", "private"),
    ("http://127.255.255.254/", "private"),
    ("http://１２７.０.０.１/", "private"),
    ("http://127。0。0。1/", "private"),
    ("http://0.0.0.0/", "private"),
    ("http://10.0.0.1/", "private"),
    ("http://172.16.0.1/", "private"),
    ("http://192.168.1.1/", "private"),
    ("http://100.64.0.1/", "private"),
    ("http://169.254.169.254/latest/meta-data/", "hosts-own"),
    ("http://168.63.129.16/", "hosts-own"),
    ("http://100.100.100.200/", "hosts-own"),
    ("http://192.0.0.192/", "hosts-own"),
    ("http://224.0.0.1/", "private"),
    ("http://240.0.0.1/", "private"),
    ("http://255.255.255.255/", "private"),
    ("http://[::1]/", "private"),
    ("http://[::]/", "private"),
    ("http://[::ffff:127.0.0.1]/", "private"),
    ("http://[::ffff:7f00:1]/", "private"),
    ("http://[::127.0.0.1]/", "private"),
    ("http://[64:ff9b::127.0.0.1]/", "private"),
    ("http://[::ffff:0:10.0.0.1]/", "private"),
    ("http://[2002:7f00:1::]/", "private"),
    ("http://[fd00:ec2::254]/", "hosts-own"),
    ("http://[fe80::1]/", "hosts-own"),
    ("http://[ff02::1]/", "private"),
    ("http://localhost/", "private"),
    ("http://printer.example.net/", "private"),
    ("http://unknown.example.net/", "dns"),
    ("http://slow.example.net/", "dns"),
    ("http://example.net/" + "a" * 5000, "address"),
]


def names(host: str, port: int) -> list[str]:
    if host == "slow.example.net":
        time.sleep(3)
    if host == "unknown.example.net":
        raise socket.gaierror(-2, "Name or service not known")
    return {"localhost": ["127.0.0.1", "::1"], "printer.example.net": ["192.168.1.9"]}.get(host, ["127.0.0.1"])


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Connections are written down instead of made."""
    made: list[tuple[str, int]] = []

    def connect(place: tuple[str, int], timeout: float) -> socket.socket:
        made.append(place)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "create_connection", connect)
    return made


@pytest.mark.parametrize(("address", "code"), ADDRESSES)
def test_an_address_that_is_not_public_is_never_connected_to(
    address: str, code: str, clock: FakeClock, no_network: list[tuple[str, int]]
) -> None:
    guest = Fetcher(guard=Guard(resolver=names), clock=clock, limits=Limits(seconds=0.2))
    found = guest.get(address, want=PAGE)
    assert isinstance(found, Refused)
    # a name that is unknown may be known later, and its robots.txt is what is asked for first
    assert found.code == ("robots-unreachable" if code == "dns" else code)
    assert no_network == []


def test_the_connection_goes_to_the_address_that_was_checked(
    clock: FakeClock, no_network: list[tuple[str, int]]
) -> None:
    """A name that is public when it is checked and private a moment later is looked up once for each request."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    guard = Guard(resolver=lambda host, port: next(answers))
    guest = Fetcher(guard=guard, clock=clock, retry=Retry(attempts=1))
    first = guest.get("http://rebind.example.net/", want=PAGE)
    assert isinstance(first, Refused)
    assert no_network == [("93.184.216.34", 80)]
    second = guest.get("http://rebind.example.net/", want=PAGE)
    assert isinstance(second, Refused)
    assert second.code == "private"
    assert no_network == [("93.184.216.34", 80)]


def test_private_addresses_among_public_ones_are_left_out(no_network: list[tuple[str, int]], clock: FakeClock) -> None:
    guard = Guard(resolver=lambda host, port: ["10.0.0.1", "93.184.216.34", "::ffff:10.0.0.1"])
    Fetcher(guard=guard, clock=clock, retry=Retry(attempts=1)).get("http://mixed.example.net/", want=PAGE)
    assert no_network == [("93.184.216.34", 80)]


def test_the_name_is_said_to_the_server_and_not_looked_up_again(server: Server, clock: FakeClock) -> None:
    looked_up: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"]

    guard = Guard(trusted=frozenset({f"feed.example.net:{server.port}"}), resolver=resolver)
    server.routes["/"] = reply(RSS)
    found = fetcher(server, clock, guard=guard).get(f"http://feed.example.net:{server.port}/", want=LISTING)
    assert isinstance(found, Fetched)
    assert [asked.headers["host"] for asked in server.asked] == [f"feed.example.net:{server.port}"] * 2
    assert looked_up == ["feed.example.net"] * 2  # robots.txt and the page


def test_private_addresses_are_asked_when_the_user_says_so(server: Server, clock: FakeClock) -> None:
    server.routes["/"] = reply(RSS)
    closed = fetcher(server, clock, guard=Guard()).get(server.at("/"), want=LISTING)
    assert isinstance(closed, Refused)
    assert (closed.code, closed.problem.path) == ("port", server.at("/"))
    assert server.asked == []
    assert isinstance(
        fetcher(server, clock, guard=Guard(allow_private=True)).get(server.at("/"), want=LISTING), Fetched
    )


@pytest.mark.parametrize(
    "address",
    ["http://169.254.169.254/latest/", "http://[fe80::1]/", "http://[::ffff:169.254.0.1]/", "http://keys.example.net/"],
)
def test_the_host_of_the_machine_is_asked_on_no_account(address: str, server: Server, clock: FakeClock) -> None:
    guard = Guard(allow_private=True, resolver=lambda _host, _port: ["169.254.169.254"])
    found = fetcher(server, clock, guard=guard).get(address, want=LISTING)
    assert isinstance(found, Refused) and found.code == "hosts-own"
    server.routes["/"] = moved(address)
    led = fetcher(server, clock, guard=guard).get(server.at("/"), want=LISTING)
    assert isinstance(led, Refused) and led.code == "hosts-own"


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://10.0.0.1/", "private"),
        ("http://127.0.0.1/", "private"),
        ("http://127.0.0.1:9/", "port"),
        ("http://[::ffff:10.0.0.1]/", "private"),
        ("http://169.254.169.254/latest/", "hosts-own"),
        ("http://2130706433/", "odd-host"),
        ("http://printer.example.net/", "private"),
        ("//10.0.0.1/x", "private"),
        ("file:///etc/passwd", "scheme"),
        ("http://user:pass@127.0.0.1/", "userinfo"),
        ("", "no-location"),
        ("/from", "loop"),
    ],
)
def test_a_redirect_is_checked_like_the_first_address(
    location: str, code: str, server: Server, clock: FakeClock
) -> None:
    server.routes["/from"] = moved(location)
    guard = Guard(trusted=frozenset({server.host}), resolver=names)
    found = fetcher(server, clock, guard=guard).get(server.at("/from"), want=PAGE)
    assert isinstance(found, Refused)
    assert found.code == code


def endless(head: str, piece: bytes) -> object:
    def answer(wire: Wire, asked: Asked) -> None:
        wire.send(f"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n{head}\r\n\r\n")
        while True:
            wire.send(piece)

    return answer


def slowly(head: bytes, data: bytes) -> object:
    return lambda wire, asked: (wire.send(head), wire.drip(data * 1000, pause=0.05))


def flooding(data: bytes, head: bytes = b"") -> object:
    return lambda wire, asked: [wire.send(piece) for piece in (head, *[data * 1000] * 10_000)]


def bomb(megabytes: int) -> bytes:
    """So many megabytes of zeros, packed a thousand to one."""
    machine = zlib.compressobj(9, wbits=31)
    return b"".join(machine.compress(bytes(1_000_000)) for _ in range(megabytes)) + machine.flush()


BOMB = bomb(400)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
BAD: dict[str, tuple[object, str]] = {
    "gzip bomb": (reply(BOMB, Content_Encoding="gzip"), "too-large"),
    "deflate bomb": (reply(zlib.compress(bytes(50_000_000)), Content_Encoding="deflate"), "too-large"),
    "endless chunks": (endless("Transfer-Encoding: chunked", b"10000\r\n" + b" " * 0x10000 + b"\r\n"), "too-large"),
    "endless body": (endless("X: y", b" " * 65536), "too-large"),
    "endless chunk extension": (endless("Transfer-Encoding: chunked", b"1;x=" + b"y" * 60000), "broken"),
    "endless trailer": (flooding(b"A: b\r\n", OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n"), "too-large|timeout"),
    "announced too large": (reply(b"", Content_Length="999999999999"), "too-large"),
    "a byte at a time, body": (slowly(OK + b"\r\n", b"x"), "timeout"),
    "a byte at a time, headers": (slowly(b"", b"HTTP/1.1 200 OK\r\nX-A: "), "timeout"),
    "a byte at a time, chunk sizes": (slowly(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"), "timeout"),
    "silence": (lambda wire, asked: time.sleep(3), "timeout"),
    "1xx for ever": (slowly(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), "timeout"),
    "1xx in a flood": (flooding(b"HTTP/1.1 100 Continue\r\n\r\n"), "too-large|timeout"),
    "huge header": (raw("200 OK\r\nX-A: " + "a" * 100_000), "broken"),
    "many headers": (raw("200 OK" + "\r\nX-A: a" * 1000), "broken"),
    "no HTTP": (lambda wire, asked: wire.send(b"SSH-2.0-OpenSSH_9.2\r\n"), "broken"),
    "nothing at all": (lambda wire, asked: None, "broken|unreachable"),
    "chunk of no size": (raw("200 OK\r\nTransfer-Encoding: chunked", b"zz\r\n"), "truncated|broken"),
    "chunk of negative size": (raw("200 OK\r\nTransfer-Encoding: chunked", b"-1\r\n" + b"x" * 99), "truncated|broken"),
    "chunks without an end": (raw("200 OK\r\nTransfer-Encoding: chunked", b"5\r\nabcde\r\n"), "truncated|broken"),
    "shorter than announced": (raw("200 OK\r\nContent-Length: 99", b"abc"), "truncated"),
    "truncated gzip": (reply(gzip.compress(RSS.encode() * 9)[:-12], Content_Encoding="gzip"), "damaged"),
    "broken gzip": (reply(b"\x1f\x8b\x08\x00" + b"\xff" * 99, Content_Encoding="gzip"), "damaged"),
    "brotli, which was not asked for": (reply(b"\x0b\x02\x80", Content_Encoding="br"), "encoding"),
    "gzip ten times": (reply(b"x", Content_Encoding=", ".join(["gzip"] * 10)), "encoding"),
    "a picture": (reply(b"\x89PNG", type="image/png"), "type"),
    "a video without end": (endless("Content-Type: video/mp4", b"x" * 65536), "type|too-large"),
    "redirects one after the other": (
        lambda wire, asked: moved(f"/x?{'x' * len(asked.path)}")(wire, asked),
        "redirects",
    ),
    "redirects in a circle": (moved("/y"), "loop"),
    "a redirect to nowhere": (reply(status="302 Found"), "no-location"),
    "gone": (reply(status="410 Gone"), "status"),
    "forbidden": (reply(status="403 Forbidden"), "status"),
    "unasked 304": (reply(status="304 Not Modified"), "status"),
    "half a range": (reply(RSS, status="206 Partial Content"), "status"),
    "broken inside": (reply(status="500 Internal Server Error"), "busy"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_hostile_answer_is_refused_with_its_reason_in_time(name: str, server: Server, clock: FakeClock) -> None:
    route, allowed = BAD[name]
    server.routes |= {"/x": route, "/y": moved("/x")}
    seconds = 4.0 if "endless" in name or "bomb" in name else SECONDS
    guest = fetcher(server, clock, retry=Retry(attempts=1), seconds=seconds)
    before, memory = time.monotonic(), peak(anew=True)
    found = guest.get(server.at("/x"), want=LISTING)
    assert isinstance(found, Refused)
    assert found.code in allowed.split("|"), found
    assert found.problem.path.startswith(server.at("/"))
    assert time.monotonic() - before < 6
    assert peak() - memory < 150


def test_every_reason_is_said_in_both_languages() -> None:
    for code in codes():
        said = str(refused(code, "https://example.net/", 1.0).problem)
        assert any("\u0621" <= char <= "\u064a" for char in said), code
        assert any("a" <= char <= "z" for char in said.partition(": ")[2]), code


def test_a_longer_robots_file_is_cut_and_a_longer_page_refused(server: Server, clock: FakeClock) -> None:
    server.routes["/robots.txt"] = reply("User-agent: *\nDisallow: /x\n" + "#" * 3_000_000, type="text/plain")
    server.routes["/page"] = reply("a" * 5_000_001, type="text/html")
    guest = fetcher(server, clock)
    assert [guest.get(server.at(path), want=PAGE).code for path in ("/x", "/page")] == ["robots", "too-large"]


def test_robots_txt_is_followed_and_asked_for_once(server: Server, clock: FakeClock) -> None:
    ours = "User-agent: riwaya\nDisallow: /private/\nDisallow: /*?print=\nAllow: /private/open\n"
    rules = f"User-agent: *\nDisallow: /\n\n{ours}"
    server.routes |= {"/robots.txt": reply(rules, type="text/plain"), "/a": reply(RSS), "/private/open": reply(RSS)}
    guest = fetcher(server, clock)
    asked = ("/a", "/private/x", "/a?print=1", "/private/open")
    codes = [getattr(guest.get(server.at(path), want=LISTING), "code", "fetched") for path in asked]
    assert codes == ["fetched", "robots", "robots", "fetched"]
    assert server.paths() == ["/robots.txt", "/a", "/private/open"]


def test_robots_txt_holds_at_the_end_of_a_redirect_too(server: Server, clock: FakeClock) -> None:
    server.routes |= {"/robots.txt": reply("User-agent: *\nDisallow: /b", type="text/plain"), "/a": moved("/b")}
    found = fetcher(server, clock).get(server.at("/a"), want=PAGE)
    assert isinstance(found, Refused)
    assert found.code == "robots"


@pytest.mark.parametrize(
    ("robots", "code"),
    [
        (reply(status="404 Not Found"), "fetched"),
        (reply(status="403 Forbidden"), "fetched"),
        (reply(b"\x89PNG", type="image/png"), "fetched"),
        (reply(b"\xff\xfe\x00 no text"), "fetched"),
        (moved("/robots.txt"), "fetched"),
        (reply(status="500 Internal Server Error"), "robots-unreachable"),
        (moved("http://10.0.0.1/robots.txt"), "private"),
    ],
)
def test_a_missing_robots_txt_permits_and_one_out_of_reach_forbids(
    robots: object, code: str, server: Server, clock: FakeClock
) -> None:
    server.routes |= {"/robots.txt": robots, "/a": reply(RSS)}
    assert getattr(fetcher(server, clock).get(server.at("/a"), want=LISTING), "code", "fetched") == code


def test_a_hostile_robots_txt_takes_no_time() -> None:
    agents, rules = "User-agent: a{}\n", "Disallow: /{}*a*a*a*b$\n"
    text = "".join(agents.format(n) for n in range(15_000)) + "".join(rules.format(n) for n in range(10_000))
    before = time.monotonic()
    assert Robots(text).permits("https://example.net/" + "a" * 3000)
    assert time.monotonic() - before < 3


def test_robots_files_are_kept_for_a_day_while_there_is_room() -> None:
    clock = FakeClock()
    shelf = RobotsShelf(clock)
    for n in range(6):
        shelf.put(f"https://h{n}.example.net", Robots("#" * 500_000))
    assert [shelf.get(f"https://h{n}.example.net") is not None for n in range(6)] == [
        False,
        False,
        True,
        True,
        True,
        True,
    ]
    clock.sleep(86_401)
    assert shelf.get("https://h5.example.net") is None


def test_a_host_is_asked_at_its_pace(server: Server, clock: FakeClock) -> None:
    server.routes |= {"/a": reply(RSS)}
    guest = fetcher(server, clock)
    for _ in range(3):
        guest.get(server.at("/a"), want=LISTING)
    assert clock.slept == [2.0] * 3  # robots.txt came first
    assert guest.ready(server.at("/a")) == clock.now() + 2.0
    assert guest.ready("https://example.net/") == 0.0
    assert guest.ready("no address") == 0.0


def test_a_site_that_wishes_for_more_time_gets_it(server: Server, clock: FakeClock) -> None:
    server.routes |= {"/robots.txt": reply("User-agent: *\nCrawl-delay: 20", type="text/plain"), "/a": reply(RSS)}
    guest = fetcher(server, clock)
    guest.get(server.at("/a"), want=LISTING)
    assert guest.ready(server.at("/a")) == clock.now() + 20.0


def test_what_fails_for_a_moment_is_tried_again(server: Server, clock: FakeClock) -> None:
    busy = reply(status="500 Internal Server Error")
    server.routes["/a"] = in_turn(busy, busy, reply(RSS))
    assert isinstance(fetcher(server, clock, between=0).get(server.at("/a"), want=LISTING), Fetched)
    assert clock.slept == [1.0, 2.0]


def test_what_fails_for_good_is_not(server: Server, clock: FakeClock) -> None:
    server.routes["/a"] = reply(status="500 Internal Server Error")
    found = fetcher(server, clock, between=0).get(server.at("/a"), want=LISTING)
    assert isinstance(found, Refused)
    assert (found.code, found.transient, server.paths().count("/a")) == ("busy", True, 3)
    fetcher(server, clock, between=0).get(server.at("/missing"), want=LISTING)
    assert server.paths().count("/missing") == 1


def test_a_server_that_asks_for_a_wait_gets_it(server: Server, clock: FakeClock) -> None:
    server.routes["/a"] = in_turn(reply(status="429 Too Many Requests", Retry_After="7"), reply(RSS))
    assert isinstance(fetcher(server, clock, between=0).get(server.at("/a"), want=LISTING), Fetched)
    assert sum(clock.slept) == 7.0


@pytest.mark.parametrize("after", ["3600", "Fri, 15 Jan 2027 09:00:00 GMT"])
def test_a_server_that_asks_for_a_long_wait_is_left_alone(after: str, server: Server, clock: FakeClock) -> None:
    server.routes["/a"] = reply(status="503 Service Unavailable", Retry_After=after)
    guest = fetcher(server, clock, between=0)
    first, second = (guest.get(server.at("/a"), want=LISTING) for _ in range(2))
    assert isinstance(first, Refused)
    assert isinstance(second, Refused)
    assert (first.code, first.wait, second.code) == ("busy", 3600.0, "blocked")
    assert server.paths() == ["/robots.txt", "/a"]
    clock.sleep(3601)
    guest.get(server.at("/a"), want=LISTING)
    assert server.paths()[-1] == "/a"


@pytest.mark.parametrize("after", ["", "soon", "-5", "١٢", "9" * 400, "Fri, 99 Jan 2027"])
def test_a_senseless_wait_does_no_harm(after: str, server: Server, clock: FakeClock) -> None:
    server.routes["/a"] = reply(status="429 Too Many Requests", Retry_After=after.encode().decode("latin-1"))
    assert isinstance(fetcher(server, clock, retry=Retry(attempts=1)).get(server.at("/a"), want=LISTING), Refused)


def test_validators_that_are_no_header_are_not_sent_back(server: Server, clock: FakeClock) -> None:
    server.routes["/a"] = reply(RSS, ETag='"' + "x" * 5000 + '"', Last_Modified="caf\u00e9")
    found = fetcher(server, clock).get(server.at("/a"), want=LISTING)
    assert isinstance(found, Fetched)
    assert (found.validators.etag, found.validators.modified) == (None, None)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
def test_https_checks_the_name_on_the_certificate(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=x -addext subjectAltName=DNS:news.example.net"
    files = [tmp_path / "key.pem", tmp_path / "cert.pem"]
    subprocess.run(["openssl", *made.split(), "-keyout", files[0], "-out", files[1]], check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(files[1], files[0])
    trusting = ssl.create_default_context(cafile=str(files[1]))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        threading.Thread(target=_serve_tls, args=(listening, context), daemon=True).start()
        named = {f"{name}.example.net:{port}" for name in ("news", "other")}
        guard = Guard(trusted=frozenset(named), resolver=lambda host, at: ["127.0.0.1"])
        found = {}
        for name, tls in (("news", trusting), ("other", trusting), ("news", ssl.create_default_context())):
            monkeypatch.setattr(fetcher_module, "tls", lambda tls=tls: tls)
            guest = Fetcher(guard=guard, clock=clock, retry=Retry(attempts=1), limits=Limits(seconds=5))
            found[name, tls is trusting] = guest.get(f"https://{name}.example.net:{port}/", want=LISTING)
    assert isinstance(found["news", True], Fetched)
    for name, trusted in (("other", True), ("news", False)):
        refusal = found[name, trusted]
        assert isinstance(refusal, Refused)
        assert refusal.code == "certificate"


def _serve_tls(listening: socket.socket, context: ssl.SSLContext) -> None:
    while True:
        try:
            plain, _ = listening.accept()
        except OSError:
            return
        try:
            with context.wrap_socket(plain, server_side=True) as sock:
                sock.recv(8000)
                sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 4\r\n\r\n<a/>")
        except OSError:
            continue


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700:4700::1111", "64:ff9b::8.8.8.8", "::ffff:8.8.8.8", "2002:808:808::1"]
)
def test_public_addresses_are_public_however_they_are_written(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("http://example.net/a", "https://www.example.net/a/", True),
        ("https://example.net/خبر", "https://example.net/%D8%AE%D8%A8%D8%B1", True),
        ("https://example.net/a?utm_source=x&fbclid=y", "https://example.net/a", True),
        ("https://example.net/?b=2&a=1", "https://example.net/?a=1&b=2", True),
        ("https://EXAMPLE.net:443/a#top", "https://example.net/a", True),
        ("https://example.net/a?id=1", "https://example.net/a?id=2", False),
        ("https://example.net/a", "https://example.org/a", False),
        ("https://example.net/A", "https://example.net/a", False),
    ],
)
def test_addresses_of_one_page_have_one_key(left: str, right: str, same: bool) -> None:
    assert (key(left) == key(right)) is same


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("HTTPS://Example.NET", "https://example.net/"),
        ("https://example.net./a", "https://example.net/a"),
        (" https://example.net/a b?q=نعم#x\n", "https://example.net/a%20b?q=%D9%86%D8%B9%D9%85"),
        ("https://example.net/%D8%AE", "https://example.net/%D8%AE"),
        ("https://موقع.شبكة/", "https://xn--4gbrim.xn--ngbc5azd/"),
        ("http://[2606:4700::1]:80/", "http://[2606:4700::1]/"),
        ("http://93.184.216.34:8080/", "http://93.184.216.34:8080/"),
    ],
)
def test_an_address_has_one_spelling(address: str, asked: str) -> None:
    assert target(address).address == asked


def test_what_is_wanted_decides_what_is_accepted() -> None:
    assert PAGE.accepts("text/html")
    assert not PAGE.accepts("application/rss+xml")
    assert LISTING.accepts("application/rss+xml")
    assert Want(frozenset(), 1).accepts("")
