"""Where the database is: every address that cannot be used is told in one sentence, without its password."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.database import connect, database_url, masked
from storage.errors import StorageError, UnreachableError
from storage.store import open_store

EXPECTED = "MERCATO_DATABASE_URL: expected an address such as sqlite:///mercato.db, got"


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("nonsense", f"{EXPECTED} 'nonsense'"),
        ("sqlite:mercato.db", f"{EXPECTED} 'sqlite:mercato.db'"),
        ("sqlite://mercato.db", f"{EXPECTED} 'sqlite://mercato.db'"),
        (" sqlite:///mercato.db", f"{EXPECTED} ' sqlite:///mercato.db'"),
        ("sqlite:///m.db?timeout=abc", f"{EXPECTED} 'sqlite:///m.db?timeout=abc'"),
        ("postgresql:/me:secret@host/db", f"{EXPECTED} 'postgresql:***@host/db'"),
        ("postgresql://me:secret@host:port/db", f"{EXPECTED} 'postgresql://me:***@host:port/db'"),
        ("mysql://me:secret@host/db", "expected sqlite or postgresql, got mysql: mysql://me:***@host/db"),
        ("sqlite+nonsense:///m.db", "sqlite+nonsense:///m.db: the driver is not installed"),
        ("postgresql+nonsense://me:secret@host/db", "for PostgreSQL: pip install 'mercato[postgresql]'"),
    ],
)
def test_no_address(address: str, message: str) -> None:
    """What is no address of a database is refused with what was expected and what came."""
    with pytest.raises(StorageError) as caught:
        open_store(address)
    assert message in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "hidden"),
    [
        ("postgresql://me:secret@127.0.0.1:1/db", "postgresql+psycopg://me:***@127.0.0.1:1/db"),
        ("postgres://me:secret@127.0.0.1:1/db", "postgresql+psycopg://me:***@127.0.0.1:1/db"),
        ("postgresql+psycopg://me@127.0.0.1:1/db?password=secret", "postgresql+psycopg://me@127.0.0.1:1/db"),
        ("postgresql://me:s%40cret%2F@127.0.0.1:1/db", "postgresql+psycopg://me:***@127.0.0.1:1/db"),
    ],
)
def test_unreachable(address: str, hidden: str) -> None:
    """A server that does not answer is told with its address, and the password is masked."""
    pytest.importorskip("psycopg")
    with pytest.raises(UnreachableError) as caught:
        open_store(address)
    assert str(caught.value) == f"{hidden}: nothing answers there; is the PostgreSQL server running?"


def test_unknown_host() -> None:
    """A host that nobody knows is told as such."""
    pytest.importorskip("psycopg")
    with pytest.raises(UnreachableError, match=r"@nowhere\.invalid/db: the host is not known; correct the address"):
        open_store("postgresql://me@nowhere.invalid/db")


def test_database_that_does_not_exist(postgresql: str) -> None:
    """A server without the database says what to do."""
    with pytest.raises(UnreachableError, match="it does not exist; create it, then run: mercato db upgrade"):
        open_store(postgresql + "_missing")


def test_precedence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is named wins over the environment, the environment over the default in the current folder."""
    monkeypatch.delenv("MERCATO_DATABASE_URL", raising=False)
    assert str(database_url()) == "sqlite:///mercato.db"
    monkeypatch.setenv("MERCATO_DATABASE_URL", "")
    assert str(database_url()) == "sqlite:///mercato.db"
    monkeypatch.setenv("MERCATO_DATABASE_URL", "sqlite:////var/lib/m.db")
    assert str(database_url()) == "sqlite:////var/lib/m.db"
    assert str(database_url("sqlite:///named.db")) == "sqlite:///named.db"


def test_address_stays_usable() -> None:
    """Masking is for messages alone: the engine still knows the password."""
    pytest.importorskip("psycopg")
    url = database_url("postgresql://me:secret@host/db?password=other")
    assert "secret" not in masked(url)
    assert "other" not in masked(url)
    assert url.password == connect(url).url.password == "secret"
    assert url.query["password"] == "other"
