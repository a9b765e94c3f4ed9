"""One article, one row, whatever addresses its outlet gives it."""

from __future__ import annotations

from storage.store import Store
from tests.storage.builders import NOON, fact, found, page, prose, put, reading

TEXT = prose(1)


def test_second_address_of_the_outlet(store: Store) -> None:
    """The same content at another address of the outlet is the article that is already there."""
    first = put(store, fact(), name="a", title="Titre", text=TEXT)
    second = put(store, fact(), name="b", title="Titre", text=TEXT)
    assert (second.outcome, second.article_id) == ("same", first.article_id)
    assert [record["url"] for record in store.articles()] == ["https://gazette.example/a"]
    assert store.moves()[0]["claims"] == 1


def test_link_of_the_second_address(store: Store) -> None:
    """The link of the second address is done as well."""
    store.ledger.offer([found("a"), found("b")], NOON)
    for name in ("a", "b"):
        put(store, name=name, title="Titre", text=TEXT)
    assert store.ledger.due(["gazette"], NOON) == []


def test_another_outlet(store: Store) -> None:
    """The same content at another outlet is another article, in the same story."""
    one = put(store, fact(), name="a", title="Titre", text=TEXT, outlet="gazette")
    two = put(store, fact(), name="a", title="Titre", text=TEXT, outlet="tribune")
    assert two.outcome == "new"
    assert one.article_id != two.article_id
    assert one.story_id == two.story_id
    assert {record["outlet"] for record in store.articles()} == {"gazette", "tribune"}


def test_short_texts(store: Store) -> None:
    """Texts too short to tell are two articles, though the outlet prints the same words at two addresses."""
    one = put(store, name="a", title="Photo", text="La photo du jour.")
    two = put(store, name="b", title="Photo", text="La photo du jour.")
    assert two.outcome == "new"
    assert one.article_id != two.article_id


def test_same_text_under_another_title(store: Store) -> None:
    """The same text under another title at another address is another article, in the same story."""
    one = put(store, name="a", title="Le journal de midi", text=TEXT)
    two = put(store, name="b", title="Le journal du soir", text=TEXT)
    assert (two.outcome, two.story_id) == ("new", one.story_id)


def test_address_wins_over_content(store: Store) -> None:
    """An address that is known stays with its article, also when its new content is that of another."""
    put(store, name="a", title="Titre", text=TEXT)
    second = put(store, name="b", title="Autre", text=prose(2))
    again = put(store, name="b", title="Titre", text=TEXT)
    assert (again.outcome, again.article_id) == ("changed", second.article_id)


def test_redirect(store: Store) -> None:
    """Two links that lead to one canonical address are two links done and one article."""
    store.ledger.offer([found("short"), found("a")], NOON)
    read = reading(name="a")
    for url in ("https://gazette.example/short", "https://gazette.example/a"):
        store.writer.save(page(read, url=url, final_url="https://gazette.example/a"), read, NOON)
    assert store.ledger.due(["gazette"], NOON) == []
    assert len(store.articles()) == 1
