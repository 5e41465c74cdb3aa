"""When the program and the annotators mean the same."""

from collections.abc import Sequence

from riwaya.annotate.statements.resolved import Resolved
from riwaya.annotate.statements.scene import Scene
from riwaya.arabic.letters import light


def alike(ours: Sequence[tuple[int, int]], theirs: Sequence[tuple[int, int]]) -> bool:
    """Do two contents share half of the characters that both cover?"""
    left, right = ({at for start, stop in spans for at in range(start, stop)} for spans in (ours, theirs))
    return 2 * len(left & right) >= len(left | right) > 0


def is_named(scene: Scene, resolved: Resolved, start: int, stop: int) -> bool:
    """Is it whom the annotators named at these characters? A title that they marked may stand for a name elsewhere."""
    speaker = resolved.speaker
    if speaker.span is not None and speaker.span.overlaps((start, stop)):
        return True
    if speaker.entity is not None:
        at = (scene.mentions[index][0] for index in scene.within(start, stop) if index in scene.mentions)
        if any(mention.entity in speaker.entity.split("+") for mention in at):
            return True
    mine, true = light(speaker.name).split(), light(scene.reading.text[start:stop]).split()
    short, long = sorted((mine, true), key=len)
    return bool(short) and any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
