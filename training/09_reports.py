"""Step 9: learn from the annotated articles and from what the teachers say of others; score, export and pack."""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch

from riwaya.weights.archive import Archive
from riwaya.weights.pieces import Pieces
from riwaya.weights.reports import Part, Reporter
from training import graph, learn, narrowing, packing, reports, silver
from training.encoder import Encoder, like
from training.reports import FILE, LABELS, Annotated, annotated, hints
from training.settings import CONFIG, sha256, work
from training.vocabulary import read

VERSION = "3"
#: Content counts as found when it shares so much of its words with the annotated one, of what both cover.
ALIKE = 0.5
SETTINGS = CONFIG["reports"]
LICENCES = packing.LICENCES | {"annotations": packing.ANNOTATIONS}


def main() -> None:
    """Write reports-NAME.pt, but for what is a teacher already, and reports-NAME.zip into src/riwaya/weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=list(SETTINGS["models"]))
    parser.add_argument("--pack", action="store_true", help="pack what was learnt before")
    asked = parser.parse_args()
    settings = SETTINGS["models"][asked.name]
    articles = annotated()
    if "stages" in settings and not asked.pack:
        learnt(settings, articles)
    ranges = peaks(settings, articles)
    pack(asked.name, {}, articles, ranges)
    reporter = Reporter(Archive(f"reports-{asked.name}"))
    parts = ("development", "test")
    scores = {part: reached(reporter, [each for each in articles if each.part == part]) for part in parts}
    print(json.dumps(scores))
    path = pack(asked.name, scores, articles, ranges)
    print(path.name, f"{path.stat().st_size / 1e6:.1f} MB")


def learnt(settings: dict[str, Any], articles: Sequence[Annotated]) -> None:
    """Go on from a tagger of names with annotated and silver sentences, stage by stage, and write the weights.

    A stage with ``narrow`` first takes out what the silver would miss least.
    """
    pieces = Pieces(read("vocabulary.tsv"))
    gold = reports.examples(articles, pieces, cut="sentences", width=SETTINGS["width"])
    start = settings["start"]
    for stage in settings["stages"]:
        told = silver.load_all(stage["silver"])
        model = encoder(settings, start)
        if "narrow" in stage:
            model = narrowing.narrowed(model, told, pieces, stage["narrow"], width=SETTINGS["width"])
        reports.teach(model, gold * SETTINGS["gold"] + told, pieces, settings["weights"], stage)
        start = settings["weights"]


def encoder(settings: dict[str, Any], weights: str) -> Encoder:
    """The student with the weights of a scratch file."""
    state = torch.load(work(f"{weights}.pt"), weights_only=True)
    return like(state, layers=settings["layers"], whole=settings["whole"], labels=len(LABELS))


def reached(reporter: Reporter, articles: Sequence[Annotated]) -> dict[str, float]:
    """Precision, recall and F1 of content through the runtime that ships, sentence by sentence."""
    right = found = wanted = 0
    for article in articles:
        for first, stop in article.sentences:
            gold = list(contents(article.tags[first:stop]))
            seen = [part for part in reporter.parts(article.words[first:stop]) if part.kind == "CONTENT"]
            seen = [part for part in seen if part.score >= reporter.likely]
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


def pack(name: str, scores: dict[str, Any], articles: Sequence[Annotated], ranges: graph.Peaks) -> Path:
    """Write the archive."""
    settings = SETTINGS["models"][name]
    return packing.pack(
        f"reports-{name}",
        settings["weights"],
        card(name, scores, articles),
        layers=settings["layers"],
        whole=settings["whole"],
        peaks=ranges,
    )


def peaks(settings: dict[str, Any], articles: Sequence[Annotated]) -> graph.Peaks:
    """The ranges of the student's activations over the first sentences that it learnt from."""
    pieces, width = Pieces(read("vocabulary.tsv")), SETTINGS["width"]
    some = reports.examples(articles, pieces, cut="sentences", width=width)[: SETTINGS["calibrated"]]
    return learn.peaks(encoder(settings, settings["weights"]).eval(), some, pieces, width=width)


def card(name: str, scores: dict[str, Any], articles: Sequence[Annotated]) -> dict[str, Any]:
    """What a reader of the archive has to know, and the words that open a sentence to the model."""
    learnt_from = reports.learnt_from(articles)
    return {
        "name": f"reports-{name}",
        "version": VERSION,
        "labels": LABELS,
        "likely": SETTINGS["models"][name]["likely"],
        "scores": {"content, half of the words shared": scores},
        "licences": LICENCES,
        "data": {FILE.name: sha256(FILE), reports.CORPUS.name: sha256(reports.CORPUS)},
        "articles": len(learnt_from),
        "config": SETTINGS,
        "hints": hints(learnt_from, least=SETTINGS["least_hint"]),
    }


if __name__ == "__main__":
    main()
