"""JSON-LD: articles, quotations and claims in schema.org's terms, the chain of transmission in those of W3C PROV-O.

Of an article the export holds what points to it and the statements in it, not its text. A statement with quotation
marks is a ``Quotation``, one without a ``Statement``: its words are the outlet's. Every statement was quoted from the
telling of the hand before (``prov:wasQuotedFrom``), the last one from the utterance, which is its primary source
(``prov:hadPrimarySource``) and a ``Claim`` attributed to the speaker (``prov:wasAttributedTo``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from riwaya.model import Article, Entity, Statement, UtteranceGroup, Via
from riwaya.present.contract import encode
from riwaya.present.export.common import URN, Material, address, moment, outlet_key, published, said, title, urn
from riwaya.present.queries import outlet_name

Node = dict[str, Any]

#: Written into the file, so that it can be read without the network.
CONTEXT: Node = {
    "@vocab": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "riwaya": f"{URN}terms:",
    "url": {"@type": "@id"},
    "publisher": {"@type": "@id"},
    "mentions": {"@type": "@id"},
    "isPartOf": {"@type": "@id"},
    "spokenByCharacter": {"@type": "@id"},
    "appearance": {"@type": "@id"},
    "firstAppearance": {"@type": "@id"},
    "wasQuotedFrom": {"@id": "prov:wasQuotedFrom", "@type": "@id"},
    "hadPrimarySource": {"@id": "prov:hadPrimarySource", "@type": "@id"},
    "wasAttributedTo": {"@id": "prov:wasAttributedTo", "@type": "@id"},
    "mode": "riwaya:mode",
    "act": "riwaya:act",
    "role": "riwaya:role",
    "deniedBy": "riwaya:deniedBy",
    "denies": {"@id": "riwaya:denies", "@type": "@id"},
    "omittedBy": "riwaya:omittedBy",
    "confidence": {"@id": "riwaya:confidence", "@type": "xsd:decimal"},
    "start": {"@id": "riwaya:start", "@type": "xsd:nonNegativeInteger"},
    "stop": {"@id": "riwaya:stop", "@type": "xsd:nonNegativeInteger"},
}

_TYPES = {
    "PER": ["Person", "prov:Agent"],
    "ORG": ["Organization", "prov:Agent"],
    "LOC": ["Place"],
}
#: Roles of those who are media.
_MEDIA = frozenset({"agency", "newspaper", "broadcaster", "other-outlet"})
_TEMPORAL = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


def write(material: Material) -> Iterator[bytes]:
    """One JSON-LD document: ``@context``, and a node a line in ``@graph``."""
    yield b'{"@context": ' + encode(CONTEXT) + b',\n"@graph": ['
    lead = b"\n"
    for node in nodes(material):
        yield lead + encode(_filled(node))
        lead = b",\n"
    yield b"\n]}\n"


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value is not None and value not in ([], "")}


def nodes(material: Material) -> Iterator[Node]:
    """Articles with their statements, then utterances, then agents and places, each node once."""
    groups = {name: group for story in material.stories() for group in story.groups for name in group.statements}
    agents = _Agents()
    claims: dict[str, list[tuple[Article, Statement]]] = defaultdict(list)
    for article in material.articles():
        yield _article(article, agents)
        for statement in article.statements:
            claim = _claim_of(statement, groups)
            claims[claim].append((article, statement))
            yield from _statement(article, statement, claim, agents)
    for claim, tellings in claims.items():
        yield _claim(claim, tellings, groups.get(tellings[0][1].id), agents)
    yield from agents.nodes()


class _Agents:
    """Whoever is named, each once, with all names and roles met."""

    def __init__(self) -> None:
        self.types: dict[str, list[str]] = {}
        self.names: dict[str, dict[str, None]] = defaultdict(dict)
        self.others: dict[str, dict[str, None]] = defaultdict(dict)
        self.titles: dict[str, dict[str, None]] = defaultdict(dict)

    def add(self, name: str, types: list[str], words: str) -> str:
        """The IRI ``name``, met with the words ``words``."""
        known = self.types.setdefault(name, [])
        known += [kind for kind in types if kind not in known]
        self.names[name][words] = None
        return name

    def outlet(self, article: Article) -> str:
        """The IRI of the outlet."""
        types = ["NewsMediaOrganization", "prov:Agent"]
        return self.add(urn("outlet", outlet_key(article)), types, outlet_name(article))

    def entity(self, entity: Entity) -> str:
        """The IRI of a named person, place or body."""
        name = self.add(urn("entity", entity.id), _TYPES[entity.type], entity.name)
        self.others[name] |= dict.fromkeys(alias for alias in entity.aliases if alias != entity.name)
        self.titles[name] |= dict.fromkeys(entity.roles)
        return name

    def speaker(self, statement: Statement) -> str:
        """The IRI of who said it; an unnamed source is its own in every statement."""
        speaker = statement.speaker
        entity = speaker.entity is not None
        name = urn("entity", str(speaker.entity)) if entity else urn("source", statement.id)
        return self.add(name, ["prov:Agent"], speaker.name)

    def nodes(self) -> Iterator[Node]:
        """One node each; the first name met is the name, further ones stand beside it."""
        for name, types in self.types.items():
            first, *further = self.names[name]
            others = list(dict.fromkeys([*further, *self.others[name]]))
            roles = list(self.titles[name]) if "Person" in types else []
            yield {"@id": name, "@type": types, "name": first, "alternateName": others, "jobTitle": roles}


def _article(article: Article, agents: _Agents) -> Node:
    outlet = agents.outlet(article)
    author = {"@type": "Person", "name": article.byline.name} if article.byline else None
    return {
        "@id": article_iri(article),
        "@type": ["NewsArticle", "prov:Entity"],
        "identifier": article.id,
        "headline": title(article),
        "url": address(article),
        "inLanguage": "ar",
        "datePublished": temporal(published(article)),
        "publisher": outlet,
        "author": author,
        "wasAttributedTo": outlet,
        "mentions": [agents.entity(entity) for entity in article.people],
    }


def article_iri(article: Article) -> str:
    """The IRI of an article: by its id, for an address can be shared by the two articles of one page."""
    return urn("article", article.id)


def temporal(value: str | None) -> Node | None:
    """A date, time, month or year as a typed literal."""
    return {"@type": _TEMPORAL.get(len(value), "xsd:dateTime"), "@value": value} if value else None


def _claim_of(statement: Statement, groups: Mapping[str, UtteranceGroup]) -> str:
    group = groups.get(statement.id)
    return urn("utterance", group.id) if group else urn("utterance", statement.id)


def _statement(article: Article, statement: Statement, claim: str, agents: _Agents) -> Iterator[Node]:
    name = urn("statement", statement.id)
    speaker = agents.speaker(statement)
    quoted = statement.mode != "indirect"
    hands = [f"{name}:via:{place}" for place in range(1, len(statement.via) + 1)]
    behind = [*hands, claim]
    yield {
        "@id": name,
        "@type": ["Quotation" if quoted else "Statement", "prov:Entity"],
        "identifier": statement.id,
        "text": said(article, statement),
        "inLanguage": "ar",
        "isPartOf": article_iri(article),
        "spokenByCharacter": speaker if quoted else None,
        "wasAttributedTo": speaker,
        "wasQuotedFrom": behind[0],
        "hadPrimarySource": claim,
        "mode": statement.mode,
        "act": statement.act,
        "denies": urn("statement", statement.denies) if statement.denies else None,
        "confidence": str(statement.confidence),
        "start": statement.content[0].start,
        "stop": statement.content[-1].stop,
    }
    for hand, via, before in zip(hands, statement.via, behind[1:], strict=True):
        agent = agents.add(urn("carrier", via.name), _carrier(via), via.name)
        node = {"@id": hand, "@type": "prov:Entity", "wasAttributedTo": agent, "role": via.role}
        yield node | {"wasQuotedFrom": before, "hadPrimarySource": claim}


def _carrier(via: Via) -> list[str]:
    """What a hand is: a medium is a body; a statement, letter or post goes by its words alone."""
    return ["Organization", "prov:Agent"] if via.role in _MEDIA else ["prov:Agent"]


def _claim(
    claim: str, tellings: Iterable[tuple[Article, Statement]], group: UtteranceGroup | None, agents: _Agents
) -> Node:
    by_id = {statement.id: (article, statement) for article, statement in tellings}
    earliest = group.earliest if group and group.earliest in by_id else next(iter(by_id))
    article, statement = by_id[earliest]
    return {
        "@id": claim,
        "@type": ["Claim", "prov:Entity"],
        "text": said(article, statement),
        "wasAttributedTo": agents.speaker(statement),
        "appearance": [urn("statement", name) for name in by_id],
        "firstAppearance": urn("statement", earliest),
        "datePublished": temporal(moment(article.published.value)) if article.published else None,
        "deniedBy": list(group.denied_by) if group else [],
        "omittedBy": list(group.omitted_by) if group else [],
    }
