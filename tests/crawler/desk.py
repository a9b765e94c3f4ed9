"""A desk: a folder with a registry and a database, and the commands run as their users run them."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

__all__ = ["ROOT", "Desk", "new_desk"]

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
LIMIT = 240
"""Seconds after which a crawl that hangs is killed; no test depends on how fast it is."""
SMALL = ("-s", "MERCATO_READERS=1", "-s", "DOWNLOAD_TIMEOUT=3", "-s", "RETRY_TIMES=1")
"""Settings that make a test's crawl small, not another one."""

Done = subprocess.CompletedProcess[str]


@dataclass(slots=True)
class Desk:
    """One folder with a registry and a database, and the commands to use them."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    @property
    def registry(self) -> Path:
        """The file that MERCATO_OUTLETS names."""
        return self.folder / "outlets.toml"

    @property
    def database(self) -> Path:
        """The SQLite file that MERCATO_DATABASE_URL names."""
        return self.folder / "mercato.db"

    def run(self, *command: str, **extra: str) -> Done:
        """Run ``scrapy …`` or ``mercato …`` to its end."""
        return subprocess.run(
            [BIN / command[0], *command[1:]],
            cwd=ROOT,
            env={**self.env, **extra},
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
        )

    def crawl(self, *args: str, **extra: str) -> Done:
        """Crawl all outlets, or as the arguments say, to the end."""
        return self.run("scrapy", "crawl", *(args or ("news",)), *SMALL, **extra)

    def start(self, *args: str) -> subprocess.Popen[str]:
        """Begin a crawl in a process group of its own, and go on."""
        return subprocess.Popen(
            [BIN / "scrapy", "crawl", *args, *SMALL],
            cwd=ROOT,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def records(self, *command: str) -> list[dict[str, Any]]:
        """Return what a query command prints as JSON."""
        done = self.run("mercato", *command, "--format", "json")
        assert done.returncode == 0, done.stderr
        records: list[dict[str, Any]] = json.loads(done.stdout)
        return records

    def sql(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the database directly."""
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query).fetchall()

    def sql_write(self, statement: str) -> None:
        """Change the database directly."""
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute(statement)

    def links(self) -> dict[str, tuple[str, str | None]]:
        """Return state and reason of every link, by its address."""
        return {url: (state, reason) for url, state, reason in self.sql("SELECT url, state, reason FROM link")}


def new_desk(folder: Path) -> Desk:
    """Make a desk in `folder`, its database migrated, its registry still to be written."""
    desk = Desk(folder)
    desk.env = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("MERCATO_", "SCRAPY_"))},
        "MERCATO_DATABASE_URL": f"sqlite:///{desk.database}",
        "MERCATO_ALLOW_PRIVATE": "1",
        "MERCATO_OUTLETS": str(desk.registry),
    }
    desk.database.touch(0o600)
    desk.database.write_bytes(_migrated())
    return desk


@cache
def _migrated() -> bytes:
    """A database as ``mercato db upgrade`` leaves it."""
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder), dict(os.environ, MERCATO_DATABASE_URL=f"sqlite:///{folder}/mercato.db"))
        done = desk.run("mercato", "db", "upgrade")
        assert done.returncode == 0, done.stderr
        return desk.database.read_bytes()
