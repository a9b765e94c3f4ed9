"""How well facts are found in labelled articles, and below what it must not fall.

The floors stand slightly below what ``mercato evaluate`` measures, so that a change that costs more than it gives is
seen. Whoever improves a measure raises its floor. The weights were made from ``dev``, so only ``blind``, of which
nothing but these figures is ever looked at, tells how good the extractor is.
"""

import json
from pathlib import Path

import pytest

from parsing.corpus import labelled
from parsing.evaluation import Score, score
from parsing.extraction import extract
from tests.parsing.stories import DEV, dev

BLIND, REAL = DEV.parent / "blind", DEV.parent / "real"


@pytest.fixture(scope="module")
def seen() -> Score:
    """All measures over a sixth of the articles that the weights were made from."""
    return score((each.facts, found) for each, found in dev())


@pytest.fixture(scope="module")
def unseen() -> Score:
    """All measures over the articles that nobody looks at."""
    return score((each.facts, extract(each.article)) for each in labelled(BLIND))


def test_the_articles_are_there(seen: Score, unseen: Score) -> None:
    """There is enough to measure, with facts and without."""
    assert seen.articles >= 335
    assert seen.empty_articles >= 50
    assert seen.facts.labelled >= 1100
    assert unseen.articles >= 533
    assert unseen.empty_articles >= 89
    assert unseen.facts.labelled >= 2000


def test_no_story_is_told_on_both_sides() -> None:
    """An article of ``blind`` tells nothing that the weights have seen in another outlet's words."""
    stories = [{json.loads(path.read_text("utf-8"))["story"] for path in side.glob("*.json")} for side in (DEV, BLIND)]
    assert not stories[0] & stories[1]


def test_real_articles_are_labels_and_addresses_only() -> None:
    """Texts of real articles are not kept; which articles they are, and what they say, is."""
    assert len(list(REAL.glob("*.json"))) >= 180
    assert [path.name for path in REAL.iterdir() if path.suffix != ".json"] == []
    assert all(url.startswith(("https://", "http://")) for url in _addresses(REAL))


def _addresses(folder: Path) -> list[str]:
    return [json.loads(path.read_text("utf-8"))["url"] for path in folder.glob("*.json")]


def test_facts_are_found(seen: Score, unseen: Score) -> None:
    """Person, move and both clubs."""
    assert seen.facts.f1 >= 0.88
    assert unseen.facts.f1 >= 0.72
    assert unseen.facts.precision >= 0.77


def test_people_and_destinations_are_found(seen: Score, unseen: Score) -> None:
    """Person and destination, a loan counting as a transfer."""
    assert seen.relaxed.f1 >= 0.90
    assert unseen.relaxed.f1 >= 0.77


def test_rungs_are_read(seen: Score, unseen: Score) -> None:
    """The status of the facts that were found."""
    assert seen.status_exact.precision >= 0.97
    assert unseen.status_exact.precision >= 0.865
    assert unseen.status_near.precision >= 0.885


def test_fees_are_read(seen: Score, unseen: Score) -> None:
    """Amount and kind, on the facts that were found."""
    assert seen.fee.f1 >= 0.82
    assert unseen.fee.f1 >= 0.77


def test_contracts_are_read(seen: Score, unseen: Score) -> None:
    """Ends of new and present contracts, on the facts that were found."""
    assert seen.contract.f1 >= 0.69
    assert unseen.contract.f1 >= 0.76


def test_options_are_read(unseen: Score) -> None:
    """Whether a loan carries an option or an obligation to buy."""
    assert unseen.option.f1 >= 0.86


def test_sources_are_credited(seen: Score, unseen: Score) -> None:
    """Media and journalists, on the facts that were found."""
    assert seen.sources.f1 >= 0.70
    assert unseen.sources.f1 >= 0.755


def test_few_facts_are_invented(seen: Score, unseen: Score) -> None:
    """Over the articles that tell of no move at all."""
    assert seen.invented_on_empty <= 3
    assert unseen.invented_on_empty / unseen.empty_articles <= 0.2
