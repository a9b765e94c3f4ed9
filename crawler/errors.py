"""What can go wrong before or during a crawl, each as one sentence for people."""

from __future__ import annotations

__all__ = ["CrawlerError", "RegistryError", "UnreadableListError"]


class CrawlerError(Exception):
    """The crawl cannot be begun as it was asked for."""


class RegistryError(CrawlerError):
    """The outlet registry is wrong; the message names file, outlet and key."""


class UnreadableListError(CrawlerError):
    """A feed, sitemap or section page is not what it should be; the message says what came instead."""
