"""French, football and HTML: pure functions from a page to facts.

    page ──clean──▶ article ──extract──▶ facts

No network, no database, no clock. The heavy libraries load when they are first needed, so that
importing this package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from parsing.records import Article, Evidence, Fact, Fee, Page, ParsingError, Reading

if TYPE_CHECKING:
    from parsing.cleaning import clean
    from parsing.extraction import extract
    from parsing.fingerprints import fingerprint
    from parsing.reading import read

__all__ = [
    "Article",
    "Evidence",
    "Fact",
    "Fee",
    "Page",
    "ParsingError",
    "Reading",
    "clean",
    "extract",
    "fingerprint",
    "read",
]

_HOME = {
    "clean": "parsing.cleaning",
    "extract": "parsing.extraction",
    "fingerprint": "parsing.fingerprints",
    "read": "parsing.reading",
}


def __getattr__(name: str) -> Any:
    """Load the module behind a public function when it is first asked for."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    function = getattr(import_module(_HOME[name]), name)
    globals()[name] = function
    return function
