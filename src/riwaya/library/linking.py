"""Articles that wait, put into stories: each where it belongs among the articles of its days, many of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from riwaya.library.judging import corrected, wishes
from riwaya.library.meanings import encoder
from riwaya.link import tell
from riwaya.link.copies import copies, worded
from riwaya.link.dates import days_apart
from riwaya.link.features import StoryFeatures, features
from riwaya.link.growth import place
from riwaya.link.likeness import WINDOW
from riwaya.link.stories import stories
from riwaya.link.utterances import spoken
from riwaya.link.wishes import Wish, granted
from riwaya.model import Article
from riwaya.store import Library, articles, growing, judgements, links, statements
from riwaya.store.articles import ChangedMeanwhileError
from riwaya.store.nearest import vectors_of

#: From so many on, articles that wait are put into stories all at once (25,000 take a minute); fewer are placed one by
#: one (a twentieth of a second each).
MANY = 50
#: Articles whose stories are told and kept in one go: work that is lost when the program is stopped.
ROUND = 200
#: Articles read in one go when what linking keeps of them is made.
READ = 200
#: Attempts when other programs write to the same articles.
ATTEMPTS = 20


def link(library: Library, *, version: str) -> Iterator[tuple[int, int]]:
    """Put the articles that wait into stories; after each round, how many are linked and how many still wait.

    ``version`` is kept with the stories. It can be stopped and run again: what is linked no longer waits.
    """
    failed = 0
    while waiting := links.waiting(library, most=links.how_many_wait(library)):
        try:
            yield from _rounds(library, waiting, version)
        except ChangedMeanwhileError:
            failed += 1
            if failed == ATTEMPTS:
                raise


def _rounds(library: Library, waiting: Sequence[links.Waiting], version: str) -> Iterator[tuple[int, int]]:
    """One pass over what waits now; raises ``ChangedMeanwhileError`` where another program came in between."""
    new = {each.id for each in waiting}
    for clusters in _together(_plan(library, waiting, version), most=ROUND):
        held = links.round_of(library, [number for cluster in clusters for number in cluster.numbers])
        names = [name for cluster in clusters for name in cluster.names]
        if set(held.articles) != set(names):
            raise ChangedMeanwhileError("stories")
        read = articles.load(library, names)
        said = judgements.judgements(library, names)
        _remember(library, read)
        told = {article.id: article for article in corrected(read, said)}
        found = tell(
            [([told[name] for name in each.names], each.features) for each in clusters],
            encoder=encoder(),
            wishes=wishes(read, said),
        )
        links.keep(library, list(found), held, link_version=version)
        yield len(new.intersection(names)), links.how_many_wait(library)


class _Cluster(NamedTuple):
    """The articles of a story to be: numbers, ids, features, and the numbers of the stories they are in so far."""

    numbers: tuple[int, ...]
    names: tuple[str, ...]
    features: tuple[StoryFeatures, ...]
    before: frozenset[int]


class _Known(NamedTuple):
    """An article of the plan: its number, its features, and the number of the story it is in so far."""

    number: int
    features: StoryFeatures
    story: int | None


def _plan(library: Library, waiting: Sequence[links.Waiting], version: str) -> list[_Cluster]:
    """The stories that change: those of the articles that wait, and those that these take articles from."""
    wished = wishes((), judgements.judgements(library)).articles
    known = _known(library, waiting, wished, version)
    new = sorted((each.id for each in waiting), key=lambda name: (known[name].features.published or "9", name))
    clusters = _at_once(known, wished) if len(new) > MANY else _one_by_one(known, new, wished)
    return [_cluster(known, cluster) for cluster in _changed(known, clusters, set(new))]


def _known(
    library: Library, waiting: Sequence[links.Waiting], wished: Iterable[Wish], version: str
) -> dict[str, _Known]:
    """By id: the articles that wait, those of the days around them, and all of the stories of these and of wishes."""
    new = [each.number for each in waiting]
    around = set(growing.numbers_between(library, *_days([each.day for each in waiting])))
    around |= growing.numbers_with(library, {name for wish in wished for name in (wish.left, wish.right)})
    found = growing.kept(library, around.difference(new), link_version=version)
    missing = around.union(new).difference(number for number, _, _ in found)
    _make(library, sorted(missing), version)
    found += growing.kept(library, missing, link_version=version)
    known = [_Known(number, StoryFeatures.from_bytes(data), story) for number, story, data in found]
    return {each.features.id: each for each in known}


def _days(days: Iterable[str | None]) -> tuple[str | None, str | None]:
    """The first and the last day that may matter to articles of these days; none where one is not certain."""
    held = list(days)
    whole = [date.fromisoformat(day) for day in held if day is not None and len(day) == len("2031-05-04")]
    if len(whole) < len(held):
        return None, None
    around = timedelta(days=WINDOW + 1)  # a day's hours in other zones
    return str(min(whole) - around), str(max(whole) + around)


def _make(library: Library, numbers: Sequence[int], version: str) -> None:
    """Keep of these articles what they are placed by."""
    names = growing.names(library, numbers)
    for start in range(0, len(numbers), READ):
        some = numbers[start : start + READ]
        read = {article.id: article for article in articles.load(library, [names[number] for number in some])}
        made = {number: features(read[names[number]]).to_bytes() for number in some if names[number] in read}
        growing.keep_features(library, made, link_version=version)


def _at_once(known: Mapping[str, _Known], wished: Sequence[Wish]) -> list[list[str]]:
    """The stories of all of them, found together."""
    names = sorted(known)
    found = [known[name].features for name in names]
    at = {name: i for i, name in enumerate(names)}
    clusters = granted(stories(found, copies(found)), wished, at, lambda one, other: worded(found[one], found[other]))
    return [[names[i] for i in cluster] for cluster in clusters]


def _one_by_one(known: Mapping[str, _Known], new: Sequence[str], wished: Sequence[Wish]) -> list[list[str]]:
    """The stories that hold, held or lose one of the new ones, after these have come one after the other.

    The oldest news come first.
    """
    story_of = {name: str(each.story) for name, each in known.items() if each.story is not None and name not in new}
    touched = {str(known[name].story) for name in new}
    for name in new:
        placed = place(known[name].features, _near(known, name, story_of, wished), story_of, wishes=wished)
        for number, story in enumerate(placed.stories):
            touched.add(f"{name} {number}")
            story_of |= dict.fromkeys(story, f"{name} {number}")
    out: dict[str, list[str]] = {}
    for name in sorted(name for name, story in story_of.items() if story in touched):
        out.setdefault(story_of[name], []).append(name)
    return list(out.values())


def _near(
    known: Mapping[str, _Known], new: str, story_of: Mapping[str, str], wished: Sequence[Wish]
) -> list[StoryFeatures]:
    """The articles that were there before: those of the days around the new one, with all others of their stories."""
    if len(known) == len(story_of) + 1:  # nothing else waits: what is known was looked up around this one
        return [known[name].features for name in story_of]
    when = known[new].features.when
    asked = {name for wish in wished if new in (wish.left, wish.right) for name in (wish.left, wish.right)}
    inside = {
        story
        for name, story in story_of.items()
        if name in asked or (days_apart(known[name].features.when, when) or 0.0) <= WINDOW
    }
    return [known[name].features for name, story in story_of.items() if story in inside]


def _changed(known: Mapping[str, _Known], clusters: Sequence[list[str]], new: set[str]) -> list[list[str]]:
    """The clusters that are not just a story as it is, with those that hold what is left of a changed one."""
    before: dict[int | None, set[str]] = {known[name].story: set() for cluster in clusters for name in cluster}
    for name, each in known.items():
        if each.story in before:
            before[each.story].add(name)
    return [
        cluster
        for cluster in clusters
        if known[cluster[0]].story is None or before[known[cluster[0]].story] != set(cluster) or new & set(cluster)
    ]


def _cluster(known: Mapping[str, _Known], names: Sequence[str]) -> _Cluster:
    held = [known[name] for name in names]
    return _Cluster(
        numbers=tuple(each.number for each in held),
        names=tuple(names),
        features=tuple(each.features for each in held),
        before=frozenset(each.story for each in held if each.story is not None),
    )


def _together(clusters: Sequence[_Cluster], *, most: int) -> Iterator[list[_Cluster]]:
    """The clusters a round at a time; those that share a story as it was are kept in one."""
    batch: list[_Cluster] = []
    for group in _connected(clusters):
        batch += group
        if sum(len(each.names) for each in batch) >= most:
            yield batch
            batch = []
    if batch:
        yield batch


def _connected(clusters: Sequence[_Cluster]) -> list[list[_Cluster]]:
    """The clusters by common stories, in the order of their first articles."""
    groups: list[list[_Cluster]] = []
    of_story: dict[int, int] = {}
    for cluster in clusters:
        met = sorted({of_story[story] for story in cluster.before if story in of_story})
        home = met[0] if met else len(groups)
        if not met:
            groups.append([])
        for other in met[1:]:
            groups[home] += groups[other]
            groups[other] = []
        groups[home].append(cluster)
        of_story |= {story: home for each in groups[home] for story in each.before}
    return [group for group in groups if group]


def _remember(library: Library, found: Sequence[Article]) -> None:
    """Take the vectors that the library keeps of these articles' statements: linking need not encode them again."""
    texts = {each.id: spoken(article, each) for article in found for each in article.statements}
    numbers = statements.numbers(library, [article.id for article in found])
    vectors = vectors_of(library, "statement_vectors", numbers)
    encoder().learn({texts[name]: vectors[n] for n, name in numbers.items() if n in vectors and name in texts})
