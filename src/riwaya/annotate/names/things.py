"""Names of places and organisations: known ones, and those that a head noun opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from riwaya.annotate.names.people import known_at
from riwaya.annotate.names.words import NEAR, QUOTED, Found, Words
from riwaya.arabic.gazetteer import Known, word_set
from riwaya.model import Span

#: Words of an organisation's name after its head: المفوضية العليا المستقلة للانتخابات في العراق stays within six.
LONGEST_NAME = 6
#: So many words of sport make the name of a city mean its club.
SPORT = 4
_PLACE_PREPOSITIONS = frozenset({"في", "الى", "من", "بين", "نحو", "عبر", "شمال", "جنوب", "شرق", "غرب", "وسط", "داخل"})


def by_list(words: Words) -> Iterator[Found]:
    """Every known name, the longest at each place, where what it needs stands near it."""
    sport = _talks_of_sport(words)
    beyond = 0
    for at, fact in enumerate(words.facts):
        found = _meant(words, at, sport=sport) if fact.known and at >= beyond else None
        if found is not None:
            beyond, cut, entry = found
            yield Found(at, beyond, cut, entry.type, "list", id=entry.id, name=entry.name)


def _talks_of_sport(words: Words) -> bool:
    sport = word_set("sport_words")
    return sum(form in sport for form in words.forms) >= SPORT


def _meant(words: Words, at: int, *, sport: bool) -> tuple[int, int, Known] | None:
    """The known name meant at ``at``: the longest whose need is met; clubs before cities where sport is the topic."""
    best: list[tuple[int, int, int, Known]] = []
    for cut, entries in words.facts[at].known:
        for rest, entry in entries:
            stop = at + 1 + len(rest)
            if rest and not (tuple(words.forms[at + 1 : stop]) == rest and words.together(at, stop)):
                continue
            if _need_met(words, at, cut, entry, sport=sport):
                best.append((stop, 1 if entry.needs == "club" else 0, -cut, entry))
    if not best:
        return None
    top = max(candidate[:3] for candidate in best)
    stop, _, cut, entry = _homonym(words, [candidate for candidate in best if candidate[:3] == top])
    return stop, -cut, entry


def _homonym(words: Words, best: list[tuple[int, int, int, Known]]) -> tuple[int, int, int, Known]:
    """Of two places of one name (عمان, طرابلس) the one whose country the article speaks of most; else the first."""
    if len(best) == 1:
        return best[0]
    spoken_of = _countries(words)
    return max(best, key=lambda candidate: spoken_of[candidate[3].country or ""])


def _countries(words: Words) -> Counter[str]:
    """How often each country is named, or meant by an adjective, in the article."""
    if words.countries is None:
        words.countries = Counter()
        for fact in words.facts:
            ids = {entry.id for _, entries in fact.known for _, entry in entries}
            words.countries.update(ids | {fact.nisba} if fact.nisba else ids)
    return words.countries


def _need_met(words: Words, at: int, cut: int, entry: Known, *, sport: bool) -> bool:
    """Does what the entry needs stand near word ``at``?"""
    before = words.forms[at - 1] if at and words.near(at) else ""
    placed = _behind_place_noun(words, at)
    if entry.type == "ORG" and before and _ministry_of_title(words, at):
        return False
    if entry.needs == "club":
        return sport and not placed and before not in _PLACE_PREPOSITIONS
    if entry.needs == "fans":
        return sport and ((before in word_set("sport_words") and before != "ملعب") or before in ("امام", "ضد", "على"))
    if entry.needs == "prep":
        return placed or words.forms[at][cut - 1 : cut] in ("ب", "ل") or before in _PLACE_PREPOSITIONS
    if entry.needs == "head":
        return placed
    if entry.type == "ORG" and cut and len(words.forms[at]) - cut < 4:
        return False
    return not (entry.type == "LOC" and words.facts[at].nisba and cut == 0 and _is_adjective(words, at, before))


def _ministry_of_title(words: Words, at: int) -> bool:
    """``الخارجية …`` after ``وزير`` belongs to the title and names no organisation."""
    head = words.facts[at].org
    return head is not None and head.rule == "ministry" and words.facts[at - 1].title is not None


def _is_adjective(words: Words, at: int, before: str) -> bool:
    """The name of a country that is also an adjective (السعودية, سورية) follows the noun it describes."""
    if not before or before in _PLACE_PREPOSITIONS:
        return False
    return words.facts[at - 1].definite == words.facts[at].definite and not words.facts[at - 1].stop


def _behind_place_noun(words: Words, at: int) -> bool:
    return at > 0 and words.near(at) and words.facts[at - 1].place is not None


def by_place_noun(words: Words) -> Iterator[Found]:
    """A place noun and the name it opens: inside nouns belong to the name (نهر …), outside nouns do not (مدينة …)."""
    for at, fact in enumerate(words.facts):
        head = fact.place
        if head is None or at + 1 >= len(words) or words.gap(at + 1) not in (NEAR, QUOTED):
            continue
        stop = _place_name_end(words, at + 1)
        if not stop:
            continue
        if head.kind == "inside":
            yield Found(at, stop, head.cut, "LOC", "place-noun", span=_quoted_span(words, at, stop, head.cut))
        else:
            yield Found(at + 1, stop, 0, "LOC", "place-noun-outside")


def _place_name_end(words: Words, at: int) -> int:
    """The word after a place's proper name at ``at``; 0 when what stands there is no proper name."""
    known = known_at(words, at, types="LOC")
    if known is not None and known[1] == 0:
        return 0 if words.facts[at].nisba else known[0]
    fact, form = words.facts[at], words.forms[at]
    if fact.stop or fact.common or fact.nisba or fact.title or fact.org or fact.place or not form.isalpha():
        return 0
    if fact.definite and form.endswith(("يه", "ي", "ين", "ون", "ات")):
        return 0
    stop = at + 1
    while stop < len(words) and stop - at < 3 and words.near(stop) and _goes_on(words, stop):
        stop += 1
    return stop


def _goes_on(words: Words, at: int) -> bool:
    fact = words.facts[at]
    return not (fact.stop or fact.common or fact.nisba or fact.definite or fact.title or fact.known) and fact.part


def by_organisation_noun(words: Words) -> Iterator[Found]:
    """A head noun of organisations with its complement: وزارة …, الاتحاد … الوطني, حزب …"""
    for at, fact in enumerate(words.facts):
        head = fact.org
        if head is None:
            continue
        if head.kind == "closed":
            found = _construct(words, at, head.cut, head.rule)
        else:
            found = _definite(words, at, head.cut, head.rule)
        if found:
            yield found


def _construct(words: Words, at: int, cut: int, rule: str) -> Found | None:
    first = at + 1
    if first >= len(words) or words.gap(first) not in (NEAR, QUOTED) or _listed(words, at):
        return None
    stop = _proper_end(words, first)
    quoted = words.gap(first) == QUOTED
    if stop and (quoted or rule in ("named", "whole")):
        return Found(first, stop, 0, "ORG", "organisation-named")
    if quoted or rule == "named":
        return None
    stop = stop or _complement(words, first, rule)
    return Found(at, stop, cut, "ORG", "organisation-noun") if stop else None


def _listed(words: Words, at: int) -> bool:
    """A known organisation begins here and no adjective of kind makes it another one."""
    known = known_at(words, at, types="ORG")
    if known is None or known[2].needs:
        return False
    return not (words.near(known[0]) and words.forms[known[0]] in word_set("org_adjectives"))


def _proper_end(words: Words, at: int) -> int:
    """The word after a quoted or known proper name: صحيفة "…", حركة …"""
    if words.gap(at) == QUOTED:
        stop = at + 1
        while words.near(stop) and stop - at < LONGEST_NAME:
            stop += 1
        return stop if words.closes(stop) else 0
    known = known_at(words, at, types="ORG")
    return known[0] if known is not None and known[1] == 0 else 0


def _complement(words: Words, at: int, rule: str) -> int:
    """The word after the definite complement that begins at ``at``; 0 when there is none."""
    fact = words.facts[at]
    if fact.stop or words.gap(at) != NEAR:
        return 0
    stop = at
    known = known_at(words, at, types="LOCPER")
    if known is not None and known[1] == 0:
        stop = known[0]
    elif _definite_complement(words, at, rule) or _proper_word(words, at, rule):
        stop = at + 1
    elif _inner_pair(words, at, words.forms[at]):
        stop = at + 2
    return _more(words, stop, rule) if stop > at else 0


def _definite_complement(words: Words, at: int, rule: str) -> bool:
    strict = rule == "strict" and words.facts[at].nisba is not None
    return rule != "only" and words.forms[at].startswith("ال") and not strict


@lru_cache(maxsize=1)
def _inner() -> frozenset[str]:
    """Indefinite words inside the names of organisations (هيئة شؤون …, لجنة حقوق …)."""
    return word_set("org_inner")


def _proper_word(words: Words, at: int, rule: str) -> bool:
    """A word that can only be a proper name; after some heads (جامعة …) any word that is not common is one."""
    fact, form = words.facts[at], words.forms[at]
    if len(form) < 3 or not form.isalpha() or fact.definite or fact.common or fact.nisba or fact.title:
        return False
    return rule == "proper" or (rule in ("party", "only") and fact.part and not form.startswith(("و", "ل", "ب")))


def _more(words: Words, stop: int, rule: str) -> int:
    """Go on over adjectives, ``لل…`` complements and fields joined by و; an adjective of nationality ends the name."""
    limit = stop + LONGEST_NAME - 1
    while stop < min(limit, len(words)) and words.near(stop):
        step = _step(words, stop, rule)
        if not step:
            break
        stop += step
        if words.facts[stop - 1].nisba and not (stop < len(words) and words.facts[stop].nisba):
            return stop + _purpose(words, stop)
    return stop


def _purpose(words: Words, at: int) -> int:
    """How many words at ``at`` say whom a body is for: للطاقة, لسيدات الأعمال; 0 when none do."""
    if at >= len(words) or not words.near(at):
        return 0
    form = words.forms[at]
    return 1 if _for_field(form) else 2 if form[0] == "ل" and _inner_pair(words, at, form[1:]) else 0


def _inner_pair(words: Words, at: int, form: str) -> bool:
    """An inner word (حقوق, شؤون) and the definite word that it needs."""
    return form in _inner() and at + 1 < len(words) and words.near(at + 1) and words.facts[at + 1].definite


def _for_field(form: str) -> bool:
    return form.startswith("لل") and "ال" + form[2:] in word_set("fields")


def _step(words: Words, at: int, rule: str) -> int:
    """How many words at ``at`` go on with the name of an organisation; 0 when it ends before."""
    fact, form = words.facts[at], words.forms[at]
    if fact.stop:
        return 0
    if fact.nisba or form in word_set("org_adjectives") or (rule != "strict" and _relational(words, at)):
        return 1 if form.startswith("ال") else 0
    if form.startswith("وال") and (rule == "party" or form[1:] in word_set("fields")):
        return 1 if not fact.org and not fact.title and not fact.known else 0
    if _for_field(form):
        return 1
    if _inner_pair(words, at, form[1:] if form[0] in "لو" else form):
        return 2
    return 1 if form in word_set("fields") else 0


def _relational(words: Words, at: int) -> bool:
    """A definite adjective in ي that belongs to the name (هيئة … الحدودية), and is no title or family name."""
    fact, form = words.facts[at], words.forms[at]
    shaped = form.startswith("ال") and form.endswith(("ي", "يه")) and len(form) > 5
    return shaped and fact.common and not (fact.title or fact.org or fact.known)


def _definite(words: Words, at: int, cut: int, rule: str) -> Found | None:
    """A definite head needs an adjective that makes it one of its kind: الجيش …ي, الاتحاد …ي لكرة القدم."""
    if at + 1 >= len(words) or not words.near(at + 1):
        return None
    fact, form = words.facts[at + 1], words.forms[at + 1]
    if _listed(words, at) or not fact.definite or not (fact.nisba or (not rule and form in word_set("org_adjectives"))):
        return None
    if fact.nisba and not _agree(words.forms[at], form):
        return None
    if at > 0 and words.near(at) and _ministry_of_title(words, at):
        return None
    return Found(at, _more(words, at + 1, rule), cut, "ORG", "organisation-noun")


def _agree(noun: str, nationality: str) -> bool:
    """A masculine nationality is of another noun before a feminine one: وزير … والمالية الفرنسي."""
    return not noun.endswith("ه") or nationality.endswith("ه")


def _quoted_span(words: Words, first: int, last: int, cut: int) -> Span:
    """The span of words ``[first, last)`` with the quotation mark that closes one opened inside."""
    span = words.span(first, last, cut=cut)
    opened = any(words.gap(at) == QUOTED for at in range(first + 1, last))
    if opened and words.gap(last) == QUOTED and span.stop < len(words.text):
        return Span(span.start, span.stop + 1)
    return span
