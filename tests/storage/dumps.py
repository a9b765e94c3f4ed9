"""Everything that a database holds, as values that can be compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session

from storage.database import connect, database_url
from storage.models import Base

__all__ = ["counts", "dump", "looking", "opened", "schema"]

Dump = dict[str, list[tuple[Any, ...]]]


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """Give an engine of its own, and let go of its connections at the end."""
    engine = connect(database_url(url))
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def looking(url: str) -> Iterator[Session]:
    """Give a session to look at rows with."""
    with opened(url) as engine, Session(engine) as session:
        yield session


def dump(url: str) -> Dump:
    """Return all rows of all tables, each table in the order of its primary key."""
    with opened(url) as engine, engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for name, table in Base.metadata.tables.items()
        }


def counts(url: str) -> dict[str, int]:
    """Return how many rows each table holds, the empty ones left out."""
    return {name: len(rows) for name, rows in dump(url).items() if rows}


def schema(url: str) -> dict[str, Any]:
    """Return what the database itself says of its tables; alembic's own is left out."""
    with opened(url) as engine:
        look = inspect(engine)
        return {
            name: {
                "columns": {c["name"]: (repr(c["type"]), c["nullable"]) for c in look.get_columns(name)},
                "key": look.get_pk_constraint(name),
                "references": _sorted(look.get_foreign_keys(name)),
                "unique": _sorted(look.get_unique_constraints(name)),
                "checks": _sorted(look.get_check_constraints(name)),
                "indexes": _sorted(look.get_indexes(name)),
            }
            for name in sorted(set(look.get_table_names()) - {"alembic_version"})
        }


def _sorted(described: Any) -> list[str]:
    return sorted(repr(sorted(each.items())) for each in described)
