"""Is a text Arabic? Told by its letters and words; what a page declares of its language is not believed."""

from __future__ import annotations

import re
from typing import NamedTuple

from riwaya.arabic.letters import arabic_letters, drop_marks, light
from riwaya.lexicon import column

#: Enough of a text to judge by.
SAMPLE = 6000
#: A page without so many Arabic letters, markup and all, holds no Arabic article: three lines of one are more.
LEAST_LETTERS = 120
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
#: Letters of the languages that share the script (Persian, Urdu, Pashto, Kurdish, Uyghur, Sindhi …). The Persian kaf
#: and yeh are not among them, since Arabic pages are typed with them too; nor are گ چ پ ڤ, which names take.
_ALIEN = re.compile("[ژٹڈڑںےہھۀۂۃۆێەڕڵېۍټډړږښڼۇۈۋۅۉڭڳڱڀٺٽڃڄڇڊڌڍڏݨڻٻڙݙ]")
#: The article, alone or behind one-letter particles: what the words of an Arabic text begin with most.
_ARTICLE = re.compile("(?:[وف]?[بك]?ال|[وف]?لل)\\w{2}")
#: Measured as `docs/decisions/0012-batch.md` says: of Arabic articles one in a thousand has under .15, of texts of the
#: neighbours none over .03.
LEAST_ARABIC = 0.10
#: Of the Arabic letters so many at most are alien: quotations and names of neighbours.
MOST_ALIEN = 0.02
#: Of all letters so many at least are Arabic: a page in another language that quotes a line has fewer.
LEAST_SHARE = 0.5


class Language(NamedTuple):
    """The signs: Arabic letters among all, alien ones among those, words that only Arabic has among all words."""

    script: float
    alien: float
    words: float

    @property
    def arabic(self) -> bool:
        """True when all signs say so."""
        return self.script >= LEAST_SHARE and self.alien <= MOST_ALIEN and self.words >= LEAST_ARABIC


def language(text: str) -> Language:
    """The signs of the language of ``text``, from its beginning.

    >>> language("قال الوزير في مؤتمر صحفي إن الحكومة ستعرض الاتفاقية على البرلمان").arabic
    True
    >>> language("وزیر خارجه در نشست خبری گفت که دولت این توافق را به مجلس خواهد برد").arabic
    False
    """
    sample = text[:SAMPLE]
    letters = sum(1 for _ in _LETTER.finditer(drop_marks(sample)))
    arabic = arabic_letters(sample)
    words = _WORD.findall(light(sample))
    known = column("arabic_words", "word")
    own = sum(1 for word in words if word in known or _ARTICLE.match(word))
    return Language(
        script=arabic / max(1, letters),
        alien=sum(1 for _ in _ALIEN.finditer(sample)) / max(1, arabic),
        words=own / max(1, len(words)),
    )
