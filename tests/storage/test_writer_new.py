"""A new article: everything about it lands at once, and everything can be had back."""

from __future__ import annotations

import zlib
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from parsing.fingerprints import bands
from parsing.records import Evidence, Fee, Page, Reading
from storage.errors import StorageError
from storage.models import Band, PageRow, pack, unpack
from storage.store import Store
from tests.storage.builders import NOON, OM, fact, found, page, put, reading
from tests.storage.dumps import counts, dump, looking

NOW = NOON + timedelta(minutes=5)


def test_everything_lands(store: Store, database: str) -> None:
    """A saved article brings its page, facts, evidence, credits, story and move."""
    saved = put(store, fact(sources=("RMC Sport", "L'Équipe"), fee=20_000_000), name="a")
    assert saved.outcome == "new"
    assert counts(database) == {
        "page": 1,
        "article": 1,
        "band": 25,
        "fact": 1,
        "evidence": 1,
        "credit": 2,
        "story": 1,
        "move": 1,
    }


def test_fact_comes_back_as_it_was(store: Store) -> None:
    """Every field of a fact is returned as it was read, in the corpus's words."""
    told = fact(
        role="coach",
        move="loan",
        status="offer",
        from_club="Atalanta",
        fee=Fee(10_000_000, "GBP", "offered", 12_500_000, "10 à 12,5 M£"),
        contract_until="2029-06",
        current_contract_until="2026",
        loan_option="obligation",
        sources=("RMC Sport", "Fabrizio Romano"),
        evidence=(Evidence("L'OM offre.", 5, 16), Evidence("Balerdi à l'OM", 0, 14, "title")),
        confidence=0.875,
    )
    put(store, told)
    (record,) = store.facts()
    assert {key: record[key] for key in told.as_dict()} == told.as_dict()


def test_raw_page_is_kept(store: Store, database: str) -> None:
    """The page's bytes, headers and reading hints are stored, so that a better parser can read it again."""
    body = "<html>été €</html>".encode("cp1252") * 50
    read = reading()
    asked = page(
        read,
        body=body,
        final_url="https://gazette.example/moved",
        timezone="Europe/London",
        remove=(".teaser",),
        hint_title="Titre du flux",
        hint_published=NOON,
    )
    store.writer.save(asked, read, NOW)
    with looking(database) as session:
        kept = session.scalars(select(PageRow)).one()
        assert zlib.decompress(kept.body) == body
        assert len(kept.body) < len(body)
        assert kept.headers["content-type"] == "text/html"
        assert (kept.url, kept.final_url, kept.fetched_at) == (asked.url, asked.final_url, asked.fetched)
        assert kept.hints == {
            "domains": ["gazette.example"],
            "timezone": "Europe/London",
            "language": "fr",
            "remove": [".teaser"],
            "title": "Titre du flux",
            "published": "2025-07-10T12:00:00+00:00",
        }


def test_link_is_done(store: Store, database: str) -> None:
    """The link that led to an article is done with it, keeps its validators, and is not due again."""
    store.ledger.offer([found("a")], NOON)
    put(store, name="a")
    (link,) = dump(database)["link"]
    assert {"done", '"1"', "Thu, 10 Jul 2025 12:00:00 GMT"} <= set(link)
    assert store.ledger.offer([found("a")], NOW) == []
    assert store.ledger.due(["gazette"], NOW) == []


def test_page_without_link(store: Store, database: str) -> None:
    """A page that nobody discovered, such as a saved one, is stored without a link."""
    put(store, name="a")
    assert "link" not in counts(database)


def test_link_of_the_address_asked_for(store: Store, database: str) -> None:
    """The link is the one that was asked for, also when the article's canonical address is another."""
    store.ledger.offer([found("a?page=1")], NOON)
    read = reading(name="a")
    store.writer.save(page(read, url="https://gazette.example/a?page=1"), read, NOW)
    assert store.ledger.due(["gazette"], NOW) == []
    assert [row["url"] for row in store.articles()] == ["https://gazette.example/a"]


def test_report_time_without_publication(store: Store) -> None:
    """An article that tells no time counts as reported when it was first seen."""
    put(store, fact(), published=None, now=NOW)
    assert store.articles()[0]["published"] is None
    assert store.moves()[0]["first_reported"] == "2025-07-10T12:05:00Z"


def test_report_time_in_the_future(store: Store) -> None:
    """A publication time that lies ahead is kept as told, but the claim counts from now."""
    put(store, fact(), published=NOON + timedelta(days=400), now=NOW)
    assert store.articles()[0]["published"] == "2026-08-14T12:00:00Z"
    assert store.moves()[0]["first_reported"] == "2025-07-10T12:05:00Z"


def test_article_without_facts(store: Store) -> None:
    """An article without any move is stored, and is a story of its own."""
    put(store)
    assert len(store.articles()) == len(store.stories()) == 1
    assert store.facts() == store.moves() == []


def test_credit_given_twice(store: Store) -> None:
    """A source that an article credits twice is credited once."""
    put(store, fact(sources=("RMC Sport", "RMC Sport")))
    assert store.facts()[0]["sources"] == ["RMC Sport"]


def test_fingerprint_is_indexed(store: Store, database: str) -> None:
    """An article's fingerprint is stored as bands, so that a copy is found by index."""
    read = reading()
    store.writer.save(page(read), read, NOW)
    with looking(database) as session:
        assert set(session.scalars(select(Band.key))) == set(bands(read.fingerprint))
    assert unpack(pack(read.fingerprint)) == read.fingerprint


def test_reading_without_article(store: Store, database: str) -> None:
    """A reading that holds no article is refused with its reason, and nothing is stored."""
    with pytest.raises(
        StorageError, match=r"gazette\.example/x: expected a reading with an article, got none \(no text\)"
    ):
        store.writer.save(Page("https://gazette.example/x", b""), Reading(None, reason="no text"), NOW)
    assert counts(database) == {}


def test_club_by_any_name(store: Store) -> None:
    """Facts that name a club differently are of one club."""
    put(store, fact(to_club="OM"), fact("Amine Gouiri", to_club="Marseille"))
    assert {move["to_club"] for move in store.moves()} == {OM}


def test_record_is_untouched(store: Store) -> None:
    """Saving does not change what is handed over, so that it can be handed over again."""
    read = reading(fact())
    again = replace(read)
    store.writer.save(page(read), read, NOW)
    assert read == again
