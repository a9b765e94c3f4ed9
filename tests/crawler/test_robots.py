"""robots.txt is obeyed as RFC 9309 says, by every request, however many wait for it."""

from __future__ import annotations

import pytest

from tests.crawler.desk import Desk
from tests.crawler.served import Answer, Served, serve

TEXT = "Le Stade Brestois a trouvé un accord avec l’Olympique de Marseille pour le transfert de son défenseur. " * 4


def page(path: str) -> Answer:
    """A page unlike the others, so that it is an article of its own."""
    article = f"<h1>Titre de {path}</h1><p>{TEXT}</p><p>Cet article est celui de {path}, et de nul autre.</p>"
    return Answer(f"<html><head><title>{path}</title></head><body><article>{article}</article></body></html>".encode())


def outlet(site: Served, desk: Desk, count: int = 6) -> None:
    """Write the registry of a site with a feed of `count` articles, odd ones under ``/prive``."""
    paths = [f"/{'prive' if number % 2 else 'foot'}/{number}-a" for number in range(count)]
    site.pages.update({path: page(path) for path in paths}, **{"/rss": site.feed(*paths)})
    desk.registry.write_text(site.registry(r"/\d+-", feeds=f'["{site.base}/rss"]'), "utf-8")


def closed(site: Served) -> list[str]:
    """The closed pages that were asked for."""
    return [path for path in site.asked if path.startswith("/prive")]


def test_all_requests_that_wait_for_robots_txt_are_checked(desk: Desk) -> None:
    """Many requests that begin at once share one robots.txt, and none of them passes unchecked."""
    with serve() as site:
        outlet(site, desk, 12)
        site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /prive/\n", "text/plain")
        first = desk.crawl("echo", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
        assert first.returncode == 0, first.stderr
        assert len([path for path in site.asked if path.startswith("/foot")]) == 6
        assert closed(site) == []
        desk.sql_write("UPDATE link SET state = 'pending', next_try = NULL")  # now they all begin at once
        site.asked.clear()
        desk.crawl("echo", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
        assert closed(site) == []
        assert site.asked.count("/robots.txt") <= 2  # once for the rules, once for the sitemaps that it may name


def test_a_group_of_our_own_counts_before_the_common_one(desk: Desk) -> None:
    """Rules for ``Mercato`` are ours, whatever our user agent says besides."""
    with serve() as site:
        outlet(site, desk)
        rules = b"User-agent: *\nDisallow: /\n\nUser-agent: mercato\nDisallow: /prive\n"
        site.pages["/robots.txt"] = Answer(rules, "text/plain")
        assert desk.crawl().returncode == 0
        assert closed(site) == []
        assert desk.sql("SELECT count(*) FROM article") == [(3,)]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_host_that_cannot_say_is_left_alone(desk: Desk, status: int) -> None:
    """Nothing is asked of a host whose robots.txt fails; once it is there, the crawl goes on."""
    with serve() as site:
        outlet(site, desk)
        site.pages["/robots.txt"] = Answer(b"", "text/plain", status)
        done = desk.crawl("echo", "-s", "MERCATO_RETRY_AFTER_MAX=1")
        assert done.returncode == 3
        assert f"robots.txt of 127.0.1.6:{site.base.rpartition(':')[2]}: HTTP status {status}" in done.stderr
        assert set(site.asked) == {"/robots.txt"}


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_host_without_robots_txt_is_open(desk: Desk, status: int) -> None:
    """Other errors of the client mean that there are no rules."""
    with serve() as site:
        outlet(site, desk)
        site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /", "text/plain", status)
        assert desk.crawl().returncode == 0
        assert desk.sql("SELECT count(*) FROM article") == [(6,)]


def test_the_beginning_of_an_endless_robots_txt_is_obeyed(desk: Desk) -> None:
    """Of a robots.txt of many megabytes half of one is read."""
    with serve() as site:
        outlet(site, desk)
        rules = b"User-agent: *\nDisallow: /prive/\n" + b"# rien\n" * 2_000_000
        site.pages["/robots.txt"] = Answer(rules, "text/plain")
        assert desk.crawl().returncode == 0
        assert closed(site) == []
        assert desk.sql("SELECT count(*) FROM article") == [(3,)]


def test_robots_can_be_overridden_as_in_any_scrapy_project(desk: Desk) -> None:
    """``-s ROBOTSTXT_OBEY=False`` is the developer's own responsibility, for sites of his own."""
    with serve() as site:
        outlet(site, desk)
        site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /", "text/plain")
        assert desk.crawl("echo", "-s", "ROBOTSTXT_OBEY=False").returncode == 0
        assert desk.sql("SELECT count(*) FROM article") == [(6,)]
