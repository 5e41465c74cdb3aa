"""An utterance's page: the chain of transmission as a tree, the first telling, all wordings beside one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from riwaya.model import Article, Evidence, GroupSpeaker, Piece, Record, Span, UtteranceGroup, replace
from riwaya.present.pages.wordings import Hand, Utterance, Wording, Words, utterance
from riwaya.present.queries import Desk
from riwaya.present.wording import join_near
from riwaya.store import Library, articles, judgements, links, pages, statements
from riwaya.store.records import Card, Judgement

#: Judgements are asked about so many links of an utterance.
ASKED = 24


class Node(Record, frozen=True):
    """A hand in the tree of transmission, the speaker at its root; leaves are tellings in order of time."""

    hand: Hand
    children: tuple[Node, ...] = ()
    statement: str | None = None
    when: str | None = None
    first: bool = False


class Alignment(Record, frozen=True):
    """A telling laid beside an earlier one: words only the left has are ``missing``, only the right has ``added``."""

    left: str
    right: str
    relation: str | None
    words: tuple[Words, ...]


class UtterancePage(Record, frozen=True):
    """An utterance with its tree, its wordings, why they were linked, and what people said of them.

    ``asked`` is the statement by which the page was asked for; ``story`` is null while its article waits for linking.
    """

    asked: str
    utterance: Utterance
    story: str | None
    title: str | None
    tree: Node
    alignments: tuple[Alignment, ...]
    evidence: tuple[Evidence, ...]
    judgements: tuple[Judgement, ...]
    waiting: bool


def utterance_page(library: Library, statement: str) -> UtterancePage | None:
    """The page of the utterance that a statement (by its id) tells; None for an unknown one."""
    with library.snapshot():
        number = pages.statement_number(library, statement)
        if number is None:
            return None
        linked = links.utterance_of(library, number)
        names = linked[1].statements if linked else (statement,)
        held = {article for article, _ in statements.where(library, statements.numbered(library, names)).values()}
        found = articles.load(library, sorted(held))
        group = linked[1] if linked else _alone(found, statement)
        return _page(library, statement, linked[0] if linked else None, group, found) if group else None


def _alone(found: Sequence[Article], statement: str) -> UtteranceGroup | None:
    """The utterance of a statement that waits for linking: told once, as far as known."""
    for article in found:
        for each in article.statements:
            if each.id == statement:
                speaker = GroupSpeaker(name=each.speaker.name, entity=each.speaker.entity)
                outlet = article.outlet.name if article.outlet else article.id
                return UtteranceGroup(
                    id=each.id, speaker=speaker, statements=(each.id,), earliest=each.id, outlets=(outlet,)
                )
    return None


def _page(
    library: Library, asked: str, story: str | None, group: UtteranceGroup, found: Sequence[Article]
) -> UtterancePage:
    desk = Desk(found)
    cards = articles.cards(library, [article.id for article in found])
    names = {document: desk.outlet_of(document) for document in desk.documents}
    shown = _with_days(utterance(group, desk, None, names), cards)
    number = pages.story_number(library, story) if story else None
    return UtterancePage(
        asked=asked,
        utterance=shown,
        story=story,
        title=links.story_cards(library, [number])[number].title if number is not None else None,
        tree=tree(group.speaker.name, shown.tellings),
        alignments=tuple(_alignments(group, desk)),
        evidence=group.evidence[:ASKED],
        judgements=tuple(_about(library, group, desk)),
        waiting=story is None or pages.waits(library, cards),
    )


def _with_days(shown: Utterance, cards: dict[str, Card]) -> Utterance:
    """The tellings with the days that their story supplies, as the library keeps them."""
    tellings = (_with_day(each, cards.get(each.article)) for each in shown.tellings)
    return replace(shown, tellings=tuple(tellings))


def _with_day(telling: Wording, card: Card | None) -> Wording:
    if card is None or not card.inferred:
        return telling
    return replace(telling, published=card.day, inferred=True)


def tree(speaker: str, tellings: Iterable[Wording]) -> Node:
    """The ways of the words from the speaker to the outlets, what several share drawn once.

    >>> from riwaya.present.pages.utterance import tree
    >>> tree("وزير الري", []).hand.role
    'speaker'
    """
    root = _Branch(Hand(name=speaker, role="speaker"))
    for telling in tellings:
        branch = root
        middle = [hand for hand in telling.chain[1:] if hand.role != "speaker"]
        occasion = [Hand(name=telling.occasion, role="occasion")] if telling.occasion else []
        for hand in [*occasion, *reversed(middle)]:
            branch = branch.to(hand)
        branch.leaves.append(
            Node(
                hand=Hand(name=telling.outlet, role="outlet"),
                statement=telling.id,
                when=telling.published,
                first=telling.earliest,
            )
        )
    return root.node()


class _Branch:
    """A node that is still being built."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.branches: dict[Hand, _Branch] = {}
        self.leaves: list[Node] = []

    def to(self, hand: Hand) -> _Branch:
        """The branch that leads to ``hand``."""
        return self.branches.setdefault(hand, _Branch(hand))

    def node(self) -> Node:
        """The node with all below it, that with the first telling first."""
        below = [*(branch.node() for branch in self.branches.values()), *self.leaves]
        return Node(hand=self.hand, children=tuple(sorted(below, key=_time)), first=any(each.first for each in below))


def _time(node: Node) -> tuple[bool, str]:
    times = [each.when for each in _leaves(node) if each.when]
    return not node.first, min(times, default="9")


def _leaves(node: Node) -> list[Node]:
    return [leaf for child in node.children for leaf in _leaves(child)] if node.children else [node]


_OP = {"same": "", "changed": "changed", "left-only": "missing", "right-only": "added", "moved": "moved"}


def _alignments(group: UtteranceGroup, desk: Desk) -> Iterable[Alignment]:
    for each in group.differences:
        if each.left in desk.statements and each.right in desk.statements:
            relation = group.relation.get(f"{each.left}~{each.right}") or group.relation.get(
                f"{each.right}~{each.left}"
            )
            left, right = desk.statements[each.left][0].text, desk.statements[each.right][0].text
            yield Alignment(
                left=each.left, right=each.right, relation=relation, words=tuple(_aligned(each.pieces, left, right))
            )


def _aligned(pieces: Iterable[Piece], left: str, right: str) -> Iterable[Words]:
    for piece in pieces:
        ours, theirs = _words(left, piece.left), _words(right, piece.right)
        if piece.op == "changed":
            yield Words(words=ours, mark="missing")
            yield Words(words=theirs, mark="added")
        elif ours or theirs:
            yield Words(words=theirs or ours, mark=_OP[piece.op])


def _words(text: str, span: Span | None) -> str:
    return " ".join(each.of(text) for each in join_near(text, [span])) if span else ""


def _about(library: Library, group: UtteranceGroup, desk: Desk) -> Iterable[Judgement]:
    """What people said of the tellings of this utterance."""
    names = set(group.statements)
    for each in judgements.judgements(library, list(desk.articles)):
        for place in (each.left, each.right):
            article = desk.articles.get(place.article) if place else None
            statement = judgements.found_again(article, place) if article and place else None
            if statement is not None and statement.id in names:
                yield each
                break
