"""Judgements of people, as linking obeys them: who really spoke, what is one utterance or story and what is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from riwaya.arabic.persons import person_id
from riwaya.link.wishes import Wish, Wishes
from riwaya.model import Article, Speaker, Statement, replace
from riwaya.store.judgements import found_again
from riwaya.store.records import Anchor, Judgement


def corrected(found: Sequence[Article], said: Sequence[Judgement]) -> list[Article]:
    """The articles with the speakers that people put right; what the article itself says stays in the library."""
    names = {
        (judgement.left.article, statement.id): judgement.speaker or ""
        for judgement, statement in _meant(found, [each for each in said if each.kind == "speaker"])
    }
    return [_corrected(article, names) for article in found]


def _meant(found: Sequence[Article], said: Iterable[Judgement]) -> list[tuple[Judgement, Statement]]:
    articles = {article.id: article for article in found}
    pairs = [(each, _statement(articles, each.left)) for each in said]
    return [(judgement, statement) for judgement, statement in pairs if statement is not None]


def _statement(articles: Mapping[str, Article], place: Anchor) -> Statement | None:
    article = articles.get(place.article)
    return found_again(article, place) if article is not None else None


def _corrected(article: Article, names: Mapping[tuple[str, str], str]) -> Article:
    statements = tuple(
        replace(each, speaker=_speaker(article, names[article.id, each.id])) if (article.id, each.id) in names else each
        for each in article.statements
    )
    return article if statements == article.statements else replace(article, statements=statements)


def _speaker(article: Article, name: str) -> Speaker:
    """The speaker called ``name``: by the entity of that name in the article, else by the id of such a person."""
    entity = next((each.id for each in article.people if name in (each.name, *each.aliases)), None)
    return Speaker(name=name, entity=entity or (person_id(name) if name else None))


def wishes(found: Sequence[Article], said: Iterable[Judgement]) -> Wishes:
    """What people said about these articles and their statements, as linking obeys it."""
    articles = {article.id: article for article in found}
    told: list[Wish] = []
    stories: list[Wish] = []
    for each in said:
        if each.right is None:
            continue
        if each.kind in ("same-story", "other-story"):
            stories.append(Wish(each.kind == "same-story", each.left.article, each.right.article))
            continue
        one, other = _statement(articles, each.left), _statement(articles, each.right)
        if one is not None and other is not None:
            told.append(Wish(each.kind == "same", one.id, other.id))
    return Wishes(articles=tuple(stories), statements=tuple(told))
