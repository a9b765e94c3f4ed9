"""What one may ask for, as people write it: ``--club OM --status talks+ --since 7d``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from parsing.names import club_key, name_key
from parsing.records import MOVES, STATUSES

__all__ = ["Filter", "FilterError", "moment", "statuses"]

_PARIS = ZoneInfo("Europe/Paris")
_SPANS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "j": timedelta(days=1),
    "w": timedelta(weeks=1),
}


class FilterError(ValueError):
    """A question cannot be understood; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which records are asked for; what is None or empty does not restrict.

    :param club: canonical name, or the folded words when nobody knows the club.
    :param person: folded name, matched anywhere in the full name.
    :param since: earliest and `until` latest time of the report, in UTC.
    :param limit: most records to return, the latest; None for all.
    """

    club: str | None = None
    person: str | None = None
    statuses: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    limit: int | None = None

    @classmethod
    def parse(
        cls,
        *,
        now: datetime,
        club: str | None = None,
        person: str | None = None,
        status: str | None = None,
        move: str | None = None,
        outlet: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> Filter:
        """Understand what was typed.

        :param now: what ``2d`` counts back from.
        :raises FilterError: names the option, what was expected and what came.
        """
        return cls(
            club=club_key(club) if club else None,
            person=name_key(person) if person else None,
            statuses=statuses(status) if status else (),
            moves=_among("move", move, MOVES) if move else (),
            outlets=tuple(_words(outlet)) if outlet else (),
            since=moment(since, now, "since") if since else None,
            until=moment(until, now, "until", end=True) if until else None,
            limit=limit or None,
        )


def statuses(words: str) -> tuple[str, ...]:
    """Read a choice of rungs; ``talks+`` is that rung and all above it, ``rejected`` excepted.

    >>> statuses("talks+")
    ('talks', 'offer', 'agreement', 'medical', 'official')
    >>> statuses("official,rejected")
    ('official', 'rejected')
    """
    chosen: list[str] = []
    for word in _words(words):
        bare = word.rstrip("+")
        if bare not in STATUSES:
            raise FilterError(f"--status: expected one of {', '.join(STATUSES)} (or one with +), got {word!r}")
        above = STATUSES[STATUSES.index(bare) : STATUSES.index("rejected")]
        chosen += above if word.endswith("+") and bare != "rejected" else [bare]
    return tuple(dict.fromkeys(chosen))


def moment(words: str, now: datetime, option: str, *, end: bool = False) -> datetime:
    """Read a point in time: a span back from `now` (``90m``, ``36h``, ``2d``, ``1w``), a day, or an ISO time.

    A day or a time without zone is that of Paris; with `end`, a day means its last moment.

    :raises FilterError: when it is none of these.

    >>> moment("2d", datetime(2025, 7, 3, 12, tzinfo=UTC), "since").isoformat()
    '2025-07-01T12:00:00+00:00'
    >>> moment("2025-07-01", datetime(2025, 7, 3, tzinfo=UTC), "since").isoformat()
    '2025-06-30T22:00:00+00:00'
    """
    words = words.strip()
    if match := re.fullmatch(r"(\d{1,5})\s*([mhdjw])", words):
        return now - int(match[1]) * _SPANS[match[2]]
    try:
        when = datetime.fromisoformat(words)
        if end and len(words) <= 10:  # a day, however ISO lets one write it
            when += timedelta(days=1, microseconds=-1)
        return (when if when.tzinfo else when.replace(tzinfo=_PARIS)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise FilterError(
            f"--{option}: expected a span such as 2d or 36h, or a date such as 2025-07-01, got {words!r}"
        ) from None


def _among(option: str, words: str, allowed: Iterable[str]) -> tuple[str, ...]:
    allowed = tuple(allowed)
    for word in _words(words):
        if word not in allowed:
            raise FilterError(f"--{option}: expected one of {', '.join(allowed)}, got {word!r}")
    return tuple(_words(words))


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[,\s]+", text.strip()) if word]
