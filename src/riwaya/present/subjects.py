"""Names as people type them → whom and what the library knows by them."""

from __future__ import annotations

from collections.abc import Sequence

from riwaya.arabic.identity import alike
from riwaya.arabic.letters import key
from riwaya.arabic.terms import terms
from riwaya.store import Library, outlets, people, search
from riwaya.store.records import Named


def candidates(library: Library, name: str) -> list[list[Named]]:
    """All whom ``name`` may mean, each with all ids it goes by, the one of most articles first."""
    keys = tuple(dict.fromkeys(term.forms.name for term in terms(name)))
    found = people.with_keys(library, keys)
    exact = [each for each in found if any(key(own) == key(name) for own in each.names)]
    # the name of a body or a place is a name of its own, however many longer names it is a part of
    return persons(exact if exact and exact[0].type != "PER" else found)


def entities(library: Library, name: str) -> tuple[str, ...]:
    """The ids of the one whom ``name`` means most often; none for an unknown name."""
    found = candidates(library, name)
    return tuple(each.id for each in found[0]) if found else ()


def persons(found: Sequence[Named]) -> list[list[Named]]:
    """``found`` by person: ids whose names may mean one person, unless they may mean several."""
    groups: list[list[Named]] = []
    for each in sorted(found, key=lambda named: -max(len(name.split()) for name in named.names or {"": 0})):
        fitting = [group for group in groups if _one(each, group[0])]
        if fitting:
            max(fitting, key=_articles).append(each)
        else:
            groups.append([each])
    return sorted(groups, key=lambda group: -_articles(group))


def _articles(group: Sequence[Named]) -> int:
    return sum(named.articles for named in group)


def _one(one: Named, other: Named) -> bool:
    if one.type != other.type:
        return False
    pairs = [(a, b) for a in one.names for b in other.names]
    return any(alike(a, b, one.type).same for a, b in pairs)


def outlet_keys(library: Library, name: str) -> tuple[str, ...]:
    """The keys of the outlet called ``name``: by its id, its name, or words of its name."""
    held = outlets.names(library)
    for fits in (
        [each for each in held if each[2] == name or each[0] == key(name)],
        [each for each in held if _stems(name) and _stems(name) <= _stems(each[1])],
    ):
        if fits:
            return tuple(each[0] for each in fits)
    return ()


def source_keys(library: Library, name: str) -> tuple[str, ...]:
    """The keys of those through whom words came that are called ``name``."""
    wanted = _stems(name)
    return tuple(k for k, own in search.sources(library) if k == key(name) or (wanted and wanted <= _stems(own)))


def _stems(name: str) -> frozenset[str]:
    return frozenset(term.forms.stem for term in terms(name) if term.forms.telling)
