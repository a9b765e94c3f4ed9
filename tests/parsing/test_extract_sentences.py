"""One plain sentence, one plain fact: what a reader of French would not hesitate about."""

from __future__ import annotations

import pytest

from tests.parsing.stories import only, told

WHO = "Marco Velli"


def moves(text: str) -> list[str]:
    """The facts of a text of July 2025, each as ``move: from → to, status``."""
    return [f"{f.move}: {f.from_club} → {f.to_club}, {f.status}" for f in told(text) if f.person == WHO]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        (
            "La Fiorentina a refusé une offre de 14 M€ du PSG pour Marco Velli.",
            "transfer: Fiorentina → Paris Saint-Germain, rejected",
        ),
        (
            "L'offre de Nantes pour Marco Velli a été refusée par la Fiorentina.",
            "transfer: Fiorentina → FC Nantes, rejected",
        ),
        ("Brest a dit non à Lens pour Marco Velli.", "transfer: Stade Brestois → RC Lens, rejected"),
        ("Marco Velli ne signera finalement pas à Lille.", "transfer: None → LOSC Lille, rejected"),
        ("Marco Velli a refusé de rejoindre Lens.", "transfer: None → RC Lens, rejected"),
        ("Le transfert de Marco Velli à Lens est tombé à l'eau.", "transfer: None → RC Lens, rejected"),
    ],
)
def test_who_refuses_has_the_player(text: str, fact: str) -> None:
    """A refused offer is of the one who wants him, to the one who has him."""
    assert moves(text) == [fact]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Lens discute avec Brest pour Marco Velli.", "transfer: Stade Brestois → RC Lens, talks"),
        ("Lens et Brest négocient le transfert de Marco Velli.", "transfer: Stade Brestois → RC Lens, talks"),
        ("L'AS Monaco et l'AS Roma sont tombés d'accord pour Marco Velli.", "transfer: AS Rome → AS Monaco, agreement"),
        ("L'OM suit Marco Velli et négocie avec Lens.", "transfer: RC Lens → Olympique de Marseille, talks"),
        ("Brentford a transmis une offre de 20 M€ à Lens pour Marco Velli.", "transfer: RC Lens → Brentford, offer"),
        ("Brentford s'est renseigné sur Marco Velli auprès de Lens.", "transfer: RC Lens → Brentford, interest"),
        ("L'OM aimerait se faire prêter Marco Velli par Chelsea.", "loan: Chelsea → Olympique de Marseille, interest"),
        (
            "Lens a formulé une offre de prêt pour Marco Velli, l'attaquant de Brest.",
            "loan: Stade Brestois → RC Lens, offer",
        ),
    ],
)
def test_of_two_clubs_one_sells(text: str, fact: str) -> None:
    """Two clubs in one sentence have two sides."""
    assert moves(text) == [fact]


@pytest.mark.parametrize(
    "text",
    [
        "Lille suit Marco Velli. Le milieu de 23 ans évolue au FC Nantes.",
        "Lille suit Marco Velli, qui évoluait à Nantes.",
        "Lille suit Marco Velli (Nantes).",
        "Lille suit Marco Velli, le milieu du FC Nantes.",
        "Lille suit Marco Velli. Le milieu du FC Nantes a 23 ans.",
        "Lille suit Marco Velli, sous contrat avec Nantes jusqu'en 2027.",
    ],
)
def test_the_present_club_is_told_in_many_ways(text: str) -> None:
    """Where somebody plays is no destination."""
    assert moves(text) == ["transfer: FC Nantes → LOSC Lille, interest"]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Le Toulouse FC a annoncé mardi la prolongation de Marco Velli.",
            ["extension: Toulouse FC → Toulouse FC, official"],
        ),
        ("Le Toulouse FC a proposé une prolongation à Marco Velli.", ["extension: Toulouse FC → Toulouse FC, offer"]),
        ("Fabrizio Romano annonce une offre de l'AS Monaco pour Marco Velli.", ["transfer: None → AS Monaco, offer"]),
        ("Marco Velli passe ce jeudi sa visite médicale au LOSC.", ["transfer: None → LOSC Lille, medical"]),
        ("Marco Velli a signé un contrat de quatre ans avec Brentford.", ["transfer: None → Brentford, official"]),
        ("Le PSG n'a pas fait d'offre pour Marco Velli.", []),
        ("Les Lensois ont arraché la victoire à Brest grâce à un but de Marco Velli.", []),
    ],
)
def test_the_noun_behind_the_verb_tells(text: str, facts: list[str]) -> None:
    """What is announced, proposed or passed counts, not that something is."""
    assert moves(text) == facts


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Lens s'apprête à recruter Marco Velli.", "transfer: None → RC Lens, agreement"),
        (
            "Brentford serait prêt à offrir 20 millions d'euros pour Marco Velli (Lens).",
            "transfer: RC Lens → Brentford, interest",
        ),
        ("Marco Velli est annoncé au PSG.", "transfer: None → Paris Saint-Germain, rumour"),
        ("L'OM a pris contact avec l'agent de Marco Velli.", "transfer: None → Olympique de Marseille, talks"),
        ("Marco Velli a annoncé qu'il quittait Lens.", "departure: RC Lens → None, official"),
        ("Lens a blindé Marco Velli.", "extension: RC Lens → RC Lens, official"),
        ("Marco Velli est le nouvel entraîneur du PSG.", "appointment: None → Paris Saint-Germain, official"),
        ("Marco Velli devient directeur sportif de Lens.", "appointment: None → RC Lens, official"),
    ],
)
def test_how_far_it_is(text: str, fact: str) -> None:
    """The rung is that of the words around the deed."""
    assert moves(text) == [fact]


@pytest.mark.parametrize(
    "text",
    [
        "Lens a recruté Marco Velli l'été dernier.",
        "Marco Velli avait signé à Lens en 2021.",
        "Marco Velli a marqué contre Lens.",
        "Lens affrontera Brentford en amical, sans Marco Velli, blessé.",
        "Libre de tout contrat, Marco Velli s'est entraîné avec Lens.",
    ],
)
def test_what_is_no_news_of_a_move_gives_no_fact(text: str) -> None:
    """Earlier windows and matches are told every day."""
    assert moves(text) == []


def test_a_director_is_no_coach() -> None:
    """The post says the role."""
    assert only("Marco Velli a été nommé directeur sportif du Stade Rennais.").role == "staff"
