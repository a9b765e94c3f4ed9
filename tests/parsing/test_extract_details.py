"""What is told of a move besides who and where: its price, its contract and who said so."""

import pytest

from parsing.records import FeeKind
from tests.parsing.stories import only

WANTED = "L’AS Monaco veut recruter Chidozie Okonwé."


@pytest.mark.parametrize(
    ("first", "second", "amount", "kind"),
    [
        (WANTED, "Le FC Porto réclame 30 millions d’euros pour son ailier.", 30_000_000, "asked"),
        (WANTED, "L’ailier dispose d’une clause libératoire de 40 M€.", 40_000_000, "clause"),
        ("L’AS Monaco a transmis une offre de 22 M€ pour Chidozie Okonwé.", "Rien de plus.", 22_000_000, "offered"),
        ("L’AS Monaco a recruté Chidozie Okonwé contre 24 M€.", "Rien de plus.", 24_000_000, "agreed"),
        (
            "Le FC Porto a vendu Chidozie Okonwé à l’AS Monaco pour 24 millions d’euros.",
            "Les deux clubs étaient d’accord depuis dimanche.",
            24_000_000,
            "agreed",
        ),
        (
            "Libre de tout contrat, Chidozie Okonwé a signé à l’AS Monaco.",
            "L’ailier portera le numéro 7.",
            0,
            "agreed",
        ),
    ],
)
def test_a_price_is_of_a_kind(first: str, second: str, amount: int, kind: FeeKind) -> None:
    """Asked, offered, agreed, written into a clause, or nothing at all: the words around the sum tell."""
    fact = only(first, second)
    assert (fact.person, fact.to_club) == ("Chidozie Okonwé", "AS Monaco")
    assert fact.fee is not None
    assert (fact.fee.amount, fact.fee.currency, fact.fee.kind) == (amount, "EUR", kind)


@pytest.mark.parametrize(
    ("written", "amount", "maximum"),
    [("entre 15 et 20 M€", 15_000_000, 20_000_000), ("une vingtaine de millions d’euros", 20_000_000, None)],
)
def test_a_price_keeps_its_words(written: str, amount: int, maximum: int | None) -> None:
    """What was read stands beside what it was read as."""
    fee = only(WANTED, f"Le FC Porto réclame {written} pour son ailier.").fee
    assert fee is not None
    assert (fee.amount, fee.maximum, fee.text) == (amount, maximum, written)


def test_wages_are_no_price() -> None:
    """What the player earns is not what he costs."""
    assert only(WANTED, "L’ailier touche un salaire de 3 M€ par an.").fee is None


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("L’ailier s’est engagé jusqu’en juin 2029.", "2029-06"),
        ("L’ailier s’est engagé jusqu’en 2029.", "2029"),
        ("L’ailier a signé un contrat de quatre ans.", "2029"),
        ("L’ailier a signé pour trois saisons.", "2028"),
    ],
)
def test_a_contract_has_its_end(words: str, until: str) -> None:
    """A year, a month of a year, or a length that is counted from the article's date."""
    fact = only("L’AS Monaco a recruté Chidozie Okonwé.", words)
    assert (fact.contract_until, fact.current_contract_until) == (until, None)


def test_a_present_contract_is_told_from_a_new_one() -> None:
    """Somebody who is wanted is still under the old contract."""
    fact = only(WANTED, "L’ailier est sous contrat jusqu’en juin 2027 avec le FC Porto.")
    assert (fact.contract_until, fact.current_contract_until) == (None, "2027-06")


@pytest.mark.parametrize(
    ("first", "sources"),
    [
        ("Selon L’Équipe, l’OGC Nice négocie avec Chidozie Okonwé.", ("L'Équipe",)),
        ("L’OGC Nice négocie avec Chidozie Okonwé, d’après RMC Sport.", ("RMC Sport",)),
        ("D’après les informations de RMC Sport, l’OGC Nice négocie avec Chidozie Okonwé.", ("RMC Sport",)),
        ("RMC Sport assure que l’OGC Nice négocie avec Chidozie Okonwé.", ("RMC Sport",)),
        ("Le journaliste Fabrizio Romano annonce que l’OGC Nice négocie avec Chidozie Okonwé.", ("Fabrizio Romano",)),
        (
            "Comme l’indique La Gazzetta dello Sport, l’OGC Nice négocie avec Chidozie Okonwé.",
            ("La Gazzetta dello Sport",),
        ),
        (
            "Selon L’Équipe et RMC Sport, l’OGC Nice négocie avec Chidozie Okonwé.",
            ("L'Équipe", "RMC Sport"),
        ),
        ("L’OGC Nice négocie avec Chidozie Okonwé.", ()),
    ],
)
def test_who_said_so_is_credited(first: str, sources: tuple[str, ...]) -> None:
    """Media and journalists are named as everybody names them; nobody is credited where nobody is named."""
    assert only(first, "Rien n’est encore signé.").sources == sources


def test_the_press_of_a_country_is_no_source() -> None:
    """A source needs a name."""
    assert only("Selon la presse italienne, l’OGC Nice négocie avec Chidozie Okonwé.", "Rien de plus.").sources == ()
