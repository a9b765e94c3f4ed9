"""Sitemaps, news sitemaps and their indexes, plain or gzipped; also the sitemaps that robots.txt names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lxml import etree
from protego import Protego
from scrapy.utils.gz import gunzip

from crawler.errors import UnreadableListError
from crawler.links import Entry
from parsing.cleaning.decoding import decode, printable
from parsing.cleaning.times import moment

__all__ = ["Sitemap", "read_robots", "read_sitemap"]

UNPACKED = 50 * 2**20
"""Bytes of an unpacked sitemap, the protocol's own limit."""
ROBOTS = 512 * 2**10
"""Bytes of a robots.txt that are read (RFC 9309 asks for 500 KiB at least)."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap names: articles, or, when it is an index, further sitemaps (their entries' `modified`)."""

    is_index: bool
    is_news: bool
    entries: tuple[Entry, ...]


def read_sitemap(body: bytes, zone: str) -> Sitemap:
    """Read a sitemap or a sitemap index; the entries of a broken one are read as far as they go.

    Entities are not expanded and nothing else is opened for its sake.

    :raises UnreadableListError: when it is no sitemap.
    """
    data = _unpacked(body)
    if not data.strip():
        raise UnreadableListError("expected a sitemap, got an empty answer")
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableListError(f"expected a sitemap, got something that is not XML ({error})") from error
    name = _local(root) if root is not None else ""
    if name not in ("urlset", "sitemapindex"):
        raise UnreadableListError(
            f"expected a sitemap, got {'an HTML page' if name == 'html' else f'<{name}>' if name else 'nothing'}"
        )
    entries = tuple(_entries(root, zone))
    return Sitemap(name == "sitemapindex", any(_local(e) == "news" for e in root.iter(etree.Element)), entries)


def read_robots(body: bytes) -> list[str]:
    """Return the addresses of the sitemaps that a robots.txt names."""
    return list(Protego.parse(decode(body[:ROBOTS])).sitemaps)


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return gunzip(body, max_size=UNPACKED)
    except Exception as error:  # what gunzip raises depends on where the stream breaks
        raise UnreadableListError(f"expected a gzipped sitemap, got a broken or oversized one ({error})") from error


def _entries(root: etree._Element, zone: str) -> Iterator[Entry]:
    for element in root:
        if not isinstance(element.tag, str):
            continue
        told = {_local(each): " ".join((each.text or "").split()) for each in element.iter(etree.Element)}
        if told.get("loc"):
            yield Entry(
                url=told["loc"],
                title=printable(told.get("title", "")) or None,
                published=_time(told.get("publication_date"), zone),
                modified=_time(told.get("lastmod"), zone),
            )


def _time(value: str | None, zone: str) -> datetime | None:
    found = moment(value, zone, "feed") if value else None
    return found.when if found else None


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
