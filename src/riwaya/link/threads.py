"""Threads: stories of one matter over weeks, such as a trial's sessions or the rounds of a negotiation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from riwaya.link.cluster import average_link
from riwaya.link.features import StoryFeatures, word_vector
from riwaya.link.groups import short_id
from riwaya.link.likeness import likenesses
from riwaya.model import Story, Thread

#: Days beyond which a story is not the next one of a thread, and days after which half of a likeness is left.
WINDOW = 45.0
HALVED = 30.0
#: The least average likeness of the stories of a thread. Read off the threads of 9,395 articles of 2018: at .20 matters
#: of one field begin to come together (all rounds of a cup, all investments); no gold names threads.
LEAST = 0.25
#: Words of a story that are compared, the weightiest.
MOST = 150
#: Among more stories than this, those that a single article tells stand in no thread.
MANY = 500


def threads(stories: Sequence[Story], features: Sequence[Sequence[StoryFeatures]]) -> tuple[Thread, ...]:
    """The threads of two stories or more, by their first story; ``features`` are those of each story's articles."""
    order = sorted(range(len(stories)), key=lambda i: (stories[i].first or "9", stories[i].id))
    chosen = [i for i in order if len(stories) <= MANY or len(features[i]) > 1]
    found = likenesses([_whole(stories[i], features[i]) for i in chosen], window=WINDOW, halved=HALVED)
    alike = {(low, high): value for low, high, value in zip(*(column.tolist() for column in found), strict=True)}
    clusters = average_link(len(chosen), alike, least=LEAST)
    return tuple(_thread([stories[chosen[at]] for at in cluster]) for cluster in clusters if len(cluster) > 1)


def _whole(story: Story, features: Sequence[StoryFeatures]) -> StoryFeatures:
    """The story as one article: the words of all its articles, at the time of the first one."""
    keys, column = np.unique(np.concatenate([word_vector(each)[0] for each in features]), return_inverse=True)
    weights = np.bincount(column, np.concatenate([word_vector(each)[1] for each in features]), len(keys))
    kept = np.sort(np.argsort(-weights, kind="stable")[:MOST])
    vector = weights[kept] / max(float(np.linalg.norm(weights[kept])), 1e-9)
    words = keys[kept].astype(np.uint32).tobytes() + vector.astype(np.float32).tobytes()
    return StoryFeatures(id=story.id, published=story.first, words=words, runs=b"", beginning=b"")


def _thread(stories: Sequence[Story]) -> Thread:
    """The record of a thread; its title is that of the story most articles tell."""
    ids = tuple(story.id for story in stories)
    largest = max(stories, key=lambda story: len(story.articles))
    return Thread(
        id=short_id("t", ids),
        title=largest.title,
        stories=ids,
        first=min((story.first for story in stories if story.first), default=None),
        last=max((story.last for story in stories if story.last), default=None),
    )
