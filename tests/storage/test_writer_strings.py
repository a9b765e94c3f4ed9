"""What newsrooms, broken editors and jokers put into a text is the same on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from parsing.addresses import LONGEST
from parsing.cleaning.decoding import printable
from parsing.records import Evidence, Reading
from storage.store import Store
from tests.storage.builders import NOON, article, fact, found, page, put, reading

HARD = {
    "NUL": "Balerdi\x00 à l’OM",
    "lone surrogate": "Balerdi \ud83d signe",
    "emoji": "Here we go 🔴⚪ 👨‍👩‍👧‍👦 🇫🇷",
    "combining": "Mbappe\u0301, Güler, Ngoy\u0303o",
    "right to left": "\u202eofficiel\u202c محمد صلاح",
    "controls": "a\x01b\x1fc\x7fd\x85e\tf\ng",
    "noncharacters": "\ufffe\uffff\ufeff\U0010ffff",
    "quotes": "L'« accord » ; DROP TABLE article; -- \" ' \\ %s :name",
    "white space": "  \u00a0\u202f\u3000 deux  mots \r\n",
    "like signs": "100% sûr_ [ab]* \\%",
}


def seen(url: str, read: Reading, asked_url: str = "https://gazette.example/a") -> list[Any]:
    """Save a reading and return what the store then says."""
    with Store(url) as store:
        store.writer.save(page(read, url=asked_url), read, NOON)
        return [store.articles(text=True), store.facts(), store.stories(), store.moves(), store.stats()]


@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_same_on_both(sqlite: str, postgresql: str, text: str) -> None:
    """A text that was made printable is stored and returned to the letter, by both databases alike."""
    clean = printable(text)
    told = fact(f"Léo {clean}", to_club=f"FC {clean}", sources=(f"Radio {clean}",), evidence=(Evidence(clean, 0, 9),))
    read = reading(told, name="a", title=clean, text=clean * 30, authors=(clean,), embeds=(clean, clean))
    light, heavy = seen(sqlite, read), seen(postgresql, read)
    assert light == heavy
    assert (light[0][0]["title"], light[0][0]["text"]) == (clean, clean * 30)
    assert light[0][0]["authors"] == [clean]
    assert light[1][0]["evidence"][0]["sentence"] == clean


def test_ten_megabytes(sqlite: str, postgresql: str) -> None:
    """A text of ten megabytes is stored and returned whole by both."""
    text = printable("Été 🔴 \x00 à l’OM. " * 500_000)
    assert len(text.encode()) > 10_000_000
    read = Reading(article("a", text=text), facts=(fact(),))
    assert seen(sqlite, read) == seen(postgresql, read)
    with Store(postgresql) as store:
        assert store.articles(text=True)[0]["text"] == text


def address(length: int) -> str:
    """An address that no compression shortens."""
    state = 1
    digits: list[str] = []
    while len(digits) < length:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        digits.append("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"[state >> 58])
    return ("https://gazette.example/" + "".join(digits))[:length]


def test_long_address(sqlite: str, postgresql: str) -> None:
    """An address as long as an address may be is stored whole by both."""
    url = address(LONGEST)
    read = reading(fact(), url=url)
    for database in (sqlite, postgresql):
        with Store(database) as store:
            store.ledger.offer([found(url=url, found_on=url)], NOON)
    assert seen(sqlite, read, url) == seen(postgresql, read, url)


def test_surrogate_that_was_not_removed(store: Store) -> None:
    """The content hash takes any string, so that the database is the one to refuse it."""
    from storage.writer import content_hash

    assert len(content_hash(article(title="a\ud800", text="b\udfff"))) == 64


def test_person_with_like_signs(store: Store) -> None:
    """Signs that mean something to LIKE mean themselves when a person is asked for."""
    from storage.filters import Filter

    put(store, fact("Jo_o Félix"), name="a")
    put(store, fact("Joao Félix"), name="b")
    assert [f["person"] for f in store.facts(Filter.parse(now=NOON, person="o_o"))] == ["Jo_o Félix"]
    assert store.facts(Filter.parse(now=NOON, person="%")) == []
