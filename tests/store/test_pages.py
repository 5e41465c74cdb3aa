"""What the pages list is what the library holds, and what is counted once is what counting anew finds."""

from __future__ import annotations

from riwaya.store import Library, links, outlets, pages, spread
from tests.store.writing import BRIDGE, DAM, add, add_demo


def test_outlets_counted_at_once_are_as_counted_one_by_one(library: Library) -> None:
    add_demo(library)
    for key, *_ in outlets.names(library):
        assert spread.facts(library, [key]) == outlets.facts(library, [key])
    both = [key for key, *_ in outlets.names(library)][:2]
    assert spread.facts(library, both) == outlets.facts(library, both)


def test_counts_are_made_anew_once_something_was_written(library: Library) -> None:
    add(library, DAM)
    (key,) = [key for key, *_ in outlets.names(library)]
    assert spread.facts(library, [key]).articles == 1
    add(library, {**DAM, "id": "dam-2", "url": "https://sada.example/dam-2", "text": BRIDGE["text"]})
    assert spread.facts(library, [key]).articles == 2


def test_the_shelf_holds_every_story_the_latest_day_first(library: Library) -> None:
    add(library, DAM)
    assert len(pages.shelf(library)) == 1
    add_demo(library)
    found = pages.shelf(library)
    assert len(found) == 5
    assert [each.last for each in found] == sorted((each.last for each in found), reverse=True)
    held = {pages.story_number(library, story.id): story for story in links.all_stories(library)}
    for each in found:
        assert each.articles == len(held[each.number].articles)
        assert each.outlets == len(held[each.number].outlets)


def test_contests_count_what_conflicts_or_is_denied(library: Library) -> None:
    add_demo(library)
    for story in links.all_stories(library):
        number = pages.story_number(library, story.id)
        assert number is not None
        contested = [g for g in story.groups if g.denied_by or "conflicting" in g.relation.values()]
        assert pages.contests(library, [number]) == {number: len(contested)}


def test_links_and_what_waits(library: Library) -> None:
    add_demo(library)
    found = pages.newest_links(library, most=100)
    held = {link.right for story in links.all_stories(library) for group in story.groups for link in group.evidence}
    assert {link.right for _, link in found} == held
    assert not pages.waits_for(library, statement="lina-zurman#1")
    assert not pages.waits(library, ["lina-zurman"])
    library.run("UPDATE articles SET pending = 1 WHERE name = ?", ("lina-zurman",))
    assert pages.waits_for(library, statement="lina-zurman#1")
    assert pages.waits(library, ["lina-zurman", "hana-fire"])
    assert pages.pulse(library)[:2] == (12, 1)
