"""Deciding from the command line, on the demo's invented pages."""

from __future__ import annotations

import json
import os
import pwd
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import riwaya
from riwaya.library import meanings
from riwaya.link.copies import WEIGHTS as COPIES
from riwaya.link.utterances import WEIGHTS as UTTERANCES
from riwaya.present import cli
from riwaya.present.commands.judging import Verdict
from riwaya.present.library_labels import LABELS
from riwaya.present.signs import SIGNS
from riwaya.store import links, open_library
from tests.link.telling import Bag

DEMO = Path(riwaya.__file__).parent / "demo"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A library of two of the demo's pages, with an encoder that needs no model."""
    monkeypatch.setattr(meanings, "default", Bag)
    meanings.encoder.cache_clear()
    path = str(tmp_path / "library.db")
    pages = [str(DEMO / f"{name}.txt") for name in ("hana-fire", "nabd-fire")]
    assert CliRunner().invoke(cli.app, ["add", *pages, "--library", path]).exit_code == 0
    yield path
    meanings.encoder.cache_clear()


def run(library: str, *words: str) -> Result:
    return CliRunner().invoke(cli.app, [*words, "--library", library])


def stories(library: str) -> list[tuple[str, ...]]:
    with open_library(library) as held:
        return [story.articles for story in links.all_stories(held)]


def test_two_articles_are_parted_and_joined_again_by_withdrawing(library: str) -> None:
    assert len(stories(library)) == 1
    done = run(library, "judge", "other-story", "hana-fire", "nabd-fire", "--by", "محررة", "--note", "قرأتهما")
    assert (done.exit_code, done.stdout) == (0, "حُفظ الحكم ورقمه: 1\n")
    assert len(stories(library)) == 2
    (line,) = run(library, "judgements").stdout.splitlines()
    assert line.startswith("1 · قصتان · hana-fire: ") and line.endswith("· قرأتهما") and "محررة" in line
    assert run(library, "judgements", "--withdraw", "1").stdout == "لا أحكام بعد\n"
    assert len(stories(library)) == 1


def test_who_decides_is_whoever_runs_it(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    assert run(library, "judge", "other-story", "hana-fire", "nabd-fire").exit_code == 0
    [kept] = json.loads(run(library, "judgements", "--format", "json").stdout)
    assert kept["who"] == pwd.getpwuid(os.getuid()).pw_name


def test_the_speaker_is_put_right(library: str) -> None:
    assert run(library, "judge", "speaker", "hana-fire#1", "هالة الكستنائي").exit_code == 0
    with open_library(library) as held:
        (story,) = links.all_stories(held)
    assert "هالة الكستنائي" in {group.speaker.name for group in story.groups}
    assert '"speaker":"هالة الكستنائي"' in run(library, "judgements", "--format", "jsonl").stdout


@pytest.mark.parametrize(
    "words",
    [
        ("judge", "same", "hana-fire#1", "nobody#9"),
        ("judge", "same", "hana-fire#1", "hana-fire#1"),
        ("judge", "same-story", "hana-fire", "nobody"),
        ("judgements", "--withdraw", "7"),
    ],
)
def test_what_is_not_there_is_said(library: str, words: tuple[str, ...]) -> None:
    result = run(library, *words)
    assert result.exit_code == 1 and result.stderr and not result.stdout


def test_every_verdict_and_every_sign_has_words() -> None:
    assert {f"verdict-{verdict.value}" for verdict in Verdict} <= LABELS.keys()
    assert UTTERANCES.keys() | COPIES.keys() | {"worded", "recency"} == SIGNS.keys()
