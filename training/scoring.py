"""F1 of exact spans."""

from collections import Counter
from collections.abc import Iterable, Sequence

from riwaya.weights.labels import spans
from training.corpora import Sentence
from training.settings import CONFIG, LABELS

Span = tuple[int, int, str]


def true_spans(sentence: Sentence) -> set[Span]:
    """What the annotators marked."""
    return set(spans([LABELS.index(tag) for tag in sentence.tags], LABELS))


def f1(found: Iterable[set[Span]], sentences: Sequence[Sentence]) -> dict[str, float]:
    """F1 by type, over all four types (``micro``) and over PER, LOC and ORG (``three``)."""
    right, said, meant = Counter[str](), Counter[str](), Counter[str]()
    for here, sentence in zip(found, sentences, strict=True):
        true = true_spans(sentence)
        for counter, some in ((right, here & true), (said, here), (meant, true)):
            counter.update(kind for _, _, kind in some)
    kinds = CONFIG["labels"]["types"]
    parts = {kind: [kind] for kind in kinds} | {"micro": kinds, "three": [kind for kind in kinds if kind != "MISC"]}
    return {
        name: round(2 * sum(right[k] for k in part) / max(1, sum(said[k] + meant[k] for k in part)), 4)
        for name, part in parts.items()
    }
