from __future__ import annotations

import pytest

from crawler.links import Entry, Refused, article_links
from crawler.registry import Outlet

OUTLET = Outlet(name="echo", domains=("echo.test",), article=r"/foot/[a-z0-9-]+-\d{4}(?:\.html|/)?$")
BASE = "https://echo.test/foot/"


def followed(*urls: str) -> list[str]:
    """The addresses that are followed."""
    return [link.url for link in article_links([Entry(url) for url in urls], OUTLET, BASE) if isinstance(link, Entry)]


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (
            "https://echo.test/foot/om-balerdi-1234.html?utm_source=rss&utm_medium=feed",
            "https://echo.test/foot/om-balerdi-1234.html",
        ),
        (
            "https://www.ECHO.test:443/foot/om-balerdi-1234.html#commentaires",
            "https://www.echo.test/foot/om-balerdi-1234.html",
        ),
        ("../foot/om-balerdi-1234.html", "https://echo.test/foot/om-balerdi-1234.html"),
        ("https://echo.test/foot/om-balerdi-1234.html;jsessionid=1A2B", "https://echo.test/foot/om-balerdi-1234.html"),
        ("https://echo.test/amp/foot/om-balerdi-1234.html", "https://echo.test/foot/om-balerdi-1234.html"),
        ("https://echo.test/foot/om-balerdi-1234.amp.html", "https://echo.test/foot/om-balerdi-1234.amp.html"),
        ("  https://echo.test/foot/om-balerdi-1234/  ", "https://echo.test/foot/om-balerdi-1234/"),
    ],
)
def test_an_article_has_one_address(url: str, address: str) -> None:
    """Tracking, sessions, fragments, default ports and AMP variants do not make another article."""
    assert followed(url) in ([address], [])
    if ".amp" not in url:
        assert followed(url) == [address]


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "data:text/html,x",
        "javascript:void(0)",
        "mailto:a@echo.test",
        "http://[broken/",
        "//",
        "",
        "x" * 5000,
    ],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    """Only http and https lead anywhere; everything else is counted and left."""
    (link,) = article_links([Entry(url)], OUTLET, BASE)
    assert isinstance(link, Refused)


def test_a_bad_entry_never_drops_the_rest() -> None:
    """Each entry is judged alone."""
    assert (
        len(
            followed(
                "http://[",
                "https://echo.test/foot/a-1234",
                "https://evil.test/foot/b-1234",
                "https://echo.test/foot/c-1234",
            )
        )
        == 2
    )


def test_the_reason_is_told() -> None:
    """Whoever looks at the run's report sees why entries were not followed."""
    entries = [Entry("https://evil.test/foot/b-1234"), Entry("https://echo.test/video/1"), Entry("ftp://echo.test/")]
    reasons = [link.reason for link in article_links(entries, OUTLET, BASE) if isinstance(link, Refused)]
    assert reasons == ["another site", "not an article", "not an http(s) address"]
