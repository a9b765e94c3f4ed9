"""Errors are one line on standard error and an exit code by contract."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.store import Store
from tests.storage.command import Done, mercato

ASKING = ["articles", "stories", "facts", "moves", "stats", "runs", "db check"]


def failed(done: Done, code: int, words: str) -> bool:
    """Whether a command ended with this code, with nothing but one line that says so."""
    assert (done.code, done.out) == (code, ""), done
    assert done.line.startswith("mercato: ")
    assert words in done.line
    return True


@pytest.mark.parametrize("command", ASKING)
def test_no_database(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every question to a database that is missing says where it was looked for, and creates nothing."""
    monkeypatch.setenv("MERCATO_DATABASE_URL", f"sqlite:///{tmp_path}/m.db")
    assert failed(mercato(*command.split()), 4, f"{tmp_path}/m.db: there is no database; create one with: mercato db")
    assert list(tmp_path.iterdir()) == []


def test_default_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without MERCATO_DATABASE_URL the database is mercato.db in the current folder."""
    monkeypatch.delenv("MERCATO_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    assert failed(mercato("stats"), 4, f"{tmp_path}/mercato.db: there is no database")


@pytest.mark.parametrize("address", ["nonsense", "mysql://me:secret@host/db", "postgresql://me:secret@127.0.0.1:1/db"])
def test_bad_address(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that cannot be used is a storage error, and no password is printed."""
    pytest.importorskip("psycopg")
    monkeypatch.setenv("MERCATO_DATABASE_URL", address)
    for command in ("stats", "db upgrade", "db check"):
        done = mercato(*command.split())
        assert failed(done, 4, "")
        assert "secret" not in done.err


def test_unknown_command() -> None:
    """A command that does not exist is a usage error."""
    assert failed(mercato("artcles"), 2, "No such command 'artcles'")


@pytest.mark.parametrize("command", [[], ["db"]])
def test_no_command(command: list[str]) -> None:
    """Without a command the help is printed as the help, line by line, with the code of a usage error."""
    done = mercato(*command)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[0].startswith("Usage: mercato")
    assert len(done.err.splitlines()) > 5


def test_unexpected_error(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that nobody foresaw is one line too, which says how to see where it came from."""
    monkeypatch.delenv("MERCATO_DEBUG", raising=False)
    monkeypatch.setattr(Store, "moves", lambda *_: 1 // 0)
    assert failed(mercato("moves"), 1, "unexpected ZeroDivisionError")
    assert "MERCATO_DEBUG=1" in mercato("moves").line


def test_debugging(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With MERCATO_DEBUG an unforeseen error comes with its traceback."""
    monkeypatch.setenv("MERCATO_DEBUG", "1")
    monkeypatch.setattr(Store, "moves", lambda *_: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        mercato("moves")


def test_interrupted(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends a command with its own code and no traceback."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "moves", interrupt)
    done = mercato("moves")
    assert done.code == 5
    assert done.err.split() == ["mercato:", "stopped"]


def test_words_that_are_no_text(told: str) -> None:
    """Bytes of the command line that are no text find nothing, or are refused in one line."""
    done = mercato("moves", "--person", "\udcff", "--format", "json")
    assert done.out == "[]\n" or failed(done, 2, "--person")
