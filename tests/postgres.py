"""A PostgreSQL server of the tests' own: started once a session in a temporary folder, gone with the session.

A guard process holds the other end of a pipe: whatever way the tests end, kill -9 included, the pipe closes and the
guard stops the server and removes its folder.
"""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import pytest

__all__ = ["Server", "fresh_database", "server"]

_USER = "mercato"
_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "40",
    "shared_buffers": "32MB",
}
_GUARD = 'cat >/dev/null; "$1/pg_ctl" -D "$2/data" -m immediate -w stop >/dev/null 2>&1; rm -rf "$2"'


@dataclass(slots=True)
class Server:
    """A running server; databases are made and dropped on it by number."""

    programs: Path
    folder: Path
    port: int
    guard: subprocess.Popen[bytes]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, name: str) -> str:
        """Return the SQLAlchemy address of a database."""
        return f"postgresql+psycopg://{_USER}@127.0.0.1:{self.port}/{name}"

    def execute(self, statement: str) -> None:
        """Run one statement outside any transaction, in the maintenance database."""
        import psycopg

        with psycopg.connect(
            host=str(self.folder), port=self.port, user=_USER, dbname="postgres", autocommit=True
        ) as c:
            c.execute(statement.encode())

    def stop(self) -> None:
        """Let go of the guard, which stops the server; wait until it has."""
        if self.guard.stdin is not None:
            self.guard.stdin.close()
        self.guard.wait(30)


@contextmanager
def fresh_database(*, migrated: bool = True) -> Iterator[str]:
    """Give the address of a new database, dropped at the end; with the newest schema unless told otherwise.

    The calling test is skipped where PostgreSQL is not installed, or fails when MERCATO_TEST_REQUIRE asks for it.
    """
    running = server()
    template = _template() if migrated else "template0"
    name = f"test_{next(running.numbers)}"
    running.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield running.url(name)
    finally:
        running.execute(f"DROP DATABASE {name} WITH (FORCE)")


@cache
def server() -> Server:
    """Return the session's server, started when it is first asked for."""
    programs = _programs()
    missing = "PostgreSQL's initdb" if programs is None else None if find_spec("psycopg") else "psycopg"
    if programs is None or missing:
        words = f"{missing} is not installed"
        if "postgresql" in os.environ.get("MERCATO_TEST_REQUIRE", ""):
            pytest.fail(f"{words}, and MERCATO_TEST_REQUIRE asks for it")
        pytest.skip(words)
    started = _start(programs)
    atexit.register(started.stop)
    return started


def _programs() -> Path | None:
    """The folder of initdb and pg_ctl: where PATH leads, else the newest that Debian installed."""
    found = [Path(path).resolve() for path in (shutil.which("initdb"),) if path]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: p.parts[4].zfill(3), reverse=True)
    return next((path.parent for path in found if (path.parent / "pg_ctl").exists()), None)


def _start(programs: Path) -> Server:
    folder = Path(tempfile.mkdtemp(prefix="mercato-pg-"))
    who: dict[str, Any] = {"cwd": folder, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"}}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        who |= {"user": "postgres", "group": "postgres", "extra_groups": []}
    guard = subprocess.Popen(
        ["sh", "-c", _GUARD, "guard", programs, folder], stdin=subprocess.PIPE, start_new_session=True, **who
    )
    made = [programs / "initdb", "-D", folder / "data", "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
    _run(made, who)
    for _ in range(5):  # somebody may take the port between our look and our start
        port = _free_port()
        settings = {**_SETTINGS, "port": str(port), "unix_socket_directories": str(folder)}
        with (folder / "data" / "postgresql.auto.conf").open("w") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
        if _run([programs / "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-w", "start"], who, check=False):
            return Server(programs, folder, port, guard)
    pytest.fail(f"PostgreSQL does not start: {(folder / 'log').read_text()[-2000:]}")


def _run(command: list[Any], who: dict[str, Any], *, check: bool = True) -> bool:
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, timeout=120, **who)
    if check and done.returncode:
        pytest.fail(f"{command[0]} failed: {done.stderr.decode(errors='replace')}")
    return done.returncode == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@cache
def _template() -> str:
    """A migrated database to copy: quicker than migrating each."""
    from sqlalchemy import make_url

    from storage.database import connect
    from storage.migrations import upgrade

    running = server()
    running.execute("CREATE DATABASE migrated TEMPLATE template0")
    engine = connect(make_url(running.url("migrated")))
    upgrade(engine)
    engine.dispose()
    return "migrated"
