"""A migration that fails or is killed half-way leaves a database that upgrades cleanly."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from storage.database import connect, database_url
from storage.errors import StorageError
from storage.migrations import upgrade
from storage.store import Store
from tests.storage.builders import fact, put
from tests.storage.dumps import opened, schema


class BoomError(Exception):
    """What a test throws into a migration."""


def test_failure_at_every_statement(bare: str) -> None:
    """Whichever statement of a migration fails, the database is as it was, and the next upgrade succeeds."""
    step = 1 if bare.startswith("sqlite") else 5
    for k in itertools.count(1, step):
        engine = connect(database_url(bare))
        seen = itertools.count(1)

        @event.listens_for(engine, "after_cursor_execute")
        def fail(*_: Any, k: int = k, seen: Any = seen) -> None:
            if next(seen) == k:
                raise BoomError

        try:
            upgrade(engine)
        except BoomError:
            assert schema(bare) == {}
            continue
        finally:
            engine.dispose()
        break
    assert k > 40
    with Store(bare) as store:
        assert put(store, fact()).outcome == "new"


def test_disk_full(tmp_path: Path) -> None:
    """A disk that is full during a migration is told in one sentence, and the next upgrade succeeds."""
    url = f"sqlite:///{tmp_path / 'm.db'}"
    with opened(url) as engine:
        event.listen(engine, "connect", lambda c, _: c.execute("PRAGMA max_page_count = 12"))
        with pytest.raises(StorageError, match="the disk is full; free some space and run the same command again"):
            upgrade(engine)
    with opened(url) as engine:
        upgrade(engine)
    with Store(url) as store:
        assert store.integrity() is None


KILLED = """
import os, signal, sys
from itertools import count
from alembic import op
from storage.database import connect, database_url
from storage.migrations import upgrade
name, k, seen = sys.argv[2], int(sys.argv[3]), count(1)
real = getattr(op, name)
def killing(*args, **options):
    if next(seen) == k:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **options)
setattr(op, name, killing)
upgrade(connect(database_url(sys.argv[1])))
"""


@pytest.mark.parametrize(("name", "k"), [("create_table", 1), ("create_table", 7), ("create_index", 20)])
def test_killed(bare: str, name: str, k: int) -> None:
    """A migration that is killed -9 leaves no table, is told as not done, and the next upgrade succeeds."""
    done = subprocess.run([sys.executable, "-c", KILLED, bare, name, str(k)], check=False, timeout=60)
    assert done.returncode == -9
    assert schema(bare) == {}
    with pytest.raises(StorageError, match="mercato db upgrade"):
        Store(bare)
    with opened(bare) as engine:
        upgrade(engine)
    with Store(bare) as store:
        assert put(store, fact()).outcome == "new"


UPGRADING = """
import sys
from storage.database import connect, database_url
from storage.migrations import upgrade
upgrade(connect(database_url(sys.argv[1])))
"""


def test_two_at_once(bare: str) -> None:
    """Two upgrades at once leave one good schema, and both end well."""
    both = [subprocess.Popen([sys.executable, "-c", UPGRADING, bare], stderr=subprocess.PIPE) for _ in range(2)]
    errors = [process.communicate(timeout=60)[1].decode() for process in both]
    assert [process.returncode for process in both] == [0, 0], errors
    with Store(bare) as store:
        assert put(store, fact()).outcome == "new"
