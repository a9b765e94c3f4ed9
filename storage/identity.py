"""When two facts are of the same move: same person, same kind of move, same goal, same transfer window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from parsing.names import club_key, last_name, name_key, same_person
from parsing.records import Fact

__all__ = ["Identity", "clusters", "identity", "window_of"]

_PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a fact's move from others.

    :param goal: key of the club that it is about: where the person goes, or, when he goes nowhere, what he leaves.
    """

    last_name: str
    family: str
    goal: str
    window: str


def identity(fact: Fact, reported: datetime) -> Identity:
    """Return the identity of a fact reported at `reported` (UTC).

    A loan and a transfer between the same clubs are two formulas of one move.
    """
    family = "transfer" if fact.move == "loan" else fact.move
    goal = fact.from_club if fact.move == "departure" else fact.to_club
    return Identity(last_name(fact.person), family, club_key(goal) if goal else "", window_of(reported))


def window_of(reported: datetime) -> str:
    """Return the transfer window that a day belongs to: from April on one speaks of summer, from November of winter.

    >>> from datetime import UTC
    >>> window_of(datetime(2024, 6, 29, tzinfo=UTC)), window_of(datetime(2024, 12, 3, tzinfo=UTC))
    ('2024-summer', '2025-winter')
    """
    day = reported.astimezone(_PARIS)
    if 4 <= day.month <= 10:
        return f"{day.year}-summer"
    return f"{day.year + (day.month >= 11)}-winter"


def clusters(names: list[str]) -> list[list[int]]:
    """Part the facts of one bucket by person; return lists of indexes.

    Names that contradict each other part; a bare last name joins the only full name there is, and stays apart
    when there are several. The result does not depend on the order of the names.

    >>> clusters(["Thuram", "Khéphren Thuram", "K. Thuram"])
    [[0, 1, 2]]
    >>> clusters(["Thuram", "Khéphren Thuram", "Marcus Thuram"])
    [[0], [1], [2]]
    """
    places: dict[str, list[int]] = {}
    for i, name in enumerate(names):
        places.setdefault(name_key(name), []).append(i)
    full: list[list[str]] = []
    bare: list[str] = []
    for key in sorted(places, key=lambda key: (-len(key), key)):
        if len(key.split()) == 1:
            bare.append(key)
            continue
        fitting = [group for group in full if all(same_person(key, other) for other in group)]
        if len(fitting) == 1:
            fitting[0].append(key)
        else:
            full.append([key])
    if len(full) == 1:
        full[0] += bare
    elif bare:
        full.append(bare)
    return sorted(sorted(i for key in group for i in places[key]) for group in full)
