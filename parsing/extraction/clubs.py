"""Which club is meant: its name, its town, its nickname, its people.

A name always means its club. A town means it where the sentence speaks of clubs; its people do in the plural
("les Lyonnais") and as an adjective ("la direction lyonnaise"), while one Lyonnais is a person. Words that
several clubs share mean the one that the article names elsewhere.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc, Span

from parsing.extraction.phrases import PhraseBook
from parsing.lexicon import load_all
from parsing.names import inflect

__all__ = ["Form", "clubs"]

Form = Literal["name", "city", "people", "adjective", "person", "nickname"]
"""How a club is named; ``person`` is one of its people ("le Lyonnais"), which is no club."""

_PLACE_BEFORE = frozenset(
    [
        "ville",
        "région",
        "banlieue",
        "rue",
        "rues",
        "aéroport",
        "gare",
        "hôpital",
        "préfecture",
        "tribunal",
        "mairie",
        "métropole",
        "département",
        "agglomération",
        "natif",
        "native",
        "originaire",
        "né",
        "née",
    ]
)
_DETERMINERS_PLURAL = frozenset(["les", "des", "aux", "ces", "ses", "leurs", "nos", "vos", "plusieurs", "certains"])
_DETERMINERS_SINGULAR = frozenset(
    [
        "le",
        "la",
        "l'",
        "l’",
        "un",
        "une",
        "du",
        "au",
        "cet",
        "ce",
        "son",
        "sa",
        "ancien",
        "ancienne",
        "ex-",
        "jeune",
        "futur",
    ]
)


@dataclass(frozen=True, slots=True)
class _Sense:
    club: str
    form: Form


@cache
def _book() -> PhraseBook[_Sense]:
    """All words that may mean a club."""
    book: PhraseBook[_Sense] = PhraseBook()
    for club in load_all("clubs", "club"):
        name, towns = club["name"], club.get("city", [])
        for words in {name, *club.get("names", [])} - set(towns):
            _add_name(book, words, _Sense(name, "name"))
        for words in towns:
            _add_name(book, words, _Sense(name, "city"))
        for words in club.get("nicknames", []):
            for variant in {words, words[0].upper() + words[1:]}:
                book.add(variant, _Sense(name, "nickname"))
        for word in club.get("people", []):
            for form in inflect(word, club.get("feminine", {}).get(word)):
                book.add(form, _Sense(name, "people"))
                book.add(form[0].lower() + form[1:], _Sense(name, "adjective"))
    return book


def _add_name(book: PhraseBook[_Sense], words: str, sense: _Sense) -> None:
    book.add(words, sense)
    if len(words) > 4 and not words.isupper():
        book.add(words.upper(), sense)


@Language.component("mercato_clubs")
def clubs(doc: Doc) -> Doc:
    """Add ``doc.spans["clubs"]``: label is the `Form`, kb_id the canonical name."""
    found = list(_book().find(doc))
    named = Counter(
        sense.club for _, _, senses in found for sense in senses if sense.form == "name" and len(senses) == 1
    )
    towns = Counter(senses[0].club for _, _, senses in found if len(senses) == 1 and senses[0].form == "city")
    spans = []
    for start, end, senses in found:
        sense = _resolve(senses, named, towns)
        form = sense and _form(doc, start, end, sense)
        if sense and form:
            spans.append(Span(doc, start, end, label=form, kb_id=sense.club))
    doc.spans["clubs"] = spans
    return doc


def _resolve(senses: list[_Sense], named: Counter[str], towns: Counter[str]) -> _Sense | None:
    """One sense is certain; of several, the club that the article names, else nobody knows."""
    if len({sense.club for sense in senses}) == 1:
        return senses[0]
    known = [sense for sense in senses if named[sense.club]]
    if not known:
        known = [sense for sense in senses if towns[sense.club]]
    if len({sense.club for sense in known}) == 1:
        return known[0]
    if known:
        return max(known, key=lambda sense: (named[sense.club], towns[sense.club]))
    strong = [sense for sense in senses if sense.form in ("name", "city")]
    return strong[0] if strong else None


def _form(doc: Doc, start: int, end: int, sense: _Sense) -> Form | None:
    """Tell what the words mean where they stand, or None when they mean no club there."""
    before = doc[start - 1].lower_ if start else ""
    if sense.form == "city":
        return None if before in _PLACE_BEFORE or _is_birthplace(doc, start) else "city"
    if sense.form == "people":
        word = doc[end - 1].text
        if before in _DETERMINERS_PLURAL or (not before and word.endswith("s")) or _ends_plural(doc, start, word):
            return "people"
        return "person"
    return sense.form


def _ends_plural(doc: Doc, start: int, word: str) -> bool:
    """A plural without article stands at the start of a sentence or behind a number: "Lensois et Niçois"."""
    return bool(
        word.endswith("s")
        and (doc[start].is_sent_start or (start and doc[start - 1].text in ("«", ":", "deux", "chez")))
        and doc[start - 1].lower_ not in _DETERMINERS_SINGULAR
    )


def _is_birthplace(doc: Doc, start: int) -> bool:
    """Born in Lyon is not signed for Lyon."""
    words = [token.lower_ for token in doc[max(0, start - 3) : start]]
    return bool(words) and any(
        word in ("né", "née", "natif", "native", "originaire", "ville", "banlieue") for word in words
    )
