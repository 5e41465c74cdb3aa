from __future__ import annotations

from riwaya.link import compare
from riwaya.link.copies import copies
from riwaya.link.features import features
from riwaya.model import Article
from tests.link.telling import Bag, article

WORDS = (
    "أعلنت بلدية الزبرجد صباح الأحد إغلاق الجسر القديم أمام الشاحنات الثقيلة حتى نهاية الصيف بعدما كشف فحص هندسي عن "
    "تشققات في ثلاث من دعاماته وقالت في بيان إن فرق الصيانة ستعمل ليلا كي لا تتعطل حركة الحافلات وإن سائقي الشاحنات "
    "يستطيعون عبور النهر من الجسر الشرقي الذي يبعد سبعة كيلومترات عن وسط المدينة"
).split()
OTHER = (
    "تعادل فريقا الواحة والميناء بلا أهداف في افتتاح دوري الجزر لكرة اليد بعد مباراة شهدت طرد لاعبين اثنين وإيقاف "
    "اللعب ربع ساعة بسبب انقطاع الكهرباء عن الملعب الذي امتلأت مدرجاته قبل صافرة البداية بساعة كاملة"
).split()


def found(articles: list[Article]) -> list[list[int]]:
    return [sorted(group) for group in copies([features(each) for each in articles])]


def test_the_same_text_at_two_addresses_is_one() -> None:
    assert found([article("a", " ".join(WORDS)), article("b", " ".join(OTHER)), article("c", " ".join(WORDS))]) == [
        [0, 2]
    ]


def test_light_edits_and_another_title_change_nothing() -> None:
    edited = [*WORDS[:9], "مؤقتا", *WORDS[9:30], *WORDS[32:]]
    edited[3] = "اليوم"
    assert found([article("a", " ".join(WORDS), title="جسر"), article("b", " ".join(edited), title="نهر")]) == [[0, 1]]


def test_a_text_cut_short_is_a_copy_of_the_whole() -> None:
    assert found([article("a", " ".join(WORDS + OTHER)), article("b", " ".join(WORDS[:30]))]) == [[0, 1]]


def test_a_shared_phrase_makes_no_copy() -> None:
    assert found([article("a", " ".join(WORDS)), article("b", " ".join(OTHER + WORDS[:12]))]) == []


def test_spelling_does_not_hide_a_copy() -> None:
    plain = " ".join(WORDS).replace("أ", "ا").replace("ة ", "ه ")
    assert found([article("a", " ".join(WORDS)), article("b", plain)]) == [[0, 1]]


def test_texts_too_short_to_tell_are_left_alone() -> None:
    assert found([article("a", "نشرة الأخبار"), article("b", "نشرة الأخبار")]) == []


def test_a_wire_text_that_many_outlets_carry_is_one_group() -> None:
    many = [article(f"a{number}", " ".join(WORDS)) for number in range(60)]
    assert found([*many, article("b", " ".join(OTHER))]) == [list(range(60))]


def test_a_text_issued_again_months_later_is_of_another_story() -> None:
    days = ("2031-03-04", "2031-07-01", "2031-07-02")
    stories = compare([article(day, " ".join(WORDS), published=day) for day in days], encoder=Bag()).stories
    assert [(story.articles, story.copies) for story in stories] == [
        (("2031-03-04",), ()),
        (("2031-07-01", "2031-07-02"), (("2031-07-01", "2031-07-02"),)),
    ]
