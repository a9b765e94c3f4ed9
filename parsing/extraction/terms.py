"""How long contracts run: ``jusqu’en juin 2028``, ``pour quatre ans``, ``à un an de la fin de son bail``.

Seasons end in June. What an article leaves to its own date ("en juin", "dans un an") is worked out from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from parsing.extraction.amounts import number
from parsing.lexicon import load

__all__ = ["Term", "season_end", "terms"]

Sense = Literal["new", "current", "unknown"]

_MONTHS = {
    name: i
    for i, names in enumerate(
        ("janvier", "février fevrier", "mars", "avril", "mai", "juin", "juillet", "août aout", "septembre", "octobre", "novembre", "décembre decembre"), 1
    )
    for name in names.split()
}  # fmt: skip


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


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = load("numbers")
    small = "|".join(sorted({**words["units"], **words["tens"]}, key=len, reverse=True))
    month = "|".join(sorted(_MONTHS, key=len, reverse=True))
    count = rf"(?:\d{{1,2}}|(?:{small})(?:[- ](?:{small}))?)"
    day = rf"(?:(?:le{{s}})?(?P<day>\d{{1,2}})(?:er)?{{s}})?(?:la{{s}}fin{{s}}(?:du{{s}}mois{{s}})?(?:de{{s}}|d['’])|fin{{s}})?(?:(?P<month>{month}){{s}}?)?(?:prochain{{s}}?)?(?:de{{s}}l['’]année{{s}})?(?:l['’]été{{s}})?(?P<year>20\d\d)?".replace(
        "{s}", r"\s"
    )
    contract = r"(?:contrats?|bails?|baux|engagement|prêt)"
    raw = {
        "until": rf"jusqu(?:['’]en|['’]au|['’]à|e{{0}}{{s}}en|['’]{{s}}en)(?:{{s}}(?:l['’]été|fin|la{{s}}fin{{s}}de))?{{s}}{day}(?:l['’]été{{s}}(?P<summer>20\d\d))?",
        "season": r"jusqu['’]à{s}(?:la{s}fin{s}|l['’]issue{s}|le{s}terme{s})(?:de{s})?(?:la{s}|cette{s}|l['’])?(?:saison|exercice)(?:{s}en{s}cours)?(?:{s}(?P<from>20\d\d)[-/–](?P<to>(?:20)?\d\d))?|jusqu['’]au{s}terme{s}de{s}la{s}saison",
        "end_at": rf"(?:fin{{s}}de{{s}}{contract}|{contract}[^.;:]{{0,25}}?(?:expir\w+|s['’]achev\w+|s['’]achèv\w+|se{{s}}termin\w+|prend\w*{{s}}fin|arriv\w+{{s}}à{{s}}(?:son{{s}})?(?:terme|échéance|expiration)|prenait{{s}}fin|court\b|courait|valable|échoi\w+)|terme{{s}}de{{s}}(?:son|leur|mon|ton){{s}}{contract}|bout{{s}}de{{s}}(?:son|leur|mon){{s}}{contract}|sous{{s}}contrat|issue{{s}}de{{s}}(?:son|leur){{s}}{contract}|libre(?:{{s}}de{{s}}tout{{s}}contrat)?|expir\w+)(?:{{s}}\w+){{0,2}}?{{s}}(?:en|le|au|dès|fin|cet|à|dans|l['’]été|depuis){{s}}(?:le{{s}})?(?:l['’]été{{s}})?{day}",
        "end_relative": rf"(?:fin{{s}}de{{s}}(?:son{{s}}|leur{{s}}|mon{{s}})?{contract}|libre|{contract}[^.;:]{{0,20}}?(?:expir\w+|s['’]achèv\w+|se{{s}}termin\w+|fin)|terme{{s}}de{{s}}(?:son|leur){{s}}{contract})[^.;:\d]{{0,25}}?{{s}}dans{{s}}(?P<n>{count}){{s}}(?P<unit>ans?|mois|saisons?)",
        "before_end": rf"(?:à|plus{{s}}que|moins{{s}}d['’]|reste(?:r?a?it|nt)?{{s}}(?:encore{{s}}|plus{{s}}qu['’]?e?{{s}}?)?|encore){{s}}?(?P<n>{count}){{s}}(?P<unit>ans?|années?|mois|saisons?)(?P<half>{{s}}et{{s}}demie?)?{{s}}(?:de{{s}}la{{s}}fin{{s}}de{{s}}(?:son|leur|mon)|du{{s}}terme{{s}}de{{s}}(?:son|leur)|de|du{{s}}terme{{s}}du|sur{{s}}son|sous){{s}}{contract}",
        "bare_end": rf"(?:(?:en{{s}}|la{{s}})?fin{{s}}de{{s}}(?:son{{s}}|leur{{s}})?contrat|(?:au|arriv\w+{{s}}au){{s}}(?:bout|terme){{s}}de{{s}}(?:son|leur|mon){{s}}{contract}|{contract}{{s}}(?:arriv\w+|touch\w+){{s}}(?:à|au){{s}}(?:\w+{{s}})?(?:terme|échéance)|arriv\w+[^.;:]{{0,12}}{{s}}à{{s}}échéance)",
        "duration": rf"(?P<n>{count}){{s}}(?:(?:nouvelles?|prochaines?|petites?){{s}})?(?P<unit>ans?|années?|saisons?|mois)(?P<half>{{s}}et{{s}}demie?)?",
    }
    return tuple(
        (name, re.compile(pattern.replace("{s}", r"\s").replace("{0}", "{0}"), re.IGNORECASE))
        for name, pattern in raw.items()
    )


_NEW = re.compile(
    r"(?:sign|engag|paraph|prolong|rempil|reconduit|étend|s['’]est lié|se lie|lié\b(?!.{0,20}jusqu)|nouveau (?:contrat|bail)|premier contrat|contrat pro|bail de|contrat de"
    r"|contrat (?:courant|longue|portant)|offre de|proposition|soumettre|soumis|proposé|offert|nomm|intronis|resign|renouvel|pour)\w*",
    re.IGNORECASE,
)
_CURRENT = re.compile(
    r"(?:sous contrat|liés? (?:au|à|avec)|lié\b|encore lié|contrat (?:expir|court|s['’]ach|se term|prend|arriv|actuel|initial)|fin de|bail (?:expir|court|s['’]ach|se term|prend|arriv|actuel)|tiennent|tient|dont le (?:contrat|bail)|son (?:contrat|bail)|ancien (?:contrat|bail)|actuel|courait|détient|engagement (?:court|expir))",
    re.IGNORECASE,
)
_OPTION_YEAR = re.compile(
    r"(?:plus|assortie?s? d['’]|avec|et|dont)\s+(?:une?|deux)\s+(?:année|saison|an)s?\s+(?:supplémentaires?\s+)?(?:en|de plus en|optionnel\w*|supplémentaire)",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"^\s*(?:\)|d['’]ancienneté|plus tard|auparavant|après|durant|de (?:carrière|service|présence|moins)|d['’]expérience|d['’]absence|plus (?:jeune|âgé))",
    re.IGNORECASE,
)
_DURATION_LEAD = re.compile(
    r"(?:pour(?: les?)?|contrat(?: professionnel| pro| stagiaire| aspirant)?(?: portant)?(?: de| sur| d['’]une durée de)?|bail(?: longue durée)? de|engagé(?:e)?(?: pour)?|durée de|prolong\w+(?: \w+){0,4} (?:de|pour)|proposition de(?: contrat de)?|offre de(?: contrat de)?|signé|lié pour|signe|sur|pour une durée de|nouveau bail de|rempil\w+ (?:pour|de)|accord de|mandat de|repart\w+ pour|supplémentaires? de|d['’]ici)(?: les)?\s*(?:une?\s+)?$",
    re.IGNORECASE,
)


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
    for name, pattern in _patterns():
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            term = _read(name, match, text, published)
            if term:
                taken.append(match.span())
                found.append(term)
    return iter(sorted(found, key=lambda term: term.start))


def season_end(day: date) -> int:
    """Return the year in which the season of `day` ends; July begins a new one.

    >>> season_end(date(2024, 8, 1)), season_end(date(2024, 6, 30))
    (2025, 2024)
    """
    return day.year + (day.month >= 7)


def _read(name: str, match: re.Match[str], text: str, published: date | None) -> Term | None:
    groups = match.groupdict()
    before = text[max(0, match.start() - 90) : match.start()]
    before = re.split(r"[.;:!?\n]", before)[-1]
    if name in ("until", "end_at"):
        until = _date(groups, published)
        sense: Sense = "current" if name == "end_at" else _sense(before)
    elif name == "season":
        until = _season(groups, published)
        sense = _sense(before)
    elif name == "bare_end":
        until, sense = (str(_coming_end(published)) if published else None), "current"
    else:
        count = number(groups["n"])
        if count is None or published is None:
            return None
        months = count if groups["unit"].startswith("mois") else count * 12 + (6 if groups.get("half") else 0)
        if name == "duration":
            if not _is_contract_length(before, text[match.end() : match.end() + 30], months):
                return None
            sense = "new"
        else:
            sense = "current"
        until = _after(published, months)
    return Term(match.start(), match.end(), until, sense) if until else None


def _is_contract_length(before: str, after: str, months: float) -> bool:
    """A number of years counts only where a contract is spoken of; ages and careers do not."""
    return bool(
        6 <= months <= 96
        and _DURATION_LEAD.search(before)
        and not _AGE.match(after)
        and not _OPTION_YEAR.search(before[-40:])
    )


def _date(groups: dict[str, str | None], published: date | None) -> str | None:
    year = groups.get("year") or groups.get("summer")
    month = _MONTHS.get((groups.get("month") or "").lower())
    if year:
        return f"{year}-{month:02d}" if month else year
    if month and published:
        near = published.year if month >= published.month or published.month - month <= 2 else published.year + 1
        return f"{near}-{month:02d}"
    return None


def _season(groups: dict[str, str | None], published: date | None) -> str | None:
    if groups.get("to"):
        return "20" + str(groups["to"])[-2:]
    return str(season_end(published)) if published else None


def _coming_end(published: date) -> int:
    """A contract that "is ending" ends this season; in July it has just ended."""
    return published.year if published.month <= 9 else published.year + 1


def _after(published: date, months: float) -> str:
    """Return the year `months` after publication: the June nearest to a day of a year is always that year's."""
    return str((published.year * 12 + published.month - 1 + round(months)) // 12)


def _sense(before: str) -> Sense:
    """The nearest word that tells new from present decides."""
    new = max((m.start() for m in _NEW.finditer(before)), default=-1)
    current = max((m.start() for m in _CURRENT.finditer(before)), default=-1)
    if new == current == -1:
        return "unknown"
    return "new" if new > current else "current"
