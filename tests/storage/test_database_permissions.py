"""A database that may not be read or written: one sentence, exit code 4, nothing lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

MERCATO = Path(sys.executable).parent / "mercato"
SAVE = "from tests.storage.builders import *; from storage.store import Store; put(Store(), fact(), name='b')"


# Root passes by every permission through these two rights (capabilities(7)); without them his own files bind him too.
AS_COMMONER = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--")


@dataclass(frozen=True)
class Commoner:
    """Somebody to whom permissions apply: root gives up his right to pass by them, others run as they are."""

    folder: Path

    @property
    def file(self) -> Path:
        """The database."""
        return self.folder / "m.db"

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command as that user, on his database."""
        env = {**os.environ, "MERCATO_DATABASE_URL": f"sqlite:///{self.file}", "PYTHONDONTWRITEBYTECODE": "1"}
        env["PYTHONPATH"] = str(Path(__file__).parents[2])
        bound = AS_COMMONER if os.geteuid() == 0 else ()
        return subprocess.run([*bound, *command], capture_output=True, text=True, check=False, env=env, cwd="/")


@pytest.fixture
def commoner(migrated_file: Path) -> Iterator[Commoner]:
    """A user with a migrated database of his own."""
    bound = shutil.which("setpriv") and subprocess.run([*AS_COMMONER, "true"], check=False).returncode == 0
    if os.geteuid() == 0 and not bound:
        pytest.skip("permissions do not bind root, and setpriv, which would make them, does not work here")
    with tempfile.TemporaryDirectory(prefix="mercato-commoner-") as name:
        who = Commoner(Path(name))
        shutil.copy(migrated_file, who.file)
        yield who
        who.folder.chmod(0o700)


def one_line(done: subprocess.CompletedProcess[str], code: int, words: str) -> bool:
    """Whether a command ended with this code and one line that says so."""
    assert (done.returncode, len(done.stderr.splitlines())) == (code, 1), done.stderr
    assert words in done.stderr
    return True


def test_read_only_file_can_be_asked(commoner: Commoner) -> None:
    """A file that may only be read answers questions."""
    commoner.file.chmod(0o400)
    assert commoner.run(MERCATO, "articles").returncode == 0


def test_read_only_file_is_not_written(commoner: Commoner) -> None:
    """Saving into a file that may only be read is refused with one sentence, and changes nothing."""
    commoner.file.chmod(0o400)
    before = commoner.file.read_bytes()
    done = commoner.run(sys.executable, "-c", SAVE)
    assert "the database is read-only; give this user the right to write it and its folder" in done.stderr
    assert commoner.file.read_bytes() == before


def test_read_only_folder(commoner: Commoner) -> None:
    """In a folder that may only be read nothing is created, and the sentence names it."""
    commoner.file.unlink()
    commoner.folder.chmod(0o500)
    assert one_line(commoner.run(MERCATO, "db", "upgrade"), 4, f"the folder {commoner.folder} may not be written")
    assert list(commoner.folder.iterdir()) == []


def test_file_in_a_read_only_folder(commoner: Commoner) -> None:
    """A file in a folder that may only be read answers, or says in one sentence why it cannot."""
    commoner.folder.chmod(0o500)
    done = commoner.run(MERCATO, "articles")
    assert done.returncode == 0 or one_line(done, 4, "the database")


def test_unreadable_file(commoner: Commoner) -> None:
    """A file that may not be read is told as such by every command."""
    commoner.file.chmod(0)
    for command in (["articles"], ["db", "check"], ["db", "upgrade"]):
        assert one_line(commoner.run(MERCATO, *command), 4, "the database cannot be opened")


def test_closed_folder(commoner: Commoner) -> None:
    """A file in a folder that may not be entered is told as such."""
    commoner.folder.chmod(0)
    assert one_line(commoner.run(MERCATO, "articles"), 4, "the database cannot be reached (Permission denied)")
    assert one_line(commoner.run(MERCATO, "db", "upgrade"), 4, "may not be written by this user")
