"""Bad input never stops the rest: each bad page is one line and one reason, and nothing else is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.crawler.desk import Desk, Done, new_desk
from tests.newsroom.articles import Expected
from tests.newsroom.server import Newsroom

OUTLETS = ("sportidien", "transferama", "calanques-matin", "kopain")
PAGES = {
    "403": ("failed", "HTTP status 403"),
    "404": ("gone", "HTTP status 404"),
    "429": ("pending", "HTTP status 429"),
    "500": ("failed", "HTTP status 500"),
    "503": ("pending", "HTTP status 503"),
    "hang": ("failed", "timeout"),
    "drip": ("failed", "timeout"),
    "reset": ("failed", "connection failed: ConnectionLost"),
    "loop": ("failed", "redirected in a circle"),
    "offsite": ("failed", "off site"),
    "empty": ("failed", "empty page"),
    "not-html": ("failed", "not HTML"),
}
"""By fault: the state of the link afterwards, and how its reason begins."""


@dataclass(frozen=True, slots=True)
class Bad:
    """A crawl with faults, what is left well, and the crawl after it, when all is well again."""

    desk: Desk
    room: Newsroom
    done: Done
    links: dict[str, tuple[str, str | None]]
    stored: set[str]
    sick: dict[str, str]
    again: Done


def path(record: Expected) -> str:
    """The path of an article."""
    return "/" + record.url.split("/", 3)[3]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bad]:
    """A crawl in which one article has each of the faults."""
    with Newsroom() as room:
        desk = new_desk(tmp_path_factory.mktemp("pages"))
        room.write_registry(desk.registry)
        by_outlet = {outlet: [r for r in room.expected() if r.outlet == outlet] for outlet in OUTLETS}
        spread = [record for some in zip(*by_outlet.values(), strict=False) for record in some]
        sick = dict(zip(PAGES, spread, strict=False))  # three of each outlet: more would be an outlet that failed
        room.faults.update({(record.outlet, path(record)): fault for fault, record in sick.items()})
        done = desk.crawl()
        links, stored = desk.links(), {row["url"] for row in desk.records("articles")}
        room.faults.clear()
        desk.sql_write(
            "UPDATE link SET next_try = '2025-01-01' WHERE next_try IS NOT NULL"
        )  # as if the waits were over
        yield Bad(desk, room, done, links, stored, {fault: record.url for fault, record in sick.items()}, desk.crawl())


def test_bad_pages_do_not_stop_the_good_ones(pages: Bad) -> None:
    """Everything that could be had is stored; single bad pages leave the crawl a good one."""
    assert pages.done.returncode == 0, pages.done.stderr
    assert pages.stored == {record.url for record in pages.room.expected()} - set(pages.sick.values())


@pytest.mark.parametrize("fault", PAGES)
def test_a_bad_page_is_remembered_with_its_reason(pages: Bad, fault: str) -> None:
    """The link of a bad page says what happened, in the store and in one line of the log."""
    url = pages.sick[fault]
    state, reason = PAGES[fault]
    assert pages.links[url][0] == state
    assert str(pages.links[url][1]).startswith(reason)
    assert any(url in line and reason in line for line in pages.done.stderr.splitlines())
    assert "Traceback" not in pages.done.stderr


def test_what_failed_is_had_by_the_next_crawl(pages: Bad) -> None:
    """The next crawl fetches what may still come, and what is gone for good stays so."""
    assert pages.again.returncode == 0, pages.again.stderr
    missing = {record.url for record in pages.room.expected()} - {row["url"] for row in pages.desk.records("articles")}
    assert missing == {pages.sick["404"], pages.sick["offsite"]}


LISTS = {
    ("sportidien", "/flux/football.rss"): "not-xml",
    ("sportidien", "/sitemap-news.xml"): "500",
    ("kopain", "/robots.txt"): "503",
    ("calanques-matin", "/sitemaps/articles-2025-07.xml.gz"): "reset",
}
"""The ways in that are sick; transferama is well."""


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bad]:
    """A crawl in which three of four outlets have sick ways in."""
    with Newsroom() as room:
        desk = new_desk(tmp_path_factory.mktemp("lists"))
        room.write_registry(desk.registry)
        room.faults.update(LISTS)
        done = desk.crawl()
        asked_kopain = [r.path for r in room.requests if r.outlet == "kopain"]
        links, stored = desk.links(), {row["url"] for row in desk.records("articles")}
        room.faults.clear()
        yield Bad(desk, room, done, links, stored, {"kopain": " ".join(asked_kopain)}, desk.crawl())


def test_an_outlet_without_any_way_in_is_exit_code_3(lists: Bad) -> None:
    """Three tells cron that a whole outlet gave nothing; the summary names outlet and reason."""
    assert lists.done.returncode == 3
    for words in ("sportidien", "expected a feed, got an HTML page", "HTTP status 500", "kopain", "503"):
        assert words in lists.done.stderr


def test_sick_outlets_do_not_touch_the_others(lists: Bad) -> None:
    """The outlet that is well is stored whole, and of the half-sick one what could be found."""
    outlets = {record.url: record.outlet for record in lists.room.expected()}
    well = {url for url, outlet in outlets.items() if outlet == "transferama"}
    assert well <= lists.stored
    assert {outlets[url] for url in lists.stored} == {"transferama", "calanques-matin"}


def test_a_site_that_cannot_say_what_it_allows_is_left_alone(lists: Bad) -> None:
    """After 503 for robots.txt nothing else is asked for (RFC 9309)."""
    assert set(lists.sick["kopain"].split()) == {"/robots.txt"}


def test_outlets_that_are_well_again_are_crawled_again(lists: Bad) -> None:
    """The next crawl misses nothing."""
    assert lists.again.returncode == 0, lists.again.stderr
    assert {row["url"] for row in lists.desk.records("articles")} == {r.url for r in lists.room.expected()}
