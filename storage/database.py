"""Where the database is and how it is spoken to.

SQLite by default, in WAL mode, with `BEGIN IMMEDIATE` for whoever writes: a deferred transaction that reads
first and writes later fails with "database is locked" however long it is told to wait.
"""

from __future__ import annotations

import os
import re
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from storage.errors import SchemaError, StorageError, UnreachableError

__all__ = [
    "CHUNK",
    "DEFAULT_URL",
    "HEAD",
    "check",
    "chunks",
    "connect",
    "database_url",
    "explained",
    "masked",
    "refuse_newer",
    "write",
]

Row = TypeVar("Row")

DEFAULT_URL = "sqlite:///mercato.db"
HEAD = "0002"
"""The newest migration; a test compares it with ``migrations/versions``."""
BUSY_SECONDS = 30
"""How long a writer waits for another; Python's own five seconds lose to a lock held for nine."""
CHUNK = 400
"""Rows asked for or changed by one statement; databases bound the number of its parameters."""
_WRITING = 0x6D657264
"""The advisory lock of whoever writes into PostgreSQL; `storage.lock` has another."""
_EXPECTED = f"MERCATO_DATABASE_URL: expected an address such as {DEFAULT_URL}"


def database_url(url: str | None = None) -> URL:
    """Return the address of the database: `url`, else ``MERCATO_DATABASE_URL``, else the default.

    :raises StorageError: when it is no address of a database that Mercato can use.
    """
    given = url or os.environ.get("MERCATO_DATABASE_URL") or DEFAULT_URL
    try:
        parsed = make_url(given)
    except (ArgumentError, ValueError) as error:
        raise StorageError(f"{_EXPECTED}, got {_hushed(given)!r}") from error
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise StorageError(
            f"MERCATO_DATABASE_URL: expected sqlite or postgresql, got {parsed.get_backend_name()}: {masked(parsed)}"
        )
    return parsed


def masked(url: URL) -> str:
    """Return an address without its password, for messages."""
    return url.difference_update_query(["password", "sslpassword"]).render_as_string(hide_password=True)


def _hushed(words: str) -> str:
    """What was meant as an address, without what may be its password."""
    return re.sub(r":(?!//)[^@]*@", ":***@", words)


def connect(url: URL) -> Engine:
    """Return an engine for `url`; nothing is asked of the database yet.

    :raises StorageError: when the driver is not installed, or the address is not one that it takes.
    """
    light = url.get_backend_name() == "sqlite"
    try:
        if light:
            engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "isolation_level": None})
        else:
            engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise StorageError(
            f"{masked(url)}: the driver is not installed; for PostgreSQL: pip install 'mercato[postgresql]'"
        ) from error
    except (ArgumentError, ValueError) as error:
        raise StorageError(f"{_EXPECTED}, got {masked(url)!r}") from error
    if light:
        event.listen(engine, "connect", _sqlite_connected)
    event.listen(engine, "begin", _sqlite_begins if light else _postgresql_begins)
    return engine


def _sqlite_connected(connection: sqlite3.Connection, _: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _sqlite_begins(connection: Connection) -> None:
    writes = connection.get_execution_options().get("mercato_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql_begins(connection: Connection) -> None:
    """Writers come one after the other, as in SQLite: two that group at once would each miss the other's article."""
    if connection.get_execution_options().get("mercato_writes", False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITING})")


def chunks(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Cut a long list into what one statement takes."""
    for at in range(0, len(rows), CHUNK):
        yield rows[at : at + CHUNK]


@contextmanager
def write(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that writes; it ends with the block, all or nothing."""
    with (
        explained(engine.url),
        engine.connect().execution_options(mercato_writes=True) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def explained(url: URL) -> Iterator[None]:
    """Turn a driver's exception into one sentence that names the database."""
    try:
        yield
    except DBAPIError as error:
        raise UnreachableError(f"{masked(url)}: {_sentence(error)}") from error
    except SQLAlchemyError as error:
        raise StorageError(f"{masked(url)}: {error}") from error


_HINTS = (
    ("readonly database", "the database is read-only; give this user the right to write it and its folder"),
    (
        "unable to open database file",
        "the database cannot be opened; does its folder exist, and may this user write there?",
    ),
    (
        "database is locked",
        f"another program has held the database for {BUSY_SECONDS} seconds; try again when it is done",
    ),
    (
        "canceling statement due to lock timeout",
        f"another program has held the database for {BUSY_SECONDS} seconds; try again when it is done",
    ),
    ("database or disk is full", "the disk is full; free some space and run the same command again"),
    ("file is not a database", "the file is not a database, or it is damaged; restore it from a backup"),
    ("malformed", "the database is damaged; restore it from a backup"),
    ("Connection refused", "nothing answers there; is the PostgreSQL server running?"),
    ("could not translate host name", "the host is not known; correct the address"),
    ("failed to resolve host", "the host is not known; correct the address"),
    ("password authentication failed", "user name or password is wrong; correct the address"),
    ("does not exist", "it does not exist; create it, then run: mercato db upgrade"),
)


def _sentence(error: DBAPIError) -> str:
    words = " ".join(str(error.orig).split())
    return next((hint for sign, hint in _HINTS if sign in words), words[:300])


def check(engine: Engine) -> None:
    """Make sure that the database is there and that its tables are those of this version.

    A database that is missing or empty is never begun anew in passing: whoever expects one has lost it.

    :raises UnreachableError: when there is none, or it does not answer.
    :raises SchemaError: when its schema is another one.
    """
    url = engine.url
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        _check_file(url)
    with explained(url), engine.connect() as connection:
        found = _version(connection)
    if found is None:
        raise SchemaError(f"{masked(url)}: the database has no tables of Mercato; create them with: mercato db upgrade")
    if found < HEAD:
        raise SchemaError(
            f"{masked(url)}: the database is at version {found}, this code needs {HEAD}; run: mercato db upgrade"
        )
    if found > HEAD:
        raise _newer(url, found)


def refuse_newer(engine: Engine) -> None:
    """Make sure that the database is not of a later version than this code.

    :raises SchemaError: when it is.
    """
    with explained(engine.url), engine.connect() as connection:
        found = _version(connection)
    if found is not None and found > HEAD:
        raise _newer(engine.url, found)


def _newer(url: URL, found: str) -> SchemaError:
    return SchemaError(
        f"{masked(url)}: the database is at version {found}, this code knows {HEAD}; install the newer code"
    )


def _check_file(url: URL) -> None:
    path = Path(str(url.database))
    try:
        found = path.stat()
    except FileNotFoundError:
        raise UnreachableError(
            f"{path.absolute()}: there is no database; create one with: mercato db upgrade"
        ) from None
    except OSError as error:
        raise UnreachableError(
            f"{path.absolute()}: the database cannot be reached ({error.strerror}); correct MERCATO_DATABASE_URL"
        ) from error
    if stat.S_ISDIR(found.st_mode):
        raise UnreachableError(
            f"{path.absolute()}: expected a database file, got a folder; correct MERCATO_DATABASE_URL"
        )
    if found.st_size == 0:
        raise SchemaError(
            f"{path.absolute()}: the file is empty; restore it from a backup, or delete it and run: mercato db upgrade"
        )


def _version(connection: Connection) -> str | None:
    """The migration that the database is at, or None when it has never seen one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    row = connection.execute(text("SELECT version_num FROM alembic_version")).first()
    return str(row[0]) if row else None
