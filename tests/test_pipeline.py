import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import riwaya
from riwaya import ingest, pipeline
from riwaya.model import Article, Problem, Span
from riwaya.present.comparison import comparison_lines
from riwaya.present.queries import Desk


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """``ingest.read`` replaced: one article, one problem; the paths it was asked for are collected."""
    asked: list[list[str]] = []

    def read(paths, *, stdin=None):
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


TITLE = "وزير الري يتحدث عن سد الوادي في جلسة لمجلس البلدة"
TELLINGS = (
    "قال وزير الري سالم الهدار أمام مجلس البلدة إن ماء سد الوادي يكفي المدينة خمس سنين على الأقل.",
    "أكد وزير الري سالم الهدار أمام مجلس البلدة أن المدينة لن تعطش قبل خمس سنين بفضل سد الوادي.",
)


def compared(folder: Path) -> str:
    """The text form of the comparison of all that is in ``folder``."""
    articles = list(riwaya.annotate(riwaya.read(folder)))
    return "\n".join(line.text.plain for line in comparison_lines(riwaya.compare(articles), Desk(articles)))


def tellers(shown: str) -> set[str]:
    """Who tells the minister's words, once it is made sure that the words of both tellings are shown."""
    assert "على الأقل" in shown and "تعطش" in shown
    return set(re.findall(r"(\S+) ← سالم الهدار", shown))


def test_pages_of_one_name_in_two_folders_are_both_told(tmp_path: Path) -> None:
    for name, telling in zip("ab", TELLINGS, strict=True):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.txt").write_text(f"{TITLE}\n\n{telling}\n", encoding="utf-8")
    assert tellers(compared(tmp_path)) == {"page", "b/page"}


def test_records_that_repeat_an_id_are_both_told(tmp_path: Path) -> None:
    rows = ({"id": "one", "title": TITLE, "text": telling} for telling in TELLINGS)
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (tmp_path / "feed.jsonl").write_text(lines, encoding="utf-8")
    assert tellers(compared(tmp_path)) == {"one", "feed.jsonl:2"}
