"""What an article tells in passing about each person: role, nationality, age, present club.

A role stands before or behind the name ("l’attaquant argentin", "P, le technicien italien"); the present club
stands in brackets, behind "de", or as an adjective ("l’ailier lensois"). What is called former is not present.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span

from parsing.records import ROLES, Role

__all__ = ["Profile", "profiles"]

_FORMER = frozenset(
    (
        "ancien",
        "ancienne",
        "ex-",
        "ex",
        "anciens",
        "jadis",
        "autrefois",
        "formé",
        "formée",
        "passé",
        "contre",
        "face",
    )
)
_BACK = 9
_REPORTERS = frozenset(("journaliste", "consultant", "confrère", "insider", "reporter", "spécialiste"))
_AHEAD = 16


@dataclass(slots=True)
class Profile:
    """What is known of one person.

    :param roles: how often each role is told.
    :param clubs: weight of what speaks for each club as the present one.
    :param former: clubs that the text calls former.
    """

    name: str
    roles: Counter[str] = field(default_factory=Counter)
    nations: set[str] = field(default_factory=set)
    clubs: Counter[str] = field(default_factory=Counter)
    former: Counter[str] = field(default_factory=Counter)
    age: int | None = None
    reporter: bool = False

    @property
    def role(self) -> Role | None:
        """The role told most often; a player with a coach's past is what is said more."""
        return max((role for role in ROLES if self.roles[role]), key=lambda role: self.roles[role], default=None)

    @property
    def stands_aside(self) -> bool:
        """Agents, presidents and reporters speak of moves; they do not make them."""
        return self.roles["other"] > 0 and not self.role

    @property
    def club(self) -> str | None:
        """The present club, as far as descriptions tell it."""
        return max(self.clubs, key=lambda c: self.clubs[c]) if self.clubs else None


def profiles(doc: Doc) -> dict[str, Profile]:
    """Return the profile of each person in ``doc.spans["people"]``, by full name."""
    found: dict[str, Profile] = {}
    clubs = _by_start(doc.spans.get("clubs", ()))
    nations = _by_start(doc.spans.get("nations", ()))
    text = doc.text  # spaCy puts it together anew each time
    for span in doc.spans["people"]:
        profile = found.setdefault(span.kb_id_, Profile(span.kb_id_))
        _read_before(doc, span, profile, clubs, nations)
        _read_behind(doc, span, profile, clubs, nations)
        _read_post(text[span.end_char : span.end_char + 80], profile)
    return found


_POST = re.compile(
    r"^\s*(?:,\s*)?(?:\([^)]{0,30}\)\s*)?"
    r"(?:en tant qu['’]|en qualité d['’]|comme |au poste d['’]|à la tête d|sur (?:le|son) banc)\s*"
    r"(?:nouvel |nouveau |futur )?(?P<what>entra[iî]neur|coach|sélectionneur|technicien|banc|e l['’]équipe)?",
    re.IGNORECASE,
)


_NAMED = re.compile(
    r"^\s*(?:,\s*)?(?:a été|est|sera|va être|vient d['’]être|va devenir|devient|deviendra)?"
    r"\s*(?:officiellement |donc )?"
    r"(?:nommée?|intronisée?|désignée?|promue?|le|la)?\s*(?:nouvel(?:le)?|nouveau|future?|prochaine?)?\s*"
    r"(?:(?P<staff>directeur|directrice|recruteur|responsable|coordinateur|conseiller)"
    r"|(?P<coach>entra[iî]neu|coach|sélectionneu))",
    re.IGNORECASE,
)


def _read_post(behind: str, profile: Profile) -> None:
    """A post behind the name: "X en tant qu’entraîneur", "X à la tête de l’équipe première"."""
    if named := _NAMED.match(behind):
        profile.roles["staff" if named["staff"] else "coach"] += 2
    match = _POST.match(behind)
    if match and match.group().strip():
        words = match.group().lower()
        if match["what"] or "banc" in words or "à la tête" in words:
            profile.roles["coach"] += 2


def _by_start(spans: Iterable[Span]) -> dict[int, Span]:
    return {i: span for span in spans for i in range(span.start, span.end)}


_LINKING = frozenset(
    ["le", "la", "l'", "l’", "de", "du", "des", "d'", "d’", "un", "une", "son", "au", "à", "et", "leur", "cet", "ce"]
)
"""Words that a description may hold beside its nouns."""


def _read_before(doc: Doc, span: Span, profile: Profile, clubs: dict[int, Span], nations: dict[int, Span]) -> None:
    """Walk back through the description that leads to the name."""
    i = span.start - 1
    if i >= 0 and doc[i].lower_ in ("de", "d'", "d’"):
        return  # "l'agent de X" is another's description
    stop = max(0, span.start - _BACK, span.sent.start)
    media = {j for medium in doc.spans["media"] for j in range(medium.start, medium.end)}
    if i >= stop and doc[i].text == ",":  # "Le défenseur de Brest, Lilian Brassier": only a whole description counts
        i -= 1
        if not (i in clubs or i in nations or i in media or doc[i]._.descriptor):
            return
    pending: list[tuple[str, str, int]] = []
    while i >= stop:
        token = doc[i]
        if i in clubs:
            club = clubs[i]
            pending.append((club.kb_id_, club.label_, club.start))
            i = club.start
        elif i in nations:
            profile.nations.add(nations[i].kb_id_)
            i = nations[i].start
        elif i in media:
            pass
        elif token._.descriptor in ("player", "coach", "staff", "other"):
            profile.roles[token._.descriptor] += 2
            profile.reporter = profile.reporter or token.lower_ in _REPORTERS
            _take_clubs(doc, pending, profile, i)
            pending = []
        elif not (token._.descriptor == "adjective" or token.lower_ in _LINKING):
            break
        i -= 1
    begin = doc[i + 1].lower_ if i + 1 < len(doc) else ""
    if (
        pending
        and all(form in ("adjective", "person") for _, form, _ in pending)
        and begin in ("le", "la", "l'", "l’", "un", "du", "au", "ex-", "ancien", "son", "jeune")
    ):
        _take_clubs(doc, pending, profile, i + 1)


def _take_clubs(doc: Doc, pending: list[tuple[str, str, int]], profile: Profile, head: int) -> None:
    """Credit the clubs of a description, as present or former by the words around its head."""
    around = {doc[j].lower_ for j in range(max(0, head - 3), min(len(doc), head + 4))}
    for club, form, start in pending:
        former = bool(around & _FORMER) or (start and doc[start - 1].lower_ in _FORMER)
        (profile.former if former else profile.clubs)[club] += (
            2 if form == "adjective" else 1 if form == "person" else 3
        )


def _read_behind(doc: Doc, span: Span, profile: Profile, clubs: dict[int, Span], nations: dict[int, Span]) -> None:
    """Read the brackets or the apposition behind the name."""
    i = span.end
    if i >= len(doc) or doc[i].text not in ("(", ","):
        return
    bracket = doc[i].text == "("
    end = min(len(doc), i + _AHEAD, span.sent.end)
    closer = next((j for j in range(i + 1, end) if doc[j].text == (")" if bracket else ",")), None if bracket else end)
    if closer is None:
        return
    inside = range(i + 1, closer)
    if not bracket and not _is_apposition(doc, inside, clubs, nations):
        return
    words = [doc[j].lower_ for j in inside]
    age = re.search(r"\b(\d{2}) ans\b", doc[i + 1 : closer].text)
    profile.age = int(age[1]) if age else profile.age
    former = bool(set(words) & _FORMER)
    for j in inside:
        if doc[j]._.descriptor in ("player", "coach", "staff", "other"):
            profile.roles[doc[j]._.descriptor] += 1 if former else 2
        if j in nations and nations[j].start == j:
            profile.nations.add(nations[j].kb_id_)
        if j in clubs and clubs[j].start == j and clubs[j].label_ != "person":
            weight = 4 if (bracket and inside[0] in (j, j - 1)) or (bracket and age) else 2
            (profile.former if former and not bracket else profile.clubs)[clubs[j].kb_id_] += weight


def _is_apposition(doc: Doc, inside: range, clubs: dict[int, Span], nations: dict[int, Span]) -> bool:
    """Between commas behind a name: a description, not a new clause."""
    if not inside:
        return False
    first = doc[inside[0]]
    if first.lower_ in ("qui", "que", "qu'", "qu’", "dont", "où", "et", "mais", "a", "est", "selon", "à"):
        return False
    describing = any(doc[j]._.descriptor or j in nations for j in inside[:5])
    return describing and len(inside) <= 12
