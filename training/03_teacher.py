"""Step 3: warm the whole encoder up on WikiFANE, then fine-tune it on ANERcorp, one model a seed.

WikiFANE's annotators drew other borders and told fifty kinds apart: its labels have a head of their own, which is left
behind. The development part of ANERcorp is left out.
"""

import argparse
import time

import torch

from riwaya.weights.pieces import Pieces
from training import corpora, learn
from training.encoder import Encoder, State, like
from training.settings import CONFIG, LABELS, work
from training.vocabulary import read

SETTINGS = CONFIG["teacher"]


def main() -> None:
    """Write warm.pt, if it is not there yet, and teacher-SEED.pt for every seed asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=SETTINGS["seeds"])
    asked = parser.parse_args()
    if not work("warm.pt").exists():
        torch.save(warmed(), work("warm.pt"))
    for seed in asked.seeds:
        torch.save(teacher(seed).state_dict(), work(f"teacher-{seed}.pt"))


def warmed() -> State:
    """The weights after WikiFANE, without its head."""
    sentences = corpora.wikifane()
    labels = ["O", *sorted({tag for sentence in sentences for tag in sentence.tags} - {"O"})]
    vocabulary = read("vocabulary.tsv")
    settings = SETTINGS["warm"]
    torch.manual_seed(settings["seed"])
    model = Encoder(len(vocabulary), 12, labels=len(labels))
    model.load_state_dict(torch.load(work("pruned.pt"), weights_only=True), strict=False)
    learn.train(
        model,
        [learn.gold(sentence, labels) for sentence in sentences],
        Pieces(vocabulary),
        epochs=settings["epochs"],
        rate=settings["rate"],
        seed=settings["seed"],
    )
    return {name: tensor for name, tensor in model.state_dict().items() if not name.startswith("head")}


def teacher(seed: int) -> Encoder:
    """One fine-tuned model; its score on the development part is printed after each epoch."""
    sentences, development = corpora.development_split(corpora.anercorp())
    pieces = Pieces(read("vocabulary.tsv"))
    torch.manual_seed(seed)
    model = like(torch.load(work("warm.pt"), weights_only=True), labels=len(LABELS), dropout=SETTINGS["dropout"])
    started = time.monotonic()

    def report(epoch: int) -> None:
        found = learn.probabilities([model], [sentence.words for sentence in development], pieces)
        print(seed, epoch, f"{time.monotonic() - started:.0f} s", learn.score(found, development))

    examples = [learn.gold(sentence) for sentence in sentences]
    learn.train(
        model, examples, pieces, epochs=SETTINGS["epochs"], rate=SETTINGS["rate"], seed=seed, after_epoch=report
    )
    return model


if __name__ == "__main__":
    main()
