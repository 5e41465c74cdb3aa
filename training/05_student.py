"""Step 5: distil the first layers of a teacher on gold and silver; then `--all` for what ships.

Without `--all` the student never sees the development part: this twin is what gets scored. With it, the twin goes on
for `polish` epochs at a low rate with the development part among the gold.
"""

import argparse
import time

import torch

from riwaya.weights.pieces import Pieces
from training import corpora, learn
from training.encoder import Encoder, first_layers
from training.settings import CONFIG, work
from training.vocabulary import read


def main() -> None:
    """Write student-NAME.pt (or student-NAME-all.pt)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=list(CONFIG["student"]["models"]))
    parser.add_argument("--start", help="scratch file whose first layers the student takes over")
    parser.add_argument("--all", action="store_true", help="polish the twin on everything")
    asked = parser.parse_args()
    sentences = corpora.anercorp()
    train_part, development = corpora.development_split(sentences)
    settings = CONFIG["student"] | CONFIG["student"]["models"][asked.name]
    vocabulary = read("vocabulary.tsv")
    model = Encoder(len(vocabulary), settings["layers"], whole=settings["whole"], dropout=settings["dropout"])
    start = f"student-{asked.name}" if asked.all else asked.start or CONFIG["student"]["start"]
    model.load_state_dict(first_layers(torch.load(work(f"{start}.pt"), weights_only=True), settings["layers"]))
    gold = [learn.gold(sentence) for sentence in (sentences if asked.all else train_part)]
    pieces, started = Pieces(vocabulary), time.monotonic()

    def report(epoch: int) -> None:
        found = learn.probabilities([model], [sentence.words for sentence in development], pieces)
        print(asked.name, epoch, f"{time.monotonic() - started:.0f} s", learn.score(found, development))
        torch.save(model.state_dict(), work(f"student-{asked.name}{'-all' if asked.all else ''}.pt"))

    part = "polish" if asked.all else "distil"
    learn.train(
        model,
        gold * settings["gold_weight"] + silver(settings[part]["silver"]),
        pieces,
        epochs=settings[part]["epochs"],
        rate=settings[part]["rate"],
        seed=settings["seed"],
        after_epoch=report,
    )


def silver(share: float) -> list[learn.Example]:
    """What step 4 wrote, or the first part of it."""
    stored = torch.load(work("silver.pt"), weights_only=True)
    examples, at = [], 0
    lengths = stored["lengths"].tolist()
    for length in lengths[: round(share * len(lengths))]:
        examples.append(learn.Example(stored["words"][at : at + length], stored["rows"][at : at + length].numpy()))
        at += length
    return examples


if __name__ == "__main__":
    main()
