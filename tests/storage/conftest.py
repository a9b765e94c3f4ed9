"""Two real databases for every promise of the store: an SQLite file and a PostgreSQL server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import connect, database_url
from storage.migrations import upgrade
from storage.store import Store
from tests.postgres import fresh_database
from tests.storage.builders import NOON, PSG, fact, hours, put

BACKENDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the newest schema, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "mercato.db"
    engine = connect(database_url(f"sqlite:///{path}"))
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite(tmp_path: Path, migrated_file: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a fresh, migrated SQLite file, in MERCATO_DATABASE_URL too."""
    url = f"sqlite:///{shutil.copy(migrated_file, tmp_path)}"
    monkeypatch.setenv("MERCATO_DATABASE_URL", url)
    return url


@pytest.fixture
def postgresql(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a fresh, migrated PostgreSQL database, in MERCATO_DATABASE_URL too."""
    with fresh_database() as url:
        monkeypatch.setenv("MERCATO_DATABASE_URL", url)
        yield url


@pytest.fixture(params=BACKENDS)
def database(request: pytest.FixtureRequest) -> str:
    """The address of a fresh, migrated database, in MERCATO_DATABASE_URL too: once SQLite, once PostgreSQL."""
    url: str = request.getfixturevalue(request.param)
    return url


@pytest.fixture(params=BACKENDS)
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that no migration has seen: no file yet, or an empty database on the server."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'mercato.db'}"
    else:
        with fresh_database(migrated=False) as url:
            yield url


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """An open store on a fresh database."""
    with Store(database) as opened:
        yield opened


@pytest.fixture
def told(sqlite: str) -> str:
    """The address of a store with three articles, two stories and two moves, in MERCATO_DATABASE_URL too."""
    with Store(sqlite) as opened:
        claim = fact(from_club="Lens", fee=20_000_000, sources=("RMC Sport", "L'Équipe"), contract_until="2029")
        put(opened, claim, name="a", title="Balerdi, l’été à Marseille 🔴")
        put(opened, fact("Balerdi", status="offer"), name="b", outlet="tribune", published=NOON + hours(1))
        put(opened, fact("Léo Østigård", to_club=PSG, status="official"), name="c", published=NOON + hours(2))
        opened.log.end(opened.log.begin(["gazette"], None, NOON), 0, {"new": 3, "problems": []}, NOON + hours(3))
    return sqlite
