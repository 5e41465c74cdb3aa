"""Scores the program's output against stand-off gold, figure by figure, with the cases behind each figure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from riwaya.evaluate.gold import Document
from riwaya.evaluate.matching import Ratio, letters, overlap, pair_up, same_name, without_proclitics
from riwaya.evaluate.reliability import Judged, calibration_error
from riwaya.evaluate.rows import Row

NAMED = ("PER", "LOC", "ORG")


class Case(NamedTuple):
    """One disagreement: what kind, where, and the words in question."""

    kind: str
    where: str
    words: str


class Tally:
    """Ratios by name, disagreements, each system statement's gold counterpart, and how sure it was against right."""

    def __init__(self) -> None:
        self.ratios: dict[str, Ratio] = defaultdict(lambda: Ratio(0, 0, 0))
        self.cases: list[Case] = []
        self.gold_of: dict[str, str] = {}
        self.judged: list[Judged] = []

    def add(self, name: str, hit: float, system: int, gold: int) -> None:
        """Counts into the ratio ``name``."""
        self.ratios[name] += Ratio(hit, system, gold)

    def share(self, name: str, hits: Iterable[bool | float]) -> None:
        """Counts each of ``hits`` as one question with one answer: the ratio is then an accuracy."""
        values = [float(hit) for hit in hits]
        self.add(name, sum(values), len(values), len(values))

    def figures(self) -> dict[str, float]:
        """Every figure by name: accuracies as they are, ratios as precision, recall and F1, the calibration error."""
        out: dict[str, float] = {}
        for name, ratio in self.ratios.items():
            if name in ACCURACIES:
                out[name] = ratio.recall
            else:
                out |= {f"{name}.precision": ratio.precision, f"{name}.recall": ratio.recall, f"{name}.f1": ratio.f1}
        if self.judged:
            out["ece"] = calibration_error(self.judged)
        return out


#: Figures that are one number, not precision and recall.
ACCURACIES = frozenset(
    {
        "content_iou",
        "cue_accuracy",
        "entities_recall_relaxed",
        "mode_accuracy",
        "outlet_accuracy",
        "published_accuracy",
        "speaker_accuracy",
        "statements_recall_direct",
        "statements_recall_indirect_mixed",
        "times_value_accuracy",
    }
)


def score(documents: Iterable[Document], rows: Iterable[Row]) -> Tally:
    """Compares contract rows with gold documents of the same names; a document without rows counts as silence."""
    by_document: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_document[document_name(row["document"])].append(row)
    tally = Tally()
    for document in documents:
        found = by_document.get(document.id, [])
        _articles(document, found, tally)
        _statements(document, found, tally)
        _entities(document, found, tally)
        _times(document, found, tally)
        _furniture(document, found, tally)
    return tally


def document_name(name: str) -> str:
    """The gold's name of a document: the file's without folder and ending, or the record's id."""
    last = name.rsplit("/", 1)[-1]
    for ending in (".txt", ".html", ".htm"):
        last = last.removesuffix(ending)
    return last


def _articles(document: Document, rows: list[Row], tally: Tally) -> None:
    gold = document.articles
    if any(article["span"] is None for article in (*gold, *rows)):
        return  # whoever annotated this says nothing of where articles begin and end

    def alike(i: int, j: int) -> float:
        return overlap(set(range(*gold[i]["span"])), set(range(*rows[j]["span"])))

    pairs = pair_up(len(gold), len(rows), alike, least=0.8)
    tally.add("segmentation", len(pairs), len(rows), len(gold))
    for i, j, _ in pairs:
        want, got = gold[i], rows[j]
        if want.get("published"):
            value = (got.get("published") or {}).get("value") or ""
            _accuracy(tally, "published_accuracy", value[:10] == want["published"][:10], document, str(value))
        if want.get("outlet"):
            name = (got.get("outlet") or {}).get("name")
            _accuracy(tally, "outlet_accuracy", same_name([want["outlet"]], name), document, str(name))


def _accuracy(tally: Tally, name: str, right: bool, document: Document, words: str) -> None:
    tally.share(name, [right])
    if not right:
        tally.cases.append(Case(f"wrong {name.partition('_')[0]}", document.id, words))


def _statements(document: Document, rows: list[Row], tally: Tally) -> None:
    text, gold = document.text, document.statements
    system = [statement for row in rows for statement in row["statements"]]
    want = [letters(statement["content"], text) for statement in gold]
    got = [letters(statement["content"], text) for statement in system]
    pairs = pair_up(len(gold), len(system), lambda i, j: overlap(want[i], got[j]), least=0.5)
    hits = {i for i, _, _ in pairs}
    tally.add("statements", len(pairs), len(system), len(gold))
    direct = [i for i, statement in enumerate(gold) if statement["mode"] == "direct"]
    others = [i for i, statement in enumerate(gold) if statement["mode"] != "direct"]
    tally.share("statements_recall_direct", [i in hits for i in direct])
    tally.share("statements_recall_indirect_mixed", [i in hits for i in others])
    right = _matched(document, [(gold[i], system[j], value) for i, j, value in pairs], tally)
    tally.add("who_said_what", len(right), len(system), len(gold))
    rated = (statement for statement in system if "confidence" in statement)  # gold played as an answer has none
    tally.judged.extend(Judged(statement["confidence"], statement["id"] in right) for statement in rated)
    _misses(document, [gold[i] for i in range(len(gold)) if i not in hits], "missed", tally)
    kept = {j for _, j, _ in pairs}
    _misses(document, [system[j] for j in range(len(system)) if j not in kept], "invented", tally)


def _misses(document: Document, statements: list[Row], kind: str, tally: Tally) -> None:
    for statement in statements:
        start = statement["content"][0][0]
        tally.cases.append(Case(kind, statement["id"], document.text[start : start + 60]))


def _matched(document: Document, pairs: list[tuple[Row, Row, float]], tally: Tally) -> set[str]:
    """Compares the parts of matched statements; returns the ids of those that have the right speaker."""
    forms, right = document.name_forms(), set()
    for want, got, value in pairs:
        tally.gold_of[got["id"]] = want["id"]
        speaker = want["speaker"]["entity"]
        accepted = set().union(*(forms.get(part, {part}) for part in (speaker, *speaker.split("+"))))
        name = (got["speaker"] or {}).get("name")
        agrees = same_name(accepted, name)
        if agrees:
            right.add(got["id"])
        else:
            tally.cases.append(Case("wrong speaker", want["id"], f"{speaker} ≠ {name}"))
        tally.share("speaker_accuracy", [agrees])
        tally.share("content_iou", [value])
        tally.share("mode_accuracy", [want["mode"] == got["mode"]])
        tally.share("cue_accuracy", [_same_cue(want["cue"], got.get("cue"), document.text)])
        _via(document, want, got, tally)
    return right


def _same_cue(want: list[int] | None, got: list[int] | None, text: str) -> bool:
    if not want or not got:
        return not want and not got
    return list(want) == list(got) or bool(letters([want], text) & letters([got], text))


def _via(document: Document, want: Row, got: Row, tally: Tally) -> None:
    gold = [letters([via["span"]], document.text) for via in want["via"]]
    system = [letters([via["span"]], document.text) for via in got.get("via", [])]
    pairs = pair_up(len(gold), len(system), lambda i, j: overlap(gold[i], system[j]), least=0.5)
    tally.add("via", len(pairs), len(system), len(gold))
    for kind, vias, hits in (
        ("missed via", want["via"], {i for i, _, _ in pairs}),
        ("invented via", got.get("via", []), {j for _, j, _ in pairs}),
    ):
        for at in set(range(len(vias))) - hits:
            tally.cases.append(Case(kind, want["id"], document.text[slice(*vias[at]["span"])]))


def _entities(document: Document, rows: list[Row], tally: Tally) -> None:
    text = document.text
    gold = [(without_proclitics(row[:2], text), row[2]) for article in document.articles for row in article["entities"]]
    system = [
        (without_proclitics(entity["span"], text), entity["type"])
        for row in rows
        for entity in row["entities"]
        if entity["type"] in NAMED
    ]
    missed, invented = Counter(gold) - Counter(system), Counter(system) - Counter(gold)
    tally.add("entities_strict", len(gold) - missed.total(), len(system), len(gold))
    for kind, mentions in (("missed name", missed), ("invented name", invented)):
        tally.cases.extend(
            Case(kind, document.id, f"{text[slice(*span)]} {named}") for span, named in sorted(mentions.elements())
        )
    touched = [any(max(a[0], b[0]) < min(a[1], b[1]) for b, _ in system) for a, _ in gold]
    tally.share("entities_recall_relaxed", touched)


def _times(document: Document, rows: list[Row], tally: Tally) -> None:
    text = document.text
    gold = [time for article in document.articles for time in article["times"]]
    system = [time for row in rows for time in row["times"]]
    want = [letters([time[:2]], text) for time in gold]
    got = [letters([time["span"]], text) for time in system]
    pairs = pair_up(len(gold), len(system), lambda i, j: overlap(want[i], got[j]), least=0.5)
    tally.add("times", len(pairs), len(system), len(gold))
    answered = {i: system[j]["value"] for i, j, _ in pairs}
    known = [i for i, time in enumerate(gold) if time[3] is not None]  # null: the page alone does not say
    tally.share("times_value_accuracy", [answered.get(i) == gold[i][3] for i in known])
    for i, time in enumerate(gold):
        if answered.get(i, "missed") != time[3]:
            said = f"{text[time[0] : time[1]]}: {time[3]} ≠ {answered.get(i, 'missed')}"
            tally.cases.append(Case("wrong time", document.id, said))


def _furniture(document: Document, rows: list[Row], tally: Tally) -> None:
    marked = [row[:2] for article in document.articles for row in article["furniture"]]
    gold = letters([*marked, *(row[:2] for row in document.outside)], document.text)
    system = letters([mark["span"] for row in rows for mark in row["furniture"]], document.text)
    tally.add("furniture", len(gold & system), len(system), len(gold))


def score_groups(groups: dict[str, list[str]], stories: Iterable[Row], tally: Tally) -> None:
    """Adds ``same_statement_pairs``: pairs of statements of two documents that are said to render one utterance."""
    gold = _pairs(groups.values())
    system = _pairs(
        [tally.gold_of[statement] for statement in group["statements"] if statement in tally.gold_of]
        for story in stories
        for group in story["groups"]
    )
    tally.add("same_statement_pairs", len(gold & system), len(system), len(gold))
    for kind, pairs in (("wrong pair", system - gold), ("missed pair", gold - system)):
        tally.cases.extend(Case(kind, left, right) for left, right in sorted(pairs))


def _pairs(groups: Iterable[list[str]]) -> set[tuple[str, str]]:
    return {
        (left, right)
        for group in groups
        for left, right in combinations(sorted(set(group)), 2)
        if left.partition("#")[0] != right.partition("#")[0]
    }
