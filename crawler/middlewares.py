"""What stands between the spider and the web: no request leaves the outlet, and servers are waited for."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.registry import Outlet

__all__ = ["InTurn", "OffSiteError", "OnSite", "RetryAfter", "StoppedError"]

logger = logging.getLogger(__name__)


class OffSiteError(IgnoreRequest):
    """A link or a redirect leads to another site."""


class StoppedError(IgnoreRequest):
    """The crawl was stopped before the request's turn came."""


class OnSite:
    """Refuses every request that leaves its outlet's hosts.

    Scrapy's own middleware lets `dont_filter` pass, which a retry sets and a redirect copies; so a server could
    lead the crawl anywhere. The outlet travels in ``request.meta["outlet"]``.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware."""
        return cls()

    def process_request(self, request: Request) -> None:
        """Let a request pass when it goes to its outlet."""
        outlet = request.meta.get("outlet")
        if isinstance(outlet, Outlet) and not outlet.owns(request.url):
            raise OffSiteError(f"it leads off the site, to {request.url[:200]}")


class RetryAfter:
    """Waits when a server says how long (429 or 503 with Retry-After), within bounds.

    A longer wait is left to the next run: the answer goes on to the spider, which postpones the link.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._longest = crawler.settings.getfloat("MERCATO_RETRY_AFTER_MAX")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return the request again after the wait, or the answer when waiting is no use."""
        if response.status not in (429, 503):
            return response
        wait = retry_after(response, datetime.now(UTC))
        if wait is None:
            wait = 2.0 * 2 ** request.meta.get("retry_times", 0)
        if wait > self._longest or self._crawler.spider is None:
            return response
        again = get_retry_request(request, spider=self._crawler.spider, reason=f"HTTP status {response.status}")
        if again is None:
            return response
        logger.debug("waiting %.0f s for %s, which answered %d", wait, request.url, response.status)
        while wait > 0 and self._crawler.crawling:
            await asyncio.sleep(min(wait, 0.5))
            wait -= 0.5
        return again if self._crawler.crawling else response


class InTurn:
    """Hands a host's requests to the downloader one by one.

    What waits inside the downloader is sent even when the crawl is stopped: thirty pages at one a second. What
    waits here is given up.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._places = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self._hosts: dict[str, asyncio.Semaphore] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Wait for the turn; raise `StoppedError` when the crawl is stopped before."""
        turn = self._hosts.setdefault(urlsplit(request.url).netloc, asyncio.Semaphore(self._places))
        await turn.acquire()
        if not self._crawler.crawling:
            turn.release()
            raise StoppedError("the crawl was stopped")
        request.meta["turn"] = turn

    def process_response(self, request: Request, response: Response) -> Response:
        """Let the next one go."""
        self._done(request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Let the next one go."""
        self._done(request)

    @staticmethod
    def _done(request: Request) -> None:
        turn = request.meta.pop("turn", None)
        if isinstance(turn, asyncio.Semaphore):
            turn.release()


def retry_after(response: Response, now: datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for, or None when it asks for nothing intelligible."""
    value = (response.headers.get(b"Retry-After") or b"").decode("latin-1").strip()
    if value.isdigit():
        return float(value[:9])
    try:
        when = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())
