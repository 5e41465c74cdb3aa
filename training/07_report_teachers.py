"""Step 7: fine-tune a teacher on the annotated articles: what is a report, its cue and its source."""

import argparse
import time

import torch

from riwaya.weights.pieces import Pieces
from training import learn, reports
from training.encoder import Encoder, first_layers
from training.settings import CONFIG, work
from training.vocabulary import read

SETTINGS = CONFIG["reports"]


def main() -> None:
    """Write reports-NAME.pt after each epoch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=list(SETTINGS["teachers"]))
    name = parser.parse_args().name
    settings = SETTINGS["teachers"][name]
    vocabulary = read("vocabulary.tsv")
    pieces, started = Pieces(vocabulary), time.monotonic()
    model = Encoder(len(vocabulary), settings["layers"], dropout=SETTINGS["dropout"], labels=len(reports.LABELS))
    state = first_layers(torch.load(work(f"{settings['start']}.pt"), weights_only=True), settings["layers"])
    # the head starts anew
    model.load_state_dict({key: value for key, value in state.items() if not key.startswith("head")}, strict=False)

    def report(epoch: int) -> None:
        print(name, epoch, f"{time.monotonic() - started:.0f} s", flush=True)
        torch.save(model.state_dict(), work(f"reports-{name}.pt"))

    learn.train(
        model,
        reports.examples(reports.annotated(), pieces, cut=settings["cut"], width=SETTINGS["width"]),
        pieces,
        epochs=settings["epochs"],
        rate=settings["rate"],
        seed=SETTINGS["seed"],
        width=SETTINGS["width"],
        after_epoch=report,
    )


if __name__ == "__main__":
    main()
