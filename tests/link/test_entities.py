from __future__ import annotations

import pytest

from riwaya.link.entities import agreement, agreements, cast, fullest, identities, source
from riwaya.model import Article, Entity
from tests.link.telling import Said, article

CHIEF = Entity(id="per:slm-drby", type="PER", name="سالم الدربي", roles=("رئيس بلدية الزبرجد",))
CHIEF_BRIEFLY = Entity(id="per:drby", type="PER", name="الدربي")
OTHER = Entity(id="per:hnd-mry", type="PER", name="هند المري", roles=("مديرة الميناء",))


def agree(left: Said, right: Said) -> str:
    one = article("a", left, people=(CHIEF, OTHER))
    two = article("b", right, people=(CHIEF_BRIEFLY, OTHER))
    who = cast([one, two])
    return agreement(source(one, one.statements[0].speaker, who), source(two, two.statements[0].speaker, who))


@pytest.mark.parametrize(
    ("left", "entity", "right", "other", "expected"),
    [
        ("سالم الدربي", CHIEF.id, "الدربي", CHIEF_BRIEFLY.id, "same"),
        ("سالم الدربي", CHIEF.id, "رئيس بلدية الزبرجد", None, "same"),
        ("سالم الدربي", CHIEF.id, "هند المري", OTHER.id, "different"),
        ("بلدية الزبرجد", None, "سالم الدربي", CHIEF.id, "related"),
        ("الشرطة", None, "مصادر في الشرطة", None, "same"),
        ("وزارة الزراعة", None, "وزارة النقل", None, "different"),
        ("الخارجية الفرنسية", None, "متحدث باسم الخارجية الفرنسية", None, "same"),
        ("موسكو", "loc:moscow", "روسيا", "loc:russia", "same"),
        ("مسؤول روسي", None, "روسيا", "loc:russia", "related"),
        ("وزارة الزراعة ونقابة الصيادين", None, "نقابة الصيادين", None, "related"),
    ],
)
def test_agreement(left: str, entity: str | None, right: str, other: str | None, expected: str) -> None:
    assert agree(Said(left, "نعم", entity=entity), Said(right, "نعم", entity=other)) == expected


def test_sources_that_share_nothing_need_not_be_compared() -> None:
    names = (
        "سالم الدربي|الدربي|الشرطة|مصادر في الشرطة|مصادر|وزارة الزراعة|وزارة النقل|وزير الزراعة|مسؤول روسي|روسيا|موسكو"
    )
    one = article("a", *(Said(name, "نعم") for name in names.split("|")), people=(CHIEF, OTHER))
    found = [source(one, each.speaker, cast([one])) for each in one.statements]
    every = {(i, j): agreement(found[i], found[j]) for i in range(len(found)) for j in range(i)}
    assert {(i, j): kind for i, j, kind in agreements(found)} == {
        pair: kind for pair, kind in every.items() if kind != "different"
    }
    assert {"same", "related"} <= set(every.values())


def test_the_fullest_name_has_no_description() -> None:
    assert fullest({"الدربي": 3, "سالم الدربي": 1, "سالم الدربي، رئيس البلدية": 1}) == "سالم الدربي"


def named(id: str, *people: Entity) -> Article:
    return article(id, "نص بلا أقوال.", people=people)


def test_identities_hold_over_articles_and_their_order() -> None:
    sergei = Entity(id="per:sergei-dubrov", type="PER", name="سيرغي دوبروف")
    serge = Entity(id="per:sergeh-dubrov", type="PER", name="سيرجيه دوبروف")
    hind = Entity(id="per:hind-dubrov", type="PER", name="هند دوبروف")
    family = Entity(id="per:dubrov", type="PER", name="دوبروف")
    articles = [named("a", sergei), named("b", serge, family), named("c", hind)]
    found = identities(articles)
    assert found.ids[sergei.id] == found.ids[serge.id] != found.ids[hind.id]
    assert found.ids[family.id] == family.id
    assert found.ids == identities(articles[::-1]).ids
    assert [link.why for link in found.links] == ["spelling"]


def test_ids_of_the_lists_never_change() -> None:
    libya = Entity(id="loc:tripoli-libya", type="LOC", name="طرابلس")
    lebanon = Entity(id="loc:tripoli-lebanon", type="LOC", name="طرابلس")
    found = identities([named("a", libya), named("b", lebanon)])
    assert found.ids == {libya.id: libya.id, lebanon.id: lebanon.id}
