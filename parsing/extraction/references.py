"""Words that stand for somebody already named: ``le joueur``, ``l’Argentin``, ``l’ex-Lyonnais``, ``il``.

The reader of French takes the person spoken of last whom the words fit: a coach is no player, an Argentine is
the one the text has called so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from parsing.extraction.mentions import is_aside
from parsing.extraction.profiles import Profile, profiles
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

    def see(self, name: str, *, free: bool = True) -> None:
        """Take note of a name; one behind a preposition does not push away who is spoken of."""
        if name in self.names:
            if not free:
                return
            self.names.remove(name)
        self.names.insert(0 if free or not self.names else 1, name)


@cache
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """The set phrases that stand for somebody, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in load("roles")["reference"].replace("\n", "/").replace("l'", "l' ").split("/"):
        if words := tuple(phrase.split()):
            found.setdefault(words[0], []).append(words)
    return found


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
            if not known[named[i].kb_id_].stands_aside and not is_aside(doc, i):
                focus.see(named[i].kb_id_, free=_is_free(doc, i))
            i = named[i].end
            continue
        readings = list(_reference(doc, i, named, clubs, nations))
        if readings:
            end, label, _ = readings[0]
            person = next((name for _, _, fits in readings for name in focus.names if fits(known[name])), None)
            if person and label == "reference" and doc[end - 1]._.descriptor in ("player", "coach", "staff"):
                known[person].roles[doc[end - 1]._.descriptor] += 1
            if person is None and label == "pronoun" and focus.names:
                person = focus.names[0]
            if person:
                end = _with_club(doc, i, end, known[person]) if label == "reference" else end
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
) -> Iterator[tuple[int, str, Callable[[Profile], bool]]]:
    """Recognise a reference at token `i`: (behind its last token, label, test of a profile)."""
    word = doc[i].lower_
    if word in _PRONOUNS:
        if not _is_impersonal(doc, i):
            yield i + 1, "pronoun", lambda p: not p.stands_aside
        return
    for phrase in _phrases().get(word.replace("’", "'"), ()):
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


def _is_free(doc: Doc, i: int) -> bool:
    """Not behind a preposition, its description left aside."""
    j = i - 1
    while j >= 0 and (doc[j]._.descriptor or doc[j].lower_ in ("le", "la", "l'", "l’", "son", "un")) and i - j < 6:
        j -= 1
    return j < 0 or doc[j].lower_.replace("’", "'") not in (
        "de",
        "du",
        "des",
        "d'",
        "à",
        "au",
        "avec",
        "par",
        "contre",
        "selon",
        "comme",
        "derrière",
        "après",
        "sur",
        "chez",
    )


def _with_club(doc: Doc, start: int, end: int, profile: Profile) -> int:
    """A description that goes on with a club tells the present one: "l’attaquant lorientais"."""
    for nation in doc.spans.get("nations", ()):
        if (
            nation.label_ in ("adjective", "people")
            and start <= nation.start < end + 4
            and all(t._.descriptor for t in doc[end : nation.start])
        ):
            profile.nations.add(nation.kb_id_)
    former = any(
        token.lower_ in ("ancien", "ancienne", "ex-", "futur", "future", "nouveau", "nouvelle", "ex")
        for token in doc[max(0, start - 1) : end]
    )
    j = end
    while j < len(doc) and doc[j]._.descriptor and j - end < 5 and not doc[j].is_sent_start:
        j += 1
    of_club = j < len(doc) and doc[j].lower_ in ("de", "du", "des", "d'", "d’")
    here = j + 1 if of_club else j
    if of_club and here < len(doc) and doc[here].lower_ in ("la", "l'", "l’"):
        here += 1
    for club in doc.spans.get("clubs", ()):
        inside = end <= club.start < j or start <= club.start < end
        if inside or (of_club and club.start == here):
            if not former:
                profile.clubs[club.kb_id_] += 2 if club.label_ in ("adjective", "person") else 3
            return max(j, club.end) if of_club and club.start == here else j
    return end


def _leads_to_name(doc: Doc, j: int, named: dict[int, Span]) -> bool:
    """A description right before a name is part of its apposition: "l’attaquant argentin Lautaro"."""
    while (
        j < len(doc)
        and (doc[j]._.descriptor or doc[j].lower_ in ("de", "du", "des", "d'", "d’", "la", "le", "l'", "l’"))
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
    """Nobody is meant by "il faut", "il y a", "il s’agit"."""
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
