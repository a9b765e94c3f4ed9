"""Who said so: the media and journalists that an article credits, and where.

A name alone is no credit: a player may speak to a newspaper. It counts behind ``selon`` and the like, or as the
subject of a verb of telling. ``Selon nos informations`` credits the publishing site itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc, Span

from parsing.extraction.phrases import PhraseBook
from parsing.extraction.verbs import forms
from parsing.lexicon import load

__all__ = ["Credit", "credits_of", "medium_of_site"]


@dataclass(frozen=True, slots=True)
class _Sense:
    name: str
    kind: Literal["medium", "journalist"]
    certain: bool


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit at token `i`; `names` are canonical."""

    i: int
    names: tuple[str, ...]


@cache
def _book() -> PhraseBook[_Sense]:
    book: PhraseBook[_Sense] = PhraseBook()
    for medium in load("media")["medium"]:
        doubtful = set(medium.get("ambiguous", []))
        for words in {medium["name"], *medium.get("aliases", []), *doubtful}:
            book.add(words, _Sense(medium["name"], "medium", words not in doubtful))
    for person in load("journalists")["journalist"]:
        doubtful = set(person.get("ambiguous", []))
        for words in {person["name"], *person.get("aliases", []), *doubtful}:
            book.add(words, _Sense(person["name"], "journalist", words not in doubtful))
            book.add("@" + words, _Sense(person["name"], "journalist", True))
    return book


@cache
def _other() -> PhraseBook[str]:
    """Names that are neither clubs nor people nor media: competitions, stadiums, places."""
    book: PhraseBook[str] = PhraseBook()
    for words in load("competitions")["names"]:
        book.add(words, "competition")
    for words in load("places")["stadiums"]:
        book.add(words, "stadium")
    for words in load("places")["places"]:
        book.add(words, "place")
    return book


def medium_of_site(site: str) -> str | None:
    """Return the medium that publishes at a host or domain, or None.

    >>> medium_of_site("www.footmercato.net"), medium_of_site("exemple.test") is None
    ('Foot Mercato', True)
    """
    host = site.lower().removeprefix("www.").split("/")[0]
    table = _sites()
    while "." in host:
        if host in table:
            return table[host]
        host = host.split(".", 1)[1]
    return None


@cache
def _sites() -> dict[str, str]:
    return {
        domain: medium["name"] for medium in reversed(load("media")["medium"]) for domain in medium.get("domains", [])
    }


@Language.component("mercato_media")
def media(doc: Doc) -> Doc:
    """Add ``doc.spans["media"]`` (``medium`` or ``journalist``, kb_id the name) and ``doc.spans["others"]``."""
    spans = []
    for start, end, senses in _book().find(doc):
        if any(_is_part(start, end, club) for club in doc.spans["clubs"]):
            continue  # the AS of AS Monaco
        sense = next((s for s in senses if s.certain), senses[0])
        if sense.certain or _is_credited(doc, start, end):
            spans.append(Span(doc, start, end, label=sense.kind, kb_id=sense.name))
    doc.spans["media"] = spans
    doc.spans["clubs"] = [
        club for club in doc.spans["clubs"] if not any(_is_part(club.start, club.end, m) for m in spans)
    ]
    taken = {i for span in spans for i in range(span.start, span.end)}
    taken |= {
        i
        for span in doc.spans["clubs"]
        if span.label_ in ("name", "nickname", "people")
        for i in range(span.start, span.end)
    }
    doc.spans["others"] = [
        Span(doc, start, end, label=senses[0])
        for start, end, senses in _other().find(doc)
        if not taken & set(range(start, end))
    ]
    return doc


def _is_part(start: int, end: int, whole: Span) -> bool:
    """Tell whether the tokens are part of a longer name: the Athletic of The Athletic is no club."""
    return whole.start <= start and end <= whole.end and end - start < len(whole)


def credits_of(doc: Doc, own: str | None) -> list[Credit]:
    """Return the credits of `doc` in order.

    :param own: the publishing site's own medium, credited by "selon nos informations".
    """
    found = [
        Credit(span.start, (span.kb_id_,)) for span in doc.spans["media"] if _is_credited(doc, span.start, span.end)
    ]
    found += [
        Credit(span.start, (span.kb_id_,))
        for span in doc.spans.get("people", ())
        if doc.user_data["profiles"][span.kb_id_].reporter and _is_credited(doc, span.start, span.end)
    ]
    found += [Credit(i, (own,)) for i in _phrase_starts(doc, _own_phrases()) if own]
    found.sort(key=lambda credit: credit.i)
    again = []
    for i in _phrase_starts(doc, _again_phrases()):
        last = next((c for c in reversed(found) if c.i < i), None)
        if last and _telling(doc, i) and not any(abs(c.i - i) < 6 for c in found):
            again.append(Credit(i, last.names))
    return sorted(found + again, key=lambda credit: credit.i)


@cache
def _before() -> frozenset[str]:
    return frozenset(
        words.strip() for words in load("credits")["before"].replace("\n", "|").split("|") if words.strip()
    )


@cache
def _verbs() -> frozenset[str]:
    return frozenset(load("credits")["verbs"].split())


@cache
def _own_phrases() -> tuple[tuple[str, ...], ...]:
    return _phrases("own")


@cache
def _again_phrases() -> tuple[tuple[str, ...], ...]:
    return _phrases("again")


def _phrases(key: str) -> tuple[tuple[str, ...], ...]:
    text = load("credits")[key].replace("\n", "/").replace("l'", "l' ").replace("d'", "d' ")
    return tuple(tuple(phrase.split()) for phrase in text.split("/") if phrase.strip())


def _phrase_starts(doc: Doc, phrases: tuple[tuple[str, ...], ...]) -> Iterator[int]:
    firsts = {phrase[0] for phrase in phrases}
    words = [token.lower_.replace("’", "'") for token in doc]
    for i, word in enumerate(words):
        if word in firsts and any(tuple(words[i : i + len(phrase)]) == phrase for phrase in phrases):
            yield i


def _is_credited(doc: Doc, start: int, end: int) -> bool:
    """Behind a word of credit, beside a verb of telling, or in a chain with another credited name."""
    sentence = doc[start].sent
    before = " ".join(token.lower_.replace("’", "'") for token in doc[max(sentence.start, start - 7) : start]).replace(
        "' ", "'"
    )
    if any(
        before.endswith(words) or f"{words} " in before + " "
        for words in _before()
        if len(words) > 4 and words not in ("pour", "chez", "dans", "source", "cite", "via")
    ):
        return True
    if before.endswith(("pour", "via", "cite", "dans", "chez", "source :")) and _tells_nearby(doc, end, sentence.end):
        return True
    return _tells_nearby(doc, end, sentence.end) or _told_before(doc, start, sentence.start)


def _tells_nearby(doc: Doc, end: int, stop: int) -> bool:
    """A verb of telling within a few words behind: "L’Équipe croit savoir"."""
    for token in doc[end : min(stop, end + 9)]:
        if token.text in (".", ";", "»"):
            return False
        if any(form.lemma in _verbs() and form.tense != "infinitive" for form in forms().get(token.lower_, ())):
            return True
    return False


def _told_before(doc: Doc, start: int, stop: int) -> bool:
    """An inverted verb right before: "…, croit savoir Compétition", "comme l’annonce RMC", "a appris RMC Sport"."""
    for token in reversed(doc[max(stop, start - 5) : start]):
        if token.text in (".", ";", ":"):
            return False
        if any(form.lemma in _verbs() for form in forms().get(token.lower_, ())):
            return True
    return False


def _telling(doc: Doc, i: int) -> bool:
    sentence = doc[i].sent
    before = [token.lower_ for token in doc[max(sentence.start, i - 3) : i]]
    return (
        bool({"selon", "après", "d'après"} & set(before))
        or _tells_nearby(doc, i + 1, sentence.end)
        or _told_before(doc, i, sentence.start)
    )
