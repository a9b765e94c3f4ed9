"""Whatever a text is, reading it ends, and at worst finds nothing."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsing.extraction import extract
from parsing.records import Article, Fact

MEGABYTE = 1_000_000
NEWS = "Leonardo Balerdi quitte l'OM pour l'Atalanta contre 20 M€. Son contrat courait jusqu'en 2026. "
ENGLISH = "The striker has completed his move from Arsenal to Chelsea on a four-year deal worth £40m. "
POEM = "Sous le pont Mirabeau coule la Seine\nEt nos amours\nFaut-il qu'il m'en souvienne\n"
TABLE = "Joueur | De | À | Montant\nBalerdi | OM | Atalanta | 20 M€\nRowe | Norwich | OM | prêt\n"
MARKUP = "<p>Balerdi <b>quitte</b> l'OM</p><script>var a = '<div>';</script>&nbsp;&eacute;"


def read(text: str, title: str = "") -> tuple[Fact, ...]:
    """Read a text as an article of July 2024."""
    return extract(Article("", title, text, published=datetime(2024, 7, 2, tzinfo=UTC)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        ENGLISH * 20,
        NEWS.upper() * 20,
        NEWS.replace(".", "").replace(",", "") * 20,
        "⚽🔥 Balerdi ➡️ Atalanta ✍️ " * 50,
        "Балерди переходит в «Аталанту». 巴勒迪转会亚特兰大。 انتقل باليردي إلى أتالانتا. " * 20,
        MARKUP * 20,
        TABLE * 20,
        POEM * 20,
        "«" * 500 + "Balerdi" + "»" * 500,
        "d'" * 2000,
        "1 " * 2000,
        "M€ " * 2000,
        "A-" * 2000,
        "\u0301" * 2000,
        "\ud800 Balerdi",
    ],
    ids=range(17),
)
def test_odd_texts_are_survived(text: str) -> None:
    """Empty, foreign, shouted, unpunctuated, pictured, marked up, tabular or broken: no exception."""
    assert isinstance(read(text), tuple)
    assert isinstance(read(text[:200], title=text[:200]), tuple)


@pytest.mark.parametrize(
    "unit", ["a", "il ", "A ", NEWS, ENGLISH, POEM], ids=["run", "il", "capitals", "news", "english", "poem"]
)
def test_a_megabyte_is_survived(unit: str) -> None:
    """A text of a million characters ends, whatever it says again and again."""
    assert isinstance(read((unit * (MEGABYTE // len(unit) + 1))[:MEGABYTE]), tuple)


def test_hundreds_of_people_are_survived() -> None:
    """Twenty thousand characters that name another person and club in every sentence."""
    choose = random.Random(1)
    names = (
        "".join(choose.choice("bdflmnrst") + choose.choice("aeiou") for _ in range(4)).title() for _ in range(1500)
    )
    clubs = ("l'OM", "Lyon", "l'Atalanta", "Chelsea", "Lens", "Brest", "le PSG", "Nantes")
    text = " ".join(f"Karim {name} a signé à {choose.choice(clubs)} pour {choose.randint(1, 90)} M€." for name in names)
    assert isinstance(read(text), tuple)


PIECES = st.sampled_from(
    ["Balerdi", "Leonardo", "l'OM", "Atalanta", "Lyon", "prêt", "signe", "a refusé", "20 M€", "jusqu'en 2028", "selon",
     "L'Équipe", ".", ",", "?", "\n\n", "«", "»", "(", ")", "lundi", "de", "à", "il", "l'ancien", "nommé", "entraîneur"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=150), st.lists(PIECES, max_size=15))
def test_words_in_any_order_are_survived(words: list[str], title: list[str]) -> None:
    """The words of the market in any order: each fact found is well formed, its sentence stands in the text."""
    text, head = " ".join(words), " ".join(title)
    for fact in read(text, head):
        assert fact.person
        assert 0 <= fact.confidence <= 1
        for e in fact.evidence:
            assert (head if e.field == "title" else text)[e.start : e.end] == e.sentence


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_characters_are_survived(text: str) -> None:
    """No string of characters raises."""
    assert isinstance(read(text), tuple)
