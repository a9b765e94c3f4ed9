"""One article is one transaction: a save that fails anywhere leaves nothing of itself."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from parsing.records import Page, Reading
from storage.errors import StorageError
from storage.store import Store
from storage.writer import Saved
from tests.storage.builders import NOON, fact, found, hours, page, prose, put, reading
from tests.storage.dumps import dump, opened

STEPS = ("before_cursor_execute", "after_cursor_execute", "commit")


class BoomError(Exception):
    """What a test throws into a save."""


@contextmanager
def failing(engine: Engine, step: str, k: int) -> Iterator[list[str]]:
    """Raise at the `k`-th statement (or commit) of the block; the list names those that were reached."""
    reached: list[str] = []

    def listener(_: Any, *rest: Any) -> None:
        reached.append(str(rest[1]).split("\n")[0] if rest else "COMMIT")
        if len(reached) == k:
            raise BoomError(reached[-1])

    event.listen(engine, step, listener)
    try:
        yield reached
    finally:
        event.remove(engine, step, listener)


def cases(store: Store) -> list[tuple[Page, Reading]]:
    """A new article that joins stories and moves, and a correction that parts and empties some."""
    store.ledger.offer([found("new"), found("old")], NOON)
    put(store, fact(status="talks"), name="old", text=prose(1))
    put(store, fact(status="official"), name="other", outlet="tribune", published=NOON + hours(1))
    put(store, fact("Amine Gouiri"), name="third", outlet="tribune", published=NOON + hours(1))
    store.ledger.offer([found("old", modified=NOON + hours(2))], NOON + hours(3))
    new = reading(fact(status="agreement", sources=("RMC Sport",)), fact("Amine Gouiri"), name="new")
    changed = reading(fact("Pol Lirola", sources=("RMC Sport",)), name="old", text=prose(2))
    return [(page(new), new), (page(changed), changed)]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("case", [0, 1], ids=["new", "changed"])
def test_failure_at_every_statement(store: Store, database: str, case: int, step: str) -> None:
    """Whichever statement of a save fails, before or after the database ran it, no table has changed."""
    asked, read = cases(store)[case]
    before = dump(database)
    for k in itertools.count(1):
        with failing(store._engine, step, k) as reached:
            try:
                saved = store.writer.save(asked, read, NOON + hours(4))
            except BoomError:
                assert dump(database) == before, f"left behind after {step} {k}: {reached[-1]}"
                continue
        break
    assert saved.outcome == ("new", "changed")[case]
    assert dump(database) != before
    assert k > (20 if step != "commit" else 1)


@pytest.mark.parametrize("name", ["regroup", "regather", "_attach", "_link_done", "_store_page"])
def test_failure_between_the_steps(store: Store, database: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of our own in any step of a save leaves no trace, and the same save succeeds afterwards."""
    asked, read = cases(store)[0]
    before = dump(database)
    monkeypatch.setattr(f"storage.writer.{name}", _boom)
    with pytest.raises(BoomError):
        store.writer.save(asked, read, NOON)
    assert dump(database) == before
    monkeypatch.undo()
    assert store_again(store, asked, read).outcome == "new"


def _boom(*_: Any) -> None:
    raise BoomError


def store_again(store: Store, asked: Page, read: Reading) -> Saved:
    """Save after a failure."""
    return store.writer.save(asked, read, NOON + hours(4))


def test_link_stays_due(store: Store) -> None:
    """The link of a save that failed is still due."""
    asked, read = cases(store)[0]
    with failing(store._engine, "commit", 1), pytest.raises(BoomError):
        store.writer.save(asked, read, NOON)
    assert asked.url in [due.url for due in store.ledger.due(["gazette"], NOON)]


def test_connection_cut(postgresql: str) -> None:
    """A server that cuts the connection in the middle of a save stores nothing of it, and the next save succeeds."""
    with Store(postgresql) as store:
        asked, read = cases(store)[0]
        before = dump(postgresql)

        def cut(connection: Any, *_: Any) -> None:
            event.remove(store._engine, "after_cursor_execute", cut)
            pid = connection.connection.driver_connection.info.backend_pid
            with opened(postgresql) as killer, killer.connect() as other:
                other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})

        event.listen(store._engine, "after_cursor_execute", cut)
        with pytest.raises(StorageError):
            store.writer.save(asked, read, NOON)
        assert dump(postgresql) == before
        assert store_again(store, asked, read).outcome == "new"


KILLED = """
import os, signal, sys
from sqlalchemy import event
from storage.store import Store
from tests.storage.builders import fact, put
step, k = sys.argv[1], int(sys.argv[2])
store, seen = Store(), []
def listener(*_):
    seen.append(1)
    if len(seen) == k:
        os.kill(os.getpid(), signal.SIGKILL)
event.listen(store._engine, step, listener)
put(store, fact(), name="new")
"""


@pytest.mark.parametrize(("step", "k"), [("after_cursor_execute", 1), ("after_cursor_execute", 12), ("commit", 1)])
def test_killed(store: Store, database: str, step: str, k: int) -> None:
    """A process that is killed -9 in the middle of a save leaves nothing of it, and the next save succeeds."""
    put(store, fact(status="official"), name="old")
    before = dump(database)
    done = subprocess.run([sys.executable, "-c", KILLED, step, str(k)], check=False, timeout=60)
    assert done.returncode == -9
    assert dump(database) == before
    assert put(store, fact(), name="new").outcome == "new"


def test_disk_full(sqlite: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk stops a save with one sentence and no trace; when there is room again, it succeeds."""
    with Store(sqlite) as store:
        asked, read = cases(store)[0]
        before = dump(sqlite)
        cap: Callable[..., None] = lambda c, _: c.execute("PRAGMA max_page_count = 1")  # noqa: E731 - one listener
        store.close()
        event.listen(store._engine, "connect", cap)
        with pytest.raises(StorageError, match="the disk is full; free some space and run the same command again"):
            store.writer.save(page(read, body=bytes(range(256)) * 4000), read, NOON)
        event.remove(store._engine, "connect", cap)
        store.close()
        assert dump(sqlite) == before
        assert store_again(store, asked, read).outcome == "new"
