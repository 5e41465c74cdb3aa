"""Word lists are data with a reader: the same checks as ``make check``, and the checks themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from riwaya import lexicon
from tools import lexicons

GOOD = "# what: w\n# source: s\n# licence: l\n# reader: riwaya.lexicon\n# columns: word\tkind\n"


def test_every_list_of_the_package_is_in_order() -> None:
    assert lexicons.problems() == []


@pytest.mark.parametrize("name", lexicon.names())
def test_every_list_loads(name: str) -> None:
    loaded = lexicon.load(name)
    assert loaded.rows
    assert set(lexicons.REQUIRED) <= set(loaded.header)


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ("ب\tx\nا\ty\n", "not sorted"),
        ("ا\tx\nا\tx\n", "repeats"),
        ("ا\tx\ty\n", "more values"),
        ("ا \tx\n", "spaces around"),
        ("ا\tx\n\nب\ty\n", "empty line"),
        ("ا\tx", "newline"),
        ("ا\tx\nا\ty\n", "bad.tsv:7: 'ا' stands in line 6 already"),
        ("ا\nا\ty\n", "'ا' stands in line 6"),
    ],
)
def test_a_bad_list_is_found_out(tmp_path: Path, rows: str, complaint: str) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text(GOOD + rows, encoding="utf-8")
    assert any(complaint in problem for problem in lexicons.check(path))


def test_the_header_says_of_which_columns_the_key_is_made(tmp_path: Path) -> None:
    path = tmp_path / "keyed.tsv"
    path.write_text(GOOD + "# key: word\tkind\nا\tx\nا\ty\n", encoding="utf-8")
    assert not [problem for problem in lexicons.check(path) if "stands in" in problem]
    path.write_text(GOOD + "# key: word\tclass\nا\tx\n", encoding="utf-8")
    assert any("no column" in problem for problem in lexicons.check(path))


def test_a_list_that_nobody_reads_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "orphan.tsv"
    path.write_text(GOOD + "ا\tx\n", encoding="utf-8")
    assert any("never names" in problem for problem in lexicons.check(path))
    path.write_text(GOOD.replace("riwaya.lexicon", "riwaya.nowhere"), encoding="utf-8")
    assert any("does not exist" in problem for problem in lexicons.check(path))


def test_more_values_than_columns_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"x\.tsv:2"):
        lexicon.parse("x", "# columns: a\n1\t2\n")
