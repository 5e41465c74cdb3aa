"""What is exported in the tests: the demo's invented pages, and one page that means no good."""

from __future__ import annotations

from pathlib import Path

import pytest

import riwaya
from riwaya.model import Article, Outlet, Span, Statement, Story, TimelineEntry, UtteranceGroup, Via, replace
from riwaya.present.export import Material

DEMO = Path(riwaya.__file__).parent / "demo"

#: Markup, a formula, quotation marks, controls that XML cannot carry, line ends of three kinds, a sign beyond U+FFFF.
HOSTILE = (
    '<عنوان> "مقتبس" & ]]>\r\n'
    'قال الوزير سالم الهدار: "=HYPERLINK(1) <b>نعم</b>\x00\x0b;, \\n 𝒳\r\u2028لا".\n'
    "وأضاف الهدار أن الماء يكفي."
)


def material_of(articles: list[Article], stories: tuple[Story, ...]) -> Material:
    return Material(lambda: iter(articles), lambda: iter(stories))


@pytest.fixture(scope="session")
def demo_articles() -> list[Article]:
    return list(riwaya.annotate(riwaya.read(DEMO)))


@pytest.fixture(scope="session")
def demo(demo_articles: list[Article]) -> Material:
    return material_of(demo_articles, riwaya.compare(demo_articles).stories)


@pytest.fixture
def hostile(left: Article) -> Material:
    first, second = left.statements
    start = HOSTILE.index("=HYPER")
    told = Span(start, HOSTILE.index('".', start))
    name = Span(HOSTILE.index("سالم"), HOSTILE.index(":"))
    statement = replace(
        first,
        id="x <1>#1",
        content=(told,),
        cue=Span(HOSTILE.index("قال"), HOSTILE.index(" الوزير")),
        speaker=replace(first.speaker, span=name, name='="سالم" <b>'),
        # a span that crosses the beginning of the content: XML has to cut it
        via=(Via(span=Span(start - 4, start + 6), name='وكالة; "س"\n<ع>', role="agency"),),
    )
    later = HOSTILE.index("الماء")
    said: Statement = replace(second, id="x <1>#2", content=(Span(later, later + 10),), cue=None, denies="x <1>#1")
    said = replace(said, speaker=replace(said.speaker, span=None, entity=None))
    article = replace(
        left,
        id="x <1>",
        document="../x <1>.txt",
        text=HOSTILE,
        span=Span(0, len(HOSTILE)),
        url='javascript:alert("x")',
        outlet=Outlet(name='<صدى> & "الوادي"'),
        title=Span(0, HOSTILE.index("\r")),
        dateline=None,
        credits=(),
        furniture=(),
        sentences=(Span(0, len(HOSTILE)),),
        mentions=(replace(left.mentions[0], span=name),),
        times=(),
        statements=(statement, said),
    )
    group = UtteranceGroup(
        id="g", speaker=riwaya.model.GroupSpeaker(name="س"), statements=("x <1>#1",), earliest="x <1>#1"
    )
    entries = (
        TimelineEntry(when="2031-02-30", what="لا يوم كهذا", evidence=("x <1>",)),
        TimelineEntry(when="XXXX-05-04", what="سنة مجهولة", evidence=()),
        TimelineEntry(when="2031-05", what="<script>alert(1)</script>; شهر, \\ " + "طويل " * 40, evidence=("x <1>#1",)),
    )
    story = Story(id="s <1>", title="<قصة>", articles=("x <1>",), groups=(group,), timeline=entries)
    return material_of([article], (story,))


@pytest.fixture
def nothing() -> Material:
    return material_of([], ())


@pytest.fixture(params=["demo", "hostile", "nothing"])
def material(request: pytest.FixtureRequest) -> Material:
    found: Material = request.getfixturevalue(request.param)
    return found
