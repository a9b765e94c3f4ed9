"""What each crawl did, kept beside what it stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from storage.database import write
from storage.models import Run

__all__ = ["Runs"]


class Runs:
    """Writes the log of crawls of one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, outlets: Sequence[str], since: datetime | None, now: datetime) -> int:
        """Open a run and return its id; without an end it tells later that the crawl was killed."""
        with write(self._engine) as connection, Session(connection) as session:
            run = Run(started_at=now, outlets=list(outlets), since=since, report={})
            session.add(run)
            session.flush()
            return run.id

    def end(self, run_id: int, exit_code: int, report: dict[str, Any], now: datetime) -> None:
        """Close a run with what it did."""
        with write(self._engine) as connection:
            connection.execute(
                update(Run).where(Run.id == run_id).values(finished_at=now, exit_code=exit_code, report=report)
            )
