"""A model as it ships: a zip of the network, its vocabulary and a card that says what it was made from."""

import json
import zipfile
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING, Any

from riwaya.weights.pieces import Pieces

if TYPE_CHECKING:
    import onnxruntime

#: One thread: the callers run articles side by side, and one sentence is too small to share.
THREADS = 1


class Archive:
    """``<name>.zip`` of this package; raises ``FileNotFoundError`` naming the archives there are."""

    def __init__(self, name: str) -> None:
        folder = resources.files(__package__)
        self._file = folder / f"{name}.zip"
        if not self._file.is_file():
            known = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".zip"))
            raise FileNotFoundError(
                f"no weights {name}.zip; there are {', '.join(known) or 'none'} · لا توجد أوزان باسم {name}.zip"
            )

    @cached_property
    def card(self) -> dict[str, Any]:
        """Labels, scores and the data they were measured on, hashes of the training data, licences."""
        card: dict[str, Any] = json.loads(self._read("card.json"))
        return card

    def pieces(self) -> Pieces:
        """The vocabulary; archives with the same one share it, and the words that it has split."""
        return _pieces(self._read("vocabulary.tsv"))

    def session(self) -> "onnxruntime.InferenceSession":
        """The network, ready to run on one thread."""
        import onnxruntime  # here, because most commands never load a model

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = THREADS
        # further optimisation would fuse addition and layer norm into one operator, which takes five times as long
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        return onnxruntime.InferenceSession(self._read("model.onnx"), options, providers=["CPUExecutionProvider"])

    def _read(self, member: str) -> bytes:
        with self._file.open("rb") as opened, zipfile.ZipFile(opened) as archive:
            return archive.read(member)


@cache
def _pieces(table: bytes) -> Pieces:
    lines = table.decode("utf-8").removesuffix("\n").split("\n")
    rows = (line.rpartition("\t") for line in lines)
    return Pieces([(piece, float(score)) for piece, _, score in rows])
