"""Step 8: sentences of articles that nobody annotated, with the mean of the teachers' probabilities.

Mostly such sentences as the reader is given at run time: with a word that reports, or a quotation.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from typing import Any

import torch

from riwaya.weights.pieces import Pieces
from training import learn, reports, silver
from training.encoder import Encoder, like
from training.settings import CONFIG, work
from training.vocabulary import read

SETTINGS = CONFIG["reports"]


def main() -> None:
    """Write reports-silver-NAME.pt."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=list(SETTINGS["silver"]))
    name = parser.parse_args().name
    settings = SETTINGS["silver"][name]
    before = silver.load_all([settings["of"]]) if "of" in settings else []
    sentences: list[Sequence[str]] = [example.words for example in before] or list(drawn(settings))
    print(len(sentences), "sentences", flush=True)
    models = [teacher(each) for each in settings["teachers"]]
    found = learn.probabilities(models, sentences, Pieces(read("vocabulary.tsv")), width=SETTINGS["width"])
    silver.save(list(zip(sentences, found, strict=True)), silver.report_file(name))


def drawn(settings: dict[str, Any]) -> Iterator[list[str]]:
    """Sentences of so many articles that open to the reader, and a share of the others."""
    hints = set(reports.hints(reports.learnt_from(reports.annotated()), least=settings["least_hint"]))
    draw = random.Random(settings["seed"])
    other = SETTINGS["silver"].get(settings.get("without"))
    left_out = reports.drawn_ids(other["articles"], other["seed"]) if other else set()
    for words in reports.unlabelled(reports.drawn_ids(settings["articles"], settings["seed"], without=left_out)):
        opens = reports.opens(words, hints, least_quoted=settings["least_quoted"])
        if opens or draw.random() < settings["others"]:
            yield words


def teacher(name: str) -> Encoder:
    """What step 7 wrote."""
    return like(torch.load(work(f"reports-{name}.pt"), weights_only=True)).eval()


if __name__ == "__main__":
    main()
