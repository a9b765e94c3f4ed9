"""Stories in the database: who belongs together is `grouping`'s to say; here the rows follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, delete, select, tuple_, update
from sqlalchemy.orm import Session, selectinload

from storage.database import chunks
from storage.grouping import COPY_DAYS, NEWS_HOURS, Sketch, Told, components, same_news
from storage.models import ArticleRow, Band, FactRow, StoryRow, unpack

__all__ = ["regroup"]

_FIRST = 8
"""Articles of a story that are looked at first; one that tells the same news is enough."""


def regroup(session: Session, article: ArticleRow) -> None:
    """Put a new or corrected article into its story; stories that it joins become one, those that it parts become two.

    Only the stories around the article are looked at, found by index. The older story keeps its id.
    """
    stories = _stories_near(session, article)
    if article.story_id is None:  # a new article can join stories, never part one
        groups = [[article.id, *_members(session, stories)]]
    else:
        stories.add(article.story_id)
        sketches = _sketches(session, _members(session, stories))
        groups = [[sketch.id for sketch in group] for group in components(list(sketches))]
    _assign(session, groups)
    session.refresh(article, ["story_id"])
    session.execute(
        delete(StoryRow).where(
            StoryRow.id.in_(stories),
            ~select(ArticleRow.id).where(ArticleRow.story_id == StoryRow.id).exists(),
        )
    )


def _stories_near(session: Session, article: ArticleRow) -> set[int]:
    """The stories of the articles that tell the same news; of each story one such article is enough."""
    here = _sketch(article)
    candidates: dict[int, list[int]] = {}
    for candidate, story in _candidates(session, article):
        if story is not None:
            candidates.setdefault(story, []).append(candidate)
    return {
        story
        for story, ids in candidates.items()
        if any(same_news(here, sketch) for sketch in _sketches(session, sorted(ids, reverse=True)))
    }


def _candidates(session: Session, article: ArticleRow) -> set[tuple[int, int | None]]:
    """Articles that may tell the same news, each with its story: those that share a band or a move."""
    found: set[tuple[int, int | None]] = set()
    other = select(ArticleRow.id, ArticleRow.story_id).where(ArticleRow.id != article.id)
    days = timedelta(days=COPY_DAYS)
    keys = select(Band.key).where(Band.article_id == article.id)
    query = other.join(Band, ArticleRow.id == Band.article_id).where(
        Band.key.in_(keys), ArticleRow.reported_at.between(article.reported_at - days, article.reported_at + days)
    )
    found |= {(each, story) for each, story in session.execute(query.distinct())}
    told = {(fact.last_name, fact.family, fact.goal) for fact in article.facts}
    hours = timedelta(hours=NEWS_HOURS)
    if told:
        query = other.join(FactRow, ArticleRow.id == FactRow.article_id).where(
            tuple_(FactRow.last_name, FactRow.family, FactRow.goal).in_(sorted(told)),
            FactRow.reported_at.between(article.reported_at - hours, article.reported_at + hours),
        )
        found |= {(each, story) for each, story in session.execute(query.distinct())}
    return found


def _members(session: Session, stories: Iterable[int]) -> list[int]:
    return list(session.scalars(select(ArticleRow.id).where(ArticleRow.story_id.in_(stories))))


def _sketches(session: Session, ids: Sequence[int]) -> Iterator[Sketch]:
    """Sketches of articles, the first few at once, then more: who looks for one match rarely needs them all."""
    for part in (ids[:_FIRST], *chunks(ids[_FIRST:])):
        query = select(ArticleRow).where(ArticleRow.id.in_(part)).options(selectinload(ArticleRow.facts))
        yield from map(_sketch, session.scalars(query))


def _sketch(row: ArticleRow) -> Sketch:
    return Sketch(
        id=row.id,
        title=row.title,
        reported=row.reported_at,
        fingerprint=unpack(row.fingerprint),
        told=tuple(Told(f.last_name, f.family, f.goal, f.status) for f in row.facts),
    )


def _assign(session: Session, groups: Iterable[Sequence[int]]) -> None:
    """Give each group of articles its story: the oldest that any of them had and no other group took."""
    taken: set[int] = set()
    for group in groups:
        rows = _summaries(session, group)
        free = sorted({row.story_id for row in rows if row.story_id is not None} - taken)
        if free:
            story = session.get_one(StoryRow, free[0])
        else:
            story = StoryRow(lead_id=None, first_published=rows[0].reported_at, last_published=rows[0].reported_at)
            session.add(story)
            session.flush()
        taken.add(story.id)
        moved = [row.id for row in rows if row.story_id != story.id]
        for part in chunks(moved):
            session.execute(update(ArticleRow).where(ArticleRow.id.in_(part)).values(story_id=story.id))
        _summarise(story, rows)


def _summaries(session: Session, ids: Sequence[int]) -> list[Row[*tuple[Any, ...]]]:
    columns = (
        ArticleRow.id,
        ArticleRow.story_id,
        ArticleRow.paywalled,
        ArticleRow.reported_at,
        ArticleRow.url,
        ArticleRow.outlet,
    )
    return [row for part in chunks(ids) for row in session.execute(select(*columns).where(ArticleRow.id.in_(part)))]


def _summarise(story: StoryRow, rows: Sequence[Row[*tuple[Any, ...]]]) -> None:
    """The lead is the earliest article that one can read whole; of those of the same minute, the first by address."""
    story.lead_id = min(rows, key=lambda row: (row.paywalled, row.reported_at, row.url)).id
    story.first_published = min(row.reported_at for row in rows)
    story.last_published = max(row.reported_at for row in rows)
    story.articles = len(rows)
    story.outlets = len({row.outlet for row in rows})
