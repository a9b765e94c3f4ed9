"""Who wrote it: names without biographies, the newsroom left out."""

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsing.cleaning.bylines import authors, names


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("Jeanne Morel", ["Jeanne Morel"]),
        ("Par Jeanne Morel", ["Jeanne Morel"]),
        ("Jeanne Morel et Paul Ricard", ["Jeanne Morel", "Paul Ricard"]),
        ("Jeanne Morel, Paul Ricard & Ana Sorel", ["Jeanne Morel", "Paul Ricard", "Ana Sorel"]),
        ("Jeanne Morel - Journaliste, spécialiste du Calcio depuis dix ans", ["Jeanne Morel"]),
        ("Jeanne Morel (à Nantes)", ["Jeanne Morel"]),
        ("Jeanne Morel | Rédactrice", ["Jeanne Morel"]),
        ("Jeanne Morel publié le 3 juillet", ["Jeanne Morel"]),
        ("Anne-Lise Le Goff", ["Anne-Lise Le Goff"]),
        ("Karim N’Dour", ["Karim N’Dour"]),
        ("La rédaction", []),
        ("Rédaction Sport", []),
        ("AFP", ["AFP"]),
        ("L.B. avec AFP", ["AFP"]),
        ("Jeanne Morel avec AFP", ["Jeanne Morel", "AFP"]),
        ("admin", []),
        ("https://exemple.fr/auteur/jeanne-morel", []),
        ("@jmorel", []),
        ("", []),
    ],
)
def test_a_byline_is_split_into_names(byline: str, expected: list[str]) -> None:
    """Each writer is one name, an agency too; newsrooms, addresses and accounts are nobody's."""
    assert names(byline) == expected


@given(st.text(max_size=200))
def test_any_byline_gives_whole_names(byline: str) -> None:
    """Whatever stands there, a name has a capital and no line end, and two words unless it is an agency's."""
    for name in names(byline):
        assert " " in name or name in ("AFP", "AP", "Belga", "EFE", "Reuters")
        assert name[0].isupper()
        assert "\n" not in name


def page(byline: str) -> lxml.html.HtmlElement:
    """Build a page with one visible byline."""
    return lxml.html.document_fromstring(f"<html><body><h1>OM : accord</h1>{byline}<p>Un texte.</p></body></html>")


def test_what_machines_are_told_wins() -> None:
    """Authors told to machines count before the visible byline, each once, and never the site itself."""
    tree = page('<p class="author">Par Paul Ricard</p>')
    assert authors(tree, ["Jeanne Morel", "Sportidien", "Jeanne Morel"], ["sportidien"]) == ("Jeanne Morel",)


@pytest.mark.parametrize(
    "byline",
    [
        '<p class="author">Par Jeanne Morel</p>',
        '<a rel="author">Écrit par Jeanne Morel</a>',
        '<div class="article-meta">Publié le 3 juillet 2025 à 14h45 par Jeanne Morel</div>',
        '<span class="signature">Par : Jeanne Morel</span>',
    ],
)
def test_the_visible_byline_is_read(byline: str) -> None:
    """Where machines are told nothing, the line that names the writer is read."""
    assert authors(page(byline), [], []) == ("Jeanne Morel",)


@pytest.mark.parametrize(
    "byline",
    [
        "<p>Par Jeanne Morel, voilà un bien joli but.</p>",
        '<p class="author">Par la rédaction</p>',
        '<p class="author">Par ailleurs, rien de neuf</p>',
        f'<p class="author">Par Jeanne Morel {"a" * 200}</p>',
    ],
)
def test_what_is_no_byline_is_not_read(byline: str) -> None:
    """Prose, the newsroom as a whole and long paragraphs name no writer."""
    assert authors(page(byline), [], []) == ()


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("Publié le 2 juillet 2025 à 11h52 par AFP", ("AFP",)),
        ("Par Jeanne Morel avec AFP", ("Jeanne Morel", "AFP")),
        ("Par Jeanne Morel et Paul Ricard", ("Jeanne Morel", "Paul Ricard")),
    ],
)
def test_a_visible_byline_may_name_several_or_an_agency(byline: str, expected: tuple[str, ...]) -> None:
    """Everybody in the line counts, and an agency without any journalist does too."""
    assert authors(page(f'<p class="signature">{byline}</p>'), [], []) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Par <b>Doudou59</b> - Actu Lille, Mise en ligne: le 29/06/2025 à 21h40", ("Doudou59",)),
        ("Par <b>Jo la Tribune</b> - Actu Nantes, Mise en ligne: le 29/06/2025 à 21h40", ("Jo la Tribune",)),
        ("Par Gone, le 3 juillet 2025", ("Gone",)),
        ("Par la rédaction, le 3 juillet 2025", ()),
        ("Par Rédaction Foot, le 3 juillet 2025", ()),
        ("Par ailleurs, le 3 juillet 2025, rien de neuf", ()),
        ("Par Marseille, dit-on, rien ne presse", ()),
    ],
)
def test_a_name_before_the_date_of_its_line_is_a_signature(line: str, expected: tuple[str, ...]) -> None:
    """Old designs have no class for it, and their authors write under pseudonyms."""
    assert authors(page(f"<div>{line}</div>"), [], []) == expected
