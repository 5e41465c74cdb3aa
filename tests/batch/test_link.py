"""``riwaya batch link``: stories over windows of days are those that linking everything at once finds."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from batch.test_batch import FAST, batch, tables

import riwaya
from riwaya.batch.joining import UNDATED
from riwaya.batch.linking import spans
from riwaya.batch.windows import Placed, closed
from riwaya.link.copies import copies
from riwaya.link.features import StoryFeatures, features
from riwaya.link.stories import stories
from riwaya.model import Article

EVENTS = (
    (
        "حريق في مصنع النسيج",
        "اندلع حريق كبير في مصنع النسيج بمدينة دورفال وأخمده رجال الإطفاء بعد ساعات طويلة من العمل",
    ),
    ("فتح جسر زرمان", "افتتح وزير المياه راغب الصندلي جسر زرمان الجديد أمام المركبات بعد تأخير دام عامين كاملين"),
    ("تراجع أسعار القمح", "تراجعت أسعار القمح في أسواق سيدارا بنسبة عشرة في المئة بعد وصول شحنات من تورلان"),
    ("إضراب سائقي الحافلات", "بدأ سائقو الحافلات في ليمارا إضرابا مفتوحا للمطالبة بزيادة الأجور وتحسين ظروف العمل"),
)
VOICES = (
    "قال شهود إن الأمر استغرق وقتا",
    "وأكدت مصادر محلية الخبر",
    "ونقلت صحف عن مسؤولين تفاصيل أخرى",
    "ولم تصدر أرقام رسمية",
)


def told(event: int, day: int, outlet: int) -> dict[str, str]:
    """How an outlet tells an event of a day."""
    title, lead = EVENTS[event]
    statement = f"قال مدير البلدية نديم القرمزي إن «{title} أمر كنا نستعد له منذ زمن طويل». {VOICES[outlet % 4]}."
    return {
        "id": f"e{event}-d{day}-o{outlet}",
        "outlet": ("صدى الوادي", "قناة الجسر", "بوابة المرافئ", "نبض السهل")[outlet],
        "title": f"{title} {('اليوم', 'صباحا', 'بعد انتظار', 'وسط ترقب')[outlet]}",
        "published": f"2025-{1 + day // 28:02d}-{1 + day % 28:02d}T10:00:00Z",
        "text": f"{lead}. {statement} {lead}.",
    }


#: Four events, each told by four outlets over two days, and all of it again two months later.
ROWS = [
    told(event, 5 * event + again * 60 + outlet % 2, outlet)
    for again in range(2)
    for event in range(4)
    for outlet in range(4)
]


def placed(rows: list[dict[str, str]], path: Path) -> list[Placed]:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    out = []
    for article in riwaya.read(path):
        month, day = int(article.published.value[5:7]), int(article.published.value[8:10])  # type: ignore[union-attr]
        out.append(Placed(month * 28 + day, features(article)))
    return out


def ids(found: list[StoryFeatures]) -> set[frozenset[str]]:
    return {frozenset(found[i].id for i in cluster) for cluster in stories(found, copies(found))}


@pytest.mark.parametrize("step", [1, 3, 7, 200])
def test_windows_find_the_stories_of_everything_at_once(step: int, tmp_path: Path) -> None:
    found = placed(ROWS, tmp_path / "rows.jsonl")
    days = {each.day for each in found}
    steps = [[each for each in found if first <= each.day <= last] for first, last in spans(days, step)]
    results = list(closed(steps))
    assert {frozenset(story) for result in results for story in result.stories} == ids(
        [each.features for each in found]
    )
    if step < 7:
        assert max(result.held for result in results) < len(found)


def test_undated_articles_come_last_and_by_themselves() -> None:
    assert list(spans({100, 103, 140, UNDATED}, 7)) == [(100, 106), (140, 146), (UNDATED, UNDATED)]


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("linked")
    source = folder / "rows.jsonl"
    source.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS), encoding="utf-8")
    batch(source, "-o", folder / "out", "--shard", 9, *FAST)
    batch("link", folder / "out", "--lang", "en")
    return folder / "out"


def test_every_article_is_in_one_story_and_every_statement_in_an_utterance(linked: Path) -> None:
    stories_of = pq.read_table(linked / "stories").to_pylist()
    articles = pq.read_table(linked / "articles", columns=["id"])["id"].to_pylist()
    assert sorted(id for story in stories_of for id in story["articles"]) == sorted(articles)
    utterances = pq.read_table(linked / "utterances").to_pylist()
    statements = pq.read_table(linked / "statements", columns=["id"])["id"].to_pylist()
    assert {id for group in utterances for id in group["statements"]} == set(statements)
    assert {group["story"] for group in utterances} <= {story["id"] for story in stories_of}
    assert max(len(group["outlets"]) for group in utterances) == 4


def test_the_stories_are_those_of_compare(linked: Path) -> None:
    from riwaya.batch.tables import article_of

    articles: list[Article] = [article_of(row) for row in pq.read_table(linked / "articles").to_pylist()]
    expected = {frozenset(story.articles) for story in riwaya.compare(articles).stories}
    found = pq.read_table(linked / "stories", columns=["articles"])["articles"].to_pylist()
    assert {frozenset(ids) for ids in found} == expected


def test_linking_again_changes_nothing(linked: Path) -> None:
    before = tables(linked)
    batch("link", linked, "--lang", "en")
    assert tables(linked) == before


def test_unfinished_tables_are_not_linked(tmp_path: Path) -> None:
    done = batch("link", tmp_path, code=1)
    assert "finish riwaya batch first" in done.stderr
