from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.errors import CrawlerError, RegistryError
from crawler.registry import load

GOOD = """
[[outlet]]
name = "echo"
domains = ["echo.test"]
article = '/\\d+-'
"""
Write = Callable[[str], Path]


def test_the_packaged_registry_is_valid() -> None:
    """The registry that Mercato ships names at least the ten outlets to start with, and is valid."""
    names = load().names()
    assert len(names) >= 10
    assert {"footmercato", "rmcsport", "le10sport", "foot01", "maxifoot"} <= set(names)


def test_an_entry_needs_little(registry: Write) -> None:
    """Name, domains and article are enough; dates are then Parisian and the language French."""
    outlet = load(registry(GOOD)).get("echo")
    assert (outlet.timezone, outlet.language, outlet.delay, outlet.feeds) == ("Europe/Paris", "fr", None, ())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ('nmae = "x"', ["'echo'", "'nmae'", "did you mean 'name'?"]),
        ('feeds = "https://echo.test/rss"', ["'echo'", "'feeds'"]),
        ('feeds = ["file:///etc/passwd"]', ["'echo'", "'feeds", "file:///etc/passwd"]),
        ('sitemaps = ["/sitemap.xml"]', ["'echo'", "'sitemaps"]),
        ('sections = ["javascript:void(0)"]', ["'echo'", "'sections"]),
        ('timezone = "Europe/Lutèce"', ["'echo'", "'timezone'", "Europe/Lutèce"]),
        ("delay = -1", ["'echo'", "'delay'", "-1"]),
        ('delay = "fast"', ["'echo'", "'delay'"]),
        ('remove = ["p..x"]', ["'echo'", "'remove", "p..x"]),
        ('language = "français"', ["'echo'", "'language'"]),
    ],
)
def test_a_wrong_key_is_named(registry: Write, change: str, words: list[str]) -> None:
    """A wrong entry is refused with the file, the outlet, the key, and what came."""
    path = registry(GOOD + change)
    with pytest.raises(RegistryError) as caught:
        load(path)
    assert all(word in str(caught.value) for word in (str(path), *words)), str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "at least one [[outlet]]"),
        ("[[outlet]\n", "expected TOML"),
        ('[outlets]\nname = "echo"', "unknown key 'outlets'"),
        ('[[outlet]]\ndomains = ["echo.test"]\narticle = "x"', "'name' is missing"),
        ('[[outlet]]\nname = "echo"\narticle = "x"', "'domains' is missing"),
        ('[[outlet]]\nname = "echo"\ndomains = ["echo.test"]', "'article' is missing"),
        ('[[outlet]]\nname = "echo"\ndomains = []\narticle = "x"', "'domains'"),
        ('[[outlet]]\nname = "echo"\ndomains = ["http://echo.test/"]\narticle = "x"', "'domains"),
        ('[[outlet]]\nname = "echo"\ndomains = ["echo.test"]\narticle = "("', "'article'"),
        (GOOD + GOOD, "two outlets have this name"),
        (GOOD.replace('"echo"', '"news"'), "the name of a spider"),
        (GOOD.replace('"echo"', '"é cho"'), "'name'"),
    ],
)
def test_a_broken_registry_is_refused(registry: Write, text: str, words: str) -> None:
    """A registry with an error is not used at all."""
    with pytest.raises(RegistryError) as caught:
        load(registry(text))
    assert words in str(caught.value)


def test_a_missing_registry_is_named(tmp_path: Path) -> None:
    """A path that leads nowhere is named, with the variable that set it."""
    with pytest.raises(RegistryError, match="MERCATO_OUTLETS"):
        load(tmp_path / "nowhere.toml")


def test_an_unknown_outlet_brings_a_suggestion(registry: Write) -> None:
    """Who mistypes an outlet is told the nearest name."""
    with pytest.raises(CrawlerError, match="did you mean echo"):
        load(registry(GOOD)).get("ehco")


def test_an_outlet_owns_its_hosts_and_those_of_its_ways_in(registry: Write) -> None:
    """A feed may live on another host than the articles; nothing else may be asked."""
    outlet = load(registry(GOOD + 'feeds = ["https://feeds.elsewhere.test/echo"]')).get("echo")
    assert outlet.owns("https://www.echo.test/1-a")
    assert outlet.owns("https://feeds.elsewhere.test/echo")
    assert not outlet.owns("https://echo.test.evil.test/1-a")
    assert not outlet.owns("https://notecho.test/1-a")
