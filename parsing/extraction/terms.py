"""How long contracts run: ``jusqu’en juin 2028``, ``pour quatre ans``, ``à un an de la fin de son bail``.

Seasons end in June. What an article leaves to its own date ("en juin", "dans un an") is worked out from it. The
words are in ``lexicon/terms.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from parsing.extraction.amounts import number
from parsing.extraction.patterns import any_of, compiled
from parsing.lexicon import load

__all__ = ["Term", "season_end", "terms"]

Sense = Literal["new", "current", "unknown"]
Groups = dict[str, str | None]

_MONTHS = {
    "janvier": 1, "février": 2, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7,
    "août": 8, "aout": 8, "septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12, "decembre": 12,
}  # fmt: skip
_NEAR = 90
"""Characters before a term that may tell whose it is, up to the last full stop."""
SHORTEST, LONGEST = 6, 96
"""Months of a contract; other spans of time are something else."""


@dataclass(frozen=True, slots=True)
class Term:
    """The end of a contract, as told in a text.

    :param until: ``YYYY`` or ``YYYY-MM``.
    :param sense: whether the words right beside it speak of a new contract or of the present one.
    """

    start: int
    end: int
    until: str
    sense: Sense


def terms(text: str, published: date | None) -> Iterator[Term]:
    """Find the ends of contracts told in `text`, in order of appearance.

    :param published: day of publication; without it only what names a year is found.

    >>> day = date(2024, 7, 4)
    >>> [(t.until, t.sense) for t in terms("Sous contrat jusqu’en juin 2026, il a signé pour cinq ans.", day)]
    [('2026-06', 'current'), ('2029', 'new')]
    >>> [t.until for t in terms("En fin de contrat dans un an, il plaît.", day)]
    ['2025']
    >>> [t.until for t in terms("dont le contrat se termine en juin 2026", day)]
    ['2026-06']
    """
    taken: list[tuple[int, int]] = []
    found: list[Term] = []
    for form, pattern in _forms().items():
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if term := _read(form, match, text, published):
                taken.append(match.span())
                found.append(term)
    return iter(sorted(found, key=lambda term: term.start))


def season_end(day: date) -> int:
    """Return the year in which the season of `day` ends; July begins a new one.

    >>> season_end(date(2024, 8, 1)), season_end(date(2024, 6, 30))
    (2025, 2024)
    """
    return day.year + (day.month >= 7)


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    """The forms in which an end is told, the surest first; each later one only where no earlier one stands."""
    words, numbers = load("terms"), load("numbers")
    contract, ends = words["contract"], words["ends"]
    small = "|".join(sorted({**numbers["units"], **numbers["tens"]}, key=len, reverse=True))
    count = rf"(?P<n>\d{{1,2}}|(?:{small})(?:[- ](?:{small}))?)"
    month = "|".join(sorted(_MONTHS, key=len, reverse=True))
    day = (
        r"(?:(?:le )?(?:\d{1,2})(?:er)? )?(?:la fin (?:du mois )?(?:de |d')|fin )?"
        rf"(?:(?P<month>{month}) ?)?(?:prochain ?)?(?:de l'année )?(?:l'été )?(?P<year>20\d\d)?"
    )
    season = (
        r"(?:de )?(?:la |cette |l')?(?:saison|exercice)(?: en cours)?(?: (?P<from>20\d\d)[-/–](?P<to>(?:20)?\d\d))?"
    )
    ending = any_of(each.replace("{contract}", contract) for each in words["ending"])
    length = (
        rf"{count} (?:(?:nouvelles?|prochaines?|petites?) )?(?P<unit>ans?|années?|saisons?|mois)(?P<half> et demie?)?"
    )
    whose = "(?:son |leur |mon )?"
    forms = {
        "until": rf"jusqu(?:'en|'au|'à)(?: (?:l'été|fin|la fin de))? {day}",
        "season": rf"jusqu'à (?:la fin |l'issue |le terme ){season}|jusqu'au terme de la saison",
        "end_at": rf"(?:fin de {contract}|{contract}[^.;:]{{0,25}}?{ends}|(?:terme|bout) de {whose}{contract}"
        rf"|sous contrat|issue de {whose}{contract}|libre(?: de tout contrat)?|expir\w+)"
        rf"(?: \w+){{0,2}}? (?:en|le|au|dès|fin|cet|à|dans|l'été|depuis) (?:le )?(?:l'été )?{day}",
        "end_in": rf"(?:(?:fin|terme) de {whose}{contract}|libre|{contract}[^.;:]{{0,20}}?(?:{ends}|fin))"
        rf"[^.;:\d]{{0,25}}? dans {count} (?P<unit>ans?|mois|saisons?)",
        "left": rf"(?:à|plus que|moins d'|reste(?:r?a?it|nt)?(?: encore| plus qu'?e?)?|encore) ?{count} "
        rf"(?P<unit>ans?|années?|mois|saisons?)(?P<half> et demie?)? "
        rf"(?:de la fin de {whose}|du terme de {whose}|de |du terme du |sur son |sous ){contract}",
        "ending": ending,
        "length": length,
    }
    return {form: compiled(pattern) for form, pattern in forms.items()}


@cache
def _context(key: str) -> re.Pattern[str]:
    words = load("terms")[key]
    if key == "length":
        return compiled(rf"{any_of(words)} ?(?:les |une? )?$")
    if key == "not_length":
        return compiled(rf"^ ?{any_of(words)}")
    return compiled(words if isinstance(words, str) else rf"{any_of(words)}\w*")


def _read(form: str, match: re.Match[str], text: str, published: date | None) -> Term | None:
    groups = match.groupdict()
    before = re.split(r"[.;:!?\n]", text[max(0, match.start() - _NEAR) : match.start()])[-1]
    sense: Sense = "current"
    until: str | None
    if form in ("until", "end_at"):
        until = _date(groups, published)
        sense = "current" if form == "end_at" else _sense(before)
    elif form == "season":
        until, sense = _season(groups, published), _sense(before)
    elif form == "ending":
        until = _coming_end(published)
    else:
        months = _months(groups)
        if months is None or published is None:
            return None
        if form == "length":
            if not _is_contract_length(before, text[match.end() : match.end() + 30], months):
                return None
            sense = "new"
        until = _after(published, months)
    return Term(match.start(), match.end(), until, sense) if until else None


def _months(groups: Groups) -> float | None:
    count = number(groups["n"] or "")
    if count is None:
        return None
    return count if (groups["unit"] or "").startswith("mois") else count * 12 + (6 if groups.get("half") else 0)


def _is_contract_length(before: str, behind: str, months: float) -> bool:
    """A number of years counts only where a contract is spoken of; ages and careers do not."""
    told = SHORTEST <= months <= LONGEST and _context("length").search(before) is not None
    return told and not _context("not_length").match(behind) and not _context("option_year").search(before[-40:])


def _date(groups: Groups, published: date | None) -> str | None:
    """A year, a month of a year, or a bare month: the next one, or the one just past."""
    month = _MONTHS.get((groups.get("month") or "").lower())
    if year := groups.get("year"):
        return f"{year}-{month:02d}" if month else year
    if month and published:
        past = published.month - month
        return f"{published.year if past <= 2 else published.year + 1}-{month:02d}"
    return None


def _season(groups: Groups, published: date | None) -> str | None:
    if groups.get("to"):
        return "20" + str(groups["to"])[-2:]
    return str(season_end(published)) if published else None


def _coming_end(published: date | None) -> str | None:
    """A contract that "is ending" ends this season; in July it has just ended."""
    return str(published.year + (published.month > 9)) if published else None


def _after(published: date, months: float) -> str:
    """Return the year `months` after publication: the June nearest to a day of a year is always that year's."""
    return str((published.year * 12 + published.month - 1 + round(months)) // 12)


def _sense(before: str) -> Sense:
    """The nearest word that tells new from present decides."""
    new = max((m.end() for m in _context("new").finditer(before)), default=-1)
    current = max((m.end() for m in _context("current").finditer(before)), default=-1)
    return "unknown" if new == current == -1 else "new" if new >= current else "current"
