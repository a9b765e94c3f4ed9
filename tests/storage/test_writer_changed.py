"""A corrected article replaces its earlier version and keeps it as history."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from storage.models import ArticleRow, ArticleVersion
from storage.store import Store
from tests.storage.builders import NOON, fact, found, hours, page, prose, put, reading
from tests.storage.dumps import counts, dump, looking

LATER = NOON + hours(3)


def test_new_version_takes_the_place(store: Store) -> None:
    """After a correction there is one article, with the new title, text and time of modification."""
    first = put(store, name="a", text=prose(1))
    second = put(store, name="a", text=prose(2), title="Corrigé", modified=LATER, now=LATER)
    assert (second.outcome, second.article_id) == ("changed", first.article_id)
    (record,) = store.articles(text=True)
    assert (record["title"], record["text"], record["modified"]) == ("Corrigé", prose(2), "2025-07-10T15:00:00Z")


def test_history_is_kept(store: Store, database: str) -> None:
    """Every earlier version keeps its title, text, facts and raw page."""
    for i in (1, 2, 3):
        put(store, fact(fee=i * 10_000_000), name="a", text=prose(i), title=f"Titre {i}", now=NOON + hours(i))
    with looking(database) as session:
        kept = list(session.scalars(select(ArticleVersion).order_by(ArticleVersion.version)))
        assert [(v.version, v.title, v.text) for v in kept] == [(i, f"Titre {i}", prose(i)) for i in (1, 2)]
        assert [v.facts["facts"][0]["fee"]["amount"] for v in kept] == [10_000_000, 20_000_000]
        assert [v.replaced_at for v in kept] == [NOON + hours(2), NOON + hours(3)]
        now = session.scalars(select(ArticleRow)).one()
        assert len({now.page_id, *(v.page_id for v in kept)}) == now.version == 3


def test_facts_are_replaced(store: Store, database: str) -> None:
    """Facts of the earlier version are gone with their evidence and credits, those of the new one are there."""
    put(store, fact("Leonardo Balerdi", sources=("RMC Sport",)), fact("Amine Gouiri"), name="a", text=prose(1))
    put(store, fact("Pol Lirola", sources=("L'Équipe",)), name="a", text=prose(2))
    assert [record["person"] for record in store.facts()] == ["Pol Lirola"]
    held = counts(database)
    assert (held["fact"], held["evidence"], held["credit"]) == (1, 1, 1)


def test_fingerprint_is_replaced(store: Store, database: str) -> None:
    """An article is no longer found by the text that it had before."""
    put(store, name="a", text=prose(1))
    put(store, name="a", text=prose(2))
    assert counts(database)["band"] == 25


def test_publication_stays(store: Store) -> None:
    """A correction that tells another time of publication does not move the first one."""
    put(store, name="a", text=prose(1))
    put(store, name="a", text=prose(2), published=LATER, now=LATER + hours(1))
    assert store.articles()[0]["published"] == "2025-07-10T12:00:00Z"


def test_publication_is_learned(store: Store) -> None:
    """A correction may tell the time of publication that the first version did not."""
    put(store, fact(), name="a", text=prose(1), published=None, now=LATER)
    put(store, fact(), name="a", text=prose(2), published=NOON, now=LATER + hours(1))
    assert store.articles()[0]["published"] == "2025-07-10T12:00:00Z"
    assert store.moves()[0]["first_reported"] == "2025-07-10T12:00:00Z"


def test_link_learns_the_new_validators(store: Store, database: str) -> None:
    """After a correction the link holds the validators of the new page, and is done."""
    store.ledger.offer([found("a")], NOON)
    put(store, name="a", text=prose(1))
    read = reading(name="a", text=prose(2))
    store.writer.save(page(read, headers=(("etag", '"2"'),), fetched=LATER), read, LATER)
    (link,) = dump(database)["link"]
    assert {"done", '"2"', LATER} <= set(link)
    assert "Thu, 10 Jul 2025 12:00:00 GMT" not in link


def test_title_alone(store: Store) -> None:
    """A new title over the same text is a correction."""
    put(store, name="a", title="Balerdi vers l'OM")
    assert put(store, name="a", title="Balerdi à l'OM, c'est fait").outcome == "changed"


def test_back_again(store: Store, database: str) -> None:
    """A text that goes back to what it was is a third version, and the history holds both others."""
    for i, seed in enumerate((1, 2, 1)):
        put(store, name="a", text=prose(seed), now=NOON + timedelta(hours=i + 1))
    assert counts(database)["article_version"] == 2
    assert store.articles(text=True)[0]["text"] == prose(1)
