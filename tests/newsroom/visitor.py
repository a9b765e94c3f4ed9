"""A visitor with nothing but the standard library: asks for pages, and finds every way into an outlet."""

import gzip
import html
import re
import tomllib
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from email.message import Message
from html.parser import HTMLParser
from typing import IO, NamedTuple
from urllib.parse import urljoin, urlsplit, urlunsplit

from tests.newsroom.outlets import Outlet
from tests.newsroom.server import Newsroom


class Reply(NamedTuple):
    """One answer, whatever its status."""

    status: int
    headers: Message
    body: bytes


class Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        """Go nowhere, so that the redirect itself is the answer."""


def ask(url: str, method: str = "GET", timeout: float = 5, **headers: str) -> Reply:
    """Ask once; headers are written with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), Stay)
    try:
        with opener.open(urllib.request.Request(url, headers=named, method=method), timeout=timeout) as answer:
            return Reply(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, error.headers, error.read())


def links(room: Newsroom, outlet: Outlet) -> list[str]:
    """Follow every way into an outlet, and list the addresses found there as they are written."""
    registered = tomllib.loads(room.registry())["outlet"]
    entry = next(entry for entry in registered if entry["name"] == outlet.name)
    found = [link for url in entry["feeds"] for link in feed_links(url)]
    found += [link for url in entry["sitemaps"] for link in sitemap_links(url)]
    return found + [link for url in entry["sections"] for link in section_links(url)]


def article_links(room: Newsroom, outlet: Outlet) -> set[str]:
    """List the addresses that an outlet's pattern takes for articles, freed of their tracking."""
    pattern = re.compile(outlet.pattern)
    return {clean for link in links(room, outlet) if (clean := cleaned(link)) and pattern.match(link)}


def feed_links(url: str) -> list[str]:
    """List the links of an RSS or Atom feed."""
    nodes = [node for node in ET.fromstring(ask(url).body).iter() if node.tag.endswith("link")]
    return [node.text or node.get("href") or "" for node in nodes]


def sitemap_links(url: str) -> list[str]:
    """List the links of a sitemap, of an index's sitemaps, or of those that robots.txt names."""
    body = ask(url).body
    if url.endswith("robots.txt"):
        named = re.findall(r"^Sitemap: (\S+)$", body.decode(), re.MULTILINE)
        return [link for sitemap in named for link in sitemap_links(sitemap)]
    root = ET.fromstring(gzip.decompress(body) if url.endswith(".gz") else body)
    locations = [node.text or "" for node in root.iter() if node.tag.endswith("}loc")]
    if root.tag.endswith("sitemapindex"):
        return [link for sitemap in locations for link in sitemap_links(sitemap)]
    return locations


def section_links(url: str) -> list[str]:
    """List the links of a section page and of the pages behind it."""
    anchors = Anchors()
    anchors.feed(ask(url).body.decode("cp1252"))
    found = [urljoin(url, link) if link.startswith("/") else link for link in anchors.links]
    return found + (section_links(urljoin(url, anchors.next)) if anchors.next else [])


class Anchors(HTMLParser):
    """Collects the links of a page, and what its `rel=next` points at."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.next: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what the element points at."""
        named = dict(attrs)
        href = named.get("href") or ""
        if tag == "a":
            self.links.append(href)
        if named.get("rel") == "next":
            self.next = href


def cleaned(link: str) -> str | None:
    """Take the tracking off an address; None when it is malformed."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    return urlunsplit(parts._replace(query="", fragment=""))


def visible(page: str) -> str:
    """Keep of a page what a reader sees, with every run of spaces made one."""
    bare = re.sub(r"(?is)<(script|style)\b.*?</\1>", " ", page)
    return squeezed(html.unescape(re.sub(r"<[^>]+>", "", bare)))


def squeezed(text: str) -> str:
    """Make one space of every run of them; hard spaces are spaces too."""
    return " ".join(text.split())
