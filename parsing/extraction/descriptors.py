"""What people are called beside their names: position, nationality, role.

One layer over the words: each token that describes a person gets to know how ("player", "coach", "staff",
"other", "adjective"), nationalities get their country.
"""

from __future__ import annotations

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from parsing.extraction.phrases import PhraseBook
from parsing.lexicon import load
from parsing.names import inflect

__all__ = ["nationality_of"]

Token.set_extension("descriptor", default="", force=True)


@cache
def _roles() -> dict[str, str]:
    data = load("roles")
    table: dict[str, str] = {}
    for kind in ("adjectives", "other", "staff", "coach", "player"):
        for word in data[kind].split():
            table[word] = "adjective" if kind == "adjectives" else kind
            if kind in ("player", "coach", "staff") and not word.endswith(("s", "x")):
                table.setdefault(word + "s", kind)
    return table


@cache
def _nations() -> PhraseBook[tuple[str, str]]:
    """Countries and their people: (country, ``country`` or ``people``)."""
    book: PhraseBook[tuple[str, str]] = PhraseBook()
    for nation in load("nations")["nation"]:
        for words in (nation["name"], *nation.get("names", [])):
            book.add(words, (nation["name"], "country"))
        for words in nation.get("nicknames", []):
            book.add(words, (nation["name"], "team"))
        for word in nation.get("people", []):
            for form in inflect(
                word,
                nation.get("feminine", {}).get(word)
                if isinstance(nation.get("feminine"), dict)
                else nation.get("feminine"),
            ):
                book.add(form, (nation["name"], "people"))
                book.add(form[0].lower() + form[1:], (nation["name"], "adjective"))
    return book


@Language.component("mercato_descriptors")
def descriptors(doc: Doc) -> Doc:
    """Mark describing words and add ``doc.spans["nations"]``: ``country``, ``team``, ``people`` or ``adjective``."""
    roles = _roles()
    for token in doc:
        token._.descriptor = roles.get(token.lower_, "")
    spans = [
        Span(doc, start, end, label=senses[0][1], kb_id=senses[0][0]) for start, end, senses in _nations().find(doc)
    ]
    clubs = {
        i
        for span in doc.spans.get("clubs", ())
        if span.label_ in ("name", "city", "nickname")
        for i in range(span.start, span.end)
    }
    doc.spans["nations"] = [span for span in spans if span.start not in clubs]
    for group, labels in (("nations", ("adjective", "people")), ("clubs", ("adjective", "person"))):
        for span in doc.spans.get(group, ()):
            if span.label_ in labels:
                for token in span:
                    token._.descriptor = token._.descriptor or "adjective"
    return doc


def nationality_of(doc: Doc, start: int, end: int) -> str | None:
    """Return the country told by the words of a span, or None."""
    for span in doc.spans.get("nations", ()):
        if span.label_ in ("people", "adjective") and span.start >= start and span.end <= end:
            return str(span.kb_id_)
    return None
