"""One crawl from its beginning to its end: the open store, the readers, and the report."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from time import monotonic
from typing import ParamSpec, TypeVar

from scrapy.settings import BaseSettings

from crawler.plan import Plan
from crawler.readers import Readers
from crawler.report import Report
from storage.errors import StorageError
from storage.store import Store

__all__ = ["Run"]

P = ParamSpec("P")
T = TypeVar("T")

logger = logging.getLogger(__name__)


class Run:
    """What the spider and the pipelines of one crawl share.

    The database is asked in one thread of its own, in order, so that a slow disk or a lock never holds up the
    event loop.

    :param clock: tells the time; only tests need another one.
    """

    def __init__(
        self, store: Store, plan: Plan, settings: BaseSettings, clock: Callable[[], datetime] | None = None
    ) -> None:
        self.store, self.plan, self.report = store, plan, Report()
        self.now = clock or (lambda: datetime.now(UTC))
        self._settings = settings
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._readers: Readers | None = None
        self._began = monotonic()
        self.stopped: float | None = None
        """Seconds after its beginning at which the crawl was seen to be stopped by a signal."""
        self._id = store.log.begin([outlet.name for outlet in plan.outlets], plan.since, self.now())
        for outlet in plan.outlets:
            self.report.of(outlet.name)

    @property
    def readers(self) -> Readers:
        """The reading processes; they start when they are first asked for."""
        if self._readers is None:
            self._readers = Readers(
                self._settings.getint("MERCATO_READERS"),
                self._settings.getfloat("MERCATO_READING_SECONDS"),
                self._settings.getint("MERCATO_READER_PAGES"),
            )
            self._readers.warm_up()
        return self._readers

    async def stored(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a function of the store in the store's thread.

        :raises StorageError: what the store raised; the first one is kept for the report.
        """
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: function(*args, **kwargs))
        except StorageError as error:
            if self.report.storage_error is None:
                self.report.storage_error = str(error)
            raise

    def end(self) -> int:
        """Close everything and write the report down; return the exit code."""
        if self._readers is not None:
            self._readers.close()
        self._thread.shutdown(wait=True)
        code = self.report.exit_code
        try:
            self.store.log.end(self._id, code, self.report.as_dict(self.seconds), self.now())
        except StorageError as error:
            self.report.storage_error = self.report.storage_error or str(error)
            code = self.report.exit_code
        self.store.close()
        return code

    @property
    def seconds(self) -> float:
        """How long the crawl has taken until now."""
        return monotonic() - self._began
