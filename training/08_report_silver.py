"""Step 8: sentences of articles that nobody annotated, with the mean of the teachers' probabilities.

Only such sentences as the reader is given at run time: with a word that reports, or a quotation.
"""

import torch

from riwaya.weights.pieces import Pieces
from training import learn, reports, silver
from training.encoder import Encoder
from training.settings import CONFIG, work
from training.vocabulary import read

SETTINGS = CONFIG["reports"]


def main() -> None:
    """Write reports-silver.pt."""
    hints = set(reports.hints(reports.learnt_from(reports.annotated()), least=SETTINGS["least_hint"]))
    settings = SETTINGS["silver"]
    drawn = reports.unlabelled(settings["articles"], settings["seed"])
    sentences = [words for words in drawn if reports.opens(words, hints, least_quoted=settings["least_quoted"])]
    print(len(sentences), "sentences", flush=True)
    models = [teacher(name) for name in SETTINGS["teachers"]]
    found = learn.probabilities(models, sentences, Pieces(read("vocabulary.tsv")), width=SETTINGS["width"])
    silver.save(list(zip(sentences, found, strict=True)), "reports-silver.pt")


def teacher(name: str) -> Encoder:
    """What step 7 wrote."""
    state = torch.load(work(f"reports-{name}.pt"), weights_only=True)
    model = Encoder(len(state["pieces.weight"]), SETTINGS["teachers"][name]["layers"], labels=len(reports.LABELS))
    model.load_state_dict(state)
    return model.eval()


if __name__ == "__main__":
    main()
