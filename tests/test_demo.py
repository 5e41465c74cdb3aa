"""The demo articles: what they promise to show, and that their gold points where it says."""

from __future__ import annotations

import json

import pytest

from evals.gold import DEMO, SETS
from riwaya import ingest
from riwaya.evaluate.gold import Document
from riwaya.evaluate.score import score, score_groups
from riwaya.model import Article

GOLD = next(gold for gold in SETS if gold.name == "demo")
DOCUMENTS = GOLD.documents()
STATEMENTS = [statement for document in DOCUMENTS for statement in document.statements]
ACTS = frozenset(
    "say add affirm stress explain point-out state announce reveal mention continue consider believe accuse deny warn "
    "threaten call demand ask promise express praise welcome condemn criticise refuse confirm predict describe write "
    "report highlight stipulate according-to".split()
)
ROLES = frozenset({"agency", "newspaper", "broadcaster", "interview", "statement", "social", "letter", "official"})


@pytest.fixture(scope="module")
def read() -> dict[str, list[Article]]:
    articles: dict[str, list[Article]] = {}
    for item in ingest.read(GOLD.inputs(DEMO)):
        assert isinstance(item, Article), item
        articles.setdefault(item.id.partition("@")[0], []).append(item)
    return articles


def test_every_page_and_record_has_gold() -> None:
    records = (DEMO / "records.jsonl").read_text(encoding="utf-8").splitlines()
    names = {json.loads(line)["id"] for line in records}
    names |= {path.stem for path in DEMO.iterdir() if path.suffix in (".txt", ".html")}
    assert {document.id for document in DOCUMENTS} == names
    assert sum(len(document.articles) for document in DOCUMENTS) >= 8


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.id)
def test_the_gold_is_about_the_text_that_is_read(document: Document, read: dict[str, list[Article]]) -> None:
    assert {article.text for article in read[document.id]} == {document.text}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.id)
def test_articles_are_as_long_as_news(document: Document) -> None:
    for article in document.articles:
        start, stop = article["span"]
        assert 100 <= len(document.text[start:stop].split()) <= 350


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.id)
def test_spans_hold_words_without_marks_around_them(document: Document) -> None:
    spans = [span for statement in document.statements for span in statement["content"]]
    spans += [statement["cue"] for statement in document.statements if statement["cue"]]
    spans += [row[:2] for article in document.articles for row in article["entities"] + article["times"]]
    for start, stop in spans:
        words = document.text[start:stop]
        assert words == words.strip()
        assert words == ":" or (words[0] not in '«»"“”،.:' and words[-1] not in "،.:")


def test_labels_are_those_of_the_guidelines() -> None:
    assert {statement["act"] for statement in STATEMENTS} <= ACTS
    assert {statement["mode"] for statement in STATEMENTS} == {"direct", "mixed", "indirect"}
    assert {via["role"] for statement in STATEMENTS for via in statement["via"]} <= ROLES


def test_groups_name_statements_that_exist() -> None:
    ids = {statement["id"] for statement in STATEMENTS}
    assert all(set(group) <= ids and len(group) > 1 for group in GOLD.groups().values())


def test_the_demo_shows_what_it_promises() -> None:
    across = [{name.partition("#")[0] for name in group} for group in GOLD.groups().values()]
    assert any(len(documents) >= 4 for documents in across), "one utterance told by many outlets"
    assert any(statement["denies"] for statement in STATEMENTS), "a denial"
    assert any(len(statement["via"]) > 1 for statement in STATEMENTS), "outlet ← agency ← interview ← speaker"
    assert any(len(document.articles) > 1 for document in DOCUMENTS), "a page with a second article"
    kinds = {row[2] for document in DOCUMENTS for article in document.articles for row in article["furniture"]}
    assert {"subscribe", "social", "share", "caption", "credit", "dateline", "date-line", "related-headline"} <= kinds


def test_gold_against_itself_is_perfect() -> None:
    rows = []
    for document in DOCUMENTS:
        for article in document.articles:
            statements = [{**row, "speaker": {"name": row["speaker"]["who"]}} for row in article["statements"]]
            rows.append(
                {
                    "document": document.id,
                    "span": article["span"],
                    "outlet": {"name": article["outlet"]},
                    "published": {"value": article["published"]},
                    "statements": statements,
                    "entities": [{"span": row[:2], "type": row[2]} for row in article["entities"]],
                    "times": [{"span": row[:2], "value": row[3]} for row in article["times"]],
                    "furniture": [{"span": row[:2]} for row in article["furniture"] + document.outside],
                }
            )
    tally = score(DOCUMENTS, rows)
    score_groups(GOLD.groups(), [{"groups": [{"statements": group} for group in GOLD.groups().values()]}], tally)
    figures = tally.figures()
    precisions = {name: value for name, value in figures.items() if not name.startswith("furniture")}
    assert {name: value for name, value in precisions.items() if value != 1.0} == {}
    assert tally.cases == []
