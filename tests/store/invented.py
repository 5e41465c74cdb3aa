"""Any number of invented articles, each with words of its own, and a program that adds them until it is killed."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

from riwaya import library as shelf
from riwaya.library import meanings
from riwaya.model import Article, Outlet, Published, Span
from riwaya.store import open_library
from tests.link.telling import Bag

_WHO = ("وزير الري سالم الهدار", "رئيسة البلدية هالة الكستنائي", "النائب راغب الصندلي", "المدرب طارق الغزلاني")
_WHAT = ("السد", "الجسر", "الميناء", "المدرسة", "الملعب", "السوق", "المستشفى", "القطار", "المكتبة", "النهر")
_DOES = ("يكفي المدينة", "يفتح أبوابه", "يتأخر عاما", "يحتاج إلى ترميم", "يستقبل الزوار", "يغلق في الشتاء")
_OUTLETS = ("صدى الوادي", "قناة الجسر", "وكالة المنارة", "بوابة المرافئ")


def articles(count: int, *, seed: int = 1, lead: str = "invented") -> Iterator[Article]:
    """``count`` articles, the same for one ``seed``; ids begin with ``lead``."""
    chance = random.Random(seed)
    for number in range(count):
        what, does = chance.choice(_WHAT), chance.choice(_DOES)
        title = f"{what} {does} في الحي {number}"
        lines = [
            f"قال {chance.choice(_WHO)} إن {chance.choice(_WHAT)} {chance.choice(_DOES)} بعد {days} يوما."
            for days in chance.sample(range(90), 4)
        ]
        text = "\n".join([title, "", *lines])
        day = f"2031-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        yield Article(
            document=f"{lead}-{number}",
            id=f"{lead}-{number}",
            url=f"https://{lead}.example/{number}",
            text=text,
            span=Span(0, len(text)),
            title=Span(0, len(title)),
            outlet=Outlet(name=chance.choice(_OUTLETS)),
            published=Published(value=day, basis="metadata"),
        )


def main() -> None:
    """``python -m tests.store.invented LIBRARY COUNT SEED LEAD``: add, say each id once it is kept, link, say so."""
    address, count, seed, lead = sys.argv[1:]
    meanings.default = Bag
    with open_library(address, make=True) as library:
        for saved in shelf.add(library, articles(int(count), seed=int(seed), lead=lead)):
            sys.stdout.write(f"{saved.id}\n")
            sys.stdout.flush()
        for _, left in shelf.link(library):
            sys.stdout.write(f"waiting {left}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
