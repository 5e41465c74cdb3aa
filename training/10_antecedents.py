"""Step 10: learn which of those named before a verb without a subject it means; score and write the weights."""

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import torch

from riwaya.annotate import annotate
from riwaya.annotate.statements import attributed
from riwaya.annotate.statements.antecedents import Antecedents, Candidate, Resolve, likeliest, weight
from riwaya.annotate.statements.drafts import Draft
from riwaya.annotate.statements.resolved import Resolved
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.speakers import Memory
from riwaya.annotate.text import Reading
from riwaya.model import Article
from training import packing, reports
from training.agreement import alike, is_named
from training.settings import CONFIG

VERSION = "2"
SETTINGS = CONFIG["antecedents"]


class Choice(NamedTuple):
    """A verb whose speaker is not beside it: each candidate's clues, the rules' choice first, and which are right."""

    clues: list[dict[str, float]]
    right: list[bool]


class Watched(Antecedents):
    """Leaves the choice to the rules, and keeps what they chose from, by the number of the draft and with it."""

    def __init__(self, scene: Scene, resolve: Resolve) -> None:
        super().__init__(scene, resolve)
        self.met: dict[int, tuple[Draft, list[Candidate]]] = {}

    def weighed(self, draft: Draft, chosen: Resolved | None, past: Sequence[Resolved], turn: int) -> Resolved | None:
        """The rules' choice."""
        self.met[id(draft)] = draft, self.candidates(draft, chosen, past, turn) if chosen is not None else []
        return chosen


def main() -> None:
    """Write antecedents.json into src/riwaya/weights."""
    rows = reports.rows()
    choices: dict[str, list[Choice]] = {"train": [], "development": [], "test": [], "weights": []}
    for name, article in reports.articles(rows):
        choices[rows[name]["part"]].extend(choices_in(article, rows[name]["statements"]))
    weights = learnt(choices["train"])
    scores = {part: scored(some, weights) for part, some in choices.items()}
    print(json.dumps(scores))
    told = {"right speakers of verbs whose subject is not beside them": scores}
    packing.write_table("antecedents", VERSION, scores=told, config=SETTINGS, weights=weights)


def choices_in(article: Article, statements: Sequence[Any]) -> Iterator[Choice]:
    """The choices that the program meets in the article, where the annotators found the same words."""
    read = next(annotate([article]))
    scene = Scene(read, Reading(read))
    memory = Memory(scene, Watched)
    for draft, candidates in watched(scene, memory):
        row = next((row for row in statements if alike(draft.content, row[1])), None)
        named = [where for where in row[2:] if where is not None] if row is not None else []
        if named:
            yield Choice(
                [each.clues for each in candidates],
                [any(is_named(scene, each.resolved, *where) for where in named) for each in candidates],
            )


def watched(scene: Scene, memory: Memory) -> Iterator[tuple[Draft, list[Candidate]]]:
    """The verbs without a subject, each with the candidates that the rules chose from."""
    read = memory.antecedents
    assert isinstance(read, Watched)
    for each in attributed(scene, memory):
        draft, met = read.met.get(id(each.draft), (None, []))
        if draft is each.draft and met:
            yield each.draft, met


def learnt(choices: Sequence[Choice]) -> dict[str, float]:
    """Weights that make the right candidates likely; clues met too seldom have none."""
    met_in = Counter(clue for choice in choices for clues in choice.clues for clue in clues)
    names = sorted(clue for clue, count in met_in.items() if count >= SETTINGS["least"])
    places = {name: at for at, name in enumerate(names)}
    examples = [(table(choice, places), torch.tensor(choice.right)) for choice in choices if any(choice.right)]
    weights = torch.zeros(len(names), requires_grad=True)
    optimiser = torch.optim.AdamW([weights], lr=SETTINGS["rate"], weight_decay=0.01)
    draw, epochs = random.Random(SETTINGS["seed"]), SETTINGS["epochs"]
    for epoch in range(epochs):
        draw.shuffle(examples)
        for start in range(0, len(examples), SETTINGS["batch"]):
            some = examples[start : start + SETTINGS["batch"]]
            loss = -sum(torch.log_softmax(rows @ weights, 0)[right].logsumexp(0) for rows, right in some) / len(some)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        for group in optimiser.param_groups:
            group["lr"] = SETTINGS["rate"] * (1 - (epoch + 1) / epochs)
    return {name: round(float(weights[at]), 3) for name, at in places.items()}


def table(choice: Choice, places: dict[str, int]) -> torch.Tensor:
    """[candidates, clues]."""
    rows = torch.zeros(len(choice.clues), len(places))
    for row, clues in zip(rows, choice.clues, strict=True):
        for clue, much in clues.items():
            if clue in places:
                row[places[clue]] = much
    return rows


def scored(choices: Sequence[Choice], weights: dict[str, float]) -> dict[str, float]:
    """How many choices there were, and the shares that the rules and the weights choose rightly."""
    taken = [likeliest([weight(clues, weights) for clues in choice.clues]) for choice in choices]
    right = sum(choice.right[at] for choice, at in zip(choices, taken, strict=True))
    by_rules = sum(choice.right[0] for choice in choices)
    total = max(len(choices), 1)
    return {"choices": len(choices), "rules": round(by_rules / total, 3), "weights": round(right / total, 3)}


if __name__ == "__main__":
    main()
