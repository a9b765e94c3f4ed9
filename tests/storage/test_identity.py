"""What makes two facts the same move: person, kind of move, goal, window."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.names import club_key
from parsing.records import Move
from storage.identity import clusters, identity, window_of
from tests.storage.builders import NOON, OM, PSG, fact

NAMES = ["Thuram", "M. Thuram", "Marcus Thuram", "Khéphren Thuram", "K. Thuram", "marcus thuram", "THURAM"]


@pytest.mark.parametrize(
    ("move", "from_club", "to_club", "family", "goal"),
    [
        ("transfer", PSG, "OM", "transfer", OM),
        ("loan", PSG, "OM", "transfer", OM),
        ("extension", OM, OM, "extension", OM),
        ("appointment", None, "OM", "appointment", OM),
        ("departure", "PSG", None, "departure", PSG),
        ("departure", None, None, "departure", ""),
        ("transfer", PSG, None, "transfer", ""),
    ],
)
def test_goal(move: Move, from_club: str | None, to_club: str | None, family: str, goal: str) -> None:
    """A move is told by where the person goes, a departure by what he leaves; a loan is a formula of a transfer."""
    told = identity(fact(move=move, from_club=from_club, to_club=to_club), NOON)
    assert (told.family, told.goal) == (family, goal)


@pytest.mark.parametrize(
    ("words", "key"),
    [("OM", OM), ("les Phocéens", OM), ("psg", PSG), ("FC  Nulle\u00a0Part", "fc nulle part")],
)
def test_club_key(words: str, key: str) -> None:
    """All names of a club share its key; a club that nobody knows is its own, without capitals."""
    assert club_key(words) == key


@pytest.mark.parametrize(
    ("when", "window"),
    [
        ("2025-03-31T21:59:59", "2025-winter"),
        ("2025-03-31T22:00:00", "2025-summer"),
        ("2025-10-31T22:59:59", "2025-summer"),
        ("2025-10-31T23:00:00", "2026-winter"),
        ("2025-12-31T23:30:00", "2026-winter"),
        ("2026-01-01T00:00:00", "2026-winter"),
        ("2024-02-29T12:00:00", "2024-winter"),
    ],
)
def test_window(when: str, window: str) -> None:
    """Summer begins with April and winter with November, by the days of Paris; a winter has the year of its January."""
    assert window_of(datetime.fromisoformat(when).replace(tzinfo=UTC)) == window


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        ([], []),
        (["Thuram"], [[0]]),
        (["Thuram", "Thuram"], [[0, 1]]),
        (["Marcus Thuram", "M. Thuram", "Thuram"], [[0, 1, 2]]),
        (["Thuram", "Marcus Thuram", "Khéphren Thuram"], [[0], [1], [2]]),
        (["M. Thuram", "K. Thuram"], [[0], [1]]),
        (["Kylian Thuram", "Khéphren Thuram", "K. Thuram"], [[0], [1], [2]]),
        (["Khephren Thuram", "KHÉPHREN THURAM"], [[0, 1]]),
    ],
)
def test_clusters(names: list[str], groups: list[list[int]]) -> None:
    """Contradicting first names part; a bare name joins the only person there is, and none of several."""
    assert clusters(names) == groups


@settings(deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from(NAMES), max_size=8), st.data())
def test_clusters_in_any_order(names: list[str], data: st.DataObject) -> None:
    """Which names belong together does not depend on the order in which they came."""
    shuffled = data.draw(st.permutations(names))

    def parted(told: list[str]) -> list[list[str]]:
        return sorted(sorted(told[i] for i in group) for group in clusters(told))

    assert parted(shuffled) == parted(names)
