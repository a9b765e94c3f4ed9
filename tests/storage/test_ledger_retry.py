"""What failed is tried again: at once in the next runs, then at growing intervals, then never."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.ledger import FIRST_WAIT, MOST_TRIES, QUICK_TRIES, next_try
from storage.store import Store
from tests.storage.builders import NOON, found, hours, put
from tests.storage.dumps import dump

URL = "https://gazette.example/a"


def due(store: Store, after: float = 0) -> list[str]:
    """What is due some hours after noon."""
    return [each.url for each in store.ledger.due(["gazette"], NOON + hours(after))]


@pytest.mark.parametrize(
    ("attempts", "wait"),
    [(1, 0), (2, 0), (3, 1), (4, 2), (5, 4), (6, 8), (7, 16), (8, 32), (9, 64), (10, None), (11, None)],
)
def test_schedule(attempts: int, wait: int | None) -> None:
    """Two failures are tried again at once, later ones after twice as long each time, the tenth is the last."""
    assert next_try(attempts, NOON) == (None if wait is None else NOON + hours(wait))


def test_schedule_never_shortens() -> None:
    """No failure makes the next try come sooner than the one before did."""
    times = [next_try(attempts, NOON) for attempts in range(1, MOST_TRIES)]
    assert times == sorted(time for time in times if time)
    assert times[QUICK_TRIES - 1] == NOON + FIRST_WAIT


def test_failed_link_is_tried_in_the_next_run(store: Store) -> None:
    """A link that failed once is due again at once, without any list naming it."""
    store.ledger.offer([found("a")], NOON)
    store.ledger.fail(URL, "timeout", NOON)
    assert due(store) == [URL]


def test_failing_for_days(store: Store) -> None:
    """A link that fails every time it is due is tried ten times, over five days, and then left alone."""
    store.ledger.offer([found("a")], NOON)
    tries, hour = 0, 0
    while hour < 24 * 30:
        while due(store, hour):
            store.ledger.fail(URL, "timeout", NOON + hours(hour))
            tries += 1
        hour += 1
    assert tries == MOST_TRIES
    assert store.ledger.offer([found("a")], NOON + timedelta(days=60)) == []


def test_list_does_not_hurry_a_failed_link(store: Store) -> None:
    """A link that waits for its hour is not due because a list names it again."""
    store.ledger.offer([found("a")], NOON)
    for _ in range(QUICK_TRIES):
        store.ledger.fail(URL, "timeout", NOON)
    assert store.ledger.offer([found("a")], NOON + hours(0.9)) == []
    assert [each.url for each in store.ledger.offer([found("a")], NOON + hours(1))] == [URL]


def test_success_forgets_failures(store: Store, database: str) -> None:
    """A link that is stored at last has no failures, no reason and no next try."""
    store.ledger.offer([found("a")], NOON)
    for _ in range(4):
        store.ledger.fail(URL, "timeout", NOON)
    put(store, name="a")
    (link,) = dump(database)["link"]
    assert "timeout" not in link
    store.ledger.offer([found("a", modified=NOON + hours(2))], NOON + hours(3))
    store.ledger.fail(URL, "timeout", NOON + hours(3))
    assert due(store, 3) == [URL]


def test_reason_is_kept(store: Store, database: str) -> None:
    """Every failure leaves its reason, cut to a length that one can read."""
    store.ledger.offer([found("a")], NOON)
    store.ledger.fail(URL, "connection refused " * 100, NOON)
    (link,) = dump(database)["link"]
    assert ("connection refused " * 100)[:500] in link


def test_unknown_link(store: Store, database: str) -> None:
    """A failure of an address that no list named is no matter of the ledger."""
    store.ledger.fail("https://gazette.example/unknown", "timeout", NOON)
    assert dump(database)["link"] == []
