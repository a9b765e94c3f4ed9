"""What else is told of a move and of its person."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing.extraction import annotate, extract
from parsing.extraction.particulars import day_told, resale_shares
from parsing.records import Article, Fact, Wages

TUESDAY = date(2024, 7, 2)


def read(text: str, day: date = TUESDAY) -> Fact:
    """The one fact of a short text."""
    (fact,) = extract(
        Article("", "", text, "footmercato.net", published=datetime(day.year, day.month, day.day, tzinfo=UTC))
    )
    return fact


def test_bonus_beside_the_fee() -> None:
    """What comes on top of the fee is told apart from it."""
    fact = read("Leonardo Balerdi a signé à l'Atalanta contre 20 millions d'euros, plus 3 millions de bonus.")
    assert fact.fee is not None
    assert (fact.fee.amount, fact.bonus) == (20_000_000, 3_000_000)


def test_bonus_inside_the_fee() -> None:
    """A bonus that is part of the sum is taken out of the fee and kept."""
    fact = read("Leonardo Balerdi a signé à l'Atalanta contre 12 M€ dont 2 de bonus.")
    assert fact.fee is not None
    assert (fact.fee.amount, fact.bonus) == (10_000_000, 2_000_000)


def test_share_of_a_resale() -> None:
    """What the seller keeps of a later sale is told in per cent."""
    fact = read("Leonardo Balerdi a signé à l'Atalanta contre 20 M€ et 15 % à la revente.")
    assert fact.resale_share == 15.0


def test_option_price_beside_the_loan_fee() -> None:
    """A loan's fee and the price of its option are two things."""
    fact = read("Leonardo Balerdi est prêté à l'Atalanta contre 2 M€, avec une option d'achat de 18 M€.")
    assert fact.fee is not None
    assert fact.option_price is not None
    assert (fact.fee.amount, fact.option_price.amount, fact.loan_option) == (2_000_000, 18_000_000, "option")


@pytest.mark.parametrize(
    ("words", "wages"),
    [
        ("un salaire de 300 000 euros par mois", Wages(300_000, "EUR", "month")),
        ("un salaire de 6 M€ brut annuel", Wages(6_000_000, "EUR", "year")),
        ("un salaire de 150 000 livres par semaine", Wages(150_000, "GBP", "week")),
    ],
)
def test_wages(words: str, wages: Wages) -> None:
    """Wages are told with what they are paid for, and are no fee."""
    fact = read(f"Leonardo Balerdi a signé à l'Atalanta pour {words}.")
    assert (fact.wages, fact.fee) == (wages, None)


def test_the_person() -> None:
    """Position, age and nationality are those that the article tells."""
    fact = read("Le défenseur central argentin Leonardo Balerdi (25 ans) a signé à l'Atalanta.")
    assert (fact.position, fact.age, fact.nationality) == ("défenseur central", 25, "Argentine")


def test_a_coach_has_no_position() -> None:
    """Where a coach once played is not where he plays."""
    fact = read("L'ancien milieu Habib Beye a été nommé entraîneur du Stade Rennais.")
    assert (fact.role, fact.position) == ("coach", None)


def test_nothing_told() -> None:
    """What an article does not tell stays empty."""
    fact = read("Leonardo Balerdi a signé à l'Atalanta.")
    told = (fact.bonus, fact.resale_share, fact.option_price, fact.wages, fact.position, fact.age, fact.nationality)
    assert told == (None,) * 7
    assert (fact.event_date, fact.stance) == (None, None)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Il passera sa visite médicale mercredi.", "2024-07-03"),
        ("Il a signé lundi.", "2024-07-01"),
        ("Il a signé ce mardi.", "2024-07-02"),
        ("Il est attendu demain à Lyon.", "2024-07-03"),
        ("Il a été présenté hier soir.", "2024-07-01"),
        ("Il sera présenté vendredi 12 juillet.", "2024-07-12"),
        ("Il a signé le 28 juin.", "2024-06-28"),
        ("Il signera lundi prochain.", "2024-07-08"),
        ("Il a signé pour trois ans.", None),
        ("Il vaut 12 M€.", None),
    ],
)
def test_day_of_the_event(sentence: str, day: str | None) -> None:
    """A day is resolved against the article's: behind a past tense the last one, else the next one."""
    doc = annotate(Article("", "", sentence))
    found = day_told(doc, next(iter(doc.sents)), TUESDAY)
    assert (found and found.isoformat()) == day


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Selon nos informations, Leonardo Balerdi a signé à l'Atalanta.", "originates"),
        ("Selon L'Équipe, Leonardo Balerdi a signé à l'Atalanta.", "relays"),
        ("Comme l'annonçait L'Équipe, Leonardo Balerdi a signé à l'Atalanta.", "confirms"),
    ],
)
def test_stance(sentence: str, stance: str) -> None:
    """An article brings the news, passes it on, or confirms it."""
    assert read(sentence).stance == stance


@given(st.text(max_size=300))
def test_any_text_has_shares(text: str) -> None:
    """Shares are between nothing and all, in the order of the text."""
    found = resale_shares(text)
    assert all(0 <= share < 100 for _, share in found)
    assert [at for at, _ in found] == sorted(at for at, _ in found)


@given(st.text(alphabet="lundimardhieo 12juet0-àé'.", max_size=60), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_any_sentence_has_a_day_near_its_article_or_none(text: str, day: date) -> None:
    """A day is never farther from the article than a year and a month."""
    doc = annotate(Article("", "", text))
    for sentence in doc.sents:
        found = day_told(doc, sentence, day)
        assert found is None or abs((found - day).days) <= 400
