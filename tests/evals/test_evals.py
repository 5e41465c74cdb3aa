"""The yardstick itself: matching, anchoring of drafts, floors, generated parts of pages."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

import evals.__main__ as command
import evals.anchor
from evals import floors, markers
from evals.anchor import NotInTextError, anchor
from evals.floors import Floor
from evals.gold import SETS
from riwaya.evaluate import reliability
from riwaya.evaluate.gold import Document
from riwaya.evaluate.matching import Ratio, overlap, pair_up, same_name, without_proclitics
from riwaya.evaluate.reliability import Judged
from riwaya.evaluate.score import document_name, score

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


def draft() -> dict[str, Any]:
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


def test_a_draft_of_a_record_is_gold_of_one() -> None:
    assert anchor(draft() | {"record": True}, TEXT)["record"] is True
    assert "record" not in anchor(draft(), TEXT)


def test_a_draft_is_anchored_on_disk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "draft.json").write_text(json.dumps(draft()), encoding="utf-8")
    assert evals.anchor.main([str(tmp_path / "draft.json"), str(tmp_path / "x.json")]) == 0
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8")) == anchor(draft(), TEXT)
    with pytest.raises(SystemExit, match="2"):
        evals.anchor.main([])
    assert "DRAFT.json" in capsys.readouterr().err


def test_silence_scores_zero_and_says_what_it_missed() -> None:
    gold = anchor(draft(), TEXT)
    tally = score([Document("x", TEXT, gold["articles"], [])], [])
    assert tally.figures()["who_said_what.f1"] == 0.0
    assert [case.kind for case in tally.cases] == ["missed", "missed", "missed name"]


def found(number: int, content: str, name: str, confidence: float) -> dict[str, Any]:
    start = TEXT.index(content)
    spans = [[start, start + len(content)]]
    said = {"id": f"x#{number}", "content": spans, "speaker": {"name": name}, "mode": "direct", "cue": None, "via": []}
    return said | {"confidence": confidence}


def test_right_is_content_and_speaker() -> None:
    gold = anchor(draft(), TEXT)
    statements = [
        found(1, "انتهى العمل", "سلوى الدرّاق", 0.9),
        found(2, "الطريق مفتوح", "فؤاد الحداد", 0.7),
        found(3, "قالت", "سلوى الدرّاق", 0.4),
    ]
    row = {"document": "x", "span": [0, len(TEXT)], "statements": statements, "entities": [], "times": []}
    tally = score([Document("x", TEXT, gold["articles"], [])], [row | {"furniture": []}])
    assert tally.judged == [Judged(0.9, True), Judged(0.7, False), Judged(0.4, False)]
    assert tally.figures()["ece"] == pytest.approx((0.1 + 0.7 + 0.4) / 3)


def test_silence_has_no_calibration() -> None:
    assert "ece" not in score([], []).figures()
    assert reliability.calibration_error([]) == 0.0


@pytest.mark.parametrize(
    ("confidence", "number"), [(0.0, 0), (0.29, 2), (0.3, 3), (0.6, 6), (0.7, 7), (0.99, 9), (1.0, 9)]
)
def test_a_confidence_lies_in_its_tenth(confidence: float, number: int) -> None:
    assert [one.number for one in reliability.bins([Judged(confidence, True)])] == [number]


def test_bins_hold_mean_share_and_size() -> None:
    low, high = reliability.bins([Judged(0.92, True), Judged(0.98, False), Judged(0.55, True)])
    assert (low.label, low.size, low.right) == ("0.5–0.6", 1, 1.0)
    assert (high.label, high.size, high.right) == ("0.9–1.0", 2, 0.5)
    assert high.confidence == pytest.approx(0.95)


def test_honest_confidence_has_no_error() -> None:
    judged = [Judged(0.75, True)] * 3 + [Judged(0.75, False)]
    assert reliability.calibration_error(judged) == pytest.approx(0.0)
    assert reliability.calibration_error([Judged(0.9, False)]) == pytest.approx(0.9)


def test_the_reliability_table_leaves_out_sets_without_statements() -> None:
    lines = reliability.table({"demo": [Judged(0.9, True)], "none": [], "seeds": [Judged(0.52, False)]}).splitlines()
    assert lines[0].endswith("| demo | seeds |")
    assert lines[2:] == ["| 0.5–0.6 | – | 0.52 → 0.00 (1) |", "| 0.9–1.0 | 0.90 → 1.00 (1) | – |"]


def test_floors_only_rise() -> None:
    before = {"demo": Floor("h", {"via.f1": 0.5})}
    assert floors.risen("demo", "h", {"via.f1": 0.4321}, before).figures["via.f1"] == 0.5
    assert floors.risen("demo", "h", {"via.f1": 0.6789}, before).figures["via.f1"] == 0.678
    assert floors.risen("demo", "other", {"via.f1": 0.4}, before) == Floor("other", {"via.f1": 0.4})


def test_the_floor_of_an_error_only_sinks() -> None:
    before = {"ant": Floor("h", {"ece": 0.05})}
    assert floors.risen("ant", "h", {"ece": 0.08}, before).figures["ece"] == 0.05
    assert floors.risen("ant", "h", {"ece": 0.0312}, before).figures["ece"] == 0.04
    assert floors.risen("ant", "h", {"ece": 0.08}, {"ant": Floor("h", {})}).figures["ece"] == 0.08
    assert floors.risen("ant", "other", {"ece": 0.08}, before).figures["ece"] == 0.08
    assert "ece" not in floors.risen("demo", "h", {"ece": 0.08}, {}).figures


def test_the_gate_knows_that_less_error_is_better() -> None:
    now = {"demo": Floor("h", {"ece": 0.05})}
    assert floors.broken("demo", "h", {"ece": 0.05}, now) == []
    assert floors.broken("demo", "h", {"ece": 0.01}, now) == []
    assert "over its floor of 0.050" in floors.broken("demo", "h", {"ece": 0.051}, now)[0]
    assert "is 1.000, over" in floors.broken("demo", "h", {}, now)[0]
    assert floors.lowered({"demo": Floor("h", {"ece": 0.04})}, now) == []
    assert "loosened from 0.050 to 0.060" in floors.lowered({"demo": Floor("h", {"ece": 0.06})}, now)[0]
    assert "loosened" in floors.lowered({"demo": Floor("h", {})}, now)[0]


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


@pytest.mark.parametrize(("figure", "published"), [(0.4, False), (0.6, True)])
def test_failing_figures_are_not_published(
    figure: float, published: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gold = SETS[0]
    held = {gold.name: Floor(gold.digest(), {"via.f1": 0.5})}
    readme = tmp_path / "README.md"
    readme.write_text("<!-- eval:start -->\n<!-- eval:end -->\n", encoding="utf-8")
    saved: list[dict[str, Floor]] = []
    tally = score([], [])
    monkeypatch.setattr(command, "ROOT", tmp_path)
    monkeypatch.setattr(command, "SETS", [gold])
    monkeypatch.setattr(command, "run", lambda gold: command.Result(gold, 1, 1, {"via.f1": figure}, tally))
    options = {"sets": [], "errors": False, "all_figures": False, "write_readme": True, "raise_floors": True}
    monkeypatch.setattr(command, "_arguments", lambda: argparse.Namespace(**options))
    monkeypatch.setattr(floors, "load", lambda: held)
    monkeypatch.setattr(floors, "committed", lambda revision: {})
    monkeypatch.setattr(floors, "save", saved.append)
    assert command.main() == (0 if published else 1)
    assert ("0.60" in readme.read_text(encoding="utf-8")) is published
    assert [now[gold.name].figures["via.f1"] for now in saved] == ([0.6] if published else [])


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
