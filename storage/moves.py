"""Moves in the database: the facts of one person's one move, summed up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.orm import Session

from parsing.names import canonical_club, name_key
from parsing.records import STATUSES
from storage.database import chunks
from storage.identity import clusters
from storage.models import ArticleRow, FactRow, MoveRow

__all__ = ["in_order", "present_status", "regather"]

_RANK: dict[str, int] = {status: rank for rank, status in enumerate(STATUSES)}


def regather(session: Session, last_name: str, family: str, goal: str, window: str) -> None:
    """Gather the facts of one bucket into moves anew; the older move keeps its id, empty ones go."""
    bucket = {"last_name": last_name, "family": family, "goal": goal, "transfer_window": window}
    claims = sorted(_claims(session, bucket), key=in_order)
    before = set(session.scalars(select(MoveRow.id).filter_by(**bucket)))
    orphans = before - {claim.move_id for claim in claims}
    taken: set[int] = set()
    for group in clusters([claim.person for claim in claims]):
        members = [claims[i] for i in group]
        free = sorted(
            (
                {claim.move_id for claim in members if claim.move_id is not None}
                | (orphans if len(orphans) == 1 else set())
            )
            - taken
        )
        move = session.get(MoveRow, free[0]) if free else None
        if move is None:
            move = MoveRow(**bucket)
        _summarise(move, members)
        session.add(move)
        session.flush()
        taken.add(move.id)
        elsewhere = [claim.id for claim in members if claim.move_id != move.id]
        for part in chunks(elsewhere):
            session.execute(update(FactRow).where(FactRow.id.in_(part)).values(move_id=move.id))
    session.execute(delete(MoveRow).where(MoveRow.id.in_(before - taken)))


def _claims(session: Session, bucket: dict[str, str]) -> Sequence[Row[*tuple[Any, ...]]]:
    """The columns that a move is summed up from: a hot move has hundreds of claims, as objects they take their time."""
    columns = (
        FactRow.id,
        FactRow.move_id,
        FactRow.person,
        FactRow.role,
        FactRow.move,
        FactRow.from_club,
        FactRow.to_club,
        FactRow.from_key,
        FactRow.to_key,
        FactRow.status,
        FactRow.contract_until,
        FactRow.loan_option,
        FactRow.reported_at,
        ArticleRow.url,
        ArticleRow.outlet,
    )
    query = select(*columns).select_from(FactRow).filter_by(**bucket)
    return session.execute(query.join(ArticleRow, ArticleRow.id == FactRow.article_id)).all()


def in_order(claim: FactRow | Row[*tuple[Any, ...]]) -> tuple[datetime, str, int]:
    """Sort claims by time; those of the same minute by address, so that the order of their arrival cannot matter."""
    return claim.reported_at, claim.url, claim.id


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


def _summarise(move: MoveRow, claims: Sequence[Row[*tuple[Any, ...]]]) -> None:
    """Sum up claims in the order of time: the fullest name, the latest formula, the first reporter."""
    first, last = claims[0], claims[-1]
    move.person = max((claim.person for claim in claims), key=lambda name: (len(name_key(name).split()), len(name)))
    move.role = Counter(claim.role for claim in claims).most_common(1)[0][0]
    move.move = last.move
    move.status = present_status([claim.status for claim in claims])
    move.from_key, move.from_club = _club([(claim.from_key, claim.from_club) for claim in claims])
    move.to_key, move.to_club = _club([(claim.to_key, claim.to_club) for claim in claims])
    move.contract_until = next((c.contract_until for c in reversed(claims) if c.contract_until), None)
    move.loan_option = next((c.loan_option for c in reversed(claims) if c.loan_option), None)
    move.claims = len(claims)
    move.outlets = len({claim.outlet for claim in claims})
    move.first_reported, move.last_reported = first.reported_at, last.reported_at
    move.first_outlet = first.outlet


def _club(told: Sequence[tuple[str | None, str | None]]) -> tuple[str | None, str | None]:
    """The club that most claims name: its key, and its canonical name or the usual way to write it."""
    keys = Counter(key for key, _ in told if key)
    if not keys:
        return None, None
    key = keys.most_common(1)[0][0]
    forms = Counter(form for named, form in told if named == key and form)
    usual = max(sorted(forms), key=lambda form: forms[form])
    return key, canonical_club(usual) or usual
