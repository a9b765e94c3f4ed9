"""Page furniture: what stands around an article, and between its paragraphs, without being part of it.

The words are in ``lexicon/furniture.toml``; here is only how they are used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from lxml.cssselect import CSSSelector, SelectorError
from lxml.html import HtmlElement

from parsing.lexicon import load

__all__ = ["cut", "is_furniture", "keep", "leads", "lift_embeds", "lift_paywall"]


@dataclass(frozen=True, slots=True)
class _Words:
    paragraph: re.Pattern[str]
    opening: re.Pattern[str]
    tail: re.Pattern[str]
    ending: re.Pattern[str]


HEADLINE = 15
"""Characters of the shortest link that can be another article's headline."""
OPENING_LENGTH = 200
"""A paragraph longer than this is prose, however it begins."""


@cache
def _words() -> _Words:
    data = load("furniture")
    alternatives = {
        key: "|".join(f"(?:{p})" for p in data[key]) for key in ("paragraphs", "openings", "tails", "endings")
    }
    return _Words(
        paragraph=re.compile(rf"\s*(?:{alternatives['paragraphs']})\s*[.:!…]?\s*", re.IGNORECASE),
        opening=re.compile(rf"[\s•\-\[(]*(?:{alternatives['openings']})", re.IGNORECASE),
        tail=re.compile(alternatives["tails"]),
        ending=re.compile(rf"\s*(?:{alternatives['endings']})\s*:?\s*", re.IGNORECASE),
    )


@cache
def _selector(css: str) -> CSSSelector | None:
    try:
        return CSSSelector(css, translator="html")
    except SelectorError:
        return None


@cache
def _selectors(key: str) -> CSSSelector:
    return CSSSelector(", ".join(load("furniture")[key]), translator="html")


def lift_embeds(tree: HtmlElement) -> tuple[str, ...]:
    """Take the embedded posts out of the tree and return their words."""
    posts = _selectors("embeds")(tree)
    texts = [" ".join(post.text_content().split()) for post in posts]
    _drop(posts)
    return tuple(dict.fromkeys(text for text in texts if text))


def cut(tree: HtmlElement, outlet_selectors: Iterable[str]) -> None:
    """Remove what the outlet's registry entry names and what is furniture everywhere.

    A general selector never removes the headline or most of the page: an outlet that calls its whole page
    ``newsletter-home`` is read all the same.
    """
    for css in outlet_selectors:
        if selector := _selector(css):
            _drop(selector(tree))
    whole = _length(tree) or 1
    for element in _selectors("selectors")(tree):
        if element.tag in ("script", "style") or (element.find(".//h1") is None and _length(element) < 0.5 * whole):
            _drop([element])
    _drop([element for element in tree.iter("ul", "ol") if _is_link_list(element)])


def lift_paywall(tree: HtmlElement) -> bool:
    """Take out the blocks that ask for money or registration; tell whether there were any.

    What a wall hides is not ours to read: only the teaser before it is.
    """
    walls = [wall for wall in _selectors("paywalls")(tree) if wall.find(".//h1") is None]
    _drop(walls)
    return bool(walls)


def leads(tree: HtmlElement) -> set[HtmlElement]:
    """Return the elements in which outlets put an opening paragraph; not the headers that hold the headline too."""
    return {element for element in _selectors("leads")(tree) if element.find(".//h1") is None}


def keep(paragraphs: Iterable[str]) -> list[str]:
    """Return the paragraphs that are article, each without what an embedded post left behind.

    >>> keep(["La suite après cette publicité", "À lire OM : le programme", "L’OM tient son défenseur."])
    ['L’OM tient son défenseur.']
    """
    words, kept = _words(), list[str]()
    for paragraph in paragraphs:
        if kept and words.ending.fullmatch(paragraph):
            break
        if not is_furniture(paragraph):
            kept.append(paragraph)
    return kept


def is_furniture(paragraph: str) -> bool:
    """Tell whether a paragraph belongs to the page, not to the article.

    >>> is_furniture("À lire aussi : OM, un accord trouvé"), is_furniture("L’OM a trouvé un accord.")
    (True, False)
    """
    words = _words()
    return bool(
        words.paragraph.fullmatch(paragraph)
        or (len(paragraph) <= OPENING_LENGTH and words.opening.match(paragraph))
        or words.tail.search(paragraph)
    )


def _is_link_list(element: HtmlElement) -> bool:
    """A list of other articles: in every item a link as long as a headline, and little else."""
    items = [item for item in element if item.tag == "li"]
    if not items or element.find(".//h1") is not None:
        return False
    headlines = [max((_length(a) for a in item.iter("a")), default=0) for item in items]
    return min(headlines) >= HEADLINE and sum(headlines) > 0.3 * _length(element)


def _length(element: HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _drop(elements: Iterable[HtmlElement]) -> None:
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()
