"""One open database: what reads it, what writes it, and the crawl's ledger."""

from __future__ import annotations

from types import TracebackType

from storage.database import check, connect, database_url, masked
from storage.ledger import Ledger
from storage.runs import Runs
from storage.view import View
from storage.writer import Writer

__all__ = ["Store", "open_store"]


class Store(View):
    """A database whose schema is known to be right.

    Questions are methods of the store itself (see `storage.view.View`); `writer` saves articles, `ledger` keeps
    the links, `log` the log of crawls.
    """

    def __init__(self, url: str | None = None) -> None:
        self.url = database_url(url)
        engine = connect(self.url)
        try:
            check(engine)
        except BaseException:
            engine.dispose()
            raise
        super().__init__(engine)
        self.writer = Writer(engine)
        self.ledger = Ledger(engine)
        self.log = Runs(engine)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def __repr__(self) -> str:
        return f"Store({masked(self.url)!r})"


def open_store(url: str | None = None) -> Store:
    """Open the database at `url`, by default at ``MERCATO_DATABASE_URL``, by default ``mercato.db`` in this folder.

    :raises StorageError: when there is none, it does not answer, or its schema is not that of this version.
    """
    return Store(url)
