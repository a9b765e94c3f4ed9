"""From a fetched page to the store: read in a worker process, then saved in one transaction."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.failures import Verdict
from crawler.items import Fetched, Read
from crawler.readers import ReadingFailedError
from crawler.spiders.news import NewsSpider
from parsing.addresses import join
from parsing.records import Article, Page
from storage.errors import StorageError

__all__ = ["Reading", "Storing"]

logger = logging.getLogger(__name__)

GRACE = 12
"""Seconds that a stopped crawl goes on reading and storing what is fetched; the rest is fetched again next time."""


class _Stage:
    """What both stages need: the spider, which knows the run."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the stage."""
        return cls(crawler)

    @property
    def spider(self) -> NewsSpider:
        """The spider of this crawl."""
        assert isinstance(self._crawler.spider, NewsSpider)
        return self._crawler.spider

    def _drop_when_late(self) -> None:
        """Give an item up when the crawl was stopped a while ago; its link stays pending."""
        if self._crawler.crawling:
            return
        run = self.spider.run
        if run.stopped is None:
            run.stopped = run.seconds
        if run.seconds - run.stopped > GRACE:
            raise DropItem("the crawl was stopped", log_level="DEBUG")


class Reading(_Stage):
    """Reads each page in a process that can be killed."""

    async def process_item(self, item: Any) -> Any:
        """Turn a fetched page into a read one; a page without an article ends here, with its reason."""
        if not isinstance(item, Fetched):
            return item
        self._drop_when_late()
        try:
            reading = await self.spider.run.readers.read(item.page)
        except ReadingFailedError as error:
            await self._settle(item, Verdict("failed", str(error)))
        if reading.article is None:
            await self._settle(item, Verdict("failed", str(reading.reason)))
        assert reading.article is not None
        article = self._own_address(item, reading.article)
        since = self.spider.run.plan.since
        if since and article.published and article.published < since:
            await self._settle(
                item, Verdict("early", "published before the window", wait=timedelta(), published=article.published)
            )
        return Read(item.page, item.link, item.outlet, replace(reading, article=article))

    async def _settle(self, item: Fetched, what: Verdict) -> None:
        await self.spider.settle(item.link, item.outlet, what)
        raise DropItem(what.reason, log_level="DEBUG")

    def _own_address(self, item: Fetched, article: Article) -> Article:
        """Some outlets name their front page as the canonical address of everything."""
        outlet = next(o for o in self.spider.run.plan.outlets if o.name == item.outlet)
        return (
            article
            if outlet.pattern.search(article.url)
            else replace(article, url=join(item.page.url, item.page.address) or item.page.url)
        )


class Storing(_Stage):
    """Saves each article; what comes out is a plain record, for Scrapy's own feed exports (``-o file.jsonl``)."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._turn = asyncio.Semaphore(1)

    async def process_item(self, item: Any) -> Any:
        """Save a read page, and say so."""
        if not isinstance(item, Read):
            return item
        run = self.spider.run
        try:
            async with self._turn:
                self._drop_when_late()
                saved = await run.stored(run.store.writer.save, item.page, item.reading, run.now())
        except StorageError as error:
            logger.error("storage: %s", error)  # noqa: TRY400 - one line for people, no traceback
            self._stop()
            raise DropItem("storage error", log_level="DEBUG") from None
        self.spider.stored(item.link)
        report = run.report.of(item.outlet)
        report.outcomes[saved.outcome] += 1
        report.facts += len(item.reading.facts) if saved.outcome in ("new", "changed") else 0
        logger.info("%s: %s: %s", item.outlet, saved.outcome, _line(item))
        return _record(item)

    def _stop(self) -> None:
        """End the crawl: without a store there is no use in fetching."""
        engine = self._crawler.engine
        if engine is not None and not getattr(self, "_stopping", False):
            self._stopping = True
            self._task = asyncio.ensure_future(engine.close_spider_async(reason="storage error"))


def _line(item: Read) -> str:
    article, facts = item.reading.article, item.reading.facts
    assert article is not None
    count = f"{len(facts)} fact{'s' if len(facts) != 1 else ''}"
    return f"{article.title} ({count}) {article.url}"


def _record(item: Read) -> dict[str, Any]:
    article, page = item.reading.article, item.page
    assert article is not None
    return {
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "authors": list(article.authors),
        "text": article.text,
        "facts": [fact.as_dict() for fact in item.reading.facts],
        "fetched": _fetched(page),
    }


def _fetched(page: Page) -> str | None:
    return page.fetched.isoformat() if page.fetched else None
