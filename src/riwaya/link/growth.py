"""Stories that grow article by article: where a new one belongs, by the same rules as for all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from riwaya.link.copies import LEAST as COPY
from riwaya.link.copies import SHORTEST, copied, copies, worded
from riwaya.link.features import StoryFeatures, keys
from riwaya.link.likeness import FLOOR, Calendar, Words, worded_alike
from riwaya.link.stories import LEAST, stories
from riwaya.model import Evidence, Record

#: An article that resembles the new one by this much takes its story into the reckoning. Less could tip the balance of
#: a large story only.
TOUCHED = 0.15
#: Share of the new article's runs that another holds to be looked at as its copy.
SHARED = 0.1


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


def place(new: StoryFeatures, near: Sequence[StoryFeatures], story_of: Mapping[str, str]) -> Placement:
    """The place of ``new`` among ``near``: the articles from ``WINDOW`` days before it to as many after it.

    ``story_of`` gives the present story of each article by their ids; one that it leaves out is a story of its own.
    Articles of a touched story that lie outside the window need not be given: they stay where the others go.
    """
    alike = _alike(new, near)
    same = _copies(new, near)
    touched = {story_of.get(near[i].id, near[i].id) for i, score in alike.items() if score >= TOUCHED}
    touched |= {story_of.get(near[i].id, near[i].id) for i in same}
    members = [each for each in near if story_of.get(each.id, each.id) in touched]
    together = sorted([new, *members], key=lambda each: each.id)
    clusters = stories(together, copies(together))
    return Placement(
        article=new.id,
        stories=tuple(tuple(together[i].id for i in cluster) for cluster in clusters),
        copy_of=tuple(near[i].id for i in same),
        evidence=tuple(_evidence(new, near, alike, same)),
    )


def _alike(new: StoryFeatures, near: Sequence[StoryFeatures]) -> dict[int, float]:
    """Position in ``near`` → likeness in words and time, where there is any."""
    if not near:
        return {}
    scores = next(worded_alike([new], Words.of(near)))
    some = np.flatnonzero(scores >= FLOOR)
    kept = scores[some] * Calendar([*(each.when for each in near), new.when]).recency(len(near), some)
    return {i: score for i, score in zip(some.tolist(), kept.tolist(), strict=True) if score >= FLOOR}


def _copies(new: StoryFeatures, near: Sequence[StoryFeatures]) -> list[int]:
    """Positions in ``near`` of the articles that ``new`` is one text with."""
    ours = keys(new.runs)
    runs = [keys(each.runs) for each in near]
    sizes = np.array([len(each) for each in runs], np.int64)
    if len(ours) < SHORTEST or not sizes.sum():
        return []
    held = np.bincount(np.repeat(np.arange(len(near)), sizes), np.isin(np.concatenate(runs), ours), len(near))
    enough = np.flatnonzero((sizes >= SHORTEST) & (held >= SHARED * np.minimum(sizes, len(ours))))
    return [i for i in enough.tolist() if copied(new, near[i]).score >= COPY]


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
