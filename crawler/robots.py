"""robots.txt by RFC 9309: a server that cannot say what it allows allows nothing."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

# Scrapy tells a robots.txt that cannot be had with a traceback; here its reason is told with every link that it closes.
logging.getLogger("scrapy.downloadermiddlewares.robotstxt").addFilter(lambda record: record.levelno < logging.ERROR)

__all__ = ["Robots", "RobotsForbiddenError", "RobotsUnreachableError"]

LONGEST = 512 * 2**10
"""Bytes of a robots.txt that are read; the RFC asks for 500 KiB at least."""


class RobotsForbiddenError(IgnoreRequest):
    """robots.txt closes the address to us."""


class RobotsUnreachableError(IgnoreRequest):
    """robots.txt could not be had, so nothing of the host is asked for in this run."""


class Robots(RobotsTxtMiddleware):
    """Scrapy's robots.txt, but with the standard's answer to errors.

    2xx is read, 4xx means that there is none, anything else means no.
    """

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        self._closed: dict[str, str] = {}

    async def process_request(self, request: Request, spider: Any = None) -> None:
        """Let a request pass, or refuse it with the reason."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        parser = await self.robot_parser(request)
        host = request.url.split("/", 3)[2]
        if host in self._closed:
            raise RobotsUnreachableError(f"robots.txt of {host}: {self._closed[host]}")
        if parser is not None and not parser.allowed(request.url, self._robotstxt_useragent or self._default_useragent):
            self._stats.inc_value("robotstxt/forbidden")
            raise RobotsForbiddenError("robots.txt forbids it")

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            self._closed[netloc] = f"HTTP status {response.status}"
        body = response.body[:LONGEST] if 200 <= response.status < 300 else b""
        await super()._parse_robots(response.replace(body=body), netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._closed[netloc] = _short(exc)
        super()._robots_error(IgnoreRequest(str(exc)), netloc)


def _short(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".strip(": ")[:200]
