"""Adding is safe to repeat, an edit becomes a version, what is forgotten is gone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import riwaya
from riwaya import library as shelf
from riwaya.library import makers, meanings
from riwaya.link import compare
from riwaya.model import Published
from riwaya.present import contract
from riwaya.present.history import history
from riwaya.store import Library, LibraryError, articles, links, open_library, saving
from riwaya.store.care import check
from riwaya.store.records import Makers
from tests.store.writing import BRIDGE, DAM, DEMO, add, add_demo, contents
from tests.store.writing import articles as read_records


def test_an_article_comes_out_as_annotation_made_it(library: Library) -> None:
    add(library, DAM, BRIDGE)
    expected = list(riwaya.annotate(read_records([DAM, BRIDGE])))
    assert articles.load(library, ["dam", "bridge"]) == expected
    assert articles.load(library, ["bridge", "unknown", "dam"]) == expected[::-1]
    assert list(articles.load_all(library, at_once=1)) == expected


def test_the_demo_is_told_as_without_a_library(library: Library) -> None:
    add_demo(library)
    expected = compare(list(riwaya.annotate(riwaya.read([DEMO]))), encoder=meanings.encoder())
    held = {frozenset(story.articles): story for story in links.all_stories(library)}
    assert set(held) == {frozenset(story.articles) for story in expected.stories}
    for story in expected.stories:
        groups = {frozenset(group.statements): group.outlets for group in held[frozenset(story.articles)].groups}
        assert groups == {frozenset(group.statements): group.outlets for group in story.groups}


def test_adding_again_changes_nothing(library: Library) -> None:
    assert {saved.standing for saved in add_demo(library)} == {"new"}
    before = contents(library)
    assert {saved.standing for saved in add_demo(library)} == {"same"}
    assert contents(library) == before


@pytest.mark.parametrize(
    "change",
    [
        {"url": "https://SADA.example/dam/?utm_source=letter#top"},
        {"url": "http://www.sada.example/dam"},
        {"id": "another-name"},
        {"text": DAM["text"].replace("\n", "\n\n  ")},
    ],
    ids=["address", "scheme", "id", "white-space"],
)
def test_the_same_article_in_another_guise_is_the_same(library: Library, change: dict[str, str]) -> None:
    add(library, DAM)
    before = contents(library)
    assert [(saved.id, saved.standing) for saved in add(library, {**DAM, **change})] == [("dam", "same")]
    assert contents(library) == before


def test_an_edit_becomes_a_version_with_its_differences(library: Library) -> None:
    add(library, DAM, BRIDGE)
    edited = {**DAM, "text": DAM["text"].replace("عشر سنين", "خمس سنين على الأقل")}
    saved = add(library, edited)
    assert [(each.id, each.standing, each.version) for each in saved] == [("dam", "changed", 2)]
    first, second = articles.versions(library, "dam")
    old, new = articles.load_version(library, "dam", 1), articles.load_version(library, "dam", 2)
    assert old is not None and new is not None and "عشر سنين" in old.text and first.changes == ()
    assert [(p.op, p.left and p.left.of(old.text), p.right and p.right.of(new.text)) for p in second.changes] == [
        ("changed", "عشر", "خمس"),
        ("right-only", None, "على الأقل"),
    ]
    assert articles.load(library, ["dam"]) == [new]
    add(library, DAM)
    assert [version.number for version in articles.versions(library, "dam")] == [1, 2, 3]


def test_a_date_that_its_metadata_change_is_a_version(library: Library) -> None:
    add(library, DAM)
    saved = add(library, {**DAM, "published": "2031-05-05T08:00:00+03:00"})
    assert [(each.standing, each.version) for each in saved] == [("changed", 2)]
    assert library.rows("SELECT day FROM articles") == [("2031-05-05",)]


def test_two_pages_of_one_name_are_two_articles(library: Library, tmp_path: Path) -> None:
    for folder, text in (("a", DAM["text"]), ("b", BRIDGE["text"])):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.txt").write_text(text, encoding="utf-8")
        list(shelf.add(library, riwaya.read([tmp_path / folder / "page.txt"])))
    assert articles.all_names(library) == ["page", "page(2)"]
    for folder in "ab":
        again = list(shelf.add(library, riwaya.read([tmp_path / folder / "page.txt"])))
        assert [saved.standing for saved in again] == ["same"]
    assert articles.load(library, ["page(2)"])[0].statements[0].id.startswith("page(2)#")


def test_a_page_without_address_keeps_its_name_when_it_is_edited(library: Library, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    for text in (DAM["text"], DAM["text"] + "\nوقال الهدار إن العمل يبدأ غدا."):
        page.write_text(text, encoding="utf-8")
        saved = list(shelf.add(library, riwaya.read([page])))
    assert [(each.id, each.standing, each.version) for each in saved] == [("page", "changed", 2)]


def test_one_address_twice_in_one_reading_is_one_article(library: Library) -> None:
    edited = {**DAM, "id": "again", "text": DAM["text"] + "\nوقال الهدار إن العمل يبدأ غدا."}
    saved = add(library, DAM, edited)
    assert [(each.id, each.standing) for each in saved] == [("dam", "new"), ("dam", "changed")]


def test_the_original_text_is_kept_character_by_character(library: Library) -> None:
    odd = "قَالَ\u200f وزير الري سالم الهدار إن الماءـ\u00a0يكفي.\r\n\x01 تم."
    add(library, {**DAM, "text": odd})
    assert articles.load(library, ["dam"])[0].text == f"{DAM['title']}\n\n{odd}"


def test_the_bytes_of_a_page_are_kept_where_they_are_at_hand(library: Library) -> None:
    pages = {"dam": "<html>قال</html>".encode("cp1256")}
    found = read_records([DAM, BRIDGE])
    list(shelf.add(library, found, original=lambda each: (pages[each.id], "text/html") if each.id in pages else None))
    assert articles.original(library, "dam") == (pages["dam"], "text/html")
    assert articles.original(library, "bridge") is None and articles.original(library, "none") is None


def test_everything_says_what_made_it(library: Library) -> None:
    add(library, DAM)
    assert articles.versions(library, "dam")[0].maker == makers().annotate
    kinds = dict(library.rows("SELECT kind, version FROM makers"))
    made = makers()
    assert kinds == {"annotate": made.annotate, "terms": made.terms, "vectors": made.vectors, "link": made.link}


def test_update_renews_what_other_rules_made_and_can_be_stopped(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_demo(library)
    before = contents(library)
    new = Makers(annotate="next", terms="next", vectors="next", link="next")
    monkeypatch.setattr(shelf, "makers", lambda: new)
    monkeypatch.setattr(shelf, "AT_ONCE", 3)
    assert {fault.kind for fault in check(library, new)} == {"stale"}
    stopped = shelf.update(library)
    next(stopped)
    stopped.close()
    left = len(articles.stale(library, new, most=100))
    assert 0 < left < 12
    assert len(list(shelf.update(library))) == left
    list(shelf.link(library))
    assert check(library, new) == [] and contents(library) == before
    assert list(shelf.update(library)) == []


def test_forgetting_takes_out_all_that_came_from_an_article(library: Library) -> None:
    add(library, BRIDGE)
    before = contents(library)
    add(library, DAM)
    assert articles.forget(library, "dam") and not articles.forget(library, "dam")
    list(shelf.link(library))
    assert contents(library) == before
    assert check(library, makers()) == []


def test_what_is_forgotten_is_not_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with open_library(path, make=True) as library:
        add(library, DAM, BRIDGE)
        assert "سالم الهدار".encode() in path.read_bytes() + path.with_name("library.db-wal").read_bytes()
        articles.forget(library, "dam")
    assert "سالم الهدار".encode() not in path.read_bytes()
    assert "قناة الجسر".encode() in path.read_bytes()


def test_the_neighbours_of_what_is_forgotten_are_linked_anew(library: Library) -> None:
    add_demo(library)
    story = links.story_of(library, "lina-zurman")
    assert story is not None and "difaf-zurman" in story.articles
    articles.forget(library, "lina-zurman")
    list(shelf.link(library))
    left = links.story_of(library, "difaf-zurman")
    assert left is not None and not any(name.startswith("lina") for g in left.groups for name in g.statements)


def test_a_story_keeps_its_id_when_an_article_joins(library: Library) -> None:
    add(library, DAM)
    story = links.story_of(library, "dam")
    copy = {**DAM, "id": "copy", "url": "https://jisr.example/dam", "outlet": "قناة الجسر"}
    add(library, copy)
    joined = links.story_of(library, "copy")
    assert story is not None and joined is not None
    assert joined.id == story.id and set(joined.articles) == {"dam", "copy"}


def test_a_date_that_the_story_supplies_is_inferred(library: Library) -> None:
    undated = {**DAM, "id": "copy", "url": "https://jisr.example/dam", "outlet": "قناة الجسر", "published": ""}
    add(library, DAM, undated)
    card = articles.card(library, "copy")
    assert card is not None and (card.day, card.inferred, card.published) == ("2031-05-04", True, None)
    exported = articles.dated(library, articles.load(library, ["copy"])[0])
    assert exported.published == Published(value="2031-05-04", basis="inferred", rule="story")


def test_records_that_are_exported_make_the_same_library(library: Library, tmp_path: Path) -> None:
    add(library, DAM, BRIDGE)
    rows = [contract.record(article) for article in articles.load_all(library)]
    with open_library(tmp_path / "other.db", make=True) as other:
        add(other, *rows)
        assert contents(other) == contents(library)


def test_the_text_of_an_article_is_shared_by_its_neighbours_on_the_page(library: Library) -> None:
    list(shelf.add(library, riwaya.read([DEMO / "marafi-zurman.txt"])))
    names = articles.all_names(library)
    assert names == ["marafi-zurman", "marafi-zurman@2"]
    assert library.value("SELECT COUNT(*) FROM texts") == 1
    articles.forget(library, "marafi-zurman@2")
    assert library.value("SELECT COUNT(*) FROM texts") == 1
    assert articles.load(library, names)[0].text == (DEMO / "marafi-zurman.txt").read_text(encoding="utf-8")


ODD = (
    {**DAM, "id": "brackets", "url": "http://[::1/x"},
    {**DAM, "id": "a\x00b", "url": "https://sada.example/\x00?q=%zz&&", "outlet": "صدى\x00 الوادي"},
    {**DAM, "id": "no-scheme", "url": "//x", "published": "2031-13-45"},
)


@pytest.mark.parametrize("row", ODD, ids=lambda row: row["id"].replace("\x00", ""))
def test_records_that_hold_nonsense_are_kept_like_others(library: Library, row: dict[str, str]) -> None:
    assert [saved.standing for saved in add(library, row)] == ["new"]
    assert [saved.standing for saved in add(library, row)] == ["same"]
    assert check(library, makers()) == []


def test_a_name_that_no_database_holds_is_unknown(library: Library) -> None:
    add(library, DAM)
    for name in ("dam\udcff", "da\x00", "\ud800"):
        assert not articles.forget(library, name) and articles.cards(library, [name]) == {}


@pytest.mark.parametrize("table", ["bookmarks", "migrations"])
def test_a_database_of_another_program_is_left_alone(table: str, tmp_path: Path) -> None:
    path = tmp_path / "bookmarks.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"CREATE TABLE {table} (address TEXT)")
        other.executemany(f"INSERT INTO {table} VALUES (?)", [("a",), ("b",)])
        other.commit()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="another program"):
        open_library(path, make=True)
    assert before[100:] == path.read_bytes()[100:]  # the header says that it is read with a log, no more


def test_several_articles_are_forgotten_before_the_file_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with open_library(path, make=True) as library:
        add(library, DAM, BRIDGE)
        assert [articles.take_out(library, name) for name in ("dam", "bridge", "none")] == [True, True, False]
        articles.compact(library)
    assert "سالم الهدار".encode() not in path.read_bytes()


def always_disturbed(*_: Any, **__: Any) -> None:
    raise articles.ChangedMeanwhileError("dam")


def test_update_gives_up_on_conflicts_in_a_row_only(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program changed something before each second batch: as often as there are batches."""
    add_demo(library)
    monkeypatch.setattr(shelf, "makers", lambda: Makers(annotate="next", terms="next", vectors="next", link="next"))
    monkeypatch.setattr(shelf, "AT_ONCE", 1)
    monkeypatch.setattr(shelf, "ATTEMPTS", 2)
    save, turns = saving.save, iter(range(1000))

    def disturbed(*given: Any, **named: Any) -> Any:
        if next(turns) % 2 == 0:
            raise articles.ChangedMeanwhileError("dam")
        return save(*given, **named)

    monkeypatch.setattr(saving, "save", disturbed)
    assert len(list(shelf.update(library))) == len(articles.all_names(library))
    monkeypatch.setattr(shelf, "makers", lambda: Makers(annotate="more", terms="next", vectors="next", link="next"))
    monkeypatch.setattr(saving, "save", always_disturbed)
    with pytest.raises(LibraryError, match="another program keeps changing it"):
        list(shelf.update(library))


def test_the_history_of_an_article_shows_the_words_that_changed(library: Library) -> None:
    add(library, DAM)
    add(library, {**DAM, "text": DAM["text"].replace("عشر سنين", "خمس سنين على الأقل")})
    first, second = history(library, "dam")
    assert (first.version, first.changes, second.version) == (1, (), 2)
    assert [(change.op, change.old, change.new) for change in second.changes] == [
        ("changed", "عشر", "خمس"),
        ("right-only", "", "على الأقل"),
    ]
    assert second.changes[0].before.endswith("يكفي المدينة ") and second.changes[0].after.startswith(" سنين")
    assert history(library, "none") == []


def test_a_missing_library_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="riwaya add"):
        open_library(tmp_path / "none.db")


def test_a_file_that_is_no_library_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("قال الوزير إن الماء يكفي. " * 500, encoding="utf-8")
    with pytest.raises(LibraryError, match=r"page\.txt"):
        open_library(path)


def test_bare_articles_are_what_reading_made() -> None:
    read = read_records([DAM])
    assert [shelf.bare(article) for article in riwaya.annotate(read)] == read
