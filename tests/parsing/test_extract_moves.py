"""Each kind of move is read from an ordinary article of two paragraphs."""

import pytest

from parsing.records import Fact, Move, Role
from tests.parsing.stories import only, told

Told = tuple[str, Role, Move, str | None, str | None]


def move(fact: Fact) -> Told:
    """Return who moves, how, from where and whereto."""
    return fact.person, fact.role, fact.move, fact.from_club, fact.to_club


def test_a_transfer() -> None:
    """A signing has both clubs, its price without bonuses, and the end of the new contract."""
    fact = only(
        "Le RC Lens a officialisé jeudi la signature de Malo Kerveadou. Le milieu de terrain de 23 ans arrive du FC "
        "Nantes contre 12 millions d’euros, hors bonus, et s’est engagé jusqu’en juin 2030.",
        "« C’est une immense fierté de porter ce maillot », a réagi le joueur lors de sa présentation.",
        title="Le RC Lens s’offre Malo Kerveadou",
    )
    assert move(fact) == ("Malo Kerveadou", "player", "transfer", "FC Nantes", "RC Lens")
    assert (fact.status, fact.contract_until) == ("official", "2030-06")
    assert fact.fee is not None
    assert (fact.fee.amount, fact.fee.currency, fact.fee.kind) == (12_000_000, "EUR", "agreed")


@pytest.mark.parametrize(
    ("words", "option", "price"),
    [
        ("L’accord comprend une option d’achat de 8 M€.", "option", 8_000_000),
        ("Le prêt est assorti d’une obligation d’achat de 6 millions d’euros.", "obligation", 6_000_000),
    ],
)
def test_a_loan_with_an_option(words: str, option: str, price: int) -> None:
    """A loan leads from the owner to the borrower, and the option is known by its kind and its price."""
    fact = only(
        f"Le LOSC Lille a prêté Elvin Drousseau au Stade Brestois pour une saison. {words}",
        "Le latéral droit, peu utilisé la saison passée, cherche du temps de jeu.",
        title="Elvin Drousseau prêté au Stade Brestois",
    )
    assert move(fact) == ("Elvin Drousseau", "player", "loan", "LOSC Lille", "Stade Brestois")
    assert (fact.status, fact.loan_option, fact.contract_until) == ("official", option, None)
    assert fact.fee is not None
    assert (fact.fee.amount, fact.fee.kind) == (price, "clause")


def test_a_loan_without_an_option() -> None:
    """A dry loan has neither option nor price."""
    fact = only(
        "Elvin Drousseau est prêté par le LOSC Lille au Stade Brestois jusqu’à la fin de la saison.",
        "Le latéral n’avait joué que quatre matches en Ligue 1.",
    )
    assert move(fact) == ("Elvin Drousseau", "player", "loan", "LOSC Lille", "Stade Brestois")
    assert (fact.loan_option, fact.fee) == (None, None)


def test_an_extension() -> None:
    """Who stays has one club on both sides, and the new end of the contract is told from the old one."""
    fact = only(
        "Le Toulouse FC a prolongé le contrat d’Ibrahim Sakaly jusqu’en juin 2029. Le défenseur central était sous "
        "contrat jusqu’en 2026.",
        "Les deux parties négociaient depuis le printemps.",
        title="Toulouse FC : Ibrahim Sakaly prolonge",
    )
    assert move(fact) == ("Ibrahim Sakaly", "player", "extension", "Toulouse FC", "Toulouse FC")
    assert (fact.status, fact.contract_until, fact.current_contract_until) == ("official", "2029-06", "2026")


def test_the_appointment_of_a_coach() -> None:
    """A coach takes a post, and three years from July 2025 end in 2028."""
    fact = only(
        "L’OGC Nice a annoncé ce lundi la nomination de Renato Maldivieri au poste d’entraîneur. Le technicien "
        "italien a signé un contrat de trois ans.",
        "Il dirigera son premier entraînement mercredi, avant un stage dans les Alpes.",
        title="Renato Maldivieri nommé entraîneur de l’OGC Nice",
    )
    assert move(fact) == ("Renato Maldivieri", "coach", "appointment", None, "OGC Nice")
    assert (fact.status, fact.contract_until) == ("official", "2028")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Le FC Metz a annoncé dimanche le licenciement de son entraîneur Grégor Vallanson.",
            ("Grégor Vallanson", "coach", "departure", "FC Metz", None),
        ),
        (
            "Grégor Vallanson a démissionné de son poste d’entraîneur du FC Nantes.",
            ("Grégor Vallanson", "coach", "departure", "FC Nantes", None),
        ),
        (
            "Le SCO d’Angers a résilié le contrat de Tomaš Ruzickar.",
            ("Tomaš Ruzickar", "player", "departure", "Angers SCO", None),
        ),
        ("Tomaš Ruzickar quitte le Stade Rennais.", ("Tomaš Ruzickar", "player", "departure", "Stade Rennais", None)),
    ],
)
def test_a_departure(words: str, expected: Told) -> None:
    """Dismissed, resigned, released or gone: who leaves for nowhere in particular has a club left and none joined."""
    fact = only(words, "La nouvelle a été accueillie avec regret par les supporters.")
    assert move(fact) == expected
    assert fact.status == "official"


@pytest.mark.parametrize(
    "person",
    ["Chidozie Okonwé", "Yannig Floc’hmoël", "Tomaš Ruzickar", "Jean-Éric Moussavou", "Åge Bjørnsøn", "Xhevdet Llupi"],
)
def test_a_person_nobody_has_heard_of(person: str) -> None:
    """A name needs no lexicon: whatever its letters, it is taken as it is written."""
    fact = only(f"L’AS Monaco a recruté {person}.", "Le joueur portera le numéro 7.")
    assert move(fact) == (person, "player", "transfer", None, "AS Monaco")


def test_the_longest_name_of_a_person_is_taken() -> None:
    """A headline that gives the last name alone is about the person whom the text names in full."""
    fact = only("Malo Kerveadou a signé au RC Lens.", "Kerveadou est arrivé jeudi.", title="Lens tient Kerveadou")
    assert fact.person == "Malo Kerveadou"


def test_several_moves_of_one_article() -> None:
    """Two persons are two facts, in the order in which they are met, each with its own clubs and price."""
    first, second = told(
        "Le RC Lens a recruté Malo Kerveadou pour 12 M€.",
        "De son côté, l’OGC Nice négocie avec Chidozie Okonwé.",
    )
    assert move(first) == ("Malo Kerveadou", "player", "transfer", None, "RC Lens")
    assert move(second) == ("Chidozie Okonwé", "player", "transfer", None, "OGC Nice")
    assert (first.fee and first.fee.amount, second.fee) == (12_000_000, None)
    assert (first.status, second.status) == ("official", "talks")


def test_a_move_told_twice_is_one() -> None:
    """Title and text tell one move."""
    assert only(
        "Malo Kerveadou a signé au RC Lens.",
        "Le RC Lens a recruté Malo Kerveadou.",
        title="Lens s’offre Malo Kerveadou",
    )


@pytest.mark.parametrize(
    ("title", "first", "second"),
    [
        (
            "Nul entre Lorient et Auxerre",
            "Le FC Lorient et l’AJ Auxerre se sont quittés sur un match nul (1-1) dimanche au Moustoir. Malo Kerveadou "
            "a ouvert le score d’une frappe du gauche, avant que Chidozie Okonwé n’égalise de la tête.",
            "Les Merlus restent douzièmes au classement, un point devant leur adversaire du jour.",
        ),
        (
            "Billetterie : les places pour OM - PSG",
            "Les places pour le match entre l’Olympique de Marseille et le Paris Saint-Germain seront mises en vente "
            "jeudi à 10 heures. Les abonnés pourront acheter deux billets par personne.",
            "Le prix des places va de 25 à 120 euros dans les virages.",
        ),
        (
            "Sakaly absent six semaines",
            "Ibrahim Sakaly souffre d’une lésion à la cuisse droite. Le défenseur du Toulouse FC sera absent six "
            "semaines.",
            "Il avait été remplacé à la mi-temps contre Metz.",
        ),
        (
            "L’OM cherche un attaquant",
            "L’Olympique de Marseille cherche un attaquant pour la saison prochaine.",
            "Le club dispose de 20 M€ pour se renforcer.",
        ),
    ],
)
def test_other_news_has_no_facts(title: str, first: str, second: str) -> None:
    """A match, a sale of tickets, an injury and a wish without a person are no moves."""
    assert told(first, second, title=title) == ()


@pytest.mark.parametrize("text", ["", "OM", "…", "\n\n", "Le RC Lens.", "12 M€"])
def test_a_text_that_says_nothing_has_no_facts(text: str) -> None:
    """Silence is no fact."""
    assert told(text) == ()
