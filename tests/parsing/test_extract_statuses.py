"""How far a move has come, by the words in which it is told."""

import pytest

from parsing.records import Status
from tests.parsing.stories import only

CLOSE = "Le joueur de 24 ans s’entraîne à part depuis lundi."


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Le nom de Dario Benvenisti circule du côté du Paris Saint-Germain.", "rumour"),
        ("Dario Benvenisti pourrait rejoindre le Paris Saint-Germain cet été.", "rumour"),
        ("Le Paris Saint-Germain s’intéresse à Dario Benvenisti.", "interest"),
        ("Le Paris Saint-Germain veut recruter Dario Benvenisti.", "interest"),
        ("Dario Benvenisti est dans le viseur du Paris Saint-Germain.", "interest"),
        ("Dario Benvenisti est suivi par le Paris Saint-Germain.", "interest"),
        ("Le Paris Saint-Germain négocie avec la Fiorentina pour Dario Benvenisti.", "talks"),
        ("Le Paris Saint-Germain a pris contact avec Dario Benvenisti.", "talks"),
        ("Dario Benvenisti est proche du Paris Saint-Germain.", "talks"),
        ("Le Paris Saint-Germain a transmis une offre de 18 M€ pour Dario Benvenisti.", "offer"),
        ("Le Paris Saint-Germain a formulé une offre pour Dario Benvenisti.", "offer"),
        ("Le Paris Saint-Germain a trouvé un accord avec la Fiorentina pour Dario Benvenisti.", "agreement"),
        ("Dario Benvenisti va signer au Paris Saint-Germain.", "agreement"),
        ("Dario Benvenisti est attendu au Paris Saint-Germain.", "agreement"),
        ("Dario Benvenisti est sur le point de rejoindre le Paris Saint-Germain.", "agreement"),
        ("Dario Benvenisti est attendu à Paris pour passer sa visite médicale avec le Paris Saint-Germain.", "medical"),
        ("Dario Benvenisti passera sa visite médicale vendredi au Paris Saint-Germain.", "medical"),
        ("Dario Benvenisti s’est engagé avec le Paris Saint-Germain.", "official"),
        ("Dario Benvenisti a rejoint le Paris Saint-Germain.", "official"),
        ("Le Paris Saint-Germain a recruté Dario Benvenisti.", "official"),
        ("Le Paris Saint-Germain a renoncé à Dario Benvenisti.", "rejected"),
        ("Dario Benvenisti a refusé de rejoindre le Paris Saint-Germain.", "rejected"),
        ("Le transfert de Dario Benvenisti au Paris Saint-Germain est tombé à l’eau.", "rejected"),
        ("Le Paris Saint-Germain a vu son offre pour Dario Benvenisti refusée.", "rejected"),
    ],
)
def test_each_rung_has_its_words(words: str, status: Status) -> None:
    """Ordinary wordings of the press stand each on its rung."""
    fact = only(words, CLOSE)
    assert (fact.person, fact.move, fact.to_club) == ("Dario Benvenisti", "transfer", "Paris Saint-Germain")
    assert fact.status == status


@pytest.mark.parametrize(
    "words",
    [
        "Chidozie Okonwé ne rejoindra pas l’AS Monaco.",
        "L’AS Monaco ne recrutera pas Chidozie Okonwé.",
        "Chidozie Okonwé ne signera pas à l’AS Monaco.",
        "Le FC Porto ne vendra pas Chidozie Okonwé à l’AS Monaco.",
    ],
)
def test_a_move_that_is_denied_is_rejected(words: str) -> None:
    """What will not be done is a refusal, whatever the verb."""
    fact = only(words, CLOSE)
    assert (fact.person, fact.to_club, fact.status) == ("Chidozie Okonwé", "AS Monaco", "rejected")


@pytest.mark.parametrize(
    ("plain", "conditional"),
    [
        ("L’AS Monaco suit Chidozie Okonwé.", "L’AS Monaco suivrait Chidozie Okonwé."),
        ("L’AS Monaco négocie avec Chidozie Okonwé.", "L’AS Monaco négocierait avec Chidozie Okonwé."),
        (
            "L’AS Monaco a transmis une offre pour Chidozie Okonwé.",
            "L’AS Monaco aurait transmis une offre pour Chidozie Okonwé.",
        ),
        (
            "Chidozie Okonwé a donné son accord à l’AS Monaco.",
            "Chidozie Okonwé aurait donné son accord à l’AS Monaco.",
        ),
    ],
)
def test_a_conditional_does_not_lower_the_rung(plain: str, conditional: str) -> None:
    """Attribution is not doubt: "aurait" tells the same as "a"."""
    assert only(plain, CLOSE).status == only(conditional, CLOSE).status


def test_the_highest_rung_of_an_article_counts() -> None:
    """Interest, then talks, then an agreement is one move on the rung of agreement."""
    fact = only(
        "Le RC Lens suit Malo Kerveadou depuis un an et discute désormais avec son club.",
        "Les deux clubs sont d’accord depuis dimanche et Malo Kerveadou va signer au RC Lens.",
    )
    assert (fact.to_club, fact.status) == ("RC Lens", "agreement")


def test_a_refusal_wins_over_what_came_before() -> None:
    """A bid that was made and turned down is rejected, and keeps its figure."""
    fact = only(
        "Le FC Nantes a transmis une offre de 14 M€ pour Dario Benvenisti.",
        "Le FC Nantes a vu son offre pour Dario Benvenisti refusée.",
    )
    assert (fact.to_club, fact.status) == ("FC Nantes", "rejected")
    assert fact.fee is not None
    assert (fact.fee.amount, fact.fee.kind) == (14_000_000, "offered")
