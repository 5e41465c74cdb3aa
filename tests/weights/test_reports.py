"""The shipped reader of reports: what it says of a sentence, and what the archive says of itself."""

import json
import time
import zipfile
from importlib import resources

import pytest

from riwaya.weights import Reporter, reporter
from riwaya.weights.archive import Archive

#: Invented: no such person, place or company.
SENTENCE = "وأوضح مدير شركة رافد مروان الصندلي أن المستودع سيغلق أبوابه الشهر المقبل بسبب ارتفاع الكلفة .".split()


NAMES = ["default", "accurate"]


@pytest.fixture(scope="module", params=NAMES)
def model(request: pytest.FixtureRequest) -> Reporter:
    return reporter(request.param)


def test_content_cue_and_source(model: Reporter) -> None:
    parts = {part.kind: " ".join(SENTENCE[part.start : part.stop]) for part in model.parts(SENTENCE)}
    assert parts["CUE"] == "وأوضح"
    assert parts["SOURCE"] == "مدير شركة رافد مروان الصندلي"
    assert parts["CONTENT"] == "المستودع سيغلق أبوابه الشهر المقبل بسبب ارتفاع الكلفة"


def test_nothing_in_nothing_out(model: Reporter) -> None:
    assert model.parts([]) == []
    assert model.parts(["؟"]) == []


def test_narration_is_no_report(model: Reporter) -> None:
    assert model.parts("وصلت الشاحنات إلى المستودع مساء الخميس ثم عادت فارغة .".split()) == []


def test_parts_lie_in_order_and_scores_are_probabilities(model: Reporter) -> None:
    found = model.parts(SENTENCE * 30)
    borders = [0, *(border for part in found for border in (part.start, part.stop)), len(SENTENCE) * 30]
    assert borders == sorted(borders)
    assert all(0 < part.score <= 1 for part in found)


def test_the_hints_are_words_that_report(model: Reporter) -> None:
    assert {"قال", "اضاف", "مؤكدا", "بحسب"} <= model.hints
    assert not {"في", "المدينة", "الذي"} & model.hints


@pytest.mark.parametrize("name", NAMES)
def test_the_archive_says_what_it_is(name: str) -> None:
    card = Archive(f"reports-{name}").card
    assert card["name"] == f"reports-{name}"
    assert 0.5 < card["likely"] < 1
    assert card["licences"]["weights"] == "CC BY-SA 4.0"
    assert all(len(digest) == 64 for digest in card["data"].values())
    scores = card["scores"]["content, half of the words shared"]
    assert set(scores) == {"development", "test"}
    assert all(0.7 < part["f1"] < 1 for part in scores.values())
    assert len(json.dumps(card)) < 40_000


@pytest.mark.parametrize("name", NAMES)
def test_the_archive_is_plain_and_small(name: str) -> None:
    with resources.as_file(resources.files("riwaya.weights") / f"reports-{name}.zip") as path:
        assert path.stat().st_size < 15_000_000
        assert set(zipfile.ZipFile(path).namelist()) == {"card.json", "vocabulary.tsv", "model.onnx"}


@pytest.mark.parametrize("name", NAMES)
def test_loading_takes_less_than_a_second(name: str) -> None:
    began = time.process_time()
    Reporter(Archive(f"reports-{name}")).parts(SENTENCE)
    assert time.process_time() - began < 1
