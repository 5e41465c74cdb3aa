"""Is a text Arabic? Told by its letters and words; what a page declares of its language is not believed."""

from __future__ import annotations

import re
from typing import NamedTuple

from riwaya.arabic.letters import ARABIC_RUN, light
from riwaya.lexicon import column

#: Enough of a text to judge by.
SAMPLE = 3000
#: A page without so many Arabic letters, markup and all, holds no Arabic article: three lines of one are more.
LEAST_LETTERS = 120
_WORD = re.compile(r"[^\W\d_]+")
#: Letters of the languages that share the script (Persian, Urdu, Pashto, Kurdish, Uyghur, Sindhi …). The Persian kaf
#: and yeh are not among them, since Arabic pages are typed with them too; nor are گ چ پ ڤ, which names take.
_ALIEN = re.compile("[ژٹڈڑںےہھۀۂۃۆێەڕڵېۍټډړږښڼۇۈۋۅۉڭڳڱڀٺٽڃڄڇڊڌڍڏݨڻٻڙݙ]")
#: The article, alone or behind one-letter particles: what the words of an Arabic text begin with most.
_ARTICLE = re.compile(r"\b(?:[وف]?[بك]?ال|[وف]?لل)\w{2}")
#: Of 25,822 Arabic articles one in a thousand has under .17; of 1,162 texts in Persian, Urdu, Uyghur and Kurdish none
#: has over .05 (`docs/decisions/0012-batch.md`).
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
    folded = light(text[:SAMPLE])
    words = _WORD.findall(folded)
    arabic = sum(map(len, ARABIC_RUN.findall(folded)))
    own = sum(map(column("arabic_words", "word").__contains__, words)) + len(_ARTICLE.findall(folded))
    return Language(
        script=arabic / max(1, sum(map(len, words))),
        alien=len(_ALIEN.findall(folded)) / max(1, arabic),
        words=own / max(1, len(words)),
    )
