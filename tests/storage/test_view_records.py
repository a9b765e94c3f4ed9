"""The shapes of records, as the contracts promise them to programs."""

from __future__ import annotations

import json

import pytest

from parsing.records import Fee
from storage.errors import NotFoundError
from storage.store import Store
from tests.storage.builders import NOON, OM, PSG, fact, hours, put


def test_article_record(store: Store) -> None:
    """An article has address, outlet, title, publication in UTC, length and story, and no text unless asked."""
    saved = put(store, name="a", title="Titre", text="Un deux trois.", modified=NOON + hours(1))
    assert store.articles() == [
        {
            "url": "https://gazette.example/a",
            "outlet": "gazette",
            "title": "Titre",
            "published": "2025-07-10T12:00:00Z",
            "modified": "2025-07-10T13:00:00Z",
            "length": 14,
            "story": saved.story_id,
            "paywalled": False,
            "live": False,
            "authors": ["Rédaction"],
        }
    ]


def test_article_with_text(store: Store) -> None:
    """With its text, an article has the same fields and the text."""
    put(store, text="Un deux trois.")
    (short,), (whole,) = store.articles(), store.articles(text=True)
    assert whole == {**short, "text": "Un deux trois."}


def test_fact_record(store: Store) -> None:
    """A fact is as in the labelled corpus, with its article's address, outlet, hour and story, and its move's id."""
    saved = put(store, fact(from_club=PSG, fee=Fee(10, "EUR", "asked", 12), sources=("RMC Sport",)), name="a")
    (record,) = store.facts()
    assert record == {
        "url": "https://gazette.example/a",
        "outlet": "gazette",
        "published": "2025-07-10T12:00:00Z",
        "story": saved.story_id,
        "move_id": store.moves()[0]["id"],
        "person": "Leonardo Balerdi",
        "role": "player",
        "move": "transfer",
        "from_club": PSG,
        "to_club": OM,
        "status": "talks",
        "fee": {"amount": 10, "currency": "EUR", "kind": "asked", "max": 12},
        "contract_until": None,
        "current_contract_until": None,
        "loan_option": None,
        "sources": ["RMC Sport"],
        "bonus": None,
        "resale_share": None,
        "option_price": None,
        "wages": None,
        "position": None,
        "age": None,
        "nationality": None,
        "event_date": None,
        "stance": None,
        "evidence": [{"sentence": "Le club négocie.", "field": "text", "start": 0, "end": 16}],
        "confidence": 0.9,
        "extractor": "test-1",
    }


def test_story_record(store: Store) -> None:
    """A story has id, title and address of its lead, hours, outlets, and its articles."""
    saved = put(store, name="a", title="Titre")
    article = {"url": "https://gazette.example/a", "outlet": "gazette", "title": "Titre"}
    assert store.stories() == [
        {
            "id": saved.story_id,
            "title": "Titre",
            "url": "https://gazette.example/a",
            "first_published": "2025-07-10T12:00:00Z",
            "last_published": "2025-07-10T12:00:00Z",
            "outlets": 1,
            "articles": [{**article, "published": "2025-07-10T12:00:00Z"}],
        }
    ]


def test_move_record(store: Store) -> None:
    """A move has person, clubs, present status, fees, window, claims, and who told it first."""
    put(store, fact(from_club=PSG, contract_until="2029", loan_option="option"))
    (record,) = store.moves()
    assert record == {
        "id": record["id"],
        "person": "Leonardo Balerdi",
        "role": "player",
        "move": "transfer",
        "from_club": PSG,
        "to_club": OM,
        "status": "talks",
        "fees": [],
        "contract_until": "2029",
        "loan_option": "option",
        "window": "2025-summer",
        "claims": 1,
        "outlets": 1,
        "first_reported": "2025-07-10T12:00:00Z",
        "first_reporter": ["gazette"],
        "last_reported": "2025-07-10T12:00:00Z",
    }
    assert store.move(record["id"]) == {**record, "timeline": store.facts()}


def test_unknown_move(store: Store) -> None:
    """An id that no move has is answered with one sentence that says how to find ids."""
    with pytest.raises(NotFoundError, match="there is no move 4711; `mercato moves` lists them with their ids"):
        store.move(4711)


def test_records_are_json(store: Store) -> None:
    """Every record can be written as JSON, French signs included."""
    put(store, fact("Léo Østigård", fee=1, sources=("L'Équipe",)), title="Été 🔴")
    records = [store.articles(text=True), store.facts(), store.stories(), store.moves(), store.stats(), store.runs()]
    assert json.loads(json.dumps(records, ensure_ascii=False)) == records


def test_empty_store(store: Store) -> None:
    """An empty store answers every question with nothing, and counts none."""
    assert store.articles() == store.facts() == store.stories() == store.moves() == store.runs() == []
    (total,) = store.stats()
    assert (total["outlet"], total["articles"], total["stories"], total["first"]) == ("all", 0, 0, None)


def test_latest_first(store: Store) -> None:
    """Records come latest first, by the hour of the report."""
    for at, (name, person) in {5: ("b", "Pol Lirola"), 0: ("a", "Amine Gouiri"), 9: ("c", "Jonathan Rowe")}.items():
        put(store, fact(person), name=name, published=NOON + hours(at))
    assert [record["url"][-1] for record in store.articles()] == ["c", "b", "a"]
    assert [record["url"][-1] for record in store.facts()] == ["c", "b", "a"]
    assert [record["url"][-1] for record in store.stories()] == ["c", "b", "a"]
    assert [record["person"] for record in store.moves()] == ["Jonathan Rowe", "Pol Lirola", "Amine Gouiri"]
