"""A page without an article says why."""

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.cleaning import TOO_LARGE, clean_or_reason
from parsing.reading import read
from parsing.records import Page, Reading, Reason
from tests.parsing.pages import TEXT, TITLE, URL, html, page, paragraphs, story

NOISE = bytes(random.Random(7).randrange(256) for _ in range(20_000))


def why(body: bytes, headers: Iterable[tuple[str, str]] = ()) -> Reason | None:
    """Return the reason why these bytes hold no article."""
    article, reason = clean_or_reason(Page(url=URL, body=body, headers=tuple(headers)))
    assert (article is None) == (reason is not None)
    return reason


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty page"),
        (b" \n\t ", "empty page"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "not HTML"),
        (b"\x89PNG\r\n\x1a\n" + NOISE, "not HTML"),
        (b"\xff\xd8\xff\xe0" + NOISE, "not HTML"),
        (b"GIF89a" + NOISE, "not HTML"),
        (b"PK\x03\x04" + NOISE, "not HTML"),
        (b"\x1f\x8b\x08" + NOISE, "not HTML"),
        (b'{"title": "OM"}', "not HTML"),
        (b"un texte sans aucune balise", "not HTML"),
        (b"<p>" + b"\x00" * 100, "not HTML"),
        (b"<!doctype html>", "not HTML"),
        (b"<!doctype html" + b"/" * 200_000, "not HTML"),
        (b"<p>a" + b"a" * TOO_LARGE, "too large"),
        (b"<html><body><p>Un texte sans titre.</p></body></html>", "no title"),
        (html("", "<title></title>").replace(TITLE, "").encode(), "no text"),
        (html(f"<h1>{TITLE}</h1>").encode(), "no text"),
        (html(f"<h1>{TITLE}</h1><p>Bientôt.</p>").encode(), "no text"),
        (f"<h1>{TITLE}</h1>{'<div>' * 100_000}{TEXT[0]}{'</div>' * 100_000}".encode(), "too deep"),
    ],
    ids=lambda value: value if isinstance(value, str) else repr(value[:24]),
)
def test_each_page_without_article_says_why(body: bytes, reason: Reason) -> None:
    """Nothing, another kind of file, no title, no text, too much or too deep: each has its reason."""
    assert why(body) == reason


@pytest.mark.parametrize(
    ("content_type", "reason"),
    [
        ("text/html", None),
        ("text/html; charset=utf-8", None),
        (" TEXT/HTML", None),
        ("application/xhtml+xml", None),
        ("text/plain", None),
        ("application/pdf", "not HTML"),
        ("image/jpeg", "not HTML"),
        ("application/json", "not HTML"),
    ],
)
def test_the_header_says_what_is_no_page(content_type: str, reason: Reason | None) -> None:
    """An answer that declares another kind of file is not read; one that declares text is."""
    assert why(page(story()).body, [("content-type", content_type)]) == reason


@given(st.integers(0, 2**32), st.sampled_from([2_000, 20_000, 60_000]))
@settings(max_examples=50)
def test_random_bytes_are_no_article(seed: int, size: int) -> None:
    """Noise sent as HTML is no article, whatever it looks like by chance, and even if a feed gave it a title."""
    body = random.Random(seed).randbytes(size)
    noise = Page(url=URL, body=body, headers=(("content-type", "text/html"),), hint_title=TITLE)
    assert read(noise).article is None


def test_a_list_of_articles_is_no_article() -> None:
    """A section page is a list of links, not an article."""
    links = "".join(f'<div><a href="/{n}">OM : la recrue numéro {n} est arrivée</a></div>' for n in range(40))
    assert why(html(f"<h1>Toutes les nouvelles du mercato</h1>{links}").encode()) == "not an article"


def test_a_reading_without_article_has_the_reason_and_nothing_else() -> None:
    """Reading a page without article gives its reason, no facts and no fingerprint."""
    assert read(Page(url=URL, body=b"")) == Reading(None, facts=(), fingerprint=(), reason="empty page")


def test_a_reading_of_an_article_has_no_reason() -> None:
    """Reading a page with an article gives article and fingerprint, and no reason."""
    reading = read(page(f"<h1>{TITLE}</h1>{paragraphs()}"))
    assert reading.article is not None
    assert (reading.article.title, reading.reason, len(reading.fingerprint)) == (TITLE, None, 125)
