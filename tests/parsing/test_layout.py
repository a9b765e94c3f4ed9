"""Each sentence is about somebody, whether or not it says so."""

from __future__ import annotations

from parsing.extraction import lay_out
from parsing.extraction.layout import Layout
from tests.parsing.stories import article

WHO, OTHER = "Marco Velli", "Luc Barnier"


def laid(*paragraphs: str) -> Layout:
    """An article laid out."""
    return lay_out(article(*paragraphs))


def test_a_sentence_without_a_name_goes_on_about_the_last_person() -> None:
    """Nobody is named in the second sentence, so it is about the one of the first."""
    page = laid("Marco Velli plaît à Lens. Nice a aussi fait une offre.")
    assert set(page.of_person[WHO]) == {0, 1}
    assert page.of_person[WHO][1] == []


def test_a_section_is_about_the_person_named_most_in_it() -> None:
    """Behind a heading another person's section begins."""
    page = laid(
        "Marco Velli plaît à Lens. Velli a 22 ans.",
        "Barnier sur le départ",
        "Luc Barnier ne joue plus. Barnier veut partir. Nice est intéressé.",
    )
    last = page.scenes[-1].number
    assert page.topic[last] == OTHER
    assert last in page.of_person[OTHER]
    assert last not in page.of_person[WHO]


def test_the_club_before_is_carried() -> None:
    """A sentence knows the club that was spoken of before it."""
    page = laid("Le RC Lens cherche un attaquant. Marco Velli est visé.")
    assert page.club_before[1] == "RC Lens"


def test_a_country_is_a_team_for_coaches() -> None:
    """Clubs and national teams are asked about alike."""
    page = laid("Marco Velli devient sélectionneur du Togo.")
    assert "Togo" in page.clubs


def test_nothing_is_laid_out_of_nothing() -> None:
    """An empty article has no persons and no clubs."""
    page = laid("")
    assert (page.persons, page.clubs, list(page.scenes)) == ([], [], [])
