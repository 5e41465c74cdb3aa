"""Who is who: names compared in any spelling, and many names brought together without chains of weak links."""

from __future__ import annotations

import itertools
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riwaya import lexicon
from riwaya.arabic import identity
from riwaya.arabic.bodies import alike_bodies, alike_places, body_id, country_of, place_id
from riwaya.arabic.gazetteer import country_code, listed_ids, name_form
from riwaya.arabic.identity import CROWD, alike, together
from riwaya.arabic.persons import Likeness, alike_persons, parts, person_id, untitled
from riwaya.arabic.spelling import block, likeness, plain

WORDS = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآؤئ", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("لافروف", "سيرغي لافروف", True),
        ("سيرجي لافروف", "سيرغي لافروف", True),
        ("عبد الله النور", "عبدالله النور", True),
        ("كيم", "كيم جونغ أون", True),
        ("كيم جونغ أون", "كيم إيل سونغ", False),
        ("سامي الحداد", "فؤاد الحداد", False),
        ("سامي", "فؤاد الحداد", False),
        ("دونالد ترمب", "ترامب", True),
        ("سامي الحداد", "سالم سامي الحداد", False),  # the father
        ("سامي فؤاد الحداد", "سامي الحداد", True),
        ("جورج الخامس", "جورج السادس", False),
        ("ش. دوبروف", "شادي دوبروف", True),
        ("ش. دوبروف", "هند دوبروف", False),
        ("", "فؤاد الحداد", False),
    ],
)
def test_alike_persons(left: str, right: str, same: bool) -> None:
    assert alike_persons(left, right).same is same
    assert alike_persons(right, left).same is same


@pytest.mark.parametrize(
    ("titled", "name"),
    [
        ("نائب وزير الخارجية الروسي سيرجي دوبروف", "سيرجي دوبروف"),
        ("الرئيس الدوبروفي", "الدوبروفي"),
        ("الشيخ محمد بن راشد", "محمد بن راشد"),
        ("المتحدث باسم الحكومة فؤاد الحداد", "فؤاد الحداد"),
        ("أمين الحداد", "أمين الحداد"),
        ("أمين عام الحزب سالم الدربي", "سالم الدربي"),
    ],
)
def test_titles_before_a_name_are_no_part_of_it(titled: str, name: str) -> None:
    assert untitled(titled) == untitled(name)
    assert parts(titled) == parts(name)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("وزارة النقل الليبية", "وزارة النقل التونسية", False),
        ("وزارة النقل الليبية", "وزارة النقل في ليبيا", True),
        ("وزارة النقل الليبية", "وزارة النقل", False),  # it may be anybody's
        ("حزب الفجر", "حركة الفجر", False),
        ("صحيفة الفجر", "جريدة الفجر", True),
        ("الناتو", "حلف شمال الأطلسي", True),
    ],
)
def test_alike_bodies(left: str, right: str, same: bool) -> None:
    assert alike_bodies(left, right).same is same


def test_places_are_known_by_the_lists_or_by_spelling() -> None:
    assert alike_places("هامبورغ", "هامبورج").score == 1.0
    assert alike_places("بلدة شوخوفسك", "شوخوفسك").same
    assert not alike_places("النيجر", "نيجيريا").same
    assert not alike_places("ريف حلب", "حلب").same


@given(WORDS, WORDS)
def test_likeness_is_even_handed_and_knows_itself(left: str, right: str) -> None:
    one, two = plain(name_form(left)), plain(name_form(right))
    assert likeness(one, one) == 1.0
    assert likeness(one, two) == pytest.approx(likeness(two, one))
    assert 0.0 <= likeness(one, two) <= 1.0
    assert block(one) == block(one)


@given(WORDS, WORDS)
def test_sameness_and_ids_agree_with_themselves(first: str, last: str) -> None:
    name = f"{first} {last}"
    assert person_id(name) == person_id(name)
    assert not parts(name) or alike_persons(name, name).score >= 0.7


def test_ids_are_the_same_in_another_process() -> None:
    names = ["سامي الأشقر", "الدربي", "سيرغي دوبروف"]
    code = f"from riwaya.arabic.persons import person_id; print([person_id(n) for n in {names!r}])"
    answer = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, check=True, encoding="utf-8"
    )
    assert answer.stdout.strip() == str([person_id(name) for name in names])
    assert person_id("سيرجي دوبروف") == person_id("سيرغي دوبروف")


def test_ids_of_bodies_and_places_survive_their_wordings() -> None:
    assert body_id("الخارجية الليبية") == body_id("وزارة الخارجية الليبية") != body_id("الخارجية التونسية")
    assert body_id("حزب الفجر") != body_id("صحيفة الفجر")
    assert place_id("إسطنبول") == place_id("إستانبول") in listed_ids()


def test_states_have_their_code_and_capitals_their_state() -> None:
    assert country_of("loc:moscow", "موسكو", "LOC") == "loc:russia"
    assert country_code("loc:russia") == "RU"
    assert country_of("", "البرلمان التركي", "ORG") == "loc:turkey"
    assert country_of("", "البرلمان", "ORG") is None


def test_every_country_of_the_list_has_a_code() -> None:
    countries = {row["id"] for row in lexicon.load("places").rows if row["kind"] == "country"}
    assert {id_ for id_ in countries if country_code(id_) is None} == {"loc:soviet-union"}


def test_a_short_name_joins_no_two_persons() -> None:
    """سامي علي may be either of the two; neither it nor the family names make them one."""
    names = {"سامي علي الحداد": 4, "سامي علي النجار": 4, "سامي علي": 1, "الحداد": 9, "سامي": 2}
    under = together(names, "PER", one_story=True).under
    assert under["سامي علي الحداد"] != under["سامي علي النجار"]
    assert under["سامي علي"] == "سامي علي"
    assert under["الحداد"] == "سامي علي الحداد"


def test_no_chain_of_alike_spellings_joins_two_that_are_not_alike() -> None:
    chain = ["رومان بارانوف", "رومان بارينوف", "رومان بيرينوف", "رومان بيرونوف", "رومان بيرونيف"]
    naming = together(dict.fromkeys(chain, 1), "PER")
    for left in chain:
        for right in chain:
            if naming.under[left] == naming.under[right]:
                assert alike(left, right, "PER").same


def test_every_link_is_evidence() -> None:
    naming = together({"سيرغي دوبروف": 3, "سيرجي دوبروف": 1, "هند المري": 2}, "PER")
    (link,) = naming.links
    assert {link.left, link.right} == {"سيرغي دوبروف", "سيرجي دوبروف"}
    assert link.score > 0.8 and link.why == "spelling"


def test_no_name_meets_more_than_a_crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand spellings of one sound: each is compared with the most frequent of its block, not with all."""
    vowels = ["ا", "و", "ي", ""]
    names = {
        f"ر{a}م{b}ن ب{c}ر{d}ن{e}ف": 1 for a, b, c, d, e in itertools.islice(itertools.product(vowels, repeat=5), 1000)
    }
    compared: list[str] = []

    def count(left: str, right: str, type: str) -> Likeness:
        compared.append(left)
        return Likeness(0.0, "counted")

    monkeypatch.setattr(identity, "alike", count)
    together(names, "PER")
    assert 0 < len(compared) <= 4 * CROWD * len(names)
