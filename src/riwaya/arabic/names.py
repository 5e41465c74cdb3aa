"""Names of persons: their parts, titles, spelling variants, and keys by which two spellings compare."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from riwaya.arabic.gazetteer import (
    capitals,
    known,
    name_form,
    name_forms,
    nationality,
    readings,
    word_set,
    word_table,
)
from riwaya.arabic.letters import light
from riwaya.lexicon import load

__all__ = [
    "country_at",
    "ends_name",
    "family_first",
    "inflected",
    "is_common",
    "is_listed_common",
    "is_name_part",
    "is_particle",
    "name_key",
    "opens_name",
    "person_key",
    "speaks_for",
    "title_key",
]

_DOUBLED = re.compile(r"(.)\1+")
#: One sound that Arabic writers spell in several ways: g and j of foreign names, q and k, v and f, p and b.
_SOUNDS = str.maketrans("غقڤذظث", "جكفدضس")
_MEDIAL_VOWELS = re.compile("(?<=.)[اوي](?=.)")
#: Native names are short and told apart by their long vowels (حسن / حسين); from six letters on, a difference of one
#: long vowel is a difference of spelling (نتنياهو / نتانياهو, غورباتشوف / غورباتشيف).
_LONG_NAME = 6
#: Family names that stand first, as in Korean and Chinese.
_FAMILY_FIRST = frozenset(
    map(name_form, map(light, "كيم مون شي بارك لي تشوي يون هو وانغ لينغ تشانغ تشن جيانغ".split()))
)


@lru_cache(maxsize=1 << 14)
def name_key(text: str) -> str:
    """The form by which spellings of one part of a name compare equal; ``text`` is one word.

    >>> name_key("سيرغي") == name_key("سيرجي"), name_key("غورباتشوف") == name_key("غورباتشيف")
    (True, True)
    >>> name_key("حسن") == name_key("حسين"), name_key("الحريري") == name_key("حريري")
    (False, True)
    """
    form = name_form(light(text))
    if form.startswith("ال") and len(form) > 4:
        form = form[2:]
    form = form.translate(_SOUNDS)
    if _DOUBLED.search(form):
        form = _DOUBLED.sub(r"\1", form)
    if len(form) >= _LONG_NAME:
        form = _MEDIAL_VOWELS.sub("", form)
    return form[:-1] if len(form) > 3 and form[-1] in "هاء" else form


@lru_cache(maxsize=1 << 14)
def person_key(name: str) -> tuple[str, ...]:
    """The keys of all parts of a person's name.

    >>> person_key("سيرجي لافروف") == person_key("سيرغي لافروف")
    True
    """
    return tuple(name_key(form) for form in _joined(name_forms(name)))


def _joined(forms: tuple[str, ...]) -> list[str]:
    """Compounds of عبد as one part, however they are written."""
    parts: list[str] = []
    for form in forms:
        if parts and parts[-1] == "عبد":
            parts[-1] += form
        else:
            parts.append(form)
    return parts


def family_first(form: str) -> bool:
    """True for family names that stand before the given name (كيم, شي)."""
    return form in _FAMILY_FIRST


#: Endings of verbs and nouns; what is left of a common word without them, three letters at least, is common too.
_ENDINGS = frozenset("هما هم ها نا كم وا ون ين ان ات تا ه ا ت ك".split())
_LONGEST_ENDING, _LEAST_STEM = max(map(len, _ENDINGS)), 3


@lru_cache(maxsize=1 << 14)
def is_common(form: str) -> bool:
    """True for a frequent word that is no name, whatever its proclitics, article, person and endings.

    >>> is_common("وبتصريحاته"), is_common("لافروف")
    (True, False)
    """
    if is_name_part(form) and not (is_listed_common(form) or (form.startswith("ال") and is_listed_common(form[2:]))):
        return form in word_set("name_stops")
    return any(_frequent(rest) for _, rest in readings(form)) or form in word_set("name_stops")


def _frequent(word: str) -> bool:
    """A frequent word, or a form of one: with the article, another prefix of person, or an ending."""
    common = word_set("common_words")
    if word in common or len(word) < 3:
        return word in common
    stem = word[2:] if word.startswith("ال") and len(word) > 4 else word
    if stem in common:
        return True
    if stem[:1] == "س" and stem[1:] in common:
        return True
    if stem[:1] in ("ي", "ت", "ن", "ا") and ("ي" + stem[1:] in common or "ت" + stem[1:] in common):
        return True
    for cut in range(max(_LEAST_STEM, len(stem) - _LONGEST_ENDING), len(stem)):
        if stem[cut:] in _ENDINGS and stem[:cut] in common:
            return True
    return False


#: Pronouns and the feminine plural, and the masculine plural of a definite word. Of 8,000 words that no list knows, met
#: in 6,500 articles, the trained tagger took 1 in 200 with such an ending for a name, of those without 1 in 8.
_PRONOUNS, _PLURAL, _DEFINITE = ("ها", "هم", "هن", "هما", "ته", "ات"), "ين", ("ال", "لل", "وال", "بال")
#: Shorter words may end in the same letters by chance (سها, أدهم).
_LEAST_INFLECTED = 5


def inflected(form: str) -> bool:
    """True when the ending shows a noun or verb that is no name.

    >>> inflected("معدتها"), inflected("المنقذين"), inflected("لافروف")
    (True, True, False)
    """
    ending = form.endswith(_PRONOUNS) or (form.startswith(_DEFINITE) and form.endswith(_PLURAL))
    return ending and len(form) >= _LEAST_INFLECTED


def is_listed_common(form: str) -> bool:
    """True when the word as it stands is on the list of common words."""
    return form in word_set("common_words")


def opens_name(form: str) -> tuple[int, bool] | None:
    """(glued letters before it, whether it is a common word too) of a first name; None when it is none.

    A weak first name, one that is a common word too, is never taken out of a longer word.

    >>> opens_name("وفلاديمير"), opens_name("سعيد"), opens_name("بسعيد"), opens_name("وزاره")
    ((1, False), (0, True), None, None)
    """
    firsts = _first_names()
    if form in firsts:
        return 0, firsts[form]
    for cut, rest in readings(form):
        if firsts.get(rest) is False:
            return cut, False
    return None


@lru_cache(maxsize=1)
def _first_names() -> dict[str, bool]:
    return {name: strength == "weak" for name, (strength, _) in word_table("first_names", "strength").items()}


def is_name_part(form: str) -> bool:
    """True when the word is met as a part of persons' names."""
    if form in word_set("name_tokens") or form in word_set("first_names"):
        return True
    return form.startswith("ال") and form.endswith("ي") and form[2:] in _with_article()


@lru_cache(maxsize=1)
def _with_article() -> frozenset[str]:
    """Parts of names that are no nouns or adjectives when they take the article."""
    common = word_set("common_words")
    return frozenset(word for word in word_set("name_tokens") if len(word) >= 4 and "ال" + word not in common)


def is_particle(form: str) -> bool:
    """True for بن, أبو, دي and their like, which need another part after them."""
    return form in word_set("name_particles")


def ends_name(form: str) -> bool:
    """True for words that no name goes beyond: particles, days, relative pronouns, verbs of saying."""
    return form in word_set("name_stops")


def speaks_for(entity: str) -> str | None:
    """The country that a capital speaks for; None for anything else.

    >>> speaks_for("loc:moscow"), speaks_for("loc:russia")
    ('loc:russia', None)
    """
    return capitals().get(entity)


@lru_cache(maxsize=1 << 12)
def title_key(phrase: str) -> tuple[str, ...]:
    """The form by which two wordings of one office compare: its nouns without article, and countries by id.

    >>> title_key("الرئيس الروسي") == title_key("رئيس روسيا") == title_key("للرئيس الروسي")
    True
    >>> title_key("رئيس الحكومة") == title_key("رئيس الوزراء"), title_key("الناطق") == title_key("المتحدث")
    (True, True)
    >>> title_key("العاهل الأردني") == title_key("ملك الأردن"), title_key("مدير المصرف") == title_key("مدير البنك")
    (True, True)
    """
    forms = list(name_forms(phrase))
    if not forms:
        return ()
    places: set[str] = set()
    nouns: list[str] = []
    at = 0
    while at < len(forms):
        width, country = country_at(forms, at)
        if country:
            places.add(country)
        else:
            nouns.append(_noun(forms[at], first=at == 0))
        at += width
    return (*nouns, *sorted(places))


def _noun(form: str, *, first: bool) -> str:
    titles = word_table("titles")
    if first:
        form = next((rest for _, rest in readings(form) if rest in titles), form)
    bare = form[2:] if form.startswith(("ال", "لل")) and len(form) > 4 else form
    return _office_words().get(bare, bare)


@cache
def _office_words() -> dict[str, str]:
    return {row["word"]: row["usual"] for row in load("office_words").rows}


def country_at(forms: list[str], at: int) -> tuple[int, str | None]:
    """(words, country id) of the country or nationality at ``at``; (1, None) when there is none."""
    if at + 1 < len(forms):
        pair = f"{forms[at].removeprefix('ال')} {forms[at + 1].removeprefix('ال')}"
        both = nationality(pair) or nationality(pair.replace("ه ", " ").removesuffix("ه"))
        if both:
            return 2, both
    if country := nationality(forms[at]):
        return 1, country
    for cut, rest in readings(forms[at]):
        for others, entry in known().get(rest, ()):
            if entry.kind == "country" and cut <= 1 and tuple(forms[at + 1 : at + 1 + len(others)]) == others:
                return 1 + len(others), entry.country
    return 1, None
