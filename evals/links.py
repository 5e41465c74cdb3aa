"""Scores stories and copies on articles of the ANT corpus, which is read where it is and never copied.

The gold holds ids only: the stories of two days of May 2018 (reference gold) and of March 2018 (labelled by a language
model that read title and opening of each), and 150 pairs of articles that are one text or are not, drawn by the share
of their three-word runs and labelled the same way; pairs on which readers would differ were left out.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from evals.gold import OWN, SHARED
from riwaya import ingest
from riwaya.annotate import annotate
from riwaya.link.copies import copies
from riwaya.link.features import StoryFeatures, features
from riwaya.link.stories import stories
from riwaya.model import Article

CORPUS = SHARED / "data" / "ant-2018-02-to-07.jsonl.gz"
WINDOWS = {
    "stories-2018-05": SHARED / "gold" / "stories" / "2018-05-11.tsv",
    "stories-2018-03": OWN / "links" / "stories-2018-03-14.tsv",
}
PAIRS = OWN / "links" / "copies.tsv"


class Measured(NamedTuple):
    """One set, the hash of its gold and its figures."""

    name: str
    digest: str
    figures: dict[str, float]


def present() -> bool:
    """True where the corpus and the reference gold are on this machine."""
    return CORPUS.exists() and all(path.exists() for path in WINDOWS.values())


def measure() -> list[Measured]:
    """The figures of both windows of stories and of the pairs of copies."""
    windows = {name: dict(_rows(path)) for name, path in WINDOWS.items()}
    pairs = [(left, right, label == "1") for left, right, label in _rows(PAIRS)]
    wanted = {id_ for gold in windows.values() for id_ in gold} | {id_ for pair in pairs for id_ in pair[:2]}
    found = _features(wanted)
    out = [Measured(n, _hash(WINDOWS[n]), b_cubed(gold, told(gold, found))) for n, gold in windows.items()]
    return [*out, Measured("copies", _hash(PAIRS), _copies(pairs, found))]


def told(ids: Collection[str], found: Mapping[str, StoryFeatures]) -> dict[str, int]:
    """Article → number of the story that the program puts it into, with the articles ``ids`` alone at hand."""
    rows = [found[id_] for id_ in sorted(ids)]
    clusters = stories(rows, copies(rows))
    return {rows[i].id: number for number, cluster in enumerate(clusters) for i in cluster}


def b_cubed(gold: Mapping[str, str], system: Mapping[str, int]) -> dict[str, float]:
    """B-cubed precision, recall and F1 of ``system``, which places every article of ``gold``.

    >>> b_cubed({"a": "x", "b": "x", "c": "y"}, {"a": 1, "b": 1, "c": 1})["b_cubed.precision"].__round__(3)
    0.556
    """
    both = Counter((gold[id_], system[id_]) for id_ in gold)
    wanted, got = Counter(gold.values()), Counter(system[id_] for id_ in gold)
    precision = sum(count * count / got[story] for (_, story), count in both.items()) / len(gold)
    recall = sum(count * count / wanted[story] for (story, _), count in both.items()) / len(gold)
    f1 = 2 * precision * recall / (precision + recall)
    return {"b_cubed.precision": precision, "b_cubed.recall": recall, "b_cubed.f1": f1}


def _copies(pairs: Sequence[tuple[str, str, bool]], found: Mapping[str, StoryFeatures]) -> dict[str, float]:
    """Precision and recall of the pairs that the program puts into one group."""
    rows = [found[id_] for id_ in sorted({id_ for pair in pairs for id_ in pair[:2]})]
    groups: dict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(copies(rows)):
        for i in group:
            groups[rows[i].id].add(number)
    said = [(bool(groups[left] & groups[right]), label) for left, right, label in pairs]
    hits = sum(system and label for system, label in said)
    return {
        "copies.precision": hits / max(1, sum(system for system, _ in said)),
        "copies.recall": hits / max(1, sum(label for _, label in said)),
    }


def _features(wanted: Collection[str]) -> dict[str, StoryFeatures]:
    with tempfile.TemporaryDirectory() as scratch, gzip.open(CORPUS, "rt", encoding="utf-8") as corpus:
        path = Path(scratch) / "wanted.jsonl"
        path.write_text("".join(line for line in corpus if json.loads(line)["id"] in wanted), encoding="utf-8")
        read = (each for each in ingest.read([path]) if isinstance(each, Article))
        return {each.id: features(each) for each in annotate(read)}


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:] if line]


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
