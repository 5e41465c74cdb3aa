from __future__ import annotations

import pytest

from riwaya.link.choices import choices
from riwaya.link.differences import difference
from riwaya.model import Mention, Span, replace
from tests.link.telling import Said, article, tellings_of

CASES = [
    # other words between the same words are what each calls the thing
    ("افتتح الوزير المعبر الجديد قرب البلدة", "افتتح الوزير الجسر قرب البلدة", [("المعبر الجديد", "الجسر")]),
    ("أغلقت البلدية الجسر القديم", "أغلقت البلدية المعبر", [("الجسر القديم", "المعبر")]),
    # inflected words are the same words: they anchor, and are no terms
    ("الوزير زار المخيم أمس مع النازحين", "الوزير زار التجمع أمس والنازحين", [("المخيم", "التجمع")]),
    ("المزارع غاضب من القرار", "المزارعون غاضبون من القرار", []),
    # whole clauses, numbers and words behind a preposition alone are none
    ("أغلقت البلدية الجسر أمس", "أغلقت البلدية بعد أن تشققت دعائمه المعبر أمس", []),
    ("الحريق أصاب 12 عاملا", "الحريق أصاب 15 عاملا", []),
    ("اجتمعوا في القاعة", "التقوا في المدينة", []),
    ("السد كبير", "السد كبير", []),
    # what is indefinite may be a verb
    ("تحاول الوزارة ترميم السد", "تستطيع الوزارة ترميم السد", []),
]


@pytest.mark.parametrize(("left", "right", "expected"), CASES)
def test_terms_of_two_tellings(left: str, right: str, expected: list[tuple[str, str]]) -> None:
    one, two = article("a", Said("المتحدث", left)), article("b", Said("المتحدث", right))
    found = tellings_of(one, two)
    told = {telling.statement.id: telling.told for telling in found}
    terms = choices([difference(found[0], found[1])], told)
    assert [tuple(term.span.of(told[term.statement].text) for term in each) for each in terms] == expected


def test_a_name_is_laid_beside_names_alone() -> None:
    one, two = article("a", Said("المتحدث", "زار دورمينا أمس")), article("b", Said("المتحدث", "زار الجسر أمس"))
    found = tellings_of(one, two)
    told = {telling.statement.id: telling.told for telling in found}
    name = Span(told["a#1"].text.index("دورمينا"), told["a#1"].text.index("دورمينا") + len("دورمينا"))
    named = replace(told["a#1"], mentions=(Mention(span=name, type="LOC", entity="loc:دورمينا"),))
    assert choices([difference(found[0], found[1])], told | {"a#1": named}) == ()


def test_the_terms_of_several_outlets_stand_together() -> None:
    said = ["بدأت العملية الخاصة في الوادي", "بدأت الحملة العسكرية في الوادي", "بدأت الحرب في الوادي"]
    found = tellings_of(*(article(name, Said("المتحدث", each)) for name, each in zip("abc", said, strict=True)))
    told = {telling.statement.id: telling.told for telling in found}
    (terms,) = choices([difference(found[0], other) for other in found[1:]], told)
    assert [term.span.of(told[term.statement].text) for term in terms] == ["العملية الخاصة", "الحملة العسكرية", "الحرب"]
