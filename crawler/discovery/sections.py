"""Section pages: the links that a reader sees, and where the list goes on."""

from __future__ import annotations

from dataclasses import dataclass

import lxml.html
from lxml.etree import ParserError

from crawler.errors import UnreadableListError
from crawler.links import Entry
from parsing.addresses import join
from parsing.cleaning.decoding import decode, printable

__all__ = ["Section", "read_section"]


@dataclass(frozen=True, slots=True)
class Section:
    """The links of a section page; `next` is the address of the following page, or None."""

    entries: tuple[Entry, ...]
    next: str | None


def read_section(body: bytes, url: str, content_type: str | None) -> Section:
    """Read the links of a page, in order.

    :raises UnreadableListError: when it is no page.
    """
    text = decode(body, content_type)
    if "<" not in text:
        raise UnreadableListError(
            "expected a section page, got " + ("something that is not HTML" if text.strip() else "an empty answer")
        )
    parser = lxml.html.HTMLParser(encoding="utf-8")
    try:
        tree = lxml.html.document_fromstring(text.replace("\x00", "").encode("utf-8", "ignore"), parser=parser)
    except (ParserError, ValueError) as error:
        raise UnreadableListError("expected a section page, got something that is not HTML") from error
    base = next((join(url, href) for href in tree.xpath("//base/@href")), None) or url
    entries = tuple(
        Entry(url=join(base, href) or href, title=printable(" ".join(a.text_content().split())) or None)
        for a in tree.iter("a")
        if (href := (a.get("href") or "").strip()) and not href.startswith("#")
    )
    following = tree.xpath(
        "//link[@rel='next']/@href | //a[contains(concat(' ', normalize-space(@rel), ' '), ' next ')]/@href"
    )
    return Section(entries, join(base, following[0]) if following else None)
