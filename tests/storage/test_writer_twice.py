"""Saving the same thing twice changes nothing."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsing.names import name_key
from parsing.records import STATUSES
from storage.store import Store
from storage.writer import content_hash
from tests.storage.builders import NOON, article, fact, found, page, put, reading
from tests.storage.dumps import dump

FACTS = (fact(fee=20_000_000, sources=("RMC Sport",)), fact("Amine Gouiri", status="official", from_club="Rennes"))


def test_same_article_twice(store: Store, database: str) -> None:
    """The second save of an article leaves every table as it was, to the last column."""
    store.ledger.offer([found("a")], NOON)
    first = put(store, *FACTS, name="a")
    before = dump(database)
    second = put(store, *FACTS, name="a")
    assert second.outcome == "same"
    assert (second.article_id, second.story_id) == (first.article_id, first.story_id)
    assert dump(database) == before


def test_same_article_days_later(store: Store, database: str) -> None:
    """The hour of the second save leaves no trace in articles, facts, stories and moves."""
    put(store, *FACTS, name="a")
    before = dump(database)
    put(store, *FACTS, name="a", now=NOON + timedelta(days=30))
    assert dump(database) == before


def test_every_article_of_a_day_twice(store: Store, database: str) -> None:
    """A second crawl of the same pages, in another order, leaves every table as it was."""
    told = [(f"n{i}", fact(status=STATUSES[i % 8]), fact(f"Joueur {name_key(chr(97 + i))}")) for i in range(9)]
    for name, *facts in told:
        put(store, *facts, name=name)
    before = dump(database)
    for name, *facts in reversed(told):
        put(store, *facts, name=name)
    assert dump(database) == before


def test_white_space_is_no_change(store: Store, database: str) -> None:
    """A text that differs in white space alone is the same text."""
    read = reading(text="Un deux trois.\n\nQuatre cinq six.")
    store.writer.save(page(read), read, NOON)
    before = dump(database)
    again = reading(text="Un  deux trois.\nQuatre cinq\u00a0six.")
    assert store.writer.save(page(again), again, NOON).outcome == "same"
    assert dump(database) == before


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(title=st.text(), text=st.text(), other=st.text())
def test_content_hash(title: str, text: str, other: str) -> None:
    """The content hash tells texts apart by their words and by nothing else, whatever characters they hold."""
    one, two = article(title=title, text=text), article(title=title, text=other)
    same = text.encode("utf-8", "ignore").decode().split() == other.encode("utf-8", "ignore").decode().split()
    assert (content_hash(one) == content_hash(two)) == same
