"""The present window or an earlier one: "arrivé cet été" is news, "arrivé de Dortmund en 2020" background."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from parsing.extraction.patterns import any_of, compiled
from parsing.lexicon import load

__all__ = ["is_of_earlier_window", "is_recent"]

_YEAR = re.compile(r"\b(19\d\d|20\d\d)\b")
_CONTRACT_END = re.compile(r"jusqu['’](?:en|au|à)[^,.;]{0,25}20\d\d")


@cache
def _words(key: str) -> re.Pattern[str]:
    return compiled(rf"\b{any_of(load('windows')[key])}\b")


def is_recent(text: str) -> bool:
    """Tell whether `text` dates something to these days.

    >>> is_recent("prêté lundi à Charleroi"), is_recent("prêté à Charleroi")
    (True, False)
    """
    return bool(_words("recent").search(text))


def is_of_earlier_window(text: str, published: date | None) -> bool:
    """Tell whether `text` dates something to a window before the one of `published`.

    >>> is_of_earlier_window("débarqué de Dijon en 2022", date(2024, 7, 1))
    True
    >>> is_of_earlier_window("a signé jusqu’en 2022", date(2024, 7, 1))
    False
    >>> is_of_earlier_window("arrivé en janvier", date(2024, 1, 20))
    False
    """
    if _words("ago").search(text):
        return True
    if published is None:
        return False
    january = published.month == 1  # the window that is open then belongs to the year before, too
    if any(int(year) < published.year - january for year in _YEAR.findall(_CONTRACT_END.sub("", text))):
        return True
    if 5 <= published.month <= 8 and _words("last_summer").search(text):
        return True
    return bool(_words("winter" if published.month >= 5 else "summer").search(text))
