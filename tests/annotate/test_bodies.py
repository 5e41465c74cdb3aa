"""``الوزارة`` alone: the one ministry that the article has named before, and nobody where there are two."""

from __future__ import annotations

import pytest

from riwaya.annotate import annotate
from riwaya.model import Article, Span


def last_speaker(text: str) -> str:
    article = Article(document="case", id="case", text=text, span=Span(0, len(text)))
    return next(annotate([article])).statements[-1].speaker.name


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("زار الوفد وزارة النقل الليبية. وقالت الوزارة إن الطريق مفتوح.", "وزارة النقل الليبية"),
        ("قالت وزارة النقل الليبية إن الجسر جاهز. وأعلنت الوزارة أن الطريق مفتوح.", "وزارة النقل الليبية"),
        ("زار الوفد وزارة النقل الليبية ووزارة الصحة التونسية. وقالت الوزارة إن الطريق مفتوح.", "الوزارة"),
        ("زار الوفد جامعة الدول العربية. وقالت الوزارة إن الطريق مفتوح.", "الوزارة"),
    ],
)
def test_a_body_by_its_noun_alone(text: str, speaker: str) -> None:
    assert last_speaker(text) == speaker
