"""What a list names is taken down once, and what is new is to be fetched."""

from __future__ import annotations

from storage.ledger import Due, Validators
from storage.store import Store
from tests.storage.builders import NOON, found, hours, put
from tests.storage.dumps import counts, dump


def test_new_links_are_due(store: Store) -> None:
    """Every new link is to be fetched, with what the list told of it."""
    (due,) = store.ledger.offer([found("a", title="Titre", published=NOON)], NOON)
    assert due == Due("https://gazette.example/a", "gazette", "Titre", NOON, Validators(), again=False)


def test_links_come_in_the_order_of_the_list(store: Store) -> None:
    """Links are due in the order in which the list names them."""
    names = [f"n{i}" for i in range(9)]
    assert [due.url[-2:] for due in store.ledger.offer([found(name) for name in names], NOON)] == names


def test_link_named_twice(store: Store, database: str) -> None:
    """A link that a list names twice is one link; its first mention counts."""
    due = store.ledger.offer([found("a", title="Premier"), found("b"), found("a", title="Second")], NOON)
    assert [(each.url[-1], each.title) for each in due] == [("a", "Premier"), ("b", None)]
    assert counts(database)["link"] == 2


def test_nothing_named(store: Store, database: str) -> None:
    """An empty list changes nothing."""
    assert store.ledger.offer([], NOON) == []
    assert counts(database) == {}


def test_pending_link_is_due_again(store: Store) -> None:
    """A link that was never fetched stays due, in every run that a list names it."""
    first = store.ledger.offer([found("a")], NOON)
    assert store.ledger.offer([found("a")], NOON + hours(24)) == first


def test_stored_link_is_not_due(store: Store) -> None:
    """A link whose article is stored and is not said to have changed is left alone."""
    store.ledger.offer([found("a")], NOON)
    put(store, name="a")
    assert store.ledger.offer([found("a"), found("b")], NOON + hours(1))[0].url.endswith("/b")


def test_offering_twice_changes_nothing(store: Store, database: str) -> None:
    """The second mention of the same links leaves the ledger as it was, first sight included."""
    finds = [found(name, title="Titre", published=NOON, modified=NOON) for name in "abc"]
    store.ledger.offer(finds, NOON)
    put(store, name="a")
    before = dump(database)
    store.ledger.offer(finds, NOON + hours(5))
    assert dump(database) == before


def test_later_mention_fills_gaps(store: Store) -> None:
    """What the first list did not tell, title or time, is learned from another; what it told stays."""
    store.ledger.offer([found("a", title="Titre")], NOON)
    (due,) = store.ledger.offer([found("a", title="Autre", published=NOON, found_on="https://x")], NOON)
    assert (due.title, due.published) == ("Titre", NOON)


def test_thousands_of_links(store: Store, database: str) -> None:
    """A sitemap of thousands of links is taken down whole, known ones among new ones, each once."""
    names = [f"n{i}" for i in range(3_000)]
    assert len(store.ledger.offer([found(name) for name in names[::3]], NOON)) == 1_000
    for name in names[:30:3]:
        put(store, name=name)
    due = store.ledger.offer([found(name) for name in names], NOON)
    assert len({each.url for each in due}) == len(due) == 2_990
    assert counts(database)["link"] == 3_000


def test_address_is_told_to_the_letter(store: Store, database: str) -> None:
    """Addresses that differ in case or in a final slash are different links."""
    store.ledger.offer([found("a"), found("A"), found("a/")], NOON)
    assert counts(database)["link"] == 3
