"""Step 3: fine-tune the whole encoder on ANERcorp, one model a seed; the development part is left out."""

import argparse
import time

import torch

from riwaya.weights.pieces import Pieces
from training import corpora, learn
from training.encoder import Encoder
from training.settings import CONFIG, work
from training.vocabulary import read


def main() -> None:
    """Write teacher-SEED.pt for every seed asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=CONFIG["teacher"]["seeds"])
    asked = parser.parse_args()
    for seed in asked.seeds:
        torch.save(teacher(seed).state_dict(), work(f"teacher-{seed}.pt"))


def teacher(seed: int) -> Encoder:
    """One fine-tuned model; its score on the development part is printed after each epoch."""
    sentences, development = corpora.development_split(corpora.anercorp())
    vocabulary = read("vocabulary.tsv")
    pieces = Pieces(vocabulary)
    torch.manual_seed(seed)
    model = Encoder(len(vocabulary), 12)
    model.load_state_dict(torch.load(work("pruned.pt"), weights_only=True), strict=False)
    started = time.monotonic()

    def report(epoch: int) -> None:
        found = learn.probabilities([model], [sentence.words for sentence in development], pieces)
        print(seed, epoch, f"{time.monotonic() - started:.0f} s", learn.score(found, development))

    examples = [learn.gold(sentence) for sentence in sentences]
    settings = CONFIG["teacher"]
    learn.train(
        model, examples, pieces, epochs=settings["epochs"], rate=settings["rate"], seed=seed, after_epoch=report
    )
    return model


if __name__ == "__main__":
    main()
