"""When a stored article is fetched again: when a list says that it changed, and not because another list knows more."""

from __future__ import annotations

from typing import Any

import pytest

from storage.ledger import Due
from storage.store import Store
from tests.storage.builders import NOON, found, hours, page, put, reading

FEED, SITEMAP = "https://gazette.example/feed", "https://gazette.example/sitemap.xml"


@pytest.fixture
def stored(store: Store) -> Store:
    """A store with one article, found in the feed, published at noon, fetched a minute later."""
    store.ledger.offer([found("a", published=NOON)], NOON)
    put(store, name="a")
    return store


def offered(store: Store, **values: Any) -> list[Due]:
    """What is due when a list names the article once more, a day later."""
    return store.ledger.offer([found("a", **{"published": NOON, **values})], NOON + hours(24))


def test_modified_since(stored: Store) -> None:
    """A later modification makes the article due again, with its validators."""
    (due,) = offered(stored, modified=NOON + hours(1))
    assert due.again
    assert (due.validators.etag, due.validators.last_modified) == ('"1"', "Thu, 10 Jul 2025 12:00:00 GMT")


def test_modified_once_is_fetched_once(stored: Store) -> None:
    """After it was fetched again, the same modification is no news, whatever list tells it."""
    offered(stored, modified=NOON + hours(1))
    read = reading(name="a")
    stored.writer.save(page(read, fetched=NOON + hours(2)), read, NOON + hours(2))
    assert offered(stored, modified=NOON + hours(1)) == []
    assert offered(stored, modified=NOON + hours(1), found_on=SITEMAP) == []
    assert len(offered(stored, modified=NOON + hours(3))) == 1


def test_unchanged_is_fetched_once(stored: Store) -> None:
    """After the server said that nothing had changed, the same modification is no news."""
    offered(stored, modified=NOON + hours(1))
    stored.ledger.unchanged("https://gazette.example/a", NOON + hours(2))
    assert offered(stored, modified=NOON + hours(1)) == []


def test_older_modification(stored: Store) -> None:
    """A modification that lies before the one that is known is no news."""
    offered(stored, modified=NOON + hours(2))
    put(stored, name="a")
    assert offered(stored, modified=NOON + hours(1)) == []


def test_another_list_knows_more(stored: Store) -> None:
    """Another list that tells a modification before the last fetch tells no news."""
    assert offered(stored, modified=NOON, found_on=SITEMAP) == []


def test_another_list_knows_later(stored: Store) -> None:
    """Another list that tells a modification after the last fetch makes the article due again."""
    assert len(offered(stored, modified=NOON + hours(1), found_on=SITEMAP)) == 1


def test_same_list_tells_a_modification_for_the_first_time(stored: Store) -> None:
    """The same list that now tells a modification, though it told none before, says that the article changed."""
    assert len(offered(stored, modified=NOON)) == 1


def test_same_list_moves_the_publication(stored: Store) -> None:
    """The same list that tells a later publication says that the article changed, and its time is learned."""
    (due,) = offered(stored, published=NOON + hours(1))
    assert due.published == NOON + hours(1)


def test_another_list_tells_another_publication(stored: Store) -> None:
    """Another list that tells another publication tells no news, and the first time stays."""
    assert offered(stored, published=NOON + hours(1), found_on=SITEMAP) == []
    offered(stored, modified=NOON + hours(2))
    assert stored.ledger.due(["gazette"], NOON + hours(3))[0].published == NOON


def test_earlier_publication(stored: Store) -> None:
    """A publication that moved back is no news."""
    assert offered(stored, published=NOON - hours(1)) == []


def test_section_page_tells_nothing(stored: Store) -> None:
    """A list without times never makes a stored article due."""
    assert offered(stored, published=None) == []
    assert offered(stored, published=None, found_on=SITEMAP) == []
