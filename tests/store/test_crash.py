"""Killed at any moment, several at once: nothing acknowledged is lost, nothing is half written."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from riwaya import library as shelf
from riwaya.library import makers
from riwaya.present.finding import Query, find
from riwaya.store import articles, open_library
from riwaya.store.care import check
from tests.store import invented

ROOT = Path(__file__).parents[2]
#: Articles a run; the whole of it takes some two seconds.
COUNT = 90


def start(address: str, *, seed: int = 1, lead: str = "invented", count: int = COUNT) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.store.invented", address, str(count), str(seed), lead]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def killed(address: str, *, after: int) -> list[str]:
    """What a run had acknowledged when it was killed, a moment after its ``after``th word."""
    with start(address) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(after)]
        time.sleep(random.random() * 0.3)
        process.kill()
        said += process.stdout.read().split("\n")
    return [line for line in said if line.startswith("invented-")]


@pytest.mark.parametrize("after", [1, 51, COUNT + 1])
def test_kill_minus_nine_loses_nothing_acknowledged(address: str, after: int) -> None:
    said = killed(address, after=after)
    with open_library(address) as library:
        held = articles.load(library, articles.all_names(library))
        assert set(said) <= {article.id for article in held}
        expected = {article.id: article.text for article in invented.articles(COUNT)}
        assert all(article.text == expected[article.id] and article.statements for article in held)
        assert {fault.kind for fault in check(library, makers())} <= {"waiting"}
        assert find(library, Query(words="قال الحي السد", limit=5)).hits
        saved = list(shelf.add(library, invented.articles(COUNT)))
        assert {each.standing for each in saved[: len(held)]} == {"same"}
        list(shelf.link(library))
        assert check(library, makers()) == [] and len(articles.all_names(library)) == COUNT


def test_two_programs_add_and_four_read(address: str) -> None:
    open_library(address, make=True).close()
    writers = [start(address, seed=seed, lead=lead, count=40) for seed, lead in ((1, "one"), (2, "two"))]
    readers = [open_library(address) for _ in range(4)]
    seen = 0
    while any(writer.poll() is None for writer in writers):
        for reader in readers:
            answer = find(reader, Query(words="السد", statements=True))
            assert all(hit.statement is not None for hit in answer.hits)
            seen = max(seen, answer.total)
    for writer in writers:
        _, complaint = writer.communicate()
        assert (writer.returncode, complaint) == (0, "")
    assert seen
    assert len(articles.all_names(readers[0])) == 80
    assert check(readers[0], makers()) == []
    for reader in readers:
        reader.close()


def test_two_programs_adding_the_same_articles_keep_them_once(address: str) -> None:
    open_library(address, make=True).close()
    for writer in [start(address, count=30) for _ in range(2)]:
        _, complaint = writer.communicate()
        assert (writer.returncode, complaint) == (0, "")
    with open_library(address) as library:
        assert sorted(articles.all_names(library)) == sorted(each.id for each in invented.articles(30))
        assert library.value("SELECT MAX(version) FROM articles") == 1
        assert check(library, makers()) == []
