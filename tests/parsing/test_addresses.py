"""One article has one address, however a link was decorated."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parsing.addresses import LONGEST, canonical, host_of, join, within

PIECES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "http://",
            "https://",
            "exemple.fr",
            "/a",
            "//",
            "?",
            "&",
            "#",
            "=",
            "utm_source=rss",
            ";jsessionid=1F",
            "%C3%A9",
            "%",
            "é",
            ":80",
            ":443",
            "[::1]",
            "@",
            "&amp;",
            "+",
            " ",
            "\n",
            "xtor=RSS-1",
            "page=2",
            "rss",
        ]
    ),
)
ADDRESSES = st.builds(
    lambda head, parts: head + "".join(parts),
    st.sampled_from(["", "https://exemple.fr/"]),
    st.lists(PIECES, max_size=8),
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("https://exemple.fr/om-renfort", "https://exemple.fr/om-renfort"),
        ("HTTPS://WWW.Exemple.FR/OM", "https://www.exemple.fr/OM"),
        ("http://exemple.fr", "http://exemple.fr/"),
        ("http://exemple.fr:80/a", "http://exemple.fr/a"),
        ("https://exemple.fr:443/a", "https://exemple.fr/a"),
        ("https://exemple.fr:8443/a", "https://exemple.fr:8443/a"),
        ("https://exemple.fr/a/", "https://exemple.fr/a/"),
        ("https://exemple.fr/a#commentaires", "https://exemple.fr/a"),
        ("https://exemple.fr/a?utm_source=rss&utm_medium=feed", "https://exemple.fr/a"),
        ("https://exemple.fr/a?fbclid=IwAR1", "https://exemple.fr/a"),
        ("https://exemple.fr/a?xtor=RSS-12", "https://exemple.fr/a"),
        ("https://exemple.fr/a?at_medium=RSS&at_campaign=flux", "https://exemple.fr/a"),
        ("https://exemple.fr/a?outputType=amp", "https://exemple.fr/a"),
        ("https://exemple.fr/a?PHPSESSID=ab12&id=3", "https://exemple.fr/a?id=3"),
        ("https://exemple.fr/a;jsessionid=1F?id=3", "https://exemple.fr/a?id=3"),
        ("https://exemple.fr/a?page=2&article=7", "https://exemple.fr/a?article=7&page=2"),
        ("https://exemple.fr/news?rss", "https://exemple.fr/news?rss"),
        ("  https://exemple.fr/a\n", "https://exemple.fr/a"),
        ("https://exemple.fr/été à Lyon", "https://exemple.fr/%C3%A9t%C3%A9%20%C3%A0%20Lyon"),
        ("https://exemple.fr/%C3%A9t%C3%A9", "https://exemple.fr/%C3%A9t%C3%A9"),
        ("https://lecteur:secret@exemple.fr/a", "https://exemple.fr/a"),
        ("https://[::1]:8080/a", "https://[::1]:8080/a"),
        ("http://127。0。0。1/a", "http://127.0.0.1/a"),
        ("https://münchen.de/a", "https://xn--mnchen-3ya.de/a"),
    ],
)
def test_an_address_loses_what_changes_from_visit_to_visit(written: str, expected: str) -> None:
    """Tracking, sessions, fragments, default ports and capitals of the host go; all else stays."""
    assert canonical(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "",
        "exemple.fr/a",
        "/a",
        "//exemple.fr/a",
        "http://",
        "http://[",
        "http://exemple.fr:99999/",
        "http:/exemple.fr",
        "mailto:redaction@exemple.fr",
        "javascript:void(0)",
        "data:text/html,<p>a",
        "file:///etc/passwd",
        "ftp://exemple.fr/a",
    ],
)
def test_what_is_no_web_address_is_refused(written: str) -> None:
    """What is no absolute http address raises, and the error shows what came."""
    with pytest.raises(ValueError, match="expected an absolute http") as caught:
        canonical(written)
    assert repr(written) in str(caught.value)


def test_an_address_may_be_too_long() -> None:
    """What no database indexes is refused, and said to be too long."""
    longest = "https://exemple.fr/".ljust(LONGEST, "a")
    assert canonical(longest) == longest
    with pytest.raises(ValueError, match="at most 2083 characters, got 2084"):
        canonical(longest + "a")


@given(ADDRESSES)
@example("https://exemple.fr/a?b=1&b=2&rss")
@example("http://xn--/")
def test_the_canonical_address_is_its_own(written: str) -> None:
    """Whatever comes, the answer is a fixed point without fragment, or a ValueError."""
    try:
        address = canonical(written)
    except ValueError:
        return
    assert canonical(address) == address
    assert "#" not in address


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("a2-ol.html", "https://exemple.fr/mercato/a2-ol.html"),
        ("/a2-ol.html", "https://exemple.fr/a2-ol.html"),
        ("../a2-ol.html#lire", "https://exemple.fr/a2-ol.html"),
        ("//autre.fr/a", "https://autre.fr/a"),
        ("?page=2", "https://exemple.fr/mercato/?page=2"),
        (" \n/a2 ", "https://exemple.fr/a2"),
        ("", "https://exemple.fr/mercato/"),
        ("javascript:void(0)", None),
        ("mailto:a@exemple.fr", None),
        ("http://[", None),
    ],
)
def test_a_link_is_read_from_where_it_stands(href: str, expected: str | None) -> None:
    """A link becomes an address of its own, or None where it leads nowhere."""
    assert join("https://exemple.fr/mercato/", href) == expected


@given(ADDRESSES, ADDRESSES)
def test_a_link_never_raises(base: str, href: str) -> None:
    """Whatever stands in a page, following it gives a canonical address or None."""
    found = join(base, href)
    assert found is None or canonical(found) == found


@pytest.mark.parametrize(
    ("url", "domains", "expected"),
    [
        ("https://exemple.fr/a", ["exemple.fr"], True),
        ("https://www.Exemple.fr/a", ["EXEMPLE.fr"], True),
        ("https://exemple.fr/a", ["www.exemple.fr"], False),
        ("https://pasexemple.fr/a", ["exemple.fr"], False),
        ("https://exemple.fr.autre.com/a", ["exemple.fr"], False),
        ("https://exemple.fr@autre.com/a", ["exemple.fr"], False),
        ("https://exemple.fr/a", ["autre.fr", "exemple.fr"], True),
        ("https://exemple.fr/a", [], False),
        ("http://127.0.1.1:8080/a", ["127.0.1.1"], True),
        ("http://127.0.1.1:8080/a", ["127.0.1.1:8081"], False),
        ("mailto:a@exemple.fr", ["exemple.fr"], False),
    ],
)
def test_an_address_belongs_to_its_hosts(url: str, domains: list[str], expected: bool) -> None:
    """An address is within a domain when its host is that domain or lies below it."""
    assert within(url, domains) is expected


def test_the_host_of_no_address_is_empty() -> None:
    """A host has its port where that is not the default one, and is empty where there is none."""
    assert host_of("https://WWW.exemple.fr:443/a") == "www.exemple.fr"
    assert host_of("http://exemple.fr:8080/a") == "exemple.fr:8080"
    assert host_of("sans adresse") == ""
