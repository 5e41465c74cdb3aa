"""Stories that grow article by article: where a new one belongs, by the same rules as for all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from riwaya.link.copies import LEAST as COPY
from riwaya.link.copies import copied, copies, worded
from riwaya.link.features import StoryFeatures
from riwaya.link.likeness import FLOOR, Calendar, Floats, Words, worded_alike
from riwaya.link.stories import LEAST, stories
from riwaya.link.wishes import Wish, granted
from riwaya.model import Evidence, Record

#: An article that resembles the new one by this much takes its story into the reckoning. Less could tip the balance of
#: a large story only.
TOUCHED = 0.2
#: The likeness in words from which an article is looked at as a copy.
MAYBE_COPY = 0.3


class Placement(Record, frozen=True):
    """Where a new article belongs.

    ``stories`` are the stories that it touches as they are now, one of which holds it: each the ids of its articles.
    Where it joins nothing, that is the article alone; where it joins two stories into one, or parts one, these stand
    here anew. ``copy_of`` are the articles that it is one text with. ``evidence`` says why, the nearest first.
    """

    article: str
    stories: tuple[tuple[str, ...], ...]
    copy_of: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def story(self) -> tuple[str, ...]:
        """The ids of the articles of the new one's story."""
        return next(story for story in self.stories if self.article in story)


def place(
    new: StoryFeatures, near: Sequence[StoryFeatures], story_of: Mapping[str, str], *, wishes: Sequence[Wish] = ()
) -> Placement:
    """The place of ``new`` among ``near``: the articles from ``WINDOW`` days before it to as many after it.

    ``story_of`` gives the present story of each article by their ids; one that it leaves out is a story of its own.
    Articles of a touched story that lie outside the window need not be given: they stay where the others go.
    ``wishes`` about articles are obeyed.
    """
    words = worded_alike(new, Words.of(near)) if near else np.zeros(0, np.float32)
    alike = _alike(new, near, words)
    same = [i for i in np.flatnonzero(words >= MAYBE_COPY).tolist() if copied(new, near[i]).score >= COPY]
    touched = {story_of.get(near[i].id, near[i].id) for i, score in alike.items() if score >= TOUCHED}
    touched |= {story_of.get(near[i].id, near[i].id) for i in same}
    touched |= {story_of.get(id_, id_) for wish in wishes if wish.together for id_ in _other(wish, new.id)}
    members = [each for each in near if story_of.get(each.id, each.id) in touched]
    together = sorted([new, *members], key=lambda each: each.id)
    at = {each.id: i for i, each in enumerate(together)}
    clusters = granted(
        stories(together, copies(together)), wishes, at, lambda one, other: worded(together[one], together[other])
    )
    return Placement(
        article=new.id,
        stories=tuple(tuple(together[i].id for i in cluster) for cluster in clusters),
        copy_of=tuple(sorted(near[i].id for i in same)),
        evidence=tuple(_evidence(new, near, alike, same)),
    )


def _other(wish: Wish, id: str) -> set[str]:
    """The other one of two, of which one is ``id``."""
    both = {wish.left, wish.right}
    return both - {id} if id in both else set()


def _alike(new: StoryFeatures, near: Sequence[StoryFeatures], words: Floats) -> dict[int, float]:
    """Position in ``near`` → likeness in words and time, where there is any."""
    some = np.flatnonzero(words >= FLOOR)
    times = [near[i].when for i in some.tolist()]
    kept = words[some] * Calendar([*times, new.when]).recency(np.full(len(some), len(some)), np.arange(len(some)))
    return {i: score for i, score in zip(some.tolist(), kept.tolist(), strict=True) if score >= FLOOR}


def _evidence(
    new: StoryFeatures, near: Sequence[StoryFeatures], alike: Mapping[int, float], same: Iterable[int]
) -> list[Evidence]:
    """Why: for each copy its signs, for each article alike enough to begin a story its words and what time leaves."""
    out = []
    for i in same:
        found = copied(new, near[i])
        out.append(Evidence(left=near[i].id, right=new.id, score=round(found.score, 4), parts=found.parts))
    for i, score in alike.items():
        if score >= LEAST:
            words = worded(new, near[i])
            parts = {"worded": round(words, 3), "recency": round(score / words, 3)}
            out.append(Evidence(left=near[i].id, right=new.id, score=round(score, 4), parts=parts))
    return sorted(out, key=lambda each: (-each.score, each.left))
