"""Who is that? A person's (or body's, or place's) mentions, titles over time and statements, asked of many articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from riwaya.arabic.gazetteer import EntityType
from riwaya.arabic.identity import alike, together
from riwaya.arabic.letters import with_article
from riwaya.arabic.names import title_key
from riwaya.arabic.persons import GIVEN_NAME, SAME
from riwaya.model import Article, Entity, Mention, Statement
from riwaya.present.queries import outlet_name
from riwaya.present.safe import flat


class Held(NamedTuple):
    """A title that articles give somebody: its usual wording, the articles, and their first and last date."""

    role: str
    articles: tuple[str, ...]
    first: str | None
    last: str | None


class Dossier(NamedTuple):
    """All that the articles have on one person, body or place; articles are in order of their dates.

    ``names`` are the spellings with their numbers, the most frequent first; ``about`` are statements of others whose
    words name the person.
    """

    name: str
    type: EntityType
    country: str | None
    entities: tuple[str, ...]
    names: dict[str, int]
    mentions: tuple[tuple[Article, Mention], ...]
    roles: tuple[Held, ...]
    said: tuple[tuple[Article, Statement], ...]
    about: tuple[tuple[Article, Statement], ...]


class _Hit(NamedTuple):
    """An entity of an article that may be the one asked for, and why."""

    article: Article
    entity: Entity
    why: str


def who(articles: Iterable[Article], name: str) -> list[Dossier]:
    """Everybody whom ``name`` may mean in annotated ``articles``, those who are mentioned most first.

    ``name`` may be spelt otherwise than in the articles, have a title before it, or be a family name alone; a given
    name alone finds somebody only where nobody bears it as a family name. One who is called by a full name in one
    article and by the family name alone in another is one, where no other full name fits.
    """
    hits = list(_hits(articles, name))
    known = {hit.article.id for hit in hits if hit.why != GIVEN_NAME}
    hits = [hit for hit in hits if hit.why != GIVEN_NAME] if known else hits
    groups: dict[tuple[EntityType, str], list[_Hit]] = defaultdict(list)
    for hit, usual in _usual(hits):
        groups[hit.entity.type, usual].append(hit)
    found = [_dossier(usual, type, group) for (type, usual), group in groups.items()]
    return sorted(found, key=lambda each: (-len(each.mentions), -len(each.said), each.name))


def _hits(articles: Iterable[Article], name: str) -> Iterator[_Hit]:
    judged: dict[tuple[str, EntityType], tuple[float, str]] = {}
    for article in articles:
        for entity in _entities(article):
            key = entity.name, entity.type
            if key not in judged:
                judged[key] = alike(name, entity.name, entity.type)
            score, why = judged[key]
            if score >= SAME:
                yield _Hit(article, entity, why)


def _entities(article: Article) -> Iterator[Entity]:
    """The records of an article, and the speakers that have an id and no record."""
    known = {entity.id for entity in article.people}
    yield from article.people
    for statement in article.statements:
        speaker = statement.speaker
        if speaker.entity is not None and speaker.entity not in known and "+" not in speaker.entity:
            known.add(speaker.entity)
            yield Entity(id=speaker.entity, type="PER", name=speaker.name)


def _usual(hits: list[_Hit]) -> Iterator[tuple[_Hit, str]]:
    """Each hit with the usual full name of whom it means."""
    counts: dict[EntityType, Counter[str]] = defaultdict(Counter)
    for hit in hits:
        counts[hit.entity.type][hit.entity.name] += 1
    under = {type: together(names, type, one_story=True).under for type, names in counts.items()}
    return ((hit, under[hit.entity.type][hit.entity.name]) for hit in hits)


def _dossier(usual: str, type: EntityType, hits: list[_Hit]) -> Dossier:
    hits = sorted(hits, key=lambda hit: (published_of(hit.article) or "~", hit.article.id))
    mentions = [(hit.article, m) for hit in hits for m in hit.article.mentions if m.entity == hit.entity.id]
    said, about = [], []
    for hit in hits:
        for statement in hit.article.statements:
            if hit.entity.id in (statement.speaker.entity or "").split("+"):
                said.append((hit.article, statement))
            elif _names(hit.article, statement, hit.entity.id):
                about.append((hit.article, statement))
    names = Counter(flat(mention.span.of(article.text)).strip() for article, mention in mentions)
    return Dossier(
        name=usual,
        type=type,
        country=next((hit.entity.country for hit in hits if hit.entity.country), None),
        entities=tuple(dict.fromkeys(hit.entity.id for hit in hits)),
        names=dict(names.most_common()),
        mentions=tuple(mentions),
        roles=tuple(_roles(mentions)),
        said=tuple(said),
        about=tuple(about),
    )


def _names(article: Article, statement: Statement, entity: str) -> bool:
    """Do the words of a statement name the entity?"""
    inside = (m for m in article.mentions if m.entity == entity)
    return any(span.overlaps(mention.span) for mention in inside for span in statement.content)


def _roles(mentions: Iterable[tuple[Article, Mention]]) -> Iterator[Held]:
    """The titles given, wordings of one office as one, in the order in which they were first given."""
    held: dict[tuple[str, ...], list[tuple[Article, str]]] = defaultdict(list)
    for article, mention in mentions:
        if mention.role is not None:
            words = flat(with_article(article.text, *mention.role)).strip()
            held[title_key(words)].append((article, words))
    for given in held.values():
        dates = sorted({date for article, _ in given if (date := published_of(article)) and not date.startswith("X")})
        usual = Counter(words for _, words in given).most_common(1)[0][0]
        articles = tuple(dict.fromkeys(article.id for article, _ in given))
        yield Held(usual, articles, *((dates[0], dates[-1]) if dates else (None, None)))


def published_of(article: Article) -> str | None:
    """The publication date as the article states it."""
    return article.published.value if article.published is not None else None


def row(dossier: Dossier) -> dict[str, Any]:
    """The dossier for programs; spans are those of the articles' source texts."""
    return {
        "name": dossier.name,
        "type": dossier.type,
        "country": dossier.country,
        "entities": dossier.entities,
        "names": dossier.names,
        "mentions": [
            {
                **_where(article),
                "span": mention.span,
                "words": mention.span.of(article.text),
                "role": with_article(article.text, *mention.role) if mention.role else None,
            }
            for article, mention in dossier.mentions
        ],
        "roles": [held._asdict() for held in dossier.roles],
        "said": [_statement(article, statement) for article, statement in dossier.said],
        "about": [_statement(article, statement) for article, statement in dossier.about],
    }


def _where(article: Article) -> dict[str, Any]:
    return {"article": article.id, "outlet": outlet_name(article), "published": published_of(article)}


def _statement(article: Article, statement: Statement) -> dict[str, Any]:
    words = [span.of(article.text) for span in statement.content]
    return {**_where(article), "words": words, "statement": statement}
