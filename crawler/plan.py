"""What a crawl was asked to do, understood before anything is begun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.errors import CrawlerError
from crawler.registry import Outlet, Registry
from storage.filters import FilterError, moment

__all__ = ["Plan"]


@dataclass(frozen=True, slots=True)
class Plan:
    """Which outlets to crawl, and how far back.

    :param since: earliest publication that counts, in UTC; None for everything that the lists name.
    """

    outlets: tuple[Outlet, ...]
    since: datetime | None

    @classmethod
    def of(cls, registry: Registry, only: str | None, outlets: str | None, since: str | None, now: datetime) -> Plan:
        """Understand the arguments of a spider.

        :param only: the outlet whose spider it is, or None for ``news``.
        :param outlets: names parted by commas (``-a outlets=a,b``).
        :param since: a span or a date (``-a since=2d``).
        :raises CrawlerError: when they make no sense.
        """
        if only is not None and outlets is not None:
            raise CrawlerError(
                f"outlets: the spider {only!r} crawls one outlet; for several: scrapy crawl news -a outlets={outlets}"
            )
        chosen: Sequence[Outlet] = [registry.get(only)] if only is not None else registry.choose(outlets)
        try:
            earliest = moment(since, now, "since") if since else None
        except FilterError as error:
            raise CrawlerError(str(error).replace("--since", "since")) from error
        return cls(tuple(chosen), earliest)
