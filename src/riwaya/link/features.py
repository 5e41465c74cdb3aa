"""What is kept of an article to find its copies and its story: a few kilobytes, made once and stored as bytes."""

from __future__ import annotations

import math
import re
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from riwaya.arabic.letters import key, light
from riwaya.arabic.stems import skeleton
from riwaya.link.dates import When, parse
from riwaya.link.terms import may_tell, name_rarity, rarity
from riwaya.model import Article, Record

Keys = npt.NDArray[np.uint32]
Weights = npt.NDArray[np.float32]
#: How far the opening reaches, in characters: title and the first two or three sentences; and how far the words that
#: count as the title's where there is none.
LEAD = 400
UNTITLED = 80
#: Shares of the words of the opening, of the title alone and of the whole text, of which the weightiest are taken and
#: the title counts more often, and of the names, under their ids: another spelling or title of somebody, a capital's
#: adjective, is no other name. Words further down tell of the background, which the stories of one topic share.
OPENING, TITLED, WHOLE, NAMES = 1.0, 0.15, 0.4, 0.2
TITLE_COUNTS = 3
#: Names that the tagger alone has seen are left out: what it takes for a name differs from article to article, and with
#: its weights, on which stories should not hang.
MODEL = "model"
MOST = 60
#: Words a run: three are enough that two reporters do not hit on the same run by chance more than a few times.
RUN = 3
#: The opening's words that are compared two by two.
BEGINNING = 70
_MULTIPLIER, _ADDEND = np.uint64(6364136223846793005), np.uint64(1442695040888963407)  # Knuth's, for MMIX
_WORD = re.compile(r"[^\W_]+")
#: Words whose forms are remembered (150 bytes each): most of an article's words stood in the last some hundred.
REMEMBERED = 1 << 16


class StoryFeatures(Record, frozen=True):
    """An article as copies and stories see it; ``published`` is its ISO 8601 time as it is given.

    ``words`` are the keys (uint32) and then the weights (float32) of its words and names; ``runs`` is every three words
    of the body in a row (uint32, distinct and sorted), ``beginning`` every two of its first words, in order (uint32).
    """

    id: str
    published: str | None
    words: bytes
    runs: bytes
    beginning: bytes

    def to_bytes(self) -> bytes:
        """The record as MessagePack."""
        return msgspec.msgpack.encode(self)

    @staticmethod
    def from_bytes(data: bytes) -> StoryFeatures:
        """The record that ``to_bytes`` wrote; raises ``msgspec.ValidationError`` on another shape."""
        return _decoder.decode(data)

    @property
    def when(self) -> When | None:
        """The stretch in which the article appeared, as far as it says."""
        return parse(self.published)


class _Piece(NamedTuple):
    """A number (uint32) for each word of a piece of text, and those words by skeleton that may tell something."""

    codes: bytes
    told: tuple[str, ...]


_decoder = msgspec.msgpack.Decoder(StoryFeatures)


def features(article: Article) -> StoryFeatures:
    """What is kept of ``article``, annotated or not: names are compared where there are some."""
    title, body = parts(article)
    pieces = body.split()
    named, lead, told = _counts((title or body[:UNTITLED]).split()), _counts(body[:LEAD].split()), _counts(pieces)
    codes = _codes(pieces)
    if title:
        lead.update(named)
    for word, count in named.items():
        told[word] += TITLE_COUNTS * count
    return StoryFeatures(
        id=article.id,
        published=article.published.value if article.published else None,
        words=_words(named, lead, told, Counter(each.entity for each in article.mentions if each.rule != MODEL)),
        runs=np.unique(_runs(codes, RUN)).tobytes(),
        beginning=_runs(codes[:BEGINNING], 2).tobytes(),
    )


def parts(article: Article) -> tuple[str, str]:
    """Title and body of ``article`` without furniture, each with single spaces."""
    title = article.title
    cuts = sorted([mark.span for mark in article.furniture] + ([title] if title else []))
    pieces, position = [], article.span.start
    for start, stop in cuts:
        pieces.append(article.text[position : max(position, min(start, article.span.stop))])
        position = max(position, stop)
    pieces.append(article.text[position : article.span.stop])
    heading = title.of(article.text) if title else ""
    return " ".join(heading.split()), " ".join(" ".join(pieces).split())


def _words(named: Counter[str], lead: Counter[str], told: Counter[str], names: Counter[str]) -> bytes:
    """The words of title, opening and whole text, and the names, as one vector of length 1; each by its own keys."""
    shares: list[tuple[Counter[str], float, Callable[[str], float]]] = [
        (lead, OPENING, rarity),
        (named, TITLED, rarity),
        (told, WHOLE, rarity),
        (names, NAMES, name_rarity),
    ]
    whole = math.fsum(share for counts, share, _ in shares if counts)
    weights = {0: 0.0}  # one key at least
    for seed, (counts, share, rare) in enumerate(shares):
        for word, value in _weighed(counts, share / (whole or 1.0), rare).items():
            weights[zlib.crc32(word.encode(), seed)] = value
    keys = sorted(weights)
    return np.array(keys, np.uint32).tobytes() + np.array([weights[each] for each in keys], np.float32).tobytes()


def _counts(pieces: Iterable[str]) -> Counter[str]:
    """How often each word of some pieces of a text that may tell something occurs, by skeleton."""
    out: Counter[str] = Counter()
    for piece, count in Counter(pieces).items():
        for word in _read(piece).told:
            out[word] += count
    return out


def _codes(pieces: Sequence[str]) -> npt.NDArray[np.uint64]:
    """A number for each word of some pieces of a text, in order."""
    known = {piece: _read(piece).codes for piece in set(pieces)}
    return np.frombuffer(b"".join([known[piece] for piece in pieces]), np.uint32).astype(np.uint64)


@lru_cache(maxsize=REMEMBERED)
def _read(piece: str) -> _Piece:
    """What a piece of a text, between its spaces, is compared by."""
    folded = light(piece)
    codes = [zlib.crc32(word.encode()) for word in _WORD.findall(key(folded))]
    told = [skeleton(word) for word in _WORD.findall(folded) if may_tell(word) and not word[0].isdigit()]
    return _Piece(array("I", codes).tobytes(), tuple(told))


def _weighed(counts: Counter[str], share: float, rare: Callable[[str], float]) -> dict[str, float]:
    """The weights of the weightiest words, so that their squares add up to ``share``."""
    weights = {
        word: rare(word) if count == 1 else (1 + math.log(count)) * rare(word)  # most words stand there once
        for word, count in counts.items()
    }
    kept = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    length = math.sqrt(math.fsum(value * value for _, value in kept) / share)
    return {word: value / length for word, value in kept if length}


def _runs(codes: npt.NDArray[np.uint64], size: int) -> Keys:
    """One number for each ``size`` words in a row."""
    total = np.zeros(max(0, len(codes) - size + 1), np.uint64)
    for shift in range(size):
        total = total * _MULTIPLIER + codes[shift : shift + len(total)] + _ADDEND
    return (total >> np.uint64(32)).astype(np.uint32)


def keys(data: bytes) -> Keys:
    """``StoryFeatures.runs`` or ``beginning`` as numbers."""
    return np.frombuffer(data, np.uint32)


def word_vector(each: StoryFeatures) -> tuple[Keys, Weights]:
    """Keys and weights of the words."""
    half = len(each.words) // 2
    return np.frombuffer(each.words[:half], np.uint32), np.frombuffer(each.words[half:], np.float32)
