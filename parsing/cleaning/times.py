"""When an article was published, to the minute and in UTC.

Machine-readable times come first (JSON-LD, metas, ``<time>``), then the dateline that a reader sees, then the
time that the feed gave; a bare day counts only where nobody tells the minute. Times without a zone are in the
outlet's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

__all__ = ["Moment", "datelines", "earliest", "first_published", "from_url", "last_modified", "moment"]

MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
    "fevrier aout decembre janv févr fevr avr juil sept oct nov déc dec"
)
_MONTH = "|".join(sorted(MONTHS.split(), key=len, reverse=True))
_DAY = (
    rf"(?P<words>\d{{1,2}}(?:er)?\s+(?:{_MONTH})\.?\s+\d{{4}})"
    r"|(?P<digits>\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2}))(?!\d)"
)
_HOUR = r"(?:\s*(?:,|à|a|-|–|·|\|)?\s*(?P<hour>\d{1,2})\s?(?:h|:|H)\s?(?P<minute>\d{2})?(?!\d))?"
_LABEL = (
    r"(?P<modified>mis(?:e)? à jour|modifié|actualisé|dernière mise à jour)"
    r"|(?P<published>publié|mis(?:e)? en ligne|posté|écrit|rédigé|créé|paru|par\s)"
)
_DATELINE = re.compile(rf"(?:(?:{_LABEL})[^\d\n]{{0,40}})?(?<!\d)(?:{_DAY}){_HOUR}", re.IGNORECASE)

_ISO = re.compile(r"^\d{4}-\d{2}-\d{2}")
_URL_DATES = (
    re.compile(r"/(?P<y>20\d\d)/(?P<m>\d\d)/(?P<d>\d\d)/"),
    re.compile(r"_[A-Z]{2}-(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)\d{4}\.html"),
    re.compile(r"-(?P<d>\d\d)-(?P<m>\d\d)-(?P<y>20\d\d)-"),
    re.compile(r"[/-](?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:[-/.]|$)"),
    re.compile(r"/(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)/"),
)
_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as a page tells it.

    :param when: in UTC.
    :param place: what told it: ``json-ld``, ``meta``, ``time``, ``dateline``, ``feed``, ``url``.
    :param exact: to the minute; False for a bare day, which then stands at midnight of the outlet's zone.
    """

    when: datetime
    place: str
    exact: bool = True
    role: Literal["published", "modified", ""] = ""


def moment(value: str, zone: str, place: str) -> Moment | None:
    """Read one machine-written time, or None.

    >>> moment("2023-04-06T15:47:36+0200", "Europe/Paris", "meta").when.isoformat()
    '2023-04-06T13:47:36+00:00'
    >>> moment("Thu, 06 Apr 2023 15:47:36 GMT", "Europe/Paris", "feed").when.isoformat()
    '2023-04-06T15:47:36+00:00'
    >>> moment("1688388300", "Europe/Paris", "time").when.isoformat()
    '2023-07-03T12:45:00+00:00'
    >>> moment("2023-04-06", "Europe/Paris", "meta").exact
    False
    """
    value = value.strip()
    when, exact = _iso(value) or _rfc(value) or _epoch(value) or (None, False)
    if when is None:
        return next(datelines(value, zone, place), None)
    return _moment(when, zone, place, exact)


def datelines(text: str, zone: str, place: str = "dateline") -> Iterator[Moment]:
    """Find the dates that a reader sees, in order, each with what it is said to be.

    >>> [m.when.isoformat() for m in datelines("Publié le 3 février 2021 à 14h45 par La rédaction", "Europe/Paris")]
    ['2021-02-03T13:45:00+00:00']
    >>> [(m.role, m.when.hour) for m in datelines("Mise en ligne: le 28/07/2017 à 17h59", "Europe/Paris")]
    [('published', 15)]
    >>> [m.exact for m in datelines("2 décembre 2025", "Europe/Paris")]
    [False]
    """
    for match in _DATELINE.finditer(text):
        day = _day(match["words"] or match["digits"])
        if day is None:
            continue
        hour, minute = int(match["hour"] or 0), int(match["minute"] or 0)
        if hour > 23 or minute > 59:
            continue
        found = _moment(day.replace(hour=hour, minute=minute), zone, place, exact=match["hour"] is not None)
        if found:
            role: Literal["published", "modified", ""] = (
                "modified" if match["modified"] else "published" if match["published"] else ""
            )
            yield Moment(found.when, place, found.exact, role)


def from_url(url: str, zone: str) -> Moment | None:
    """Read the day that many addresses carry.

    >>> from_url("https://rmcsport.bfmtv.com/football/transferts/x_AN-201701270154.html", "Europe/Paris").when.day
    26
    """
    for pattern in _URL_DATES:
        if match := pattern.search(url):
            try:
                day = datetime(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                continue
            return _moment(day, zone, "url", exact=False)
    return None


def first_published(candidates: Iterable[Moment | None], not_after: datetime) -> Moment | None:
    """Choose the publication time: the most trusted exact one, else the most trusted day.

    :param candidates: in the order of trust.
    :param not_after: later times are mistakes.
    """
    known = [c for c in candidates if c and c.role != "modified" and _EARLIEST <= c.when <= not_after]
    exact = [c for c in known if c.exact]
    if exact and known[0].exact is False:
        # the trusted day decides which of the exact times may speak: one of the same day, give or take a zone
        same_day = [c for c in exact if abs(c.when - known[0].when) < timedelta(hours=26)]
        return same_day[0] if same_day else known[0]
    return exact[0] if exact else known[0] if known else None


def last_modified(
    candidates: Iterable[Moment | None], published: datetime | None, not_after: datetime
) -> datetime | None:
    """Choose the time of the last correction: the most trusted one, if it is later than the publication."""
    known = [c.when for c in candidates if c and c.exact and _EARLIEST <= c.when <= not_after]
    return known[0] if known and (published is None or known[0] > published) else None


def earliest(candidates: Iterable[Moment], not_after: datetime) -> Moment | None:
    """Choose the earliest time of all, for a page that only says when it was corrected."""
    known = [c for c in candidates if _EARLIEST <= c.when <= not_after]
    return min(known, key=lambda c: c.when, default=None)


def _moment(when: datetime, zone: str, place: str, exact: bool) -> Moment | None:
    """Put a time without zone into the outlet's and turn it to UTC."""
    try:
        aware = when if when.tzinfo else when.replace(tzinfo=ZoneInfo(zone))
        return Moment(aware.astimezone(UTC), place, exact)
    except (OverflowError, ValueError):
        return None


def _iso(value: str) -> tuple[datetime, bool] | None:
    if not _ISO.match(value):
        return None
    try:
        return datetime.fromisoformat(value), len(value) > 10
    except ValueError:
        return None


def _rfc(value: str) -> tuple[datetime, bool] | None:
    if not re.search(r"\d{4} \d{2}:\d{2}", value):
        return None
    try:
        return parsedate_to_datetime(value), True
    except (ValueError, TypeError, IndexError):
        return None


def _epoch(value: str) -> tuple[datetime, bool] | None:
    if not re.fullmatch(r"1\d{9}(?:\d{3})?", value):
        return None
    return datetime.fromtimestamp(int(value[:10]), UTC), True


@lru_cache(maxsize=4096)
def _day(words: str) -> datetime | None:
    """Read a French day by dateparser; midnight, no zone."""
    import dateparser

    text = re.sub(r"(\d)er\b", r"\1", words.lower())
    return dateparser.parse(
        text, languages=["fr"], settings={"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"]}
    )
