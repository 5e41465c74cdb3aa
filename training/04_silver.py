"""Step 4: sentences of unlabelled news with the teachers' probabilities, some with other names put in.

A model that has met a name in training knows it by heart; the invented and the unknown it must find by what stands
around. So in a share of the sentences the names that the teachers are sure of are written anew.
"""

import argparse
import random
from collections.abc import Iterator, Sequence

import numpy as np
import torch

from riwaya.weights.labels import best_path, spans, steps
from riwaya.weights.pieces import Pieces
from training import corpora, learn, silver
from training.encoder import Encoder, like
from training.names import Names
from training.settings import CONFIG, LABELS, work
from training.vocabulary import read


def main() -> None:
    """Write silver.pt: words, lengths and probabilities of all sentences, end to end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("teachers", nargs="+", help="scratch files, for example teacher-1")
    parser.add_argument("--round", type=int, default=1, help="another round draws other sentences")
    asked = parser.parse_args()
    models, pieces = [loaded(name) for name in asked.teachers], Pieces(read("vocabulary.tsv"))
    sentences = chosen(asked.round)
    found = learn.probabilities(models, sentences, pieces)
    renamed = list(with_other_names(sentences, found))
    print(f"{len(sentences)} sentences, {len(renamed)} of them once more with other names")
    silver.save([*zip(sentences, found, strict=True), *renamed], "silver.pt")


def loaded(name: str) -> Encoder:
    """A trained teacher or student from the scratch folder."""
    shape = CONFIG["student"]["models"].get(name.removeprefix("student-").split("-")[0], {})
    return like(torch.load(work(f"{name}.pt"), weights_only=True), whole=shape.get("whole")).eval()


def chosen(turn: int) -> list[list[str]]:
    """As many sentences as configured, drawn from all news sentences of fit length."""
    settings = CONFIG["silver"]
    fit = [words for words in corpora.news() if settings["least_words"] <= len(words) <= settings["most_words"]]
    return random.Random(settings["seed"] * turn).sample(fit, settings["sentences"][turn - 1])


def with_other_names(
    sentences: Sequence[list[str]], found: Sequence[np.ndarray]
) -> Iterator[tuple[list[str], np.ndarray]]:
    """A share of the sentences that hold names, rewritten; the probabilities follow the words."""
    draw = random.Random(CONFIG["silver"]["seed"])
    names = Names()
    allowed = steps(LABELS)
    for words, rows in zip(sentences, found, strict=True):
        if draw.random() < CONFIG["silver"]["renamed"]:
            path = best_path(np.log(rows + 1e-9), allowed)
            anew = names.rewrite(words, rows, list(spans(path, LABELS)), draw)
            if anew:
                yield anew


if __name__ == "__main__":
    main()
