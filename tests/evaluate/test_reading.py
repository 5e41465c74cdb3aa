"""Gold and answers as others write them: what is read, and what is said of what cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from riwaya.evaluate import GoldError, read_gold, read_groups, read_rows, score

TEXT = "قال وزير الري سالم الهدار لوكالة المنارة إن الماء يكفي.\nوأضاف أن السد\nامتلأ."


def at(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def bound(name: str, kind: str, *parts: str) -> str:
    places = ";".join(" ".join(map(str, at(part))) for part in parts)
    return f"{name}\t{kind} {places}\t{' '.join(parts)}"


ANN = "\n".join(
    [
        bound("T1", "Content", "الماء يكفي"),
        bound("T2", "Cue", "قال"),
        bound("T3", "Speaker", "وزير الري سالم الهدار"),
        bound("T4", "Via", "وكالة المنارة"),
        bound("T5", "PER", "سالم الهدار"),
        bound("T6", "Content", "السد", "امتلأ"),
        bound("T7", "Question", "الماء"),
        "R1\tHasCue Arg1:T1 Arg2:T2",
        "R2\tHasSpeaker Arg1:T1 Arg2:T3\t",
        "R3\tHasVia Arg1:T1 Arg2:T4",
        "R4\tHasSpeaker Arg1:T6 Arg2:T3",
        "A1\tMode T6 direct",
        "#1\tAnnotatorNotes T4\trole=agency",
        "#2\tAnnotatorNotes T6\tspeaker=سالم الهدار; entity=haddar",
        "E1\tSomething:T2",
        "*\tEquiv T3 T5",
        "",
    ]
)


def brat(folder: Path, ann: str = ANN, text: str = TEXT) -> Path:
    (folder / "page.txt").write_text(text, encoding="utf-8")
    (folder / "page.ann").write_text(ann, encoding="utf-8")
    return folder


def standoff(folder: Path, **changes: object) -> Path:
    (folder / "page.txt").write_text(TEXT, encoding="utf-8")
    statement = {
        "id": "page#1",
        "content": [at("الماء يكفي")],
        "speaker": {"entity": "haddar", "who": "سالم الهدار"},
        "mode": "indirect",
    }
    gold = {"id": "page", "text": "page.txt", "articles": [{"span": [0, len(TEXT)], "statements": [statement]}]}
    (folder / "page.json").write_text(json.dumps(gold | changes), encoding="utf-8")
    return folder


def test_brat_as_an_annotator_leaves_it(tmp_path: Path) -> None:
    (document,) = read_gold(brat(tmp_path))
    first, second = document.statements
    assert first == {
        "id": "page#1",
        "content": [at("الماء يكفي")],
        "speaker": {
            "span": at("وزير الري سالم الهدار"),
            "entity": "وزير الري سالم الهدار",
            "who": "وزير الري سالم الهدار",
        },
        "mode": "indirect",
        "act": "",
        "cue": at("قال"),
        "via": [{"span": at("وكالة المنارة"), "who": "وكالة المنارة", "role": "agency"}],
        "occasion": None,
        "denies": None,
    }
    # one stretch: nothing but the end of a line is between them
    assert second["content"] == [[at("السد")[0], at("امتلأ")[1]]]
    assert second["mode"] == "direct"
    assert second["speaker"]["entity"] == "haddar" and second["speaker"]["who"] == "سالم الهدار"
    assert document.articles[0]["entities"] == [[*at("سالم الهدار"), "PER", "سالم الهدار"]]


def test_a_folder_may_hold_both_forms(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one = read_gold(brat(tmp_path / "a") / "page.ann")
    other = read_gold(standoff(tmp_path / "b"))
    assert [document.id for document in (*one, *other)] == ["page", "page"]


def test_standoff_fills_in_what_is_left_out(tmp_path: Path) -> None:
    (document,) = read_gold(standoff(tmp_path))
    assert document.statements[0]["via"] == [] and document.articles[0]["times"] == []
    assert read_groups(tmp_path) == {}


ENTITY = {"span": [0, 5], "statements": [], "entities": [[0, 999, "PER", "x"]]}
EMPTY = {"span": [0, 5], "statements": [{"id": "x#1", "content": [], "mode": "direct", "speaker": {"entity": "x"}}]}
FAULTS = {
    "an offset beyond the text": ({"articles": [ENTITY]}, "entity: [0, 999) is no stretch"),
    "no words": ({"articles": [EMPTY]}, "x#1: a statement without content"),
    "no text": ({"text": "other.txt"}, "other.txt: No such file"),
    "another shape": ({"articles": [{"statements": [{"id": 1}]}]}, "$.articles[0].statements[0]"),
}


@pytest.mark.parametrize(("changes", "said"), FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_with_standoff_is_said(tmp_path: Path, changes: dict[str, object], said: str) -> None:
    with pytest.raises(GoldError) as error:
        read_gold(standoff(tmp_path, **changes))
    assert said in str(error.value) and "page.json" in str(error.value)


BRAT_FAULTS = {
    "no annotation": ("T1\tContent", "page.ann:1: no text-bound annotation"),
    "beyond the text": ("T1\tContent 5 999\tx", "page.ann:1: [5, 999) is no stretch"),
    "another text": ("T1\tContent 0 3\tماء", "page.ann:1: says «ماء», the text has «قال»"),
}


@pytest.mark.parametrize(("ann", "said"), BRAT_FAULTS.values(), ids=BRAT_FAULTS)
def test_what_is_wrong_with_brat_is_said(tmp_path: Path, ann: str, said: str) -> None:
    with pytest.raises(GoldError, match=r"page\.ann") as error:
        read_gold(brat(tmp_path, ann))
    assert said in str(error.value)


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    for path, said in ((tmp_path, "no gold here"), (tmp_path / "x", "there is no such file")):
        with pytest.raises(GoldError, match=said):
            read_gold(path)
    (tmp_path / "page.ann").write_text("")
    with pytest.raises(GoldError, match="side by side"):
        read_gold(tmp_path)


def answer(**changes: object) -> dict[str, object]:
    said = {"id": "page#1", "content": [at("الماء يكفي")], "speaker": {"name": "الهدار"}, "unknown": 1}
    return {"document": "page.txt", "statements": [said]} | changes


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.json"])
def test_rows_of_any_program_are_scored(tmp_path: Path, name: str) -> None:
    rows = json.dumps(answer()) if name.endswith("l") else json.dumps({"articles": [answer()]})
    (tmp_path / name).write_text(rows, encoding="utf-8")
    figures = score(_gold(tmp_path), read_rows(tmp_path / name)).figures()
    assert figures["who_said_what.f1"] == 1.0
    assert "ece" not in figures  # an answer without a confidence promises nothing
    assert "segmentation.f1" not in figures  # nor one without a span


def _gold(folder: Path) -> list:
    (folder / "gold").mkdir()
    return read_gold(standoff(folder / "gold"))


def test_one_annotator_is_scored_against_another(tmp_path: Path) -> None:
    gold = _gold(tmp_path)
    (tmp_path / "other").mkdir()
    figures = score(gold, read_rows(brat(tmp_path / "other"))).figures()
    assert figures["statements.recall"] == 1.0 and figures["statements.precision"] == 0.5
    assert figures["speaker_accuracy"] == 1.0


def test_a_broken_row_is_named(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(f"{json.dumps(answer())}\n\n{{'statements'}}\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"rows\.jsonl:3"):
        read_rows(tmp_path / "rows.jsonl")
