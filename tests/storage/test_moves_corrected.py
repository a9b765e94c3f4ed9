"""A corrected article takes its earlier claims back."""

from __future__ import annotations

from storage.store import Store
from tests.storage.builders import NOON, OM, PSG, fact, hours, prose, put
from tests.storage.dumps import counts


def test_claim_is_taken_back(store: Store) -> None:
    """A claim that a correction no longer makes counts no more."""
    put(store, fact(), name="a", text=prose(1))
    put(store, fact(status="official"), name="b", text=prose(2), published=NOON + hours(1))
    put(store, name="b", text=prose(3), published=NOON + hours(1))
    (move,) = store.moves()
    assert (move["claims"], move["status"], move["last_reported"]) == (1, "talks", "2025-07-10T12:00:00Z")


def test_empty_move_goes(store: Store, database: str) -> None:
    """A move that nobody claims any more is gone."""
    put(store, fact(), fact("Amine Gouiri"), name="a", text=prose(1))
    put(store, name="a", text=prose(2))
    assert store.moves() == []
    assert "move" not in counts(database)


def test_corrected_claim(store: Store) -> None:
    """A claim that a correction changes is summed up anew, under the same id."""
    put(store, fact(fee=20_000_000, contract_until="2028"), name="a", text=prose(1))
    before = store.moves()[0]["id"]
    put(store, fact(fee=25_000_000, status="offer"), name="a", text=prose(2))
    (move,) = store.moves()
    assert (move["id"], move["status"], move["contract_until"]) == (before, "offer", None)
    assert [fee["amount"] for fee in move["fees"]] == [25_000_000]


def test_corrected_club(store: Store) -> None:
    """A claim whose club was wrong leaves the wrong move and makes the right one."""
    put(store, fact(to_club=PSG), name="a", text=prose(1))
    put(store, fact(to_club=OM), name="a", text=prose(2))
    assert [move["to_club"] for move in store.moves()] == [OM]


def test_corrected_name(store: Store) -> None:
    """A claim whose person was wrong leaves the wrong move and makes the right one, namesakes included."""
    put(store, fact("Marcus Thuram"), name="a", text=prose(1))
    put(store, fact("Khéphren Thuram"), name="a", text=prose(2))
    put(store, fact("Amine Gouiri"), name="b", text=prose(3))
    put(store, fact("Pol Lirola"), name="b", text=prose(4))
    assert {move["person"] for move in store.moves()} == {"Khéphren Thuram", "Pol Lirola"}


def test_one_of_two_claims(store: Store) -> None:
    """A correction that drops one of two moves leaves the other as it was."""
    put(store, fact(), fact("Amine Gouiri"), name="a", text=prose(1))
    before = {move["person"]: move["id"] for move in store.moves()}
    put(store, fact("Amine Gouiri"), name="a", text=prose(2))
    assert {move["person"]: move["id"] for move in store.moves()} == {"Amine Gouiri": before["Amine Gouiri"]}


def test_others_keep_theirs(store: Store) -> None:
    """A correction of one article leaves the claims of all others alone."""
    put(store, fact(), name="a", text=prose(1))
    put(store, fact(), name="b", outlet="tribune")
    put(store, name="a", text=prose(2))
    assert [(record["outlet"], record["person"]) for record in store.facts()] == [("tribune", "Leonardo Balerdi")]
    assert store.moves()[0]["first_reporter"] == ["tribune"]
