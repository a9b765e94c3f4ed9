"""The body of an article: trafilatura says where it is, the page's own flow says what stands there.

Trafilatura finds the article on pages nobody prepared it for, but drops what is short: sub-headings,
one-line paragraphs, quotations. So its result is the pointer: the innermost element that holds nearly all of
it is read again, block by block, and blocks that stand between believed ones are believed too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy

from lxml.html import HtmlElement

from parsing.cleaning.decoding import printable
from parsing.cleaning.flow import Block, blocks
from parsing.cleaning.furniture import keep, leads

__all__ = ["paragraphs"]

THIN = 400
"""Characters under which trafilatura's fast way is not believed and its full cascade is asked."""

LEAD_LENGTH = 40
"""A lead has at least so many characters."""

HELD = 0.8
"""Share of the believed text that the article's container holds."""

LINKED = 0.6
"""A block of which more than this stands in links is a list of other articles."""


def paragraphs(tree: HtmlElement, title: str, descriptions: Iterable[str], json_ld_body: str) -> list[str]:
    """Return the paragraphs of the article in their order, the opening paragraph included.

    :param descriptions: what the page tells machines about its content; a block that says the same, or
        begins so, and stands above the body, is the opening paragraph.
    :param json_ld_body: JSON-LD's ``articleBody``, the last resort.
    """
    flow = list(blocks(tree))
    pointer = _trafilatura(tree)
    read = _flow_between(flow, pointer)
    if _is_list(read):
        return []
    texts = [block.text for block in read] or pointer
    if sum(map(len, texts)) < THIN and len(json_ld_body) > 2 * sum(map(len, texts)):
        texts = [" ".join(line.split()) for line in printable(json_ld_body).splitlines()]
    body = _once(keep(_without_title(texts, title)))
    lead = _lead(flow, leads(tree), descriptions, title, body)
    return _once(keep([lead]) + body) if lead else body


def is_list(tree: HtmlElement) -> bool:
    """Tell whether the page is made of links to articles, not of an article."""
    return _is_list(list(blocks(tree)))


def _is_list(flow: Sequence[Block]) -> bool:
    characters = sum(len(block.text) for block in flow)
    return characters > THIN and sum(block.linked * len(block.text) for block in flow) > LINKED * characters


def _trafilatura(tree: HtmlElement) -> list[str]:
    """Let trafilatura choose the text: its fast way first, the full cascade when the result is thin."""
    fast = _choose(tree, fast=True)
    return fast if sum(map(len, fast)) >= THIN else max(fast, _choose(tree, fast=False), key=lambda t: sum(map(len, t)))


def _choose(tree: HtmlElement, fast: bool) -> list[str]:
    from trafilatura import bare_extraction

    document = bare_extraction(deepcopy(tree), fast=fast, include_comments=False, with_metadata=False)
    if document is None or isinstance(document, dict):
        return []
    return [" ".join(printable(line).split()) for line in (document.text or "").splitlines() if line.strip()]


def _flow_between(flow: Sequence[Block], pointer: Sequence[str]) -> list[Block]:
    """Read the article's container from the first believed block to the last.

    A believed block is one whose words trafilatura has too. Of the others, a sub-heading counts, and what
    stands beside believed blocks in the same element, unless it is made of links.
    """
    chosen = _key(" ".join(pointer))
    believed = [len(key := _key(block.text)) >= 12 and key in chosen for block in flow]
    if not any(believed):
        return []
    sure_blocks = [block for block, sure in zip(flow, believed, strict=True) if sure]
    container = _container([block for block in sure_blocks if _is_prose(block)] or sure_blocks)
    homes = {_home(block) for block, sure in zip(flow, believed, strict=True) if sure}
    inside = [container is block.element or _contains(container, block.element) for block in flow]
    at = [i for i, sure in enumerate(believed) if sure and inside[i]]
    first, last = at[0], at[-1]
    while last + 1 < len(flow) and inside[last + 1] and _home(flow[last + 1]) in homes and _is_prose(flow[last + 1]):
        last += 1
    return [
        block
        for i, block in enumerate(flow)
        if (
            believed[i]
            and (
                inside[i]
                or (i < first and len(block.text) >= LEAD_LENGTH and _is_prose(block))
                or _alike(block, container)
            )
        )
        or (first <= i <= last and inside[i] and (_home(block) in homes or block.is_heading) and block.linked < LINKED)
    ]


def _container(believed: Sequence[Block]) -> HtmlElement:
    """The innermost element that holds nearly all of the prose; menus weigh much on old pages, and do not count."""
    total = sum(len(block.text) for block in believed)
    held: dict[HtmlElement, int] = {}
    for block in believed:
        for element in (block.element, *block.element.iterancestors()):
            held[element] = held.get(element, 0) + len(block.text)
    enough = [element for element, characters in held.items() if characters >= HELD * total]
    return max(enough, key=lambda element: sum(1 for _ in element.iterancestors()))


def _alike(block: Block, container: HtmlElement) -> bool:
    """Tell whether a block stands in another part of the same make, as a text cut in two by an advertisement."""
    home, css_class = _home(block), container.get("class")
    return home.tag == container.tag and css_class is not None and home.get("class") == css_class


def _home(block: Block) -> HtmlElement:
    """The element whose children the blocks of one text are: what holds its paragraphs, lists and quotations."""
    element = block.element
    if element.tag in ("div", "td", "section", "article"):
        return element
    parent = element.getparent()
    while parent is not None and parent.tag in ("li", "ul", "ol", "blockquote"):
        parent = parent.getparent()
    return element if parent is None else parent


def _contains(container: HtmlElement, element: HtmlElement) -> bool:
    return any(ancestor is container for ancestor in element.iterancestors())


def _is_prose(block: Block) -> bool:
    """A sentence: it ends like one and is not made of links."""
    return block.linked < 0.3 and len(block.text) > 20 and block.text[-1] in '.!?…»”"'


def _lead(
    flow: Sequence[Block], marked: set[HtmlElement], descriptions: Iterable[str], title: str, body: Sequence[str]
) -> str | None:
    """The opening paragraph set apart between headline and body: told to machines, or named by its class."""
    have = _key(" ".join(body))
    told = [_key(d.rstrip("….")) for d in descriptions if len(d) >= LEAD_LENGTH]
    for block in _above(flow, title, body):
        key = _key(block.text)
        if not LEAD_LENGTH <= len(block.text) <= 1500 or key[:150] in have or key == _key(title):
            continue
        named = any(element in marked for element in (block.element, *block.element.iterancestors()))
        if named or any(key.startswith(t[:100]) or t.startswith(key) for t in told):
            return block.text
    return None


def _above(flow: Sequence[Block], title: str, body: Sequence[str]) -> Sequence[Block]:
    """What stands between the headline and the body."""
    first = _key(body[0])[:60] if body else ""
    keys = [_key(block.text) for block in flow]
    end = next((i for i, key in enumerate(keys) if first and key.startswith(first)), len(keys))
    begin = max((i for i, key in enumerate(keys[:end]) if key == _key(title)), default=max(0, end - 12))
    return flow[begin:end]


def _without_title(texts: Iterable[str], title: str) -> list[str]:
    """The headline is not part of the body, nor are the kicker and the breadcrumb above it."""
    kept = [text for text in texts if _key(text)]
    return next((kept[i + 1 :] for i, text in enumerate(kept[:5]) if _key(text) == _key(title)), kept)


def _once(texts: Iterable[str]) -> list[str]:
    """Some outlets print a text twice; a paragraph of prose counts once."""
    seen: set[str] = set()
    kept = []
    for text in texts:
        key = _key(text)
        if key and (len(key) < 25 or key not in seen):
            kept.append(text)
        seen.add(key)
    return kept


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
