"""From what is said, sentence by sentence, to facts: one per person and destination, at the latest rung.

The club that a person leaves is known from descriptions and from what is said; every other club named for him
is a destination. What is said without a club goes to the destination spoken of last. `rejected` wins over what
came before it, and loses to an offer or more that comes after.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from parsing.extraction.events import Event
from parsing.extraction.profiles import Profile
from parsing.records import STATUSES, Move, Status

__all__ = ["Draft", "drafts"]

_LADDER: dict[str, int] = {status: rank for rank, status in enumerate(STATUSES)}


@dataclass(slots=True)
class Draft:
    """A fact in the making.

    :param events: what supports it, in the order of the text.
    """

    person: str
    move: Move
    from_club: str | None
    to_club: str | None
    status: Status
    events: list[Event] = field(default_factory=list)
    confidence: float = 0.5


def drafts(doc: Doc, events: Sequence[Event], known: dict[str, Profile]) -> list[Draft]:
    """Gather the events of each person into drafts of facts."""
    by_person: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.person in known and not known[event.person].stands_aside and event.reach != "background":
            by_person[event.person].append(event)
    found: list[Draft] = []
    for person, told in by_person.items():
        found += _of_person(known[person], told)
    return found


def _of_person(profile: Profile, told: list[Event]) -> list[Draft]:
    present = _present_club(profile, told)
    by_club: dict[tuple[str, str], list[Event]] = defaultdict(list)
    loose: list[Event] = []
    for event in told:
        stays = [club for club, part in event.clubs if part == "stay"]
        goals = [club for club, part in event.clubs if part == "to" or (part == "other" and club != present)]
        goals = [club for club in goals if club != present]
        if event.move == "extension":
            by_club[("extension", stays[0] if stays else present or "")].append(event)
        elif goals:
            for club in goals:
                by_club[("move", club)].append(event)
        else:
            loose.append(event)
    moves = [club for kind, club in by_club if kind == "move"]
    leaving: list[Event] = []
    for event in loose:
        earlier = [(e.at, club) for club in moves for e in by_club[("move", club)] if e.at <= event.at]
        if moves and not (event.move == "departure"):
            club = max(earlier)[1] if earlier else moves[0]
            by_club[("move", club)].append(event)
        elif ("extension", present or "") in by_club and event.move is None:
            by_club[("extension", present or "")].append(event)
        else:
            leaving.append(event)
    found = []
    for (kind, club), supporting in by_club.items():
        supporting.sort(key=lambda event: event.at)
        status = _status(supporting)
        if status is None:
            continue
        if kind == "extension":
            found.append(
                Draft(
                    profile.name,
                    "extension",
                    club or present,
                    club or present,
                    status,
                    supporting,
                    _sure(supporting),
                )
            )
            continue
        found.append(
            Draft(profile.name, _move(profile, supporting), present, club, status, supporting, _sure(supporting))
        )
    gone = [event for event in leaving if event.move == "departure" or event.leaves]
    status = _status(gone)
    best = max((_LADDER[d.status] for d in found if d.status != "rejected" and d.move != "extension"), default=-1)
    if gone and status and (best < 0 or (status == "official" and best < _LADDER["agreement"])):
        club = next((c for e in gone for c, part in e.clubs if part in ("from", "other")), present)
        found.append(Draft(profile.name, "departure", club, None, status, gone, _sure(gone)))
    return found


def _present_club(profile: Profile, told: Iterable[Event]) -> str | None:
    votes: Counter[str] = Counter(profile.clubs)
    for event in told:
        for club, part in event.clubs:
            if part == "from" and event.reach != "background":
                votes[club] += 3 if event.sure == 1.0 else 1
            elif part == "stay":
                votes[club] += 3
            elif part == "to" and event.rung in ("official", "agreement") and event.kind == "deed":
                votes[club] -= 4
    best = max(votes, key=lambda club: votes[club], default=None)
    return best if best is not None and votes[best] > 0 else None


def _move(profile: Profile, told: Iterable[Event]) -> Move:
    moves = Counter(event.move for event in told if event.move)
    if profile.role in ("coach", "staff") or moves["appointment"] > moves["transfer"] + moves["loan"]:
        return "appointment"
    return "loan" if moves["loan"] else "transfer"


def _status(told: Iterable[Event]) -> Status | None:
    """The latest rung: the highest told, unless a refusal stands at the end of the story."""
    status: Status | None = None
    for event in told:
        rung = event.rung
        if rung is None or event.reach in ("none",):
            continue
        if event.hypothetical and rung not in ("rumour", "interest"):
            continue
        if rung == "rejected":
            status = "rejected"
        elif status == "rejected":
            if _LADDER[rung] >= _LADDER["offer"] and event.kind != "deed":
                status = rung
        elif status is None or _LADDER[rung] > _LADDER[status]:
            status = rung
    return status


def _sure(told: Sequence[Event]) -> float:
    best = max((event.sure for event in told if event.clubs), default=0.4)
    return min(0.95, 0.45 * best + 0.1 * min(4, len(told)))
