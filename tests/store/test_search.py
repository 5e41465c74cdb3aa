"""Queries as people type them → the invented articles they must find, on both databases."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from riwaya.library import meanings
from riwaya.library.meanings import encode
from riwaya.link import vectors
from riwaya.present import asking
from riwaya.present.finding import NotUnderstoodError, Query, find
from riwaya.store import Library, open_library
from tests.store.writing import BRIDGE, DAM, add, add_demo

YASIN = {
    "id": "yasin",
    "url": "https://sada.example/yasin",
    "outlet": "صدى الوادي",
    "title": "ياسين الصفار يعتزل الملاعب",
    "published": "2031-07-01",
    "text": "أعلن لاعب نجوم سيدارا ياسين الصفار اعتزاله كرة القدم بعد خمسة عشر موسما.\n"
    "وقال المدرب طارق الغزلاني إن الفريق لن ينسى ياسين.\n"
    "وهنأه الرئيس راغب الصفار.",
}
DESPAIR = {
    "id": "despair",
    "url": "https://jisr.example/despair",
    "outlet": "قناة الجسر",
    "title": "مزارعو السهل: اليأس لا يسقي الأرض",
    "published": "2031-07-02",
    "text": "قالت رابطة المزارعين إن اليأس لم يدخل قلوبهم رغم الجفاف.\nوطالبت الرابطة بفتح مدارس زراعية في السهل.",
}
SCHOOL = {
    "id": "school",
    "url": "https://marafi.example/school",
    "outlet": "بوابة المرافئ",
    "title": "مدرسة جديدة في مرسى العنبر",
    "published": "2031-08-09T09:00:00+03:00",
    "text": "نقلت وكالة المنارة عن وزيرة التعليم سلمى العنبري قولها إن المدرسة تستقبل ثلاثمئة تلميذ.\n"
    "وأكدت العنبري أن الحافلات مجانية.",
}
ROWS = (DAM, BRIDGE, YASIN, DESPAIR, SCHOOL)


@pytest.fixture
def library(address: str) -> Iterator[Library]:
    with open_library(address, make=True) as opened:
        add(opened, *ROWS)
        yield opened


def ids(library: Library, **query: object) -> list[str]:
    answer = find(library, Query(**query), encode=encode)
    return [hit.statement.id if hit.statement else hit.article.id for hit in answer.hits]


FOUND: dict[str, list[str]] = {
    "السد": ["dam"],
    "والسد": ["dam"],
    "السَّدِّ": ["dam"],
    "والمدينة": ["dam"],
    "جسر": ["bridge"],
    "للجسر": ["bridge"],
    "مدرسة": ["school", "despair"],
    "المدارس": ["despair", "school"],
    "«مدارس»": ["despair"],
    "«يكفي المدينة»": ["dam"],
    "«المدينة يكفي»": [],
    '"جسر النخيل" التأخير': ["bridge"],
    "ياسين": ["yasin"],
    "يأس": ["despair"],
    "وزير الري": ["dam"],
    "الجسور المتأخرة": ["bridge"],
    "سيارات": ["bridge"],
    "بعد": ["yasin", "bridge"],
    "ال": [],
    "كلمة لا ترد هنا مطلقا": [],
}


@pytest.mark.parametrize("words", [words for words in FOUND if words != "ال"])
def test_a_query_finds_its_articles(library: Library, words: str) -> None:
    answer = find(library, Query(words=words))
    found = [hit.article.id for hit in answer.hits]
    # rows that lack one of the words may follow those that hold all
    assert found[: len(FOUND[words])] == FOUND[words] if FOUND[words] else found == []
    assert " " in words or found == FOUND[words]


def test_an_empty_query_lists_everything_and_al_alone_is_empty(library: Library) -> None:
    assert set(ids(library)) == set(ids(library, words="ال")) == {row["id"] for row in ROWS}
    assert ids(library, newest=True) == ["school", "despair", "yasin", "bridge", "dam"]


CONDITIONS: list[tuple[dict[str, object], list[str]]] = [
    ({"outlet": "قناة الجسر"}, ["despair", "bridge"]),
    ({"outlet": "الجسر"}, ["despair", "bridge"]),
    ({"outlet": "لا أحد"}, []),
    ({"words": "السهل", "outlet": "صدى الوادي"}, []),
    ({"since": "2031-07-01"}, ["school", "despair", "yasin"]),
    ({"since": "2031-06-01", "until": "2031-07-01"}, ["yasin", "bridge"]),
    ({"since": "2031-06", "until": "2031-07"}, ["despair", "yasin", "bridge"]),
    ({"until": "2031"}, ["school", "despair", "yasin", "bridge", "dam"]),
    ({"source": "وكالة المنارة"}, ["school", "bridge"]),
    ({"source": "المنارة", "outlet": "بوابة المرافئ"}, ["school"]),
    ({"speaker": "سالم الهدار"}, ["dam"]),
    ({"speaker": "الهدار"}, ["dam"]),
    ({"speaker": "رابطة المزارعين"}, ["despair"]),
    ({"about": "ياسين الصفار"}, ["yasin"]),
]


@pytest.mark.parametrize(("query", "expected"), CONDITIONS, ids=str)
def test_conditions(library: Library, query: dict[str, object], expected: list[str]) -> None:
    assert ids(library, newest=True, **query) == expected


STATEMENTS: list[tuple[dict[str, object], list[str]]] = [
    ({"words": "«عشر سنين»"}, ["dam#1"]),
    ({"words": "«الري»"}, []),  # who speaks is no part of what is said
    ({"speaker": "سالم الهدار", "newest": True}, ["dam#2", "dam#1"]),
    ({"speaker": "العنبري", "words": "حافلة"}, ["school#2"]),
    ({"about": "ياسين"}, ["yasin#2"]),
    ({"source": "وكالة المنارة", "words": "الشاحنات"}, ["bridge#3"]),
]


@pytest.mark.parametrize(("query", "expected"), STATEMENTS, ids=str)
def test_in_statements_only(library: Library, query: dict[str, object], expected: list[str]) -> None:
    assert ids(library, statements=True, **query) == expected


def test_a_story_narrows_a_search(library: Library) -> None:
    hit = find(library, Query(words="السد")).hits[0]
    assert ids(library, story=hit.article.story) == ["dam"]
    assert ids(library, story="s-none") == []


def test_snippets_are_places_in_the_original_text(library: Library) -> None:
    (hit,) = find(library, Query(words="بالمدينَة")).hits
    texts = {row["id"]: f"{row['title']}\n\n{row['text']}" for row in ROWS}
    text = texts[hit.article.id]
    for snippet in hit.snippets:
        assert snippet.words == snippet.span.of(text)
        assert {mark.of(text) for mark in snippet.marks} == {"مدينة"}
        assert all(snippet.span.contains(mark) and not mark.of(text).startswith("ال") for mark in snippet.marks)


SAID: list[tuple[dict[str, object], str]] = [
    ({"speaker": "طارق الغزلاني"}, "الفريق لن ينسى ياسين"),
    ({"speaker": "الغزلاني", "outlet": "صدى الوادي"}, "الفريق لن ينسى ياسين"),
    ({"speaker": "مصدر في الملعب", "newest": True}, "التذاكر نفدت"),
    ({"speaker": "طارق الغزلاني", "words": "اعتزاله"}, "أعلن لاعب نجوم سيدارا"),  # words go before
]


@pytest.mark.parametrize(("query", "shown"), SAID, ids=str)
def test_a_search_for_a_speaker_shows_what_was_said(library: Library, query: dict[str, object], shown: str) -> None:
    unnamed = {
        "id": "tickets",
        "title": "نهائي الكأس",
        "text": "امتلأت المدرجات مساء.\nوقال مصدر في الملعب إن التذاكر نفدت.",
    }
    add(library, unnamed)
    (hit,) = find(library, Query(**query)).hits
    assert shown in hit.snippets[0].words and "قال" not in hit.snippets[0].words


def test_facets_count_what_was_found(library: Library) -> None:
    answer = find(library, Query(), facets=True)
    counts = {(facet.kind, facet.value): facet.count for facet in answer.facets}
    assert counts["outlet", "قناة الجسر"] == 2 and counts["outlet", "بوابة المرافئ"] == 1
    assert counts["month", "2031-07"] == 2
    assert counts["source", "وكالة المنارة"] == 2
    said = find(library, Query(statements=True), facets=True)
    assert {f.value: f.count for f in said.facets if f.kind == "speaker"}["سالم الهدار"] == 2


def test_a_source_is_counted_once_with_marks_around_its_name_and_without(library: Library) -> None:
    names = ("رويترز", '"رويترز"', "«رويترز»")
    text = "نقلت {} عن وزيرة التعليم سلمى العنبري قولها إن النافذة الزرقاء مفتوحة."
    add(library, *({"id": f"w{n}", "title": f"خبر {n}", "text": text.format(name)} for n, name in enumerate(names)))
    answer = find(library, Query(words="«النافذة الزرقاء»"), facets=True)
    assert {f.value: f.count for f in answer.facets if f.kind == "source"} == {"رويترز": 3}
    assert len(ids(library, source="رويترز")) == 3


@pytest.mark.parametrize("newest", [True, False])
def test_pages_hold_everything_once(library: Library, newest: bool) -> None:
    whole = ids(library, statements=True, newest=newest, limit=1000)
    seen, after = [], None
    while True:
        page = find(library, Query(statements=True, newest=newest, limit=2, after=after))
        seen += [hit.statement.id for hit in page.hits if hit.statement]
        after = page.next
        if after is None:
            break
    assert seen == whole and len(seen) > 4


def test_a_page_goes_on_where_it_was_when_articles_came_in(library: Library) -> None:
    first = find(library, Query(newest=True, limit=2))
    add(library, {**DAM, "id": "later", "url": "https://sada.example/later", "published": "2031-12-01"})
    second = find(library, Query(newest=True, limit=2, after=first.next))
    assert [hit.article.id for hit in second.hits] == ["yasin", "bridge"]


@pytest.mark.parametrize("after", ["nonsense", "eyJhIjogMX0", "W10", "NQ"])
def test_a_foreign_next_is_refused(library: Library, after: str) -> None:
    with pytest.raises(NotUnderstoodError):
        find(library, Query(words="السد", after=after))


@pytest.mark.parametrize("place", [[1, "x"], ["1", 2], [1, -5], [1], [1.5, 2], None])
def test_a_forged_next_is_refused(library: Library, place: list[object] | None) -> None:
    given = find(library, Query(limit=2)).next
    assert given is not None
    stamp = json.loads(base64.urlsafe_b64decode(given + "=="))[0]
    forged = base64.urlsafe_b64encode(json.dumps([stamp, *place] if place else stamp).encode()).decode()
    with pytest.raises(NotUnderstoodError, match="not one that an answer gave"):
        find(library, Query(limit=2, after=forged))


def test_next_belongs_to_its_query(library: Library) -> None:
    page = find(library, Query(limit=2))
    with pytest.raises(NotUnderstoodError, match="another query"):
        find(library, Query(words="السد", limit=2, after=page.next))


def test_nearest_in_meaning(library: Library) -> None:
    assert ids(library, words="ماء السد في المدينة", meaning=True)[0] == "dam"
    assert ids(library, words="ماء السد في المدينة", meaning=True, outlet="قناة الجسر")[:1] != ["dam"]
    assert ids(library, words="الحافلات مجانية", meaning=True, statements=True)[0] == "school#2"


def test_a_word_or_two_find_the_articles_about_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meanings, "default", vectors.default)
    meanings.encoder.cache_clear()
    about_fire = {"hana-fire", "jisr-fire", "shiraa-fire", "nabd-fire"}
    with open_library(tmp_path / "demo.db", make=True) as demo:
        add_demo(demo)
        for words in ("حريق", "حريق الميناء", "اندلاع النار في المرفأ"):
            found = ids(demo, words=words, meaning=True)
            assert len(about_fire & set(found)) >= 3 and set(found[:3]) <= about_fire, words


def test_who_is_a_person_with_titles_outlets_and_statements(library: Library) -> None:
    who = asking.who(library, "الهدار")
    assert who is not None and (who.name, who.type, who.articles, who.said) == ("سالم الهدار", "PER", 1, 2)
    assert who.outlets == {"صدى الوادي": 1}
    assert [held.role for held in who.roles] == ["وزير الري"] and who.roles[0].first == "2031-05-04"
    assert [told.statement.id for told in who.statements] == ["dam#2", "dam#1"]
    assert asking.who(library, "لا أحد") is None and asking.who(library, "") is None


def test_names_that_two_share_are_told_apart(library: Library) -> None:
    who = asking.who(library, "ياسين الصفار")
    assert who is not None and who.name == "ياسين الصفار" and "راغب الصفار" not in who.names
    family = asking.who(library, "الصفار")
    assert family is not None and {family.name, *family.others} >= {"ياسين الصفار", "راغب الصفار"}


def test_said_finds_reworded_words_and_who_carried_them(address: str) -> None:
    with open_library(address, make=True) as library:
        add_demo(library)
        first = asking.said(library, "لكل مزارع في سهل زرمان نصيبه من المياه في الصيف والشتاء", encode=encode)[0]
        assert first.speaker == "راغب الصندلي"
        assert first.tellings[0].article.id == "lina-zurman"
        assert {"lina-zurman", "difaf-zurman"} <= {told.article.id for told in first.tellings}
        assert first.nearest in {told.statement.id for told in first.tellings}
        assert asking.said(library, "وصفة كعكة الجزر بالقرفة", encode=encode) == []


def test_an_outlet_in_numbers(address: str) -> None:
    with open_library(address, make=True) as library:
        add_demo(library)
        facts = asking.outlet(library, "قناة الجسر")
        assert facts is not None
        assert (facts.name, facts.articles, facts.stories, facts.stories_alone) == ("قناة الجسر", 2, 2, 0)
        assert 0 < facts.shared <= facts.utterances <= facts.statements == sum(facts.modes.values())
        assert "صحيفة الشراع" in {other.name for other in facts.with_others}
        assert asking.outlet(library, "لا وسيلة") is None


def test_stories_by_day_outlet_and_name(address: str) -> None:
    with open_library(address, make=True) as library:
        add_demo(library)
        every = asking.stories(library)
        assert [len(each.outlets) > 0 for each in every] == [True] * 4
        assert every[0].last is not None and every[0].last.startswith("2025-07-02")
        assert len(asking.stories(library, since="2025-06-01")) == 2
        assert [s.articles for s in asking.stories(library, outlet="ملاعب الغد")] == [1]
        assert "زرمان" in asking.stories(library, about="راغب الصندلي")[0].title
        assert len(asking.stories(library, about="حريق الميناء")) == 1
        assert len(asking.stories(library, least=2)) == 2


def test_a_name_is_found_in_its_other_spellings(library: Library) -> None:
    text = "رحب الخبير سيرغي الصندلي بافتتاح الجسر.\nوقال سيرغي الصندلي إن البناء متين."
    add(library, {**BRIDGE, "id": "expert", "url": "https://jisr.example/expert", "title": "رأي خبير", "text": text})
    assert ids(library, words="سيرجي") == ["expert"]
    assert ids(library, words="سيرجي", statements=True) == []
