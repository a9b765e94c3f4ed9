"""From a page to what a reader reads.

Four readers look at the tree, each at its part: `metadata` at what the page tells machines, `headlines` at
the title, `times` at the dates, `body` at the text. `furniture` is removed before the text is read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import lxml.html
from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser

from parsing import addresses
from parsing.cleaning import times
from parsing.cleaning.body import is_list, paragraphs
from parsing.cleaning.bylines import authors
from parsing.cleaning.decoding import decode, printable
from parsing.cleaning.flow import Block, blocks
from parsing.cleaning.furniture import cut, lift_embeds, lift_paywall
from parsing.cleaning.headlines import headline
from parsing.cleaning.metadata import Metadata, metadata
from parsing.records import Article, Page, Reason

__all__ = ["clean", "clean_or_reason"]

_BINARY = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"Rar!",
    b"\x00\x00\x00",
)
_HTML_TYPES = re.compile(r"^\s*(?:text/|application/(?:xhtml|xml))", re.IGNORECASE)
_NOISE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"  # lxml refuses to write what it has read with one of these
    "|&#(?:0+|[xX]0*(?:[dD][89a-fA-F][0-9a-fA-F]{2})?);"  # references to nothing, and to half a character
    "|(?<!\\w)\ufffd+(?!\\w)"  # a broken character beside no letter told nothing
)
_BROKEN = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
"""What text has next to none of, and every eighth byte of a picture is."""
TOO_LARGE = 10 * 2**20
"""Bytes; a page of news is a hundred times smaller."""
WINDOW = 10
"""Blocks around the headline in which an outlet prints date and author."""
BYLINE = 220
"""Characters of the longest line with date and author."""
DEEPEST = 250
"""lxml gives up on deeper nests; what lies below is lost."""
SHORTEST = 50
"""Characters of body under which a page holds no article."""


def clean(page: Page) -> Article | None:
    """Return the article that `page` holds, or None.

    >>> clean(Page(url="https://exemple.fr/a", body=b"%PDF-1.4")) is None
    True
    """
    article, _ = clean_or_reason(page)
    return article


def clean_or_reason(page: Page) -> tuple[Article | None, Reason | None]:
    """Return the article that `page` holds, or None and why it holds none."""
    tree, reason = _parse(page)
    if tree is None:
        return None, reason
    told = metadata(tree)
    title = headline(tree, told.headlines, told.site_names, page.hint_title)
    if not title:
        return None, "no title"
    published, modified = _times(page, tree, told)
    names = authors(tree, told.authors, told.site_names)
    paywalled = lift_paywall(tree) or told.paywalled
    embeds = lift_embeds(tree)
    cut(tree, page.remove)
    text = "\n\n".join(paragraphs(tree, title, told.descriptions, told.body))
    if len(text) < SHORTEST:
        return None, "too deep" if _depth(tree) >= DEEPEST else "not an article" if is_list(tree) else "no text"
    return Article(
        url=_address(page, told),
        title=printable(title),
        text=text,
        outlet=page.outlet,
        authors=names,
        published=published.when if published else None,
        published_from=published.place if published else None,
        modified=modified,
        language=page.language,
        paywalled=paywalled,
        live=told.live,
        embeds=tuple(map(printable, embeds)),
    ), None


def _parse(page: Page) -> tuple[HtmlElement | None, Reason | None]:
    """Turn bytes into a tree, or say why they are no page."""
    if not page.body.strip():
        return None, "empty page"
    if len(page.body) > TOO_LARGE:
        return None, "too large"
    content_type = page.header("content-type")
    if (content_type and not _HTML_TYPES.match(content_type)) or page.body.lstrip().startswith(_BINARY):
        return None, "not HTML"
    text = decode(page.body, content_type)
    if len(_BROKEN.findall(text)) > 0.05 * len(text) or "<" not in text:
        return None, "not HTML"
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(_NOISE.sub("", text).encode("utf-8", "ignore"), parser=parser)
    except (ParserError, ValueError):
        return None, "not HTML"
    return tree, None


def _times(page: Page, tree: HtmlElement, told: Metadata) -> tuple[times.Moment | None, datetime | None]:
    """Publication and last correction, each from the most trusted place that names it."""
    zone = page.timezone
    not_after = page.fetched + timedelta(days=2) if page.fetched else datetime.max.replace(tzinfo=UTC)
    seen = _seen(tree, zone)
    feed = times.Moment(page.hint_published, "feed") if page.hint_published else None
    published = times.first_published(
        [
            *(times.moment(value, zone, place) for place, value in told.published),
            *(m for m in seen if m.role == "published"),
            *(m for m in seen if m.role == ""),
            feed,
            times.from_url(page.address, zone),
        ],
        not_after,
    ) or times.earliest(seen, not_after)
    modified = times.last_modified(
        [
            *(times.moment(value, zone, place) for place, value in told.modified),
            *(m for m in seen if m.role == "modified"),
        ],
        published.when if published else None,
        not_after,
    )
    return published, modified


def _seen(tree: HtmlElement, zone: str) -> list[times.Moment]:
    """The times that stand around the headline, nearest first; those in lists and links belong to other articles."""
    found: list[times.Moment] = []
    for block in _around_headline(list(blocks(tree))):
        tags = [element for element in block.element.iter("time") if element.getparent() is not None]
        for tag in tags:
            if moment := times.moment(tag.get("datetime") or tag.text_content(), zone, "time"):
                label = next(times.datelines(block.text, zone), None)
                found.append(replace(moment, role=label.role) if label and len(tags) == 1 else moment)
        found += times.datelines(block.text, zone)
    return found


def _around_headline(flow: list[Block]) -> list[Block]:
    """Short blocks where an outlet prints date and author: behind the headline down to the text, then before it."""
    at = next(
        (i for i, block in enumerate(flow) if block.element.tag == "h1" or block.element.find(".//h1") is not None),
        None,
    )
    if at is None:
        return []
    behind: list[Block] = []
    for block in flow[at : at + WINDOW]:
        if len(block.text) > BYLINE and behind and block.element.tag == "p" and behind[-1].element.tag != "h1":
            break
        behind.append(block)
    window = [*behind, *reversed(flow[max(0, at - WINDOW // 2) : at])]
    return [
        block
        for block in window
        if len(block.text) <= BYLINE
        and block.linked < 0.5
        and not any(e.tag in ("li", "nav", "footer", "aside") for e in (block.element, *block.element.iterancestors()))
    ]


def _address(page: Page, told: Metadata) -> str:
    """The canonical address: the page's own word when it names one of the same outlet, else where it was found.

    A saved page may come from nowhere; then the page's own word is all there is.
    """
    try:
        own = addresses.canonical(page.address)
    except ValueError:
        named = (addresses.join("", href) for href in told.canonical)
        return next((url for url in named if url), page.url)
    domains = page.domains or (addresses.host_of(own),)
    for href in told.canonical:
        url = addresses.join(own, href)
        if url and addresses.within(url, domains) and url.split("/", 3)[-1] and not own.endswith("/"):
            return url
    return own


def _depth(tree: HtmlElement) -> int:
    depth, element = 0, tree
    while len(element):
        element, depth = element[-1] if len(element[-1]) else element[0], depth + 1
    return depth
