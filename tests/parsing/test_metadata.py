"""What a page says about itself: JSON-LD first, metas next."""

import json
from typing import Any

import lxml.html
import pytest

from parsing.cleaning.metadata import Metadata, metadata

NEWS: dict[str, Any] = {
    "@type": "NewsArticle",
    "headline": "OM : un ailier danois en approche",
    "datePublished": "2026-07-01T12:00:00+02:00",
    "dateModified": "2026-07-01T13:00:00+02:00",
    "author": {"@type": "Person", "name": "Jeanne Morel"},
    "publisher": {"@type": "Organization", "name": "Le Carnet du Mercato"},
}


def told(*blocks: Any, head: str = "") -> Metadata:
    """Read a page with these JSON-LD blocks; a string stands there as it is."""
    scripts = "".join(
        f'<script type="application/ld+json">{block if isinstance(block, str) else json.dumps(block)}</script>'
        for block in blocks
    )
    return metadata(lxml.html.document_fromstring(f"<html><head>{head}{scripts}</head><body><p>a</p></body></html>"))


@pytest.mark.parametrize(
    "block",
    [
        NEWS,
        [NEWS],
        [[NEWS]],
        {"@graph": [NEWS]},
        {"@graph": [{"@type": "WebSite", "name": "X"}, NEWS]},
        {"@type": "WebPage", "mainEntity": NEWS},
        NEWS | {"@type": ["NewsArticle", "Article"]},
        NEWS | {"@type": "http://schema.org/NewsArticle"},
        f"<!-- {json.dumps(NEWS)} -->",
        f"//<![CDATA[\n{json.dumps(NEWS)}\n//]]>",
        json.dumps(NEWS).replace(" : un", " :\n un"),
    ],
    ids=[
        "plain",
        "list",
        "list of lists",
        "graph",
        "graph of several",
        "main entity",
        "several types",
        "type address",
        "comment",
        "cdata",
        "raw newline",
    ],
)
def test_the_article_is_found_wherever_it_stands(block: Any) -> None:
    """Graphs, lists, entities, comments and raw line ends hide no article."""
    found = told(block)
    assert [" ".join(title.split()) for title in found.headlines] == ["OM : un ailier danois en approche"]
    assert found.published == [("json-ld", "2026-07-01T12:00:00+02:00")]
    assert found.modified == [("json-ld", "2026-07-01T13:00:00+02:00")]
    assert (found.authors, found.site_names[0]) == (["Jeanne Morel"], "Le Carnet du Mercato")
    assert found.article


@pytest.mark.parametrize("broken", ["", "{", '{"@type": "NewsArticle",}', "null", "3", '"NewsArticle"', "[" * 5000])
def test_a_broken_block_hides_no_good_one(broken: str) -> None:
    """A block that is no JSON is passed over, and the next one counts."""
    assert told(broken, NEWS).headlines == ["OM : un ailier danois en approche"]


@pytest.mark.parametrize(
    "odd",
    [
        {"headline": None},
        {"headline": ["a"]},
        {"headline": 3},
        {"datePublished": 20260701},
        {"author": None},
        {"author": [3, None, {"name": None}]},
        {"publisher": "Le Carnet"},
        {"@type": None},
        {"@type": [None, 3]},
        {"isAccessibleForFree": None},
        {"articleBody": ["a"]},
        {"@graph": "a"},
    ],
    ids=str,
)
def test_values_of_the_wrong_kind_are_silent(odd: dict[str, Any]) -> None:
    """A number, a list or nothing where a text should stand is as good as nothing."""
    found = told(NEWS | odd)
    assert all(isinstance(text, str) and text for text in (*found.headlines, *found.authors, *found.site_names))


def test_the_main_article_has_headline_and_date() -> None:
    """Of several articles the first with headline and date is the page's; teasers carry less."""
    teaser = {"@type": "NewsArticle", "headline": "PSG : le onze"}
    rival = NEWS | {"headline": "Un autre article de la liste"}
    assert told([teaser, NEWS, rival]).headlines == ["OM : un ailier danois en approche"]


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Jeanne Morel", ["Jeanne Morel"]),
        ([{"name": "Jeanne Morel"}, {"name": "Paul Ricard"}], ["Jeanne Morel", "Paul Ricard"]),
        ({"name": ["Jeanne Morel", "Paul Ricard"]}, ["Jeanne Morel", "Paul Ricard"]),
        (["Jeanne Morel", {"name": "  "}], ["Jeanne Morel"]),
    ],
)
def test_authors_come_in_many_shapes(author: Any, expected: list[str]) -> None:
    """A name, a person, a list of either, and a person with several names."""
    assert told(NEWS | {"author": author}).authors == expected


def test_metas_stand_behind_json_ld() -> None:
    """Open Graph and other metas are listed after JSON-LD, each with its place."""
    head = (
        '<meta property="og:title" content="OM : le Danois"><meta name="Date" content="2026-07-02">'
        '<meta property="article:published_time" content="2026-07-01T11:59:00+02:00">'
        '<meta property="og:site_name" content="Le Carnet"><meta property="og:description" content=" Un résumé. ">'
        '<meta property="og:url" content="https://exemple.fr/b"><link rel="canonical" href="https://exemple.fr/a">'
    )
    found = told(NEWS, head=head)
    assert found.headlines == ["OM : un ailier danois en approche", "OM : le Danois"]
    assert [place for place, _ in found.published] == ["json-ld", "meta", "meta"]
    assert found.published[1] == ("meta", "2026-07-01T11:59:00+02:00")
    assert found.descriptions == ["Un résumé."]
    assert set(found.canonical) == {"https://exemple.fr/a", "https://exemple.fr/b"}


@pytest.mark.parametrize(
    ("block", "head", "paid"),
    [
        (NEWS, "", False),
        (NEWS | {"isAccessibleForFree": False}, "", True),
        (NEWS | {"isAccessibleForFree": "False"}, "", True),
        (NEWS | {"isAccessibleForFree": True}, "", False),
        (NEWS, '<meta property="article:content_tier" content="locked">', True),
        (NEWS, '<meta property="article:content_tier" content="free">', False),
    ],
)
def test_a_paid_article_says_so(block: dict[str, Any], head: str, paid: bool) -> None:
    """JSON-LD's access flag and the content tier mark an article for subscribers."""
    assert told(block, head=head).paywalled is paid


def test_a_ticker_says_so() -> None:
    """A live blog is told by its type."""
    assert told(NEWS | {"@type": "LiveBlogPosting"}).live
    assert not told(NEWS).live


def test_a_silent_page_tells_nothing() -> None:
    """A page without JSON-LD and metas gives empty findings."""
    assert told() == Metadata()
