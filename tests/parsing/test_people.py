"""Names nobody listed are found, also those that are hard to tell from other words."""

from __future__ import annotations

import pytest

from parsing.extraction import annotate
from tests.parsing.stories import article


def people(text: str) -> set[str]:
    """The persons of a text."""
    doc = annotate(article(text))
    return {span.kb_id_ for span in doc.spans["people"]}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Le PSG ne retient pas Milan Kovarec.", "Milan Kovarec"),
        ("Vitorinho (Braga) est arrivé.", "Vitorinho"),
        ("Faute de place, Zekla n'a pu revenir de Dijon.", "Zekla"),
        ("Rémy Cabrelle, Ismaïro et les autres sont là.", "Ismaïro"),
        ("Maxime D'Orlano quitte Sochaux.", "Maxime D'Orlano"),
        ("Ce sera donc Yanis d'Almira.", "Yanis d'Almira"),
    ],
)
def test_a_name_is_found(text: str, name: str) -> None:
    """A first name that is a club, one word, a list, a particle with an apostrophe."""
    assert name in people(text)


@pytest.mark.parametrize("text", ["Le Milan recrute un attaquant.", "Nice et Milan jouent dimanche."])
def test_a_club_stays_a_club(text: str) -> None:
    """Milan alone is no first name."""
    assert people(text) == set()
