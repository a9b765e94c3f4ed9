"""The one spider: from an outlet's lists to its articles.

    ways in ──read──▶ entries ──pattern, window──▶ links ──ledger──▶ requests ──▶ pages for the pipelines

What each address became is written into the ledger, here when it gave no page, in the pipelines when it did.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.discovery.feeds import read_feed
from crawler.discovery.sections import read_section
from crawler.discovery.sitemaps import read_robots, read_sitemap
from crawler.errors import CrawlerError, UnreadableListError
from crawler.failures import Verdict, verdict
from crawler.items import Fetched
from crawler.links import Entry, Refused, article_links
from crawler.middlewares import StoppedError, retry_after
from crawler.plan import Plan
from crawler.registry import Outlet, load
from crawler.run import Run
from parsing.addresses import join, within
from parsing.records import Page
from storage.ledger import Due, Found, Validators
from storage.store import open_store

__all__ = ["NewsSpider"]

logger = logging.getLogger(__name__)

_KEPT_HEADERS = ("content-type", "etag", "last-modified", "x-robots-tag")
LONGEST_WAIT = timedelta(days=1)
"""However far away a server puts its Retry-After."""


class NewsSpider(Spider):
    """Crawls the outlets of its plan; ``scrapy crawl OUTLET`` runs a subclass with `only` set."""

    name = "news"
    only: str | None = None

    def __init__(
        self, outlets: str | None = None, since: str | None = None, run: Run | None = None, **unknown: str
    ) -> None:
        super().__init__()
        if unknown:
            raise CrawlerError(f"unknown argument {sorted(unknown)[0]!r}; expected outlets=NAME,NAME or since=2d")
        self._asked = (outlets, since)
        self._given = run
        self._open: dict[str, str] = {}
        self._tried: set[str] = set()
        self._asked_lists: set[str] = set()
        self._taken: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider; without a run handed over (by the crawl command) it begins one of its own."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        if spider._given is None:
            plan = Plan.of(load(), spider.only, *spider._asked, datetime.now(UTC))
            spider._given = Run(open_store(), plan, crawler.settings)
        crawler.settings.set("DOWNLOAD_SLOTS", _slots(spider.run.plan.outlets), priority="spider")
        crawler.signals.connect(spider._closed, signals.spider_closed)
        return spider

    @property
    def run(self) -> Run:
        """The crawl that this spider works for."""
        assert self._given is not None
        return self._given

    # -- ways in -------------------------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Request]:
        """Ask all ways in, and for the links that earlier runs left."""
        names = [outlet.name for outlet in self.run.plan.outlets]
        waiting = await self.run.stored(self.run.store.ledger.due, names, self.run.now())
        ways = {name: await self.run.stored(self.run.store.ledger.ways, name) for name in names}
        if waiting or not all(ways.values()):
            _ = self.run.readers  # there will be pages: let the readers load while the lists come in
        for outlet in self.run.plan.outlets:
            for kind, url in _ways(outlet):
                yield self._list_request(outlet, kind, url, ways[outlet.name])
        for request in self._article_requests(due for due in waiting if self._in_window(due.published)):
            yield request

    def _list_request(
        self, outlet: Outlet, kind: str, url: str, known: dict[str, Validators], page: int = 1
    ) -> Request:
        self._asked_lists.add(url)
        return Request(
            url,
            callback=self.parse_list,
            errback=self.list_failed,
            headers=_conditional(known.get(url, Validators())),
            cb_kwargs={"outlet": outlet, "kind": kind, "known": known, "page": page},
            meta={"outlet": outlet},
            priority=10,
            dont_filter=True,
        )

    async def parse_list(
        self, response: Response, outlet: Outlet, kind: str, known: dict[str, Validators], page: int
    ) -> AsyncIterator[Request]:
        """Read a feed, a sitemap, a robots.txt or a section page, and follow what it names."""
        url = response.request.url if response.request else response.url
        if response.status == 304:
            await self._list_fine(outlet, kind, url, response, entries=None)
            return
        if response.status != 200:
            await self._list_dead(outlet, kind, url, f"HTTP status {response.status}")
            return
        try:
            found_by, entries, further = self._read_list(response, outlet, kind, page)
        except UnreadableListError as error:
            await self._list_dead(outlet, kind, url, str(error))
            return
        requests, whole = await self._follow(entries, outlet, url, found_by)
        for request in requests:
            yield request
        for next_kind, address, next_page in further:
            if address not in self._asked_lists and outlet.owns(address):
                yield self._list_request(outlet, next_kind, address, known, next_page)
        # a list that leads on, or that was not taken whole, is read again even if it has not changed
        count = len(entries) + len(further)
        await self._list_fine(outlet, kind, url, response, entries=count, again=bool(further) or not whole)

    def _read_list(
        self, response: Response, outlet: Outlet, kind: str, page: int
    ) -> tuple[str, tuple[Entry, ...], list[tuple[str, str, int]]]:
        """Return how the entries were found, the entries, and the further lists (kind, address, page number)."""
        content_type = _header(response, "content-type")
        if kind == "feed":
            feed = read_feed(response.body, response.url, content_type, outlet.timezone)
            return feed.kind, feed.entries, []
        if kind == "robots":
            named = [join(response.url, address) for address in read_robots(response.body)]
            return kind, (), [("sitemap", address, 1) for address in named if address]
        if kind == "sitemap":
            sitemap = read_sitemap(response.body, outlet.timezone)
            if sitemap.is_index:
                return kind, (), [("sitemap", address, 1) for address in self._recent(sitemap.entries, response.url)]
            return "news sitemap" if sitemap.is_news else kind, sitemap.entries, []
        section = read_section(response.body, response.url, content_type)
        last = page >= self.settings.getint("MERCATO_SECTION_PAGES") or not section.next
        return kind, section.entries, [] if last or section.next is None else [("section", section.next, page + 1)]

    def _recent(self, entries: Iterable[Entry], base: str) -> list[str]:
        """The sitemaps of an index that may name something new, the latest first, within bounds."""
        since = self.run.plan.since
        wanted = [e for e in entries if since is None or e.modified is None or e.modified >= since]
        wanted.sort(key=lambda e: e.modified or datetime.max.replace(tzinfo=UTC), reverse=True)
        named = [address for e in wanted if (address := join(base, e.url))]
        return named[: self.settings.getint("MERCATO_SITEMAPS_PER_OUTLET")]

    async def _follow(
        self, entries: Iterable[Entry], outlet: Outlet, url: str, found_by: str
    ) -> tuple[list[Request], bool]:
        """Take down the articles of a list; return requests for those to fetch, and whether none was too old."""
        report, finds, whole = self.run.report.of(outlet.name), [], True
        for link in article_links(entries, outlet, url):
            if isinstance(link, Refused):
                report.refused[link.reason] += 1
                logger.debug("%s: %s: %s: %s", outlet.name, url, link.reason, link.url)
            elif not self._in_window(max(filter(None, (link.published, link.modified)), default=None)):
                report.refused["outside the window"] += 1
                whole = False
            else:
                finds.append(Found(link.url, outlet.name, url, found_by, link.title, link.published, link.modified))
        report.found += len({find.url for find in finds})
        due = await self.run.stored(self.run.store.ledger.offer, finds, self.run.now())
        return self._article_requests(due), whole

    def _in_window(self, published: datetime | None) -> bool:
        since = self.run.plan.since
        return since is None or published is None or published >= since

    async def _list_fine(
        self, outlet: Outlet, kind: str, url: str, response: Response, entries: int | None, again: bool = False
    ) -> None:
        self.run.report.of(outlet.name).ways += _is_promised(outlet, kind, url)
        self.run.report.bytes += len(response.body)
        validators = Validators(_header(response, "etag"), _header(response, "last-modified"))
        await self._checked(outlet, kind, url, entries=entries, validators=Validators() if again else validators)

    async def _list_dead(self, outlet: Outlet, kind: str, url: str, reason: str) -> None:
        if not _is_promised(outlet, kind, url):
            return
        self.run.report.of(outlet.name).dead[url] = reason
        logger.warning("%s: %s %s: %s", outlet.name, kind, url, reason)
        await self._checked(outlet, kind, url, entries=0, problem=reason)

    async def _checked(
        self,
        outlet: Outlet,
        kind: str,
        url: str,
        *,
        entries: int | None,
        validators: Validators = Validators(),  # noqa: B008 - frozen
        problem: str | None = None,
    ) -> None:
        """Write down what a list was when it was asked."""
        await self.run.stored(
            self.run.store.ledger.checked,
            url,
            outlet.name,
            kind,
            self.run.now(),
            entries=entries,
            validators=validators,
            problem=problem,
        )

    async def list_failed(self, failure: Failure) -> None:
        """Write down why a way in could not be asked."""
        if isinstance(failure.value, StoppedError):
            return
        asked = failure.request.cb_kwargs  # type: ignore[attr-defined]
        await self._list_dead(asked["outlet"], asked["kind"], failure.request.url, verdict(_error(failure)).reason)  # type: ignore[attr-defined]

    # -- articles ------------------------------------------------------------------------------------------------

    def _article_requests(self, links: Iterable[Due]) -> list[Request]:
        """Requests for links, within the bound of one run; what is over stays pending."""
        outlets = {outlet.name: outlet for outlet in self.run.plan.outlets}
        most = self.settings.getint("MERCATO_ARTICLES_PER_OUTLET")
        requests = []
        for due in links:
            if due.url in self._tried:
                continue
            if self._taken[due.outlet] >= most:
                self.run.report.of(due.outlet).outcomes["left for the next run"] += 1
                continue
            self._taken[due.outlet] += 1
            self._tried.add(due.url)
            self._open[due.url] = due.outlet
            requests.append(self._article_request(outlets[due.outlet], due))
        if requests:
            _ = self.run.readers  # they load while the first pages come in
        return requests

    def _article_request(self, outlet: Outlet, due: Due) -> Request:
        return Request(
            due.url,
            callback=self.parse_article,
            errback=self.article_failed,
            headers=_conditional(due.validators),
            cb_kwargs={"outlet": outlet, "due": due},
            meta={"outlet": outlet},
        )

    async def parse_article(self, response: Response, outlet: Outlet, due: Due) -> AsyncIterator[Fetched]:
        """Hand a page to the pipelines, or write down what came instead."""
        self.run.report.bytes += len(response.body)
        if response.status == 200:
            yield Fetched(self._page(response, outlet, due), due.url, outlet.name)
            return
        if response.status == 304:
            await self.settle(due.url, outlet.name, Verdict("unchanged", ""))
        elif response.status in (404, 410):
            await self.settle(due.url, outlet.name, Verdict("gone", f"HTTP status {response.status}"))
        elif response.status in (429, 503):
            wait = timedelta(seconds=retry_after(response, self.run.now()) or 0)
            await self.settle(
                due.url, outlet.name, Verdict("failed", f"HTTP status {response.status}", wait=min(wait, LONGEST_WAIT))
            )
        else:
            await self.settle(due.url, outlet.name, Verdict("failed", f"HTTP status {response.status}"))

    def _page(self, response: Response, outlet: Outlet, due: Due) -> Page:
        headers = tuple((name, value) for name in _KEPT_HEADERS if (value := _header(response, name)))
        return Page(
            url=due.url,
            body=response.body,
            final_url=response.url,
            status=response.status,
            headers=headers,
            fetched=self.run.now(),
            outlet=outlet.name,
            domains=outlet.domains,
            timezone=outlet.timezone,
            language=outlet.language,
            remove=outlet.remove,
            hint_title=due.title,
            hint_published=due.published,
        )

    async def article_failed(self, failure: Failure) -> None:
        """Write down why an article could not be fetched; when the crawl was stopped, the next one fetches it."""
        if isinstance(failure.value, StoppedError):
            return
        asked = failure.request.cb_kwargs  # type: ignore[attr-defined]
        await self.settle(asked["due"].url, asked["outlet"].name, verdict(_error(failure)))

    async def settle(self, link: str, outlet: str, what: Verdict) -> None:
        """Write down, once, what became of a link that gave no article."""
        if self._open.pop(link, None) is None:
            return
        report, ledger, now = self.run.report.of(outlet), self.run.store.ledger, self.run.now()
        report.outcomes[what.outcome] += 1
        if what.outcome == "unchanged":
            await self.run.stored(ledger.unchanged, link, now)
        elif what.outcome == "gone":
            await self.run.stored(ledger.gone, link, what.reason)
        elif what.wait is not None:
            report.reasons[what.reason] += 1
            await self.run.stored(ledger.postpone, link, what.reason, now + what.wait, what.published)
        else:
            report.reasons[what.reason] += 1
            await self.run.stored(ledger.fail, link, what.reason, now, retry=what.retry)
        if what.outcome in ("failed", "gone"):
            logger.warning("%s: %s: %s", outlet, link, what.reason)

    def stored(self, link: str) -> None:
        """Take note that the article of a link is in the store."""
        self._open.pop(link, None)

    def _closed(self, spider: Spider, reason: str) -> None:
        """Account for the links that neither a callback nor an errback ever heard of.

        A redirect to an address that was fetched already is dropped without a word. When the crawl was stopped,
        the links simply stay pending.
        """
        self.run.report.stopped = reason == "shutdown"
        if reason != "finished" or self.run.report.storage_error:
            return
        for link, outlet in self._open.items():
            report = self.run.report.of(outlet)
            report.outcomes["failed"] += 1
            report.reasons["redirected in a circle"] += 1
            logger.warning("%s: %s: redirected in a circle", outlet, link)
            self.run.store.ledger.fail(link, "redirected in a circle", self.run.now())
        self._open.clear()


def _error(failure: Failure) -> BaseException:
    return failure.value if failure.value is not None else RuntimeError("unknown failure")


def _slots(outlets: Iterable[Outlet]) -> dict[str, dict[str, float]]:
    """Scrapy's slots for the hosts of outlets that set a delay of their own."""
    return {
        urlsplit(f"//{host}").hostname or host: {"delay": outlet.delay, "concurrency": 1}
        for outlet in outlets
        if outlet.delay is not None
        for host in outlet.hosts
    }


def _is_promised(outlet: Outlet, kind: str, url: str) -> bool:
    """Tell whether a way in must be there; a robots.txt that is asked for sitemaps beside other ways need not."""
    return kind != "robots" or url in outlet.sitemaps or not (outlet.feeds or outlet.sections)


def _ways(outlet: Outlet) -> list[tuple[str, str]]:
    """The outlet's ways in; where no sitemap is named, robots.txt is asked for some."""
    ways = [("feed", url) for url in outlet.feeds]
    ways += [("robots" if url.endswith("/robots.txt") else "sitemap", url) for url in outlet.sitemaps]
    ways += [("section", url) for url in outlet.sections]
    if not outlet.sitemaps:
        roots = dict.fromkeys(
            urljoin(url, "/robots.txt") for url in (*outlet.sections, *outlet.feeds) if within(url, outlet.domains)
        )
        ways += [("robots", url) for url in roots or [f"https://{outlet.domains[0]}/robots.txt"]]
    return ways


def _conditional(validators: Validators) -> dict[str, str]:
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in headers.items() if value}


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
