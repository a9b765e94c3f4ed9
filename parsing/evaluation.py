"""How good the facts are, measured as two readers would compare their labels.

A predicted fact matches a labelled one when person, move and both clubs agree; a club that the label leaves open
is not compared. Everything else is scored on the matched facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from parsing.names import same_club, same_person
from parsing.records import STATUSES, Fact

__all__ = ["Comparison", "Score", "compare", "score"]

_LADDER: dict[str, int] = {status: rank for rank, status in enumerate(STATUSES)}
FEE_TOLERANCE = 0.05
"""Share by which two amounts may differ and still be the same."""
SURE = 0.9
"""Confidence from which a fact counts as one that can be relied on."""


@dataclass(slots=True)
class Count:
    """True positives, predictions and labels of one measure."""

    hits: int = 0
    predicted: int = 0
    labelled: int = 0

    @property
    def precision(self) -> float:
        """Share of the predictions that are right; 1.0 when there are none."""
        return self.hits / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """Share of the labels that were found; 1.0 when there are none."""
        return self.hits / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.predicted + self.labelled
        return 2 * self.hits / total if total else 1.0

    def add(self, hits: int, predicted: int, labelled: int) -> None:
        """Count one more comparison."""
        self.hits += hits
        self.predicted += predicted
        self.labelled += labelled


@dataclass(slots=True)
class Score:
    """All measures over some articles."""

    articles: int = 0
    facts: Count = field(default_factory=Count)
    relaxed: Count = field(default_factory=Count)
    status_exact: Count = field(default_factory=Count)
    status_near: Count = field(default_factory=Count)
    fee: Count = field(default_factory=Count)
    contract: Count = field(default_factory=Count)
    option: Count = field(default_factory=Count)
    sources: Count = field(default_factory=Count)
    sure: Count = field(default_factory=Count)
    """Predictions of `SURE` or more, and how many of them match a label."""
    empty_articles: int = 0
    invented_on_empty: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Labels and predictions of one article, matched.

    :param pairs: (label, prediction) that match; `missed` labels and `invented` predictions do not.
    """

    id: str
    pairs: tuple[tuple[Fact, Fact], ...]
    missed: tuple[Fact, ...]
    invented: tuple[Fact, ...]


def compare(name: str, labels: Sequence[Fact], predictions: Sequence[Fact]) -> Comparison:
    """Match the predictions of one article with its labels; each label matches once."""
    pairs, rest = _match(labels, predictions, _strict)
    missed = tuple(label for label in labels if not any(label is known for known, _ in pairs))
    return Comparison(name, tuple(pairs), missed, tuple(rest))


def score(articles: Iterable[tuple[Sequence[Fact], Sequence[Fact]]]) -> Score:
    """Score pairs of (labels, predictions), one pair an article; counts add up over articles."""
    total = Score()
    for labels, predictions in articles:
        total.articles += 1
        if not labels:
            total.empty_articles += 1
            total.invented_on_empty += len(predictions)
        matched = compare("", labels, predictions)
        total.facts.add(len(matched.pairs), len(predictions), len(labels))
        right = sum(prediction.confidence >= SURE for _, prediction in matched.pairs)
        total.sure.add(right, sum(p.confidence >= SURE for p in predictions), 0)
        relaxed, _ = _match(labels, predictions, _relaxed)
        total.relaxed.add(len(relaxed), len(predictions), len(labels))
        for label, prediction in matched.pairs:
            _score_pair(total, label, prediction)
    return total


def _score_pair(total: Score, label: Fact, prediction: Fact) -> None:
    total.status_exact.add(label.status == prediction.status, 1, 1)
    total.status_near.add(_near(label.status, prediction.status), 1, 1)
    total.fee.add(_same_fee(label, prediction), prediction.fee is not None, label.fee is not None)
    for ours, theirs in (
        (prediction.contract_until, label.contract_until),
        (prediction.current_contract_until, label.current_contract_until),
    ):
        total.contract.add(ours is not None and ours == theirs, ours is not None, theirs is not None)
    total.option.add(
        label.loan_option is not None and label.loan_option == prediction.loan_option,
        prediction.loan_option is not None,
        label.loan_option is not None,
    )
    common = set(label.sources) & set(prediction.sources)
    total.sources.add(len(common), len(set(prediction.sources)), len(set(label.sources)))


def _match(
    labels: Sequence[Fact], predictions: Sequence[Fact], agree: Callable[[Fact, Fact], bool]
) -> tuple[list[tuple[Fact, Fact]], list[Fact]]:
    """Pair labels with predictions that agree, those of the same status first; return the pairs and what is left."""
    left = list(predictions)
    pairs: list[tuple[Fact, Fact]] = []
    for label in sorted(labels, key=lambda fact: sum(agree(fact, p) for p in predictions)):
        fitting = [p for p in left if agree(label, p)]
        if fitting:
            best = max(fitting, key=lambda p: (p.status == label.status, p.confidence))
            left = [p for p in left if p is not best]
            pairs.append((label, best))
    return pairs, left


def _strict(label: Fact, prediction: Fact) -> bool:
    return (
        label.move == prediction.move
        and same_person(label.person, prediction.person)
        and (label.from_club is None or same_club(label.from_club, prediction.from_club))
        and (label.to_club is None or same_club(label.to_club, prediction.to_club))
    )


def _relaxed(label: Fact, prediction: Fact) -> bool:
    kinds = {"loan": "transfer"}
    return (
        kinds.get(label.move, label.move) == kinds.get(prediction.move, prediction.move)
        and same_person(label.person, prediction.person)
        and (label.to_club is None or same_club(label.to_club, prediction.to_club))
    )


def _near(a: str, b: str) -> bool:
    """Within one rung; ``rejected`` is next to none."""
    return a == b or ("rejected" not in (a, b) and abs(_LADDER[a] - _LADDER[b]) <= 1)


def _same_fee(label: Fact, prediction: Fact) -> bool:
    a, b = label.fee, prediction.fee
    return bool(a and b and a.kind == b.kind and abs(a.amount - b.amount) <= FEE_TOLERANCE * max(a.amount, b.amount))
