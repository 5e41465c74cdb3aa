"""Step 6: quantise a student, score it through the package's own runtime, and pack it for shipping."""

import argparse
import json
from pathlib import Path
from typing import Any

from riwaya.weights.archive import Archive
from riwaya.weights.names import Tagger
from training import corpora, packing
from training.scoring import f1
from training.settings import CONFIG, DATA, LABELS, sha256

VERSION = "3"
LICENCES = packing.LICENCES | {
    "WikiFANE Gold": "CC BY-SA 3.0 or a later version, Fahd Alotaibi and Mark Lee, University of Birmingham",
    "names": "Wikidata's transliterations (CC0), collected by Amazon (MIT)",
    "news": "unlabelled, read for distillation; no sentence of it is in the weights' archive or in this project",
}


def main() -> None:
    """Write names-NAME.zip into src/riwaya/weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=list(CONFIG["student"]["models"]))
    parser.add_argument("--student", help="scratch file of the student that ships; by default student-NAME-all")
    parser.add_argument("--twin", help="scratch file of the student that never saw the development part, to be scored")
    asked = parser.parse_args()
    scores = {}
    if asked.twin:
        pack(asked.name, asked.twin, {})
        scores = measured(asked.name, itself=asked.twin == asked.student)
        print(json.dumps(scores))
    path = pack(asked.name, asked.student or f"student-{asked.name}-all", scores)
    print(path.name, f"{path.stat().st_size / 1e6:.1f} MB")


def pack(name: str, student: str, scores: dict[str, Any]) -> Path:
    """Write the archive of one student."""
    shape = CONFIG["student"]["models"][name]
    return packing.pack(f"names-{name}", student, card(name, scores), layers=shape["layers"], whole=shape["whole"])


def card(name: str, scores: dict[str, Any]) -> dict[str, Any]:
    """What a reader of the archive has to know."""
    return {
        "name": f"names-{name}",
        "version": VERSION,
        "labels": LABELS,
        "scores": scores,
        "licences": LICENCES,
        "data": {str(path.relative_to(DATA)): sha256(path) for path in corpora.data_files()},
        "config": CONFIG,
    }


def measured(name: str, *, itself: bool) -> dict[str, Any]:
    """F1 of what ships ``itself``, or of its twin, through the runtime that ships, on sentences it never saw."""
    whose = "this one, which" if itself else "a twin that"
    tagger = Tagger(Archive(f"names-{name}"))
    _, development = corpora.development_split(corpora.anercorp())
    return {
        "model": f"{whose} never saw the last 15% of ANERcorp's training sentences",
        "f1, exact spans": {
            "ANERcorp, training part, the last 15% of its sentences": reached(tagger, development),
            "AQMAR, Wikipedia": reached(tagger, corpora.aqmar()),
        },
    }


def reached(tagger: Tagger, sentences: list[corpora.Sentence]) -> dict[str, float]:
    """F1 of PER, LOC, ORG, and of the three together."""
    found = tagger.tag([sentence.words for sentence in sentences])
    spans = ({(name.start, name.stop, name.type) for name in names} for names in found)
    return {kind: value for kind, value in f1(spans, sentences).items() if kind not in ("MISC", "micro")}


if __name__ == "__main__":
    main()
