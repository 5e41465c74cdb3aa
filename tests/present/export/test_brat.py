"""BRAT: what is written is read back the same, by this program's reader and under BRAT's own rules."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from riwaya.evaluate import read_gold
from riwaya.evaluate.gold import Document
from riwaya.model import Article
from riwaya.present.export import Material, files
from riwaya.present.export.brat import CONFIGURATION, TYPES, file_name
from riwaya.present.safe import flat


def folder(material: Material, path: Path) -> Path:
    for file in files(material):
        (path / file.name).write_bytes(file.data)
    return path


def gold(material: Material, path: Path) -> dict[str, Document]:
    return {document.id: document for document in read_gold(folder(material, path))}


def test_every_layer_comes_back(demo: Material, tmp_path: Path) -> None:
    found = gold(demo, tmp_path)
    pages: dict[str, list[Article]] = {}
    for article in demo.articles():
        pages.setdefault(file_name(article.document), []).append(article)
    assert found.keys() == pages.keys()
    for name, page in pages.items():
        (got,) = found[name].articles
        assert found[name].text == page[0].text
        mentions = sorted((*each.span, each.type, each.entity) for article in page for each in article.mentions)
        assert sorted(map(tuple, got["entities"])) == mentions
        times = sorted((*each.span, each.type, each.value or "") for article in page for each in article.times)
        assert sorted((*row[:3], row[3] or "") for row in got["times"]) == times
        marks = sorted((*each.span, each.kind) for article in page for each in article.furniture)
        assert sorted(map(tuple, got["furniture"])) == marks


def test_every_statement_comes_back(demo: Material, tmp_path: Path) -> None:
    found = gold(demo, tmp_path)
    for article in demo.articles():
        by_content = {str(each["content"]): each for each in found[file_name(article.document)].statements}
        for statement in article.statements:
            got = by_content[str([list(span) for span in statement.content])]
            assert got["mode"] == statement.mode and got["act"] == statement.act
            assert got["cue"] == (list(statement.cue) if statement.cue else None)
            assert got["speaker"]["who"] == statement.speaker.name
            assert got["speaker"]["entity"] == statement.speaker.entity or statement.speaker.entity is None
            assert [(via["span"], via["who"], via["role"]) for via in got["via"]] == sorted(
                (list(via.span), via.name, via.role) for via in statement.via
            )


def test_a_page_that_means_no_good(hostile: Material, tmp_path: Path) -> None:
    (document,) = gold(hostile, tmp_path).values()
    (article,) = hostile.articles()
    assert [each["content"] for each in document.statements] == [
        [list(span) for span in statement.content] for statement in article.statements
    ]
    assert document.statements[1]["denies"] == document.statements[0]["id"]
    assert document.statements[0]["via"][0]["who"] == flat(article.statements[0].via[0].name).replace(";", ",")
    assert {path.parent for path in tmp_path.rglob("*")} == {tmp_path}


LINES = (
    r"T\d+\t\w+ \d+ \d+(;\d+ \d+)*\t.+",
    r"R\d+\t\w+ Arg1:T\d+ Arg2:T\d+",
    r"A\d+\tMode T\d+ (direct|mixed|indirect)",
    r"#\d+\tAnnotatorNotes T\d+\t.+",
)


def test_every_line_is_one_of_brats(material: Material, tmp_path: Path) -> None:
    """After brat.nlplab.org/standoff.html: no stretch holds a line's end, and the words are those at the offsets."""
    declared = set(CONFIGURATION.split())
    for file in folder(material, tmp_path).glob("*.ann"):
        text = file.with_suffix(".txt").read_bytes().decode()
        for line in file.read_bytes().decode().split("\n")[:-1]:
            assert any(re.fullmatch(pattern, line, re.DOTALL) for pattern in LINES), line
            kind, places, words = (line + "\t\t").replace(" ", "\t", 1).split("\t")[1:4]
            if line.startswith("T"):
                fragments = [text[slice(*map(int, place.split()))] for place in places.split(";")]
                assert " ".join(fragments) == words
                assert not [fragment for fragment in fragments if "\n" in fragment]
                assert kind in declared


def test_time_types_are_declared() -> None:
    assert set(TYPES.values()) <= set(CONFIGURATION.split())


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ("page.txt", "page"),
        ("a/b.html", "a_b"),
        ("../../etc/passwd", "__.._etc_passwd"),
        ("صفحة.txt", "صفحة"),
        (".txt", "_"),
        ("x" * 300, "x" * 100),
    ],
)
def test_file_names_stay_in_the_folder(document: str, name: str) -> None:
    assert file_name(document) == name
