"""Labelled articles as questions with their answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parsing.corpus import Labelled
from parsing.evaluation import FEE_TOLERANCE
from parsing.extraction import lay_out
from parsing.extraction.belonging import FEE_KINDS, credit_items, fee_items, kind_signs, signs_of
from parsing.extraction.choice import ARRIVALS, Pair, Table, draft_of, ruled_rung, table
from parsing.extraction.facts import Draft
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

    :param story: what it tells; articles of one story are never parted between learning and judging.
    """

    id: str
    story: str
    asked: Table
    answers: tuple[Answer, ...]
    facts: tuple[Fact, ...]
    belongs: tuple[tuple[str, frozenset[str], bool], ...]
    """Sums and credits beside moves: the question, its signs, the answer."""


def examples(articles: Iterable[Labelled]) -> list[Example]:
    """Lay out labelled articles and answer every question about them."""
    found = []
    for each in articles:
        page = lay_out(each.article)
        asked = table(page)
        answers = tuple(_answer(page, pair, each.facts) for pair in asked.pairs)
        found.append(
            Example(
                each.id,
                str(each.labels.get("story") or each.id),
                asked,
                answers,
                each.facts,
                tuple(_belongs(page, each.facts)),
            )
        )
    return found


def _answer(page: Layout, pair: Pair, facts: Sequence[Fact]) -> Answer:
    own = [fact for fact in facts if same_person(fact.person, pair.person)]
    here = [f for f in own if f.move != "departure" and same_club(f.to_club, pair.club)]
    from_here = [f for f in own if same_club(f.from_club, pair.club)]
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


def _belongs(page: Layout, facts: Sequence[Fact]) -> Iterator[tuple[str, frozenset[str], bool]]:
    """Ask of each sum and each credit whether it belongs to each labelled move, and of its sum what it is."""
    drafts = [(draft, fact) for fact in facts if (draft := _draft(page, fact))]
    told = [draft for draft, _ in drafts]
    sums, credited = fee_items(page), credit_items(page, page.own_medium)
    for draft, fact in drafts:
        for item in sums:
            right = fact.fee is not None and abs(fact.fee.amount - item.value) <= FEE_TOLERANCE * fact.fee.amount
            yield "fee", frozenset(signs_of(page, item, draft, told)), right
            if right and fact.fee:
                kinds = frozenset(kind_signs(page, item, draft))
                for kind in FEE_KINDS:
                    yield f"fee kind {kind}", kinds, fact.fee.kind == kind
        for item in credited:
            yield "source", frozenset(signs_of(page, item, draft, told)), bool(set(item.names) & set(fact.sources))


def _draft(page: Layout, fact: Fact) -> Draft | None:
    """A labelled move as the weights would have found it."""
    person = next((p for p in page.persons if same_person(p, fact.person)), None)
    if person is None:
        return None
    origin, goal = (
        next((c for c in page.clubs if same_club(c, club)), None) if club else None
        for club in (fact.from_club, fact.to_club)
    )
    draft = draft_of(page, person, fact.move, origin, goal, 1.0)
    draft.status, draft.role = fact.status, fact.role
    return draft
