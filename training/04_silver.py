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
from training.encoder import like
from training.names import Names
from training.settings import CONFIG, LABELS, work
from training.vocabulary import read


def main() -> None:
    """Write silver.pt: words, lengths and probabilities of all sentences, end to end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("teachers", nargs="+", help="scratch files, for example teacher-2 teacher-3")
    asked = parser.parse_args()
    models = [like(torch.load(work(f"{name}.pt"), weights_only=True)).eval() for name in asked.teachers]
    pieces = Pieces(read("vocabulary.tsv"))
    sentences = chosen()
    found = learn.probabilities(models, sentences, pieces)
    renamed = list(with_other_names(sentences, found))
    print(f"{len(sentences)} sentences, {len(renamed)} of them once more with other names")
    told = [*zip(sentences, found, strict=True), *renamed]
    random.Random(CONFIG["silver"]["seed"]).shuffle(told)  # any share of it is like the whole
    silver.save(told, "silver.pt")


def chosen() -> list[list[str]]:
    """As many sentences as configured, drawn from all news sentences of fit length."""
    settings = CONFIG["silver"]
    fit = [words for words in corpora.news() if settings["least_words"] <= len(words) <= settings["most_words"]]
    return random.Random(settings["seed"]).sample(fit, settings["sentences"])


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
