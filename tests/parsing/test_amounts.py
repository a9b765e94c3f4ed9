"""Sums of money, in all the ways in which French newsrooms write them."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parsing.extraction.amounts import Amount, amounts, number

SPACES = st.sampled_from(["", " ", "\u00a0", "\u202f"])
BLANKS = SPACES.filter(bool)
NUMBERS = ["12", "1,5", "2,", "000", "½", "²", "٣", "cent", "quatre-", "vingts", "une ", "petite ", "vingtaine"]
UNITS = ["millions", "milliard", "mille", "M", "k", "€", "£", "euros", "d'", "d’", "livres", "dont ", "bonus", "par an"]
OTHERS = ["entre ", "de ", "et ", "à ", "-", "budget", "(", ")", ".", ",", " ", "\u00a0", "\n"]
PIECES = st.sampled_from([*NUMBERS, *UNITS, *OTHERS])


def only(text: str) -> Amount:
    """Return the one sum of a text."""
    (found,) = amounts(text)
    return found


@pytest.mark.parametrize(
    ("written", "euros"),
    [
        ("12 M€", 12_000_000),
        ("12M€", 12_000_000),
        ("12,5 M€", 12_500_000),
        ("12.5 M€", 12_500_000),
        ("12 M d’euros", 12_000_000),
        ("12 M EUR", 12_000_000),
        ("12 millions d'euros", 12_000_000),
        ("12 millions d’euros", 12_000_000),
        ("18 MILLIONS D'EUROS", 18_000_000),
        ("12 millions", 12_000_000),
        ("1 million d'euros", 1_000_000),
        ("1,2 milliard d'euros", 1_200_000_000),
        ("750 K€", 750_000),
        ("750k€", 750_000),
        ("750 k euros", 750_000),
        ("400 mille euros", 400_000),
        ("500 000 euros", 500_000),
        ("500\u202f000 €", 500_000),
        ("500.000 euros", 500_000),
        ("1 250 000 euros", 1_250_000),
        ("30000000 euros", 30_000_000),
        ("1 euro", 1),
    ],
)
def test_a_sum_in_figures_is_read(written: str, euros: int) -> None:
    """Millions, thousands and plain euros, glued or apart, with a comma or a point, come out as whole euros."""
    found = only(f"Le montant s’élève à {written}, selon le club.")
    assert (found.value, found.currency, found.maximum, found.use) == (euros, "EUR", None, "price")


@pytest.mark.parametrize(
    ("written", "millions"),
    [
        ("un million", 1),
        ("un million et demi", 1.5),
        ("deux millions et demi", 2.5),
        ("douze millions", 12),
        ("vingt et un millions", 21),
        ("vingt-cinq millions", 25),
        ("soixante et onze millions", 71),
        ("soixante-quinze millions", 75),
        ("quatre-vingts millions", 80),
        ("quatre-vingt-onze millions", 91),
        ("cent vingt millions", 120),
        ("deux cents millions", 200),
        ("une dizaine de millions", 10),
        ("une petite dizaine de millions", 10),
        ("une vingtaine de millions", 20),
        ("une bonne trentaine de millions", 30),
        ("cinq cent mille", 0.5),
    ],
)
def test_a_sum_in_words_is_read(written: str, millions: float) -> None:
    """Numbers written out count as figures do, and round ones are taken at their word."""
    assert only(f"Le montant s’élève à {written} d’euros.").value == millions * 1_000_000


@pytest.mark.parametrize(
    ("written", "currency"),
    [
        ("55 millions de livres", "GBP"),
        ("55 millions de livres sterling", "GBP"),
        ("55 M£", "GBP"),
        ("55 millions de dollars", "USD"),
        ("55 M$", "USD"),
        ("55 millions de francs suisses", "CHF"),
        ("55 millions de livres turques", "TRY"),
        ("55 millions de reais", "BRL"),
        ("55 millions de riyals", "SAR"),
        ("55 millions", "EUR"),
    ],
)
def test_a_sum_keeps_its_currency(written: str, currency: str) -> None:
    """Nothing is converted, and millions of nothing are millions of euros."""
    found = only(f"Il a coûté {written}.")
    assert (found.value, found.currency) == (55_000_000, currency)


@pytest.mark.parametrize(
    "written",
    [
        "entre 15 et 20 M€",
        "entre 15 et 20 millions d’euros",
        "de 15 à 20 millions d’euros",
        "15 à 20 M€",
        "15-20 M€",
        "15 M€ à 20 M€",
        "15 millions à 20 millions d’euros",
    ],
)
def test_a_range_has_two_ends(written: str) -> None:
    """The unit of the upper end counts for the lower one too."""
    found = only(f"Le club en attend {written}.")
    assert (found.value, found.maximum) == (15_000_000, 20_000_000)


@pytest.mark.parametrize(
    ("written", "price"),
    [
        ("20 M€ hors bonus", 20_000_000),
        ("20 M€ (hors bonus)", 20_000_000),
        ("20 M€, bonus compris", 20_000_000),
        ("20 M€ + 5 M€ de bonus", 20_000_000),
        ("20 millions d’euros, plus 5 millions de bonus", 20_000_000),
        ("20 M€ dont 2 de bonus", 18_000_000),
        ("20 millions d’euros dont 2 millions de bonus", 18_000_000),
    ],
)
def test_a_bonus_is_not_part_of_the_price(written: str, price: int) -> None:
    """What comes on top is left out, and what is inside is taken off."""
    assert [found.value for found in amounts(f"Il signe contre {written}.") if found.use == "price"] == [price]


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("Il touchera 6 M€ par an.", "wage"),
        ("Son salaire de 6 M€ pose question.", "wage"),
        ("Le club a un budget de 100 M€.", "other"),
        ("Le club risque une amende de 2 M€.", "other"),
        ("Il coûte 12 M€.", "price"),
    ],
)
def test_the_words_beside_a_sum_tell_its_use(text: str, use: str) -> None:
    """Wages, budgets and fines are sums, but no prices."""
    assert only(text).use == use


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Il a 25 ans et 12 buts.",
        "Sous contrat jusqu’en 2028, il porte le numéro 10.",
        "Le match a réuni 12 millions de téléspectateurs.",
        "Le club compte 3 millions de supporters.",
        "Il vaut quelques millions.",
        "Entre 15 et 20 joueurs sont partis.",
        "Il n’a rien coûté : 0 euro.",
    ],
)
def test_other_numbers_are_no_sums(text: str) -> None:
    """Ages, years, goals, spectators and nothing at all cost nothing."""
    assert list(amounts(text)) == []


def test_a_sum_knows_where_it_stands() -> None:
    """Offsets and words are those of the text."""
    text = "Le RC Lens a offert 12,5 M€, puis entre 15 et 20 millions d’euros."
    assert [text[found.start : found.end] for found in amounts(text)] == [
        "12,5 M€",
        "entre 15 et 20 millions d’euros",
    ]
    assert [found.text for found in amounts(text)] == ["12,5 M€", "entre 15 et 20 millions d’euros"]


@given(st.integers(1, 999), st.integers(0, 9), st.sampled_from(",."), SPACES, st.sampled_from(["M€", "M", "M£", "M$"]))
def test_short_millions_are_read_as_written(whole: int, tenth: int, mark: str, blank: str, unit: str) -> None:
    """Whatever the number, the mark and the blank, M means a million."""
    assert only(f"Coût : {whole}{mark}{tenth}{blank}{unit}").value == whole * 1_000_000 + tenth * 100_000


@given(
    st.integers(1, 400),
    BLANKS,
    st.sampled_from(["millions d'euros", "millions d’euros", "millions €", "millions", "M€"]),
)
def test_long_millions_are_read_as_written(millions: int, blank: str, unit: str) -> None:
    """Whatever the number and the blank, millions are millions."""
    assert only(f"Il arrive contre {millions}{blank}{unit}.").value == millions * 1_000_000


@given(
    st.integers(1_000, 999_999_999), st.sampled_from(["\u00a0", "\u202f", " ", "."]), st.sampled_from(["euros", "€"])
)
def test_grouped_euros_are_read_as_written(euros: int, group: str, unit: str) -> None:
    """Groups of three digits, parted by blanks or points, are one number."""
    assert only(f"Il arrive contre {euros:,} {unit}.".replace(",", group)).value == euros


@given(st.integers(1, 300), st.integers(1, 100))
def test_each_range_is_read_as_written(low: int, more: int) -> None:
    """The smaller end is the value, the larger one the maximum."""
    found = only(f"entre {low} et {low + more} M€")
    assert (found.value, found.maximum) == (low * 1_000_000, (low + more) * 1_000_000)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=10).map("".join)))
@example("12 M€ dont 20 de bonus")
@example("entre 20 et 15 M€")
def test_no_text_breaks_the_reading_of_sums(text: str) -> None:
    """Whatever comes, each sum is positive, its range goes upwards and it stands in the text, one behind the other."""
    found = list(amounts(text))
    assert all(each.value > 0 and (each.maximum is None or each.maximum > each.value) for each in found)
    assert all(text[each.start : each.end].strip() == each.text != "" for each in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("12", 12),
        ("12,5", 12.5),
        ("150 000", 150_000),
        ("1.250.000", 1_250_000),
        ("seize", 16),
        ("trente et un", 31),
        ("soixante-dix-sept", 77),
        ("quatre-vingt-dix-neuf", 99),
        ("deux cent cinquante", 250),
        ("une quarantaine", 40),
        ("", None),
        ("12,", None),
        ("beaucoup", None),
    ],
)
def test_a_number_is_read_or_none(words: str, value: float | None) -> None:
    """Figures and words give the same numbers, and what is no number gives none."""
    assert number(words) == value
