"""Regular expressions made from lists of the lexicon: no case, either apostrophe, any blank."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["any_of", "compiled"]


def any_of(alternatives: Iterable[str]) -> str:
    """Return an expression that matches any of `alternatives`, each itself an expression.

    >>> bool(re.fullmatch(any_of(["l'an dernier", "jadis"]), "l’an dernier", re.IGNORECASE))
    True
    """
    return f"(?:{'|'.join(_loosened(each) for each in alternatives)})"


def compiled(expression: str) -> re.Pattern[str]:
    """Compile an expression that ignores case; a blank in it is any white space, an apostrophe either kind."""
    return re.compile(_loosened(expression), re.IGNORECASE)


def _loosened(expression: str) -> str:
    return expression.replace("['’]", "'").replace("'", "['’]").replace(" ", r"\s")
