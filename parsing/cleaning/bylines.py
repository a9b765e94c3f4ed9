"""Who wrote it: names without their biographies, the newsroom left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

__all__ = ["authors", "names"]

_BYLINE = re.compile(
    r"(?:^|[\s|·•-])(?:[Pp]ar|[ÉE]crit par|Rédigé par|Publié par)\s*:?\s+"
    r"(?P<names>[A-ZÀ-Ý][\w'’.-]+(?:\s+(?:d[eu]|la|le|van|von|el|al)?\s*[A-ZÀ-Ý][\w'’.-]+){1,3})"
)
_BYLINE_PLACES = "//*[@rel='author' or {}]".format(
    " or ".join(f"contains(@class, '{word}')" for word in ("author", "auteur", "byline", "signature", "meta", "date"))
)
_NOT_A_NAME = re.compile(r"https?://|@|rédaction|newsroom|\bafp\b|\bavec\b|admin", re.IGNORECASE)
_TAIL = re.compile(r"\s*(?:[-–|,(/]| le \d| à \d|\bjournaliste\b|\brédact(?:eur|rice)\b|\bpublié\b).*$", re.IGNORECASE)


def authors(tree: HtmlElement, told: Iterable[str], site_names: Iterable[str]) -> tuple[str, ...]:
    """Return the authors that the page tells machines, else those of the visible byline."""
    sites = {name.casefold() for name in site_names}
    found = [name for text in told for name in names(text) if name.casefold() not in sites]
    if not found:
        for element in tree.xpath(_BYLINE_PLACES):
            text = " ".join(element.text_content().split())
            if len(text) < 200 and (match := _BYLINE.search(text)):
                found += names(match["names"])
    return tuple(dict.fromkeys(found))


def names(text: str) -> list[str]:
    """Split a byline into names.

    >>> names("Axel Cornic - Journaliste, passionné de football italien")
    ['Axel Cornic']
    >>> names("Jeanne Morel et Paul Ricard"), names("La rédaction")
    (['Jeanne Morel', 'Paul Ricard'], [])
    """
    found = []
    for part in re.split(r"\s*(?:,|;|&|\bet\b)\s*(?=[A-ZÀ-Ý])", " ".join(text.split())):
        name = _TAIL.sub("", part.removeprefix("Par ")).strip(" .:")
        if 3 <= len(name) <= 60 and not _NOT_A_NAME.search(name) and name[0].isupper() and " " in name:
            found.append(name)
    return found
