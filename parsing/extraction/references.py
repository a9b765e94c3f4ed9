"""Words that stand for somebody already named: ``le joueur``, ``l’Argentin``, ``l’ex-Lyonnais``, ``ce dernier``, ``il``.

The reader of French takes the person spoken of last whom the words fit: a coach is no player, an Argentine is
the one the text has called so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from parsing.extraction.profiles import profiles
from parsing.lexicon import load

__all__ = ["IMPERSONAL"]

IMPERSONAL = frozenset(
    [
        "y",
        "faut",
        "faudra",
        "faudrait",
        "fallait",
        "s'agit",
        "s’agit",
        "semble",
        "semblerait",
        "paraît",
        "reste",
        "restait",
        "suffit",
        "est",
        "vaut",
        "ne",
        "n'",
        "n’",
        "s'",
        "s’",
        "manque",
        "existe",
        "pourrait",
    ]
)
_PRONOUNS = frozenset(("il", "elle", "-t-il", "-t-elle", "-il", "-elle"))
_DETERMINERS = frozenset(("le", "la", "l'", "l’", "cet", "ce", "cette", "son", "leur", "du", "au", "sa"))
_MALE, _FEMALE = frozenset(("il", "-t-il", "-il")), frozenset(("elle", "-t-elle", "-elle"))


@dataclass(slots=True)
class _Focus:
    """Who was spoken of, last first."""

    names: list[str]

    def see(self, name: str) -> None:
        if name in self.names:
            self.names.remove(name)
        self.names.insert(0, name)


@cache
def _phrases() -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(phrase.replace("l'", "l' ").split())
        for phrase in load("roles")["reference"].replace("\n", "/").split("/")
        if phrase.strip()
    )


@Language.component("mercato_references")
def references(doc: Doc) -> Doc:
    """Add ``doc.spans["references"]``: label ``reference`` or ``pronoun``, kb_id the full name of the person meant."""
    known = profiles(doc)
    doc.user_data["profiles"] = known
    named = {i: span for span in doc.spans["people"] for i in range(span.start, span.end)}
    clubs = {span.start: span for span in doc.spans.get("clubs", ()) if span.label_ == "person"}
    nations = {span.start: span for span in doc.spans.get("nations", ()) if span.label_ == "people"}
    focus = _Focus([])
    spans: list[Span] = []
    i = 0
    while i < len(doc):
        if i in named:
            if not known[named[i].kb_id_].stands_aside:
                focus.see(named[i].kb_id_)
            i = named[i].end
            continue
        found = next(_reference(doc, i, named, clubs, nations), None)
        if found:
            end, label, fits = found
            person = next((name for name in focus.names if fits(known[name])), None)
            if person is None and label == "pronoun" and focus.names:
                person = focus.names[0]
            if person:
                spans.append(Span(doc, i, end, label=label, kb_id=person))
                if label == "reference":
                    focus.see(person)
            i = end
            continue
        i += 1
    doc.spans["references"] = spans
    return doc


def _reference(
    doc: Doc, i: int, named: dict[int, Span], clubs: dict[int, Span], nations: dict[int, Span]
) -> Iterator[tuple[int, str, object]]:
    """Recognise a reference at token `i`: (behind its last token, label, test of a profile)."""
    word = doc[i].lower_
    if word in _PRONOUNS:
        if not _is_impersonal(doc, i):
            yield i + 1, "pronoun", lambda p: not p.stands_aside
        return
    for phrase in _phrases():
        if all(i + k < len(doc) and doc[i + k].lower_.replace("’", "'") == part for k, part in enumerate(phrase)):
            yield i + len(phrase), "reference", lambda p: not p.stands_aside
    if word not in _DETERMINERS:
        return
    j = i + 1
    while j < len(doc) and doc[j]._.descriptor == "adjective" and j not in clubs and j not in nations and j - i < 4:
        j += 1
    if j >= len(doc) or j in named:
        return
    if j in nations and not _leads_to_name(doc, nations[j].end, named):
        country = nations[j].kb_id_
        yield (
            nations[j].end,
            "reference",
            lambda p: country in p.nations or (not p.nations and not p.stands_aside),
        )
    elif j in clubs and not _leads_to_name(doc, clubs[j].end, named):
        club, former = clubs[j].kb_id_, doc[j - 1].lower_ in ("ex-", "ancien", "ancienne")
        yield (
            clubs[j].end,
            "reference",
            lambda p: club in (p.former if former else p.clubs) or (not p.stands_aside and (former or not p.clubs)),
        )
    elif (
        doc[j]._.descriptor in ("player", "coach", "staff")
        and word not in ("sa",)
        and not _leads_to_name(doc, j + 1, named)
    ):
        role = doc[j]._.descriptor
        yield (
            j + 1,
            "reference",
            lambda p: p.role == role or (p.role is None and not p.stands_aside and role == "player"),
        )


def _leads_to_name(doc: Doc, j: int, named: dict[int, Span]) -> bool:
    """A description right before a name is part of its apposition: "l’attaquant argentin Lautaro"."""
    while (
        j < len(doc)
        and (doc[j]._.descriptor or doc[j].lower_ in ("de", "du", "des", "d'", "d’", "la", "le"))
        and not doc[j].is_sent_start
    ):
        j += 1
    if j < len(doc) and j not in named and doc[j].text == ",":
        j += 1
    while j < len(doc) and j not in named and any(span.start <= j < span.end for span in doc.spans.get("clubs", ())):
        j += 1
    if j < len(doc) and j not in named and doc[j].text == ",":
        j += 1
    return j in named


def _is_impersonal(doc: Doc, i: int) -> bool:
    """ "il faut", "il y a", "il s’agit": nobody is meant."""
    rest = [token.lower_.replace("’", "'") for token in doc[i + 1 : i + 4]]
    if not rest:
        return True
    if rest[0] in ("y", "faut", "faudra", "faudrait", "fallait", "suffit", "vaut"):
        return rest[:2] != ["y", "est"]
    if rest[:2] in (["n'", "y"], ["s'", "agit"], ["ne", "faut"], ["s'", "agirait"]) or rest[:2] == [
        "ne",
        "reste",
    ]:
        return True
    return (
        rest[0] in ("est", "était", "serait", "reste", "semble")
        and len(rest) > 1
        and rest[1]
        in (
            "possible",
            "probable",
            "question",
            "encore",
            "désormais",
            "difficile",
            "temps",
            "à",
            "que",
            "certain",
            "clair",
            "acquis",
            "vrai",
        )
        and rest[1] not in ("à",)
    )
