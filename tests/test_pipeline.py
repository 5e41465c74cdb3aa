import subprocess
import sys
from pathlib import Path

import pytest

import riwaya
from riwaya import ingest, pipeline
from riwaya.model import Article, Problem, Span


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """``ingest.read`` replaced: one article, one problem; the paths it was asked for are collected."""
    asked: list[list[str]] = []

    def read(paths, *, stdin=None):  # type: ignore[no-untyped-def]
        asked.append(list(paths))
        yield Problem(path="x.txt", reason="empty")
        yield Article(document="y.txt", id="y", text="نص", span=Span(0, 2))

    monkeypatch.setattr(ingest, "read", read, raising=False)
    return asked


def test_public_names_are_few_and_there() -> None:
    assert len(riwaya.__all__) < 10
    assert all(hasattr(riwaya, name) for name in riwaya.__all__)


def test_a_problem_becomes_a_warning_and_the_rest_goes_on(found: list[list[str]]) -> None:
    with pytest.warns(pipeline.UnreadableInput, match=r"x\.txt: empty"):
        assert [article.id for article in riwaya.read("pages/")] == ["y"]
    assert found == [["pages/"]]


def test_problems_go_where_the_caller_wants_them(found: list[list[str]]) -> None:
    problems: list[Problem] = []
    assert [article.id for article in riwaya.read(["a", "b"], on_problem=problems.append)] == ["y"]
    assert [problem.reason for problem in problems] == ["empty"]
    assert found == [["a", "b"]]


def test_the_function_annotate_is_not_replaced_by_the_room_of_that_name() -> None:
    code = (
        "import riwaya, importlib; from riwaya.annotate import LAYERS; importlib.import_module('riwaya.annotate.text');"
        "assert callable(riwaya.annotate) and LAYERS; from riwaya import annotate; assert annotate is riwaya.annotate"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_whole_way(tmp_path: Path) -> None:
    page = "وزير الري: السد يكفينا سنوات\n\nقال وزير الري سالم الهدار إن ماء السد يكفي المدينة خمس سنين على الأقل.\n"
    (tmp_path / "page.txt").write_text(page, encoding="utf-8")
    for _ in range(2):
        articles = list(riwaya.annotate(riwaya.read(tmp_path)))
        assert [statement.speaker.name for statement in articles[0].statements][-1:] == ["سالم الهدار"]
        assert [story.articles for story in riwaya.compare(articles).stories] == [("page",)]
