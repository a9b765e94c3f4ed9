"""A dozen articles in which everything that could depend on their order occurs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from parsing.records import Fact
from storage.store import Store
from tests.storage.builders import NOON, OM, PSG, fact, hours, prose, put

__all__ = ["DOZEN", "moves", "save", "stories"]

AGENCY = prose(77, 200)
THURAM = "Thuram"

DOZEN: tuple[tuple[str, float, str, tuple[Fact, ...], str], ...] = (
    # outlet, hour, title, facts, text (its own when empty)
    ("gazette", 0, "Balerdi pisté", (fact(status="interest", fee=20_000_000, sources=("RMC Sport",)),), ""),
    ("tribune", 0, "Balerdi refuse", (fact(status="rejected", from_club=PSG),), ""),
    ("kiosque", 0, "Balerdi négocie", (fact("Balerdi", status="talks", move="loan", from_club="Lens"),), ""),
    ("gazette", 20, "Balerdi : l'offre", (fact(status="offer", fee=25_000_000, sources=("L'Équipe",)),), ""),
    ("tribune", 60, "Balerdi, c'est fait", (fact("L. Balerdi", status="official", contract_until="2029"),), ""),
    ("gazette", 1, "Dépêche", (fact("Amine Gouiri", status="official"),), AGENCY),
    ("tribune", 30, "La dépêche", (), AGENCY.rsplit(" ", 12)[0]),
    ("kiosque", 2, "Thuram bis", (fact("Marcus Thuram"),), ""),
    ("gazette", 2, "Thuram", (fact("Khéphren Thuram", role="coach"),), ""),
    ("tribune", 2, "Thuram encore", (fact(THURAM, fee=9_000_000),), ""),
    ("kiosque", 3, "Le journal", (fact("Amine Gouiri", status="talks"), fact(status="talks")), ""),
    ("kiosque", 9, "Divers", (fact("Pol Lirola", move="departure", to_club=None, from_club=OM),), ""),
)


def save(url: str, order: Iterable[int]) -> None:
    """Save the articles in an order of their own, all in the same hour."""
    with Store(url) as store:
        for number in order:
            outlet, at, title, facts, text = DOZEN[number]
            put(
                store,
                *facts,
                name=f"n{number}",
                outlet=outlet,
                title=title,
                text=text or prose(number),
                published=NOON + hours(at),
                now=NOON + hours(100),
            )


def stories(url: str) -> list[dict[str, Any]]:
    """Return the stories without their ids."""
    with Store(url) as store:
        told = [{key: value for key, value in story.items() if key != "id"} for story in store.stories()]
    for story in told:
        story["articles"] = sorted(article["url"] for article in story["articles"])
    return sorted(told, key=repr)


def moves(url: str) -> list[dict[str, Any]]:
    """Return the moves with the addresses of their claims, without their ids."""
    with Store(url) as store:
        told = [store.move(move["id"]) for move in store.moves()]
    for move in told:
        del move["id"]
        move["timeline"] = [(claim["url"], claim["status"]) for claim in move["timeline"]]
    return sorted(told, key=repr)
