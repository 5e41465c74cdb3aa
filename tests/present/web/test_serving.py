"""``riwaya serve`` and ``riwaya report`` as they are run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from riwaya.present.cli import app
from riwaya.present.labels import Lang
from riwaya.present.library_labels import say
from riwaya.store import links, open_library

COMMAND = [sys.executable, "-c", "from riwaya.present.cli import main; main()"]


def test_serve_prints_its_address_and_answers(demo: Path) -> None:
    command = [*COMMAND, "serve", "--library", str(demo), "--lang", "en"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as run:
        assert run.stdout is not None
        match = re.search(r"http://127\.0\.0\.1:\d+/", run.stdout.readline())
        assert match is not None
        with urllib.request.urlopen(match[0], timeout=60) as answer:
            assert answer.status == 200
            assert 'dir="rtl"' in answer.read().decode()
        run.terminate()


def test_serve_opens_the_demo_where_there_is_no_library(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path)}
    environment.pop("RIWAYA_LIBRARY", None)
    environment["TMPDIR"] = str(tmp_path)
    with subprocess.Popen([*COMMAND, "serve"], stdout=subprocess.PIPE, text=True, env=environment) as run:
        assert run.stdout is not None
        first, second = run.stdout.readline(), run.stdout.readline()
        assert second.strip() == say("serving_demo", Lang.AR)
        match = re.search(r"http://\S+", first)
        assert match is not None
        with urllib.request.urlopen(match[0] + "stories.json", timeout=60) as answer:
            assert b'"found":4' in answer.read()
        run.terminate()
    assert list(tmp_path.rglob("library.db")) == list(tmp_path.glob("riwaya-demo-*")) == []


def test_serve_says_what_is_wrong(tmp_path: Path, demo: Path) -> None:
    missing = CliRunner().invoke(app, ["serve", "--library", str(tmp_path / "none.db")])
    assert missing.exit_code == 1
    assert "riwaya add" in missing.output
    elsewhere = CliRunner().invoke(app, ["serve", "--library", str(demo), "--host", "203.0.113.1", "--port", "8440"])
    assert elsewhere.exit_code == 2


@pytest.mark.parametrize("lang", list(Lang))
def test_a_report_is_one_file_that_needs_nothing(demo: Path, tmp_path: Path, lang: Lang) -> None:
    with open_library(demo) as library:
        story = max(links.all_stories(library), key=lambda each: len(each.articles))
    file = tmp_path / "story.html"
    run = CliRunner().invoke(app, ["report", story.id, "-o", str(file), "--library", str(demo), "--lang", lang.value])
    assert run.exit_code == 0
    assert say("report_written", lang) in run.output
    html = file.read_text(encoding="utf-8")
    assert "<script" not in html and " src=" not in html and "@import" not in html
    assert all(each.startswith(("#", "http")) for each in re.findall(r'href="([^"]*)"', html))
    assert all(each.startswith("data:font/woff2;base64,") for each in re.findall(r"url\(([^)]*)\)", html))
    assert f'lang="{lang.value}"' in html and story.id in html
    for group in story.groups:
        assert f'id="u-{group.id}"' in html


def test_a_report_of_no_story_says_so(demo: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["report", "x", "-o", str(tmp_path / "x.html"), "--library", str(demo)])
    assert run.exit_code == 1
    assert not (tmp_path / "x.html").exists()
