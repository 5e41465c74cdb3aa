from __future__ import annotations

from riwaya.link.comparison import compare
from riwaya.model import Article
from tests.link.telling import Bag, article

TRIAL = "محاكمة مدير بنك السنابل رائد الصفار بتهمة اختلاس ودائع المزارعين أمام محكمة الزبرجد"
SESSIONS = {
    "a": ("2031-03-04", "بدأت محكمة الزبرجد محاكمة مدير بنك السنابل رائد الصفار بتهمة اختلاس ودائع المزارعين."),
    "b": ("2031-03-26", "استمعت محكمة الزبرجد إلى شهود في محاكمة رائد الصفار مدير بنك السنابل المتهم باختلاس ودائع."),
    "c": ("2031-04-15", "أدانت محكمة الزبرجد مدير بنك السنابل رائد الصفار باختلاس ودائع المزارعين وحكمت بسجنه."),
    "later": ("2031-09-30", "أدانت محكمة الزبرجد مدير بنك السنابل رائد الصفار باختلاس ودائع المزارعين وحكمت بسجنه."),
    "other": ("2031-03-27", "فاز فريق نسور الساحل على ضيفه اتحاد الواحة بهدفين في كأس الجزر لكرة السلة."),
}


def told(id: str) -> Article:
    day, body = SESSIONS[id]
    return article(id, body, title=TRIAL if id != "other" else "فوز نسور الساحل", published=day)


def test_stories_of_one_matter_over_weeks_are_a_thread() -> None:
    comparison = compare([told(id) for id in SESSIONS], encoder=Bag())
    articles = {story.id: story.articles for story in comparison.stories}
    (thread,) = comparison.threads
    assert [articles[id] for id in thread.stories] == [("a",), ("b",), ("c",)]
    assert (thread.title, thread.first, thread.last) == (TRIAL, "2031-03-04", "2031-04-15")


def test_one_story_is_no_thread() -> None:
    assert compare([told("a"), told("other")], encoder=Bag()).threads == ()


def test_the_order_of_articles_decides_nothing() -> None:
    one, other = (compare([told(id) for id in ids], encoder=Bag()) for ids in ("abc", "cab"))
    assert one.threads == other.threads
