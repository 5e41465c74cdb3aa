from __future__ import annotations

import math

import pytest

from riwaya.link import utterances
from riwaya.link.comparison import compare
from riwaya.link.utterances import ALIKE, BIAS, CLOSEST, NEGLIGIBLE, WEIGHTS
from riwaya.model import Article, Entity, Span, replace
from tests.link.telling import Bag, Said, article

CHIEF = Entity(id="per:slm-drby", type="PER", name="سالم الدربي", roles=("وزير الزراعة",))
ENVOY = Entity(id="per:hnd-mry", type="PER", name="هند المري", roles=("وزيرة الري",))
PEOPLE = (CHIEF, ENVOY)
LEAD = "جدل حول العقد المنشور لسد الزبرجد بين الوزارة والمزارعين في بلدة قرطوبة."
CLAIM = "العقد المنشور يضم ملحقا سريا لتحويل مجرى النهر"


def told(id: str, *said: Said, title: str | None = "جدل حول عقد سد الزبرجد") -> Article:
    return article(id, LEAD, *said, title=title, outlet=f"منفذ {id}", published="2031-03-04", people=PEOPLE)


def by(who: Entity, content: str, *, act: str = "say") -> Said:
    return Said(who.name, content, act=act, entity=who.id)


def groups(*articles: Article) -> set[frozenset[str]]:
    (story,) = compare(articles, encoder=Bag()).stories
    return {frozenset(group.statements) for group in story.groups}


def denied(*articles: Article) -> dict[str, tuple[str, ...]]:
    (story,) = compare(articles, encoder=Bag()).stories
    return {id_: group.denied_by for group in story.groups for id_ in group.statements}


@pytest.mark.parametrize("act", ["say", "accuse", "announce"])
def test_a_claim_and_its_denial_are_two_utterances_of_which_one_denies_the_other(act: str) -> None:
    articles = told("a", by(CHIEF, CLAIM, act=act)), told("b", by(ENVOY, CLAIM, act="deny"))
    assert groups(*articles) == {frozenset({"a#1"}), frozenset({"b#1"})}
    assert denied(*articles)["a#1"] == (ENVOY.name,)


def test_who_says_that_a_thing_is_not_there_denies_no_claim_without_that_thing() -> None:
    denial = by(ENVOY, "وجود أي ملحق سري للعقد المنشور لسد الزبرجد", act="deny")
    about = by(CHIEF, "العقد المنشور لسد الزبرجد سينهي خلاف المزارعين", act="announce")
    assert denied(told("a", about), told("b", denial))["a#1"] == ()
    claim = by(CHIEF, "للعقد المنشور لسد الزبرجد ملحقا سريا", act="announce")
    assert denied(told("a", claim), told("b", denial))["a#1"] == (ENVOY.name,)


def test_an_accusation_and_a_denial_are_never_one_even_of_one_source() -> None:
    articles = told("a", by(CHIEF, CLAIM, act="accuse")), told("b", by(CHIEF, CLAIM, act="deny"))
    assert groups(*articles) == {frozenset({"a#1"}), frozenset({"b#1"})}


def test_a_source_that_denies_here_and_negates_there_says_one_thing() -> None:
    negated = "العقد المنشور لا يضم ملحقا سريا لتحويل مجرى النهر"
    assert groups(told("a", by(CHIEF, negated)), told("b", by(CHIEF, CLAIM, act="deny"))) == {frozenset({"a#1", "b#1"})}


def test_his_country_is_the_state_that_his_titles_name() -> None:
    envoy = Entity(id="per:hnd-mry", type="PER", name="هند المري", roles=("وزيرة الخارجية المصرية",))
    one, two = (
        replace(told(id, Said(envoy.name, f"{who} ستنسحب من الهيئة", entity=envoy.id)), people=(envoy,))
        for id, who in (("a", "بلادها"), ("b", "مصر"))
    )
    (story,) = compare([one, two], encoder=Bag()).stories
    assert story.groups[0].statements == ("a#1", "b#1")


def test_two_points_of_one_body_that_share_some_words_are_two_utterances() -> None:
    one = by(CHIEF, "إخفاء خرائط المشروع", act="accuse")
    two = by(CHIEF, "نطلب الخرائط قبل الخطب ومن لا يخفي شيئا يكشف أوراقه", act="write")
    assert groups(told("a", one, two)) == {frozenset({"a#1"}), frozenset({"a#2"})}


def test_a_headline_joins_what_its_article_tells() -> None:
    whole = told("a", by(CHIEF, "العقد المنشور يضم ملحقا سريا"), by(CHIEF, CLAIM), title=None)
    first = whole.statements[0].content[0]
    titled = replace(whole, title=Span(0, first.stop))
    assert groups(titled) == {frozenset({"a#1", "a#2"})}


def test_what_shares_neither_a_word_nor_a_source_is_no_pair_whatever_else_speaks_for_it() -> None:
    unheard = {name: most for name, most in WEIGHTS.items() if name in ("act", "one_body", "headline", "opposed")}
    odds = BIAS + WEIGHTS["meaning"] * CLOSEST + math.fsum(max(0.0, most) for most in unheard.values())
    assert 1 / (1 + math.exp(-odds)) < NEGLIGIBLE
    assert ALIKE < CLOSEST


@pytest.mark.parametrize("block", [1, 2])
def test_a_story_compared_a_few_rows_at_a_time_has_the_same_utterances(
    block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = (
        told("a", by(CHIEF, CLAIM), by(ENVOY, "الري مستمر في كل الحقول هذا الصيف")),
        told("b", by(CHIEF, f"{CLAIM} قريبا"), by(ENVOY, CLAIM, act="deny")),
        told("c", by(ENVOY, "كل الحقول تروى هذا الصيف")),
    )
    expected = compare(articles, encoder=Bag())
    assert any(len(group.statements) > 1 for group in expected.stories[0].groups)
    monkeypatch.setattr(utterances, "BLOCK", block)
    assert compare(articles, encoder=Bag()) == expected
