"""Vectors held in memory between two questions are those that the library holds, whoever wrote meanwhile."""

from __future__ import annotations

import pytest

from riwaya.library.meanings import encode
from riwaya.present.finding import Query, find
from riwaya.store import Library, articles, nearest, open_library
from tests.store.writing import BRIDGE, DAM, add

QUESTIONS = ("ماء السد في المدينة", "افتتاح الجسر أمام السيارات", "يوم عمل في البلدية")


def answers(library: Library) -> list[list[tuple[str, float]]]:
    pages = [find(library, Query(words=words, meaning=True, statements=True), encode=encode) for words in QUESTIONS]
    return [[(hit.statement.id, hit.score) for hit in page.hits if hit.statement] for page in pages]


def named(row: dict[str, str], name: str) -> dict[str, str]:
    return {**row, "id": name, "url": f"https://sada.example/{name}"}


@pytest.mark.parametrize("held", [nearest.HELD, 0], ids=["in memory", "block by block"])
def test_another_program_writes_between_two_questions(
    held: int, address: str, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "HELD", held)
    monkeypatch.setattr(nearest, "BLOCK", 4)
    edited = {**DAM, "text": "أعلنت بلدية مرسى العنبر يوم عمل.\n" + DAM["text"]}
    steps = [
        lambda other: add(other, DAM),
        lambda other: add(other, BRIDGE, named(BRIDGE, "second")),
        lambda other: add(other, edited),
        lambda other: articles.forget(other, "second"),
        # SQLite gives the number of the last row that is gone to the next one
        lambda other: add(other, named(DAM, "third")),
        lambda other: [articles.forget(other, name) for name in articles.all_names(other)],
    ]
    seen = []
    for step in steps:
        with open_library(address) as other:
            step(other)
        with open_library(address) as fresh:
            expected = answers(fresh)
        seen.append(answers(library))
        assert seen[-1] == expected
    assert all(any(page) for page in seen[:-1]) and not any(seen[-1])


def test_connections_of_one_process_share_what_they_hold(address: str, library: Library) -> None:
    add(library, DAM, BRIDGE)
    with open_library(address) as other:
        assert answers(other) == answers(library)
        held = [each.cache["statement_vectors"][1] for each in (library, other)]
        assert all(a.vectors is b.vectors for a, b in zip(held[0].blocks, held[1].blocks, strict=True))
        with other.snapshot():
            before = answers(other)
            add(library, named(DAM, "third"))
            assert answers(library) != before
            assert answers(other) == before  # still of the moment at which it began
        assert answers(other) == answers(library)
