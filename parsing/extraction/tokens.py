"""Words as the later steps need them: names whole, elisions and inversions apart, sums apart from their unit.

spaCy's own French rules cut ``Al-Hilal``, ``N’Guetta`` and ``12,5M€`` at places that differ from name to name,
and take quadratic time on unbroken runs of characters. One regular expression without nesting does neither.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc
from spacy.vocab import Vocab

__all__ = ["LONGEST_WORD", "Tokenizer", "words_of"]

LONGEST_WORD = 60
"""A longer run of letters is cut; the longest French club name has no word of half that length."""

_APOSTROPHE = "['’ʼ`´]"
_LETTER = r"[^\W\d_]"
_WORD = re.compile(
    rf"""
      https?://\S{{1,2000}} | (?:pic\.twitter\.com|t\.co)/\S{{1,200}} | @\w{{1,30}}          # what embeds leave behind
    | \d{{1,3}}(?:[.\u00a0\u202f]\d{{3}})+(?!\d)                                             # 1.200.000
    | \d{{1,12}}(?:[.,]\d{{1,6}})?                                                           # 12,5
    | (?:{_LETTER}\.){{2,6}}                                                                 # U.S.A.
    | {_LETTER}(?:[\w]|[-‐‑](?={_LETTER}|\d)|{_APOSTROPHE}(?={_LETTER})){{0,{LONGEST_WORD - 1}}}  # names
    | [\w]{{1,{LONGEST_WORD}}}
    | \.{{2,5}} | … | [^\w\s]                                             # punctuation, one sign a word
    """,
    re.VERBOSE,
)
_ELISION = re.compile(
    rf"(?:[ldnsmtjcLDSJC]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|[Qq]uoiqu|[Qq]uelqu|[Pp]resqu){_APOSTROPHE}(?=.)"
)
_NAME_ELISION = re.compile(rf"[NMOTK]{_APOSTROPHE}(?=[A-ZÀ-Ý])")
_WHOLE = re.compile(rf"(?:aujourd{_APOSTROPHE}hui|quelqu{_APOSTROPHE}un|prud{_APOSTROPHE}\w+)", re.IGNORECASE)
_INVERSION = re.compile(
    r"(?<=\w)-(?:t-)?(?:ils?|elles?|on|je|tu|nous|vous|ce|le|la|les|lui|leur|y|en|là|ci)$", re.IGNORECASE
)
_EX = re.compile(r"(?:ex|néo|futur)[-‐‑](?=[A-ZÀ-Ý])", re.IGNORECASE)
_UNIT = re.compile(r"(\d)(?=[^\W\d_])")
_KEPT_HYPHENS = frozenset(
    (
        "là-bas",
        "celui-ci",
        "celle-ci",
        "ceux-ci",
        "celles-ci",
        "celui-là",
        "rendez-vous",
        "vis-à-vis",
        "ci",
        "là",
    )
)


def words_of(text: str) -> list[tuple[int, int]]:
    """Return the spans of the words of `text`, in order.

    >>> text = "L’ex-Lyonnais Idrissa N’Gom s’est-il engagé à Al-Hilal pour 12,5M€ ?"
    >>> " ".join(text[a:b] for a, b in words_of(text))
    'L’ ex- Lyonnais Idrissa N’Gom s’ est -il engagé à Al-Hilal pour 12,5 M € ?'
    """
    spans: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        if not word[0].isalpha() or "/" in word:
            spans.append((start, end))
            continue
        start = _split_front(text, start, end, spans)
        _split_back(text, start, end, spans)
    return spans


def _split_front(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> int:
    """Part elisions and ``ex-`` from what follows; ``N’Gom`` and ``aujourd’hui`` stay whole."""
    while not _WHOLE.match(text, start, end) and not _NAME_ELISION.match(text, start, end):
        match = _ELISION.match(text, start, end) or _EX.match(text, start, end)
        if not match or match.end() >= end:
            break
        spans.append((start, match.end()))
        start = match.end()
    return start


def _split_back(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    """Part an inverted pronoun from its verb."""
    word = text[start:end]
    match = _INVERSION.search(word) if "-" in word and word.lower() not in _KEPT_HYPHENS else None
    if match and not word[0].isupper():
        spans.append((start, start + match.start()))
        spans.append((start + match.start(), end))
    else:
        spans.append((start, end))


class Tokenizer:
    """Make a `Doc` whose tokens are `words_of` the text; white space of any kind parts words.

    Offsets count characters of the text as given.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Tokenize `text`; white space beyond one blank becomes tokens of its own, so that offsets hold."""
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for start, end in words_of(text):
            if start > at:
                gap = text[at:start]
                if words and gap[0] == " ":
                    spaces[-1] = True
                    gap = gap[1:]
                if gap:
                    words.append(gap)
                    spaces.append(False)
            words.append(text[start:end])
            spaces.append(False)
            at = end
        if at < len(text):
            words.append(text[at:])
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing is learned, so nothing is kept."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> Tokenizer:
        """Nothing was kept."""
        return self

    def to_disk(self, _: object, **__: object) -> None:
        """Nothing is learned, so nothing is kept."""

    def from_disk(self, _: object, **__: object) -> Tokenizer:
        """Nothing was kept."""
        return self
