"""Step 7: learn what is a report, its cue and its source from the annotated articles; score, export and pack it."""

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch

from riwaya.weights.archive import Archive
from riwaya.weights.pieces import Pieces
from riwaya.weights.reports import Part, Reporter
from training import learn, packing
from training.corpora import Sentence
from training.encoder import Encoder, first_layers
from training.reports import FILE, LABELS, Annotated, annotated, hints
from training.settings import CONFIG, DATA, sha256, work
from training.vocabulary import read

VERSION = "1"
#: Content counts as found when it shares so much of its words with the annotated one, of what both cover.
ALIKE = 0.5
SETTINGS = CONFIG["reports"]
LICENCES = packing.LICENCES | {
    "annotations": "Apache-2.0, training/reports.jsonl: offsets into articles of the ANT corpus v2.1, no text",
}


def main() -> None:
    """Write reports.pt, and reports.zip into src/riwaya/weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", action="store_true", help="pack what was learnt before")
    asked = parser.parse_args()
    articles = annotated()
    if not asked.pack:
        learnt(articles)
    pack({}, articles)
    scores = {part: reached([each for each in articles if each.part == part]) for part in ("development", "test")}
    print(json.dumps(scores))
    path = pack(scores, articles)
    print(path.name, f"{path.stat().st_size / 1e6:.1f} MB")


def learnt(articles: Sequence[Annotated]) -> None:
    """Train on the part that is for it, and write the weights after each epoch."""
    vocabulary = read("vocabulary.tsv")
    pieces, started = Pieces(vocabulary), time.monotonic()
    model = Encoder(
        len(vocabulary),
        SETTINGS["layers"],
        whole=SETTINGS["whole"],
        dropout=SETTINGS["dropout"],
        labels=len(LABELS),
    )
    state = first_layers(torch.load(work(f"{SETTINGS['start']}.pt"), weights_only=True), SETTINGS["layers"])
    model.load_state_dict({name: tensor for name, tensor in state.items() if not name.startswith("head")}, strict=False)
    examples = [
        learn.gold(sentence, LABELS)
        for article in articles
        if article.part == "train"
        for sentence in runs(article, pieces)
    ]

    def report(epoch: int) -> None:
        print(epoch, f"{time.monotonic() - started:.0f} s", flush=True)
        torch.save(model.state_dict(), work("reports.pt"))

    learn.train(
        model,
        examples,
        pieces,
        epochs=SETTINGS["epochs"],
        rate=SETTINGS["rate"],
        seed=SETTINGS["seed"],
        width=SETTINGS["width"],
        after_epoch=report,
    )


def runs(article: Annotated, pieces: Pieces) -> Iterator[Sentence]:
    """The article as runs of whole sentences that fit a row: a report may be told over several."""
    begin, room = 0, 0
    for first, stop in article.sentences:
        length = sum(len(pieces.split(word)) for word in article.words[first:stop])
        if room + length > SETTINGS["width"] - 2 and first > begin:
            yield Sentence(article.words[begin:first], article.tags[begin:first])
            begin, room = first, 0
        room += length
    if begin < len(article.words):
        yield Sentence(article.words[begin:], article.tags[begin:])


def reached(articles: Sequence[Annotated]) -> dict[str, float]:
    """Precision, recall and F1 of content through the runtime that ships, sentence by sentence."""
    reporter = Reporter(Archive("reports"))
    right = found = wanted = 0
    for article in articles:
        for first, stop in article.sentences:
            gold = list(contents(article.tags[first:stop]))
            seen = [part for part in reporter.parts(article.words[first:stop]) if part.kind == "CONTENT"]
            seen = [part for part in seen if part.score >= SETTINGS["likely"]]
            right += sum(any(alike(part, span) for part in seen) for span in gold)
            found, wanted = found + len(seen), wanted + len(gold)
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"articles": len(articles), "precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


def contents(tags: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The ranges of words that are content."""
    starts = [at for at, tag in enumerate(tags) if tag.endswith("CONTENT") and (tag[0] == "B" or at == 0)]
    for start in starts:
        stop = start + 1
        while stop < len(tags) and tags[stop] == "I-CONTENT":
            stop += 1
        yield start, stop


def alike(part: Part, span: tuple[int, int]) -> bool:
    """Do they share half of the words that both cover?"""
    shared = min(part.stop, span[1]) - max(part.start, span[0])
    return shared >= ALIKE * (max(part.stop, span[1]) - min(part.start, span[0]))


def pack(scores: dict[str, Any], articles: Sequence[Annotated]) -> Path:
    """Write the archive."""
    return packing.pack(
        "reports", "reports", card(scores, articles), layers=SETTINGS["layers"], whole=SETTINGS["whole"]
    )


def card(scores: dict[str, Any], articles: Sequence[Annotated]) -> dict[str, Any]:
    """What a reader of the archive has to know, and the words that open a sentence to the model."""
    learnt_from = [article for article in articles if article.part == "train"]
    return {
        "name": "reports",
        "version": VERSION,
        "labels": LABELS,
        "scores": {"content, half of the words shared": scores},
        "licences": LICENCES,
        "data": {FILE.name: sha256(FILE), "ant-2018-02-to-07.jsonl.gz": sha256(DATA / "ant-2018-02-to-07.jsonl.gz")},
        "articles": len(learnt_from),
        "config": SETTINGS,
        "hints": hints(learnt_from, least=SETTINGS["least_hint"]),
    }


if __name__ == "__main__":
    main()
