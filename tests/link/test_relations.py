from __future__ import annotations

import pytest

from riwaya.link.relations import relation
from riwaya.model import Entity
from tests.link.telling import Said, article, tellings_of

CASES = [
    ("السد سيروي بساتين الوادي", "say", "السَّد سيروي، بساتين الوادي!", "say", "identical"),
    ("السد سيروي بساتين الوادي قريبا", "say", "سيروي السد بساتين الوادي في الصيف", "say", "reworded"),
    ("القرية ستحصل على ماء نظيف", "say", "أنابيب الشرب ستصل إلى بيوت الأهالي", "say", "paraphrase"),
    (
        "السد سيروي بساتين الوادي ويحمي البلدة من السيول ويولد كهرباء تكفي المصانع",
        "say",
        "السد سيروي بساتين الوادي",
        "affirm",
        "partial",
    ),
    ("الحريق أصاب 12 عاملا في المصنع", "say", "الحريق أصاب 15 عاملا في المصنع", "say", "conflicting"),
    ("الحريق أصاب اثني عشر عاملا في المصنع", "say", "الحريق أصاب 12 عاملا في المصنع", "say", "reworded"),
    ("الوزارة أعلنت العقد مع الشركة", "say", "الوزارة لم تعلن العقد مع الشركة", "say", "conflicting"),
    ("الشركة تدفع رواتب العمال", "say", "الشركة لا تدفع رواتب العمال", "say", "conflicting"),
    ("الشركة تدفع رواتب العمال", "affirm", "الشركة تدفع رواتب العمال", "deny", "conflicting"),
    ("الشركة لا تدفع رواتب العمال", "say", "الشركة تدفع رواتب العمال", "deny", "reworded"),
    ("المصنع أغلق عام 2029 أبوابه", "say", "المصنع أغلق عام 2030 أبوابه", "say", "reworded"),
    # two negations agree, whatever words they are made of
    ("لا ملاحق سرية للعقد المنشور", "say", "العقد المنشور من دون ملاحق سرية", "say", "reworded"),
    ("لا ملاحق سرية للعقد المنشور", "say", "العقد المنشور بدون ملاحق سرية", "say", "reworded"),
    ("لا توجد أي ملاحق سرية للعقد المنشور", "say", "خلو العقد المنشور من ملاحق سرية", "affirm", "reworded"),
    ("العقد المنشور بلا ملاحق سرية", "say", "العقد المنشور خال من أي ملاحق سرية", "say", "reworded"),
    ("العقد المنشور دون ملاحق سرية", "say", "وجود ملاحق سرية للعقد المنشور", "deny", "reworded"),
    # what is lacking here and there there contradicts, as does what is denied
    ("العقد المنشور بلا ملاحق سرية", "say", "العقد المنشور يضم ملاحق سرية", "say", "conflicting"),
    ("العقد المنشور لا يخلو من ملاحق سرية", "say", "العقد المنشور يضم ملاحق سرية", "say", "reworded"),
    ("الإنتاج بقي دون المعدل المعتاد", "say", "الإنتاج سيبلغ المعدل المعتاد", "say", "reworded"),
    # counts of one thing contradict, sums of two things in one unit do not
    ("الوزارة أنفقت 90 مليون دينار", "say", "الوزارة أنفقت 70 مليون دينار", "say", "conflicting"),
    (
        "الوزارة أنفقت على بناء السد 90 مليون دينار",
        "say",
        "الوزارة رصدت للسد تعويضات تبلغ قيمتها 70 مليون دينار",
        "say",
        "paraphrase",
    ),
    ("أسعار القمح ارتفعت 5 في المئة", "say", "أسعار القمح ارتفعت 7 بالمئة", "say", "conflicting"),
    ("الحريق أصاب 4 جرحى في المصنع", "say", "الحريق أصاب في المصنع عمالا بينهم اثنان بجراح", "say", "reworded"),
    # last year's sum is another sum
    ("أرباح المصنع بلغت 90 مليون دينار", "say", "أرباح المصنع بلغت 70 مليون دينار العام الماضي", "say", "reworded"),
    (
        "أرباح المصنع بلغت 90 مليون دينار العام الماضي",
        "say",
        "أرباح المصنع بلغت 70 مليون دينار العام الماضي",
        "say",
        "conflicting",
    ),
    (
        "أرباح المصنع بلغت 70 مليون دينار",
        "say",
        "أرباح المصنع بلغت 90 مليون دينار مقابل 70 مليون دينار في الموسم السابق",
        "say",
        "conflicting",
    ),
    ("السوق يضم 40 متجرا", "say", "البلدية ستغلق 12 متجرا مخالفا قرب الجسر", "say", "paraphrase"),
]


WORDS = "السد سيروي بساتين الوادي قبل الصيف"
CHIEF = Entity(id="per:slm-drby", type="PER", name="سالم الدربي")
ENVOY = Entity(id="per:hnd-mry", type="PER", name="هند المري")
SPEAKERS = [
    (CHIEF, WORDS, ENVOY, WORDS, "conflicting"),
    (CHIEF, WORDS, ENVOY, f"{WORDS} بعون الجميع", "conflicting"),
    (CHIEF, WORDS, CHIEF, WORDS, "identical"),
    (CHIEF, WORDS, None, WORDS, "identical"),  # a source without a name may be he
    (CHIEF, WORDS, ENVOY, "السد سيروي الوادي كله لأن الوزارة حفرت قنوات جديدة", "paraphrase"),
]


@pytest.mark.parametrize(("left", "words", "right", "other", "expected"), SPEAKERS)
def test_the_same_words_have_one_speaker(
    left: Entity, words: str, right: Entity | None, other: str, expected: str
) -> None:
    told = [
        article(id, Said(who.name if who else "مصدر مطلع", said, entity=who.id if who else None), people=(CHIEF, ENVOY))
        for id, who, said in (("a", left, words), ("b", right, other))
    ]
    found = tellings_of(*told)
    assert relation(found[0], found[1]) == relation(found[1], found[0]) == expected


@pytest.mark.parametrize(("left", "act", "right", "other", "expected"), CASES)
def test_relation(left: str, act: str, right: str, other: str, expected: str) -> None:
    found = tellings_of(article("a", Said("المتحدث", left, act=act)), article("b", Said("المتحدث", right, act=other)))
    assert relation(found[0], found[1]) == expected
    assert relation(found[1], found[0]) == expected
