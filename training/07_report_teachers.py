"""Step 7: fine-tune a teacher on the annotated articles: what is a report, its cue and its source.

The third one goes on from the second, with what both say of sentences that nobody annotated.
"""

import argparse

import torch

from riwaya.weights.pieces import Pieces
from training import reports, silver
from training.encoder import like
from training.settings import CONFIG, work
from training.vocabulary import read

SETTINGS = CONFIG["reports"]


def main() -> None:
    """Write reports-NAME.pt after each epoch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=list(SETTINGS["teachers"]))
    name = parser.parse_args().name
    settings = SETTINGS["teachers"][name]
    pieces = Pieces(read("vocabulary.tsv"))
    state = torch.load(work(f"{settings['start']}.pt"), weights_only=True)
    model = like(state, layers=settings["layers"], labels=len(reports.LABELS), dropout=SETTINGS["dropout"])
    some = reports.examples(reports.annotated(), pieces, cut=settings["cut"], width=SETTINGS["width"])
    some = some * settings.get("gold", 1) + silver.load_all(settings.get("silver", ()))
    reports.teach(model, some, pieces, f"reports-{name}", settings)


if __name__ == "__main__":
    main()
