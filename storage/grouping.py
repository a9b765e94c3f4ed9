"""Which articles tell the same news: a relation between two articles, so that their order cannot matter.

Two articles tell the same news when their texts are near-duplicates, or when both are about the same person's
same move at the same point of its story, within two days. A story is what this relation joins, directly or
through others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from parsing.fingerprints import similarity
from parsing.names import name_key
from parsing.records import STATUSES

__all__ = ["COPY_DAYS", "NEWS_HOURS", "Sketch", "Told", "components", "same_news"]

COPY = 0.5
"""Share of five-word runs above which two texts are copies of each other (precision 0.99, recall 0.96)."""
COPY_DAYS = 7
NEWS_HOURS = 48

_RANK: dict[str, int] = {status: rank for rank, status in enumerate(STATUSES)}


@dataclass(frozen=True, slots=True)
class Told:
    """One fact of an article, as far as grouping needs it."""

    last_name: str
    family: str
    goal: str
    status: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """An article, as far as grouping needs it.

    :param told: its facts in the order of the text.
    """

    id: int
    title: str
    reported: datetime
    fingerprint: tuple[int, ...]
    told: tuple[Told, ...]

    def leading(self) -> tuple[Told, ...]:
        """The facts that the article is about: those of the persons in its title, else of the first person."""
        title = name_key(self.title)
        titled = tuple(t for t in self.told if t.last_name and t.last_name in title.split())
        if titled:
            return titled
        return tuple(t for t in self.told if t.last_name == self.told[0].last_name) if self.told else ()


def same_news(a: Sketch, b: Sketch) -> bool:
    """Tell whether two articles tell the same news; symmetric."""
    apart = abs(a.reported - b.reported)
    if apart <= timedelta(days=COPY_DAYS) and similarity(a.fingerprint, b.fingerprint) >= COPY:
        return True
    if apart > timedelta(hours=NEWS_HOURS):
        return False
    return any(_same_point(x, y) for x in a.leading() for y in b.leading())


def _same_point(x: Told, y: Told) -> bool:
    """The same move, no further along than one rung; a refusal and an announcement are news of their own."""
    if (x.last_name, x.family, x.goal) != (y.last_name, y.family, y.goal):
        return False
    if {"rejected", "official"} & {x.status, y.status}:
        return x.status == y.status
    return abs(_RANK[x.status] - _RANK[y.status]) <= 1


def components(sketches: Sequence[Sketch]) -> list[list[Sketch]]:
    """Part articles into stories: the connected components of `same_news`, each sorted by id."""
    left = sorted(sketches, key=lambda sketch: sketch.id)
    found = []
    while left:
        group, rest = [left[0]], left[1:]
        for member in group:
            joined = [other for other in rest if same_news(member, other)]
            group += joined
            taken = {other.id for other in joined}
            rest = [other for other in rest if other.id not in taken]
        found.append(sorted(group, key=lambda sketch: sketch.id))
        left = rest
    return found
