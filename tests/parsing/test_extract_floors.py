"""How well facts are found in labelled articles, and below what it must not fall.

The floors stand slightly below what ``mercato evaluate tests/corpus/dev`` measures, so that a change that costs more
than it gives is seen. Whoever improves a measure may raise its floor.
"""

import pytest

from parsing.evaluation import Score, score
from tests.parsing.stories import dev


@pytest.fixture(scope="module")
def measured() -> Score:
    """All measures over the labelled articles."""
    return score((each.facts, found) for each, found in dev())


def test_the_articles_are_there(measured: Score) -> None:
    """There is something to measure: articles with facts, and articles without."""
    assert measured.articles >= 129
    assert measured.empty_articles >= 14
    assert measured.facts.labelled >= 500


def test_facts_are_found(measured: Score) -> None:
    """Person, move and both clubs."""
    assert measured.facts.f1 >= 0.45


def test_people_and_destinations_are_found(measured: Score) -> None:
    """Person and destination, a loan counting as a transfer."""
    assert measured.relaxed.f1 >= 0.59


def test_rungs_are_read(measured: Score) -> None:
    """The status of the facts that were found."""
    assert measured.status_exact.precision >= 0.76
    assert measured.status_near.precision >= 0.79


def test_fees_are_read(measured: Score) -> None:
    """Amount and kind, on the facts that were found."""
    assert measured.fee.f1 >= 0.77


def test_contracts_are_read(measured: Score) -> None:
    """Ends of new and present contracts, on the facts that were found."""
    assert measured.contract.f1 >= 0.78


def test_sources_are_credited(measured: Score) -> None:
    """Media and journalists, on the facts that were found."""
    assert measured.sources.f1 >= 0.71


def test_few_facts_are_invented(measured: Score) -> None:
    """Over the articles that tell of no move at all."""
    assert measured.invented_on_empty <= 18
