"""What columns count and put in order is what SQL counts and puts in order, also once something was written."""

from __future__ import annotations

import pytest

from riwaya import library as shelf
from riwaya.store import Library, search, shared
from riwaya.store.articles import forget
from riwaya.store.search import Criteria
from riwaya.store.shared import Unit
from tests.store import invented
from tests.store.writing import add_demo

NEVER = 10**9


def answers(library: Library, unit: Unit) -> list[object]:
    """The newest of all rows and of some, and the values that they share."""
    all_ = search.find(library, Criteria(unit=unit), order="newest").numbers
    some = search.find(library, Criteria(unit=unit, since="2031-06"), order="newest").numbers
    return [all_, some, *(search.facets(library, unit, each) for each in (all_, some, all_[::3], all_[:1], []))]


@pytest.mark.parametrize("unit", ["articles", "statements"])
def test_columns_answer_as_sql_does(library: Library, unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    add_demo(library)
    list(shelf.add(library, invented.articles(30)))
    for write in (lambda: None, lambda: forget(library, "invented-7"), lambda: forget(library, "lina-zurman")):
        write()
        monkeypatch.setattr(shared, "SOME", NEVER)
        by_sql = answers(library, unit)
        monkeypatch.setattr(shared, "SOME", 0)
        assert shared.columns(library, "statements", rows=NEVER) is not None  # at hand from now on
        assert answers(library, unit) == by_sql


def test_columns_at_hand_serve_fewer_rows_until_something_is_written(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_demo(library)
    monkeypatch.setattr(shared, "SOME", 2)
    everything = library.value("SELECT COUNT(*) FROM statements")
    assert shared.columns(library, "articles", rows=12) is None
    assert shared.columns(library, "statements", rows=everything // 4) is None
    assert shared.columns(library, "statements", rows=everything) is not None
    assert shared.columns(library, "statements", rows=2) is not None
    assert shared.columns(library, "articles", rows=2) is not None
    assert shared.columns(library, "articles", rows=1) is None
    list(shelf.add(library, invented.articles(1)))
    assert shared.columns(library, "articles", rows=12) is None


def test_an_empty_library_has_empty_columns(library: Library) -> None:
    held = shared.columns(library, "statements", rows=NEVER)
    assert held is not None
    assert {kind: values.names for kind, values in held.values.items()} == {
        "outlet": [],
        "month": [],
        "speaker": [],
        "source": [],
    }
