"""From a cue to its content: who stands between them, and which marker opens the content."""

from __future__ import annotations

import re
from functools import lru_cache

from riwaya.annotate.statements.adverbials import (
    CARRIED,
    NOT_CONTENT,
    PREPOSITION_FRAMES,
    adverbial,
    glued,
    insert_end,
    prepositional,
    prepositional_end,
)
from riwaya.annotate.statements.behind import may_speak, names_subject
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.cues import Cue
from riwaya.annotate.statements.media import spoken_to
from riwaya.annotate.statements.named import names_thing
from riwaya.annotate.statements.phrases import (
    COMMAS,
    COMPLEMENTISERS,
    DASHES,
    PUBLISHED,
    QUOTED_NAME,
    RELATIVES,
    NounPhrase,
    is_adverb,
    noun_phrase,
)
from riwaya.annotate.statements.resorts import bare_words, bound, last_resort, verb_here
from riwaya.annotate.statements.scene import SCARE_WORDS, Scene
from riwaya.annotate.statements.shapes import definite, is_masdar_with_b, possessed
from riwaya.annotate.statements.sources import occasion_noun, source_class
from riwaya.annotate.statements.voice import opens_speech
from riwaya.annotate.statements.walk import Opening, Walk
from riwaya.arabic.stems import is_verbal_noun
from riwaya.arabic.words import WORD, proclitics

#: A weak verb speaks only when أن or a quotation stands this near behind its subject.
NEAR = 14
#: What one gives by saying it: ``قدم شكره``, ``رفع التهنئة``, ``وجه انتقادات``.
SPOKEN_OBJECTS = words_of("spoken-object")
#: ``متهما إياه``: a pronoun of its own as the object.
OBJECT_PRONOUNS = frozenset({"اياه", "اياها", "اياهم", "اياهما"})
#: Words that open an indirect question.
ASKING = words_of("asking")
_PRONOUN = re.compile("(?:ه|ها|هم|هما)$")
_ENDING = re.compile("(?:ه|ها|هم|ا)$")
#: Behind a speaker in quotation marks the words open at most so far.
MARKED_SPEAKER = 24
#: Verbs whose object is the speech itself: ``ختم حديثه``.
CLOSING = frozenset("ختم اختتم استهل واصل تابع استأنف".split())
#: ``وأضاف وهو واقف: …``: how he was when he said it.
STATING = words_of("stating")
#: Behind these a verb in the first person is already what was said: ``وأضاف أعلم أنها …``.
SPEAKING = frozenset("قال أضاف تابع أردف استطرد".split())
#: ``أو ما يعرف بـ``: another name of what was just named.
CALLED = words_of("called")
#: ``المكلف بتشكيل الحكومة``: what somebody is charged with is no content.
TAKES_B = words_of("takes-b")
#: Verbal nouns of two letters behind ب, which the splitting of clitics leaves whole: بشن, بضم.
SHORT_WITH_B = words_of("short-with-b")


def opening(scene: Scene, start: int, cue: Cue, stop: int, *, subject: NounPhrase | None = None) -> Opening | None:
    """How the cue at token ``start`` opens its content before ``stop``; ``None`` when it reports nothing.

    ``subject`` is given when it stands before the verb.
    """
    walk = Walk(scene, start, cue, stop, subject)
    while walk.at < walk.stop:
        found = _marker(walk)
        if found is not None:
            return found if _near_enough(walk, found) else None
        if not _skip(walk):
            return last_resort(walk)
    return bare_words(walk)


def _near_enough(walk: Walk, found: Opening) -> bool:
    if found.marker in ("object", "preposition") or not walk.cue.weak:
        return True
    if found.marker == "quote":
        scare = walk.scene.is_scare(found.content)
        return not scare or walk.scene.norm(found.content - 1) not in ("ب", "بـ")
    return found.content - walk.start <= NEAR


def _marker(walk: Walk) -> Opening | None:
    scene, at, frames = walk.scene, walk.at, walk.cue.frames
    norm = scene.norm(at)
    if walk.cue.lemma in SPEAKING and opens_speech(scene, at):
        return walk.opening("colon", at)
    if norm in COMPLEMENTISERS and bound(scene.norm(at - 1), frames):
        return None
    with_b = norm.startswith("ب") and ("B" in frames or ("D" in frames and (walk.target or walk.cue.form.pronoun)))
    if norm in COMPLEMENTISERS and ("A" in frames or with_b):
        return walk.opening("an", at + 1)
    if norm == ":" and ("Q" in frames or "A" in frames):
        return walk.opening("colon", at + 1)
    if at in scene.opens:
        return _quotation(walk)
    if norm == "الى" and "J" in frames and scene.norm(at + 1) in COMPLEMENTISERS:
        return walk.opening("an", at + 2)
    if norm == "ما" and "O" in frames and at + 1 < walk.stop and scene.norm(at + 1) not in ("اذا", "ان"):
        return walk.opening("object", at)
    if "W" in frames and _asks(scene, at):
        return walk.opening("question", at + (norm == "عما"))
    if "S" in frames and _spoken(norm):
        return walk.opening("object", at)
    if "S" in frames and proclitics(norm).particles == "ب" and _spoken(norm[1:]):
        return walk.opening("preposition", at)
    frame = PREPOSITION_FRAMES.get(norm)
    if frame is not None and frame in frames and not _again(walk):
        return _after_preposition(walk, frame)
    if "B" in frames or "D" in frames:
        return _after_glued(walk, norm)
    asked = walk.subject or walk.target or scene.norm(at - 1) in OBJECT_PRONOUNS
    asked = asked or (at == walk.start + 1 and is_verbal_noun(proclitics(norm).stem))  # ودعوا للتحقيق
    if "I" in frames and asked and walk.cue.act == "call" and _bare_purpose(norm):
        return walk.opening("preposition", at)
    return None


def _again(walk: Walk) -> bool:
    """``عبر فلان والمنشق عن تيار كذا، وهو …، عن``: a comma and the same preposition behind it open the content."""
    scene, norm = walk.scene, walk.scene.norm(walk.at)
    if walk.subject is None or walk.at < walk.subject.stop or not definite(scene.norm(walk.at - 1).removeprefix("و")):
        return False
    return any(scene.norm(at) == norm and scene.norm(at - 1) in COMMAS for at in range(walk.at + 1, walk.stop))


def _asks(scene: Scene, at: int) -> bool:
    """``هل``, ``كيف``, ``ما إذا``, ``عما إذا``: an indirect question opens here."""
    norm = scene.norm(at)
    return norm in ASKING or (norm in ("ما", "عما", "اذا") and scene.norm(at + 1) in ("اذا", "ما", "كان", "كانت"))


def _spoken(norm: str) -> bool:
    """``شكره``, ``التهنئة``, ``انتقادات``: a thing that one gives by saying it."""
    stem = proclitics(norm).stem
    return not proclitics(norm).particles and any(
        form in SPOKEN_OBJECTS for form in (stem, _ENDING.sub("", stem), _ENDING.sub("", stem)[:-1] + "ة")
    )


def _bare_purpose(norm: str) -> bool:
    """``لاتخاذ``, ``لدعم``: ل with a verbal noun that has no article."""
    parts = proclitics(norm)
    if parts.particles != "ل" or source_class(norm) not in (None, "document"):
        return False
    return not parts.article or is_verbal_noun(parts.stem)  # دعا الأعضاء للمشاركة


def _quotation(walk: Walk) -> Opening | None:
    scene, at = walk.scene, walk.at
    if names_thing(scene, at):
        return None
    inside = scene.norm(at + 1)
    if "B" in walk.cue.frames and (glued(inside, "ب") or inside in SHORT_WITH_B):
        return walk.opening("preposition", at + 1)  # توعد فلان "برد قاس"
    if _title_ends(scene, at):
        return None  # صرح فلان، قائد "اللواء التاسع حرس حدود"، بأن
    short = scene.words(at, scene.opens[at][1]) <= (QUOTED_NAME if at == walk.start + 1 else SCARE_WORDS)
    if short and _complementiser_follows(walk, scene.opens[at][1], over_commas=_may_name(walk, at)):
        return None
    if _names_speaker(walk, at):
        return None
    if "Q" in walk.cue.frames:
        return walk.opening("quote", at)
    if walk.subject is None and _may_name(walk, at) and scene.is_word(scene.opens[at][1]):
        return None  # تتوقع "مدينة الفضاء" وصول الزوار
    if ("O" in walk.cue.frames or "D" in walk.cue.frames) and (walk.subject or not scene.is_scare(at)):
        return walk.opening("object", at)
    return None


def _title_ends(scene: Scene, at: int) -> bool:
    """A name in marks, and right behind it أن or بأن: the words open there."""
    after = scene.opens[at][1]
    after += scene.norm(after) in COMMAS
    return scene.norm(after) in COMPLEMENTISERS and scene.words(at, scene.opens[at][1]) <= QUOTED_NAME


def _names_speaker(walk: Walk, at: int) -> bool:
    """``أعلن "مرسال" عن``, ``أعلنت "النهر" أن``: marks right behind the verb, and right behind them what it takes."""
    if walk.subject is not None or walk.cue.form.pronoun or not _may_name(walk, at):
        return False
    norm = walk.scene.norm(walk.scene.opens[at][1])
    return norm in COMPLEMENTISERS or PREPOSITION_FRAMES.get(norm, "-") in walk.cue.frames


def _may_name(walk: Walk, at: int) -> bool:
    """Right behind a finite verb, marks around a word or two may hold the speaker's name."""
    return at == walk.start + 1 and walk.scene.is_scare(at) and walk.cue.form.kind != "participle"


def _complementiser_follows(walk: Walk, start: int, *, over_commas: bool) -> bool:
    """Is what stands in marks the speaker (``أضاف «فلان»، في مداخلة، أن``), since the words open further on?"""
    scene = walk.scene
    passed = False
    for index in range(start, min(start + (MARKED_SPEAKER if over_commas else 10), walk.stop)):
        if scene.norm(index) in COMPLEMENTISERS or scene.norm(index) == ":":
            return True
        if index in scene.opens and not (passed and scene.is_scare(index)):
            return True
        verb = index in scene.cues and not prepositional(scene, index)  # عبر قناة كذا is no verb
        if scene.norm(index) == "." or verb or (scene.norm(index) in COMMAS and not over_commas):
            return False
        passed = passed or scene.norm(index) in COMMAS
    return False


def _after_preposition(walk: Walk, frame: str) -> Opening | None:
    scene, after = walk.scene, walk.at + 1
    norm = scene.norm(after)
    if norm in COMPLEMENTISERS:
        return walk.opening("an", after + 1)
    if after >= walk.stop or norm in ("هامش", "لسان", "خلفية", "صعيد", "متن", "وجه"):
        return None
    if frame in "NLMF" and (norm in ("طريق", "كثب", "هامش", "جانبه", "جانبها", "بعد") or after in scene.times):
        return None
    if frame == "I" and walk.cue.act == "point-out" and norm == "ما":
        return walk.opening("preposition", after)
    if frame == "L" and "O" in walk.cue.frames and _medium(scene, after):
        return None
    return walk.opening("preposition", after)


def _medium(scene: Scene, at: int) -> bool:
    """``على تويتر``, ``على حسابه``: where it was said, not what."""
    return occasion_noun(scene.norm(at)) or scene.norm(at) in (
        "تويتر",
        "فيسبوك",
        "موقع",
        "صفحة",
        "حساب",
        "قناة",
        "مواقع",
    )


def _after_glued(walk: Walk, norm: str) -> Opening | None:
    behind_b = has_b(norm) or _with_what(walk.scene, walk.at)
    role = norm in ("بدوره", "بدورها", "بدورهم") and walk.at == walk.start + 1 and walk.scene.norm(walk.at + 1) == "في"
    if walk.scene.norm(walk.at - 1) in TAKES_B and walk.subject is not None:
        return None
    if norm in ("ب", "بـ") or role or (behind_b and norm not in NOT_CONTENT and walk.at not in walk.scene.times):
        bare = walk.cue.form.pronoun or walk.scene.norm(walk.at - 1) in OBJECT_PRONOUNS
        if "D" in walk.cue.frames and not bare and walk.target is None:
            return None
        return walk.opening("preposition", walk.at)
    return None


@lru_cache(maxsize=1 << 14)
def has_b(norm: str) -> bool:
    """Is ب glued to a noun here: ``بالقرار``, ``بإخضاع``, ``بتثبيتها``, ``بشن``?"""
    if glued(norm, "ب") or is_masdar_with_b(norm) or norm in SHORT_WITH_B:
        return True
    own = _PRONOUN.sub("", norm[1:]) if possessed(norm) else norm[1:]
    return norm[:1] == "ب" and is_verbal_noun(own)


def _with_what(scene: Scene, at: int) -> bool:
    """``نوه بما تقدمه``: what is spoken of is a clause; not ``بما في ذلك`` nor ``بما أن``."""
    return scene.norm(at) in ("بما", "بمن") and scene.norm(at + 1) not in ("في", "فيها", "فيه", "فيهم", "ان")


def _skip(walk: Walk) -> bool:
    """Step over what may stand between cue and content; false when something stands there that may not."""
    scene, at = walk.scene, walk.at
    token, norm = scene.tokens[at], scene.norm(at)
    if norm in COMPLEMENTISERS:
        return False
    if at in scene.opens and _names_speaker(walk, at):
        return _skip_noun(walk)
    if norm in COMMAS or (at == walk.start + 1 and scene.is_mark(at)):
        walk.at += 1
    elif (spoken := spoken_to(scene, at, walk.stop)) is not None:
        walk.inserts.append((at, spoken))
        walk.at = spoken
    elif at in scene.times:
        walk.at = max(scene.times[at], at + 1)
    elif norm in DASHES or norm == "(":
        return _skip_to(walk, DASHES if norm in DASHES else frozenset(")"))
    elif norm in RELATIVES or (norm == "ما" and scene.norm(at + 1) in CALLED):
        walk.at = _relative_end(walk, at)
    elif norm in PUBLISHED:
        walk.at = _relative_end(walk, at)
        walk.inserts.append((at, walk.at))
    elif at in scene.opens and names_thing(scene, at):
        walk.at = max(scene.opens[at][1], at + 1)
    elif norm in STATING:
        walk.at = _relative_end(walk, at)
        walk.inserts.append((at, walk.at))
    elif norm in ("او", "اي"):
        walk.at += 1
    elif norm in CARRIED:
        walk.at = insert_end(scene, at, walk.stop)
        walk.inserts.append((at, walk.at))
    elif is_adverb(norm) or norm in ("لا", "لم", "لن") or norm in OBJECT_PRONOUNS:
        walk.at += 1
    elif prepositional(scene, at) or (token.kind == WORD and adverbial(scene, at)):
        walk.at = prepositional_end(scene, at, walk.stop, walk.cue.frames)
        walk.inserts.append((at, walk.at))
    elif walk.subject is not None and _says_on(scene, at):
        walk.at += 1  # كتب فلان يقول
    elif (
        at in scene.cues and verb_here(scene, at, walk.cue) and not (at == walk.start + 1 and walk.subject is not None)
    ):
        if walk.subject is None or walk.subject.definite or "A" not in walk.cue.frames:
            return False
        walk.at = _relative_end(walk, at)  # an indefinite noun takes its relative clause bare: مسؤول رفض …
    else:
        return _skip_noun(walk)
    return True


def _says_on(scene: Scene, at: int) -> bool:
    """``كتب فلان يقول``: a second verb that only opens the words; behind a comma it has its own subject."""
    opens = at in scene.cues and scene.cues[at].lemma == "قال" and not scene.cues[at].proclitic
    return opens and scene.norm(at - 1) not in COMMAS


def _skip_to(walk: Walk, closers: frozenset[str]) -> bool:
    for index in range(walk.at + 1, min(walk.stop, walk.at + 25)):
        if walk.scene.norm(index) in closers:
            walk.inserts.append((walk.at + 1, index))
            walk.at = index + 1
            return True
    walk.at += 1
    return True


def _skip_noun(walk: Walk) -> bool:
    scene = walk.scene
    phrase = noun_phrase(scene, walk.at, walk.stop, barred=walk.barred)
    if phrase is None:
        walk.at += 1
        walk.strays += 1
        return walk.strays <= 2
    if walk.cue.lemma in CLOSING and _his_talk(scene.norm(phrase.first)):
        walk.inserts.append((phrase.first, phrase.stop))
    elif walk.subject is None and walk.cue.form.kind != "participle" and may_speak(walk, phrase):
        walk.subject = phrase
    elif walk.subject is not None and names_subject(walk, phrase):
        walk.subject = walk.subject._replace(stop=phrase.stop, named=True)
    elif walk.subject is not None and _title_of(walk, phrase):
        walk.subject = walk.subject._replace(stop=phrase.stop)  # فلان كبير هدافي الفريق
    elif "O" in walk.cue.frames or ("D" in walk.cue.frames and not walk.cue.form.pronoun):
        return False
    elif walk.target is None:
        walk.target = phrase
        walk.inserts.append((phrase.first, phrase.stop))
    else:
        walk.strays += 1
    walk.at = phrase.stop
    return walk.strays <= 2


def _his_talk(norm: str) -> bool:
    """``ختم حديثه بالقول``, ``تابع رأيه قائلا``: something of his, and nobody that can speak."""
    return possessed(norm) and (occasion_noun(norm) or source_class(norm) is None)


def _title_of(walk: Walk, phrase: NounPhrase) -> bool:
    """A title right behind the name of the subject, with no comma between."""
    subject, head = walk.subject, walk.scene.norm(phrase.first)
    behind = subject is not None and subject.named and subject.stop == phrase.first
    if not behind or phrase.source != "person" or phrase.named or definite(head) or possessed(head):
        return False
    told = "A" in walk.cue.frames and not COMPLEMENTISERS.isdisjoint(walk.scene.norms[phrase.stop : walk.stop])
    return not told


def _relative_end(walk: Walk, at: int) -> int:
    """A relative clause ends at the comma that closes it, or before the marker that opens the content."""
    scene = walk.scene
    for index in range(at + 1, walk.stop):
        norm = scene.norm(index)
        if norm in COMMAS or norm == ":" or index in scene.opens:
            return index
        if norm in COMPLEMENTISERS and index - at > 1 and "A" in walk.cue.frames:
            return index
        if index - at > 3 and "B" in walk.cue.frames and glued(norm, "ب") and norm not in NOT_CONTENT:
            return index
    return walk.stop
