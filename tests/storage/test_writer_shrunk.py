"""A page that suddenly says little is a wall or a failure, not a correction."""

from __future__ import annotations

from storage.store import Store
from tests.storage.builders import NOON, fact, found, hours, prose, put
from tests.storage.dumps import counts, dump

LONG = prose(1, 300)


def test_old_version_stays(store: Store, database: str) -> None:
    """A version shorter than a third leaves the article, its facts, story and moves as they were."""
    put(store, fact(), name="a", text=LONG)
    before = dump(database)
    assert put(store, name="a", text="Réservé aux abonnés.", paywalled=True, now=NOON + hours(2)).outcome == "shrunk"
    assert dump(database) == before


def test_link_is_done(store: Store) -> None:
    """The link of a page that shrank is done: asking again at once would bring nothing else."""
    store.ledger.offer([found("a")], NOON)
    put(store, name="a", text=LONG)
    store.ledger.offer([found("a", modified=NOON + hours(1))], NOON + hours(2))
    put(store, name="a", text="Réservé aux abonnés.", now=NOON + hours(2))
    assert store.ledger.due(["gazette"], NOON + hours(3)) == []


def test_third_is_the_border(store: Store) -> None:
    """A version of exactly a third of the length is a correction, one character less is not."""
    put(store, name="a", text="x" * 300)
    assert put(store, name="a", text="y" * 99).outcome == "shrunk"
    assert put(store, name="a", text="y" * 100).outcome == "changed"


def test_growing_back(store: Store, database: str) -> None:
    """When the whole text is there again, nothing has changed."""
    put(store, name="a", text=LONG)
    put(store, name="a", text="Réservé aux abonnés.")
    assert put(store, name="a", text=LONG).outcome == "same"
    assert "article_version" not in counts(database)
