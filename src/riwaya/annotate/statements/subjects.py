"""The subject that stands before its verb: a topic, an antecedent, a document with its relative clause."""

from __future__ import annotations

from collections.abc import Iterator

from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.phrases import (
    COMMAS,
    COMPLEMENTISERS,
    QUANTIFIERS,
    RELATIVES,
    NounPhrase,
    is_adverb,
    noun_phrase,
)
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.shapes import LEAST_PLURAL, definite, possessed
from riwaya.annotate.statements.sources import source_class
from riwaya.arabic.gazetteer import name_form
from riwaya.arabic.names import is_common
from riwaya.arabic.words import proclitics

#: Words that may stand between a subject and its verb, or open a clause before the subject.
BEFORE_VERB = words_of("before-verb")
CLAUSE_OPENERS = words_of("clause-opener")
#: What stands right before a clause; it is looked for so far before the clause's end.
BEFORE_CLAUSE = COMMAS | CLAUSE_OPENERS | {":", "ان", "انه", "-", ")"}
LONGEST_CLAUSE = 24
#: ``بيانا أكد فيه``: the document is where it was said, not who said it.
INSIDE = words_of("inside")
#: ``القائمة التي أعلن عنها المدرب``: the antecedent is what the verb is about.
RESUMING = words_of("resuming")
#: ``أصدر``, ``بثت``: verbs of giving out a document, and how far before the verb of saying they stand.
ISSUING = words_of("issuing")
LONGEST_ISSUE = 18
#: ``تصريحات لفلان أمس قال فيها``: the owner stands at most so far before the verb.
LONGEST_OWNER = 8
#: Behind كان, its subject and a verb without قد, the words open so near.
TOLD_WITHIN = 18
#: A relative clause has a verb and one word more: التي نشرت أمس.
LEAST_RELATIVE = 3
#: A name has at most so many tokens, and بين stands at most so many before what it joins.
LONGEST_NAME = 6


def subject_before(scene: Scene, at: int, first: int) -> NounPhrase | None:
    """The subject that stands before the verb: ``الشركة تقول``, ``أما سعيد فقال``, ``البيان الذي قال``."""
    phrase = _phrase_before(scene, at, first)
    dual = at in scene.cues and scene.cues[at].form.number == "d"
    return None if phrase is None or (dual and not _two(scene, phrase)) else phrase


def _phrase_before(scene: Scene, at: int, first: int) -> NounPhrase | None:
    index = at - 1
    while index >= first and (
        scene.norm(index) in BEFORE_VERB or is_adverb(scene.norm(index)) or (index == at - 1 and scene.is_mark(index))
    ):
        index -= 1
    owner = _owner(scene, at, first) or _issuer(scene, at, first)
    if owner is not None:
        return owner
    if index < first:
        return None
    if scene.norm(index) in RELATIVES:
        behind = scene.norm(at + 1)
        people = source_class(behind) is not None or behind.endswith(("وه", "وها", "وهم"))
        theirs = possessed(behind) and people
        # كيم الذي يقول منتقدوه, البلدية التي قال إنه
        own_subject = theirs or _other_speaker(scene, at) or _disagrees(scene, index, at)
        return None if own_subject else _antecedent(scene, index, first)
    topic = _topic_of_being(scene, at, first)
    if topic is not None:
        return topic
    if scene.norm(index) in COMMAS:
        return _before_comma(scene, index, at, first)
    beside = _named_beside(scene, index, at, first)
    if beside is not None:
        return beside
    for start in _clause_starts(scene, index, first):
        phrase = noun_phrase(scene, start, index + 1)
        if phrase is not None and phrase.stop == index + 1 and _subject_before_verb(scene, at, phrase):
            return phrase
        if phrase is not None and _with_relative(scene, at, phrase):
            return phrase
        if phrase is not None and phrase.stop == index and _employer(scene, phrase, index) and not _joined(scene, at):
            return phrase._replace(stop=index + 1)
    return _described_document(scene, at, index, first) or _bare_plural(scene, at)


def _employer(scene: Scene, phrase: NounPhrase, at: int) -> bool:
    """``مسؤولون بالاتحاد``: whom people work for, behind ب."""
    parts = proclitics(scene.norm(at))
    body = parts.particles == "ب" and source_class(scene.norm(at)) == "organisation"
    return body and phrase.source in ("person", "group") and not phrase.named


def _named_beside(scene: Scene, index: int, at: int, first: int) -> NounPhrase | None:
    """``قتلى في قصف كذا والجمعية تدعو إلى``: a verb in the singular has the name that و joins for its own subject."""
    if at not in scene.cues or scene.cues[at].form.number != "s" or scene.cues[at].form.kind == "participle":
        return None
    for start in range(index, max(first, index - LONGEST_NAME), -1):
        found = scene.mentions.get(start)
        if found is not None and found[1] == index + 1:
            joined = found[0].span.start > scene.tokens[start].start and scene.norm(start)[:1] == "و"
            alone = joined and found[0].type != "LOC" and not _listed(scene, start, first)
            return noun_phrase(scene, start, index + 1) if alone else None
    return None


def _listed(scene: Scene, at: int, first: int) -> bool:
    """``محادثات بين فلان وفلان تتناول``, ``فلان وفلان``: is the name at ``at`` joined to others of its kind?"""
    near = range(max(first, at - LONGEST_NAME), at)
    ends = (scene.mentions[before] for before in near if before in scene.mentions)
    alike = any(after == at and name.type == scene.mentions[at][0].type for name, after in ends)
    return alike or any(scene.norm(before) == "بين" for before in near)


def _owner(scene: Scene, at: int, first: int) -> NounPhrase | None:
    """``تصريحات لفلان قال فيها``: whose document it is speaks in it."""
    if scene.norm(at + 1) not in INSIDE or at not in scene.cues or scene.cues[at].proclitic:
        return None
    for index in range(at - 1, max(first, at - LONGEST_OWNER), -1):
        named = index in scene.mentions and scene.mentions[index][0].type == "PER"
        if named and scene.norm(index)[:1] == "ل" and scene.mentions[index][0].span.start > scene.tokens[index].start:
            document = any(source_class(scene.norm(before)) == "document" for before in (index - 1, index - 2))
            return noun_phrase(scene, index, at) if document else None
    return None


def _issuer(scene: Scene, at: int, first: int) -> NounPhrase | None:
    """``أصدر المركز بيانا يحذر من``, ``بثت القناة لقطات قالت إنها``: who issued the document speaks through it."""
    cue = scene.cues.get(at)
    if cue is None or cue.proclitic or cue.form.kind == "participle" or scene.norm(at - 1) in RELATIVES:
        return None
    if cue.weak and scene.norm(at + 1) not in INSIDE:
        return None
    return issuer_before(scene, at, first)


def issuer_before(scene: Scene, at: int, first: int) -> NounPhrase | None:
    """``أصدر المركز بيانا | جاء فيه``: who issued the document that ends before ``at``."""
    for verb in range(at - 2, max(first - 1, at - LONGEST_ISSUE), -1):
        if scene.norm(verb) in COMMAS or scene.norm(verb) in RELATIVES:
            return None
        if scene.norm(verb).removeprefix("و") in ISSUING:
            subject = noun_phrase(scene, verb + 1, at)
            spoken = subject is not None and subject.stop < at and not proclitics(scene.norm(at - 1)).article
            return subject if spoken and subject is not None and _can_issue(scene, subject) else None
    return None


def _can_issue(scene: Scene, subject: NounPhrase) -> bool:
    return subject.named or subject.first in scene.mentions or (subject.source not in (None, "document"))


def _topic_of_being(scene: Scene, at: int, first: int) -> NounPhrase | None:
    """``وكانت لجنة كذا، ومقرها …، قد دعت``, ``وكان فلان، مدير كذا وحماية كذا، صرح``: كان, its subject, the verb."""
    if scene.norm(first).removeprefix("و") not in ("كان", "كانت") or _joined(scene, at):
        return None
    if scene.norm(at - 1) != "قد" and (_parted(scene, first, at) or not _tells_soon(scene, at)):
        return None
    topic = noun_phrase(scene, first + 1, at)
    known = topic is not None and (topic.source is not None or topic.named or topic.first in scene.mentions)
    return topic if known else None


def _parted(scene: Scene, first: int, at: int) -> bool:
    """Does another clause begin between كان and the verb?"""
    return any(
        scene.norm(index) in CLAUSE_OPENERS or scene.norm(index) in RELATIVES or _reports_too(scene, index)
        for index in range(first + 1, at)
    )


def _tells_soon(scene: Scene, at: int) -> bool:
    """Do words open behind the verb? ``كان الدليل أخبر الناس بشعاب الوادي`` tells what he was, as likely."""
    return any(
        scene.norm(index) in COMPLEMENTISERS or scene.norm(index) == ":" or index in scene.opens
        for index in range(at + 1, at + TOLD_WITHIN)
    )


def _reports_too(scene: Scene, at: int) -> bool:
    return at in scene.cues and at not in scene.mentions and scene.cues[at].form.kind != "participle"


def _other_speaker(scene: Scene, at: int) -> bool:
    """``فلان، الذي كشفت الجماعة عن كذا``: behind the verb stands somebody who can speak, and agrees in gender."""
    norm = scene.norm(at + 1)
    if norm in QUANTIFIERS and scene.norm(at + 2) == "من":
        return True
    if not definite(norm) or source_class(norm) not in ("person", "group", "organisation") or at not in scene.cues:
        return False
    feminine = scene.cues[at].form.gender == "f"
    return feminine == proclitics(norm).stem.endswith(("ة", "ات", "ى"))


def _disagrees(scene: Scene, relative: int, at: int) -> bool:
    """``البلدية التي قال إنه``: a singular verb of another gender than its الذي or التي."""
    cue = scene.cues.get(at)
    if cue is None or cue.form.kind == "participle" or cue.form.number != "s" or scene.norm(at + 1) in INSIDE:
        return False
    return scene.norm(relative) in ("الذي", "التي") and (cue.form.gender == "f") != (scene.norm(relative) == "التي")


def _described_document(scene: Scene, at: int, index: int, first: int) -> NounPhrase | None:
    """``بيان أكد …``, ``معاهدة تنص …``: an indefinite document takes the verb as its relative clause."""
    if scene.norm(at + 1) in INSIDE or scene.norm(at + 1) in RESUMING or _joined(scene, at):
        return None
    for start in range(max(first, index - 6), index + 1):
        if _document(scene.norm(start)) and not _told_where(scene, start, first):
            phrase = noun_phrase(scene, start, index + 1)
            if phrase is not None and phrase.stop == index + 1:
                return phrase
    return None


def _told_where(scene: Scene, at: int, first: int) -> bool:
    """``وفي تغريدة منفصلة قال فلان``: a document in front says where it was said."""
    return at - 1 == first and scene.norm(first).removeprefix("و") in ("في", "عبر", "خلال")


def _bare_plural(scene: Scene, at: int) -> NounPhrase | None:
    """``محتجين طالبوا بـ``: an indefinite plural of people takes a plural verb as its relative clause."""
    cue, word = scene.cues.get(at), scene.norm(at - 1)
    plural = word.endswith(("ين", "ون")) and len(word) > LEAST_PLURAL and not definite(word)
    if cue is None or cue.form.number != "p" or cue.proclitic or not plural:
        return None
    return noun_phrase(scene, at - 1, at)


def _document(norm: str) -> bool:
    """An indefinite document: ``بيان``, and neither ``البيان`` nor ``بيانه``."""
    return source_class(norm) == "document" and not definite(norm) and not possessed(norm)


def _subject_before_verb(scene: Scene, at: int, phrase: NounPhrase) -> bool:
    """A verb before which a phrase stands agrees with it; an indefinite phrase is no topic except in headlines."""
    if _joined(scene, at) or glued_before(scene, phrase.first):
        return False
    if phrase.first in scene.mentions or phrase.source is not None:
        return True
    if phrase.stop - phrase.first <= 2 and not is_common(name_form(scene.norm(phrase.first))):
        return True  # an unknown word is most often a name
    return phrase.definite and at in scene.cues and scene.cues[at].form.kind == "present"


def _two(scene: Scene, phrase: NounPhrase) -> bool:
    """``الوزيران``, ``موسكو وبكين``: what a dual verb wants for a subject."""
    return phrase.head.endswith("ان") or any(scene.norm(k)[:1] == "و" for k in range(phrase.first + 1, phrase.stop))


def _with_relative(scene: Scene, at: int, phrase: NounPhrase) -> bool:
    """``المسودة التي اطلعت عليها الوكالة تدعو إلى``: a relative clause between the topic and its verb."""
    if scene.norm(phrase.stop) not in RELATIVES or at - phrase.stop < LEAST_RELATIVE:
        return False
    topic = phrase.source is not None or phrase.first in scene.mentions
    free = not any(index in scene.cues for index in range(phrase.stop + 1, at))
    return topic and free and not _joined(scene, at) and not glued_before(scene, phrase.first)


def glued_before(scene: Scene, at: int) -> bool:
    """Does ب, ك or ل stand glued before the phrase? Then it is no subject (``للصحفيين قال الوزير``)."""
    found = scene.mentions.get(at)
    if found is not None:
        return found[0].span.start > scene.tokens[at].start and scene.norm(at)[:1] in ("ب", "ك", "ل")
    return bool(set(proclitics(scene.norm(at)).particles) & set("بكل"))


def _joined(scene: Scene, at: int) -> bool:
    """Is the verb glued to و, so that what stands before it belongs to another clause?"""
    return scene.cues[at].proclitic == "و" if at in scene.cues else scene.norm(at).startswith("و")


def _clause_starts(scene: Scene, index: int, first: int) -> Iterator[int]:
    """Where the clause that ends at ``index`` may start: nearest comma or sentence start, connectors skipped."""
    for at in range(index, max(first, index - LONGEST_CLAUSE + 1) - 1, -1):
        if at == first or scene.norms[at - 1] in BEFORE_CLAUSE or scene.is_mark(at - 1):
            yield at


def _before_comma(scene: Scene, comma: int, at: int, first: int) -> NounPhrase | None:
    """``وبوتين، الذي …، قال``: a topic in front, closed by a comma; only a named one counts."""
    if _joined(scene, at) or comma <= first:
        return None
    for start in [*_clause_starts(scene, comma - 1, first), first]:
        phrase = noun_phrase(scene, start, comma) if start == first or scene.norm(start - 1) not in COMMAS else None
        known = phrase is not None and (phrase.first in scene.mentions or (phrase.named and bool(phrase.source)))
        if phrase is None or not (known or _fronted(scene, start, comma)):
            continue
        rest = scene.norm(phrase.stop)
        if phrase.stop == comma or (start == first and (rest in RELATIVES or rest in COMMAS)):
            return phrase
    return None


def _fronted(scene: Scene, start: int, comma: int) -> bool:
    """``أما شركة كذا، فقد قالت``: whatever stands behind أما is the topic."""
    return scene.norm(start - 1) in ("اما", "واما") and scene.norm(comma + 1)[:1] == "ف"


def _antecedent(scene: Scene, relative: int, first: int) -> NounPhrase | None:
    for start in range(max(first, relative - 6), relative):
        end = scene.mentions[start][1] if start in scene.mentions else -1
        if end == relative or (end == relative - 1 and scene.norm(end) in COMMAS):
            return noun_phrase(scene, start, end)
    if scene.norm(relative - 1) in COMMAS:
        for start in _clause_starts(scene, relative - 2, first):
            topic = noun_phrase(scene, start, relative - 1)
            if topic is not None and topic.named and scene.norm(start - 1) not in COMMAS:
                return topic
    for start in range(relative - 1, max(first, relative - 5) - 1, -1):
        phrase = noun_phrase(scene, start, relative)
        if phrase is not None and phrase.stop == relative and phrase.source is not None:
            return phrase
    return _people_who(scene, relative)


def _people_who(scene: Scene, relative: int) -> NounPhrase | None:
    """``غضب السكان الذين يقولون``: behind الذين a definite plural of people is whoever they are."""
    parts = proclitics(scene.norm(relative - 1))
    people = scene.norm(relative) == "الذين" and parts.article and parts.stem.endswith(("ين", "ون"))
    return NounPhrase(relative - 1, relative, scene.norm(relative - 1), "group", False, True) if people else None
