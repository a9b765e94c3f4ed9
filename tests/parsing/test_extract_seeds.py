"""The two real articles that started it all, read without a page around them."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsing.corpus import Labelled, labelled
from parsing.evaluation import Comparison, compare
from parsing.extraction import extract

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
LABELLED = (
    "person",
    "role",
    "move",
    "from_club",
    "to_club",
    "status",
    "fee",
    "contract_until",
    "current_contract_until",
    "loan_option",
    "sources",
)
"""The fields that readers label; what else a fact carries is not in the labels."""
NAMES = ("s001", "s002")
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the seed articles are not in {SEEDS}")


@pytest.fixture(scope="module")
def seeds() -> dict[str, tuple[Labelled, Comparison]]:
    """Each seed with its facts compared to its labels."""
    return {each.id: (each, compare(each.id, each.facts, extract(each.article))) for each in labelled(SEEDS)}


def test_both_seeds_are_there(seeds: dict[str, tuple[Labelled, Comparison]]) -> None:
    """Text and labels lie side by side, and both articles have facts to find."""
    assert set(NAMES) <= set(seeds)
    assert all(seeds[name][0].facts for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_seeds_give_their_facts_and_no_others(seeds: dict[str, tuple[Labelled, Comparison]], name: str) -> None:
    """Precision and recall are 1.0: no move is missed, none is invented."""
    article, found = seeds[name]
    assert (found.missed, found.invented) == ((), ())
    assert len(found.pairs) == len(article.facts)


@pytest.mark.parametrize("name", NAMES)
def test_each_fact_of_the_seeds_has_all_its_figures(seeds: dict[str, tuple[Labelled, Comparison]], name: str) -> None:
    """Names, clubs, status, fee, contracts, option, sources are as labelled; a club left open is not compared."""
    for label, fact in seeds[name][1].pairs:
        ours, theirs = ({key: each.as_dict()[key] for key in LABELLED} for each in (fact, label))
        ours["from_club"] = ours["from_club"] if theirs["from_club"] else None
        assert {**ours, "sources": sorted(ours["sources"])} == {**theirs, "sources": sorted(theirs["sources"])}


def test_the_labels_of_the_seeds_hold_what_is_checked(seeds: dict[str, tuple[Labelled, Comparison]]) -> None:
    """A fee, the end of a contract and sources are labelled, so that there is something to get wrong."""
    facts = [fact for name in NAMES for fact in seeds[name][0].facts]
    assert any(fact.fee for fact in facts)
    assert any(fact.current_contract_until for fact in facts)
    assert any(fact.sources for fact in facts)
