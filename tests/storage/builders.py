"""Pages, articles and facts as tests need them: everything has a sensible value, a test names what it is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from parsing.fingerprints import fingerprint
from parsing.records import Article, Evidence, Fact, Fee, Page, Reading
from storage.ledger import Found
from storage.store import Store
from storage.writer import Saved

__all__ = ["NOON", "OM", "PSG", "article", "fact", "found", "hours", "page", "prose", "put", "reading"]

NOON = datetime(2025, 7, 10, 12, tzinfo=UTC)
"""The hour at which most tests play."""
OM, PSG = "Olympique de Marseille", "Paris Saint-Germain"

_VOCABULARY = (
    "le club annonce son joueur entraîneur contrat saison stade match défenseur attaquant milieu gardien ligue but "
    "équipe jeune départ retour semaine matin soir président offre million accord discussion proche direction sportive "
    "formation blessure victoire défaite public maillot capitaine staff préparation championnat coupe europe hiver été"
)
_WORDS = _VOCABULARY.split()


def hours(number: float) -> timedelta:
    """A span of time."""
    return timedelta(hours=number)


def prose(seed: int, words: int = 120) -> str:
    """A text of its own for every seed: two seeds share no run of five words worth speaking of."""
    state, chosen = seed * 2654435761 + 1, []
    for _ in range(words):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        chosen.append(_WORDS[(state >> 33) % len(_WORDS)])
    return f"Texte {seed}. " + " ".join(chosen) + "."


def fact(person: str = "Leonardo Balerdi", **values: Any) -> Fact:
    """A transfer to Marseille under discussion, unless told otherwise."""
    defaults: dict[str, Any] = {
        "role": "player",
        "move": "transfer",
        "status": "talks",
        "to_club": OM,
        "evidence": (Evidence("Le club négocie.", 0, 16),),
        "confidence": 0.9,
        "extractor": "test-1",
    }
    if isinstance(fee := values.get("fee"), int):
        values["fee"] = Fee(fee, "EUR", "asked", text=f"{fee // 1_000_000} M€")
    return Fact(person=person, **{**defaults, **values})


def article(name: str = "a", **values: Any) -> Article:
    """An article of the outlet `gazette`, published at noon."""
    outlet = values.get("outlet", "gazette")
    defaults: dict[str, Any] = {
        "url": f"https://{outlet}.example/{name}",
        "title": f"Mercato {name}",
        "text": prose(sum(map(ord, name + outlet))),
        "outlet": outlet,
        "authors": ("Rédaction",),
        "published": NOON,
        "published_from": "json-ld",
    }
    return Article(**{**defaults, **values})


def reading(*facts: Fact, **values: Any) -> Reading:
    """What `parsing.read` would have returned."""
    read = article(**values)
    return Reading(read, facts=facts, fingerprint=fingerprint(read.text))


def page(of: Reading, **values: Any) -> Page:
    """The page that a reading was read from, fetched a minute after its publication."""
    assert of.article is not None
    defaults: dict[str, Any] = {
        "url": of.article.url,
        "body": f"<html><title>{of.article.title}</title>".encode("utf-8", "ignore"),
        "headers": (("content-type", "text/html"), ("etag", '"1"'), ("last-modified", "Thu, 10 Jul 2025 12:00:00 GMT")),
        "fetched": (of.article.published or NOON) + timedelta(minutes=1),
        "outlet": of.article.outlet,
        "domains": (f"{of.article.outlet}.example",),
    }
    return Page(**{**defaults, **values})


def put(store: Store, *facts: Fact, now: datetime | None = None, **values: Any) -> Saved:
    """Save an article of its own page; `now` is two minutes after its publication."""
    read = reading(*facts, **values)
    assert read.article is not None
    return store.writer.save(page(read), read, now or (read.article.published or NOON) + timedelta(minutes=2))


def found(name: str = "a", **values: Any) -> Found:
    """A link as the feed of `gazette` names it."""
    outlet = values.get("outlet", "gazette")
    defaults: dict[str, Any] = {
        "url": f"https://{outlet}.example/{name}",
        "outlet": outlet,
        "found_on": f"https://{outlet}.example/feed",
        "found_by": "rss",
    }
    return Found(**{**defaults, **values})
