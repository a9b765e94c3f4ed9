"""Damage inside a database is found by the check, and never answered with half the rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.errors import StorageError
from storage.store import Store
from tests.storage.builders import fact, put
from tests.storage.command import mercato

PAGE = 4096


def overwrite(url: str, names: set[str], old: bytes, new: bytes) -> None:
    """Write `new` over the first `old` in the root pages of some tables or indexes."""
    path = Path(url.removeprefix("sqlite:///"))
    data = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as reader:
        roots = [root for name, root in reader.execute("SELECT name, rootpage FROM sqlite_master") if name in names]
    for root in roots:
        at = data.index(old, (root - 1) * PAGE, root * PAGE)
        data[at : at + len(new)] = new
    path.write_bytes(data)


@pytest.fixture
def filled(sqlite: str) -> str:
    """A file with one article."""
    with Store(sqlite) as store:
        put(store, fact())
    return sqlite


def test_table(filled: str) -> None:
    """A question that meets an overwritten page is refused with one sentence, and so is the check."""
    overwrite(filled, {"fact", "article"}, b"", b"\xa5" * 64)
    with Store(filled) as store:
        for ask in (store.articles, store.facts, store.integrity):
            with pytest.raises(StorageError, match="the database is damaged; restore it from a backup"):
                ask()


def test_index(filled: str) -> None:
    """An index that no longer fits its table is found by the check."""
    overwrite(filled, {"ix_article_outlet"}, b"gazette", b"gazettf")
    with Store(filled) as store:
        problem = store.integrity() or ""
    assert problem.startswith("the database is damaged: row 1 missing from index ix_article_outlet")
    assert problem.endswith("; restore it from a backup")


def test_check_command(filled: str) -> None:
    """The command that checks a damaged database ends with the exit code of storage."""
    overwrite(filled, {"ix_article_outlet"}, b"gazette", b"gazettf")
    done = mercato("db", "check")
    assert (done.code, done.out) == (4, "")
    assert "restore it from a backup" in done.line


def test_sound(store: Store) -> None:
    """A sound database has no problem."""
    put(store, fact())
    assert store.integrity() is None
