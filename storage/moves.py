"""Moves in the database: the facts of one person's one move, summed up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, selectinload

from parsing.names import name_key
from parsing.records import STATUSES
from storage.identity import clusters
from storage.models import FactRow, MoveRow

__all__ = ["in_order", "present_status", "regather"]

_RANK: dict[str, int] = {status: rank for rank, status in enumerate(STATUSES)}


def regather(session: Session, last_name: str, family: str, goal: str, window: str) -> None:
    """Gather the facts of one bucket into moves anew; the older move keeps its id, empty ones go."""
    facts = sorted(
        session.scalars(
            select(FactRow)
            .where(
                FactRow.last_name == last_name,
                FactRow.family == family,
                FactRow.goal == goal,
                FactRow.transfer_window == window,
            )
            .options(selectinload(FactRow.article))
        ),
        key=in_order,
    )
    before = set(
        session.scalars(
            select(MoveRow.id).where(
                MoveRow.last_name == last_name,
                MoveRow.family == family,
                MoveRow.goal == goal,
                MoveRow.transfer_window == window,
            )
        )
    )
    orphans = before - {fact.move_id for fact in facts}
    taken: set[int] = set()
    for group in clusters([fact.person for fact in facts]):
        members = [facts[i] for i in group]
        free = sorted(
            ({fact.move_id for fact in members if fact.move_id is not None} | (orphans if len(orphans) == 1 else set()))
            - taken
        )
        move = session.get(MoveRow, free[0]) if free else None
        if move is None:
            move = MoveRow(last_name=last_name, family=family, goal=goal, transfer_window=window)
        _summarise(move, members)
        session.add(move)
        session.flush()
        taken.add(move.id)
        for fact in members:
            fact.move_id = move.id
    session.flush()
    session.execute(delete(MoveRow).where(MoveRow.id.in_(before - taken)))


def in_order(fact: FactRow) -> tuple[datetime, str, int]:
    """Sort claims by time; those of the same minute by address, so that the order of their arrival cannot matter."""
    return fact.reported_at, fact.article.url, fact.id


def present_status(told: Sequence[str]) -> str:
    """Return the status of a move from its claims in the order of time.

    A higher rung stays reached though others still tell a lower one; a refusal ends what came before it, and an
    offer or more begins it anew.

    >>> present_status(["interest", "talks", "interest"]), present_status(["offer", "rejected", "interest"])
    ('talks', 'rejected')
    >>> present_status(["rejected", "agreement"]), present_status(["official", "talks"])
    ('agreement', 'official')
    """
    status = told[0]
    for claim in told[1:]:
        if status == "official":
            break
        if claim == "rejected":
            status = claim
        elif status == "rejected":
            status = claim if _RANK[claim] >= _RANK["offer"] else status
        elif _RANK[claim] > _RANK[status]:
            status = claim
    return status


def _summarise(move: MoveRow, facts: Sequence[FactRow]) -> None:
    """Sum up facts in the order of time: the fullest name, the latest formula, the first reporter."""
    first, last = facts[0], facts[-1]
    move.person = max((fact.person for fact in facts), key=lambda name: (len(name_key(name).split()), len(name)))
    move.role = Counter(fact.role for fact in facts).most_common(1)[0][0]
    move.move = last.move
    move.status = present_status([fact.status for fact in facts])
    for side in ("from", "to"):
        named = [fact for fact in facts if getattr(fact, f"{side}_key")]
        key = Counter(getattr(fact, f"{side}_key") for fact in named).most_common(1)[0][0] if named else None
        setattr(move, f"{side}_key", key)
        setattr(move, f"{side}_club", key)
    move.contract_until = next((f.contract_until for f in reversed(facts) if f.contract_until), None)
    move.loan_option = next((f.loan_option for f in reversed(facts) if f.loan_option), None)
    move.claims = len(facts)
    move.outlets = len({fact.article.outlet for fact in facts})
    move.first_reported, move.last_reported = first.reported_at, last.reported_at
    move.first_outlet = first.article.outlet
