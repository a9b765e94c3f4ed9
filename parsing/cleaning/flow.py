"""A page as a flow of text blocks: what a reader meets from top to bottom, with the element each stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from parsing.cleaning.decoding import printable

__all__ = ["Block", "blocks"]

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_SKIPPED = frozenset(("script", "style", "template", "noscript", "head", "select", "textarea"))


@dataclass(frozen=True, slots=True)
class Block:
    """One run of text that nothing interrupts.

    :param element: the innermost block element around it.
    :param linked: share of the text that is inside links.
    """

    text: str
    element: HtmlElement
    linked: float

    @property
    def is_heading(self) -> bool:
        """Tell whether it stands in a sub-heading."""
        return self.element.tag in _HEADINGS


class _Run:
    """The text met since the last interruption."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.linked = 0

    def add(self, text: str | None, in_link: bool) -> None:
        if text:
            self.parts.append(text)
            self.linked += len(text.strip()) if in_link else 0

    def end(self, element: HtmlElement) -> Iterator[Block]:
        text = " ".join(printable("".join(self.parts)).split())
        if text:
            yield Block(text, element, min(1.0, self.linked / len(text)))
        self.parts, self.linked = [], 0


def blocks(tree: HtmlElement) -> Iterator[Block]:
    """Yield the text blocks of `tree` in document order.

    A block element and a line break interrupt a run; inline elements do not.
    """
    run = _Run()
    stack: list[tuple[HtmlElement, HtmlElement, bool, bool]] = [(tree, tree, False, False)]
    while stack:
        element, block, in_link, leaving = stack.pop()
        inline = element.tag in _INLINE
        if leaving:
            if not inline:
                yield from run.end(element)
            run.add(element.tail, in_link)
            continue
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            run.add(element.tail, in_link)
            continue
        if not inline:
            yield from run.end(block)
        inner = block if inline else element
        linked = in_link or element.tag == "a"
        run.add(element.text, linked)
        stack.append((element, inner if inline else element, in_link, True))
        stack.extend((child, inner, linked, False) for child in reversed(element))
