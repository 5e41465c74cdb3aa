"""Stretches between a cue and its content: noun phrases, adverbials, insertions. All work on token indices."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from riwaya import lexicon
from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.cues import lookup
from riwaya.annotate.statements.scene import Scene
from riwaya.annotate.statements.shapes import definite, is_deed, is_masdar_with_b, possessed, relational
from riwaya.annotate.statements.sources import occasion_noun, source_class
from riwaya.arabic.gazetteer import name_form
from riwaya.arabic.names import is_common
from riwaya.arabic.words import NUMBER, WORD, proclitics

COMPLEMENTISERS = words_of("complementiser")
#: Persons who are nobody's: behind ``قال الرئيس`` a ``للزعيم`` is the hearer, behind ``المستشار`` it is the employer.
CHIEFS = words_of("chief")
RELATIVES = words_of("relative")
PREPOSITIONS = words_of("preposition")
COMMAS = frozenset("،,")
#: Verbal nouns that act as prepositions before على: ``ردا على سؤال``.
BEFORE_ON = words_of("before-on")
DASHES = frozenset("-–—ـ")
#: Names of bodies in quotation marks have at most so many words: ``«هيئة حماية الصيادين»``.
QUOTED_NAME = 6
NOTHING: frozenset[str] = frozenset()
#: Words that end a noun phrase: they open a clause or carry on the sentence.
STOPPERS = words_of("phrase-end")
#: Who takes words down for a medium: a name behind them is the medium's.
CORRESPONDENTS = words_of("correspondent")
#: ``أرقام نشرتها صحيفة كذا``: a relative clause that names who carried the document.
PUBLISHED = words_of("published")
#: ``لاعب خط وسط``: behind these وسط is no preposition.
MIDFIELD = words_of("midfield")
#: Ranks behind a rank: ``اللفتنانت كولونيل``.
RANKS = words_of("second-rank")
#: ل and ال alone, before a name in marks.
BARE_L = frozenset({"ل", "لل", "ال"})
#: No noun phrase holds one of these.
NO_PHRASE = COMPLEMENTISERS | RELATIVES | STOPPERS | PUBLISHED
#: ``حوالي 17 في المئة``.
ABOUT = words_of("about-number")
PER_CENT = frozenset({"%", "٪", "بالمئة", "بالمائة"})
#: ``عائلة الفتى فلان``: whose family it is may be named.
FAMILIES = words_of("family")
#: ``منظمة كذا لحقوق الإنسان``: what a body cares for, behind ل.
CONCERNS = words_of("concern")
#: Bodies that are never an adjective (as ``المحافظة`` may be).
BODIES = words_of("body")
#: ``من جانبه``, ``من جهتها``: somebody else has the word.
TURNS = words_of("turn")
#: Behind a preposition these belong to the clause and not to the phrase: ``مسؤول في وقت سابق``.
NO_COMPLEMENT = words_of("no-complement")
#: ``في هذا الصدد``: what is spoken about, behind a demonstrative.
MATTERS = words_of("matter")
#: What stands before the head it belongs to: ``هذا التقرير``, ``نفس المصدر``.
DETERMINERS = words_of("determiner")
#: ``عدد من الخبراء``: the noun behind من is the head.
QUANTIFIERS = words_of("quantifier")
#: ``أحد الشهود``: of several, one.
ONE_OF = frozenset({"احد", "احدى"})
#: Verbal nouns that take a preposition: behind a definite word they open the object (``أعلنت الدائرة | العثور على``).
OBJECT_NOUNS = words_of("object-noun")
#: A noun phrase longer than this is a parsing accident (the longest in the reference corpus has 24 words).
LONGEST_PHRASE = 28


class NounPhrase(NamedTuple):
    """Tokens ``[first, stop)`` of a noun phrase; ``head`` is its first word's stem, ``source`` the head's class."""

    first: int
    stop: int
    head: str
    source: str | None
    named: bool
    definite: bool


@cache
def _media_words() -> frozenset[str]:
    names = {row["name"].split()[0] for row in lexicon.load("media_names").rows}
    return lexicon.column("media_heads", "word") | names


@lru_cache(maxsize=1 << 14)
def to_medium(norm: str) -> bool:
    """True for a word glued to ل that starts a medium's name (``لوكالة``, ``لرويترز``)."""
    words = _media_words() | CORRESPONDENTS
    return norm[:1] == "ل" and (norm[1:] in words or proclitics(norm).stem in words or "ا" + norm[1:] in words)


@lru_cache(maxsize=1 << 14)
def is_adverb(norm: str) -> bool:
    """True for an adverb that may stand between cue and content."""
    return norm in lexicon.column("cue_adverbs", "word")


def is_preposition(norm: str, behind: str) -> bool:
    """True for a preposition; ``ردا`` and ``تعليقا`` are some before على only (``اعتبره ردا مناسبا``)."""
    if norm in ABOUT and behind[:1].isdigit():
        return False  # نحو 10 في المئة
    if norm[:1] == "و" and norm[1:] in PREPOSITIONS and len(norm) > len("وب"):
        return True  # وفي دعواها
    return norm in PREPOSITIONS and (norm not in BEFORE_ON or behind == "على")


def noun_phrase(scene: Scene, start: int, stop: int, *, barred: frozenset[str] = NOTHING) -> NounPhrase | None:
    """The noun phrase that starts at token ``start``, or ``None`` when none does; ``barred`` prepositions end it."""
    if start >= stop:
        return None
    head_at = start
    token = scene.tokens[start]
    if token.norm in BARE_L and start + 1 in scene.opens:
        return noun_phrase(scene, start + 1, stop, barred=barred)  # وفقا للـ"كذا"
    if start in scene.opens and scene.words(start, scene.opens[start][1]) <= QUOTED_NAME:
        after = scene.opens[start][1]
        return _modified(scene, NounPhrase(start, after, scene.norm(start + 1), None, False, True), stop, barred)
    if start in scene.mentions and (token.kind == WORD or scene.tokens[start].norm.startswith("#")):
        mention, after = scene.mentions[start]
        if after > start and (mention.span.start == token.start or token.norm.startswith(("#", "و", "ل", "ب", "ف"))):
            phrase = NounPhrase(start, min(after, stop), token.norm, source_class(token.norm), True, True)
            return _modified(scene, phrase, stop, barred)
    counted = _counted(scene, start)
    if counted is not None:
        return _modified(scene, counted, stop, barred)
    if token.norm == "#":
        return _hashtag(scene, start, stop, barred)
    if token.kind != WORD or _ends_phrase(scene, start) or token.norm in ("و", "ف") or start in scene.times:
        return None
    if token.norm in DETERMINERS:
        head_at = start + 1
    if token.norm in QUANTIFIERS and scene.norm(start + 1) == "من":
        inner = noun_phrase(scene, start + 2, stop, barred=barred)
        return inner._replace(first=start, source=inner.source or "group") if inner is not None else None
    if head_at >= stop or (head_at > start and _ends_phrase(scene, head_at)) or scene.tokens[head_at].kind != WORD:
        group = "group" if token.norm in ("هؤلاء", "بعض", "جميع", "كل", "معظم") else source_class(token.norm)
        return NounPhrase(start, start + 1, token.norm, group, False, True)
    word = scene.norm(head_at)
    sure = definite(word) or possessed(word)
    phrase = NounPhrase(start, head_at + 1, word, source_class(word) or source_class(token.norm), False, sure)
    return _modified(scene, phrase, stop, barred)


def _hashtag(scene: Scene, start: int, stop: int, barred: frozenset[str]) -> NounPhrase | None:
    """``#حساب_المواطن``: one name, however many words; of one word it goes on as any other."""
    end = start + 2
    while end < min(stop, len(scene.tokens)) and scene.tokens[end].start == scene.tokens[end - 1].stop:
        if scene.tokens[end].norm in (*COMMAS, ":", ".", ")"):
            break
        end += 1
    if end - start < 4:
        return noun_phrase(scene, start + 1, stop, barred=barred)
    head = scene.norm(start + 1)
    phrase = NounPhrase(start, end, head, source_class(head), True, True)
    return _modified(scene, phrase, stop, barred)


def _counted(scene: Scene, start: int) -> NounPhrase | None:
    """``نحو 10 في المئة``, ``17 شاهدا``: a number speaks for those it counts."""
    number = start + 1 if scene.norm(start) in ABOUT else start
    if number >= len(scene.tokens) or scene.tokens[number].kind != NUMBER:
        return None
    share = scene.norm(number + 1) == "في" and scene.norm(number + 2)[:4] in ("المئ", "الما")
    stop = number + 3 if share else number + 1 + (scene.norm(number + 1) in PER_CENT)
    return NounPhrase(start, stop, scene.norm(start), "group", False, True)


def _ends_phrase(scene: Scene, index: int) -> bool:
    norm = scene.norms[index]
    if norm in NO_PHRASE or is_adverb(norm) or is_preposition(norm, scene.norms[index + 1]):
        return True
    cue = lookup(norm)
    if cue is None or cue.form.pronoun or index in scene.mentions:
        return False
    return cue.form.kind != "participle" or cue.lemma == "قال" or (not cue.weak and cue.form.text.endswith("ا"))


def _modified(scene: Scene, phrase: NounPhrase, stop: int, barred: frozenset[str]) -> NounPhrase:
    """``phrase`` with what hangs on it: the rest of a construct chain, adjectives, names, titles in commas."""
    limit = min(stop, phrase.first + LONGEST_PHRASE)
    while phrase.stop < limit:
        longer = None if scene.norm(phrase.stop) in barred else _extended(scene, phrase, limit)
        if longer is None or longer.stop <= phrase.stop:
            break
        phrase = longer
    return phrase


def _extended(scene: Scene, phrase: NounPhrase, limit: int) -> NounPhrase | None:
    at = phrase.stop
    token = scene.tokens[at]
    if to_medium(token.norm):
        return None
    if token.norm == "(":
        return _parenthesis(scene, phrase, limit)
    if at in scene.times:
        return None
    if at in scene.mentions:
        return _with_name(scene, phrase, at, limit)
    if at in scene.opens:
        _quote, closer = scene.opens[at]
        names = phrase.source in ("organisation", "group", "document") or _employs(scene, phrase, closer)
        names = names or source_class(scene.norm(at - 1)) == "organisation"  # ممثل منظمة "كذا"
        names = names and proclitics(scene.norm(at + 1)).particles != "ب"  # اتهم الجيش "باللجوء إلى كذا"
        return phrase._replace(stop=closer) if names and scene.is_scare(at) and closer <= limit else None
    if token.norm in COMMAS:
        return _apposition(scene, phrase, limit)
    if token.kind == NUMBER:
        return phrase._replace(stop=at + 1) if phrase.source in ("organisation", "document") else None
    if token.norm == "#":
        return phrase._replace(stop=at + 1)
    if token.kind != WORD:
        return None
    if token.norm.startswith("باسم") and token.norm != "باسم":
        return phrase._replace(stop=at + 1, definite=True)
    if token.norm == "باسم" or (
        token.norm in ("في", "لدى", "من", "عن", "الى") and _takes_complement(scene, phrase, at)
    ):
        inner = noun_phrase(scene, at + 1, limit)
        return phrase._replace(stop=inner.stop) if inner else None
    if token.norm == "وسط" and scene.norm(at - 1) in MIDFIELD:
        return phrase._replace(stop=at + 1)
    if _ends_phrase(scene, at):
        return None
    return _with_word(scene, phrase, at, limit)


def _employs(scene: Scene, phrase: NounPhrase, after: int) -> bool:
    """``مراسلة "النهار" أن``, ``زعيم "الحركة" بأن``: the body in marks is whom the head, with no ال, belongs to."""
    if phrase.source != "person" or phrase.definite:
        return False
    behind = scene.norm(after)
    return behind in COMPLEMENTISERS or behind == ":" or proclitics(behind).particles == "ب"


def _with_name(scene: Scene, phrase: NounPhrase, at: int, limit: int) -> NounPhrase | None:
    """A name may follow a title (``الرئيس الروسي فلاديمير بوتين``), a chain (``وزير خارجية فرنسا``) or و."""
    mention, after = scene.mentions[at]
    parts = proclitics(scene.norm(at))
    glued = mention.span.start > scene.tokens[at].start
    if glued and parts.particles not in ("و", "ل"):
        return None
    if glued and parts.particles == "ل" and phrase.source is None:
        return None
    plural = phrase.source is None and proclitics(scene.norm(at - 1)).stem.endswith(("ون", "ين", "ات"))
    of_one = proclitics(phrase.head).stem in FAMILIES and phrase.stop - phrase.first > 1
    group = phrase.source == "group" and scene.norm(phrase.first) not in ONE_OF
    if mention.type == "PER" and not glued and (plural or group) and not of_one:
        return None  # people in the plural are not the person named next: المحتجون | فلان
    if mention.type == "PER" and not glued and phrase.source == "organisation" and phrase.definite and not of_one:
        return None  # nor is a body: اتهمت قيادة الجيش | فلانا
    over = definite(scene.norm(at - 1)) or possessed(scene.norm(at - 1)) or at in scene.name_ends
    if not glued and mention.type != "PER" and over:
        return None  # a chain is closed by its definite word: الحكومة البريطانية | روسيا
    closed = phrase.definite or (mention.type != "PER" and not glued)  # زعيم كوريا الشمالية
    return phrase._replace(stop=min(after, limit), named=phrase.named or mention.type == "PER", definite=closed)


def _with_word(scene: Scene, phrase: NounPhrase, at: int, limit: int) -> NounPhrase | None:
    norm = scene.norm(at)
    parts = proclitics(norm)
    previous = scene.norm(at - 1)
    ended = scene.name_ends.get(at)
    if parts.article and not parts.particles:
        closed = definite(previous) and phrase.definite and phrase.source is not None
        if closed and (parts.stem in BODIES or (source_class(norm) == "organisation" and at - phrase.first > 1)):
            return None  # a second body is no adjective of the first: نقابة العمال | الشركة
        if closed and phrase.source == "organisation" and source_class(norm) in ("person", "group"):
            return None  # دعت المنظمة الدولية | العمال
        if closed and parts.stem.endswith("ات") and previous.endswith(("ية", "يه")):
            return None  # adjectives of one head agree: دانت السلطات البلدية | الاتهامات
        if closed and relational(previous) and not previous.endswith(("ين", "ون")) and is_deed(parts.stem):
            return None  # وصف المسؤول المحلي | التراشق; not حزب الوطنيين الأحرار
        if closed and phrase.source == "person" and is_deed(parts.stem):
            return None  # رفض الرئيس | الإفصاح عن
        if parts.stem in OBJECT_NOUNS and scene.norm(at + 1) in PREPOSITIONS:
            return None
        if ended == "PER" and source_class(norm) == "person" and scene.norm(at + 1).startswith("باسم"):
            return phrase._replace(stop=at + 1, definite=True)  # فلان المتحدث باسم
        if ended == "PER" or (ended is not None and not (relational(parts.stem) or _closes(scene, at + 1))):
            return None
        return phrase._replace(stop=at + 1, definite=True)
    if parts.article and parts.particles == "ل" and phrase.source in ("person", "organisation", "group", "document"):
        if scene.norm(phrase.first) in CHIEFS and source_class(norm) == "person":
            return None  # whom it was told to: الرئيس الروسي | للزعيم
        return phrase._replace(stop=at + 1, definite=True)
    if parts.particles == "ل" and phrase.source == "organisation" and parts.stem in CONCERNS:
        return phrase._replace(stop=at + 1 + definite(scene.norm(at + 1)), definite=True)
    if parts.particles == "و":
        follows = source_class(parts.stem) or at in scene.mentions
        joined = parts.article or follows or (possessed(norm) and not phrase.definite)
        joined = joined or (relational(parts.stem) and relational(previous) and not phrase.definite)
        joined = joined or (ended is not None and not is_common(name_form(parts.stem)))  # ليمارا وتورلان: a second name
        return phrase._replace(stop=at + 1) if joined and lookup(norm) is None else None
    if parts.particles or is_masdar_with_b(norm):
        return None
    over = definite(previous) or possessed(previous) or scene.tokens[at - 1].kind not in (WORD, NUMBER)
    if norm in RANKS and source_class(previous) == "person":
        return phrase._replace(stop=at + 1)
    if ended is not None or over or (norm.endswith("ا") and source_class(norm[:-1]) == "document"):
        return None  # نشر محامي فلان | بيانا
    if relational(norm) or source_class(norm) or possessed(norm) or _chain(phrase, at):
        return phrase._replace(stop=at + 1, definite=phrase.definite or possessed(norm))
    return None


def _closes(scene: Scene, at: int) -> bool:
    """Does a comma, a complementiser, a colon or a quotation follow, so that the noun phrase must be over?

    Not with ب: ``وصفت روسيا القرار بأنه`` has an object in between.
    """
    norm = scene.norm(at)
    told = norm in COMPLEMENTISERS and norm[:1] != "ب"
    return told or norm in COMMAS or norm == ":" or at in scene.opens or at in scene.times


def _chain(phrase: NounPhrase, at: int) -> bool:
    """The second word of a construct chain whose head can speak (``لاعب وسط``, ``شهود عيان``)."""
    return phrase.source is not None and at - phrase.first <= 2 and not phrase.definite


def _takes_complement(scene: Scene, phrase: NounPhrase, at: int) -> bool:
    """``مسؤول في البيت الأبيض``: a prepositional complement belongs to an office, not to a name or an occasion."""
    if phrase.named or phrase.source is None or at + 1 in scene.times:
        return False
    after = scene.norm(at + 1)
    if (occasion_noun(after) and source_class(after) is None) or after in TURNS or after in NO_COMPLEMENT:
        return False
    own = possessed(after) and not definite(after) and source_class(after) is None
    if scene.norm(at) == "في" and (occasion_noun(after) or own or scene.norm(at + 2) in MATTERS):
        return False  # في مقابلته, في هجومه, في هذا الصدد
    if scene.norm(at) == "عن" and proclitics(phrase.head).stem in ("نائب", "ممثل", "مرشح", "نيابة", "متحدث"):
        return True
    return not (scene.norm(at) in ("عن", "الى") and phrase.source != "document")


def _parenthesis(scene: Scene, phrase: NounPhrase, limit: int) -> NounPhrase | None:
    for index in range(phrase.stop + 1, min(limit, phrase.stop + 12)):
        if scene.norm(index) == ")":
            return phrase._replace(stop=index + 1)
    return None


def _apposition(scene: Scene, phrase: NounPhrase, limit: int) -> NounPhrase | None:
    """``الرئيس الإيراني، حسن روحاني`` and ``روبين رايت، المحلل في صحيفة X``: a name after a title, or the reverse."""
    at = phrase.stop + 1
    if at >= limit:
        return None
    names_title = phrase.source == "person" and not phrase.named
    if at in scene.mentions and names_title and scene.mentions[at][0].type == "PER":
        if scene.mentions[at][0].span.start == scene.tokens[at].start:
            return phrase._replace(stop=min(scene.mentions[at][1], limit), named=True)
        return None
    norm = scene.norm(at)
    origin = relational(norm) and at + 1 in scene.mentions and scene.mentions[at + 1][0].type == "PER"
    if names_title and definite(norm) and (origin or source_class(norm) == "person"):  # المدرب، الليماري فلان
        inner = noun_phrase(scene, at, limit)
        return phrase._replace(stop=inner.stop, named=True) if inner is not None and inner.named else None
    if phrase.named and source_class(norm) == "person" and not proclitics(norm).particles and lookup(norm) is None:
        inner = noun_phrase(scene, at, limit)
        if inner is not None and not inner.named:
            return phrase._replace(stop=inner.stop)
    return None
