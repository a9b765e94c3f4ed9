"""What a page says about itself: JSON-LD first, Open Graph and other metas next.

Nothing is decided here; each finding keeps the name of its place, and `headlines` and `times` choose.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.html import HtmlElement

__all__ = ["Metadata", "metadata"]

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|SocialMediaPosting)$")
_CONTENT_TIERS_PAID = {"locked", "metered", "paid", "premium", "subscriber"}
_PUBLISHED = ("article:published_time", "og:article:published_time", "og:published_time", "datepublished",
              "date.published", "dc.date.issued", "dc.date", "dcterms.created", "pubdate", "publishdate",
              "parsely-pub-date", "sailthru.date", "date")  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified",
             "last-modified", "dcterms.modified", "article:updated_time")  # fmt: skip


@dataclass(slots=True)
class Metadata:
    """Findings of one page, raw strings in the order of trust.

    :param published: (place, value) pairs, place being ``json-ld`` or ``meta``.
    """

    headlines: list[str] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    published: list[tuple[str, str]] = field(default_factory=list)
    modified: list[tuple[str, str]] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    site_names: list[str] = field(default_factory=list)
    canonical: list[str] = field(default_factory=list)
    body: str = ""
    paywalled: bool = False
    live: bool = False
    article: bool = False


def metadata(tree: HtmlElement) -> Metadata:
    """Read JSON-LD and metas of a parsed page."""
    found = Metadata()
    nodes = list(_json_ld(tree))
    _read_json_ld(_main_node(nodes), found)
    found.site_names += [str(node["name"]) for node in nodes if _types(node) & _SITE_TYPES and _text(node.get("name"))]
    _read_metas(tree, found)
    found.canonical += [href for href in tree.xpath("//link[@rel='canonical']/@href") if href.strip()]
    return found


_SITE_TYPES = {"WebSite", "Organization", "NewsMediaOrganization", "Corporation"}


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every node of every JSON-LD block, nested graphs and lists opened; broken blocks are passed over."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        text = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$", "", script.text or "")
        try:
            yield from _nodes(json.loads(text, strict=False))
        except (ValueError, RecursionError):
            continue


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from _nodes(each)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph", []))
        yield from _nodes(value.get("mainEntity", []))


def _types(node: dict[str, Any]) -> set[str]:
    types = node.get("@type", ())
    return {str(t).rsplit("/", 1)[-1] for t in (types if isinstance(types, list) else [types])}


def _main_node(nodes: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The article node: the first with a headline and a date, since lists of other articles carry less."""
    articles = [node for node in nodes if any(_ARTICLE_TYPES.search(t) for t in _types(node))]
    articles.sort(key=lambda node: -(bool(node.get("headline")) + bool(node.get("datePublished"))))
    return articles[0] if articles else {}


def _read_json_ld(node: dict[str, Any], found: Metadata) -> None:
    found.article = bool(node)
    found.live = "LiveBlogPosting" in _types(node)
    found.headlines += [text for key in ("headline", "name") if (text := _text(node.get(key)))]
    found.descriptions += [text for key in ("description",) if (text := _text(node.get(key)))]
    found.published += [("json-ld", text) for text in [_text(node.get("datePublished"))] if text]
    found.modified += [("json-ld", text) for text in [_text(node.get("dateModified"))] if text]
    found.authors += list(_names(node.get("author")))
    found.site_names += list(_names(node.get("publisher")))
    found.body = _text(node.get("articleBody"))
    found.paywalled = str(node.get("isAccessibleForFree", "true")).strip().lower() == "false"


def _read_metas(tree: HtmlElement, found: Metadata) -> None:
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := meta.get(attribute)):
                metas.setdefault(name.strip().lower(), []).append(content)
    found.headlines += metas.get("og:title", []) + metas.get("twitter:title", [])
    found.descriptions += metas.get("og:description", []) + metas.get("description", [])
    found.published += [("meta", value) for name in _PUBLISHED for value in metas.get(name, [])]
    found.modified += [("meta", value) for name in _MODIFIED for value in metas.get(name, [])]
    found.authors += metas.get("author", []) + metas.get("article:author", [])
    found.site_names += metas.get("og:site_name", []) + metas.get("application-name", [])
    found.canonical += metas.get("og:url", [])
    found.article |= "article" in metas.get("og:type", [])
    tiers = metas.get("article:content_tier", [])
    found.paywalled |= any(tier.lower() in _CONTENT_TIERS_PAID for tier in tiers)


def _names(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        name = each.get("name") if isinstance(each, dict) else each
        if isinstance(name, list):
            yield from (text for text in map(_text, name) if text)
        elif text := _text(name):
            yield text


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
