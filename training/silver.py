"""Sentences with the probabilities that teachers give them, as a scratch file."""

import itertools
from collections.abc import Sequence

import numpy as np
import torch

from training.learn import Example
from training.settings import work


def save(silver: Sequence[tuple[Sequence[str], np.ndarray]], name: str) -> None:
    """Plain tensors and strings, so that ``torch.load`` needs no pickle."""
    lengths = torch.tensor([len(words) for words, _ in silver])
    rows = torch.from_numpy(np.concatenate([rows for _, rows in silver]).astype(np.float16))
    words = [word for sentence, _ in silver for word in sentence]
    torch.save({"lengths": lengths, "rows": rows, "words": words}, work(name))


def load(name: str, first: float = 0.0, last: float = 1.0) -> list[Example]:
    """What ``save`` wrote, between two shares of its sentences."""
    stored = torch.load(work(name), weights_only=True)
    lengths = stored["lengths"].tolist()
    stops = list(itertools.accumulate(lengths))
    return [
        Example(stored["words"][stop - length : stop], stored["rows"][stop - length : stop].numpy())
        for length, stop in list(zip(lengths, stops, strict=True))[round(first * len(stops)) : round(last * len(stops))]
    ]


def report_file(name: str) -> str:
    """The scratch file of sentences labelled for reports."""
    return f"reports-silver-{name}.pt"


def load_all(names: Sequence[str]) -> list[Example]:
    """What step 8 wrote under these names."""
    return [example for name in names for example in load(report_file(name))]
