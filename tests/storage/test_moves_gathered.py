"""A move gathers what all outlets claim of it; claims stand side by side."""

from __future__ import annotations

from parsing.records import Fee
from storage.store import Store
from tests.storage.builders import NOON, OM, PSG, fact, hours, put


def test_claims_of_all_outlets(store: Store) -> None:
    """One person's one move is one, whoever tells it, and counts claims and outlets."""
    for at, (name, outlet) in enumerate([("a", "gazette"), ("b", "gazette"), ("c", "tribune")]):
        put(store, fact(), name=name, outlet=outlet, published=NOON + hours(at))
    (move,) = store.moves()
    assert (move["person"], move["to_club"], move["claims"], move["outlets"]) == ("Leonardo Balerdi", OM, 3, 2)
    assert (move["first_reported"], move["last_reported"]) == ("2025-07-10T12:00:00Z", "2025-07-10T14:00:00Z")


def test_claims_across_stories(store: Store) -> None:
    """A move gathers claims of all its chapters, days apart."""
    put(store, fact(status="rumour"), name="a")
    put(store, fact(status="official"), name="b", published=NOON + hours(24 * 20))
    assert len(store.stories()) == 2
    assert [move["claims"] for move in store.moves()] == [2]


def test_two_destinations(store: Store) -> None:
    """Two destinations of one person are two moves."""
    put(store, fact(to_club=OM), fact(to_club=PSG))
    assert {move["to_club"] for move in store.moves()} == {OM, PSG}


def test_latest_formula(store: Store) -> None:
    """A loan that becomes a transfer is one move, and is what was told last."""
    put(store, fact(move="loan", loan_option="option"), name="a")
    put(store, fact(move="transfer"), name="b", published=NOON + hours(9))
    (move,) = store.moves()
    assert (move["move"], move["loan_option"]) == ("transfer", "option")


def test_fees_are_listed(store: Store) -> None:
    """Two figures stand side by side, each with its sources and its hour; they are never averaged."""
    put(store, fact(fee=20_000_000, sources=("RMC Sport",)), name="a")
    put(store, fact(fee=Fee(25_000_000, "EUR", "offered", 30_000_000)), name="b", published=NOON + hours(1))
    put(store, fact(fee=20_000_000, sources=("L'Équipe",)), name="c", published=NOON + hours(2))
    put(store, fact(fee=20_000_000, sources=("RMC Sport",)), name="d", published=NOON + hours(3))
    asked = {"currency": "EUR", "kind": "asked", "first_reported": "2025-07-10T12:00:00Z"}
    offered = {"currency": "EUR", "kind": "offered", "first_reported": "2025-07-10T13:00:00Z"}
    assert store.moves()[0]["fees"] == [
        {"amount": 20_000_000, **asked, "by": ["RMC Sport", "L'Équipe"]},
        {"amount": 25_000_000, "max": 30_000_000, **offered, "by": ["gazette"]},
    ]


def test_free_transfer(store: Store) -> None:
    """A fee of nothing is a fee; a silent article gives none."""
    put(store, fact(fee=0), name="a")
    put(store, fact(), name="b")
    assert [fee["amount"] for fee in store.moves()[0]["fees"]] == [0]


def test_first_reporter_is_the_credited_source(store: Store) -> None:
    """The first reporter is whom the first claim credits, else its outlet."""
    put(store, fact(sources=("Fabrizio Romano", "RMC Sport")), name="b", published=NOON + hours(1))
    assert store.moves()[0]["first_reporter"] == ["Fabrizio Romano", "RMC Sport"]
    put(store, fact(), name="a", outlet="tribune")
    assert store.moves()[0]["first_reporter"] == ["tribune"]


def test_what_most_say(store: Store) -> None:
    """Role and club left are those that most claims tell; silence does not count."""
    put(store, fact(role="coach", from_club="Lens"), name="a")
    for name in "bcd":
        put(store, fact(role="player", from_club=None), name=name)
    (move,) = store.moves()
    assert (move["role"], move["from_club"]) == ("player", "RC Lens")


def test_latest_contract(store: Store) -> None:
    """The end of the contract is the last one that was told."""
    put(store, fact(contract_until="2028"), name="a")
    put(store, fact(contract_until="2029-06"), name="b", published=NOON + hours(1))
    put(store, fact(), name="c", published=NOON + hours(2))
    assert store.moves()[0]["contract_until"] == "2029-06"


def test_windows_part(store: Store) -> None:
    """The same move in the next transfer window is another move."""
    put(store, fact(), name="a")
    put(store, fact(), name="b", published=NOON + hours(24 * 150))
    assert [move["window"] for move in store.moves()] == ["2026-winter", "2025-summer"]


def test_timeline(store: Store) -> None:
    """A move tells every claim with its article and sentence, first to last."""
    put(store, fact(status="official"), name="late", published=NOON + hours(9))
    put(store, fact(status="rumour"), name="early")
    timeline = store.move(store.moves()[0]["id"])["timeline"]
    assert [(claim["url"], claim["status"]) for claim in timeline] == [
        ("https://gazette.example/early", "rumour"),
        ("https://gazette.example/late", "official"),
    ]
    assert timeline[0]["evidence"][0]["sentence"] == "Le club négocie."
