"""Step 11: learn what of all that rules and reader find stands; score by cross-validation and write the weights."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import torch

from riwaya.annotate import LAYERS
from riwaya.annotate.statements import by_rules
from riwaya.annotate.statements.drafts import Draft
from riwaya.annotate.statements.evidence import Candidate, Evidence, evidence
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.speakers import Memory
from riwaya.annotate.statements.standing import Choice, chosen, likelihoods, unread
from riwaya.annotate.text import Naming, Reading
from riwaya.model import Article
from riwaya.weights.standing import BIAS, Standing
from training import packing, reports
from training.agreement import alike, is_named
from training.settings import CONFIG

VERSION = "2"
SETTINGS = CONFIG["standing"]
READERS: tuple[Naming, ...] = ("default", "accurate")
#: Parts that the readers learnt nothing from.
UNSEEN = ("development", "test", "weights")


class Weighed(NamedTuple):
    """The candidates of a sentence with what speaks for each, whose words they are (``told``), and rightly (``right``).

    ``matched`` says which of the annotated statements each candidate is; ``right`` is ``None`` where the annotators'
    speaker stands nowhere in the text.
    """

    candidates: list[Candidate]
    pieces: list[Evidence]
    matched: list[set[int]]
    right: list[bool | None]

    @property
    def told(self) -> list[bool]:
        """Which candidates an annotator found too."""
        return [bool(each) for each in self.matched]


class Met(NamedTuple):
    """An article: how many statements were annotated, and its sentences."""

    statements: int
    sentences: list[Weighed]


class Watched(Choice):
    """Reads every sentence, keeps what there was to choose from, and leaves the choice to the rules."""

    def __init__(self, scene: Scene, statements: Sequence[Any]) -> None:
        super().__init__(scene, Memory(scene))
        self.statements = statements
        self.met: list[Weighed] = []

    def asks(self, sentence: int, own: Sequence[Draft]) -> bool:
        """All but those told before."""
        return sentence not in self.scene.repeated

    def standing(self, sentence: int, own: Sequence[Draft]) -> list[tuple[Draft, float | None]]:
        """The rules' choice."""
        candidates, _others = self.candidates(sentence, own)
        pieces = [evidence(self.scene, each) for each in candidates]
        matched = [self._matched(each.draft) for each in candidates]
        right = [self._right(each, same) for each, same in zip(candidates, matched, strict=True)]
        self.met.append(Weighed(candidates, pieces, matched, right))
        return unread(own)

    def _matched(self, draft: Draft) -> set[int]:
        return {at for at, row in enumerate(self.statements) if alike(draft.content, row[1])}

    def _right(self, each: Candidate, matched: set[int]) -> bool | None:
        """Is it the annotators' speaker, by the phrase beside the cue or by the fullest name?"""
        named = [where for at in matched for where in self.statements[at][2:] if where is not None]
        if matched and not named:
            return None
        return any(is_named(self.scene, each.resolved, *where) for where in named)


def main() -> None:
    """Write standing.json into src/riwaya/weights."""
    weights, scores = {}, {}
    for reader in READERS:
        met = list(articles(reader))
        weights[reader] = learnt(met)._asdict()
        scores[reader] = scored(met)
        print(reader, json.dumps(scores[reader]), flush=True)
    told = {"what stands when every sentence is read, by cross-validation": scores}
    packing.write_table("standing", VERSION, scores=told, config=SETTINGS, weights=weights)


def articles(reader: Naming) -> Iterator[Met]:
    """What there is to choose from in the annotated articles that the readers have not seen."""
    rows = {name: row for name, row in reports.rows().items() if row["part"] in UNSEEN}
    for name, article in reports.articles(rows):
        yield watched(article, rows[name]["statements"], reader)


def watched(article: Article, statements: Sequence[Any], reader: Naming) -> Met:
    """The program at work on one article."""
    reading = Reading(article, naming=reader)
    for layer in LAYERS[:-1]:
        article = layer.run(article, reading)
    choice = Watched(Scene(article, reading), statements)
    for _each in choice.of(by_rules(choice.scene)):
        pass
    return Met(len(statements), choice.met)


def learnt(met: Sequence[Met]) -> Standing:
    """Whose words they are, learnt from all candidates; how sure that and the speaker are, from those that stand."""
    sentences = [sentence for article in met for sentence in article.sentences]
    told = table([(piece, answer) for each in sentences for piece, answer in zip(each.pieces, each.told, strict=True)])
    stand = (
        (each.pieces[at], each.right[at])
        for each in sentences
        for at in chosen(each.candidates, likelihoods(each.candidates, each.pieces, told))
    )
    right = table([(piece, right) for piece, right in stand if right is not None])
    right[BIAS] = round(right[BIAS] + SETTINGS["temper"], 3)  # between these articles and the shared gold, see 0020
    return Standing(told, right)


def table(met: Sequence[tuple[Evidence, bool]]) -> dict[str, float]:
    """Weights by logistic regression over evidence of like spread, drawn towards nothing; back in its own measure.

    Evidence met too seldom has no weight.
    """
    count = Counter(name for piece, _answer in met for name, much in piece.items() if much)
    names = sorted(name for name, often in count.items() if often >= SETTINGS["least"])
    rows = torch.tensor([[piece.get(name, 0.0) for name in names] for piece, _answer in met], dtype=torch.float64)
    answers = torch.tensor([answer for _piece, answer in met], dtype=torch.float64)
    mean, spread = rows.mean(0), rows.std(0).clamp_min(SETTINGS["spread"])
    even = (rows - mean) / spread
    weights = torch.zeros(len(names), dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=SETTINGS["steps"], line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        wrong = torch.nn.functional.binary_cross_entropy_with_logits(even @ weights + bias, answers, reduction="sum")
        total: torch.Tensor = wrong + SETTINGS["drawn"] * (weights**2).sum()
        total.backward()
        return total

    optimiser.step(loss)
    own = (weights / spread).detach()
    always = bias.detach() - (own * mean).sum()
    return {BIAS: round(float(always), 3)} | {name: round(float(own[at]), 3) for at, name in enumerate(names)}


def scored(met: Sequence[Met]) -> dict[str, float]:
    """Precision and recall of what stands, each article judged by weights that others taught; by rules, the same."""
    folds = SETTINGS["folds"]
    found = {"rules": Counter[str](), "weights": Counter[str]()}
    for fold in range(folds):
        tables = learnt([article for at, article in enumerate(met) if at % folds != fold])
        for article in met[fold::folds]:
            for sentence in article.sentences:
                told = likelihoods(sentence.candidates, sentence.pieces, tables.told)
                rules = [at for at, each in enumerate(sentence.candidates) if not each.learned]
                for way, stands in (("rules", rules), ("weights", chosen(sentence.candidates, told))):
                    found[way].update(counted(sentence, stands))
    wanted = sum(article.statements for article in met)
    out: dict[str, float] = {"articles": len(met)}
    for way, count in found.items():
        out[f"{way}, precision"] = round(count["told"] / count["stands"], 3)
        out[f"{way}, recall"] = round(count["matched"] / wanted, 3)
    return out


def counted(sentence: Weighed, stands: Sequence[int]) -> dict[str, int]:
    """How many stand in a sentence, how many of these an annotator found too, and how many annotated ones they are."""
    matched = set().union(*(sentence.matched[at] for at in stands))
    return {"stands": len(stands), "told": sum(sentence.told[at] for at in stands), "matched": len(matched)}


if __name__ == "__main__":
    main()
