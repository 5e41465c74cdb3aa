"""What the trained reader sees in the sentences of an article; each is read once, and only when somebody asks."""

from __future__ import annotations

from riwaya.annotate.statements.scene import Scene
from riwaya.weights import Part, Reporter, reporter


def reader(scene: Scene) -> Reporter:
    """The reader of the setting in which the article is annotated."""
    return reporter("accurate" if scene.reading.naming == "accurate" else "default")


def seen(scene: Scene, sentence: int) -> list[Part]:
    """The parts of reports in the sentence, by its tokens."""
    if sentence not in scene.parts:
        first, stop = scene.reading.sentence_tokens[sentence]
        words = [scene.reading.text[token.start : token.stop] for token in scene.tokens[first:stop]]
        scene.parts[sentence] = reader(scene).parts(words)
    return scene.parts[sentence]


def likely(scene: Scene, part: Part) -> bool:
    """Is it sure enough to stand?"""
    return part.score >= reader(scene).likely
