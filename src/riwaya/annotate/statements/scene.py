"""An article as the statement rules see it: tokens with the names, times and quotations that start at them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from riwaya.annotate.statements.closed import words_of
from riwaya.annotate.statements.cues import Cue, lookup
from riwaya.annotate.text import Reading
from riwaya.arabic.letters import light, skip
from riwaya.arabic.quotes import Quote
from riwaya.arabic.words import QUOTE, WORD, Token, proclitics
from riwaya.model import Article, Mention, Span
from riwaya.weights import Read

#: A quotation of up to this many words may name or mock something; a longer one is somebody's words.
SCARE_WORDS = 3
#: Prepositions that always govern a noun.
GOVERNORS = words_of("governor")
#: ``عاد``, ``خرج``: somebody comes back to say something.
RETURNS = words_of("returning")
#: Forms of address with a pronoun that stand for a person: سموه, معاليه.
HONOURED = words_of("honoured")
#: Quotations are looked for this many characters back; ``quotes.LONGEST_CARRY`` bounds those over paragraphs.
LONGEST_QUOTE = 20_000


class Scene:
    """Tokens of the article with constant-time answers to "what starts here?". Indices are token indices.

    ``refused`` are the cues against which a named objection stands; ``read`` is what the trained reader saw in the
    sentences that it was given, and ``taken`` says of each token whether a rule's statement holds it. ``repeated`` are
    the sentences that stand further up word for word (a headline above the body once more): they tell nothing anew.
    """

    __slots__ = (
        "article",
        "cues",
        "mentions",
        "name_ends",
        "norms",
        "opens",
        "outlet",
        "people",
        "quoted",
        "read",
        "reading",
        "refused",
        "repeated",
        "taken",
        "time_ends",
        "times",
        "tokens",
    )

    def __init__(self, article: Article, reading: Reading) -> None:
        self.article = article
        self.reading = reading
        self.tokens: list[Token] = reading.tokens
        self.norms = [*[token.norm for token in self.tokens], ""]
        self.people = {entity.id: entity for entity in article.people}
        self.outlet = [light(word) for word in article.outlet.name.split()] if article.outlet else []
        self.opens: dict[int, tuple[Quote, int]] = {}
        self.quoted = bytearray(len(self.tokens))
        self._place_quotes()
        self.mentions: dict[int, tuple[Mention, int]] = {}
        for mention in article.mentions:
            self.mentions[self._index(mention.span.start)] = (mention, self._after(mention.span.stop))
        self.name_ends: dict[int, str] = {after: mention.type for mention, after in self.mentions.values()}
        self.times: dict[int, int] = {}
        for time in article.times:
            self.times[self._index(time.span.start)] = self._after(time.span.stop)
        self.time_ends = set(self.times.values())
        self.refused: set[int] = set()
        self.repeated = self._repeated()
        self.taken = bytearray(len(self.tokens))
        self.read: dict[int, Read] = {}
        self.cues: dict[int, Cue] = {}
        for index, cue in enumerate(map(lookup, self.norms)):
            if cue is not None and self._reports(index, cue):
                self.cues[index] = cue

    def _reports(self, index: int, cue: Cue) -> bool:
        """Does the word that looks like ``cue`` report here, in the article's own voice?"""
        token = self.tokens[index]
        if token.kind != WORD or (self.quoted[index] and not self._quoted_alone(index)):
            return False
        return not self._governed(index, cue) and not _no_cue(self.reading.text, token, cue)

    def _governed(self, index: int, cue: Cue) -> bool:
        """``من أبرزها``: no finite verb follows a preposition; ``ليعلن`` reports behind a comma or عاد only."""
        if cue.proclitic == "ل" and not self._returns(index):
            return True
        if self.norm(index) == "شبه" and proclitics(self.norm(index + 1)).article:
            return True  # شبه الرسمية: semi-official
        if _student(self.norm(index), self.norm(index - 1), self.norm(index + 1)):
            return True
        return cue.form.kind != "participle" and self.norm(index - 1).removeprefix("و") in GOVERNORS

    def _returns(self, index: int) -> bool:
        """Does the verb go on from a comma (``، ليضيف أن``) or from a verb of coming back (``عاد الرئيس ليعلن``)?"""
        if self.norm(index - 1) in ("،", ","):
            return True
        return any(self.norm(at).removeprefix("و") in RETURNS for at in range(max(0, index - 4), index))

    def _quoted_alone(self, index: int) -> bool:
        """A single word in quotation marks, as in a headline: ``فلان "يثمن" القرار``."""
        return index - 1 in self.opens and self.opens[index - 1][1] == index + 2

    def _repeated(self) -> frozenset[int]:
        met: set[tuple[str, ...]] = set()
        out = set()
        for sentence, (first, stop) in enumerate(self.reading.sentence_tokens):
            words = tuple(self.norms[first:stop])
            if words in met:
                out.add(sentence)
            met.add(words)
        return frozenset(out)

    def _place_quotes(self) -> None:
        starts = self.reading.starts
        for quote in self.reading.quotes:
            if quote.depth:
                continue
            first, last = bisect_left(starts, quote.inner_start), bisect_left(starts, quote.inner_stop)
            opener = bisect_left(starts, quote.start)
            closer = last + 1 if quote.closed else last
            self.opens[opener] = (quote, closer)
            for index in range(first, last):
                self.quoted[index] = True

    def _index(self, offset: int) -> int:
        return max(0, bisect_right(self.reading.starts, offset) - 1)

    def _after(self, offset: int) -> int:
        return bisect_left(self.reading.starts, offset)

    def quotes_over(self, start: int, stop: int) -> Iterator[Quote]:
        """The outermost quotations that share characters with ``[start, stop)``."""
        quotes = self.reading.quotes
        at = bisect_left(quotes, stop, key=lambda quote: quote.start)
        while at and quotes[at - 1].start > start - LONGEST_QUOTE:
            at -= 1
            if quotes[at].depth == 0 and quotes[at].stop > start:
                yield quotes[at]

    def within(self, start: int, stop: int) -> range:
        """The tokens that share characters with ``[start, stop)``."""
        first = max(0, bisect_right(self.reading.starts, start) - 1)
        if first < len(self.tokens) and self.tokens[first].stop <= start:
            first += 1
        return range(first, bisect_left(self.reading.starts, stop))

    def norm(self, index: int) -> str:
        """Light folding of the token, the empty string past the end."""
        return self.norms[index] if -1 <= index < len(self.norms) else ""  # the last one stands for both ends

    def span(self, first: int, stop: int) -> Span:
        """The characters of tokens ``[first, stop)``."""
        return Span(self.tokens[first].start, self.tokens[stop - 1].stop)

    def words(self, first: int, stop: int) -> int:
        """How many words stand among tokens ``[first, stop)``."""
        return sum(1 for token in self.tokens[first:stop] if token.kind == WORD)

    def is_scare(self, opener: int) -> bool:
        """True when the quotation that opens here is short enough to be a name or a mocked word."""
        _quote, closer = self.opens[opener]
        return self.words(opener, closer) <= SCARE_WORDS

    def is_word(self, index: int) -> bool:
        """True for a word; false for signs, numbers, and past the end."""
        return index < len(self.tokens) and self.tokens[index].kind == WORD

    def is_mark(self, index: int) -> bool:
        """True for a quotation mark."""
        return index < len(self.tokens) and self.tokens[index].kind == QUOTE


def _student(norm: str, before: str, behind: str) -> bool:
    """``وهو طالب حقوق``: the noun and not the verb, unless ب opens what was demanded."""
    return norm in ("طالب", "كاتب") and before.removeprefix("و") in ("هو", "كان") and not behind.startswith("ب")


def _no_cue(text: str, token: Token, cue: Cue) -> bool:
    """``أعتقد`` is I think, not the past اعتقد: a written hamza that the lemma does not have."""
    written = text[skip(text, token.start, len(cue.proclitic)) if cue.proclitic else token.start]
    if cue.lemma == "أبرز" and cue.form.pronoun and cue.form.kind == "past":
        return True  # أبرزها: the most prominent of them
    if cue.form.text in HONOURED:
        return True  # سموه: His Highness, not the verb سمى
    if cue.form.number == "d" and text[token.stop - 1] == "أ":
        return True  # اقرأ: read!, not the dual of أقر
    if cue.lemma == "هنأ" and text[token.stop - 1] == "ا":
        return True  # هنا: here
    if cue.lemma == "بين" and cue.form.pronoun and cue.form.kind == "past":
        return True  # بينهما: between the two
    if cue.form.text.endswith("ردا"):
        return True  # ردا على سؤال: a verbal noun, not the dual of رد
    if cue.form.kind == "past" and written == "إ":
        return cue.lemma.startswith("أ")  # إدانته: his conviction, not she condemned him
    return cue.form.kind == "past" and written == "أ" and cue.lemma.startswith("ا")
