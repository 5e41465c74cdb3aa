"""``riwaya watch`` against a server on this machine: what is printed, what is written, what is read again."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from riwaya.ingest import fetch, read
from riwaya.ingest.watch import memory
from riwaya.model import Article
from riwaya.present import cli
from riwaya.store import articles, links, open_library
from tests.ingest.server import FakeClock, Server, reply, serving
from tests.ingest.test_watch import feed, page

TITLE = "سد زرمان يفتح أبوابه"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        running.routes |= {"/feed": reply(feed("/1", "/2")), "/1": page(TITLE), "/2": reply(status="404 Not Found")}
        yield running


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "SystemClock", FakeClock)


def watch(server: Server, folder: Path, *more: str) -> Result:
    options = ["--once", "--allow-private", "--state", str(folder / "state"), *more]
    return CliRunner().invoke(cli.app, ["watch", server.at("/feed"), *options])


def test_articles_are_written_and_what_happened_is_said(server: Server, tmp_path: Path) -> None:
    result = watch(server, tmp_path, "-o", str(tmp_path / "news.jsonl"), "--lang", "en")
    assert result.exit_code == 1  # one page is missing
    polled, arrived = result.stdout.splitlines()
    assert "(ضفاف) · atom · listed: 2 · new: 2" in polled
    assert f"new · 127.0.0.1: {TITLE} · {server.at('/1')}" in arrived
    assert f"{server.at('/2')}: the server answers 404" in result.stderr
    (row,) = map(json.loads, (tmp_path / "news.jsonl").read_text(encoding="utf-8").splitlines())
    assert (row["url"], row["title"], row["language"]) == (server.at("/1"), TITLE, "ar")
    assert (row["retrieval"]["source"], len(row["retrieval"]["digest"])) == (server.at("/feed"), 64)


BROKEN = b'{"id":"127.0.0.1-1","url":"http'
ENDINGS = [
    (b'{"id":"a"}\n' + BROKEN, b'{"id":"a"}\n'),
    (b'{"id":"a"}\n{"id":"b"}', b'{"id":"a"}\n{"id":"b"}\n'),
    (b"notes of somebody", b"notes of somebody\n"),
    (BROKEN * 9000, b""),
    (b"", b""),
]


@pytest.mark.parametrize(("held", "left"), ENDINGS, ids=["cut short", "no newline", "not ours", "long", "empty"])
def test_only_a_line_of_ours_that_was_cut_short_is_taken_away(
    held: bytes, left: bytes, server: Server, tmp_path: Path
) -> None:
    file = tmp_path / "news.jsonl"
    file.write_bytes(held)
    watch(server, tmp_path, "-o", str(file))
    found = file.read_bytes()
    assert found.startswith(left) and found[len(left) :].count(b"\n") == 1


def test_articles_go_straight_into_a_library(server: Server, tmp_path: Path) -> None:
    library = str(tmp_path / "library.db")
    command = ["watch", server.at("/feed"), "--once", "--allow-private", "--library", library, "--lang", "en"]
    first = CliRunner().invoke(cli.app, command)
    assert first.exit_code == 1 and f"new · 127.0.0.1: {TITLE}" in first.stdout  # one page is missing
    assert not first.stdout.startswith("{")
    again = CliRunner().invoke(cli.app, command)
    assert again.exit_code == 0 and "new: 0" in again.stdout
    with open_library(library) as held:
        (name,) = articles.all_names(held)
        assert name in first.stdout and links.how_many_wait(held) == 0


def test_add_takes_addresses_beside_files(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text("قالت بلدية مرسى العنبر إن السوق يفتح غدا.", encoding="utf-8")
    command = ["add", str(file), server.at("/feed"), "--library", str(tmp_path / "library.db"), "--lang", "en"]
    refused = CliRunner().invoke(cli.app, command)
    assert refused.exit_code == 1 and "--allow-private" in refused.stderr and "new: page" in refused.stdout
    added = CliRunner().invoke(cli.app, [*command, "--allow-private"])
    assert "new: 127.0.0.1-" in added.stdout and "404" in added.stderr
    assert "unchanged 1 · new 1 · put into stories 1" in added.stdout
    assert "unchanged 1 · put into stories 0" in CliRunner().invoke(cli.app, [*command, "--allow-private"]).stdout


def test_a_disk_without_room_is_said_in_a_line(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "state.json")

    monkeypatch.setattr(memory, "write_whole", full)
    result = watch(server, tmp_path)
    assert result.exit_code == 1 and "state.json" in result.stderr and result.exception.__class__ is SystemExit


def test_without_a_file_the_articles_go_to_standard_output(server: Server, tmp_path: Path) -> None:
    result = watch(server, tmp_path)
    assert json.loads(result.stdout)["title"] == TITLE
    assert "الجديد: 2" in result.stderr


def test_what_was_written_is_read_again_as_the_same_article(server: Server, tmp_path: Path) -> None:
    dated = feed("/1").replace("<updated>", "<published>2031-05-04T10:00:00Z</published><updated>")
    server.routes["/feed"] = reply(dated)
    watch(server, tmp_path, "-o", str(tmp_path / "news.jsonl"))
    (article,) = read([tmp_path / "news.jsonl"])
    assert isinstance(article, Article)
    row = json.loads((tmp_path / "news.jsonl").read_text(encoding="utf-8"))
    assert article.text == f"{TITLE}\n\n{row['text']}"
    assert article.published is not None
    assert article.published.value == "2031-05-04T10:00:00+00:00"
    assert (article.id, article.url, article.published.value) == (row["id"], row["url"], row["published"])


def test_a_second_run_adds_only_what_is_new(server: Server, tmp_path: Path) -> None:
    out = tmp_path / "news.jsonl"
    watch(server, tmp_path, "-o", str(out))
    with out.open("ab") as file:
        file.write(b'{"id": "half a li')  # killed while writing
    server.routes |= {"/feed": reply(feed("/1", "/3")), "/3": page("نهر زرمان يفيض", more="وانحسر.")}
    assert watch(server, tmp_path, "-o", str(out)).exit_code == 0
    assert [json.loads(line)["title"] for line in out.read_text(encoding="utf-8").splitlines()] == [
        TITLE,
        "نهر زرمان يفيض",
    ]


def test_nothing_private_is_fetched_unless_the_user_says_so(server: Server, tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.app, ["watch", server.at("/feed"), "--once", "--state", str(tmp_path)])
    assert result.exit_code == 1
    assert "--allow-private" in result.stderr
    assert server.asked == []


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--since", "yesterday"], "--since"),
        (["--contact", "إليّ"], "--contact"),
        (["--contact", "a\r\nHost: b"], "--contact"),
        (["-o", "/no/such/folder/x"], "--output"),
        (["--state", "/dev/null/x"], "--state"),
        (["--every", "0"], "--every"),
    ],
)
def test_a_senseless_option_is_a_usage_error(
    options: list[str], complaint: str, server: Server, tmp_path: Path
) -> None:
    result = watch(server, tmp_path, *options)
    assert result.exit_code == 2
    assert complaint in result.stderr
    assert server.asked == []


def test_what_a_feed_says_cannot_move_the_cursor(server: Server, tmp_path: Path) -> None:
    server.routes["/feed"] = reply(feed("/1").replace("ضفاف", "ضفاف&#x9b;2J\u202e"))
    result = watch(server, tmp_path)
    assert "ضفاف" in result.stderr
    assert not {"\x9b", "\u202e", "\x1b"} & set(result.stderr + result.stdout)
