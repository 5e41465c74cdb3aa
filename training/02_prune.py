"""Step 2: keep the pieces that Arabic news needs, and the rows of the embedding that belong to them."""

import re
from collections import Counter

import torch

from riwaya.weights.pieces import UNKNOWN, WORD_START, Pieces
from training import corpora
from training.settings import CONFIG, work
from training.vocabulary import read, write

_ARABIC = re.compile("[\u0621-\u064aپچگڤژکی]+")
_SIGN = re.compile(r"[^\W\d_]|\d+|[\W_]+")


def main() -> None:
    """Write vocabulary.tsv and pruned.pt."""
    full = read("vocabulary-full.tsv")
    counts = used(Pieces(full))
    kept = [number for number, (piece, _) in enumerate(full) if number <= UNKNOWN or stays(piece, counts[number])]
    write("vocabulary.tsv", [full[number] for number in kept])
    state = torch.load(work("base.pt"), weights_only=True)
    state["pieces.weight"] = state["pieces.weight"][kept].clone()
    torch.save(state, work("pruned.pt"))
    lost = counts.total() - sum(counts[number] for number in kept)
    print(f"{len(full)} → {len(kept)} pieces; {lost} of {counts.total()} piece tokens of the news split anew")


def used(pieces: Pieces) -> Counter[int]:
    """How often the unlabelled news has each piece."""
    words = Counter(word for sentence in corpora.news() for word in sentence)
    counts: Counter[int] = Counter()
    for word, count in words.items():
        for piece in pieces.split(word):
            counts[piece] += count
    return counts


def stays(piece: str, count: int) -> bool:
    """Arabic pieces and single ASCII signs always stay, other pieces by how often the news has them."""
    bare = piece.removeprefix(WORD_START)
    if not bare or _ARABIC.fullmatch(bare) or (len(bare) == 1 and bare.isascii()):
        return True
    least = CONFIG["vocabulary"]["least_count"]
    return count >= least and (bare.isascii() or _SIGN.fullmatch(bare) is not None)


if __name__ == "__main__":
    main()
