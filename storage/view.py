"""Reading the store: articles, facts, stories and moves as plain records, the latest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, Select, exists, func, or_, select, text
from sqlalchemy.orm import Session, selectinload

from parsing.names import name_key
from storage.database import chunks, explained
from storage.errors import NotFoundError
from storage.filters import Filter
from storage.models import ArticleRow, FactRow, Link, MoveRow, Run, StoryRow, Way
from storage.moves import in_order
from storage.writer import fact_record

__all__ = ["Record", "View"]

Record = dict[str, Any]
"""A row as JSON writes it: names in the corpus's words, times in ISO 8601 and UTC."""


class View:
    """Answers questions about one database; writes nothing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def articles(self, which: Filter = Filter(), *, text: bool = False) -> list[Record]:  # noqa: B008 - frozen
        """Return articles, latest first.

        :param text: whether each record carries its text.
        """
        query = select(ArticleRow).order_by(ArticleRow.reported_at.desc(), ArticleRow.id.desc())
        query = _within(query, ArticleRow.reported_at, which)
        if which.outlets:
            query = query.where(ArticleRow.outlet.in_(which.outlets))
        if conditions := _fact_conditions(which):
            query = query.where(exists().where(FactRow.article_id == ArticleRow.id, *conditions))
        with explained(self._engine.url), Session(self._engine) as session:
            return [_article(row, text=text) for row in session.scalars(query.limit(which.limit))]

    def facts(self, which: Filter = Filter()) -> list[Record]:  # noqa: B008 - frozen
        """Return facts, each with the address of its article, latest first."""
        query = (
            select(FactRow)
            .join(ArticleRow)
            .where(*_fact_conditions(which))
            .order_by(FactRow.reported_at.desc(), FactRow.article_id.desc(), FactRow.id)
            .options(selectinload(FactRow.article), selectinload(FactRow.evidence), selectinload(FactRow.credits))
        )
        query = _within(query, FactRow.reported_at, which)
        if which.outlets:
            query = query.where(ArticleRow.outlet.in_(which.outlets))
        with explained(self._engine.url), Session(self._engine) as session:
            return [_fact(row) for row in session.scalars(query.limit(which.limit))]

    def stories(self, which: Filter = Filter()) -> list[Record]:  # noqa: B008 - frozen
        """Return stories, each with its articles in the order of time, latest first."""
        query = select(StoryRow).order_by(StoryRow.last_published.desc(), StoryRow.id.desc())
        query = _within(query, StoryRow.last_published, which)
        inside = [ArticleRow.story_id == StoryRow.id]
        if which.outlets:
            inside.append(ArticleRow.outlet.in_(which.outlets))
        if conditions := _fact_conditions(which):
            inside.append(exists().where(FactRow.article_id == ArticleRow.id, *conditions))
        if len(inside) > 1:
            query = query.where(exists().where(*inside))
        with explained(self._engine.url), Session(self._engine) as session:
            stories = list(session.scalars(query.limit(which.limit)))
            members = _members(session, [story.id for story in stories])
            return [_story(story, members.get(story.id, [])) for story in stories]

    def moves(self, which: Filter = Filter()) -> list[Record]:  # noqa: B008 - frozen
        """Return moves with their present status and their spread of fees, latest first."""
        query = select(MoveRow).order_by(MoveRow.last_reported.desc(), MoveRow.id.desc())
        query = _within(query, MoveRow.last_reported, which)
        if which.club:
            query = query.where(or_(MoveRow.from_key == which.club, MoveRow.to_key == which.club))
        if which.person:
            query = query.where(exists().where(FactRow.move_id == MoveRow.id, _names(which.person)))
        if which.statuses:
            query = query.where(MoveRow.status.in_(which.statuses))
        if which.moves:
            query = query.where(MoveRow.move.in_(which.moves))
        if which.outlets:
            query = query.where(
                exists().where(
                    FactRow.move_id == MoveRow.id,
                    FactRow.article_id == ArticleRow.id,
                    ArticleRow.outlet.in_(which.outlets),
                )
            )
        with explained(self._engine.url), Session(self._engine) as session:
            moves = list(session.scalars(query.limit(which.limit)))
            claims = _claims(session, [move.id for move in moves])
            return [_move(move, claims.get(move.id, [])) for move in moves]

    def move(self, move_id: int) -> Record:
        """Return one move with its timeline: every claim with its article and sentence, first to last.

        :raises NotFoundError: when there is none with this id.
        """
        with explained(self._engine.url), Session(self._engine) as session:
            move = session.get(MoveRow, move_id)
            if move is None:
                raise NotFoundError(f"there is no move {move_id}; `mercato moves` lists them with their ids")
            claims = _claims(session, [move.id]).get(move.id, [])
            return {**_move(move, claims), "timeline": [_fact(fact) for fact in claims]}

    def runs(self, limit: int | None = 20) -> list[Record]:
        """Return crawls, latest first."""
        with explained(self._engine.url), Session(self._engine) as session:
            rows = session.scalars(select(Run).order_by(Run.id.desc()).limit(limit))
            return [
                {
                    "id": run.id,
                    "started": _iso(run.started_at),
                    "finished": _iso(run.finished_at),
                    "exit_code": run.exit_code,
                    "outlets": run.outlets,
                    **run.report,
                }
                for run in rows
            ]

    def integrity(self) -> str | None:
        """Return what is wrong with the database, or None."""
        if self._engine.dialect.name != "sqlite":
            return None
        with explained(self._engine.url), self._engine.connect() as connection:
            words = connection.execute(text("PRAGMA integrity_check")).scalar_one()
        return None if words == "ok" else f"the database is damaged: {words}; restore it from a backup"

    def stats(self) -> list[Record]:
        """Return one record per outlet, then the total: articles, facts, links by state, first and last article."""
        with explained(self._engine.url), Session(self._engine) as session:
            records: dict[str, Record] = {}
            for outlet, *numbers in session.execute(
                select(
                    ArticleRow.outlet,
                    func.count(),
                    func.sum(func.length(ArticleRow.text)),
                    func.min(ArticleRow.reported_at),
                    func.max(ArticleRow.reported_at),
                ).group_by(ArticleRow.outlet)
            ):
                _outlet(records, outlet).update(
                    articles=numbers[0],
                    characters=int(numbers[1] or 0),
                    first=_iso(numbers[2]),
                    last=_iso(numbers[3]),
                )
            facts = select(ArticleRow.outlet, func.count()).join(FactRow).group_by(ArticleRow.outlet)
            for outlet, count in session.execute(facts):
                _outlet(records, outlet)["facts"] = count
            links = select(Link.outlet, Link.state, func.count()).group_by(Link.outlet, Link.state)
            for outlet, state, count in session.execute(links):
                _outlet(records, outlet)[state] = count
            for outlet in session.scalars(select(Way.outlet).distinct()):
                _outlet(records, outlet)
            total = _total(list(records.values()))
            total["stories"] = session.scalar(select(func.count()).select_from(StoryRow))
            total["moves"] = session.scalar(select(func.count()).select_from(MoveRow))
        return [*(records[name] for name in sorted(records)), total]


def _within(query: Select[Any], column: Any, which: Filter) -> Select[Any]:
    if which.since:
        query = query.where(column >= which.since)
    return query.where(column <= which.until) if which.until else query


def _fact_conditions(which: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if which.club:
        conditions.append(or_(FactRow.from_key == which.club, FactRow.to_key == which.club))
    if which.person:
        conditions.append(_names(which.person))
    if which.statuses:
        conditions.append(FactRow.status.in_(which.statuses))
    if which.moves:
        conditions.append(FactRow.move.in_(which.moves))
    return conditions


def _names(person: str) -> ColumnElement[bool]:
    return FactRow.person_key.contains(name_key(person), autoescape=True)


def _members(session: Session, stories: Sequence[int]) -> dict[int, list[Row[*tuple[Any, ...]]]]:
    columns = (
        ArticleRow.id,
        ArticleRow.story_id,
        ArticleRow.url,
        ArticleRow.outlet,
        ArticleRow.title,
        ArticleRow.published,
        ArticleRow.reported_at,
    )
    found: dict[int, list[Row[*tuple[Any, ...]]]] = {}
    for part in chunks(stories):
        rows = session.execute(select(*columns).where(ArticleRow.story_id.in_(part))).all()
        for row in sorted(rows, key=lambda row: (row.reported_at, row.url)):
            found.setdefault(row.story_id, []).append(row)
    return found


def _claims(session: Session, moves: Sequence[int]) -> dict[int, list[FactRow]]:
    found: dict[int, list[FactRow]] = {}
    query = select(FactRow).options(
        selectinload(FactRow.article), selectinload(FactRow.evidence), selectinload(FactRow.credits)
    )
    for part in chunks(moves):
        for fact in sorted(session.scalars(query.where(FactRow.move_id.in_(part))), key=in_order):
            if fact.move_id is not None:
                found.setdefault(fact.move_id, []).append(fact)
    return found


def _article(row: ArticleRow, *, text: bool) -> Record:
    record: Record = {
        "url": row.url,
        "outlet": row.outlet,
        "title": row.title,
        "published": _iso(row.published),
        "modified": _iso(row.modified),
        "length": len(row.text),
        "story": row.story_id,
        "paywalled": row.paywalled,
        "live": row.live,
        "authors": list(row.authors),
    }
    if text:
        record["text"] = row.text
    return record


def _fact(row: FactRow) -> Record:
    article = row.article
    return {
        "url": article.url,
        "outlet": article.outlet,
        "published": _iso(article.published),
        "story": article.story_id,
        "move_id": row.move_id,
        **fact_record(row),
    }


def _story(story: StoryRow, members: Sequence[Row[*tuple[Any, ...]]]) -> Record:
    lead = next((row for row in members if row.id == story.lead_id), members[0] if members else None)
    return {
        "id": story.id,
        "title": lead.title if lead else None,
        "url": lead.url if lead else None,
        "first_published": _iso(story.first_published),
        "last_published": _iso(story.last_published),
        "outlets": story.outlets,
        "articles": [
            {"url": row.url, "outlet": row.outlet, "title": row.title, "published": _iso(row.published)}
            for row in members
        ],
    }


def _move(move: MoveRow, claims: Sequence[FactRow]) -> Record:
    first = claims[0] if claims else None
    return {
        "id": move.id,
        "person": move.person,
        "role": move.role,
        "move": move.move,
        "from_club": move.from_club,
        "to_club": move.to_club,
        "status": move.status,
        "fees": _fees(claims),
        "contract_until": move.contract_until,
        "loan_option": move.loan_option,
        "window": move.transfer_window,
        "claims": move.claims,
        "outlets": move.outlets,
        "first_reported": _iso(move.first_reported),
        "first_reporter": [credit.source for credit in first.credits] or [move.first_outlet]
        if first
        else [move.first_outlet],
        "last_reported": _iso(move.last_reported),
    }


def _fees(claims: Iterable[FactRow]) -> list[Record]:
    """Every figure with who gave it and when; figures are never averaged."""
    fees: dict[tuple[Any, ...], Record] = {}
    for fact in claims:
        if fact.fee_amount is None:
            continue
        key = (fact.fee_amount, fact.fee_max, fact.fee_currency, fact.fee_kind)
        record = fees.setdefault(
            key,
            {
                "amount": fact.fee_amount,
                **({"max": fact.fee_max} if fact.fee_max is not None else {}),
                "currency": fact.fee_currency,
                "kind": fact.fee_kind,
                "first_reported": _iso(fact.reported_at),
                "by": [],
            },
        )
        for source in [credit.source for credit in fact.credits] or [fact.article.outlet]:
            if source not in record["by"]:
                record["by"].append(source)
    return list(fees.values())


def _outlet(records: dict[str, Record], name: str) -> Record:
    return records.setdefault(
        name,
        {
            "outlet": name,
            "articles": 0,
            "facts": 0,
            "characters": 0,
            "done": 0,
            "pending": 0,
            "failed": 0,
            "gone": 0,
            "first": None,
            "last": None,
        },
    )


def _total(records: Sequence[Record]) -> Record:
    total: Record = {"outlet": "all"}
    for key in ("articles", "facts", "characters", "done", "pending", "failed", "gone"):
        total[key] = sum(record[key] for record in records)
    total["first"] = min((record["first"] for record in records if record["first"]), default=None)
    total["last"] = max((record["last"] for record in records if record["last"]), default=None)
    return total


def _iso(when: datetime | None) -> str | None:
    """ISO 8601 in UTC, to the second: ``2024-06-29T14:05:00Z``."""
    return when.strftime("%Y-%m-%dT%H:%M:%SZ") if when else None
