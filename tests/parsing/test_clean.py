"""From a page to an article: each field from the place that is trusted most."""

from datetime import UTC, datetime

import pytest

from parsing.cleaning import clean
from tests.parsing.pages import TEXT, TITLE, URL, cleaned, page, paragraphs, story, told

PUBLISHED = '<meta property="article:published_time" content="2026-07-01T14:45:00+02:00">'
AT = datetime(2026, 7, 1, 12, 45, tzinfo=UTC)
DATELINE = '<p class="date">Publié le 1er juillet 2026 à 14h45 par Jeanne Morel</p>'
HINT = datetime(2026, 7, 1, 12, 47, 30, tzinfo=UTC)


def test_an_article_has_what_a_reader_reads() -> None:
    """Title, text, address, author and time are read from one plain page, outlet and language from its entry."""
    article = cleaned(story(before=DATELINE), language="fr-CA")
    assert (article.url, article.title, article.text) == (URL, TITLE, "\n\n".join(TEXT))
    assert (article.authors, article.published, article.published_from) == (("Jeanne Morel",), AT, "dateline")
    assert (article.outlet, article.language, article.modified) == ("exemple", "fr-CA", None)
    assert (article.paywalled, article.live, article.embeds) == (False, False, ())


def test_clean_returns_the_article_alone() -> None:
    """The public function returns the article, or None without a reason."""
    assert clean(page(story())) == cleaned(story())
    assert clean(page("")) is None


@pytest.mark.parametrize(
    ("head", "before", "hint", "expected", "place"),
    [
        (PUBLISHED, "", None, AT, "meta"),
        (PUBLISHED, "<p>Publié le 2 juillet 2026 à 9h00</p>", HINT, AT, "meta"),
        ("", "<time datetime='2026-07-01T14:45:00+02:00'>hier</time>", None, AT, "time"),
        ("", "<time>01/07/2026 à 14:45</time>", None, AT, "time"),
        ("", DATELINE, HINT, AT, "dateline"),
        ("", "", HINT, HINT, "feed"),
        ('<meta name="date" content="2026-07-01">', "", HINT, HINT, "feed"),
        ('<meta name="date" content="2026-06-20">', "", HINT, datetime(2026, 6, 19, 22, tzinfo=UTC), "meta"),
        ("", "<p>1er juillet 2026</p>", None, datetime(2026, 6, 30, 22, tzinfo=UTC), "dateline"),
        ("", "<p>Mis à jour le 1er juillet 2026 à 14h45</p>", None, AT, "dateline"),
        ("", "", None, None, None),
    ],
)
def test_the_time_comes_from_the_most_trusted_place(
    head: str, before: str, hint: datetime | None, expected: datetime | None, place: str | None
) -> None:
    """Metadata, then print, then the feed; a bare day is made exact by a feed of that day, and of no other."""
    article = cleaned(story(before=before), head, hint_published=hint)
    assert (article.published, article.published_from) == (expected, place)


def test_the_address_may_tell_the_day() -> None:
    """A silent page is as old as its address says."""
    article = cleaned(story(), url="https://exemple.fr/2026/07/01/om-skovgaard")
    assert (article.published, article.published_from) == (datetime(2026, 6, 30, 22, tzinfo=UTC), "url")


def test_the_outlets_zone_counts() -> None:
    """What is printed in Toronto is Toronto's time."""
    article = cleaned(story(before=DATELINE), timezone="America/Toronto")
    assert article.published == datetime(2026, 7, 1, 18, 45, tzinfo=UTC)


def test_a_time_behind_the_download_is_not_believed() -> None:
    """A page cannot have been published long after it was fetched."""
    head = PUBLISHED.replace("2026", "2036")
    assert cleaned(story(before=DATELINE), head, fetched=datetime(2026, 7, 1, 13, tzinfo=UTC)).published == AT


def test_a_correction_is_told_apart() -> None:
    """A page that tells both has its publication and its last correction."""
    article = cleaned(story(before="<p>Publié le 01/07/2026 à 14h45, mis à jour le 02/07/2026 à 9h00</p>"))
    assert (article.published, article.modified) == (AT, datetime(2026, 7, 2, 7, tzinfo=UTC))


def test_dates_of_other_articles_are_not_this_ones() -> None:
    """Dates in lists, links and asides belong to neighbours."""
    others = "<ul><li>PSG : le onze (12/06/2020 à 10h00)</li></ul><aside>Publié le 12/06/2020 à 10h00</aside>"
    assert cleaned(story(before=others)).published is None


@pytest.mark.parametrize(
    ("href", "fields", "expected"),
    [
        ("https://exemple.fr/a-7", {}, "https://exemple.fr/a-7"),
        ("/a-7?utm_source=rss", {}, "https://exemple.fr/a-7"),
        ("https://www.exemple.fr/a-7", {}, "https://www.exemple.fr/a-7"),
        ("https://ailleurs.fr/a-7", {}, URL),
        ("https://ailleurs.fr/a-7", {"domains": ("exemple.fr", "ailleurs.fr")}, "https://ailleurs.fr/a-7"),
        ("https://exemple.fr/", {}, URL),
        ("javascript:void(0)", {}, URL),
        ("http://[", {}, URL),
        ("/a-7", {"url": "https://exemple.fr/"}, "https://exemple.fr/"),
        ("/a-7", {"final_url": "https://exemple.fr/b?xtor=RSS"}, "https://exemple.fr/a-7"),
        ("", {"final_url": "https://exemple.fr/b?xtor=RSS"}, "https://exemple.fr/b"),
        ("https://exemple.fr/a-7", {"url": "sauvegarde.html"}, "https://exemple.fr/a-7"),
    ],
)
def test_the_address_is_the_pages_own_word_within_its_outlet(href: str, fields: dict[str, str], expected: str) -> None:
    """A canonical address of the same outlet is believed, one of another site or of the front page is not."""
    assert cleaned(story(), f'<link rel="canonical" href="{href}">', **fields).url == expected


def test_a_page_without_headline_is_titled_by_machines() -> None:
    """Without an h1 the title is that of the metadata."""
    article = cleaned(f"<article>{paragraphs()}</article>", f'<meta property="og:title" content="{TITLE}">')
    assert (article.title, article.text) == (TITLE, "\n\n".join(TEXT))


@pytest.mark.parametrize("css_class", ["paywall", "paywall-abo", "qiota_reserve"])
def test_what_a_wall_hides_is_not_read(css_class: str) -> None:
    """Behind a wall there is only the teaser, and the article says so."""
    article = cleaned(
        f"<article><h1>{TITLE}</h1>{paragraphs(*TEXT[:2])}<div class='{css_class}'>{TEXT[2]}</div></article>"
    )
    assert (article.text.split("\n\n"), article.paywalled) == (list(TEXT[:2]), True)


def test_a_ticker_is_marked_and_read() -> None:
    """A live blog is marked; its entries are text, each with its stamp."""
    head = f'<script type="application/ld+json">{{"@type": "LiveBlogPosting", "headline": "{TITLE}"}}</script>'
    entries = "".join(
        f"<div class='entree'><h3>2{n}h41 : point {n}</h3><p>{text}</p></div>" for n, text in enumerate(TEXT)
    )
    article = cleaned(f"<h1>{TITLE}</h1><div id='live'>{entries}</div>", head)
    assert article.live
    assert [text for text in article.text.split("\n\n") if text in TEXT] == list(TEXT)


def test_no_mark_that_turns_the_writing_round_is_kept() -> None:
    """NUL, lone surrogates and U+202E are neither in the title nor in the text."""
    body = paragraphs(f"{TEXT[0]}\x00\u202e &#xD800;", *TEXT[1:])
    article = cleaned(f"<h1>{TITLE[:9]}\x00\u202e{TITLE[9:]}</h1><article>{body}</article>")
    assert article.title == TITLE
    assert not set("\x00\u202e\ud800") & set(article.text)


def test_cleaning_twice_gives_the_same() -> None:
    """A page is read the same way each time."""
    assert told(story()) == told(story())
