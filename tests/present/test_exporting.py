"""``riwaya export`` and ``riwaya evaluate`` as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import riwaya
from riwaya.model import Published, replace
from riwaya.present import contract
from riwaya.present.cli import app
from riwaya.present.export import Form

DEMO = Path(riwaya.__file__).parent / "demo"
GOLD = Path(__file__).parents[2] / "evals" / "gold" / "demo"
PAGES = [str(DEMO / f"{name}.txt") for name in ("lina-zurman", "mirsad-dorval", "hana-fire")]


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("library") / "l.db")
    assert run("add", *PAGES, "--library", path).exit_code == 0
    return path


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.BRAT])
def test_library_and_pages_give_the_same_export(library: str, form: Form, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    assert run("export", "--library", library, "-f", form, "-o", str(one)).exit_code == 0
    assert run("export", *PAGES, "-f", form, "-o", str(other)).exit_code == 0
    assert one.stat().st_size > 1000
    assert one.read_bytes() == other.read_bytes()
    assert not list(tmp_path.glob("*.part"))


def test_one_story_with_its_articles(library: str) -> None:
    rows = [json.loads(line) for line in run("export", "--library", library, "--as", "stories").stdout.splitlines()]
    story = next(row for row in rows if len(row["articles"]) == 2)
    told = run("export", "--library", library, "--story", story["id"]).stdout.splitlines()
    assert [json.loads(line)["id"] for line in told] == story["articles"]
    again = run("export", "--library", library, "--story", story["id"], "--as", "stories").stdout
    assert json.loads(again) == story


def test_an_unknown_story_is_said(library: str) -> None:
    result = run("export", "--library", library, "--story", "nowhere")
    assert result.exit_code == 1 and "nowhere" in result.stderr and not result.stdout


def test_nothing_is_written_of_an_unknown_story(library: str, tmp_path: Path) -> None:
    file = tmp_path / "timeline.ics"
    words = ("export", "--library", library, "--story", "nowhere", "-f", "ics", "-o", str(file), "--lang", "en")
    assert run(*words).stderr == "riwaya: nowhere: No story of this id\n"
    assert not file.exists()


UNDATED = "اجتماع في الوادي\n\nقال وزير الري سالم الهدار إن الماء يكفي المدينة."


def test_an_undated_story_is_no_empty_calendar(tmp_path: Path) -> None:
    page, file = tmp_path / "undated.txt", tmp_path / "timeline.ics"
    page.write_text(UNDATED, encoding="utf-8")
    rows = run("export", str(page), "--as", "stories").stdout.splitlines()
    (story,) = (json.loads(line)["id"] for line in rows)
    for words, said in (((), "riwaya: no date"), (("--story", story), f"riwaya: {story}: no date")):
        result = run("export", str(page), "-f", "ics", "-o", str(file), "--lang", "en", *words)
        assert result.exit_code == 1 and result.stderr.startswith(said)
        assert not file.exists()


def test_a_story_without_a_date_beside_one_that_has_one_is_said(tmp_path: Path) -> None:
    page = tmp_path / "undated.txt"
    page.write_text(UNDATED, encoding="utf-8")
    stories = [
        json.loads(line)["id"] for line in run("export", *PAGES, str(page), "--as", "stories").stdout.splitlines()
    ]
    undated = next(each for each in stories if each not in run("export", *PAGES, "--as", "stories").stdout)
    whole = run("export", *PAGES, str(page), "-f", "ics")
    assert whole.exit_code == 0 and "BEGIN:VEVENT" in whole.stdout and not whole.stderr
    named = [word for each in stories for word in ("--story", each)]
    result = run("export", *PAGES, str(page), "-f", "ics", *named)
    assert result.exit_code == 1 and f"{undated}: لا تاريخ" in result.stderr
    assert result.stdout == whole.stdout


def test_records_of_pages_can_be_read_again(tmp_path: Path) -> None:
    records = tmp_path / "again.jsonl"
    assert run("export", *PAGES, "--as", "records", "-o", str(records)).exit_code == 0
    pages, again = (list(riwaya.annotate(riwaya.read(source))) for source in (PAGES, records))
    assert list(map(essence, again)) == list(map(essence, pages))
    assert all(article.title is not None for article in again)


def essence(article: riwaya.Article) -> tuple[object, ...]:
    """What an article says, wherever in a text it stands."""
    told = [(each.speaker.name, [span.of(article.text) for span in each.content]) for each in article.statements]
    title = article.title.of(article.text) if article.title is not None else None
    outlet = article.outlet.name if article.outlet is not None else None
    return article.id, title, outlet, article.published.value if article.published is not None else None, told


def test_a_day_that_only_the_story_supplies_is_no_fact_of_a_record() -> None:
    [page] = riwaya.read(PAGES[0])
    inferred = replace(page, published=Published(value="2031-05-04", basis="inferred", rule="story"))
    assert contract.record(inferred)["published"] is None


def test_brat_is_a_new_folder_and_never_somebody_elses(tmp_path: Path) -> None:
    folder = tmp_path / "brat"
    assert run("export", *PAGES, "-f", "brat", "-o", str(folder)).exit_code == 0
    assert len(list(folder.iterdir())) == 2 * len(PAGES) + 1
    corrected = folder / "hana-fire.ann"
    corrected.write_text("T1\tPER 0 3\tx\n")
    again = run("export", *PAGES, "-f", "brat", "-o", str(folder))
    assert again.exit_code == 1 and "brat" in again.stderr
    assert corrected.read_text() == "T1\tPER 0 3\tx\n"


@pytest.mark.parametrize("words", [("-f", "brat"), ("-f", "csv", "--as", "stories"), ("-f", "docx")], ids=" ".join)
def test_what_makes_no_sense_is_a_usage_error(words: tuple[str, ...]) -> None:
    assert run("export", *PAGES, *words).exit_code == 2


def test_a_file_that_cannot_be_read_is_reported_and_the_rest_exported(tmp_path: Path) -> None:
    (tmp_path / "broken.jsonl").write_text("{", encoding="utf-8")
    result = run("export", PAGES[0], str(tmp_path / "broken.jsonl"))
    assert result.exit_code == 1 and "broken.jsonl:1" in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    result = run("export", PAGES[0], "-o", str(tmp_path / "no" / "such" / "folder.jsonl"))
    assert result.exit_code == 1 and "folder.jsonl: تعذرت الكتابة" in result.stderr


def test_evaluate_scores_the_program_itself() -> None:
    result = run("evaluate", str(GOLD / "hana-fire.json"), "--format", "json", "--errors")
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert answer["documents"] == 1
    assert answer["figures"]["who_said_what.f1"] > 0.9
    assert answer["counts"]["statements"]["gold"] == 8
    assert all(set(case) == {"kind", "where", "words"} for case in answer["errors"])


def test_evaluate_scores_an_export_of_itself_as_perfect(tmp_path: Path) -> None:
    folder = tmp_path / "brat"
    run("export", *PAGES, "-f", "brat", "-o", str(folder))
    figures = json.loads(run("evaluate", str(folder), "--format", "json").stdout)["figures"]
    assert {
        name: figures[f"{name}.f1"] for name in ("who_said_what", "entities_strict", "times", "via")
    } == dict.fromkeys(("who_said_what", "entities_strict", "times", "via"), 1.0)


def test_one_story_of_a_page_of_two_articles_is_the_whole_page_in_brat(tmp_path: Path) -> None:
    """A page that is annotated in part would be gold that calls the statements of the rest invented."""
    page = str(DEMO / "marafi-zurman.txt")
    stories = [json.loads(line) for line in run("export", page, "--as", "stories").stdout.splitlines()]
    assert [len(story["articles"]) for story in stories] == [1, 1]
    for story in stories:
        folder = tmp_path / story["id"]
        assert run("export", page, "-f", "brat", "--story", story["id"], "-o", str(folder)).exit_code == 0
        figures = json.loads(run("evaluate", str(folder), "--format", "json").stdout)["figures"]
        assert figures["who_said_what.f1"] == figures["entities_strict.f1"] == 1.0


def test_evaluate_scores_answers_and_says_what_is_missing(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    run("export", PAGES[0], "-o", str(rows))
    result = run("evaluate", str(GOLD), str(rows), "--lang", "en")
    assert result.exit_code == 1
    assert "no answer for these documents" in result.stderr and "hana-fire" in result.stderr
    assert "lina-zurman" not in result.stderr
    assert "who said what: F1" in result.stdout


def figures_of(*words: str) -> dict[str, float]:
    figures: dict[str, float] = json.loads(run("evaluate", *words, "--format", "json").stdout)["figures"]
    return figures


def test_evaluate_reads_records_with_their_dates(tmp_path: Path) -> None:
    gold = json.loads((GOLD / "jisr-fire.json").read_text(encoding="utf-8"))
    gold["text"] = str(GOLD / gold["text"])
    assert gold.pop("record") is True
    file = tmp_path / "jisr-fire.json"
    file.write_text(json.dumps(gold), encoding="utf-8")
    assert figures_of(str(file), "--records")["published_accuracy"] == 1.0 > figures_of(str(file))["published_accuracy"]


def test_gold_of_pages_and_records_is_read_as_what_each_of_them_is() -> None:
    """``python -m evals``, whose figures are in the README, reads the demo's own files."""
    from evals.__main__ import run as measured
    from evals.gold import SETS

    assert figures_of(str(GOLD)) == pytest.approx(measured(SETS[0]).figures)


def test_evaluate_says_what_is_wrong_with_the_gold(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    result = run("evaluate", str(tmp_path))
    assert result.exit_code == 1 and "x.json" in result.stderr
