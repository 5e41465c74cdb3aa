"""What teachers and students share: examples, batches, the training loop, and the score."""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from riwaya.weights.labels import best_path, spans, steps
from riwaya.weights.pieces import BEGIN, END, PAD, Pieces
from training.corpora import Sentence
from training.encoder import Encoder
from training.scoring import f1
from training.settings import CONFIG, LABELS

#: Pieces in a row (longer sentences are cut), rows in a batch, and rows that wait for a sentence that fits.
ROW, ROWS, OPEN_ROWS = CONFIG["batches"]["row"], CONFIG["batches"]["rows"], 4 * CONFIG["batches"]["rows"]
_STEPS = steps(LABELS)
_FOLD = str.maketrans("أإآٱ", "اااا")


class Example(NamedTuple):
    """A sentence and, for each word, the probabilities of the labels that the model is to learn."""

    words: Sequence[str]
    targets: np.ndarray


class Batch(NamedTuple):
    """Rows of pieces with several sentences in each, as ``Encoder.hidden`` takes them; which pieces begin words, and
    the targets of those words one after the other; how many words the batch has of which example.

    Every batch has the same shape: oneDNN compiles its kernels once, which halves the time.
    """

    ids: Tensor
    places: Tensor
    owners: Tensor
    firsts: Tensor
    targets: Tensor
    words: dict[int, int]


class Coded(NamedTuple):
    """One sentence as pieces; ``number`` is its place among the examples."""

    number: int
    ids: list[int]
    firsts: list[int]
    targets: np.ndarray


def gold(sentence: Sentence, labels: Sequence[str] = LABELS) -> Example:
    """The annotators' tags as certain probabilities."""
    return Example(sentence.words, np.eye(len(labels), dtype=np.float16)[[labels.index(tag) for tag in sentence.tags]])


def batches(
    examples: Sequence[Example], pieces: Pieces, draw: random.Random | None, *, width: int = ROW
) -> Iterator[Batch]:
    """The examples packed into batches of rows of ``width`` pieces.

    With ``draw`` they are shuffled, and some of them written without hamza on alef.
    """
    order = list(range(len(examples)))
    if draw:
        draw.shuffle(order)
    rows: list[list[Coded]] = []
    for number in order:
        coded = _coded(number, examples[number], pieces, draw, width)
        row = next((row for row in rows if _length(row) + len(coded.ids) <= width), None)
        if row is None:
            row = []
            rows.append(row)
        row.append(coded)
        if len(rows) > OPEN_ROWS:
            rows.sort(key=_length, reverse=True)
            yield _batch(rows[:ROWS], width)
            del rows[:ROWS]
    for start in range(0, len(rows), ROWS):
        yield _batch(rows[start : start + ROWS], width)


def _length(row: list[Coded]) -> int:
    return sum(len(coded.ids) for coded in row)


def _coded(number: int, example: Example, pieces: Pieces, draw: random.Random | None, width: int) -> Coded:
    ids, firsts = [BEGIN], []
    fold = draw is not None and draw.random() < CONFIG["data"]["folded"]
    for word in example.words:
        split = pieces.split(word.translate(_FOLD) if fold else word)
        if len(ids) + len(split) >= width:
            break
        firsts.append(len(ids))
        ids.extend(split)
    return Coded(number, [*ids, END], firsts, example.targets[: len(firsts)])


def _batch(rows: list[list[Coded]], width: int) -> Batch:
    ids, places, owners = (torch.full((ROWS, width), value) for value in (PAD, 0, -1))
    firsts = torch.zeros((ROWS, width), dtype=torch.bool)
    for at, row in enumerate(rows):
        start = 0
        for number, coded in enumerate(row):
            stop = start + len(coded.ids)
            ids[at, start:stop] = torch.tensor(coded.ids)
            places[at, start:stop] = torch.arange(stop - start)
            owners[at, start:stop] = number
            firsts[at, [start + first for first in coded.firsts]] = True
            start = stop
    in_order = [coded for row in rows for coded in row]
    targets = torch.from_numpy(np.concatenate([coded.targets for coded in in_order]).astype(np.float32))
    return Batch(ids, places, owners, firsts, targets, {coded.number: len(coded.firsts) for coded in in_order})


def loss_of(model: Encoder, batch: Batch) -> Tensor:
    """Cross-entropy against the target probabilities, a word at a time."""
    with torch.autocast("cpu", torch.bfloat16):
        logits = model(*batch[:4])
    return -(batch.targets * logits[batch.firsts].float().log_softmax(-1)).sum(-1).mean()


def train(
    model: Encoder,
    examples: Sequence[Example],
    pieces: Pieces,
    *,
    epochs: int,
    rate: float,
    seed: int,
    width: int = ROW,
    after_epoch: Callable[[int], None] = lambda _: None,
) -> None:
    """AdamW with a linear rise and fall of the learning rate; the head learns faster."""
    torch.manual_seed(seed)
    draw = random.Random(seed)
    optimiser = torch.optim.AdamW(_groups(model, rate), fused=True)
    expected = epochs * sum(1 for _ in batches(examples, pieces, None, width=width))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _share(step, expected))
    for epoch in range(epochs):
        model.train()
        for batch in batches(examples, pieces, draw, width=width):
            loss_of(model, batch).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
        after_epoch(epoch)


def _groups(model: Encoder, rate: float) -> list[dict]:
    settings = CONFIG["batches"]
    named = list(model.named_parameters())
    head = [parameter for name, parameter in named if name.startswith("head")]
    plain = [parameter for name, parameter in named if not name.startswith("head") and parameter.ndim < 2]
    matrices = [parameter for name, parameter in named if not name.startswith("head") and parameter.ndim > 1]
    return [
        {"params": head, "lr": rate * settings["head_rate"], "weight_decay": 0.0},
        {"params": plain, "lr": rate, "weight_decay": 0.0},
        {"params": matrices, "lr": rate, "weight_decay": settings["weight_decay"]},
    ]


def _share(step: int, expected: int) -> float:
    rise = max(1, round(CONFIG["batches"]["warmup_share"] * expected))
    return min((step + 1) / rise, max(0.0, (expected - step) / (expected - rise)))


@torch.no_grad()
def peaks(model: Encoder, examples: Sequence[Example], pieces: Pieces, *, width: int = ROW) -> dict[str, np.ndarray]:
    """For each linear map in the layers, the largest magnitude met in each channel of its input."""
    found: dict[str, Tensor] = {}

    def watch(name: str) -> Callable[..., None]:
        def seen(_module: torch.nn.Module, inputs: tuple[Tensor, ...]) -> None:
            largest = inputs[0].float().abs().flatten(0, -2).amax(0)
            found[name] = torch.maximum(found.get(name, largest), largest)

        return seen

    maps = [(name, part) for name, part in model.named_modules() if isinstance(part, torch.nn.Linear)]
    hooks = [part.register_forward_pre_hook(watch(name)) for name, part in maps if name.startswith("layers")]
    for batch in batches(examples, pieces, None, width=width):
        model.eval()(*batch[:4])
    for hook in hooks:
        hook.remove()
    return {name: largest.numpy() for name, largest in found.items()}


@torch.no_grad()
def probabilities(
    models: Sequence[Encoder], sentences: Sequence[Sequence[str]], pieces: Pieces, *, width: int = ROW
) -> list[np.ndarray]:
    """For each sentence [words, labels], the mean over the models; words behind the longest length get certain O."""
    labels = models[0].head.out_features
    blank = [Example(words, np.zeros((len(words), labels), np.float16)) for words in sentences]
    found: list[np.ndarray] = [np.empty(0)] * len(blank)
    for batch in batches(blank, pieces, None, width=width):
        with torch.autocast("cpu", torch.bfloat16):
            total = sum(model.eval()(*batch[:4]).float().softmax(-1) for model in models) / len(models)
        rows = total[batch.firsts].numpy()
        start = 0
        for number, count in batch.words.items():
            stop = start + count
            found[number] = _filled(rows[start:stop], len(sentences[number]))
            start = stop
    return found


def _filled(rows: np.ndarray, words: int) -> np.ndarray:
    rest = np.tile(np.eye(rows.shape[1], dtype=np.float32)[0], (words - len(rows), 1))
    return np.concatenate([rows, rest])


def score(given: Sequence[np.ndarray], sentences: Sequence[Sentence]) -> dict[str, float]:
    """The F1 of probabilities [words, labels] for each sentence."""
    paths = (best_path(np.log(rows + 1e-9), _STEPS) for rows in given)
    return f1((set(spans(path, LABELS)) for path in paths), sentences)
