"""Verbal nouns that report: ``بعد إعلان فلان انسحاب …``, ``تعهدات الحكومة بأن …``, ``إعلانه أن …``."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from riwaya import lexicon
from riwaya.annotate.statements.adverbials import PREPOSITION_FRAMES, prepositional_end
from riwaya.annotate.statements.content import content_start, trimmed
from riwaya.annotate.statements.drafts import Draft, cue_span
from riwaya.annotate.statements.ends import content_stop
from riwaya.annotate.statements.phrases import (
    COMMAS,
    COMPLEMENTISERS,
    PREPOSITIONS,
    NounPhrase,
    noun_phrase,
)
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.shapes import definite, is_masdar_with_b, possessed
from riwaya.arabic.letters import light
from riwaya.arabic.words import WORD, proclitics

#: What a verbal noun reports is at least so many words; less is a name of a thing (``إعلان الحرب``).
LEAST_WORDS = 2
_FROM = frozenset({"من"})
#: What may stand behind a noun, and the gender that it shows.
_PRONOUNS = {"": None, "ه": "m", "ها": "f", "هم": "m"}


class Noun(NamedTuple):
    """A verbal noun: act, frames, letters glued before it, and the gender of the pronoun glued behind it."""

    act: str
    frames: str
    glued: int
    pronoun: str | None


@cache
def _table() -> dict[str, tuple[str, str, str | None]]:
    """Act, frames and the gender of the pronoun behind it, by every form of a noun."""
    nouns = {light(row["noun"]): (row["act"], row["frames"]) for row in lexicon.load("cue_nouns").rows}
    table: dict[str, tuple[str, str, str | None]] = {}
    for ending, gender in _PRONOUNS.items():
        for noun, (act, frames) in nouns.items():
            table.setdefault(noun + ending, (act, frames, gender))
    return table


@lru_cache(maxsize=1 << 14)
def lookup(norm: str) -> Noun | None:
    """The verbal noun in a lightly folded word, with و ب ل before it and a pronoun behind it told apart.

    >>> lookup("اعلانه").pronoun, lookup("وتعهدات").glued, lookup("الاعلان")
    ('m', 1, None)
    """
    table, glued = _table(), 0
    if norm not in table and norm[:1] in ("و", "ب", "ل", "ك"):
        norm, glued = norm[1:], 1
    if norm not in table:
        return None
    act, frames, pronoun = table[norm]
    return Noun(act, frames, glued, pronoun)


def verbal_noun(scene: Scene, sentence: int, at: int, stop: int) -> Draft | None:
    """The statement that the verbal noun at token ``at`` reports, when its author and its content follow."""
    noun = lookup(scene.norm(at))
    if noun is None or at in scene.mentions:
        return None
    if noun.pronoun and at - 1 in scene.cues and "D" in scene.cues[at - 1].frames:
        return None  # وصفت تصريحاته بأنها
    of = at + 1 + (scene.norm(at + 1) == "من")
    author = None if noun.pronoun else noun_phrase(scene, of, stop, barred=_FROM)
    if noun.pronoun is None and (author is None or not _is_author(scene, author, noun)):
        return None
    after = author.stop if author is not None else at + 1
    if author is not None and author.named and scene.norm(after) in COMMAS:
        after += 1
    if author is not None and author.first in scene.mentions and definite(scene.norm(after)):
        after += 1  # تهديدات فلان | الأخيرة | باتخاذ
    if noun.pronoun and scene.norm(after) in PREPOSITIONS:
        after = prepositional_end(scene, after, stop, "A")
    found = _content(scene, noun, after, stop)
    if found is None or (noun.pronoun and found[0] != "an") or scene.words(*found[1:]) < LEAST_WORDS:
        return None
    marker, first, end = found
    begin = content_start(scene, first) if marker == "preposition" else scene.tokens[first].start
    return Draft(
        sentence=sentence,
        cue=cue_span(scene, at, proclitic="و" * noun.glued),
        cue_at=at,
        act=noun.act,
        content=(trimmed(scene.reading.text, begin, scene.tokens[end - 1].stop),),
        rule=f"verbal-noun:{marker}",
        stop=end,
        subject=author,
        gender=noun.pronoun,
        number="s" if noun.pronoun else None,
    )


def _is_author(scene: Scene, author: NounPhrase, noun: Noun) -> bool:
    if noun.act == "accuse" and (scene.norm(author.first)[:1] == "ل" or scene.norm(author.first - 1).endswith("تهام")):
        return False  # اتهامات لفلان بـ, اتهام فلان بـ: who is accused
    if author.first in scene.mentions or ("A" in noun.frames and scene.norm(author.stop) in COMPLEMENTISERS):
        return True
    return author.source in ("person", "group", "organisation") and (author.named or definite(author.head))


def _content(scene: Scene, noun: Noun, after: int, stop: int) -> tuple[str, int, int] | None:
    if after >= stop:
        return None
    norm = scene.norm(after)
    if norm in COMPLEMENTISERS and (set("AB") & set(noun.frames)):
        return "an", after + 1, content_stop(scene, after + 1, stop)
    frame = PREPOSITION_FRAMES.get(norm)
    if frame is not None and frame in noun.frames and after + 1 < stop:
        behind = after + 2 if scene.norm(after + 1) in COMPLEMENTISERS else after + 1
        return "preposition", behind, content_stop(scene, behind, stop, nominal=True)
    if "B" in noun.frames and (proclitics(norm).particles == "ب" or is_masdar_with_b(norm)):
        return "preposition", after, content_stop(scene, after, stop, nominal=True)
    bare = scene.tokens[after].kind == WORD and not proclitics(norm).particles and after not in scene.mentions
    if "O" in noun.frames and bare and not definite(norm) and after not in scene.cues and _nominal(scene, after, stop):
        return "object", after, content_stop(scene, after, stop, nominal=True)
    return None


def _nominal(scene: Scene, after: int, stop: int) -> bool:
    phrase = noun_phrase(scene, after, stop)
    return phrase is not None and (phrase.stop - after >= LEAST_WORDS or possessed(scene.norm(after)))
