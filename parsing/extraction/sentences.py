"""Sentences and what they stand in: the title, a sub-heading, a paragraph.

A newline always ends a sentence. A full stop does, unless it belongs to an initial or an abbreviation; closing
quotes and brackets go with the sentence that they close.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from parsing.cleaning.furniture import is_furniture

__all__ = ["Kind", "Paragraph", "paragraphs"]

Kind = Literal["title", "heading", "prose", "furniture"]
"""Furniture is what a page says between the paragraphs; nothing that it says is the article's."""

_ENDS = frozenset((".", "!", "?", "…", "..", "...", "....", "....."))
_CLOSERS = frozenset(("»", "”", '"', ")", "]", "’", "'"))
_ABBREVIATIONS = frozenset(
    [
        "m",
        "mm",
        "mr",
        "mme",
        "mlle",
        "dr",
        "st",
        "ste",
        "art",
        "env",
        "cf",
        "vs",
        "av",
        "bd",
        "no",
        "n°",
        "min",
        "sec",
        "j.-c",
        "ex",
        "p",
        "pp",
    ]
)
_BULLETS = frozenset(("•", "▪", "►", "➡", "👉", "◦", "–"))
_LONGEST = 250
"""Tokens of a sentence; the longest of the labelled articles has half as many."""
_HEADING_LENGTH = 110
"""A paragraph longer than this is prose, however it ends."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of tokens between newlines.

    :param start: index of its first token.
    :param end: index behind its last token.
    """

    start: int
    end: int
    kind: Kind


def paragraphs(doc: Doc) -> tuple[Paragraph, ...]:
    """Return the paragraphs that the ``sentences`` component found."""
    return doc.user_data["paragraphs"]  # type: ignore[no-any-return]


@Language.component("mercato_sentences")
def sentences(doc: Doc) -> Doc:
    """Mark where sentences start, and tell titles and sub-headings from prose."""
    found: list[Paragraph] = []
    start = 0
    for i, token in enumerate(doc):
        if token.is_space and "\n" in token.text:
            _paragraph(doc, start, i, found)
            start = i + 1
    _paragraph(doc, start, len(doc), found)
    starts = _with_cuts({0, len(doc)} | {p.start for p in found} | {p.end for p in found} | _sentence_starts(doc))
    # all at once: setting one token's start looks at the whole document each time
    marks = [[1 if i in starts else -1] for i in range(len(doc))]
    doc.from_array(["SENT_START"], np.array(marks, dtype=np.int64).astype(np.uint64))  # type: ignore[arg-type]
    doc.user_data["paragraphs"] = tuple(found)
    return doc


def _with_cuts(starts: set[int]) -> set[int]:
    """Cut what runs on for too long: no writer's sentence, and each costs the square of its length."""
    ordered = sorted(starts)
    cuts = (range(a + _LONGEST, b, _LONGEST) for a, b in pairwise(ordered))
    return starts.union(*cuts)


def _paragraph(doc: Doc, start: int, end: int, found: list[Paragraph]) -> None:
    while start < end and doc[start].is_space:
        start += 1
    while end > start and doc[end - 1].is_space:
        end -= 1
    if start < end:
        found.append(Paragraph(start, end, _kind(doc, start, end, first=not found)))


def _kind(doc: Doc, start: int, end: int, first: bool) -> Kind:
    """The first line is the title when the caller says that the text has one."""
    if first and doc.user_data.get("has_title"):
        return "title"
    text = doc[start:end].text
    if is_furniture(text):
        return "furniture"
    ends_like_prose = doc[end - 1].text in (".", "…", "...", ":", ";") or (
        doc[end - 1].text in _CLOSERS and end - 2 >= start and doc[end - 2].text in (".", "…", "...")
    )
    if len(text) <= _HEADING_LENGTH and not ends_like_prose and not re.match(r"[•\-–]", text):
        return "heading"
    return "prose"


def _sentence_starts(doc: Doc) -> set[int]:
    starts = set()
    texts = [token.text for token in doc]
    for i, text in enumerate(texts):
        if text in _BULLETS and (i == 0 or "\n" in texts[i - 1]):
            starts.add(i)
        if text not in _ENDS or i + 1 >= len(texts):
            continue
        after = i + 1
        while after < len(texts) and (
            texts[after] in _ENDS or (texts[after] in _CLOSERS and not doc[after - 1].whitespace_)
        ):
            after += 1
        if after < len(texts) and texts[after] == "»":
            after += 1
        if after < len(texts) and _begins(texts[after]) and not (text == "." and _abbreviated(texts, i)):
            starts.add(after)
    return starts


def _begins(text: str) -> bool:
    return text[0].isupper() or text[0].isdigit() or text[0] in '«“"—–-•(['


def _abbreviated(texts: list[str], i: int) -> bool:
    before = texts[i - 1] if i else ""
    return before.lower() in _ABBREVIATIONS or (len(before) == 1 and before.isupper())
