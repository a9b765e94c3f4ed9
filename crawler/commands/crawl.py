"""``scrapy crawl``: Scrapy's command, with a lock, a run report and exit codes by contract."""

from __future__ import annotations

import argparse
import logging
import os
from datetime import UTC, datetime

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.exceptions import UsageError

from crawler.commands.common import failed
from crawler.errors import CrawlerError
from crawler.plan import Plan
from crawler.registry import load
from crawler.run import Run
from crawler.summary import print_summary
from storage.errors import StorageError
from storage.lock import CrawlLock, LockedError
from storage.store import Store, open_store

__all__ = ["Command"]

_CHATTY = ("scrapy.utils.log", "scrapy.crawler", "scrapy.addons", "scrapy.middleware", "scrapy.core.engine", "asyncio")
"""Loggers that at INFO tell about Scrapy, not about the crawl."""

EXIT_UNEXPECTED, EXIT_USAGE, EXIT_STORAGE, EXIT_LOCKED = 1, 2, 4, 75


class Command(ScrapyCrawl):
    """Crawl one outlet by name, or all with ``news``."""

    def syntax(self) -> str:
        """Tell how to call it."""
        return "[options] news|OUTLET"

    def short_desc(self) -> str:
        """Tell what it does."""
        return "Crawl one outlet, or with 'news' all of them (-a outlets=a,b -a since=2d)"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add ``--quiet`` to Scrapy's options."""
        super().add_options(parser)
        parser.add_argument("--quiet", action="store_true", help="print nothing when all is well")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Take Scrapy's options; unless a log level or a log file is asked for, only our own lines are shown."""
        super().process_options(args, opts)
        assert self.settings is not None
        chosen = (self.settings.getpriority("LOG_LEVEL") or 0) > 20
        if opts.quiet and not chosen:
            self.settings.set("LOG_LEVEL", "CRITICAL", priority="cmdline")
        if not chosen and not self.settings.get("LOG_FILE"):
            for name in _CHATTY:  # a level would be reset when Scrapy configures logging, a filter is not
                logging.getLogger(name).addFilter(lambda record: record.levelno >= logging.WARNING)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, and set the exit code."""
        if len(args) != 1:
            raise UsageError("expected the name of one outlet, or 'news' for all; scrapy list names them")
        os.umask(0o077)  # what is stored is nobody else's to read
        try:
            plan = self._plan(args[0], opts)
            store = open_store()
        except CrawlerError as error:
            self.exitcode = failed(str(error), EXIT_USAGE)
            return
        except StorageError as error:
            self.exitcode = failed(str(error), EXIT_STORAGE)
            return
        try:
            with CrawlLock(store.url):
                self._crawl(args[0], store, plan, opts)
        except LockedError as error:
            self.exitcode = failed(str(error), EXIT_LOCKED)
        except StorageError as error:
            self.exitcode = failed(str(error), EXIT_STORAGE)

    def _plan(self, name: str, opts: argparse.Namespace) -> Plan:
        unknown = sorted(set(opts.spargs) - {"outlets", "since"})
        if unknown:
            raise CrawlerError(f"unknown argument {unknown[0]!r}; expected -a outlets=NAME,NAME or -a since=2d")
        if os.environ.get("MERCATO_REDIS_URL"):
            raise CrawlerError(
                "MERCATO_REDIS_URL: a frontier shared through Redis is not part of this version; unset it"
            )
        registry = load()
        only = None if name == "news" else registry.get(name).name
        return Plan.of(registry, only, opts.spargs.get("outlets"), opts.spargs.get("since"), datetime.now(UTC))

    def _crawl(self, name: str, store: Store, plan: Plan, opts: argparse.Namespace) -> None:
        assert self.crawler_process is not None
        assert self.settings is not None
        run = Run(store, plan, self.settings)
        crawler = self._create_crawler(name)
        self.crawler_process.crawl(crawler, run=run)
        try:
            self.crawler_process.start()
        finally:
            run.report.unexpected += crawler.stats.get_value("spider_exceptions/count", 0) if crawler.stats else 0
            if crawler.stats is None or crawler.stats.get_value("finish_reason") in (None, "shutdown"):
                run.report.stopped = not self.crawler_process.bootstrap_failed
            run.report.unexpected += bool(self.crawler_process.bootstrap_failed)
            self.exitcode = run.end()
        print_summary(run, quiet=opts.quiet, exit_code=self.exitcode)
