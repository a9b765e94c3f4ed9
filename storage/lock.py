"""One crawl at a time: a lock that dies with its process, however that ends.

For SQLite a lock on a file beside the database, for PostgreSQL an advisory lock in the database itself.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout
from sqlalchemy import Connection, text
from sqlalchemy.engine import URL

from storage.database import connect, explained, masked
from storage.errors import StorageError

__all__ = ["CrawlLock", "LockedError"]

_KEY = 0x6D657263  # "merc": any number that is ours alone in the database


class LockedError(Exception):
    """Another crawl is at work on the same database."""


class CrawlLock:
    """Held from ``with`` to the end of the block.

    :raises LockedError: on entering, when another crawl holds it.
    """

    def __init__(self, url: URL) -> None:
        self._url = url
        self._file: FileLock | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        if self._url.get_backend_name() == "sqlite":
            self._lock_file()
        else:
            self._lock_server()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.release()
        self._hang_up()

    def _lock_file(self) -> None:
        if not self._url.database or self._url.database == ":memory:":
            return
        path = Path(self._url.database).absolute()
        try:
            self._file = FileLock(f"{path}.lock", timeout=0, mode=0o600)
            self._file.acquire()
        except Timeout:
            raise LockedError(f"another crawl is at work on {path}; wait for it, or stop it") from None
        except OSError as error:
            raise StorageError(
                f"{path}.lock: the lock cannot be taken ({error.strerror}); may this user write there?"
            ) from error

    def _lock_server(self) -> None:
        with explained(self._url):
            self._connection = connect(self._url).connect().execution_options(isolation_level="AUTOCOMMIT")
            taken = self._connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY}).scalar_one()
        if not taken:
            self._hang_up()
            raise LockedError(f"another crawl is at work on {masked(self._url)}; wait for it, or stop it")

    def _hang_up(self) -> None:
        """End the session on the server, and with it the lock: a connection given back to a pool would keep it."""
        if self._connection is not None:
            self._connection.close()
            self._connection.engine.dispose()
            self._connection = None
