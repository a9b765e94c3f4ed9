"""Days are those of Paris, also on the two days that have 23 and 25 hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from storage.filters import Filter
from storage.store import Store
from tests.storage.builders import NOON, fact, put


def utc(words: str) -> datetime:
    """A time in UTC."""
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


DAYS = {
    "summer": ("2025-07-10", "2025-07-09T22:00:00", "2025-07-10T21:59:59"),
    "winter": ("2025-01-10", "2025-01-09T23:00:00", "2025-01-10T22:59:59"),
    "spring forward": ("2025-03-30", "2025-03-29T23:00:00", "2025-03-30T21:59:59"),
    "fall back": ("2025-10-26", "2025-10-25T22:00:00", "2025-10-26T22:59:59"),
    "new year": ("2025-12-31", "2025-12-30T23:00:00", "2025-12-31T22:59:59"),
}


@pytest.mark.parametrize(("day", "first", "last"), DAYS.values(), ids=DAYS)
def test_day(store: Store, day: str, first: str, last: str) -> None:
    """A day holds what was told from its midnight to its last second in Paris, and nothing else."""
    second = timedelta(seconds=1)
    for i, when in enumerate([utc(first), utc(last), utc(first) - second, utc(last) + second]):
        put(store, fact(f"Joueur {'abcd'[i] * 4}"), name=str(i), published=when, now=utc("2026-06-01T00:00:00"))
    which = Filter.parse(now=NOON, since=day, until=day)
    for records in (store.articles(which), store.facts(which)):
        assert {record["url"][-1] for record in records} == {"0", "1"}
    assert len(store.moves(which)) == len(store.stories(which)) == 2


def test_borders_are_inside(store: Store) -> None:
    """What was told at the very moment that is asked for is found, from both sides."""
    put(store, fact())
    moment = "2025-07-10T12:00:00Z"
    assert len(store.facts(Filter.parse(now=NOON, since=moment, until=moment))) == 1


def test_microseconds(store: Store) -> None:
    """A time with microseconds is kept to the microsecond, and shown to the second."""
    put(store, fact(), published=utc("2025-07-10T12:00:00.999999"))
    assert store.articles()[0]["published"] == "2025-07-10T12:00:00Z"
    assert store.articles(Filter.parse(now=NOON, since="2025-07-10T12:00:01Z")) == []
    assert len(store.articles(Filter.parse(now=NOON, since="2025-07-10T12:00:00.999999Z"))) == 1


def test_other_zones(store: Store) -> None:
    """A publication told in another zone is stored and shown in UTC."""
    put(store, published=datetime.fromisoformat("2025-07-10T23:30:00-05:00"), now=utc("2025-08-01T00:00:00"))
    assert store.articles()[0]["published"] == "2025-07-11T04:30:00Z"


def test_hour_that_happens_twice(store: Store) -> None:
    """The hour that the clocks repeat in autumn is two hours, told apart."""
    put(store, name="a", published=utc("2025-10-26T00:30:00"), now=utc("2026-01-01T00:00:00"))
    put(store, name="b", published=utc("2025-10-26T01:30:00"), now=utc("2026-01-01T00:00:00"))
    which = Filter.parse(now=NOON, since="2025-10-26T02:30+01:00")
    assert [record["url"][-1] for record in store.articles(which)] == ["b"]


def test_time_without_zone(store: Store) -> None:
    """A publication time without zone is refused: guessing would move news by hours."""
    from storage.errors import StorageError

    with pytest.raises((StorageError, TypeError)):
        put(store, published=datetime(2025, 7, 10, 12), now=NOON)
    assert store.articles() == []
