"""From what a list names to what is worth fetching: one canonical address per article of the outlet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from crawler.registry import Outlet
from parsing.addresses import canonical, join, within

__all__ = ["Entry", "Refused", "article_links"]

_AMP = (
    re.compile(r"/amp/?$"),
    re.compile(r"\.amp(?=\.html?$)"),
    re.compile(r"(?<=/)amp/"),
    re.compile(r"-amp(?=\.html?$)"),
)
LONGEST = 2000
"""Characters of an address; longer ones are traps."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list says of one address, as it stands there.

    :param published: in UTC; likewise `modified`.
    """

    url: str
    title: str | None = None
    published: datetime | None = None
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """An entry that is not followed, and why."""

    url: str
    reason: str


def article_links(entries: Iterable[Entry], outlet: Outlet, base: str) -> Iterator[Entry | Refused]:
    """Sort the entries of one list; each is judged alone, so that a bad one never drops the rest.

    An entry is followed when it is an http(s) address of the outlet that matches its article pattern. Of an
    AMP variant the article itself is followed, where taking the variant away leaves an article's address.

    :param base: the address of the list, which relative addresses refer to.
    """
    for entry in entries:
        url = join(base, entry.url) if len(entry.url) <= LONGEST else None
        if url is None:
            yield Refused(entry.url[:200], "not an http(s) address")
        elif not within(url, outlet.domains):
            yield Refused(url, "another site")
        elif not outlet.pattern.search(url) and not outlet.pattern.search(entry.url):
            yield Refused(url, "not an article")
        else:
            yield replace(entry, url=_without_amp(url, outlet))


def _without_amp(url: str, outlet: Outlet) -> str:
    for pattern in _AMP:
        plain = pattern.sub("", url)
        if plain != url and outlet.pattern.search(plain):
            return canonical(plain)
    return url
