"""How far a move is: the ladder, the refusal, the revival."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.records import STATUSES
from storage.moves import present_status
from storage.store import Store
from tests.storage.builders import NOON, fact, hours, put


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (["rumour"], "rumour"),
        (["rejected"], "rejected"),
        (["interest", "talks", "offer"], "offer"),
        (["offer", "interest"], "offer"),
        (["talks", "rejected"], "rejected"),
        (["agreement", "medical", "rejected"], "rejected"),
        (["rejected", "rumour"], "rejected"),
        (["rejected", "interest", "talks"], "rejected"),
        (["rejected", "offer"], "offer"),
        (["offer", "rejected", "offer", "rejected", "agreement"], "agreement"),
        (["rejected", "offer", "talks"], "offer"),
        (["official", "rejected"], "official"),
        (["official", "medical"], "official"),
        (["rejected", "official", "rejected"], "official"),
    ],
)
def test_ladder(told: list[str], status: str) -> None:
    """A rung once reached stays; a refusal ends it, an offer or more begins it anew; what is official is done."""
    assert present_status(told) == status


@settings(deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from(STATUSES), min_size=1, max_size=10))
def test_status_is_one_that_was_told(told: list[str]) -> None:
    """The present status is one that somebody told, official as soon as anybody did, and repeating changes nothing."""
    status = present_status(told)
    assert status in told
    assert ("official" in told) == (status == "official")
    assert present_status([told[0], *told]) == status
    assert present_status([*told, told[-1]]) == status


@settings(deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from(STATUSES[:7]), min_size=1, max_size=10))
def test_without_refusal_the_highest_rung(told: list[str]) -> None:
    """Where nobody tells a refusal, the status is the highest rung, in whatever order it was told."""
    assert present_status(told) == max(told, key=STATUSES.index)


def test_status_in_the_order_of_time(store: Store) -> None:
    """The status follows the hours of the claims, not the order in which they were stored."""
    put(store, fact(status="agreement"), name="c", published=NOON + hours(2))
    put(store, fact(status="rejected"), name="b", published=NOON + hours(1))
    put(store, fact(status="offer"), name="a")
    assert [move["status"] for move in store.moves()] == ["agreement"]


def test_refusal(store: Store) -> None:
    """A move whose last word is a refusal is rejected."""
    put(store, fact(status="offer"), name="a")
    put(store, fact(status="rejected"), name="b", published=NOON + hours(1))
    assert [move["status"] for move in store.moves()] == ["rejected"]


def test_late_rumour_does_not_revive(store: Store) -> None:
    """A rumour after the refusal does not revive a move, an offer does."""
    put(store, fact(status="rejected"), name="a")
    put(store, fact(status="rumour"), name="b", published=NOON + hours(1))
    assert store.moves()[0]["status"] == "rejected"
    put(store, fact(status="offer"), name="c", published=NOON + hours(2))
    assert store.moves()[0]["status"] == "offer"
