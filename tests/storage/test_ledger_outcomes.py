"""What can become of a link beside being stored, each with its reason."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from storage.models import Link
from storage.store import Store
from tests.storage.builders import NOON, found, hours, put
from tests.storage.dumps import looking

URL = "https://gazette.example/a"


def link(database: str, *fields: str) -> tuple[Any, ...]:
    """Some fields of the only link."""
    with looking(database) as session:
        row = session.scalars(select(Link)).one()
        return tuple(getattr(row, field) for field in fields)


def test_gone(store: Store, database: str) -> None:
    """A dead address is gone with its reason, and no list brings it back."""
    store.ledger.offer([found("a")], NOON)
    store.ledger.gone(URL, "410 Gone")
    assert link(database, "state", "reason", "next_try") == ("gone", "410 Gone", None)
    assert store.ledger.offer([found("a", modified=NOON + hours(9))], NOON + hours(10)) == []


def test_gone_keeps_the_article(store: Store) -> None:
    """An article stays stored when its address dies."""
    store.ledger.offer([found("a")], NOON)
    put(store, name="a")
    store.ledger.gone(URL, "404")
    assert len(store.articles()) == 1


def test_hopeless(store: Store, database: str) -> None:
    """What cannot be read has failed for good when trying again is pointless."""
    store.ledger.offer([found("a")], NOON)
    store.ledger.fail(URL, "not HTML", NOON, retry=False)
    assert link(database, "state", "reason", "next_try", "attempts") == ("failed", "not HTML", None, 1)
    assert store.ledger.offer([found("a")], NOON + hours(100)) == []


def test_hopeless_refresh(store: Store, database: str) -> None:
    """A stored article whose new page cannot be read stays done."""
    store.ledger.offer([found("a")], NOON)
    put(store, name="a")
    store.ledger.fail(URL, "no text", NOON, retry=False)
    assert link(database, "state", "reason") == ("done", "no text")
    assert len(store.articles()) == 1


def test_failed_refresh(store: Store) -> None:
    """A stored article that could not be asked for again is tried again, as one that is known."""
    store.ledger.offer([found("a")], NOON)
    put(store, name="a")
    store.ledger.fail(URL, "timeout", NOON)
    (due,) = store.ledger.due(["gazette"], NOON)
    assert due.again
    assert due.validators.etag == '"1"'


def test_postponed(store: Store, database: str) -> None:
    """A postponed link is pending, with reason and hour, and a failure is not counted."""
    store.ledger.offer([found("a")], NOON)
    store.ledger.postpone(URL, "429, Retry-After", NOON + hours(1))
    wanted = ("pending", "429, Retry-After", NOON + hours(1), 0)
    assert link(database, "state", "reason", "next_try", "attempts") == wanted


def test_postponed_for_no_hour(store: Store) -> None:
    """A link that is postponed without an hour is due in the next run."""
    store.ledger.offer([found("a")], NOON)
    store.ledger.postpone(URL, "stopped", None)
    assert [due.url for due in store.ledger.due(["gazette"], NOON)] == [URL]


def test_postponed_with_what_was_learned(store: Store) -> None:
    """A time of publication learned before postponing is kept, and one that was known is not forgotten."""
    store.ledger.offer([found("a")], NOON)
    store.ledger.postpone(URL, "older than asked for", None, published=NOON - hours(99))
    store.ledger.postpone(URL, "stopped", None)
    assert store.ledger.due(["gazette"], NOON)[0].published == NOON - hours(99)


def test_unchanged(store: Store, database: str) -> None:
    """A page that has not changed (304) is done again, fetched now."""
    store.ledger.offer([found("a")], NOON)
    put(store, name="a")
    store.ledger.offer([found("a", modified=NOON + hours(1))], NOON + hours(2))
    store.ledger.unchanged(URL, NOON + hours(2))
    wanted = ("done", None, None, NOON + hours(2))
    assert link(database, "state", "reason", "next_try", "fetched_at") == wanted


def test_states_are_guarded(store: Store, database: str) -> None:
    """The database itself refuses a state that nobody knows."""
    import pytest

    from storage.errors import StorageError

    store.ledger.offer([found("a")], NOON)
    with pytest.raises(StorageError):
        store.ledger._set(URL, state="lost")
    assert link(database, "state") == ("pending",)
