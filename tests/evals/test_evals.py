"""The yardstick itself: matching, anchoring of drafts, floors, generated parts of pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals import floors, markers
from evals.anchor import NotInTextError, anchor
from evals.floors import Floor
from evals.gold import SETS, Document
from evals.matching import Ratio, overlap, pair_up, same_name, without_proclitics
from evals.score import document_name, score

TEXT = "قالت الوزيرة سلوى الدرّاق: «انتهى العمل»، وأضافت أن الطريق مفتوح."


def test_ratios() -> None:
    assert Ratio(0, 0, 0).f1 == 1.0
    assert Ratio(0, 0, 3).precision == 0.0
    assert Ratio(1, 2, 4) + Ratio(1, 2, 0) == Ratio(2, 4, 4)
    assert Ratio(2, 4, 4).f1 == 0.5


def test_pairs_are_one_to_one_and_the_best_first() -> None:
    likeness = [[0.9, 0.8], [0.95, 0.1]]
    assert pair_up(2, 2, lambda i, j: likeness[i][j], least=0.5) == [(1, 0, 0.95), (0, 1, 0.8)]
    assert pair_up(0, 2, lambda i, j: 1.0, least=0.5) == []
    assert overlap(set(), set()) == 0.0


@pytest.mark.parametrize(
    ("forms", "name", "agree"),
    [
        (["سلوى الدرّاق"], "الوزيرة سلوى الدراق", True),
        (["سلوى الدراق"], "الدراق", True),
        (["للوزارة"], "الوزارة", False),
        (["بالوزارة"], "الوزارة", True),
        (["سلوى الدراق"], "سلوى الحداد", False),
        (["سلوى"], None, False),
        ([""], "سلوى", False),
    ],
)
def test_names_agree_by_their_words(forms: list[str], name: str | None, agree: bool) -> None:
    assert same_name(forms, name) is agree


def test_proclitics_do_not_decide_a_mention() -> None:
    assert without_proclitics((0, 8), "وبالمدينة"[:8]) == (4, 8)
    assert without_proclitics((0, 2), "كل") == (0, 2)


def test_a_document_is_known_by_its_name() -> None:
    assert [document_name(name) for name in ("a/b.txt", "c.html", "d-1")] == ["b", "c", "d-1"]


def draft() -> dict:  # type: ignore[type-arg]
    first = {
        "cue": "قالت",
        "speaker": "الوزيرة سلوى الدرّاق",
        "content": ["انتهى العمل"],
        "mode": "direct",
        "act": "say",
    }
    second = {"cue": "أضافت", "speaker": None, "content": ["الطريق مفتوح"], "mode": "indirect", "act": "add"}
    who = {"entity": "salwa", "who": "سلوى الدرّاق"}
    names = {"سلوى الدرّاق": ["PER", "salwa"]}
    return {"id": "x", "text": "x.txt", "articles": [{"names": names, "statements": [first | who, second | who]}]}


def test_a_draft_becomes_offsets() -> None:
    article = anchor(draft(), TEXT)["articles"][0]
    assert [TEXT[start:stop] for start, stop, *_ in article["entities"]] == ["سلوى الدرّاق"]
    first, second = article["statements"]
    assert (first["id"], second["id"]) == ("x#1", "x#2")
    assert TEXT[slice(*second["cue"])] == "أضافت"
    assert second["speaker"]["span"] is None


def test_words_that_are_not_there_are_refused() -> None:
    broken = draft()
    broken["articles"][0]["statements"][1]["content"] = ["الجسر مفتوح"]
    with pytest.raises(NotInTextError, match="الجسر"):
        anchor(broken, TEXT)


def test_silence_scores_zero_and_says_what_it_missed() -> None:
    gold = anchor(draft(), TEXT)
    tally = score([Document("x", TEXT, gold["articles"], [])], [])
    assert tally.figures()["who_said_what.f1"] == 0.0
    assert [case.kind for case in tally.cases] == ["missed", "missed", "missed name"]


def test_floors_only_rise() -> None:
    before = {"demo": Floor("h", {"via.f1": 0.5})}
    assert floors.risen("demo", "h", {"via.f1": 0.4321}, before).figures["via.f1"] == 0.5
    assert floors.risen("demo", "h", {"via.f1": 0.6789}, before).figures["via.f1"] == 0.678
    assert floors.risen("demo", "other", {"via.f1": 0.4}, before) == Floor("other", {"via.f1": 0.4})


def test_the_gate_says_what_is_wrong() -> None:
    now = {"demo": Floor("h", {"via.f1": 0.5})}
    assert floors.broken("demo", "h", {"via.f1": 0.5}, now) == []
    assert "under its floor" in floors.broken("demo", "h", {"via.f1": 0.49}, now)[0]
    assert "gold changed" in floors.broken("demo", "g", {"via.f1": 0.9}, now)[0]
    assert "no floors yet" in floors.broken("seeds", "g", {}, now)[0]


def test_lowered_floors_are_found_out() -> None:
    before = {"demo": Floor("h", {"via.f1": 0.5}), "seeds": Floor("s", {})}
    complaints = floors.lowered({"demo": Floor("h", {"via.f1": 0.4})}, before)
    assert len(complaints) == 2
    assert floors.lowered({"demo": Floor("g", {}), "seeds": Floor("s", {})}, before) == []


def test_floors_go_to_disk_and_back(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    assert floors.load(path) == {}
    floors.save({"demo": Floor("h", {"via.f1": 0.5})}, path)
    assert floors.load(path) == {"demo": Floor("h", {"via.f1": 0.5})}


def test_the_committed_floors_are_on_the_gold_of_this_tree() -> None:
    for gold in SETS:
        if gold.present and gold.name in floors.load():
            assert floors.load()[gold.name].gold == gold.digest(), f"{gold.name}: run `make floors`"


def test_floors_were_not_lowered() -> None:
    assert floors.lowered(floors.load(), floors.committed("HEAD")) == []


def test_markers() -> None:
    page = "a\n<!-- t:start -->\nold\n<!-- t:end -->\nb"
    assert markers.between(page, "t") == "old"
    assert markers.between(markers.replaced(page, "t", "new"), "t") == "new"
    with pytest.raises(markers.MarkerError):
        markers.between("nothing", "t")
