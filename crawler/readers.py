"""Worker processes that read pages: they can be killed, so no page can hang the crawl.

Each worker ignores the signals that stop the crawl (what it has begun is finished), and dies with it.
"""

from __future__ import annotations

import asyncio
import ctypes
import multiprocessing
import signal
import sys
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool

from pebble import CONSTS, ProcessExpired, ProcessPool

from parsing.records import Page, Reading

__all__ = ["Readers", "ReadingFailedError"]

CONSTS.channel_lock_timeout = 10  # seconds, in the workers too: how long the others wait for the lock of a killed one
_PR_SET_PDEATHSIG = 1
_ATTEMPTS = 3
"""How often a page is begun whose pool broke; a page that breaks pools is not begun for ever."""


class ReadingFailedError(Exception):
    """A page could not be read; the message is the reason that is stored for it."""


class Readers:
    """A pool of reading processes.

    :param workers: how many processes.
    :param seconds: wall-clock limit for one page.
    :param pages: pages after which a process is replaced.
    """

    def __init__(self, workers: int, seconds: float, pages: int) -> None:
        self._workers, self._seconds, self._pages = workers, seconds, pages
        _forget_main_module()
        self._pool = self._begin()
        self._places = asyncio.Semaphore(2 * workers)

    def warm_up(self) -> None:
        """Let the workers load what they need while the first lists are fetched."""
        self._pool.schedule(_ready)

    async def read(self, page: Page) -> Reading:
        """Read `page` in a worker.

        :raises ReadingFailedError: when it takes too long, or the worker dies over it, or it raises.
        """
        async with self._places:
            for _ in range(_ATTEMPTS):
                pool = self._pool
                try:
                    return await asyncio.wrap_future(self._schedule(pool, page))
                except BrokenProcessPool:  # not this page's fault: a worker was killed between two pages
                    self._replace(pool)
                except (FutureTimeoutError, TimeoutError):
                    raise ReadingFailedError(f"reading took more than {self._seconds:g} s") from None
                except ProcessExpired:
                    break
                except Exception as error:
                    raise ReadingFailedError(f"reading failed: {type(error).__name__}: {error}"[:300]) from error
            raise ReadingFailedError("reading killed its worker")

    def close(self) -> None:
        """End the workers."""
        _end(self._pool)

    def _begin(self) -> ProcessPool:
        context = multiprocessing.get_context("spawn")  # a fork would copy the running event loop
        return ProcessPool(max_workers=self._workers, max_tasks=self._pages, initializer=_initialize, context=context)

    def _schedule(self, pool: ProcessPool, page: Page) -> Future[Reading]:
        try:
            return pool.schedule(_read, args=(page,), timeout=self._seconds)
        except RuntimeError as error:  # the pool has broken, or another page has just replaced it
            raise BrokenProcessPool(str(error)) from error

    def _replace(self, broken: ProcessPool) -> None:
        """Begin anew, once for all the pages that were waiting."""
        if self._pool is broken:
            self._pool = self._begin()
            _end(broken)


def _end(pool: ProcessPool) -> None:
    pool.stop()  # type: ignore[no-untyped-call]
    pool.join(timeout=5)


def _read(page: Page) -> Reading:
    import parsing

    return parsing.read(page)


def _ready() -> None:
    """Do nothing: the initializer has done it."""


def _initialize() -> None:
    """Make a worker that outlives the crawl's signals but not the crawl, and load the libraries."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    from parsing.extraction import pipeline

    pipeline()


def _forget_main_module() -> None:
    """A spawned process imports its parent's main module again: Scrapy's command, which it has no use for."""
    main = sys.modules["__main__"]
    if not hasattr(main, "__mercato_kept__") and getattr(main, "__spec__", None) is None:
        main.__file__ = None
