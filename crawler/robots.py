"""robots.txt by RFC 9309: a server that cannot say what it allows allows nothing.

Scrapy's own middleware takes errors for permission, and lets the third of three requests that wait for the
same robots.txt pass unchecked (they share a Deferred, whose result the second one has used up).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured, StopDownload
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from parsing.cleaning.decoding import decode

__all__ = ["LONGEST", "Robots", "RobotsForbiddenError", "RobotsUnreachableError"]

LONGEST = 512 * 2**10
"""Bytes of a robots.txt that are fetched and read; the RFC asks for 500 KiB at least."""

_LONGEST_ANNOUNCED = 50 * 2**20
"""Bytes that a robots.txt may announce, or unpack to."""


class RobotsForbiddenError(IgnoreRequest):
    """robots.txt closes the address to us."""


class RobotsUnreachableError(IgnoreRequest):
    """robots.txt could not be had, so nothing of the host is asked for in this run."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one host allows: the rules of its robots.txt, or the reason why there is none to obey.

    :param rules: None when nothing is allowed, because of `trouble`.
    """

    rules: Protego | None
    trouble: str = ""


class Robots:
    """Asks each host for its robots.txt once a run, and refuses what it forbids.

    2xx is read, other 4xx than 429 mean that there is none, everything else means no.
    """

    def __init__(self, crawler: Crawler) -> None:
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self._crawler = crawler
        self._agent = str(crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"])
        self._hosts: dict[str, asyncio.Task[_Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the middleware; with ``ROBOTSTXT_OBEY=False`` there is none."""
        robots = cls(crawler)
        crawler.signals.connect(robots.received, signals.bytes_received)
        return robots

    def received(self, data: bytes, request: Request) -> None:
        """Hang up when enough of a robots.txt has come."""
        if "robots_bytes" in request.meta:
            request.meta["robots_bytes"] += len(data)
            if request.meta["robots_bytes"] > LONGEST:
                raise StopDownload(fail=False)

    async def process_request(self, request: Request) -> None:
        """Let a request pass, or refuse it with the reason."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        root = "{0.scheme}://{0.netloc}".format(urlsplit(request.url))
        task = self._hosts.get(root)
        if task is None:
            task = self._hosts[root] = asyncio.ensure_future(self._ask(root, request))
        found = await asyncio.shield(task)
        if found.rules is None:
            raise RobotsUnreachableError(f"robots.txt of {urlsplit(root).netloc}: {found.trouble}")
        if not found.rules.can_fetch(request.url, self._agent):
            raise RobotsForbiddenError("robots.txt forbids it")

    async def _ask(self, root: str, cause: Request) -> _Rules:
        """Fetch and read the robots.txt of one host, with the retries and the guards of any other request."""
        assert self._crawler.engine is not None
        meta = {
            "dont_obey_robotstxt": True,
            "outlet": cause.meta.get("outlet"),
            "robots_bytes": 0,
            "download_maxsize": _LONGEST_ANNOUNCED,
        }
        request = Request(f"{root}/robots.txt", priority=1000, meta=meta, callback=NO_CALLBACK)
        try:
            response = await self._crawler.engine.download_async(request)
        except Exception as error:
            return _Rules(None, f"{type(error).__name__}: {error}".strip(": ")[:200])
        return _rules(response)


def _rules(response: Response) -> _Rules:
    if 200 <= response.status < 300:
        return _Rules(Protego.parse(decode(response.body[:LONGEST])))
    if 400 <= response.status < 500 and response.status != 429:
        return _Rules(Protego.parse(""))
    return _Rules(None, f"HTTP status {response.status}")
