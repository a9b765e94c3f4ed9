"""What earlier runs left to be fetched, killed ones included."""

from __future__ import annotations

import subprocess
import sys

from storage.store import Store
from tests.storage.builders import NOON, found, hours, put
from tests.storage.dumps import dump


def names(store: Store, *outlets: str, after: float = 0) -> list[str]:
    """The last letters of what is due some hours after noon."""
    return [due.url[-1] for due in store.ledger.due(outlets or ["gazette"], NOON + hours(after))]


def test_what_was_left(store: Store) -> None:
    """Links that were found and not fetched are due in the next run, oldest first."""
    store.ledger.offer([found("b"), found("a")], NOON)
    store.ledger.offer([found("c")], NOON - hours(1))
    assert names(store) == ["c", "b", "a"]


def test_only_of_the_outlets(store: Store) -> None:
    """Only links of the outlets that are crawled are due."""
    store.ledger.offer([found("a"), found("b", outlet="tribune"), found("c", outlet="kiosque")], NOON)
    assert names(store) == ["a"]
    assert names(store, "tribune", "kiosque") == ["b", "c"]
    assert store.ledger.due([], NOON) == []


def test_what_is_settled(store: Store) -> None:
    """Links that are done, gone or given up are not due."""
    store.ledger.offer([found(name) for name in "abc"], NOON)
    put(store, name="a")
    store.ledger.gone("https://gazette.example/b", "404")
    store.ledger.fail("https://gazette.example/c", "not HTML", NOON, retry=False)
    assert names(store, after=10_000) == []


def test_what_waits(store: Store) -> None:
    """A link that is to be tried at an hour is due from that hour on."""
    store.ledger.offer([found("a")], NOON)
    store.ledger.postpone("https://gazette.example/a", "429", NOON + hours(2))
    assert names(store, after=1.99) == []
    assert names(store, after=2) == ["a"]


def test_clock_set_back(store: Store) -> None:
    """Links found in what is now the future are still due."""
    store.ledger.offer([found("a")], NOON + hours(5))
    assert names(store) == ["a"]


KILLED = """
import os, signal
from storage.store import Store
from tests.storage.builders import NOON, found, put
store = Store()
store.ledger.offer([found(name) for name in "abcdef"], NOON)
put(store, name="a")
store.ledger.fail("https://gazette.example/b", "timeout", NOON)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_after_a_crash(store: Store, database: str) -> None:
    """After a kill -9 everything that was found is remembered: done is done, the rest is due."""
    done = subprocess.run([sys.executable, "-c", KILLED], check=False, timeout=60)
    assert done.returncode == -9
    assert len(dump(database)["link"]) == 6
    assert names(store) == list("bcdef")
