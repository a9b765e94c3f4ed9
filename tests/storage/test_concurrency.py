"""Several processes at once: nobody loses anything, and the result is as if they had come one after the other."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from storage.store import Store
from tests.storage.builders import NOON, fact, found, put
from tests.storage.dumps import counts, looking
from tests.storage.samples import DOZEN, moves, save, stories

WRITING = """
import sys
from storage.store import Store
from tests.storage.builders import NOON, fact, found, prose, put
mine, count = sys.argv[1], int(sys.argv[2])
with Store() as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for i in range(count):
        name, text = f"{mine}{i}", prose(i * 9 + ord(mine))
        put(store, fact(f"Joueur {mine}{chr(97 + i % 26)}{chr(97 + i // 26)}"), name=name, text=text)
"""
DOZENS = """
import sys
from tests.storage.samples import DOZEN, save
print("ready", flush=True)
sys.stdin.readline()
save(sys.argv[1], range(int(sys.argv[2]), len(DOZEN), 3))
"""


def together(program: str, *arguments: tuple[str, ...]) -> None:
    """Run processes that begin at the same moment; each must end well."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, *each],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for each in arguments
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    errors = [process.communicate(timeout=120)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], errors


def test_three_writers(database: str) -> None:
    """Three processes that write a hundred articles each lose none and double none."""
    together(WRITING, ("a", "100"), ("b", "100"), ("c", "100"))
    held = counts(database)
    assert [held[name] for name in ("article", "page", "fact", "move")] == [300] * 4
    with Store(database) as store:
        assert {record["url"].rsplit("/", 1)[1] for record in store.articles()} == {
            f"{name}{i}" for name in "abc" for i in range(100)
        }
        assert store.integrity() is None


def test_three_writers_of_one_news(database: str, tmp_path: Path, migrated_file: Path) -> None:
    """Three processes that write articles of the same stories at once find the stories and moves that one would."""
    alone = tmp_path / "alone.db"
    alone.write_bytes(migrated_file.read_bytes())
    save(f"sqlite:///{alone}", range(len(DOZEN)))
    together(DOZENS, (database, "0"), (database, "1"), (database, "2"))
    assert stories(database) == stories(f"sqlite:///{alone}")
    assert moves(database) == moves(f"sqlite:///{alone}")


def test_three_writers_of_one_article(database: str) -> None:
    """Three processes that save the same articles at once store each once."""
    together(WRITING.replace("{mine}", "x").replace("ord(mine)", "1"), ("a", "30"), ("b", "30"), ("c", "30"))
    held = counts(database)
    assert [held[name] for name in ("article", "page", "fact", "move", "story")] == [30] * 5


def test_lock_held_for_nine_seconds(sqlite: str) -> None:
    """A save waits for a writer that holds the file for nine seconds, and loses nothing."""
    taken = threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(sqlite.removeprefix("sqlite:///"), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            taken.set()
            released.wait(9)
            other.execute("COMMIT")

    released = threading.Event()
    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait()
    with Store(sqlite) as store:
        assert store.articles() == []
        assert put(store, fact()).outcome == "new"
    thread.join()


def test_lock_held_too_long(sqlite: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer that holds the file longer than we wait is told in one sentence, and the link stays due."""
    from storage.errors import StorageError

    monkeypatch.setattr("storage.database.BUSY_SECONDS", 0.2)
    with Store(sqlite) as store, closing(sqlite3.connect(sqlite.removeprefix("sqlite:///"))) as other:
        store.ledger.offer([found("a")], NOON)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="another program has held the database for 30 seconds; try again when"):
            put(store, fact(), name="a")
        other.rollback()
        assert [due.url for due in store.ledger.due(["gazette"], NOON)] == ["https://gazette.example/a"]


def test_questions_during_a_save(database: str) -> None:
    """A question that is asked while somebody writes is answered at once, with what was there before."""
    from storage.database import write

    with Store(database) as store:
        put(store, fact())
        with write(store._engine) as connection:
            connection.exec_driver_sql("UPDATE article SET title = 'nouveau'")
            assert [record["title"] for record in store.articles()] == ["Mercato a"]
        assert [record["title"] for record in store.articles()] == ["nouveau"]


def test_threads_share_a_store(database: str) -> None:
    """Threads that save and ask through one store do not disturb each other."""
    problems: list[BaseException] = []

    def work(name: str) -> None:
        try:
            for i in range(10):
                put(store, fact(f"Joueur {name}{chr(97 + i)}"), name=f"{name}{i}")
                store.moves()
        except BaseException as error:
            problems.append(error)

    with Store(database) as store:
        threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert problems == []
        assert len(store.moves()) == 30


def test_wal_is_part_of_the_database(sqlite: str) -> None:
    """What was saved is there for others before the writer closes."""
    with Store(sqlite) as store:
        put(store, fact())
        with looking(sqlite) as session:
            assert session.connection().exec_driver_sql("SELECT count(*) FROM article").scalar_one() == 1
