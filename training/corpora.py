"""The labelled corpora and the unlabelled news as sentences of words."""

import gzip
import hashlib
import itertools
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from riwaya.arabic.words import tokens
from training.settings import CONFIG, DATA

_INVISIBLE = re.compile("[\u200e\u200f\ufeff]")
_PROCLITICS = frozenset("وفبكلس")
_PRONOUNS = frozenset({"ه", "ها", "هم", "هما", "هن", "نا", "ي", "ك", "كم"})


class Sentence(NamedTuple):
    """Words and their tags (``B-PER``, ``I-PER``, … ``O``)."""

    words: list[str]
    tags: list[str]


def anercorp() -> list[Sentence]:
    """ANERcorp, training part of the CAMeL Lab split."""
    return list(_conll(DATA / "ner" / "anercorp-train.conll"))


def development_split(sentences: list[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """(training, development): the development part is the last one, so that it has other articles."""
    border = round(len(sentences) * (1 - CONFIG["data"]["development"]))
    return sentences[:border], sentences[border:]


def wikifane() -> list[Sentence]:
    """WikiFANE Gold with its own fine tags; what it splits off (و, ف, ب, ك, ل, س, pronouns) is glued on again."""
    path = DATA / "ner" / "wikifane-500k.txt.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_glued(sentence) for sentence in _sentences_of(lines)]


def aqmar() -> list[Sentence]:
    """AQMAR, 28 articles of Wikipedia: nothing learns from it, it shows how far the taggers carry."""
    return [sentence for path in sorted((DATA / "ner" / "aqmar").glob("*.txt")) for sentence in _conll(path)]


def news() -> Iterator[list[str]]:
    """The sentences of the unlabelled articles, headlines first; a sentence met twice comes once.

    Articles of the gold are left out: the program is scored on them.
    """
    seen: set[bytes] = set()
    gold = {path.stem for path in (DATA.parent / "gold" / "ant").glob("*.json")}
    with gzip.open(DATA / "ant-2018-02-to-07.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in (record for record in map(json.loads, lines) if record["id"] not in gold):
            for text in (record["title"], *_sentences(record["text"])):
                words = [text[token.start : token.stop] for token in tokens(text)]
                digest = hashlib.blake2b(" ".join(words).encode(), digest_size=8).digest()
                if words and digest not in seen:
                    seen.add(digest)
                    yield words


def data_files() -> Iterable[Path]:
    """Every file that the weights were trained on."""
    yield DATA / "ner" / "anercorp-train.conll"
    yield DATA / "ner" / "wikifane-500k.txt.gz"
    yield DATA / "ant-2018-02-to-07.jsonl.gz"
    yield DATA / "names" / "wikidata-latin-arabic.tokens"


def _sentences(text: str) -> Iterator[str]:
    return (part for part in re.split(r"(?<=[.!?؟])\s+|\n+", text.replace("_", " ")) if part.strip())


def _conll(path: Path) -> Iterator[Sentence]:
    for words, tags in _sentences_of(path.read_text(encoding="utf-8").splitlines()):
        yield Sentence(words, _well_formed([_tag(tag) for tag in tags]))


def _sentences_of(lines: Iterable[str]) -> Iterator[Sentence]:
    """Sentences with the tags as they stand: a word, white space and its tag a line, an empty line between."""
    words: list[str] = []
    tags: list[str] = []
    for line in itertools.chain(lines, [""]):
        parts = _INVISIBLE.sub("", line).split()
        if parts:
            words.append(parts[0])
            tags.append(parts[-1] if len(parts) > 1 else "")
        elif words:
            yield Sentence(words, tags)
            words, tags = [], []


def _glued(sentence: Sentence) -> Sentence:
    """Proclitics that stand alone go to the word behind, pronouns to the word before."""
    words: list[str] = []
    tags: list[str] = []
    before = ""
    for word, tag in zip(*sentence, strict=True):
        if tag == "O" and word in _PRONOUNS and words:
            words[-1] += word
        elif tag == "O" and word in _PROCLITICS:
            before += word
        else:
            words.append(before + word)
            tags.append(tag)
            before = ""
    return Sentence(words, tags)


def _tag(raw: str) -> str:
    """Types other than ours (AQMAR numbers its own) are MISC; a malformed tag is O."""
    place, _, name = raw.partition("-")
    known = name if name in CONFIG["labels"]["types"] else "MISC"
    return f"{place}-{known}" if place in ("B", "I") and name else "O"


def _well_formed(tags: list[str]) -> list[str]:
    """An I- that continues nothing of its type becomes a B-."""
    before = ["O", *tags]
    return [
        "B" + tag[1:] if tag[0] == "I" and last[1:] != tag[1:] else tag for last, tag in zip(before, tags, strict=False)
    ]
