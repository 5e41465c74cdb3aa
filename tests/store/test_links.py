"""Stories in the library: what they are called when several want one name."""

from __future__ import annotations

from riwaya.model import replace
from riwaya.store import Library, links
from tests.store.writing import BRIDGE, DAM, add


def test_a_story_whose_name_is_taken_gets_a_free_one(library: Library) -> None:
    add(library, DAM, BRIDGE, {**BRIDGE, "id": "third", "url": "https://jisr.example/third", "title": "نص آخر"})
    numbers = dict(library.rows("SELECT name, id FROM articles"))
    held = links.round_of(library, numbers.values())
    found = [links.story_of(library, name) for name in ("dam", "bridge")]
    dam, bridge = (each for each in found if each is not None)
    alone = [replace(dam, id=dam.id, articles=("dam",)), replace(bridge, id=dam.id, articles=("bridge",), groups=())]
    alone.append(replace(bridge, id=f"{dam.id}-2", articles=("third",), groups=()))
    library.run("DELETE FROM stories")
    held = links.round_of(library, numbers.values())
    names = links.keep(library, alone, held, link_version="x")
    assert len(set(names)) == 3 and names[0] != names[1]
    assert [story.id for story in links.all_stories(library)] == names
