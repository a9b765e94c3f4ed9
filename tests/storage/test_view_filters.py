"""Every filter, on every question that takes it."""

from __future__ import annotations

from typing import Any

import pytest

from storage.filters import Filter
from storage.store import Store
from tests.storage.builders import NOON, OM, PSG, fact, hours, put

UNLISTED = "FC Trifouilly"


@pytest.fixture
def filled(store: Store) -> Store:
    """Four moves by three outlets, an hour apart, and an article without any."""
    told = [
        ("gazette", fact("Leonardo Balerdi", status="talks", from_club="Lens")),
        ("tribune", fact("Léo Østigård", to_club=PSG, status="offer")),
        ("kiosque", fact("Pol Lirola", move="loan", from_club=OM, to_club="Nice", status="rejected")),
        ("gazette", fact("Jean-Clair Todibo", move="departure", from_club=UNLISTED, to_club=None, status="official")),
        ("gazette", None),
    ]
    for at, (outlet, claim) in enumerate(told):
        put(store, *filter(None, [claim]), name="abcde"[at], outlet=outlet, published=NOON + hours(at))
    return store


ASKED: list[tuple[dict[str, Any], str]] = [
    ({"club": "OM"}, "ca"),
    ({"club": "psg"}, "b"),
    ({"club": "les Aiglons"}, "c"),
    ({"club": "Lens"}, "a"),
    ({"club": "FC Trifouilly"}, "d"),
    ({"club": "Bayern"}, ""),
    ({"person": "Balerdi"}, "a"),
    ({"person": "leonardo BALERDI"}, "a"),
    ({"person": "ostigard"}, "b"),
    ({"person": "Østi"}, "b"),
    ({"person": "jean clair"}, "d"),
    ({"person": "Mbappé"}, ""),
    ({"status": "talks"}, "a"),
    ({"status": "talks+"}, "dba"),
    ({"status": "rejected,official"}, "dc"),
    ({"move": "loan"}, "c"),
    ({"move": "loan,departure"}, "dc"),
    ({"move": "extension"}, ""),
    ({"outlet": "tribune"}, "b"),
    ({"outlet": "tribune,kiosque"}, "cb"),
    ({"outlet": "nobody"}, ""),
    ({"limit": 2}, "dc"),
    ({"limit": 0}, "dcba"),
    ({"club": "OM", "move": "transfer"}, "a"),
    ({"club": "OM", "outlet": "kiosque", "status": "rejected", "person": "lirola", "move": "loan"}, "c"),
    ({"club": "OM", "status": "official"}, ""),
    ({"club": "OM", "limit": 1}, "c"),
    ({"since": "2025-07-10T15:00"}, "dcb"),
    ({"until": "2025-07-10T15:00"}, "ba"),
    ({"since": "2025-07-10T15:00", "until": "2025-07-10T16:00"}, "cb"),
    ({"since": "1h"}, "dcba"),
    ({"until": "1h"}, ""),
]


@pytest.mark.parametrize(("asked", "names"), ASKED, ids=[str(asked) for asked, _ in ASKED])
def test_filter(filled: Store, asked: dict[str, Any], names: str) -> None:
    """Facts, moves, stories and articles are narrowed alike, by one filter or several together."""
    which = Filter.parse(now=NOON, **asked)
    assert "".join(record["url"][-1] for record in filled.facts(which)) == names
    told = {record["person"]: record["url"][-1] for record in filled.facts()}
    assert "".join(told[record["person"]] for record in filled.moves(which)) == names
    beyond = set(asked) <= {"since", "limit"}  # the article without facts is asked for as well
    expected = ("e" + names)[: which.limit] if beyond else names
    assert "".join(record["url"][-1] for record in filled.articles(which)) == expected
    assert "".join(record["url"][-1] for record in filled.stories(which)) == expected


def test_conditions_meet_in_one_fact(store: Store) -> None:
    """An article that tells of a club in one move and of a status in another is not what was asked for."""
    put(store, fact(to_club=OM, status="talks"), fact("Amine Gouiri", to_club=PSG, status="official"))
    which = Filter.parse(now=NOON, club="OM", status="official")
    assert store.articles(which) == store.stories(which) == store.facts(which) == store.moves(which) == []


def test_move_by_its_present_status(store: Store) -> None:
    """A move is asked for by its present status, its facts by what each told."""
    put(store, fact(status="talks"), name="a")
    put(store, fact(status="official"), name="b", published=NOON + hours(1))
    talks, official = Filter.parse(now=NOON, status="talks"), Filter.parse(now=NOON, status="official")
    assert (len(store.moves(talks)), len(store.moves(official))) == (0, 1)
    assert (len(store.facts(talks)), len(store.facts(official))) == (1, 1)


def test_story_is_whole(store: Store) -> None:
    """A story that is found by one of its articles comes with all of them."""
    put(store, fact(), name="a")
    put(store, fact(), name="b", outlet="tribune")
    (story,) = store.stories(Filter.parse(now=NOON, outlet="tribune"))
    assert len(story["articles"]) == 2


def test_move_is_whole(store: Store) -> None:
    """A move that is found by one of its claims comes with all of them, under any name that a claim gives."""
    put(store, fact("Balerdi", fee=1), name="a")
    put(store, fact("Leonardo Balerdi", fee=2), name="b", outlet="tribune")
    for asked in ({"outlet": "gazette"}, {"person": "leonardo"}):
        (move,) = store.moves(Filter.parse(now=NOON, **asked))  # type: ignore[arg-type]
        assert (move["claims"], len(move["fees"])) == (2, 2)


def test_unknown_club_in_small_letters(filled: Store) -> None:
    """A club that nobody listed is found however one writes it."""
    assert len(filled.moves(Filter.parse(now=NOON, club="fc trifouilly"))) == 1
