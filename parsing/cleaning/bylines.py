"""Who wrote it: names without their biographies, the newsroom left out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

__all__ = ["authors", "names"]

_AGENCIES = ("AFP", "AP", "Belga", "EFE", "Reuters")
_NAME = r"[A-ZÀ-Ý][\w'’.-]+(?:\s+(?:d[eu]|la|le|van|von|el|al)?\s*[A-ZÀ-Ý][\w'’.-]+){1,3}"
_ONE = rf"(?:{_NAME}|(?:{'|'.join(_AGENCIES)})\b)"
_BYLINE = re.compile(
    r"(?:^|[\s|·•-])(?:[Pp]ar|[ÉE]crit par|Rédigé par|Publié par)\s*:?\s+"
    rf"(?P<names>{_ONE}(?:(?:\s*,|\s+et|\s+avec)\s+{_ONE})*)"
)
_SIGNED = re.compile(
    r"Par\s*:?\s+(?P<name>[A-ZÀ-Ý][\w'’. ]{2,40}?)(?:\s+[-–|]|\s*,|\s+le|\s+à)\s"
    r".{0,100}?\d(?:/\d{4}|\s?h\s?\d|\s+\w+\s+\d{4})"
)
"""A name before the day or the hour of the same line: there even a pseudonym of one word is a signature."""
_BYLINE_PLACES = "//*[@rel='author' or {}]".format(
    " or ".join(f"contains(@class, '{word}')" for word in ("author", "auteur", "byline", "signature", "meta", "date"))
)
_LINES = "//body//text()[starts-with(normalize-space(.), 'Par')]"
_NOT_A_NAME = re.compile(r"https?://|@|rédaction|newsroom|\bavec\b|admin", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:\s+[-–—]|\s*(?:[|,(/–]| le \d| à \d|\bjournaliste\b|\brédact(?:eur|rice)\b|\bpublié\b)).*$", re.IGNORECASE
)


def authors(tree: HtmlElement, told: Iterable[str], site_names: Iterable[str]) -> tuple[str, ...]:
    """Return the authors that the page tells machines, else those of the visible byline."""
    sites = {name.casefold() for name in site_names}
    found = [name for text in told for name in names(text) if name.casefold() not in sites]
    if not found:
        for element in tree.xpath(_BYLINE_PLACES):
            text = " ".join(element.text_content().split())
            if len(text) < 200 and (match := _BYLINE.search(text)):
                found += names(match["names"])
    if not found:
        places = dict.fromkeys(text.getparent() for text in tree.xpath(_LINES))
        lines = (" ".join(place.text_content().split()) for place in places)
        signed = (match["name"] for line in lines if len(line) < 200 and (match := _SIGNED.match(line)))
        found += [name for name in signed if not _NOT_A_NAME.search(name)][:1]
    return tuple(dict.fromkeys(found))


def names(text: str) -> list[str]:
    """Split a byline into names; of those that are no person's only an agency's counts.

    >>> names("Axel Cornic - Journaliste, passionné de football italien")
    ['Axel Cornic']
    >>> names("Jeanne Morel et Paul Ricard"), names("La rédaction")
    (['Jeanne Morel', 'Paul Ricard'], [])
    >>> names("Jeanne Morel avec AFP")
    ['Jeanne Morel', 'AFP']
    """
    found = []
    for part in re.split(r"\s*(?:,|;|&|\bet\b|\bavec\b)\s*(?=[A-ZÀ-Ý])", " ".join(text.split())):
        name = _TAIL.sub("", part.removeprefix("Par ")).strip(" .:")
        person = 3 <= len(name) <= 60 and not _NOT_A_NAME.search(name) and name[0].isupper() and " " in name
        if person or name in _AGENCIES:
            found.append(name)
    return found
