"""A database that is missing or damaged is never begun anew in passing: whoever expects one has lost it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.errors import SchemaError, StorageError, UnreachableError
from storage.store import open_store


def opening(path: Path) -> str:
    """What is said when the database is opened; the folder must hold afterwards what it held before."""
    before = {file: file.stat().st_size for file in path.parent.iterdir()}
    with pytest.raises(StorageError) as caught:
        open_store(f"sqlite:///{path}")
    assert {file: file.stat().st_size for file in path.parent.iterdir()} == before
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_missing(tmp_path: Path) -> None:
    """A missing file is told with its whole path and how to create it, and is not created."""
    wanted = f"{tmp_path}/m.db: there is no database; create one with: mercato db upgrade"
    assert opening(tmp_path / "m.db") == wanted


def test_missing_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative address is told as the whole path that it means."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnreachableError, match=f"^{tmp_path}/m.db: there is no database"):
        open_store("sqlite:///m.db")
    assert list(tmp_path.iterdir()) == []


def test_empty_file(tmp_path: Path) -> None:
    """A file of 0 bytes is what a crash leaves of a database: it is refused, and stays empty."""
    (tmp_path / "m.db").touch()
    assert "the file is empty; restore it from a backup, or delete it and run" in opening(tmp_path / "m.db")


def test_folder(tmp_path: Path) -> None:
    """A folder is no database."""
    (tmp_path / "m.db").mkdir()
    assert opening(tmp_path / "m.db").endswith("expected a database file, got a folder; correct MERCATO_DATABASE_URL")


def test_file_below_a_file(tmp_path: Path) -> None:
    """A path that leads through a file is told as such."""
    (tmp_path / "file").touch()
    with pytest.raises(UnreachableError, match=r"file/m.db: the database cannot be reached \(Not a directory\)"):
        open_store(f"sqlite:///{tmp_path}/file/m.db")


def test_name_too_long(tmp_path: Path) -> None:
    """A name that no file can have is told as such."""
    assert "cannot be reached (File name too long)" in opening(tmp_path / ("m" * 300))


def test_database_of_others(tmp_path: Path) -> None:
    """An SQLite file with the tables of another program is refused, not filled."""
    with sqlite3.connect(tmp_path / "m.db") as other:
        other.execute("CREATE TABLE article (id INTEGER)")
    other.close()
    assert "the database has no tables of Mercato; create them with: mercato db upgrade" in opening(tmp_path / "m.db")


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "random bytes": lambda _: bytes(range(256)) * 40,
    "text": lambda _: b"Balerdi signe. " * 500,
    "header overwritten": lambda data: b"\0" * 100 + data[100:],
    "schema overwritten": lambda data: data[:100] + b"\xff" * 4000 + data[4100:],
    "cut after the first page": lambda data: data[:4096],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damaged(sqlite: str, damage: Callable[[bytes], bytes]) -> None:
    """A damaged file is refused with one sentence, also by an upgrade, and is not touched."""
    from storage.database import connect, database_url
    from storage.migrations import upgrade

    path = Path(sqlite.removeprefix("sqlite:///"))
    damaged = damage(path.read_bytes())
    path.write_bytes(damaged)
    assert str(path) in opening(path)
    engine = connect(database_url(sqlite))
    with pytest.raises(StorageError):
        upgrade(engine)
    engine.dispose()
    assert path.read_bytes() == damaged


def test_empty_server(bare: str) -> None:
    """A database without our tables says how to create them."""
    with pytest.raises((SchemaError, UnreachableError), match="with: mercato db upgrade"):
        open_store(bare)
