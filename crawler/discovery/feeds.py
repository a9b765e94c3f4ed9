"""RSS and Atom, read by feedparser, which has seen every broken feed there is."""

from __future__ import annotations

from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from crawler.errors import UnreadableListError
from crawler.links import Entry
from parsing.cleaning.decoding import printable
from parsing.cleaning.times import moment

__all__ = ["Feed", "read_feed"]


@dataclass(frozen=True, slots=True)
class Feed:
    """The entries of a feed; `kind` is ``rss`` or ``atom``."""

    kind: str
    entries: tuple[Entry, ...]


def read_feed(body: bytes, url: str, content_type: str | None, zone: str) -> Feed:
    """Read a feed.

    :param zone: of times that name none.
    :raises UnreadableListError: when it is no feed; an empty feed is a feed.
    """
    import feedparser  # type: ignore[import-untyped]

    if not body.strip():
        raise UnreadableListError("expected a feed, got an empty answer")
    headers = {"content-type": content_type or "application/xml", "content-location": url}
    parsed = feedparser.parse(BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=True)
    version = parsed.get("version") or ""
    if not version and not parsed.entries:
        raise UnreadableListError(f"expected a feed, got {_what(body)}")
    entries = tuple(entry for raw in parsed.entries if (entry := _entry(raw, zone)))
    return Feed("atom" if version.startswith("atom") else "rss", entries)


def _entry(raw: Any, zone: str) -> Entry | None:
    link = raw.get("link") or next((each.get("href") for each in raw.get("links", []) if each.get("href")), None)
    if not link and str(raw.get("id", "")).startswith("http"):
        link = raw["id"]
    if not link:
        return None
    return Entry(
        url=str(link),
        title=printable(" ".join(str(raw.get("title", "")).split())) or None,
        published=_time(raw, "published", zone) or _time(raw, "updated", zone),
        modified=_time(raw, "updated", zone) if "published" in raw else None,
    )


def _time(raw: Any, key: str, zone: str) -> datetime | None:
    """The time as written, in the outlet's zone when it names none; else as feedparser understands it."""
    if key not in raw:  # feedparser would answer an absent ``updated`` with ``published``
        return None
    found = moment(str(raw.get(key) or ""), zone, "feed")
    if found:
        return found.when
    parts = raw.get(f"{key}_parsed")
    try:
        return datetime.fromtimestamp(timegm(parts), UTC) if parts else None
    except (TypeError, ValueError, OverflowError):
        return None


def _what(body: bytes) -> str:
    """Name what came, for the message."""
    head = body[:512].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return "an HTML page"
    if head.startswith(b"%pdf"):
        return "a PDF file"
    return "something that is neither RSS nor Atom"
