"""Labelled articles as questions with their answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsing.corpus import Labelled
from parsing.extraction import lay_out
from parsing.extraction.choice import ARRIVALS, Pair, Table, ruled_rung, table
from parsing.extraction.layout import Layout
from parsing.names import same_club, same_person
from parsing.records import Fact, Move, Status

__all__ = ["Answer", "Example", "examples"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the labels say of one pair.

    :param rungs: the moves that the pair makes, each with its status and the one that the rules read.
    """

    arrives: bool
    stays: bool
    leaves: bool
    came_from: bool
    rungs: tuple[tuple[Move, Status, Status | None], ...]

    @property
    def kind(self) -> Move | None:
        """How he arrives."""
        return next((move for move, *_ in self.rungs if move in ARRIVALS), None)


@dataclass(frozen=True, slots=True)
class Example:
    """One article: its pairs, and an answer for each.

    :param outlet: the outlet in whose manner it is written.
    """

    id: str
    outlet: str
    asked: Table
    answers: tuple[Answer, ...]
    facts: tuple[Fact, ...]


def examples(articles: Iterable[Labelled]) -> list[Example]:
    """Lay out labelled articles and answer every question about them."""
    found = []
    for each in articles:
        page = lay_out(each.article)
        asked = table(page)
        answers = tuple(_answer(page, pair, each.facts) for pair in asked.pairs)
        found.append(Example(each.id, each.article.outlet, asked, answers, each.facts))
    return found


def _answer(page: Layout, pair: Pair, facts: Sequence[Fact]) -> Answer:
    own = [fact for fact in facts if same_person(fact.person, pair.person)]
    here = [f for f in own if f.move != "departure" and same_club(f.to_club, pair.club)]
    from_here = [f for f in own if f.move != "appointment" and same_club(f.from_club, pair.club)]
    arriving = [f for f in here if f.move in ARRIVALS and not (f.to_club and same_club(f.from_club, f.to_club))]
    staying = [f for f in here if f.move == "extension"]
    leaving = [f for f in from_here if f.move == "departure"]
    return Answer(
        arrives=bool(arriving),
        stays=bool(staying),
        leaves=bool(leaving),
        came_from=bool(from_here),
        rungs=tuple(
            (f.move, f.status, ruled_rung(page, pair.person, f.move, pair.club))
            for f in (*arriving, *staying, *leaving)
        ),
    )
