"""One article, one address: what outlets hang onto their links and what does not belong there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin, urlsplit, urlunsplit

from courlan.clean import clean_query
from w3lib.url import safe_url_string, url_query_cleaner

__all__ = ["LONGEST", "canonical", "host_of", "join", "within"]

_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#]*", re.IGNORECASE)
_SESSION_QUERY = ("PHPSESSID", "phpsessid", "sid", "amp", "outputType", "fbclid", "xtor")
_DEFAULT_PORT = {"http": 80, "https": 443}
LONGEST = 2083
"""Characters of an address: what browsers of old took and Scrapy takes; databases index no more than 2,700 bytes."""


def canonical(url: str) -> str:
    """Return `url` without what changes from visit to visit: tracking, sessions, fragment, default port.

    The path is kept as it came, because servers tell ``/a`` from ``/a/`` and we do not know better.

    :raises ValueError: when `url` is not an absolute http or https address, or is longer than `LONGEST`.

    >>> canonical("HTTPS://www.Exemple.fr:443/a1-om-balerdi?utm_source=rss&id=3#lire")
    'https://www.exemple.fr/a1-om-balerdi?id=3'
    >>> canonical("http://exemple.fr/a;jsessionid=1F?xtor=RSS-12")
    'http://exemple.fr/a'
    >>> canonical("mailto:redaction@exemple.fr")
    Traceback (most recent call last):
        ...
    ValueError: expected an absolute http(s) address, got 'mailto:redaction@exemple.fr'
    """
    try:
        parts = urlsplit(safe_url_string(url.strip()))
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise ValueError(f"expected an absolute http(s) address, got {url[:200]!r}") from error
    if parts.scheme not in _DEFAULT_PORT or not host:
        raise ValueError(f"expected an absolute http(s) address, got {url[:200]!r}")
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORT[parts.scheme]:
        netloc = f"{netloc}:{port}"
    path = _SESSION_PATH.sub("", parts.path) or "/"
    found = urlunsplit((parts.scheme, netloc, path, _clean_query(parts.query), ""))
    if len(found) > LONGEST:
        raise ValueError(f"expected an address of at most {LONGEST} characters, got {len(found)}: {url[:200]!r}")
    return found


def join(base: str, href: str) -> str | None:
    """Return the canonical address of a link as it stands in a page, or None when it leads nowhere.

    >>> join("https://exemple.fr/mercato/", "../a1-om.html#commentaires")
    'https://exemple.fr/a1-om.html'
    >>> join("https://exemple.fr/", "javascript:void(0)") is None
    True
    """
    try:
        return canonical(urljoin(base, href.strip()))
    except ValueError:
        return None


def host_of(url: str) -> str:
    """Return host and, where it is not the default one, port, in lower case; empty when there is none."""
    try:
        return urlsplit(canonical(url)).netloc
    except ValueError:
        return ""


def within(url: str, domains: Iterable[str]) -> bool:
    """Tell whether `url` belongs to one of `domains` or to a host below it.

    A domain may name a port; then the port must agree.

    >>> within("https://rmcsport.bfmtv.com/football/", ["bfmtv.com"])
    True
    >>> within("http://127.0.1.1:8080/a", ["127.0.1.1"]), within("http://127.0.1.1:8080/a", ["127.0.1.1:81"])
    (True, False)
    """
    netloc = host_of(url)
    bare = re.sub(r":\d+$", "", netloc)
    return any(
        candidate == domain.lower() or candidate.endswith("." + domain.lower())
        for domain in domains
        for candidate in (netloc, bare)
        if candidate
    )


def _clean_query(query: str) -> str:
    if not query:
        return ""
    kept = url_query_cleaner("?" + query, _SESSION_QUERY, remove=True).lstrip("?")
    # courlan knows the trackers but forgets a key without a value ("news?rss"), which some outlets need
    return clean_query(kept) or (kept if "=" not in kept else "")
