"""Short articles for the tests of extraction, written by hand about people who do not exist."""

from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path

from parsing.corpus import Labelled, labelled
from parsing.extraction import extract
from parsing.records import Article, Fact

DEV = Path(__file__).parents[1] / "corpus" / "dev"
JULY = datetime(2025, 7, 10, 9, tzinfo=UTC)


def article(*paragraphs: str, title: str = "") -> Article:
    """Set paragraphs as an article of July 2025."""
    return Article("https://exemple.fr/mercato-1", title, "\n\n".join(paragraphs), outlet="exemple", published=JULY)


def told(*paragraphs: str, title: str = "") -> tuple[Fact, ...]:
    """Return the facts that the paragraphs tell."""
    return extract(article(*paragraphs, title=title))


def only(*paragraphs: str, title: str = "") -> Fact:
    """Return the one fact that the paragraphs tell."""
    facts = told(*paragraphs, title=title)
    assert len(facts) == 1, facts
    return facts[0]


@cache
def dev() -> tuple[tuple[Labelled, tuple[Fact, ...]], ...]:
    """Read a sixth of the labelled articles that everybody may look at, each with the facts found in it."""
    return tuple((each, extract(each.article)) for each in islice(labelled(DEV), 0, None, 6))
