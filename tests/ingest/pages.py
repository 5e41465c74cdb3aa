"""Invented pages for the tests of ingestion: no real outlet's words, no real events."""

from __future__ import annotations

from riwaya.ingest.assemble import articles_of_page
from riwaya.model import Article

TITLE = "افتتاح جسر جديد في مدينة المرجان"
LEAD = "افتتحت مدينة المرجان جسرها الجديد أمام حركة السير بعد أعوام من العمل المتواصل على ضفتي نهر العقيق."
BODY = (
    "وقال رئيس البلدية إن الجسر الجديد يربط ضفتي النهر ويختصر زمن الرحلة بينهما إلى النصف.",
    "وأضاف أن العمال أنهوا البناء قبل موعده بشهرين وأن السير سيكون مجانا طوال العام الأول.",
    "وأوضح المهندس المشرف أن حجارة الجسر جاءت من مقالع الوادي القريب من مدينة المرجان.",
    "وكان الجسر القديم قد أغلق بعد فيضان نهر العقيق الذي غمر القرى المجاورة قبل أعوام.",
    "ويستعد سكان المرجان للاحتفال بافتتاح الجسر مساء الجمعة على ضفة النهر.",
    "وتقول البلدية إن الحديقة المجاورة للجسر ستفتح أبوابها في الربيع المقبل.",
    "وتنتظر القرى الواقعة على الضفة الأخرى وصول الحافلات إليها عبر الجسر.",
)
ARTICLE = "\n".join((TITLE, LEAD, *BODY))


def page_with(where: str, line: str) -> str:
    """The article with ``line`` right under its title (head), amid it (body), or under it (foot)."""
    if where == "head":
        return "\n".join((TITLE, line, LEAD, *BODY))
    if where == "body":
        return "\n".join((TITLE, LEAD, *BODY[:3], line, *BODY[3:]))
    return "\n".join((TITLE, LEAD, *BODY, line))


def articles(text: str) -> list[Article]:
    """The articles of a page."""
    return articles_of_page(text, document="page.txt", id="page")


def only(text: str) -> Article:
    """The one article of a page."""
    (article,) = articles(text)
    return article


def kinds_on(article: Article, line: str) -> set[str]:
    """The kinds of the marks that lie on ``line``."""
    start = article.text.index(line)
    return {mark.kind for mark in article.furniture if mark.span.overlaps((start, start + len(line)))}
