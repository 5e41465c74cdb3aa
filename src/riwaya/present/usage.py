"""What is said in Arabic where a command's own parser refuses a value in English."""

from __future__ import annotations

import re
from typing import Any

import typer
from typer.core import TyperGroup

#: Our own messages end in their Arabic, in brackets.
_ARABIC = re.compile(r"\([^()]*[\u0621-\u064a][^()]*\)$")
REFUSED = "قيمة غير مقبولة، والمقبول في --help"


class Commands(TyperGroup):
    """The commands of the program; what their parser refuses is said in both languages."""

    def invoke(self, ctx: Any) -> Any:
        """Run what was typed; the parser's word on a value gets its Arabic."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            if getattr(error, "param", None) is not None and error.message and not _ARABIC.search(error.message):
                error.message = f"{error.message} ({REFUSED})"
            raise
