"""The crawl's memory: which addresses were found, what became of each, and when to try again.

One row per link; it is the truth after a crash. A link is done only in the transaction that stores its article
(see `storage.writer`); everything else that can happen to a page is written here, with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, and_, or_, select, update
from sqlalchemy.orm import Session

from storage.database import chunks, explained, write
from storage.models import Link, Way

__all__ = ["Due", "Found", "Ledger", "Validators"]

QUICK_TRIES = 3
"""Failures after which a link is no longer tried in every run, but at growing intervals."""
MOST_TRIES = 10
"""Failures after which a link is given up."""
FIRST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Found:
    """An address that a feed, a sitemap or a section page named.

    :param found_on: the address of the list; `found_by` is its kind: ``rss``, ``atom``, ``news sitemap`` …
    :param modified: when the list says that the article was changed last, in UTC.
    """

    url: str
    outlet: str
    found_on: str
    found_by: str
    title: str | None = None
    published: datetime | None = None
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes a request conditional."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A link to be fetched now.

    :param again: it was stored before and is said to have changed since.
    """

    url: str
    outlet: str
    title: str | None
    published: datetime | None
    validators: Validators
    again: bool


class Ledger:
    """Reads and writes the links of one database. Every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def offer(self, finds: Sequence[Found], now: datetime) -> list[Due]:
        """Take down what a list named, and return those of its links that are to be fetched now.

        A known link is fetched again only when the list says that it changed after it was fetched, or when it
        is waiting for another try. The first mention of an address in `finds` counts.
        """
        first: dict[str, Found] = {}
        for find in finds:
            first.setdefault(find.url, find)
        unique = list(first.values())
        due: list[Due] = []
        with write(self._engine) as connection, Session(connection) as session:
            for batch in chunks(unique):
                known = {
                    link.url: link for link in session.scalars(select(Link).where(Link.url.in_([f.url for f in batch])))
                }
                for find in batch:
                    link = known.get(find.url)
                    if link is None:
                        link = _new_link(find, now)
                        session.add(link)
                    else:
                        _renew(link, find)
                    if _is_due(link, now):
                        due.append(_due(link))
            session.flush()
        return due

    def due(self, outlets: Iterable[str], now: datetime) -> list[Due]:
        """Return the links of `outlets` that earlier runs left to be fetched, oldest first."""
        query = (
            select(Link)
            .where(
                Link.outlet.in_(list(outlets)),
                or_(
                    and_(Link.state == "pending", or_(Link.next_try.is_(None), Link.next_try <= now)),
                    and_(Link.state == "failed", Link.next_try <= now),
                ),
            )
            .order_by(Link.found_at, Link.id)
        )
        with explained(self._engine.url), Session(self._engine) as session:
            return [_due(link) for link in session.scalars(query)]

    def fail(self, url: str, reason: str, now: datetime, *, retry: bool = True) -> None:
        """Write down that a link could not be fetched or read.

        :param retry: False when trying again is pointless.
        """
        with write(self._engine) as connection, Session(connection) as session:
            link = session.scalar(select(Link).where(Link.url == url))
            if link is None:
                return
            link.attempts += 1
            link.reason = reason[:500]
            link.next_try = next_try(link.attempts, now) if retry else None
            link.state = "done" if link.article_id is not None and not retry else "failed"
            session.flush()

    def gone(self, url: str, reason: str) -> None:
        """Write down that the address is dead for good."""
        self._set(url, state="gone", reason=reason, next_try=None)

    def postpone(self, url: str, reason: str, until: datetime | None, published: datetime | None = None) -> None:
        """Leave a link pending, with what was learned about it."""
        values = {"state": "pending", "reason": reason, "next_try": until}
        self._set(url, **values, **({"hint_published": published} if published else {}))

    def unchanged(self, url: str, now: datetime) -> None:
        """Write down that the server says that nothing has changed (304)."""
        self._set(url, state="done", reason=None, next_try=None, fetched_at=now)

    def ways(self, outlet: str) -> dict[str, Validators]:
        """Return the validators of an outlet's ways in, by address."""
        with explained(self._engine.url), Session(self._engine) as session:
            rows = session.scalars(select(Way).where(Way.outlet == outlet))
            return {way.url: Validators(way.etag, way.last_modified) for way in rows}

    def checked(
        self,
        url: str,
        outlet: str,
        kind: str,
        now: datetime,
        *,
        entries: int | None,
        validators: Validators,
        problem: str | None,
    ) -> None:
        """Write down how asking a way in went.

        :param entries: how many links it named; None when it had not changed.
        """
        with write(self._engine) as connection, Session(connection) as session:
            way = session.get(Way, url) or Way(url=url, outlet=outlet, kind=kind, entries=0)
            way.kind, way.checked_at, way.problem = kind, now, problem
            if problem is None:
                way.etag, way.last_modified = validators.etag, validators.last_modified
            if entries:
                way.entries, way.yielded_at = entries, now
            session.merge(way)
            session.flush()

    def _set(self, url: str, **values: object) -> None:
        with write(self._engine) as connection:
            connection.execute(update(Link).where(Link.url == url).values(**values))


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When a link that failed `attempts` times is tried again: at once, then at growing intervals, then never."""
    if attempts >= MOST_TRIES:
        return None
    if attempts < QUICK_TRIES:
        return now
    return now + FIRST_WAIT * int(2 ** (attempts - QUICK_TRIES))


def _new_link(find: Found, now: datetime) -> Link:
    return Link(
        url=find.url,
        outlet=find.outlet,
        state="pending",
        found_on=find.found_on,
        found_by=find.found_by,
        found_at=now,
        hint_title=find.title,
        hint_published=find.published,
        hint_modified=find.modified,
        attempts=0,
    )


def _renew(link: Link, find: Found) -> None:
    """Learn from another mention; a change after the last fetch makes a stored article pending again."""
    changed = _says_changed(link, find)
    link.hint_title = link.hint_title or find.title
    link.hint_published = link.hint_published or find.published
    if find.modified is not None and (link.hint_modified is None or find.modified > link.hint_modified):
        link.hint_modified = find.modified
    if changed and link.found_on == find.found_on and find.published is not None:
        link.hint_published = find.published
    if changed and link.state == "done":
        link.state, link.reason, link.next_try = "pending", "said to have changed", None


def _says_changed(link: Link, find: Found) -> bool:
    """A later modification than the one known, or than the last fetch; from the same list as before, any at all.

    Another list may know a time of modification that the first one never told: that alone is no news.
    """
    same_list = link.found_on == find.found_on
    if find.modified is not None:
        if link.hint_modified is not None:
            return find.modified > link.hint_modified
        return same_list or (link.fetched_at is not None and find.modified > link.fetched_at)
    return bool(same_list and find.published and link.hint_published and find.published > link.hint_published)


def _is_due(link: Link, now: datetime) -> bool:
    if link.state == "pending":
        return link.next_try is None or link.next_try <= now
    return link.state == "failed" and link.next_try is not None and link.next_try <= now


def _due(link: Link) -> Due:
    again = link.article_id is not None
    validators = Validators(link.etag, link.last_modified) if again else Validators()
    return Due(link.url, link.outlet, link.hint_title, link.hint_published, validators, again)
