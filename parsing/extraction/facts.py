"""From what is said, sentence by sentence, to facts: one per person and destination, at the latest rung.

For each person the clubs are weighed first: one is the present club, the others are where he may go. What is
said without a club goes to the destination spoken of last. `rejected` wins over what came before it, and loses
to an offer or more that comes after.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc

from parsing.extraction.events import Event
from parsing.extraction.profiles import Profile
from parsing.extraction.sentences import paragraphs
from parsing.lexicon import load
from parsing.names import name_key
from parsing.records import STATUSES, Move, Role, Status

__all__ = ["Draft", "confidence", "drafts", "is_official", "main_club", "rung_of_events"]

_RANK: dict[str, int] = {status: rank for rank, status in enumerate(STATUSES)}

_FROM_WEIGHT, _TIE_WEIGHT, _PRICE_WEIGHT, _STAY_WEIGHT, _OTHER_WEIGHT, _TO_WEIGHT = 3.0, 3.0, 3.0, 3.0, 0.75, -2.0
_MAIN_WEIGHT = 0.8
_NAMED, _OFTEN = 0.85, 2
_SELLER_WEIGHT = 1.0


@dataclass(slots=True)
class Draft:
    """A fact in the making.

    :param events: what supports it, in the order of the text.
    :param sure: how probable the weights find it; None when rules alone have read it.
    :param beside: the sentences that name person and club, for what the events do not tell.
    """

    person: str
    role: Role
    move: Move
    from_club: str | None
    to_club: str | None
    status: Status
    events: list[Event] = field(default_factory=list)
    sure: float | None = None
    beside: tuple[int, ...] = ()


def drafts(doc: Doc, events: Sequence[Event], known: dict[str, Profile]) -> list[Draft]:
    """Gather the events of each person into drafts of facts, in the order in which the persons are met."""
    by_person: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.person in known and event.reach != "background":
            by_person[event.person].append(event)
    main = main_club(doc)
    named = Counter(span.kb_id_ for span in doc.spans["people"])
    found: list[Draft] = []
    for person, told in by_person.items():
        if _takes_part(known[person], told):
            found += [draft for draft in _of_person(known[person], told, main) if _is_told(draft, named[person])]
    return found


def _is_told(draft: Draft, named: int) -> bool:
    """A guess about whom a sentence means is enough only for somebody whom the article names again and again."""
    return named >= _OFTEN or any(event.sure >= _NAMED and event.kind not in ("tie", "price") for event in draft.events)


def main_club(doc: Doc) -> str | None:
    """The club that the article is about: the one named most, in the title above all."""
    places = paragraphs(doc)
    votes: Counter[str] = Counter()
    for span in doc.spans["clubs"]:
        if span.label_ == "person":
            continue
        n = next((n for n, place in enumerate(places) if place.start <= span.start < place.end), 99)
        votes[span.kb_id_] += 4 if n == 0 and places[0].kind == "title" else 2 if n <= 2 else 1
    return max(votes, key=lambda club: votes[club], default=None)


@cache
def _officials() -> frozenset[str]:
    return frozenset(name_key(words) for p in load("people")["person"] for words in (p["name"], *p.get("aliases", ())))


def is_official(name: str) -> bool:
    """Tell whether somebody is known to speak of moves rather than to make them: a president, an agent, a reporter."""
    return name_key(name) in _officials()


def _takes_part(profile: Profile, told: Iterable[Event]) -> bool:
    """Presidents, agents and reporters speak of moves; they make one only when a post is spoken of."""
    if is_official(profile.name) or profile.stands_aside:
        return any(
            e.move in ("appointment", "departure") and e.kind == "deed" and e.sure == 1.0 and e.rung for e in told
        )
    return True


def _of_person(profile: Profile, told: list[Event], main: str | None) -> list[Draft]:
    role = _role(profile, told)
    present = _present_club(profile, told, main, role)
    stays, goals, loose = _sorted(told, present)
    _attach(loose, goals, stays)
    _imply(loose, goals, present, main, role)
    found: list[Draft] = []
    for club, supporting in goals.items():
        status = rung_of_events(supporting)
        if status:
            move = _move(role, supporting)
            post: Role = "coach" if move == "appointment" and role == "player" else role
            found.append(Draft(profile.name, post, move, present, club, status, supporting))
    for club, supporting in stays.items():
        status = rung_of_events(supporting)
        home = club or present or main
        if status and home:
            found.append(Draft(profile.name, role, "extension", home, home, status, supporting))
    gone = _departure(profile, role, present, loose, found, main)
    return [*found, gone] if gone else found


def _role(profile: Profile, told: Iterable[Event]) -> Role:
    if profile.role:
        return profile.role
    moves = Counter(event.move for event in told if event.sure >= 0.85)
    return (
        "coach"
        if moves["appointment"] > 0 and moves["appointment"] >= moves["transfer"] + moves["loan"] + moves["extension"]
        else "player"
    )


def _present_club(profile: Profile, told: Sequence[Event], main: str | None, role: Role) -> str | None:
    """The club that the person leaves, or stays at: what is said of it weighs more than what is only near."""
    votes: dict[str, float] = {club: float(weight) for club, weight in profile.clubs.items()}
    goals = set()
    for event in told:
        for club, part in event.clubs:
            weight = {"from": _FROM_WEIGHT, "stay": _STAY_WEIGHT, "other": _OTHER_WEIGHT, "to": _TO_WEIGHT}[part]
            if part == "from" and event.kind == "tie":
                weight = _TIE_WEIGHT
            elif part == "from" and event.kind == "price":
                weight = _PRICE_WEIGHT
            if part == "to":
                goals.add(club)
            votes[club] = votes.get(club, 0.0) + weight * event.sure
        if (
            event.kind in ("state", "deed")
            and event.rung in ("agreement", "talks")
            and [part for _, part in event.clubs] == ["other"] * 2
        ):
            buyer, seller = (club for club, _ in event.clubs)  # "Marseille et Brest se sont entendus"
            goals.add(buyer)
            votes[seller] = votes.get(seller, 0.0) + _SELLER_WEIGHT
        if event.move == "extension" and event.focus and not event.clubs:
            votes[event.focus] = votes.get(event.focus, 0.0) + _STAY_WEIGHT / 2
    if main in votes and main not in goals:
        votes[main] += _MAIN_WEIGHT
    best = max(votes, key=lambda club: votes[club], default=None)
    if best is None or votes[best] < 1.0:
        return main if main is not None and goals and main not in goals else None
    hard = bool(profile.clubs.get(best)) or any(
        part in ("from", "stay") and club == best for e in told for club, part in e.clubs
    )
    if role != "player" and not hard:
        return None
    alone = (
        not (goals - {best})
        and not profile.clubs.get(best)
        and not any(("from" in p or "stay" in p) and c == best for e in told for c, p in e.clubs)
    )
    return None if alone and role != "player" else None if alone else best


def _sorted(
    told: Iterable[Event], present: str | None
) -> tuple[dict[str, list[Event]], dict[str, list[Event]], list[Event]]:
    """Part the events: about staying, about each destination, and those that name neither."""
    stays: dict[str, list[Event]] = {}
    goals: dict[str, list[Event]] = {}
    loose: list[Event] = []
    for event in told:
        if event.kind in ("tie", "price", "stay"):
            continue
        named = [club for club, part in event.clubs if part in ("to", "other") and club != present]
        if event.move == "extension":
            stays.setdefault(event.club("stay") or present or "", []).append(event)
        elif named and not (event.move == "departure" and event.kind == "deed"):
            for club in named:
                goals.setdefault(club, []).append(event)
        else:
            loose.append(event)
    return stays, goals, loose


def _attach(loose: list[Event], goals: dict[str, list[Event]], stays: dict[str, list[Event]]) -> None:
    """Give events without a destination to the one spoken of last; departures stay on their own."""
    for event in list(loose):
        if event.move in ("departure", "appointment"):
            continue
        near = [
            (e.at, kind, club)
            for kind, table in (("goal", goals), ("stay", stays))
            for club, es in table.items()
            for e in es
            if e.at <= event.at
        ]
        if near:
            _, kind, club = max(near)
            (goals if kind == "goal" else stays)[club].append(event)
            loose.remove(event)
        elif goals and not event.leaves:
            first = min(goals, key=lambda club: goals[club][0].at)
            goals[first].append(event)
            loose.remove(event)
    for events in (*goals.values(), *stays.values()):
        events.sort(key=lambda event: event.at)


def _imply(
    loose: list[Event], goals: dict[str, list[Event]], present: str | None, main: str | None, role: Role
) -> None:
    """A move whose club is left out is to the club spoken of: always a post, a signing when no other goal is named."""
    for event in list(loose):
        post = event.move == "appointment" or (
            role in ("coach", "staff") and event.move != "departure" and not event.leaves
        )
        signing = event.kind == "deed" and event.move in ("transfer", "loan") and not event.leaves and not goals
        club = next((c for c in (event.focus, main) if c and c != present), None)
        if club and (event.rung or post) and (post or signing):
            goals.setdefault(club, []).append(event)
            loose.remove(event)
    for events in goals.values():
        events.sort(key=lambda event: event.at)


def _departure(
    profile: Profile, role: Role, present: str | None, loose: Sequence[Event], found: Sequence[Draft], main: str | None
) -> Draft | None:
    """The exit itself, when no destination is named for it, or when it is done and none is agreed upon."""
    gone = [event for event in loose if event.move == "departure" or event.leaves]
    status = rung_of_events(gone)
    if not status:
        return None
    best = max((_RANK[d.status] for d in found if d.status != "rejected" and d.move != "extension"), default=-1)
    if best >= 0 and not (status == "official" and best < _RANK["agreement"]):
        return None
    club = next((c for e in gone for c, part in e.clubs if part in ("from", "other")), present) or main
    return Draft(profile.name, role, "departure", club, None, status, gone)


def _move(role: Role, told: Iterable[Event]) -> Move:
    moves = Counter(event.move for event in told if event.move)
    if role in ("coach", "staff") or moves["appointment"] > moves["transfer"] + moves["loan"]:
        return "appointment"
    return "loan" if moves["loan"] else "transfer"


def rung_of_events(told: Sequence[Event]) -> Status | None:
    """The latest rung: the highest told, unless a refusal stands at the end of the story.

    A headline says "signs" of what the text only calls agreed, so it counts when the text tells no rung.
    """
    rungs = [
        event
        for event in told
        if event.rung and event.reach != "none" and not (event.hypothetical and _RANK[event.rung] > _RANK["interest"])
    ]
    prose = [event for event in rungs if not event.heading]
    status: Status | None = None
    for event in prose or rungs:
        rung = event.rung
        assert rung is not None
        if rung == "rejected":
            if event.reach == "earlier" and status is not None:
                continue  # "une première offre avait été refusée", told behind what came of it
            status = "rejected"
        elif status == "rejected":
            if _RANK[rung] >= _RANK["offer"] and event.kind != "deed":
                status = rung
        elif status is None or _RANK[rung] > _RANK[status]:
            status = rung
    return status


def confidence(draft: Draft) -> float:
    """How sure a fact is, in [0, 1]: by how directly the best sentence says it, and how many do."""
    if draft.sure is not None:
        return round(draft.sure, 2)
    best = max((event.sure for event in draft.events if event.clubs and event.rung), default=0.4)
    several = min(4, len({event.sentence for event in draft.events if event.rung}))
    return round(min(0.95, 0.5 * best + 0.1 * several), 2)
