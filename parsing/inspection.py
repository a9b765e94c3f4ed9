"""Shows labels and predictions in their text: which sentence speaks of a fact, and where its names stand.

A prediction brings its evidence along; a label is a line in a file, and its sentence is looked for here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from parsing.corpus import Labelled
from parsing.evaluation import Comparison, compare
from parsing.extraction import lay_out
from parsing.extraction.layout import Layout
from parsing.names import same_club, same_person
from parsing.records import Article, Fact

__all__ = ["Finding", "Inspection", "Line", "Mark", "inspect"]

Outcome = Literal["found", "missed", "invented"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact as it came out.

    :param label: what a reader wrote, None where the fact was invented.
    :param prediction: what was read, None where it was missed.
    :param sentence: the sentence that tells it, empty where nothing in the text names its person.
    :param line: index of that sentence in `Inspection.lines`, or None.
    """

    outcome: Outcome
    label: Fact | None
    prediction: Fact | None
    sentence: str
    line: int | None

    @property
    def fact(self) -> Fact:
        """The label where there is one, else the prediction."""
        known = self.label or self.prediction
        if known is None:
            raise ValueError("a finding has a label or a prediction")
        return known

    @property
    def differences(self) -> dict[str, tuple[object, object]]:
        """What was read otherwise on a fact that was found: (got, expected) by field."""
        if self.label is None or self.prediction is None:
            return {}
        got, expected = self.prediction.as_dict(), self.label.as_dict()
        fields = ("role", "status", "fee", "contract_until", "current_contract_until", "loan_option")
        found = {key: (got[key], expected[key]) for key in fields if got[key] != expected[key]}
        if set(got["sources"]) != set(expected["sources"]):
            found["sources"] = (got["sources"], expected["sources"])
        return found


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a line that names a person or a club of the facts.

    :param outcome: of the facts that it belongs to, what went wrong before what went right; empty for plain text.
    """

    text: str
    outcome: Outcome | Literal[""] = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, cut where its marks begin and end.

    :param kind: ``title``, ``heading``, ``prose`` or ``furniture``.
    :param begins: it is the first of its paragraph.
    """

    marks: tuple[Mark, ...]
    kind: str
    begins: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """One article with its labels and its predictions.

    :param findings: found, missed, invented, in this order.
    :param lines: the whole text.
    """

    id: str
    article: Article
    findings: tuple[Finding, ...]
    lines: tuple[Line, ...]

    @property
    def wrong(self) -> bool:
        """Tell whether anything was missed, invented or read differently."""
        return any(each.outcome != "found" or each.differences for each in self.findings)


def inspect(labelled: Labelled, predictions: Sequence[Fact]) -> Inspection:
    """Lay the predictions for an article beside its labels, in the text."""
    page = lay_out(labelled.article)
    findings = tuple(_findings(page, compare(labelled.id, labelled.facts, predictions)))
    return Inspection(labelled.id, labelled.article, findings, tuple(_lines(page, findings)))


def _findings(page: Layout, comparison: Comparison) -> Iterator[Finding]:
    for label, prediction in comparison.pairs:
        yield _finding(page, "found", label, prediction)
    for label in comparison.missed:
        yield _finding(page, "missed", label, None)
    for prediction in comparison.invented:
        yield _finding(page, "invented", None, prediction)


def _finding(page: Layout, outcome: Outcome, label: Fact | None, prediction: Fact | None) -> Finding:
    told = [e.sentence for e in prediction.evidence] if prediction else []
    starts = [(n, start, end) for n, (start, end) in enumerate(_sentences(page))]
    if told:
        line = next((n for n, start, end in starts if page.doc[start:end].text.strip() == told[0].strip()), None)
        return Finding(outcome, label, prediction, told[0], line)
    fact = label or prediction
    place = _place(page, fact) if fact else None
    if place is None:
        return Finding(outcome, label, prediction, "", None)
    line = next((n for n, start, end in starts if start <= place < end), None)
    sentence = "" if line is None else page.doc[starts[line][1] : starts[line][2]].text.strip()
    return Finding(outcome, label, prediction, sentence, line)


def _place(page: Layout, fact: Fact) -> int | None:
    """The first token of the first sentence that speaks of the person and the club, else of the person."""
    club = fact.from_club if fact.move == "departure" else fact.to_club
    persons = [p for p in page.persons if same_person(p, fact.person)]
    clubs = [c for c in page.clubs if same_club(c, club)]
    about = sorted({n for p in persons for n in page.of_person[p]})
    both = [n for n in about if any(n in page.of_club[c] for c in clubs)]
    return page.scene[(both or about)[0]].start if about else None


def _sentences(page: Layout) -> list[tuple[int, int]]:
    """All sentences of the text, those that were not read among them."""
    return [(sentence.start, sentence.end) for sentence in page.doc.sents if sentence.text.strip()]


def _lines(page: Layout, findings: Sequence[Finding]) -> Iterator[Line]:
    kinds = {s.start: s.kind for s in page.scenes}
    outcomes = _outcomes(page, findings)
    line_break = True
    for n, (start, end) in enumerate(_sentences(page)):
        own = tuple(finding for finding in findings if finding.line == n)
        kind = next((kinds[i] for i in range(start, end) if i in kinds), "furniture")
        yield Line(tuple(_marks(page, start, end, outcomes)), kind, line_break, own)
        line_break = "\n" in page.doc[start:end].text_with_ws.strip(" ") or (
            end < len(page.doc) and "\n" in page.doc[end].text
        )


def _outcomes(page: Layout, findings: Iterable[Finding]) -> dict[int, Outcome]:
    """What the names at each token have to do with."""
    found: dict[int, Outcome] = {}
    weight: dict[str, int] = {"found": 0, "invented": 1, "missed": 2}
    for finding in findings:
        fact = finding.fact
        for m in page.mentions:
            if m.kind == "person":
                belongs = same_person(m.key, fact.person)
            else:
                belongs = m.key is not None and any(same_club(m.key, c) for c in (fact.from_club, fact.to_club) if c)
            if belongs and weight[finding.outcome] >= weight.get(found.get(m.start, ""), -1):
                found.update((i, finding.outcome) for i in range(m.start, m.end))
    return found


def _marks(page: Layout, start: int, end: int, outcomes: dict[int, Outcome]) -> Iterator[Mark]:
    words, now = "", ""
    for token in page.doc[start:end]:
        outcome = outcomes.get(token.i, "")
        if outcome != now and words:
            yield Mark(words, now)  # type: ignore[arg-type]
            words = ""
        now, words = outcome, words + token.text_with_ws
    if words:
        yield Mark(words, now)  # type: ignore[arg-type]
