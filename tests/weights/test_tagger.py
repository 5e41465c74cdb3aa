"""The shipped taggers: what they find, whatever the company, whatever the length."""

import json
import random
import time
import zipfile
from importlib import resources

import pytest

from riwaya.weights import Tagger, tagger
from riwaya.weights.archive import Archive
from riwaya.weights.labeller import windows

NAMES = ("default", "accurate")
#: Invented: no such people, places or companies.
SENTENCES = [
    "قال وزير الخارجية مروان الصندلي في مدينة ليمارا إن المفاوضات ستستأنف غدا .".split(),
    "أعلنت شركة رافد للتخزين إغلاق مستودعها .".split(),
    "لم يحدث شيء .".split(),
    ["؟"],
]


@pytest.fixture(scope="module", params=NAMES)
def model(request: pytest.FixtureRequest) -> Tagger:
    return tagger(request.param)


def test_people_and_places_nobody_has_heard_of(model: Tagger) -> None:
    found = {(" ".join(SENTENCES[0][name.start : name.stop]), name.type) for name in model.tag(SENTENCES[:1])[0]}
    assert ("مروان الصندلي", "PER") in found
    assert ("ليمارا", "LOC") in found


def test_marks_and_tatweel_change_nothing(model: Tagger) -> None:
    marked = [word.replace("مروان", "مَـرْوَان") for word in SENTENCES[0]]
    assert model.tag([marked]) == model.tag(SENTENCES[:1])


def test_company_changes_nothing(model: Tagger) -> None:
    together = model.tag(SENTENCES)
    assert [model.tag([sentence])[0] for sentence in SENTENCES] == together
    assert model.tag(SENTENCES[::-1]) == together[::-1]


def test_nothing_in_nothing_out(model: Tagger) -> None:
    assert model.tag([]) == []
    assert model.tag([[], [""], ["\u200f"]])[0] == []


def test_a_name_far_behind_the_first_window_is_found(model: Tagger) -> None:
    filler = "لم يحدث شيء في ذلك اليوم ،".split() * 60
    (found,) = model.tag([[*filler, *SENTENCES[0]]])
    assert (len(filler) + 3, len(filler) + 5, "PER") in {(name.start, name.stop, name.type) for name in found}


def test_scores_are_probabilities_and_spans_lie_in_order(model: Tagger) -> None:
    for sentence, found in zip(SENTENCES, model.tag(SENTENCES), strict=True):
        assert all(0 < name.score <= 1 and name.type in ("PER", "LOC", "ORG") for name in found)
        borders = [0, *(border for name in found for border in (name.start, name.stop)), len(sentence)]
        assert borders == sorted(borders)


@pytest.mark.parametrize("seed", range(30))
def test_windows_cover_every_word_once_and_keep_within_bounds(seed: int) -> None:
    draw = random.Random(seed)
    lengths = [draw.randint(1, 6) for _ in range(draw.randint(1, 120))]
    cover = []
    for start, stop, keep, until in windows(lengths, most=24, shared=draw.randint(0, 9)):
        assert start <= keep < until <= stop
        assert sum(lengths[start:stop]) <= 24
        cover.extend(range(keep, until))
    assert cover == list(range(len(lengths)))


@pytest.mark.parametrize("name", NAMES)
def test_the_archive_says_what_it_is(name: str) -> None:
    card = Archive(f"names-{name}").card
    assert card["name"] == f"names-{name}"
    assert card["licences"]["weights"] == "CC BY-SA 4.0"
    assert "MIT" in card["licences"]["base model"]
    assert all(len(digest) == 64 for digest in card["data"].values())
    assert all(0.4 < f1["three"] < 1 for f1 in card["scores"]["f1, exact spans"].values())
    assert len(json.dumps(card)) < 10_000


@pytest.mark.parametrize("name", NAMES)
def test_the_archive_is_plain_and_small(name: str) -> None:
    with resources.as_file(resources.files("riwaya.weights") / f"names-{name}.zip") as path:
        assert path.stat().st_size < 25_000_000
        assert set(zipfile.ZipFile(path).namelist()) == {"card.json", "vocabulary.tsv", "model.onnx"}


@pytest.mark.parametrize("name", NAMES)
def test_loading_takes_less_than_a_second(name: str) -> None:
    began = time.process_time()
    Tagger(Archive(f"names-{name}")).tag(SENTENCES)
    assert time.process_time() - began < 1


def test_an_unknown_model_is_named_with_those_there_are() -> None:
    with pytest.raises(FileNotFoundError, match=r"names-huge\.zip.*names-default\.zip"):
        tagger("huge")
