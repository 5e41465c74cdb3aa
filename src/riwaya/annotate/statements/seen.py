"""What the trained reader sees in the sentences of an article; each is read once, and only when somebody asks."""

from __future__ import annotations

from riwaya.annotate.statements.scene import Scene
from riwaya.weights import Read, Reporter, reporter


def reader(scene: Scene) -> Reporter:
    """The reader of the setting in which the article is annotated."""
    return reporter("accurate" if scene.reading.naming == "accurate" else "default")


def seen(scene: Scene, sentence: int) -> Read:
    """What the sentence says, by its tokens."""
    if sentence not in scene.read:
        first, stop = scene.reading.sentence_tokens[sentence]
        words = [scene.reading.text[token.start : token.stop] for token in scene.tokens[first:stop]]
        scene.read[sentence] = reader(scene).read(words)
    return scene.read[sentence]
