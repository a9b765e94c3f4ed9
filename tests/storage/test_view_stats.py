"""What the store holds, counted by outlet; and the log of crawls."""

from __future__ import annotations

from typing import Any

from storage.store import Store
from storage.view import Record
from tests.storage.builders import NOON, fact, found, hours, put


def by_outlet(store: Store) -> dict[str, Record]:
    """The counts under the names of their outlets."""
    return {record["outlet"]: record for record in store.stats()}


def test_counts(store: Store) -> None:
    """Articles, facts, characters, first and last hour are counted by outlet, and summed up."""
    put(store, fact(), fact("Amine Gouiri"), name="a", text="x" * 10)
    put(store, name="b", text="y" * 20, published=NOON + hours(1))
    put(store, fact(), name="c", outlet="tribune", text="z" * 30, published=NOON + hours(2))
    told = by_outlet(store)
    wanted = ("articles", "facts", "characters", "first", "last")
    assert [told["gazette"][key] for key in wanted] == [2, 2, 30, "2025-07-10T12:00:00Z", "2025-07-10T13:00:00Z"]
    assert [told["tribune"][key] for key in wanted] == [1, 1, 30, "2025-07-10T14:00:00Z", "2025-07-10T14:00:00Z"]
    assert [told["all"][key] for key in wanted] == [3, 3, 60, "2025-07-10T12:00:00Z", "2025-07-10T14:00:00Z"]
    assert (told["all"]["stories"], told["all"]["moves"]) == (2, 2)


def test_every_link_is_counted_once(store: Store) -> None:
    """Every link that was found is counted once, by its state."""
    store.ledger.offer([found(name) for name in "abcde"], NOON)
    put(store, name="a")
    store.ledger.fail("https://gazette.example/b", "timeout", NOON)
    store.ledger.gone("https://gazette.example/c", "404")
    told = by_outlet(store)
    for name in ("gazette", "all"):
        assert [told[name][state] for state in ("done", "pending", "failed", "gone")] == [1, 2, 1, 1]


def test_outlet_without_articles(store: Store) -> None:
    """An outlet that was asked and gave nothing is listed with zeros."""
    from storage.ledger import Validators

    store.ledger.checked("https://x/feed", "muet", "rss", NOON, entries=0, validators=Validators(), problem="empty")
    assert by_outlet(store)["muet"]["articles"] == 0


def test_outlets_in_the_order_of_names(store: Store) -> None:
    """Outlets are listed by name, the total last."""
    for outlet in ("tribune", "gazette", "kiosque"):
        put(store, outlet=outlet)
    assert [record["outlet"] for record in store.stats()] == ["gazette", "kiosque", "tribune", "all"]


def test_runs(store: Store) -> None:
    """A crawl is logged with its hours, outlets, exit code and report, latest first."""
    report: dict[str, Any] = {"new": 5, "problems": ["gazette: 503"], "seconds": 12.5}
    first = store.log.begin(["gazette"], None, NOON)
    second = store.log.begin(["gazette", "tribune"], NOON - hours(48), NOON + hours(1))
    store.log.end(first, 3, report, NOON + hours(2))
    assert store.runs() == [
        {
            "id": second,
            "started": "2025-07-10T13:00:00Z",
            "finished": None,
            "exit_code": None,
            "outlets": ["gazette", "tribune"],
        },
        {
            "id": first,
            "started": "2025-07-10T12:00:00Z",
            "finished": "2025-07-10T14:00:00Z",
            "exit_code": 3,
            "outlets": ["gazette"],
            **report,
        },
    ]


def test_latest_runs(store: Store) -> None:
    """Only the latest crawls are listed when so many are asked for, and all when None is."""
    ids = [store.log.begin([], None, NOON) for _ in range(25)]
    assert [run["id"] for run in store.runs()] == ids[::-1][:20]
    assert len(store.runs(None)) == 25
