"""The commands over a library, on the demo's invented pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import riwaya
from riwaya.library import meanings
from riwaya.model import Article, Comparison, Story
from riwaya.present import cli
from riwaya.present.library_labels import LABELS
from tests.link.telling import Bag

DEMO = Path(riwaya.__file__).parent / "demo"


@pytest.fixture(scope="module", autouse=True)
def words_only() -> Iterator[None]:
    """An encoder that needs no model."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meanings, "default", Bag)
        meanings.encoder.cache_clear()
        yield
    meanings.encoder.cache_clear()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, words_only: None) -> str:
    """A library of the demo's pages; tests that write take a copy."""
    path = str(tmp_path_factory.mktemp("demo") / "library.db")
    assert CliRunner().invoke(cli.app, ["add", str(DEMO), "--library", path]).exit_code == 0
    return path


@pytest.fixture
def copy(demo: str, tmp_path: Path) -> str:
    (tmp_path / "copy.db").write_bytes(Path(demo).read_bytes())
    return str(tmp_path / "copy.db")


def run(*words: str, library: str) -> Result:
    return CliRunner().invoke(cli.app, [*words, "--library", library])


def rows(*words: str, library: str) -> list[dict[str, object]]:
    result = run(*words, "--format", "jsonl", library=library)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_add_says_what_is_kept_and_nothing_the_second_time(tmp_path: Path) -> None:
    library = str(tmp_path / "deep" / "library.db")
    first = run("add", str(DEMO / "hana-fire.txt"), library=library)
    assert first.stdout.splitlines() == ["جديد: hana-fire", "جديد 1 · رُبط بالقصص 1"]
    again = run("add", str(DEMO / "hana-fire.txt"), "--lang", "en", library=library)
    assert again.stdout.splitlines() == ["unchanged 1 · put into stories 0"]


def test_add_keeps_what_it_can_read_and_reports_the_rest(tmp_path: Path) -> None:
    (tmp_path / "broken.jsonl").write_text('{"text": "قال الوزير إن الماء يكفي."}\n{"text": \n', encoding="utf-8")
    result = run("add", str(tmp_path / "broken.jsonl"), library=str(tmp_path / "l.db"))
    assert result.exit_code == 1
    assert "broken.jsonl:2" in result.stderr and "جديد 1" in result.stdout


def test_the_library_can_be_named_by_the_environment(demo: str) -> None:
    result = CliRunner().invoke(cli.app, ["stories"], env={"RIWAYA_LIBRARY": demo})
    assert result.exit_code == 0 and result.stdout.count("المقالات:") == 4


def test_without_a_name_it_is_in_the_users_data_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: tmp_path / "data")
    assert CliRunner().invoke(cli.app, ["add", str(DEMO / "hana-fire.txt")]).exit_code == 0
    assert (tmp_path / "data" / "library.db").is_file()


ASKING = (
    ["stories"],
    ["story", "s1"],
    ["who", "راغب الصندلي"],
    ["said", "ماء"],
    ["outlet", "قناة الجسر"],
    ["search", "الماء"],
    ["update"],
    ["check"],
    ["export"],
    ["versions", "x"],
    ["forget", "x"],
    ["backup", "copy.db"],
)


@pytest.mark.parametrize("command", ASKING, ids=lambda command: command[0])
def test_a_missing_library_is_no_traceback(command: list[str], tmp_path: Path) -> None:
    result = run(*command, library=str(tmp_path / "none.db"))
    assert result.exit_code == 1 and "riwaya add" in result.stderr and result.exception.__class__ is SystemExit
    assert not (tmp_path / "none.db").exists()


def test_stories_and_one_of_them(demo: str) -> None:
    cards = rows("stories", "--least", "2", library=demo)
    assert sorted(card["articles"] for card in cards) == [4, 6]
    text = run("story", str(cards[0]["id"]), library=demo)
    assert text.exit_code == 0 and "القصة 1 من 1" in text.stdout
    whole = Comparison.from_json(run("story", str(cards[0]["id"]), "--format", "json", library=demo).stdout)
    assert len(whole.stories[0].articles) == cards[0]["articles"]
    assert run("story", "s-none", library=demo).exit_code == 1


def test_who(demo: str) -> None:
    page = run("who", "الصندلي", library=demo).stdout
    assert "راغب الصندلي (شخص)" in page and "الرئيس الليماري" in page and "وكالة الأنباء الليمارية" in page
    (answer,) = rows("who", "الصندلي", library=demo)
    assert answer["name"] == "راغب الصندلي" and answer["said"] == len(answer["statements"])
    missing = run("who", "لا أحد", "--lang", "en", library=demo)
    assert missing.exit_code == 1 and "Nobody of this name" in missing.stderr


def test_said_shows_the_tellings_from_the_earliest_on(demo: str) -> None:
    page = run("said", "لكل مزارع في سهل زرمان حصته من الماء", "-n", "1", library=demo).stdout
    assert page.startswith("[1] راغب الصندلي")
    assert page.index("الأسبق") < page.index("difaf-zurman") and "الأقرب" in page


def test_outlet(demo: str) -> None:
    page = run("outlet", "الجسر", library=demo).stdout
    assert "قناة الجسر" in page and "ما شاركتها فيه وسائل أخرى" in page
    assert run("outlet", "لا وسيلة", library=demo).exit_code == 1


def test_search_shows_places_and_the_next_page(demo: str) -> None:
    first = run("search", "حريق", "-n", "2", "--facets", library=demo)
    assert "⟦حريق⟧" in first.stdout and "وسيلة الإعلام: " in first.stdout
    token = first.stdout.rpartition("--next ")[2].strip()
    second = run("search", "حريق", "-n", "2", "--next", token, library=demo)
    titles = [run_.stdout.splitlines()[1] for run_ in (first, second)]
    assert second.exit_code == 0 and titles[0] != titles[1]
    assert run("search", "ماء", "--next", token, library=demo).exit_code == 2
    for day in ("yesterday", "2025-13", "2025-02-30", "٢٠٢٥"):
        assert run("search", "ماء", "--since", day, library=demo).exit_code == 2
    for day in ("2025", "2025-03", "2025-03-05"):
        assert run("search", "ماء", "--since", day, library=demo).exit_code == 0


def test_search_in_statements(demo: str) -> None:
    (answer,) = rows("search", "الماء", "--statements", "--by", "راغب الصندلي", library=demo)
    hits = answer["hits"]
    assert isinstance(hits, list) and hits
    assert {hit["statement"]["speaker"] for hit in hits} == {"راغب الصندلي"}
    (about,) = rows("search", "--about", "نهر زرمان", library=demo)
    assert about["total"]
    assert run("search", "«كلمة لا ترد»", "--lang", "en", library=demo).stdout == "Nothing found\n"


def test_export_is_the_contract(demo: str) -> None:
    lines = run("export", library=demo).stdout.splitlines()
    assert len(lines) == 12 and all("text" not in json.loads(line) for line in lines)
    inferred = [json.loads(line)["published"] for line in lines if '"basis":"inferred"' in line]
    assert all(published["value"] for published in inferred)
    stories = [Story.from_json(line) for line in run("export", "--as", "stories", library=demo).stdout.splitlines()]
    assert sum(len(story.articles) for story in stories) == 12
    records = [json.loads(line) for line in run("export", "--as", "records", library=demo).stdout.splitlines()]
    assert all(record["text"] for record in records)


def test_check_is_content_and_finds_what_is_broken(copy: str) -> None:
    import sqlite3

    sound = run("check", library=copy)
    assert sound.exit_code == 0 and sound.stdout.endswith("المكتبة سليمة\n")
    with sqlite3.connect(copy) as broken:
        broken.execute("DELETE FROM article_index WHERE rowid = 1")
        broken.execute("UPDATE makers SET version = 'old' WHERE kind = 'annotate'")
    result = run("check", "--lang", "en", library=copy)
    assert result.exit_code == 1
    assert "articles missing from the index: 1" in result.stderr
    assert "older rules (riwaya update): annotations by other rules: 12" in result.stdout


def test_a_damaged_file_is_no_traceback(copy: str) -> None:
    data = bytearray(Path(copy).read_bytes())
    data[len(data) // 4 : len(data) // 2] = b"\x00" * (len(data) // 2 - len(data) // 4)
    Path(copy).write_bytes(data)
    for command in (["check"], ["export"], ["search", "الماء"], ["forget", "hana-fire"]):
        result = run(*command, library=copy)
        assert result.exit_code == 1 and result.exception.__class__ is SystemExit and result.stderr


def test_update_renews_and_then_has_nothing_to_do(copy: str) -> None:
    import sqlite3

    with sqlite3.connect(copy) as old:
        old.execute("UPDATE makers SET version = 'old' WHERE kind = 'annotate'")
    assert "أعيد تحليله 12" in run("update", library=copy).stdout
    assert run("update", library=copy).stdout.startswith("لا شيء يُعاد")
    assert run("update", "--lang", "en", library=copy).stdout.startswith("Nothing to do: ")


def test_backup_is_a_library_and_never_overwrites(demo: str, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    assert run("backup", str(target), library=demo).exit_code == 0
    assert run("export", library=str(target)).stdout == run("export", library=demo).stdout
    again = run("backup", str(target), library=demo)
    assert again.exit_code == 1 and "name a new file" in again.stderr


def test_forget(copy: str) -> None:
    result = run("forget", "hana-fire", "none", library=copy)
    assert result.exit_code == 1 and "hana-fire" in result.stdout and "none" in result.stderr
    assert "hana-fire" not in run("export", library=copy).stdout
    assert run("check", library=copy).exit_code == 0


def test_every_label_is_in_both_languages() -> None:
    assert all(arabic and english and arabic != english for arabic, english in LABELS.values())


def test_json_is_an_array_of_the_same_rows(demo: str) -> None:
    answer = json.loads(run("stories", "--format", "json", library=demo).stdout)
    assert answer == rows("stories", library=demo)


def test_what_is_kept_is_what_annotate_says(demo: str) -> None:
    page = DEMO / "lina-zurman.txt"
    expected: list[Article] = list(riwaya.annotate(riwaya.read([page])))
    kept = [json.loads(line) for line in run("export", library=demo).stdout.splitlines()]
    row = next(row for row in kept if row["id"] == "lina-zurman")
    assert row["statements"] == json.loads(expected[0].to_json())["statements"]
