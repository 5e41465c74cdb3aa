"""Who quotes whom through whom, as a graph: Graphviz (DOT) and GraphML.

An edge leads from who carries words to whom they were taken from: outlet → agency → speaker, with the number of
statements and their ids. A carrier that is an outlet of the export is that outlet's node; an unnamed source goes by its
description, and may be several people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from riwaya.arabic.letters import key
from riwaya.model import Article, Statement
from riwaya.present.export.common import Material, outlet_key, xml_text
from riwaya.present.queries import outlet_name
from riwaya.present.safe import flat

_SHAPES = {"outlet": "box", "carrier": "hexagon", "speaker": "ellipse", "unnamed": "diamond"}


class Node(NamedTuple):
    """Somebody in the graph: outlet, carrier, speaker or unnamed; ``label`` is the name."""

    id: str
    kind: str
    label: str


class Graph(NamedTuple):
    """Nodes by id, and the statements behind each edge from one id to another."""

    nodes: dict[str, Node]
    edges: dict[tuple[str, str], list[str]]


def graph(material: Material) -> Graph:
    """The graph of all statements."""
    nodes: dict[str, Node] = {}
    edges: dict[tuple[str, str], list[str]] = defaultdict(list)
    for article in material.articles():
        for statement in article.statements:
            hands = _hands(article, statement)
            nodes |= {hand.id: hand for hand in hands if hand.id not in nodes}
            for taker, giver in pairwise(hands):
                edges[taker.id, giver.id].append(statement.id)
    return _merged(Graph(nodes, edges))


def _hands(article: Article, statement: Statement) -> list[Node]:
    speaker = statement.speaker
    outlet = Node(f"outlet:{outlet_key(article)}", "outlet", outlet_name(article))
    carriers = [Node(f"carrier:{key(via.name)}", "carrier", via.name) for via in statement.via]
    if speaker.entity is None:
        return [outlet, *carriers, Node(f"unnamed:{key(speaker.name)}", "unnamed", speaker.name)]
    return [outlet, *carriers, Node(f"speaker:{speaker.entity}", "speaker", speaker.name)]


def _merged(found: Graph) -> Graph:
    """Carriers that are outlets become these; nobody takes words from himself."""
    outlets = {key(node.label): node.id for node in found.nodes.values() if node.kind == "outlet"}
    same = {
        node.id: outlets.get(key(node.label), node.id) if node.kind == "carrier" else node.id
        for node in found.nodes.values()
    }
    edges: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (taker, giver), statements in found.edges.items():
        if same[taker] != same[giver]:
            edges[same[taker], same[giver]] += statements
    kept = set(same.values())
    return Graph({name: node for name, node in found.nodes.items() if name in kept}, edges)


def write_dot(material: Material) -> Iterator[bytes]:
    """Graphviz' language; ``dot -Tsvg`` draws it."""
    found = graph(material)
    yield b'digraph "riwaya" {\n  rankdir=RL;\n  node [fontname="Noto Naskh Arabic"];\n'
    for node in found.nodes.values():
        said = {"label": node.label, "shape": _SHAPES[node.kind], "kind": node.kind}
        yield _line(f"  {_quoted(node.id)}{_dot(said)};")
    for (taker, giver), statements in found.edges.items():
        said = {"weight": str(len(statements)), "label": str(len(statements)), "statements": " ".join(statements)}
        yield _line(f"  {_quoted(taker)} -> {_quoted(giver)}{_dot(said)};")
    yield b"}\n"


def _dot(values: Mapping[str, str]) -> str:
    return f" [{', '.join(f'{name}={_quoted(value)}' for name, value in values.items())}]"


def _quoted(text: str) -> str:
    # a backslash is an escape in labels, but not in ids: a slash of the other kind is read alike in both
    return '"' + flat(text).strip().replace("\\", "∖").replace('"', '\\"') + '"'


def _line(text: str) -> bytes:
    return f"{text}\n".encode("utf-8", "replace")


_GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="label" for="node" attr.name="label" attr.type="string"/>
<key id="kind" for="node" attr.name="kind" attr.type="string"/>
<key id="weight" for="edge" attr.name="weight" attr.type="int"/>
<key id="statements" for="edge" attr.name="statements" attr.type="string"/>
<graph id="riwaya" edgedefault="directed">
"""


def write_graphml(material: Material) -> Iterator[bytes]:
    """GraphML, as Gephi, yEd and networkx read it."""
    found = graph(material)
    yield _GRAPHML.encode()
    for node in found.nodes.values():
        yield _line(f"<node id={_attribute(node.id)}>{_data('label', node.label)}{_data('kind', node.kind)}</node>")
    for (taker, giver), statements in found.edges.items():
        data = _data("weight", str(len(statements))) + _data("statements", " ".join(statements))
        yield _line(f"<edge source={_attribute(taker)} target={_attribute(giver)}>{data}</edge>")
    yield b"</graph>\n</graphml>\n"


def _attribute(text: str) -> str:
    return quoteattr(xml_text(flat(text).strip()))


def _data(name: str, value: str) -> str:
    return f'<data key="{name}">{escape(xml_text(flat(value).strip()))}</data>'
