"""Statements are numbered over the whole document, also where a page holds two articles."""

from __future__ import annotations

from riwaya.annotate import annotate
from riwaya.model import Article, Span

FIRST = "قال فؤاد الحداد إن السد ممتلئ.\n"
SECOND = "قالت ليلى منصور إن الطريق مغلق. وأضافت: «سيفتح غدا»."


def test_numbers_go_on_in_the_second_article_and_start_again_in_the_next_document() -> None:
    text = FIRST + SECOND
    one = Article(document="page.txt", id="page", text=text, span=Span(0, len(FIRST)))
    two = Article(document="page.txt", id="page@2", text=text, span=Span(len(FIRST), len(text)))
    other = Article(document="other.txt", id="other", text=FIRST, span=Span(0, len(FIRST)))
    ids = [[statement.id for statement in article.statements] for article in annotate([one, two, other])]
    assert ids == [["page#1"], ["page#2", "page#3"], ["other#1"]]
