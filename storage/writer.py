"""Saving an article: one transaction, all or nothing, and twice is the same as once.

What goes in together: page, article, its facts, its story, its moves, and the link's "done". Dedup goes from the
cheapest to the dearest: canonical address, content, near-duplicate, same news.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from parsing.fingerprints import bands
from parsing.names import club_key, name_key
from parsing.records import Article, Fact, Page, Reading
from storage.database import write
from storage.errors import StorageError
from storage.identity import identity
from storage.models import ArticleRow, ArticleVersion, Band, Credit, EvidenceRow, FactRow, Link, PageRow, pack
from storage.moves import regather
from storage.stories import regroup

__all__ = ["Saved", "Writer", "content_hash"]

Outcome = Literal["new", "changed", "same", "shrunk"]

SHRUNK = 1 / 3
"""A new version shorter than this share of the old one is a wall or a failure, not a correction."""
DUPLICATE_LENGTH = 200
"""Shorter texts are not enough to tell that two addresses hold the same article."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an article.

    :param outcome: ``new``; ``changed``, the earlier version is kept as history; ``same``, nothing was written;
        ``shrunk``, the new version lacks so much that the old one stays.
    """

    outcome: Outcome
    article_id: int
    story_id: int


class Writer:
    """Writes articles into one database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save(self, page: Page, reading: Reading, now: datetime) -> Saved:
        """Store what was read from `page`, and mark its link as done.

        :param reading: must hold an article.
        :raises StorageError: when the database refuses; nothing is written then.
        """
        if reading.article is None:
            raise StorageError(f"{page.address}: expected a reading with an article, got none ({reading.reason})")
        with write(self._engine) as connection, Session(connection) as session:
            saved = _save(session, page, reading, reading.article, now)
            session.flush()
        return saved


def content_hash(article: Article) -> str:
    """Return what two copies of an article share: title and words, white space folded."""
    words = " ".join(f"{article.title}\n{article.text}".split())
    return sha256(words.encode("utf-8", "ignore")).hexdigest()


def _save(session: Session, page: Page, reading: Reading, article: Article, now: datetime) -> Saved:
    digest = content_hash(article)
    row = _known(session, article, digest)
    if row is None:
        row = _insert(session, page, reading, article, digest, now)
        outcome: Outcome = "new"
    elif row.content_hash == digest:
        outcome = "same"
    elif _is_shrunk(row, article):
        outcome = "shrunk"
    else:
        _replace(session, row, page, reading, article, digest, now)
        outcome = "changed"
    _link_done(session, page, row, now)
    session.flush()
    assert row.story_id is not None
    return Saved(outcome, row.id, row.story_id)


def _known(session: Session, article: Article, digest: str) -> ArticleRow | None:
    """The stored article with the same address, or with the same content at the same outlet."""
    row = session.scalar(select(ArticleRow).where(ArticleRow.url == article.url))
    if row is None and len(article.text) >= DUPLICATE_LENGTH:
        query = select(ArticleRow).where(ArticleRow.outlet == article.outlet, ArticleRow.content_hash == digest)
        row = session.scalars(query.order_by(ArticleRow.id)).first()
    return row


def _is_shrunk(row: ArticleRow, article: Article) -> bool:
    return len(article.text) < SHRUNK * len(row.text)


def _insert(session: Session, page: Page, reading: Reading, article: Article, digest: str, now: datetime) -> ArticleRow:
    stored = _store_page(session, page, now)
    row = ArticleRow(url=article.url, version=1, first_seen=now, page_id=stored.id, story_id=None)
    _fill(row, article, reading, digest, now)
    session.add(row)
    session.flush()
    _attach(session, row, reading)
    return row


def _replace(
    session: Session,
    row: ArticleRow,
    page: Page,
    reading: Reading,
    article: Article,
    digest: str,
    now: datetime,
) -> None:
    """Keep the earlier version as history and put the new one in its place."""
    session.add(
        ArticleVersion(
            article_id=row.id,
            version=row.version,
            title=row.title,
            text=row.text,
            modified=row.modified,
            facts={"facts": [fact_record(fact) for fact in row.facts]},
            page_id=row.page_id,
            replaced_at=now,
        )
    )
    touched = _identities(row)
    row.page_id = _store_page(session, page, now).id
    row.version += 1
    _fill(row, article, reading, digest, now, keep_published=True)
    row.facts.clear()
    session.execute(delete(Band).where(Band.article_id == row.id))
    session.flush()
    _attach(session, row, reading, touched)


def _fill(
    row: ArticleRow,
    article: Article,
    reading: Reading,
    digest: str,
    now: datetime,
    *,
    keep_published: bool = False,
) -> None:
    row.outlet, row.title, row.text = article.outlet, article.title, article.text
    row.authors, row.embeds = list(article.authors), list(article.embeds)
    if not keep_published or row.published is None:
        row.published, row.published_from = article.published, article.published_from
    row.modified, row.language = article.modified, article.language
    row.paywalled, row.live = article.paywalled, article.live
    row.content_hash, row.fingerprint = digest, pack(reading.fingerprint)
    row.updated_at = now
    row.reported_at = min(row.published, now) if row.published else row.first_seen


def _attach(
    session: Session, row: ArticleRow, reading: Reading, touched: Iterable[tuple[str, str, str, str]] = ()
) -> None:
    """Hang facts and bands onto an article, then find its story and its moves."""
    row.facts.extend(_fact(fact, row) for fact in reading.facts)
    session.add_all(Band(key=key, article_id=row.id) for key in set(bands(reading.fingerprint)))
    session.flush()
    regroup(session, row)
    for bucket in sorted({*touched, *_identities(row)}):
        regather(session, *bucket)


def _identities(row: ArticleRow) -> set[tuple[str, str, str, str]]:
    return {(fact.last_name, fact.family, fact.goal, fact.transfer_window) for fact in row.facts}


def _fact(fact: Fact, article: ArticleRow) -> FactRow:
    who = identity(fact, article.reported_at)
    fee, option, wages = fact.fee, fact.option_price, fact.wages
    return FactRow(
        reported_at=article.reported_at,
        person=fact.person,
        person_key=name_key(fact.person),
        last_name=who.last_name,
        role=fact.role,
        move=fact.move,
        family=who.family,
        from_club=fact.from_club,
        to_club=fact.to_club,
        from_key=fact.from_club and club_key(fact.from_club),
        to_key=fact.to_club and club_key(fact.to_club),
        goal=who.goal,
        transfer_window=who.window,
        status=fact.status,
        fee_amount=fee.amount if fee else None,
        fee_max=fee.maximum if fee else None,
        fee_currency=fee.currency if fee else None,
        fee_kind=fee.kind if fee else None,
        fee_text=fee.text if fee else None,
        contract_until=fact.contract_until,
        current_contract_until=fact.current_contract_until,
        loan_option=fact.loan_option,
        confidence=fact.confidence,
        extractor=fact.extractor,
        bonus=fact.bonus,
        resale_share=fact.resale_share,
        option_amount=option.amount if option else None,
        option_max=option.maximum if option else None,
        option_currency=option.currency if option else None,
        wages_amount=wages.amount if wages else None,
        wages_currency=wages.currency if wages else None,
        wages_period=wages.period if wages else None,
        position=fact.position,
        age=fact.age,
        nationality=fact.nationality,
        event_date=fact.event_date,
        stance=fact.stance,
        evidence=[
            EvidenceRow(rank=rank, field=e.field, start_char=e.start, end_char=e.end, sentence=e.sentence)
            for rank, e in enumerate(fact.evidence)
        ],
        credits=[Credit(rank=rank, source=source) for rank, source in enumerate(dict.fromkeys(fact.sources))],
    )


def fact_record(fact: FactRow) -> dict[str, Any]:
    """Return a stored fact as the corpus writes it, with its first sentence and its confidence."""
    wages: dict[str, Any] | None = None
    if fact.wages_amount is not None:
        wages = {"amount": fact.wages_amount, "currency": fact.wages_currency, "period": fact.wages_period}
    return {
        "person": fact.person,
        "role": fact.role,
        "move": fact.move,
        "from_club": fact.from_club,
        "to_club": fact.to_club,
        "status": fact.status,
        "fee": _sum(fact.fee_amount, fact.fee_max, fact.fee_currency, fact.fee_kind),
        "contract_until": fact.contract_until,
        "current_contract_until": fact.current_contract_until,
        "loan_option": fact.loan_option,
        "sources": [credit.source for credit in fact.credits],
        "bonus": fact.bonus,
        "resale_share": fact.resale_share,
        "option_price": _sum(fact.option_amount, fact.option_max, fact.option_currency, "clause"),
        "wages": wages,
        "position": fact.position,
        "age": fact.age,
        "nationality": fact.nationality,
        "event_date": fact.event_date,
        "stance": fact.stance,
        "evidence": [
            {"sentence": e.sentence, "field": e.field, "start": e.start_char, "end": e.end_char} for e in fact.evidence
        ],
        "confidence": round(fact.confidence, 3),
        "extractor": fact.extractor,
    }


def _sum(amount: int | None, most: int | None, currency: str | None, kind: str | None) -> dict[str, Any] | None:
    """A sum of money as the corpus writes it."""
    if amount is None:
        return None
    record = {"amount": amount, "currency": currency, "kind": kind}
    return record if most is None else {**record, "max": most}


def _store_page(session: Session, page: Page, now: datetime) -> PageRow:
    row = PageRow(
        url=page.url,
        final_url=page.address,
        status=page.status,
        headers=dict(page.headers),
        outlet=page.outlet,
        fetched_at=page.fetched or now,
        body=zlib.compress(page.body, 6),
        hints={
            "domains": list(page.domains),
            "timezone": page.timezone,
            "language": page.language,
            "remove": list(page.remove),
            "title": page.hint_title,
            "published": page.hint_published.isoformat() if page.hint_published else None,
        },
    )
    session.add(row)
    session.flush()
    return row


def _link_done(session: Session, page: Page, row: ArticleRow, now: datetime) -> None:
    """Mark the link that led here; a page that nobody discovered (a saved one) has none."""
    link = session.scalar(select(Link).where(Link.url == page.url))
    if link is None:
        return
    link.state, link.reason, link.next_try, link.attempts = "done", None, None, 0
    link.article_id, link.fetched_at = row.id, page.fetched or now
    link.etag, link.last_modified = page.header("etag"), page.header("last-modified")
