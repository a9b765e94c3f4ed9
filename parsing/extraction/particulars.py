"""What else is told: of a move its bonus, resale share, option price, wages and day; of a person age and position.

None of it decides what the move is; it is read from the sentences that speak of the move or of the person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cache

import dateparser
from spacy.tokens import Doc, Span

from parsing.extraction.patterns import any_of, compiled
from parsing.extraction.profiles import Profile
from parsing.extraction.verbgroups import verbs_of
from parsing.lexicon import load
from parsing.records import Period, Stance, Status

__all__ = [
    "age_of",
    "day_told",
    "descriptions",
    "nationality_of",
    "period_of",
    "position_of",
    "resale_shares",
    "stance_of",
]

_AGE = re.compile(r"\b(?:de |âgée? de |\()?(1[5-9]|[2-7]\d) ans\b(?! de (?:contrat|carrière|présence|règne))")
_NEAR_AGE = 40
"""Characters behind a name within which an age is this person's."""
_SHARE = re.compile(r"\b(\d{1,2}(?:[.,]\d)?) ?(?:%|pour cent|pourcents?)")
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_DAY = re.compile(
    rf"\b(?:(?P<word>demain|hier|aujourd['’]hui|après-demain|avant-hier)"
    rf"|(?:(?P<weekday>{'|'.join(_WEEKDAYS)})(?: (?P<which>prochain|dernier|passé))?)?"
    rf"(?:(?: |\b(?:le|ce) )?(?P<day>\d{{1,2}}|1er) (?P<month>{_MONTHS})\b(?: (?P<year>20\d\d))?)?)",
    re.IGNORECASE,
)
_AHEAD = ("future", "conditional", "present", "infinitive")
_FARTHEST = 400
"""Days from the article beyond which a day is no news of this move."""


def position_of(texts: Iterable[str]) -> str | None:
    """Return where somebody plays, from what he is called; of several what is told most precisely.

    >>> position_of(["le milieu offensif argentin"]), position_of(["l'attaquant", "l'ailier de 22 ans"])
    ('milieu offensif', 'ailier')
    >>> position_of(["le technicien italien"]) is None
    True
    """
    told = " / ".join(texts)
    return next((name for name, pattern in _positions() if pattern.search(told)), None)


@cache
def _positions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, compiled(rf"\b{any_of(words)}\b")) for name, words in load("particulars")["positions"].items())


def descriptions(doc: Doc, person: str) -> list[str]:
    """What somebody is called in a text: the words before and behind his names, and the words that stand for him."""
    found = []
    for span in doc.spans["people"]:
        if span.kb_id_ == person:
            start = span.start
            while start > span.sent.start and span.start - start < 8 and _describes(doc, start - 1):
                start -= 1
            found.append(doc[start : span.start].text)
            if span.end < len(doc) and doc[span.end].text in (",", "("):
                found.append(doc[span.end : min(len(doc), span.end + 8, span.sent.end)].text)
    for span in doc.spans["references"]:
        if span.kb_id_ == person and span.label_ == "reference":
            end = span.end
            while end < len(doc) and end - span.end < 4 and doc[end]._.descriptor:
                end += 1
            found.append(doc[span.start : end].text)
    return [text for text in found if text]


def _describes(doc: Doc, i: int) -> bool:
    return bool(doc[i]._.descriptor) or doc[i].lower_ in ("de", "du", "l'", "l’", "le", "la", "terrain", "but", "jeu")


def age_of(doc: Doc, person: str, profile: Profile) -> int | None:
    """Return the age in years that a text tells of somebody."""
    if profile.age is not None:
        return profile.age
    text = doc.text
    spans = [*doc.spans["people"], *doc.spans["references"]]
    for span in sorted((s for s in spans if s.kb_id_ == person), key=lambda s: s.start):
        behind = text[span.end_char : span.end_char + _NEAR_AGE]
        stop = min((other.start_char for other in spans if other.start >= span.end), default=len(text))
        match = _AGE.search(behind[: max(0, stop - span.end_char)].split("\n")[0].split(". ")[0])
        if match:
            return int(match[1])
    return None


def nationality_of(profile: Profile) -> str | None:
    """Return the country that somebody is said to be from; None where none is told, or several."""
    return next(iter(profile.nations)) if len(profile.nations) == 1 else None


def period_of(behind: str) -> Period | None:
    """Return what a wage is paid for, from the words behind it.

    >>> period_of(" par mois"), period_of(" bruts annuels"), period_of(" nets") is None
    ('month', 'year', True)
    """
    periods: tuple[Period, ...] = ("year", "month", "week")
    return next((period for period in periods if _period(period).search(behind[:40])), None)


@cache
def _period(name: str) -> re.Pattern[str]:
    return compiled(any_of(load("particulars")["periods"][name]))


@cache
def _words(key: str) -> re.Pattern[str]:
    words = any_of(load("particulars")["words"][key])
    return compiled(f"^{words}" if key == "resale" else f"{words}$" if key == "resale_before" else rf"\b{words}")


def resale_shares(text: str) -> list[tuple[int, float]]:
    """Return the shares of a later resale told in a text: (offset, per cent).

    >>> [share for _, share in resale_shares("15 M€ et 20 % à la revente")]
    [20.0]
    >>> [share for _, share in resale_shares("un pourcentage à la revente de 12,5 %, 40 % de réussite")]
    [12.5]
    """
    return [
        (match.start(), float(match[1].replace(",", ".")))
        for match in _SHARE.finditer(text)
        if _words("resale").search(text[match.end() : match.end() + 60])
        or _words("resale_before").search(text[max(0, match.start() - 60) : match.start()])
    ]


def day_told(doc: Doc, sentence: Span, published: date | None) -> date | None:
    """Return the day that a sentence names for what it tells, or None.

    A bare weekday is the last one behind a past tense and the next one behind another; the day of publication itself
    counts both ways.
    """
    if published is None:
        return None
    for match in _DAY.finditer(sentence.text):
        if not match.group().strip():
            continue
        ahead = _is_ahead(doc, sentence, sentence.start_char + match.start())
        if found := _day(match, ahead, published):
            return found if abs((found - published).days) <= _FARTHEST else None
    return None


def _day(match: re.Match[str], ahead: bool, published: date) -> date | None:
    if match["word"]:
        return _parsed(match["word"], published, ahead)
    if match["day"] and match["month"]:
        day = match["day"].lower().removesuffix("er")
        return _parsed(f"{day} {match['month']} {match['year'] or ''}".strip(), published, ahead)
    if not match["weekday"]:
        return None
    weekday = _WEEKDAYS.index(match["weekday"].lower())
    which = (match["which"] or "").lower()
    if weekday == published.weekday() and not which:
        return published
    ahead = which == "prochain" or (ahead and which not in ("dernier", "passé"))
    step = (weekday - published.weekday()) % 7
    return published + timedelta(days=(step or 7) if ahead else step - 7)


def _parsed(words: str, published: date, ahead: bool) -> date | None:
    base = datetime(published.year, published.month, published.day)
    found = dateparser.parse(
        words,
        languages=["fr"],
        settings={
            "RELATIVE_BASE": base,
            "PREFER_DATES_FROM": "future" if ahead else "past",
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return found.date() if found else None


def _is_ahead(doc: Doc, sentence: Span, at: int) -> bool:
    """Tell whether what a sentence tells at a character is still to come: its nearest verb is in no past tense."""
    verbs = [verb for verb in verbs_of(doc, sentence.start, sentence.end).values() if verb.finite]
    before = [verb for verb in verbs if doc[verb.i].idx < at]
    nearest = max(before, key=lambda verb: verb.i) if before else min(verbs, key=lambda verb: verb.i, default=None)
    return nearest is None or nearest.tense in _AHEAD


def stance_of(sentences: Sequence[str], status: Status, sources: Sequence[str], own: str | None) -> Stance | None:
    """Return whether an article originates, relays, confirms or denies the news of a move; None where nothing tells.

    :param sentences: the sentences that tell the move.
    :param sources: the media and journalists credited; `own` is the publishing site's medium.

    >>> stance_of(["Selon L'Équipe, il signe."], "agreement", ["L'Équipe"], "Foot Mercato")
    'relays'
    >>> stance_of(["Selon nos informations, il signe."], "agreement", ["Foot Mercato"], "Foot Mercato")
    'originates'
    >>> stance_of(["Son agent dément tout contact."], "rejected", [], None)
    'denies'
    """
    told = " ".join(sentences)
    if status == "rejected" and _words("denies").search(told):
        return "denies"
    others = [source for source in sources if source != own]
    if _words("confirms").search(told) or (others and own in sources):
        return "confirms" if sources or own else None
    if others:
        return "relays"
    return "originates" if own is not None and own in sources else None
