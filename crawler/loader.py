"""Spiders from the registry: ``scrapy list`` names every outlet, ``scrapy crawl NAME`` crawls one, ``news`` all."""

from __future__ import annotations

import builtins
from functools import cached_property
from typing import Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from crawler import registry
from crawler.registry import Registry
from parsing.addresses import within

__all__ = ["OutletSpiderLoader"]


class OutletSpiderLoader:
    """Makes one spider class per outlet, and ``news`` for all of them.

    The registry is read when it is first needed, so that a broken one stops the command that needs it with one
    line, and no other.
    """

    def __init__(self, settings: BaseSettings) -> None:
        self._settings = settings

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Make the loader, as Scrapy asks for it."""
        return cls(settings)

    @cached_property
    def registry(self) -> Registry:
        """The outlets."""
        return registry.load()

    def list(self) -> list[str]:
        """Name ``news`` and every outlet."""
        return ["news", *self.registry.names()]

    def load(self, spider_name: str) -> type[Spider]:
        """Return the spider class of an outlet, or of all.

        :raises KeyError: when there is no such outlet.
        """
        from crawler.spiders.news import NewsSpider

        if spider_name == "news":
            return NewsSpider
        if spider_name not in self.registry.names():
            raise KeyError(f"Spider not found: {spider_name}")
        return type("OutletSpider", (NewsSpider,), {"name": spider_name, "only": spider_name})

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """Name the outlets that an address belongs to."""
        return [outlet.name for outlet in self.registry if within(request.url, outlet.domains)]
