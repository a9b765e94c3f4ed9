"""Stories in the database: who belongs together is `grouping`'s to say; here the rows follow."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.orm import Session

from storage.grouping import COPY_DAYS, NEWS_HOURS, Sketch, Told, components, same_news
from storage.models import ArticleRow, Band, FactRow, StoryRow

__all__ = ["regroup"]


def regroup(session: Session, article: ArticleRow) -> None:
    """Put a new or corrected article into its story; stories that it joins become one, those that it parts become two.

    Only the stories around the article are looked at, found by index. The older story keeps its id.
    """
    here = _sketch(article)
    near = [sketch for sketch in _sketches(session, _candidates(session, article)) if same_news(here, sketch)]
    stories = {
        story
        for (story,) in session.execute(select(ArticleRow.story_id).where(ArticleRow.id.in_([s.id for s in near])))
        if story
    }
    if article.story_id is not None:
        stories.add(article.story_id)
    members = list(session.scalars(select(ArticleRow).where(ArticleRow.story_id.in_(stories))))
    if article not in members:
        members.append(article)
    rows = {row.id: row for row in members}
    _assign(session, [[rows[s.id] for s in group] for group in components([_sketch(row) for row in members])])
    session.execute(
        delete(StoryRow).where(
            StoryRow.id.in_(stories),
            ~select(ArticleRow.id).where(ArticleRow.story_id == StoryRow.id).exists(),
        )
    )


def _candidates(session: Session, article: ArticleRow) -> set[int]:
    """Articles that may tell the same news: those that share a band or a move."""
    found: set[int] = set()
    keys = select(Band.key).where(Band.article_id == article.id)
    days = timedelta(days=COPY_DAYS)
    found |= set(
        session.scalars(
            select(Band.article_id)
            .join(ArticleRow, ArticleRow.id == Band.article_id)
            .where(
                Band.key.in_(keys),
                Band.article_id != article.id,
                ArticleRow.reported_at.between(article.reported_at - days, article.reported_at + days),
            )
        )
    )
    told = {(fact.last_name, fact.family, fact.goal) for fact in article.facts}
    hours = timedelta(hours=NEWS_HOURS)
    if told:
        found |= set(
            session.scalars(
                select(FactRow.article_id).where(
                    tuple_(FactRow.last_name, FactRow.family, FactRow.goal).in_(sorted(told)),
                    FactRow.article_id != article.id,
                    FactRow.reported_at.between(article.reported_at - hours, article.reported_at + hours),
                )
            )
        )
    return found


def _sketches(session: Session, ids: Iterable[int]) -> list[Sketch]:
    return [_sketch(row) for row in session.scalars(select(ArticleRow).where(ArticleRow.id.in_(sorted(ids))))]


def _sketch(row: ArticleRow) -> Sketch:
    return Sketch(
        id=row.id,
        title=row.title,
        reported=row.reported_at,
        fingerprint=struct.unpack(f"<{len(row.fingerprint) // 4}I", row.fingerprint),
        told=tuple(Told(f.last_name, f.family, f.goal, f.status) for f in row.facts),
    )


def _assign(session: Session, groups: Sequence[Sequence[ArticleRow]]) -> None:
    """Give each group its story: the oldest that any of its articles had and no other group took."""
    taken: set[int] = set()
    for group in groups:
        free = sorted({row.story_id for row in group if row.story_id is not None} - taken)
        if free:
            story = session.get_one(StoryRow, free[0])
        else:
            story = StoryRow(lead_id=None, first_published=group[0].reported_at, last_published=group[0].reported_at)
            session.add(story)
            session.flush()
        taken.add(story.id)
        session.execute(
            update(ArticleRow).where(ArticleRow.id.in_([row.id for row in group])).values(story_id=story.id)
        )
        for row in group:
            session.refresh(row, ["story_id"])
        _summarise(story, group)


def _summarise(story: StoryRow, group: Sequence[ArticleRow]) -> None:
    """The lead is the earliest article that one can read whole; of those of the same minute, the first by address."""
    order = sorted(group, key=lambda row: (row.paywalled, row.reported_at, row.url))
    story.lead_id = order[0].id
    story.first_published = min(row.reported_at for row in group)
    story.last_published = max(row.reported_at for row in group)
    story.articles = len(group)
    story.outlets = len({row.outlet for row in group})
