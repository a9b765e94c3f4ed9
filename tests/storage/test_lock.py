"""One crawl at a time: the lock dies with its process, however that ends."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.database import database_url
from storage.errors import StorageError
from storage.lock import CrawlLock, LockedError
from storage.store import Store
from tests.storage.builders import fact, put

HOLDING = """
import sys
from storage.database import database_url
from storage.lock import CrawlLock
with CrawlLock(database_url(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(url: str) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock until its input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_second_is_refused(database: str) -> None:
    """While a crawl holds the lock, a second is refused at once, and told which database."""
    lock = CrawlLock(database_url(database))
    with holder(database), pytest.raises(LockedError) as caught, lock:
        pass
    assert str(caught.value).startswith("another crawl is at work on ")
    assert database.rsplit("/", 1)[1] in str(caught.value)


def test_free_after_the_end(database: str) -> None:
    """When a crawl has ended, the next one gets the lock."""
    with holder(database) as process:
        process.communicate(timeout=60)
        with CrawlLock(database_url(database)):
            pass


def test_free_after_a_kill(database: str) -> None:
    """When a crawl was killed -9, the next one gets the lock."""
    with holder(database) as process:
        process.kill()
        process.wait(60)
        eventually(database)


def eventually(database: str) -> None:
    """Take the lock; a server may need a moment to notice that its client is gone."""
    import time

    for _ in range(200):
        try:
            with CrawlLock(database_url(database)):
                return
        except LockedError:
            time.sleep(0.05)
    pytest.fail("the lock is still held")


def test_free_after_the_block(database: str) -> None:
    """Within one process the lock is free when its block ends, though the object lives on, and can be taken again."""
    first, second = CrawlLock(database_url(database)), CrawlLock(database_url(database))
    for lock in (first, second, first):
        with lock:
            pass


def test_free_after_an_error(database: str) -> None:
    """A crawl that ends with an error gives the lock back."""
    lock = CrawlLock(database_url(database))
    with pytest.raises(ZeroDivisionError), lock:
        raise ZeroDivisionError
    with CrawlLock(database_url(database)):
        pass


def test_refused_twice(database: str) -> None:
    """Being refused does not disturb who holds the lock, and leaves nothing open."""
    with holder(database):
        for _ in range(3):
            with pytest.raises(LockedError), CrawlLock(database_url(database)):
                pass


def test_other_databases(sqlite: str, postgresql: str, tmp_path: Path) -> None:
    """Crawls into different databases do not meet."""
    urls = [sqlite, postgresql, f"sqlite:///{tmp_path}/other.db"]
    with CrawlLock(database_url(urls[0])), CrawlLock(database_url(urls[1])), CrawlLock(database_url(urls[2])):
        pass


def test_questions_and_saves_go_on(database: str) -> None:
    """The lock is between crawls: it stops no question and no save."""
    with CrawlLock(database_url(database)), Store(database) as store:
        put(store, fact())
        assert len(store.articles()) == 1


def test_lock_file(sqlite: str) -> None:
    """The lock is a file beside the database, only its owner's."""
    path = Path(sqlite.removeprefix("sqlite:///") + ".lock")
    with CrawlLock(database_url(sqlite)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_path_below_a_file(tmp_path: Path) -> None:
    """A lock that cannot be made is a storage error in one sentence."""
    (tmp_path / "file").touch()
    lock = CrawlLock(database_url(f"sqlite:///{tmp_path}/file/m.db"))
    with pytest.raises(StorageError, match=r"m\.db\.lock: the lock cannot be taken \("), lock:
        pass


def test_server_that_does_not_answer() -> None:
    """A server that does not answer is a storage error, not a lock that is held."""
    pytest.importorskip("psycopg")
    with (
        pytest.raises(StorageError, match="nothing answers there"),
        CrawlLock(database_url("postgresql://me@127.0.0.1:1/db")),
    ):
        pass


def test_memory() -> None:
    """A database in memory is nobody else's: there is nothing to lock."""
    with CrawlLock(database_url("sqlite://")), CrawlLock(database_url("sqlite:///:memory:")):
        pass
