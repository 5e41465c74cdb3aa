"""Step 5: distil the first layers of a teacher on gold and silver; then go on, with `--narrow` or `--all`.

Without `--all` the student never sees the development part: this twin is what gets scored. With `--narrow` it first
loses the heads and inner units that it would miss least; with `--all` it goes on with the development part among the
gold.
"""

import argparse
import time

import torch

from riwaya.weights.pieces import Pieces
from training import corpora, learn, narrowing, silver
from training.encoder import like
from training.settings import CONFIG, work
from training.vocabulary import read


def main() -> None:
    """Write student-NAME.pt (or student-NAME-narrow.pt, or student-NAME-all.pt)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=list(CONFIG["student"]["models"]))
    parser.add_argument("--start", help="scratch file to go on from, if not what the step before wrote")
    parts = parser.add_mutually_exclusive_group()
    parts.add_argument(
        "--narrow",
        dest="part",
        action="store_const",
        const="narrow",
        default="distil",
        help="take out what matters least",
    )
    parts.add_argument("--all", dest="part", action="store_const", const="polish", help="polish the twin on everything")
    asked = parser.parse_args()
    sentences = corpora.anercorp()
    train_part, development = corpora.development_split(sentences)
    settings = CONFIG["student"] | CONFIG["student"]["models"][asked.name]
    start, written = files(asked.name)[asked.part]
    state = torch.load(work(f"{asked.start or start}.pt"), weights_only=True)
    model = like(state, layers=settings["layers"], whole=settings["whole"], dropout=settings["dropout"])
    gold = [learn.gold(sentence) for sentence in (sentences if asked.part == "polish" else train_part)]
    told = silver.load("silver.pt", *settings[asked.part]["silver"])
    pieces, started = Pieces(read("vocabulary.tsv")), time.monotonic()
    if asked.part == "narrow":
        model = narrowing.narrowed(model, told, pieces, settings["narrow"])

    def report(epoch: int) -> None:
        found = learn.probabilities([model], [sentence.words for sentence in development], pieces)
        print(asked.name, epoch, f"{time.monotonic() - started:.0f} s", learn.score(found, development))
        torch.save(model.state_dict(), work(f"{written}.pt"))

    learn.train(
        model,
        gold * settings[asked.part]["gold"] + told,
        pieces,
        epochs=settings[asked.part]["epochs"],
        rate=settings[asked.part]["rate"],
        seed=settings["seed"],
        after_epoch=report,
    )


def files(name: str) -> dict[str, tuple[str, str]]:
    """For each part of the way the scratch files that it starts from and that it writes."""
    twin = f"student-{name}"
    return {
        "distil": (CONFIG["student"]["start"], twin),
        "narrow": (twin, f"{twin}-narrow"),
        "polish": (twin, f"{twin}-all"),
    }


if __name__ == "__main__":
    main()
