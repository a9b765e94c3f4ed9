"""The title as a reader sees it: no site name behind it, no kicker in front of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

__all__ = ["headline", "without_site_name"]

_SUFFIX = re.compile(r"\s+(?:[|–—·•]|-|::|»)\s+(?=[^|–—·•]{2,60}$)")


def headline(tree: HtmlElement, told: Sequence[str], site_names: Sequence[str], hint: str | None) -> str | None:
    """Choose the title.

    What stands in the page's ``h1`` wins, because readers see it; of several ``h1`` the one that the page
    also tells to machines. A kicker inside the ``h1`` goes when what is left is told to machines.

    :param told: titles from JSON-LD and metas, in the order of trust.
    :param site_names: names of the site, to be cut off behind a separator.
    :param hint: the feed's title.
    """
    told = [without_site_name(_fold(t), site_names) for t in told if _fold(t)]
    titles = [without_site_name(_fold(t.text_content()), site_names) for t in tree.xpath("//head/title")]
    shown = [text for h1 in tree.iter("h1") if (text := _fold(h1.text_content()))]
    for h1 in shown:
        for title in (*told, *titles):
            if _same(h1, title):
                return h1
            if len(title) > 20 and _key(h1).endswith(_key(title)):
                return title
    if len(shown) == 1 and len(shown[0]) > 15 and shown[0] not in site_names:
        return shown[0]
    return next((t for t in (*told, *titles, _fold(hint or "")) if t), None) or (shown[0] if shown else None)


def without_site_name(title: str, site_names: Iterable[str]) -> str:
    """Cut a site name off the end of a title.

    >>> without_site_name("OM : Balerdi à l’Atalanta | Le Carnet du Mercato", ["Le Carnet du Mercato"])
    'OM : Balerdi à l’Atalanta'
    >>> without_site_name("Lens - Nice : les compos", ["Le Carnet"])
    'Lens - Nice : les compos'
    """
    keys = {_key(name) for name in site_names if name}
    for match in reversed(list(_SUFFIX.finditer(title))):
        if _key(title[match.end() :]) in keys:
            return title[: match.start()].rstrip()
    return title


def _same(a: str, b: str) -> bool:
    return _key(a) == _key(b)


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _fold(text: str) -> str:
    return " ".join(text.split())
