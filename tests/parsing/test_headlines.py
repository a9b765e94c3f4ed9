"""The title as a reader sees it."""

import lxml.html
import pytest

from parsing.cleaning.headlines import headline, without_site_name

TITLE = "OM : un ailier danois en approche"
SITE = "Le Carnet du Mercato"


def title_of(body: str, told: tuple[str, ...] = (), hint: str | None = None, head: str = "") -> str | None:
    """Choose the title of a page."""
    tree = lxml.html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    return headline(tree, told, [SITE], hint)


def test_the_visible_headline_wins() -> None:
    """What stands in the h1 is the title, whatever machines are told."""
    assert title_of(f"<h1> {TITLE}\n</h1>", ("Mercato : le Danois qui plaît à l’OM",)) == TITLE


def test_the_page_without_h1_is_titled_by_its_metadata() -> None:
    """Without an h1 the title told to machines counts, without the site's name."""
    assert title_of("<h2>À la une</h2>", (f"{TITLE} | {SITE}",)) == TITLE


def test_the_window_title_is_better_than_none() -> None:
    """Without h1 and metadata the window's title counts, without the site's name."""
    assert title_of("", head=f"<title>{TITLE} - {SITE}</title>") == TITLE


def test_the_feeds_title_is_the_last_resort() -> None:
    """A page that has no title at all has that of the feed."""
    assert title_of("<p>Un texte.</p>", hint=f" {TITLE} ") == TITLE
    assert title_of("<p>Un texte.</p>") is None


def test_of_several_headlines_the_one_told_to_machines() -> None:
    """A logo and a neighbour's headline in an h1 do not win over the article's."""
    page = f"<h1>{SITE}</h1><h1>PSG : un stage aux Émirats cet hiver</h1><h1>{TITLE}</h1>"
    assert title_of(page, (TITLE,)) == TITLE


def test_a_logo_is_no_headline() -> None:
    """An h1 that only holds the site's name gives way to the metadata."""
    assert title_of(f"<h1>{SITE}</h1><h2>{TITLE}</h2>", (TITLE,)) == TITLE


def test_a_kicker_in_the_headline_goes() -> None:
    """A kicker inside the h1 is cut off when the rest is told to machines."""
    assert title_of(f"<h1><span>Foot - Mercato - OM</span> {TITLE}</h1>", (TITLE,)) == TITLE


def test_the_headline_keeps_its_own_typography() -> None:
    """Where h1 and metadata differ in quotes and blanks only, the readers' version is kept."""
    assert title_of("<h1>OL : « Je reste ! »</h1>", ('OL: "Je reste!"',)) == "OL : « Je reste ! »"


def test_an_empty_headline_is_none() -> None:
    """An empty h1 does not hide the title told to machines."""
    assert title_of("<h1> </h1>", ("", TITLE)) == TITLE


@pytest.mark.parametrize("separator", ["|", "-", "–", "—", "·", "•", "::", "»"])
def test_the_sites_name_is_cut_off(separator: str) -> None:
    """The site's name behind any of the usual separators is no part of the title."""
    assert without_site_name(f"{TITLE} {separator} {SITE.upper()}", [SITE]) == TITLE


@pytest.mark.parametrize("title", ["Lens - Nice : les compos", f"{SITE} change de formule", "Paris | Londres", ""])
def test_what_is_no_site_name_stays(title: str) -> None:
    """A dash inside a title, and the site's name anywhere but at the end, stay."""
    assert without_site_name(title, [SITE, ""]) == title


def test_sections_before_the_sites_name_stay_cut() -> None:
    """Only what is known as the site's name goes; with nothing known, nothing goes."""
    assert without_site_name(f"{TITLE} - {SITE}", []) == f"{TITLE} - {SITE}"
