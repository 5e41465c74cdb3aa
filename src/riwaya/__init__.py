"""Riwaya (رواية) reads Arabic news from many outlets and lays the accounts of one event side by side.

>>> import riwaya
>>> from importlib.resources import files
>>> pages = [files("riwaya.demo") / name for name in ("lina-zurman.txt", "mirsad-dorval.txt")]
>>> articles = list(riwaya.annotate(riwaya.read(pages)))
>>> articles[0].statements[0].speaker.name
'راغب الصندلي'
>>> [story] = riwaya.compare(articles).stories
>>> story.articles
('lina-zurman', 'mirsad-dorval')
>>> shared = max(story.groups, key=lambda group: len(group.outlets))
>>> shared.outlets
('وكالة الأنباء الليمارية', 'mirsad-dorval')

In a notebook, articles, stories and comparisons show themselves from right to left.
"""

import os
import sys
from types import ModuleType

from riwaya.model import Article, Comparison, Problem, Statement, Story, UtteranceGroup
from riwaya.pipeline import annotate, compare, read

__version__ = "0.1.0"

__all__ = ["Article", "Comparison", "Problem", "Statement", "Story", "UtteranceGroup", "annotate", "compare", "read"]


# onnxruntime, which runs the models, keeps an id of the device and sends figures of its use to its maker (1.32 on
# Linux) unless told otherwise before it is imported; what is read here is nobody else's business
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")


class _Package(ModuleType):
    """This package, in which ``annotate`` stays the function.

    The room ``riwaya/annotate/`` has the same name, and the import system would put it in the function's place as soon
    as anything in it is imported; ``from riwaya.annotate import …`` finds the room all the same.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name not in __all__ or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def _shown(self: Article | Story | Comparison) -> str:
    """The record as a notebook shows it."""
    from riwaya.present.notebook import html

    return html(self)


for _record in (Article, Story, Comparison):
    # from here, for the records import nothing of ours: how they look is the business of a face
    setattr(_record, "_repr_html_", _shown)  # noqa: B010 (mypy takes no assignment to what a class does not declare)
