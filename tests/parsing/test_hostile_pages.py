"""Pages that were made to hurt, or broke by accident: no exception, and nothing silently lost."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.cleaning import clean
from parsing.reading import read
from parsing.records import Article, Page
from tests.parsing.pages import TEXT, TITLE, URL, html, page, story, told

BODY = list(TEXT)
FRAGMENTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<h1>",
            "</h1>",
            "<article>",
            "<br>",
            "<ul><li>",
            "</li></ul>",
            "<a href='x'>",
            "</a>",
            "<script type='application/ld+json'>",
            "</script>",
            "{",
            "}",
            '"@graph":',
            "<table><td>",
            "</table>",
            "<blockquote class='twitter-tweet'>",
            "</blockquote>",
            "<time datetime='2026-07-01'>",
            "<time>",
            "</body>",
            "<meta charset=utf-16>",
            "<meta property='og:title' content='OM : un renfort'>",
            "<svg>",
            "<template>",
            "<noscript>",
            "<frameset>",
            "<base href='http://[/'>",
            "<link rel=canonical href='http://['>",
            "&#xD800;",
            "&#0;",
            "&nbsp;",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<?php",
            "<div class=paywall>",
            "<p class=chapo>",
            "\x00",
            "\u202e",
            "�",
            "Publié le 31/06/2026 à 14h45",
            "12 M€",
            TITLE,
            *TEXT,
        ]
    ),
)
SOUP = st.lists(FRAGMENTS, max_size=25).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass"))
HEADERS = st.sampled_from(["text/html", "text/html; charset=utf-16", "text/html; charset=x", "TEXT/HTML;charset=utf-8"])


def strings_of(article: Article) -> list[str]:
    """Return all that an article says."""
    return [article.url, article.title, article.text, *article.authors, *article.embeds]


@pytest.mark.parametrize(
    "extra",
    [
        "(" * 50000,
        "()" * 25000,
        "«" * 50000,
        "." * 100000,
        "1" * 100000,
        "é" * 100000,
        "a" * 100000,
        "<!--" + "-" * 100000,
        "<![CDATA[" * 10000,
        "<" * 100000,
        "&amp" * 50000,
        "<br>" * 20000,
        f"<p {'a=1 ' * 20000}>",
        f"<p title='{'a' * 200000}'>",
    ],
    ids=lambda extra: extra[:12],
)
def test_endless_runs_in_an_article_do_not_hide_it(extra: str) -> None:
    """A run of one sign, of comments or of attributes is survived, and the text before it is read."""
    assert told(f"<article><h1>{TITLE}</h1><p>{'</p><p>'.join(TEXT)}</p><p>{extra}</p></article>")[:3] == BODY


def test_a_doctype_that_never_ends_is_survived() -> None:
    """200 kB of doctype in front of a page hide nothing; alone they are no page."""
    doctype = b"<!doctype html" + b"/" * 200_000
    assert read(Page(url=URL, body=doctype)).reason == "not HTML"
    assert told(doctype.decode() + ">" + story()) == told(story())


@pytest.mark.parametrize("tag", ["div", "span", "ul><li", "table><tr><td", "blockquote", "b"])
def test_a_hundred_thousand_nested_elements_are_too_deep(tag: str) -> None:
    """A sentence at the bottom of a well is never silently nothing: the reason says that the page is too deep."""
    reading = read(Page(url=URL, body=f"<h1>{TITLE}</h1>{f'<{tag}>' * 100_000}{TEXT[0]}".encode()))
    assert (reading.article, reading.reason) == (None, "too deep")


@pytest.mark.parametrize("depth", [1, 50, 200])
def test_a_page_of_honest_depth_is_read(depth: int) -> None:
    """Two hundred nested elements are read as one."""
    assert told(f"<h1>{TITLE}</h1>{'<div>' * depth}{TEXT[0]}{'</div>' * depth}") == BODY[:1]


@pytest.mark.parametrize(
    "block", ['{"a":' * 50_000, "[" * 900 + "]" * 900, "[" * 100_000, '{"@graph":[' * 400 + "]}" * 400]
)
def test_nested_json_is_survived(block: str) -> None:
    """JSON-LD of any depth is passed over."""
    assert told(story(), f'<script type="application/ld+json">{block}</script>') == BODY


@pytest.mark.parametrize("mark", ["&#xD800;", "&#0;", "&#x202E;", "\x00", "\u202e", "\x07", "\ud800", "\ufeff"])
def test_unprintable_marks_are_neither_in_title_nor_in_text(mark: str) -> None:
    """NUL, controls, lone surrogates and marks of direction leave a text that any database takes."""
    body = html(f"<h1>{TITLE}{mark}</h1><article><p>{f'{mark}</p><p>'.join(TEXT)}</p></article>")
    article = clean(Page(url=URL, body=body.encode("utf-8", "surrogatepass")))
    assert article is not None
    for text in strings_of(article):
        assert not set("\x00\x07\u202e\ufeff\ud800") & set(text)
    assert [text.replace("\ufffd", "") for text in article.text.split("\n\n")] == BODY


@given(st.binary(max_size=600), st.one_of(st.none(), HEADERS))
def test_no_bytes_break_reading(body: bytes, content_type: str | None) -> None:
    """Whatever bytes a server sends, there is a reading, and either an article or a reason."""
    headers = (("content-type", content_type),) if content_type else ()
    reading = read(Page(url=URL, body=body, headers=headers))
    assert (reading.article is None) == (reading.reason is not None)


@settings(max_examples=200)
@given(SOUP, st.booleans())
def test_no_soup_breaks_reading(soup: bytes, whole: bool) -> None:
    """Whatever a page is cooked from, its article can be stored, and its reading can be sent to another process."""
    body = page(story()).body[:-30] + soup if whole else soup
    reading = read(Page(url=URL, body=body))
    assert pickle.loads(pickle.dumps(reading)) == reading
    for text in strings_of(reading.article) if reading.article else ():
        assert "\x00" not in text
        assert text.encode().decode() == text


@given(st.text(max_size=40), st.text(max_size=40), st.lists(st.text(max_size=12), max_size=3))
def test_no_address_and_no_selector_breaks_cleaning(url: str, href: str, selectors: list[str]) -> None:
    """Whatever the address, the canonical link and the registry's selectors are, the text is read."""
    head = f'<link rel="canonical" href="{href.replace(chr(34), "")}">'
    body = html(story(), head).encode("utf-8", "surrogatepass")
    assert clean(Page(url=url, body=body, remove=tuple(css for css in selectors if css not in ("*", "p"))))
