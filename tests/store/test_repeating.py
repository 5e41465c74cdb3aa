"""Whatever is added in whatever order, however often: the library holds each wording once, in the order of arrival."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riwaya import library as shelf
from riwaya.library import makers
from riwaya.store import articles, open_library
from riwaya.store.care import check
from tests.store.writing import articles as read_records

WORDINGS = tuple(f"قال وزير الري سالم الهدار إن ماء السد يكفي {years} سنين." for years in ("خمس", "سبع", "عشر"))
#: An article (by the number of its address), a wording, and whether others come in the same batch before it.
STEPS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.booleans()), min_size=1, max_size=9)


def record(article: int, wording: int) -> dict[str, str]:
    return {"id": f"a{article}", "url": f"https://sada.example/{article}", "text": WORDINGS[wording]}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_the_library_holds_every_wording_once(steps: list[tuple[int, int, bool]]) -> None:
    history: dict[str, list[str]] = {}
    batches: list[list[dict[str, str]]] = [[]]
    for article, wording, together in steps:
        same_id = any(row["id"] == f"a{article}" for row in batches[-1])
        batches += [] if together and not same_id else [[]]
        batches[-1].append(record(article, wording))
        held = history.setdefault(f"a{article}", [])
        held += [WORDINGS[wording]] if held[-1:] != [WORDINGS[wording]] else []
    with TemporaryDirectory() as folder, open_library(Path(folder) / "l.db", make=True) as library:
        for batch in batches:
            list(shelf.add(library, read_records(batch) if batch else []))
        list(shelf.link(library))
        kept = {name: len(articles.versions(library, name)) for name in articles.all_names(library)}
        assert kept == {name: len(wordings) for name, wordings in history.items()}
        for name, wordings in history.items():
            texts = [articles.load_version(library, name, n) for n in range(1, len(wordings) + 1)]
            assert [each and each.text for each in texts] == wordings
            assert articles.text_of(library, name) == wordings[-1]
        assert check(library, makers()) == []
