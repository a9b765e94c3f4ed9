"""The ways into an outlet remember how they were last asked."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from storage.ledger import Validators
from storage.models import Way
from storage.store import Store
from tests.storage.builders import NOON, hours
from tests.storage.dumps import looking

FEED = "https://gazette.example/feed"
FIRST, SECOND = Validators('"1"', "Thu, 10 Jul 2025 12:00:00 GMT"), Validators('"2"', None)


def asked(store: Store, url: str = FEED, outlet: str = "gazette", at: float = 0, **values: Any) -> None:
    """Write down one visit, by default one that named five links."""
    defaults: dict[str, Any] = {"entries": 5, "validators": FIRST, "problem": None}
    store.ledger.checked(url, outlet, "rss", NOON + hours(at), **{**defaults, **values})


def way(database: str) -> Way:
    """The only way."""
    with looking(database) as session:
        return session.scalars(select(Way)).one()


def test_validators_come_back(store: Store) -> None:
    """What a list was last answered with makes the next request conditional."""
    asked(store)
    assert store.ledger.ways("gazette") == {FEED: FIRST}
    asked(store, validators=SECOND)
    assert store.ledger.ways("gazette") == {FEED: SECOND}


def test_ways_of_an_outlet(store: Store) -> None:
    """Each outlet has its own ways in, and an unknown one has none."""
    asked(store)
    asked(store, "https://tribune.example/feed", "tribune", validators=SECOND)
    assert store.ledger.ways("tribune") == {"https://tribune.example/feed": SECOND}
    assert store.ledger.ways("kiosque") == {}


def test_problem_keeps_the_validators(store: Store, database: str) -> None:
    """A list that could not be read leaves its problem; the validators stay those of the last good visit."""
    asked(store)
    asked(store, at=1, entries=None, validators=Validators(), problem="not XML")
    row = way(database)
    assert (row.problem, row.checked_at, row.entries) == ("not XML", NOON + hours(1), 5)
    assert store.ledger.ways("gazette") == {FEED: FIRST}


def test_problem_is_forgotten(store: Store, database: str) -> None:
    """A good visit forgets the problem of the one before."""
    asked(store, problem="not XML")
    asked(store, at=1)
    assert way(database).problem is None


def test_last_yield(store: Store, database: str) -> None:
    """An unchanged list keeps the hour at which it last named links, and how many."""
    asked(store)
    asked(store, at=1, entries=None)
    row = way(database)
    assert (row.entries, row.yielded_at, row.checked_at) == (5, NOON, NOON + hours(1))


def test_list_that_names_nothing(store: Store, database: str) -> None:
    """A list that suddenly names nothing does not wipe out when it last named something."""
    asked(store)
    asked(store, at=1, entries=0)
    assert way(database).yielded_at == NOON
