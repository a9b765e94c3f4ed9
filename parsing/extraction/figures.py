"""What a figure is: asked, offered, agreed, a clause or an estimate, by the words around it."""

from __future__ import annotations

import re
from functools import cache

from parsing.extraction.patterns import any_of, compiled
from parsing.lexicon import load
from parsing.records import FeeKind, LoanOption

__all__ = ["free_transfer", "free_transfers", "kind_of", "loan_option"]

_NEAR = 140
"""Characters before a figure that may tell what it is."""
_CLAUSE_LEAD = 40
"""A clause is named farther ahead of its price than a bid: it wins over words that stand so much nearer."""


@cache
def _before(kind: str) -> re.Pattern[str]:
    return compiled(rf"{any_of(load('fees')['kinds'][kind]['before'])}[^.;]{{0,75}}$")


@cache
def _behind(kind: str) -> re.Pattern[str]:
    return compiled(f"^{any_of(load('fees')['kinds'][kind]['behind'])}")


@cache
def _words(key: str) -> re.Pattern[str]:
    return compiled(rf"\b{any_of(load('fees')[key])}\b")


def kind_of(before: str, behind: str) -> FeeKind:
    """Return what a figure is from the words of its sentence before and behind it; an estimate when nothing tells.

    >>> kind_of("Les Marseillais réclameraient autour des ", "."), kind_of("une offre de ", " a été repoussée")
    ('asked', 'offered')
    >>> kind_of("prêté avec une option d’achat de ", "."), kind_of("a rejoint Bologne contre ", "")
    ('clause', 'agreed')
    """
    best: tuple[int, FeeKind] | None = None
    for kind in load("fees")["kinds"]:
        if match := _before(kind).search(before[-_NEAR:]):
            at = match.start() + (_CLAUSE_LEAD if kind == "clause" else 0)
            if best is None or at > best[0]:
                best = (at, kind)
    for kind in load("fees")["kinds"]:
        if _behind(kind).search(behind) and (best is None or kind in ("offered", "asked")):
            told: FeeKind = kind
            return told
    return best[1] if best else "estimate"


def free_transfer(sentence: str) -> str | None:
    """Return the words that call a transfer free, or None.

    >>> free_transfer("Il débarque libre en Mayenne."), free_transfer("Il est libre de refuser.") is None
    ('débarque libre', True)
    """
    match = _words("free").search(sentence)
    return match.group() if match else None


def free_transfers(text: str) -> list[tuple[int, int]]:
    """Return where the words stand that call a transfer free: (start, end), in characters."""
    return [match.span() for match in _words("free").finditer(text)]


_WITHOUT = re.compile(
    r"\b(?:sans|ni|aucune|pas d['’])\s*(?:la moindre )?(?:option|obligation|clause)s? d['’]achat", re.IGNORECASE
)


def loan_option(sentence: str) -> LoanOption | None:
    """Return whether a sentence speaks of an option or an obligation to buy, or None.

    >>> loan_option("avec une obligation d’achat de 7 M€"), loan_option("un prêt avec option d'achat")
    ('obligation', 'option')
    >>> loan_option("un prêt sec, sans option d'achat") is None
    True
    """
    sentence = _WITHOUT.sub("", sentence)
    if _words("duty").search(sentence):
        return "obligation"
    return "option" if _words("option").search(sentence) else None
