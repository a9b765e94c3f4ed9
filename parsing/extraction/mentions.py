"""Who and what a sentence speaks of, in one list: persons, clubs, and the words that stand for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Doc

from parsing.lexicon import load

__all__ = ["Mention", "describes_person", "is_aside", "mentions_of", "preposition_before"]

Kind = Literal["person", "club", "nation"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention.

    :param start: index of its first token; `end` lies behind the last.
    :param key: full name of the person, or canonical name of the club.
    :param form: for persons ``full``, ``part``, ``single``, ``reference``, ``pronoun``; for clubs see `clubs.Form`.
    :param preposition: what it stands behind, in lower case; empty for a subject or an object.
    """

    kind: Kind
    start: int
    end: int
    key: str
    form: str
    preposition: str = ""

    @property
    def named(self) -> bool:
        """Tell whether the name itself stands there."""
        return self.form not in ("reference", "pronoun")


_DETERMINERS = frozenset(
    [
        "le",
        "la",
        "les",
        "l'",
        "un",
        "une",
        "ce",
        "cet",
        "cette",
        "ces",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
        "notre",
        "nos",
        "mon",
        "ma",
    ]
)
_COORDINATORS = frozenset(("et", "ou", ",", "ainsi", "que", "puis", "voire", "mais", "aussi", "/"))


@cache
def _prepositions() -> dict[str, str]:
    """Each preposition as it is written, and the one that it counts as: ``au`` is ``à``."""
    return {form: name for name, forms in load("prepositions").items() for form in forms}


@cache
def _asides() -> tuple[tuple[str, ...], ...]:
    text = load("modality")["words"]["aside"].replace("\n", "/").replace("d'", "d' ").replace("l'", "l' ")
    return tuple(tuple(phrase.split()) for phrase in text.split("/") if phrase.strip())


def is_aside(doc: Doc, start: int) -> bool:
    """Somebody who only measures another's story: "succéder à X", "la blessure de X"."""
    i = start
    while (
        i and (doc[i - 1]._.descriptor or doc[i - 1].lower_ in ("l'", "l’", "le", "la", "son", "un")) and start - i < 4
    ):
        i -= 1
    for at in {start, i}:
        words = [_ELIDED.get(token.lower_, token.lower_).replace("’", "'") for token in doc[max(0, at - 4) : at]]
        if any(len(phrase) <= len(words) and tuple(words[-len(phrase) :]) == phrase for phrase in _asides()):
            return True
    return False


_ELIDED = {"d'": "de", "d’": "de", "du": "de", "au": "à", "des": "de", "aux": "à"}


def mentions_of(doc: Doc) -> list[Mention]:
    """Return all mentions of persons and clubs in `doc`, in order, each with its preposition."""
    raw = [("person", span) for span in doc.spans.get("people", ())]
    raw += [("person", span) for span in doc.spans.get("references", ())]
    raw += [("club", span) for span in doc.spans.get("clubs", ()) if span.label_ != "person"]
    raw.sort(key=lambda pair: (pair[1].start, -pair[1].end))
    found: list[Mention] = []
    for kind, span in raw:
        if found and span.start < found[-1].end:
            continue
        if kind == "club" and span.label_ == "adjective" and describes_person(doc, span.start):
            continue
        preposition = _preposition(doc, span.start, span.label_, found)
        if kind == "person" and span.label_ in ("full", "part", "single") and is_aside(doc, span.start):
            preposition = "aside"
        found.append(Mention(kind, span.start, span.end, span.kb_id_, span.label_, preposition))  # type: ignore[arg-type]
    return found


def describes_person(doc: Doc, start: int) -> bool:
    """Tell whether a club's adjective belongs to a person: "le meilleur buteur lorientais" is not the club acting."""
    i = start - 1
    while i >= 0 and doc[i]._.descriptor == "adjective" and start - i < 4:
        i -= 1
    return i >= 0 and doc[i]._.descriptor in ("player", "coach") and not doc[i].lower_.endswith("eurs")


def preposition_before(doc: Doc, start: int) -> str:
    """The preposition right before a name, its article left aside; empty where there is none."""
    i = start - 1
    while i >= 0 and start - i <= 3 and not doc[i + 1].is_sent_start:
        word = doc[i].lower_.replace("’", "'")
        if word in _prepositions():
            return _prepositions()[word]
        if word not in ("le", "la", "l'", "les"):
            return ""
        i -= 1
    return ""


def _preposition(doc: Doc, start: int, form: str, before: list[Mention]) -> str:
    """Walk back over article, role and adjectives to the word that governs the mention."""
    i, steps = start - 1, 0
    limit = 5 if form in ("full", "part", "single", "adjective", "reference") else 2
    nouns = 1 if form == "adjective" else 0
    while i >= 0 and steps < limit and not doc[i + 1].is_sent_start:
        word = doc[i].lower_.replace("’", "'")
        if word in ("de", "du", "des", "d'") and i and doc[i - 1].lower_ == "provenance":
            return "provenance"
        if word in _prepositions():
            return _prepositions()[word]
        if word in _COORDINATORS and before and before[-1].end >= i - 1 and before[-1].end <= i + 1:
            return before[-1].preposition if word != "mais" else ""
        if word in _DETERMINERS or doc[i]._.descriptor:
            i, steps = i - 1, steps + 1
        elif nouns and doc[i].is_alpha and doc[i].is_lower:
            nouns, i, steps = nouns - 1, i - 1, steps + 1
        else:
            return ""
    return ""
