"""From nothing to the newest schema, by an explicit command, on both databases alike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

import storage.migrations
from parsing.records import Fee, Wages
from storage.database import HEAD, check, connect, database_url
from storage.errors import SchemaError, StorageError
from storage.migrations import upgrade
from storage.models import Base, FactRow
from storage.store import Store
from tests.postgres import fresh_database
from tests.storage.builders import fact, put
from tests.storage.dumps import dump, opened, schema


def migrated(url: str) -> str:
    """Upgrade a database and return its address."""
    with opened(url) as engine:
        upgrade(engine)
    return url


def at(url: str, version: str) -> str:
    """Pretend that a database is of another version."""
    with opened(url) as engine, engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    return url


def test_newest_migration_is_the_one_that_the_code_needs() -> None:
    """The version that the code asks for is the newest migration, and there is one line of migrations."""
    config = Config()
    config.set_main_option("script_location", str(Path(storage.migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_new_database(bare: str) -> None:
    """An upgrade creates a database that can be used at once."""
    migrated(bare)
    with Store(bare) as store:
        assert put(store, fact()).outcome == "new"


def test_twice(bare: str) -> None:
    """A second upgrade changes nothing, and what is stored stays."""
    migrated(bare)
    with Store(bare) as store:
        put(store, fact())
    before, tables = dump(bare), schema(bare)
    migrated(bare)
    assert (dump(bare), schema(bare)) == (before, tables)


def test_models_and_migrations_agree(database: str) -> None:
    """Alembic finds nothing in the models that the migrated database lacks, and nothing beside them."""
    with opened(database) as engine, engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_models_and_migrations_agree_to_the_last_constraint(bare: str, tmp_path: Path) -> None:
    """Tables made from the models are those of the migrations: columns, keys, references, checks and indexes."""
    with opened(bare) as engine:
        Base.metadata.create_all(engine)
    models = schema(bare)
    if bare.startswith("sqlite"):
        assert schema(migrated(f"sqlite:///{tmp_path / 'other.db'}")) == models
    else:
        with fresh_database() as other:
            assert schema(other) == models


def test_facts_of_the_first_schema(database: str) -> None:
    """Facts stored before the second schema are there after the upgrade, without what nobody had read then."""
    told = replace(fact(), bonus=2_000_000, position="milieu", wages=Wages(300_000, "EUR", "month"))
    with Store(database) as store:
        put(store, told)
    with opened(database) as engine, engine.begin() as connection:
        first = set(_columns(engine)) - {c.name for c in _added()}
        for column in _added():
            connection.execute(text(f'ALTER TABLE fact DROP COLUMN "{column.name}"'))
    at(database, "0001")
    migrated(database)
    with opened(database) as engine:
        assert set(_columns(engine)) == first | {c.name for c in _added()}
    with Store(database) as store:
        (kept,) = store.facts()
    assert {key: kept[key] for key in fact().as_dict()} == fact().as_dict()


def test_particulars_are_kept(database: str) -> None:
    """Bonus, resale share, option price, wages, the person and the day come out as they went in."""
    told = replace(
        fact(),
        bonus=8_000_000,
        resale_share=12.5,
        option_price=Fee(15_000_000, "GBP", "clause", 18_000_000),
        wages=Wages(300_000, "CHF", "month"),
        position="latéral droit",
        age=24,
        nationality="Sénégal",
        event_date="2025-07-03",
        stance="relays",
    )
    with Store(database) as store:
        put(store, told)
        (kept,) = store.facts()
    assert {key: kept[key] for key in told.as_dict()} == told.as_dict()


def _added() -> list[Any]:
    columns = list(FactRow.__table__.columns)
    names = [column.name for column in columns]
    return columns[names.index("bonus") :]


def _columns(engine: Engine) -> list[str]:
    return [column["name"] for column in inspect(engine).get_columns("fact")]


def test_every_reference_is_indexed(database: str) -> None:
    """Bands, facts, stories and links are found by what they refer to without a scan."""
    tables = schema(database)
    for path in ("band.article_id", "fact.article_id", "fact.move_id", "article.story_id", "link.article_id"):
        table, column = path.split(".")
        assert any(f"('column_names', ['{column}'" in index for index in tables[table]["indexes"]), path


def test_wal(sqlite: str) -> None:
    """An SQLite file is in WAL mode, so that questions do not wait for a crawl."""
    with opened(sqlite) as engine, engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1


def test_older_schema(database: str) -> None:
    """New code refuses an older schema with what to do, and touches nothing."""
    at(database, "0000")
    with pytest.raises(SchemaError, match=f"at version 0000, this code needs {HEAD}; run: mercato db upgrade"):
        Store(database)


def test_newer_schema(database: str) -> None:
    """Old code refuses a newer schema with what to do; so does an upgrade."""
    at(database, "9999")
    wanted = f"the database is at version 9999, this code knows {HEAD}; install the newer code"
    with pytest.raises(SchemaError, match=wanted):
        Store(database)
    with pytest.raises(SchemaError, match=wanted):
        migrated(database)


def test_folder_that_does_not_exist(tmp_path: Path) -> None:
    """An upgrade creates a file, not its folder: a missing folder is a wrong address, or a missing disk."""
    with pytest.raises(StorageError, match=f"the folder {tmp_path}/none does not exist; create it first"):
        migrated(f"sqlite:///{tmp_path}/none/m.db")
    assert list(tmp_path.iterdir()) == []


def test_check_changes_nothing(bare: str, tmp_path: Path) -> None:
    """Looking whether a database is in order creates nothing."""
    engine = connect(database_url(bare))
    with pytest.raises(StorageError):
        check(engine)
    engine.dispose()
    assert schema(bare) == {} if bare.startswith("postgresql") else list(tmp_path.iterdir()) == []
