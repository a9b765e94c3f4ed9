"""Politeness that follows the server, except where the registry says how fast an outlet may be asked."""

from __future__ import annotations

from typing import Any

from scrapy import Request, Spider
from scrapy.extensions.throttle import AutoThrottle

__all__ = ["OutletThrottle"]


class OutletThrottle(AutoThrottle):
    """Scrapy's AutoThrottle, which leaves the hosts with a delay of their own (``DOWNLOAD_SLOTS``) alone."""

    def _get_slot(self, request: Request, spider: Spider) -> tuple[str | None, Any]:
        key, slot = super()._get_slot(request, spider)
        own = key in self.crawler.settings.getdict("DOWNLOAD_SLOTS")
        return key, None if own else slot
