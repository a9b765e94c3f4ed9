from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.feeds import read_feed
from crawler.discovery.sections import read_section
from crawler.discovery.sitemaps import read_robots, read_sitemap
from crawler.errors import UnreadableListError

URL = "https://echo.test/flux"
PARIS = "Europe/Paris"
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Écho</title>
<item><title>Brest : Kerbrat &amp; Cie</title><link>https://echo.test/a-1</link>
<pubDate>Thu, 03 Jul 2025 14:45:00 +0200</pubDate></item>
<item><title>Sans lien</title></item>
<item><title>Sans date</title><link>/a-2</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://echo.test/"><title>Écho</title>
<entry><title>Un</title><link href="a-1"/>
<published>2025-07-03T14:45:00+02:00</published><updated>2025-07-04T09:00:00Z</updated></entry></feed>"""
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://echo.test/a-1 </loc><news:news><news:publication_date>2025-07-03T14:45+02:00</news:publication_date>
<news:title>Un titre</news:title></news:news></url><url><loc>//</loc></url><url><loc>https://echo.test/a-2</loc><lastmod>2025-07-04</lastmod></url></urlset>"""


def test_rss_gives_title_address_and_time() -> None:
    """An entry of an RSS feed keeps what the feed says of it; one without a link is left out."""
    feed = read_feed(RSS.encode(), URL, "application/rss+xml", PARIS)
    assert feed.kind == "rss"
    assert [e.title for e in feed.entries] == ["Brest : Kerbrat & Cie", "Sans date"]
    assert [e.published.isoformat() if e.published else None for e in feed.entries] == [
        "2025-07-03T12:45:00+00:00",
        None,
    ]


def test_atom_tells_publication_from_update() -> None:
    """Atom's ``updated`` is the time of the last change; relative links follow ``xml:base``."""
    (entry,) = read_feed(ATOM.encode(), URL, "application/atom+xml", PARIS).entries
    assert entry.url == "https://echo.test/a-1"
    assert entry.published is not None
    assert entry.modified is not None
    assert (entry.published.hour, entry.modified.day) == (12, 4)


def test_a_feed_without_a_zone_is_in_the_outlets() -> None:
    """A time that names no zone is the outlet's own."""
    feed = read_feed(RSS.replace(" +0200", "").encode(), URL, None, "America/Toronto")
    assert feed.entries[0].published is not None
    assert feed.entries[0].published.hour == 18


def test_a_latin_feed_is_read() -> None:
    """A feed in ISO-8859-1 keeps its accents."""
    body = RSS.replace("utf-8", "iso-8859-1").replace("Cie", "été").encode("iso-8859-1")
    assert read_feed(body, URL, None, PARIS).entries[0].title == "Brest : Kerbrat & été"


def test_an_empty_feed_is_a_feed() -> None:
    """An outlet with nothing to say has not failed."""
    assert read_feed(b'<rss version="2.0"><channel><title>x</title></channel></rss>', URL, None, PARIS).entries == ()


@pytest.mark.parametrize(
    "body", [b"", b"   ", b"<!doctype html><html><body>Erreur</body></html>", b"%PDF-1.4", b"\x00\xff\x13", b'{"a": 1}']
)
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    """A feed that is something else is one error that says what came."""
    with pytest.raises(UnreadableListError, match="expected a feed, got"):
        read_feed(body, URL, None, PARIS)


def test_a_news_sitemap_gives_titles_and_times() -> None:
    """Google's news extension tells title and publication; a malformed entry does not drop the others."""
    sitemap = read_sitemap(NEWS.encode(), PARIS)
    assert (sitemap.is_news, sitemap.is_index, len(sitemap.entries)) == (True, False, 3)
    first = sitemap.entries[0]
    assert (first.url, first.title) == ("https://echo.test/a-1", "Un titre")
    assert first.published is not None
    assert first.published.isoformat() == "2025-07-03T12:45:00+00:00"


def test_a_gzipped_sitemap_is_read() -> None:
    """Compression is undone whatever the server says of it."""
    assert len(read_sitemap(gzip.compress(NEWS.encode()), PARIS).entries) == 3


def test_a_cut_sitemap_is_read_as_far_as_it_goes() -> None:
    """Half a sitemap names half of the articles."""
    assert len(read_sitemap(NEWS.encode()[: NEWS.index("<url><loc>//")], PARIS).entries) == 1


def test_an_index_names_further_sitemaps() -> None:
    """A sitemap index is told from a sitemap."""
    body = b"<sitemapindex><sitemap><loc>https://echo.test/s1.xml.gz</loc><lastmod>2025-07-01</lastmod></sitemap></sitemapindex>"
    sitemap = read_sitemap(body, PARIS)
    assert sitemap.is_index
    assert sitemap.entries[0].url == "https://echo.test/s1.xml.gz"


def test_entities_are_not_expanded() -> None:
    """An entity bomb and an external entity stay what they are."""
    body = b"""<?xml version="1.0"?><!DOCTYPE u [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
    <!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>https://echo.test/&f;&b;</loc></url></urlset>"""
    assert all("root:" not in entry.url and "aaaa" not in entry.url for entry in read_sitemap(body, PARIS).entries)


@pytest.mark.parametrize(
    "body", [b"", b"<html><body></body></html>", b"du texte", b"\x1f\x8b\x08\x00broken", b"<rss/>"]
)
def test_what_is_no_sitemap_is_said_to_be_none(body: bytes) -> None:
    """A sitemap that is something else is one error that says so."""
    with pytest.raises(UnreadableListError, match="expected a"):
        read_sitemap(body, PARIS)


def test_robots_names_sitemaps() -> None:
    """The sitemaps of a robots.txt are found among its rules, in any case of letters."""
    assert read_robots(b"User-agent: *\nDisallow: /x\nsitemap: https://echo.test/s.xml\nSitemap: /t.xml\n") == [
        "https://echo.test/s.xml",
        "/t.xml",
    ]


def test_a_section_gives_its_links_and_its_next_page() -> None:
    """Links are absolute by the page's base; ``rel=next`` leads on."""
    body = b"""<html><head><base href="/foot/"><link rel="next" href="?page=2"></head>
<body><a href="a-1">Un <b>titre</b></a>
    <a href="#haut">x</a><a>y</a><a href="javascript:void(0)">z</a></body></html>"""
    section = read_section(body, "https://echo.test/", "text/html")
    assert (section.entries[0].url, section.entries[0].title) == ("https://echo.test/foot/a-1", "Un titre")
    assert section.next == "https://echo.test/foot/?page=2"


def refusal(read: Callable[[], object]) -> str | None:
    """What a reader says when it refuses."""
    try:
        read()
    except UnreadableListError as error:
        return str(error)
    return None


@given(st.binary(max_size=2000))
def test_no_bytes_break_a_reader(body: bytes) -> None:
    """Whatever a server sends, a list is read or refused with a sentence."""
    for read in (
        lambda: read_feed(body, URL, None, PARIS),
        lambda: read_sitemap(body, PARIS),
        lambda: read_section(body, URL, None),
        lambda: read_robots(body),
    ):
        assert "expected" in (refusal(read) or "expected")
