from __future__ import annotations

from collections import Counter
from pathlib import Path

from evals import floors, names
from riwaya.evaluate.matching import Ratio


def test_the_table_is_large_mixed_and_says_nothing_twice() -> None:
    table = names.pairs()
    assert len(table) >= 300
    assert {pair.type for pair in table} == {"PER", "LOC", "ORG"}
    assert {pair.tier for pair in table} == {"easy", "medium", "hard"}
    assert max(Counter((pair.type, frozenset((pair.left, pair.right))) for pair in table).values()) == 1
    halves = Counter(pair.half for pair in table)
    assert set(halves) == {"dev", "test"} and abs(halves["dev"] - halves["test"]) < len(table) / 20
    assert 0.3 < sum(pair.same for pair in table) / len(table) < 0.7


def test_finds_are_pairs_said_to_be_the_same(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    rows = [("yes", "سيرغي دوبروف", "سيرجي دوبروف"), ("yes", "هند المري", "سامي الأشقر"), ("no", "هند", "سامي")]
    path.write_text("# a table\n" + "".join("\t".join(("PER", "easy", "dev", *row)) + "\n" for row in rows), "utf-8")
    table = names.pairs(path)
    assert names.ratio(table) == Ratio(1, 1, 2)
    assert [error.split()[2] for error in names.errors(table, half="dev")] == ["missed"]
    assert "| all | dev | 3 | 1.000 | 0.500 | 0.667 |" in names.report(table)


def test_the_gate_watches_the_pairs() -> None:
    held = floors.load()
    assert held[names.NAME].gold == names.digest()
    figures = names.figures(names.pairs())
    assert floors.broken(names.NAME, names.digest(), figures, held) == []
    assert min(held[names.NAME].figures.values()) >= 0.95
