"""Judgements of people, obeyed: before linking who spoke, after it what is one utterance and what is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from riwaya.arabic.persons import person_id
from riwaya.library.meanings import encoder
from riwaya.link.coverage import Dated, denials, outlet_name
from riwaya.link.groups import in_time, utterance_group
from riwaya.link.utterances import Link, Signs, Telling, tellings
from riwaya.link.vectors import Meanings
from riwaya.link.zones import Clocks
from riwaya.model import Article, Speaker, Statement, Story, UtteranceGroup, replace
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


def obeyed(stories: Sequence[Story], found: Sequence[Article], said: Sequence[Judgement]) -> list[Story]:
    """The stories with utterances joined and parted as people said, as far as both tellings are in one story."""
    articles = {article.id: article for article in found}
    wishes = [
        Wish(each.kind == "same", one.id, other.id)
        for each in said
        if each.kind != "speaker" and each.right is not None
        if (one := _statement(articles, each.left)) and (other := _statement(articles, each.right))
    ]
    return [_obeyed(story, articles, wishes) for story in stories]


class Wish(NamedTuple):
    """Two statements (by id) that somebody wants in one utterance, or not in one."""

    together: bool
    left: str
    right: str


def _obeyed(story: Story, articles: Mapping[str, Article], wishes: Sequence[Wish]) -> Story:
    members = {name for group in story.groups for name in group.statements}
    wanted = [wish for wish in wishes if {wish.left, wish.right} <= members]
    if not wanted:
        return story
    bench = _Bench(story, [articles[name] for name in story.articles])
    before = [list(group.statements) for group in story.groups]
    after = before
    # what is parted stays parted, whatever was joined
    for wish in sorted(wanted, key=lambda wish: not wish.together):
        after = bench.joined(after, wish) if wish.together else bench.parted(after, wish)
    return replace(story, groups=bench.groups(after)) if after != before else story


class _Bench:
    """A story's tellings laid out to be grouped anew."""

    def __init__(self, story: Story, articles: Sequence[Article]) -> None:
        self.positions = range(len(articles))
        dates = {i: story.inferred_dates.get(each.id, each.published) for i, each in enumerate(articles)}
        clocks = Clocks(articles, dates)
        self.dated = {
            i: Dated(outlet_name(articles[i]), clocks.when(i, published.value) if published else None)
            for i, published in dates.items()
        }
        self.meanings = Meanings(encoder())
        self.found: list[Telling] = tellings(articles, self.positions)
        self.place = {telling.statement.id: i for i, telling in enumerate(self.found)}
        self.links: list[Link] = Signs(self.found).links(self.meanings)
        self.near = {(link.left, link.right): link for link in self.links}

    def joined(self, groups: list[list[str]], wish: Wish) -> list[list[str]]:
        """The groups of two statements as one."""
        inside = [group for group in groups if wish.left in group or wish.right in group]
        one = list(dict.fromkeys(name for group in inside for name in group))
        return [one, *(group for group in groups if group not in inside)]

    def parted(self, groups: list[list[str]], wish: Wish) -> list[list[str]]:
        """Each group that holds both statements as two: every other telling goes with the one it is more like."""
        out: list[list[str]] = []
        for group in groups:
            if wish.left in group and wish.right in group:
                left = [n for n in group if n == wish.left or self._nearer(n, wish)]
                out += [left, [name for name in group if name not in left]]
            else:
                out.append(group)
        return out

    def _nearer(self, name: str, wish: Wish) -> bool:
        return name != wish.right and self._score(name, wish.left) >= self._score(name, wish.right)

    def _score(self, one: str, other: str) -> float:
        low, high = sorted((self.place[one], self.place[other]))
        return self.near[low, high].score if (low, high) in self.near else 0.0

    def groups(self, wanted: Sequence[Sequence[str]]) -> tuple[UtteranceGroup, ...]:
        """The records of these groups of statement ids, in the order of ``riwaya.link``."""
        places = [sorted(self.place[name] for name in group) for group in wanted]
        denied = denials(places, self.found, self.meanings)
        records = [
            utterance_group(
                in_time((self.found[i] for i in group), self.dated),
                [self.found[i] for i in against],
                links=[self.near[pair] for pair in combinations(group, 2) if pair in self.near],
                found=self.found,
                dated=self.dated,
                positions=self.positions,
            )
            for group, against in zip(places, denied, strict=True)
        ]
        turn = {telling.statement.id: i for i, telling in enumerate(in_time(self.found, self.dated))}
        return tuple(sorted(records, key=lambda group: (-len(group.outlets), turn[group.earliest], group.id)))
