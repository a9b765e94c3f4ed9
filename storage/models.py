"""The tables, in the order in which data meets them: way, link, page, article, fact, story, move, run.

Facts are the record; stories and moves are derived from them and can be rebuilt. All times are UTC. Names of
columns are those of the labelled corpus.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

__all__ = [
    "ArticleRow",
    "ArticleVersion",
    "Band",
    "Base",
    "Credit",
    "EvidenceRow",
    "FactRow",
    "Link",
    "MoveRow",
    "PageRow",
    "Run",
    "StoryRow",
    "Way",
    "pack",
    "unpack",
]


def pack(fingerprint: Sequence[int]) -> bytes:
    """Return a fingerprint as bytes, four a number."""
    return struct.pack(f"<{len(fingerprint)}I", *fingerprint)


def unpack(packed: bytes) -> tuple[int, ...]:
    """Return the fingerprint that `pack` packed."""
    return struct.unpack(f"<{len(packed) // 4}I", packed)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time in UTC: SQLite keeps no zone, so it is put off on the way in and on again on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without zone, turn the others to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"expected an aware time, got {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the time its zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Common ground of all tables; constraints get names, so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: UtcDateTime,
        str: Text,
        list[str]: JSON,
        dict[str, Any]: JSON,
    }


class Way(Base):
    """A way into an outlet (feed, sitemap, section), with the validators for asking it again."""

    __tablename__ = "way"

    url: Mapped[str] = mapped_column(primary_key=True)
    outlet: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    checked_at: Mapped[datetime | None]
    yielded_at: Mapped[datetime | None]
    entries: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None]


class Link(Base):
    """The ledger: one row per discovered address. It is the truth after a crash."""

    __tablename__ = "link"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'done', 'failed', 'gone')", name="state"),
        Index("ix_link_outlet_state_next_try", "outlet", "state", "next_try"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(unique=True)
    outlet: Mapped[str]
    state: Mapped[str] = mapped_column(default="pending")
    reason: Mapped[str | None]
    found_on: Mapped[str]
    found_by: Mapped[str]
    found_at: Mapped[datetime]
    hint_title: Mapped[str | None]
    hint_published: Mapped[datetime | None]
    hint_modified: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    next_try: Mapped[datetime | None]
    fetched_at: Mapped[datetime | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="SET NULL"), index=True)


class PageRow(Base):
    """The raw page of one version of an article, so that a better parser can read it again."""

    __tablename__ = "page"

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str]
    final_url: Mapped[str]
    status: Mapped[int]
    headers: Mapped[dict[str, Any]]
    outlet: Mapped[str]
    fetched_at: Mapped[datetime]
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    """zlib-compressed."""
    hints: Mapped[dict[str, Any]]
    """What the registry and the feed said for reading it."""


class ArticleRow(Base):
    """The present version of an article."""

    __tablename__ = "article"
    __table_args__ = (Index("ix_article_outlet_content", "outlet", "content_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(unique=True)
    outlet: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    text: Mapped[str]
    authors: Mapped[list[str]]
    published: Mapped[datetime | None] = mapped_column(index=True)
    published_from: Mapped[str | None]
    modified: Mapped[datetime | None]
    language: Mapped[str]
    paywalled: Mapped[bool]
    live: Mapped[bool]
    embeds: Mapped[list[str]]
    content_hash: Mapped[str]
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary)
    version: Mapped[int] = mapped_column(default=1)
    first_seen: Mapped[datetime]
    updated_at: Mapped[datetime]
    reported_at: Mapped[datetime] = mapped_column(index=True)
    """When its claims were made: publication, else first sight."""
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"))
    story_id: Mapped[int | None] = mapped_column(ForeignKey("story.id"), index=True)

    facts: Mapped[list[FactRow]] = relationship(
        back_populates="article", cascade="all, delete-orphan", order_by="FactRow.id"
    )
    versions: Mapped[list[ArticleVersion]] = relationship(
        cascade="all, delete-orphan", order_by="ArticleVersion.version"
    )


class ArticleVersion(Base):
    """What an article said before it was corrected."""

    __tablename__ = "article_version"
    __table_args__ = (UniqueConstraint("article_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    title: Mapped[str]
    text: Mapped[str]
    modified: Mapped[datetime | None]
    facts: Mapped[dict[str, Any]]
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"))
    replaced_at: Mapped[datetime]


class Band(Base):
    """One band of an article's fingerprint: two articles that share a row may be near-duplicates."""

    __tablename__ = "band"

    key: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, index=True)


class FactRow(Base):
    """One move of one person, as one article reports it."""

    __tablename__ = "fact"
    __table_args__ = (
        Index("ix_fact_last_name", "last_name", "family", "goal", "transfer_window"),
        Index("ix_fact_to_key", "to_key"),
        Index("ix_fact_from_key", "from_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    move_id: Mapped[int | None] = mapped_column(ForeignKey("move.id"), index=True)
    reported_at: Mapped[datetime] = mapped_column(index=True)
    person: Mapped[str]
    person_key: Mapped[str] = mapped_column(index=True)
    last_name: Mapped[str]
    role: Mapped[str]
    move: Mapped[str]
    family: Mapped[str]
    """Transfers and loans are one family: the same move may change its formula."""
    from_club: Mapped[str | None]
    to_club: Mapped[str | None]
    from_key: Mapped[str | None]
    to_key: Mapped[str | None]
    goal: Mapped[str]
    """The club that tells this move from others: destination, or for a departure the club left."""
    transfer_window: Mapped[str]
    status: Mapped[str]
    fee_amount: Mapped[int | None] = mapped_column(BigInteger)
    fee_max: Mapped[int | None] = mapped_column(BigInteger)
    fee_currency: Mapped[str | None]
    fee_kind: Mapped[str | None]
    fee_text: Mapped[str | None]
    contract_until: Mapped[str | None]
    current_contract_until: Mapped[str | None]
    loan_option: Mapped[str | None]
    confidence: Mapped[float]
    extractor: Mapped[str]
    bonus: Mapped[int | None] = mapped_column(BigInteger)
    """In the currency of the fee."""
    resale_share: Mapped[float | None]
    option_amount: Mapped[int | None] = mapped_column(BigInteger)
    option_max: Mapped[int | None] = mapped_column(BigInteger)
    option_currency: Mapped[str | None]
    wages_amount: Mapped[int | None] = mapped_column(BigInteger)
    wages_currency: Mapped[str | None]
    wages_period: Mapped[str | None]
    position: Mapped[str | None]
    age: Mapped[int | None]
    nationality: Mapped[str | None]
    event_date: Mapped[str | None]
    stance: Mapped[str | None]

    article: Mapped[ArticleRow] = relationship(back_populates="facts")
    evidence: Mapped[list[EvidenceRow]] = relationship(cascade="all, delete-orphan", order_by="EvidenceRow.rank")
    credits: Mapped[list[Credit]] = relationship(cascade="all, delete-orphan", order_by="Credit.rank")

    @property
    def url(self) -> str:
        """The address of its article."""
        return self.article.url


class EvidenceRow(Base):
    """The sentence that carries a fact, strongest first."""

    __tablename__ = "evidence"

    fact_id: Mapped[int] = mapped_column(ForeignKey("fact.id", ondelete="CASCADE"), primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str]
    start_char: Mapped[int]
    end_char: Mapped[int]
    sentence: Mapped[str]


class Credit(Base):
    """A medium or journalist that the article credits with the fact."""

    __tablename__ = "credit"

    fact_id: Mapped[int] = mapped_column(ForeignKey("fact.id", ondelete="CASCADE"), primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True, index=True)
    rank: Mapped[int]


class StoryRow(Base):
    """The articles of all outlets that tell the same news."""

    __tablename__ = "story"

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int | None]
    """The earliest complete article."""
    first_published: Mapped[datetime] = mapped_column(index=True)
    last_published: Mapped[datetime] = mapped_column(index=True)
    articles: Mapped[int] = mapped_column(default=1)
    outlets: Mapped[int] = mapped_column(default=1)


class MoveRow(Base):
    """One person's one move across all articles, as its facts tell it."""

    __tablename__ = "move"
    __table_args__ = (Index("ix_move_last_name", "last_name", "family", "goal", "transfer_window"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str]
    last_name: Mapped[str]
    role: Mapped[str]
    move: Mapped[str]
    family: Mapped[str]
    goal: Mapped[str]
    transfer_window: Mapped[str] = mapped_column(index=True)
    from_club: Mapped[str | None]
    to_club: Mapped[str | None]
    from_key: Mapped[str | None] = mapped_column(index=True)
    to_key: Mapped[str | None] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(index=True)
    contract_until: Mapped[str | None]
    loan_option: Mapped[str | None]
    claims: Mapped[int]
    outlets: Mapped[int]
    first_reported: Mapped[datetime]
    last_reported: Mapped[datetime] = mapped_column(index=True)
    first_outlet: Mapped[str]


class Run(Base):
    """One crawl."""

    __tablename__ = "run"

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    outlets: Mapped[list[str]]
    since: Mapped[datetime | None]
    exit_code: Mapped[int | None]
    report: Mapped[dict[str, Any]]
