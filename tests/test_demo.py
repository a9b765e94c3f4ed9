"""``make demo``: what a newcomer sees first."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.processes import members

ROOT = Path(__file__).parents[1]
ENV = {name: value for name, value in os.environ.items() if not name.startswith(("MERCATO_", "SCRAPY_"))}


def begin(state: Path) -> subprocess.Popen[str]:
    """Begin the demo in a process group of its own, as a terminal would."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.newsroom.demo", "--state", state],
        cwd=ROOT,
        env=ENV,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def demo(state: Path) -> str:
    """Run the demo to its end; return all that it printed."""
    process = begin(state)
    printed, _ = process.communicate(timeout=240)
    assert process.returncode == 0, printed
    assert members(process.pid) == []
    return printed


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo of this module keeps what it made."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def first(state: Path) -> str:
    """What the first demo printed."""
    return demo(state)


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody else listens on."""
    with closing(socket.socket()) as other:
        other.bind(("127.0.1.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_the_demo_shows_stories_moves_and_what_to_try(first: str) -> None:
    """Forty articles, a table of stories, a table of moves, three commands that work as they are printed."""
    assert "40 new articles" in first
    assert "Kerbrat" in first
    assert "Olympique de Marseille" in first
    tries = [line.strip() for line in first.partition("Try next:")[2].splitlines() if line.strip()]
    assert len(tries) == 3
    for command in tries:
        done = subprocess.run(command, shell=True, cwd=ROOT, env=ENV, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Nothing found" not in done.stdout


def test_a_second_demo_downloads_no_article_again(first: str, state: Path) -> None:
    """What is stored stays stored, and the demo says so."""
    again = demo(state)
    assert "no article was downloaded again" in again
    assert "Kerbrat" in again


def test_a_taken_port_is_no_obstacle(tmp_path: Path, taken: int) -> None:
    """When the port of last time is taken the newsroom moves, says so, and begins anew."""
    (tmp_path / "port").write_text(str(taken))
    printed = demo(tmp_path)
    assert f"port {taken} is not to be had" in printed
    assert "40 new articles" in printed


def test_a_damaged_state_is_no_obstacle(tmp_path: Path) -> None:
    """Rubbish where the port was written down is not a traceback."""
    (tmp_path / "port").write_text("quatre-vingts")
    assert "40 new articles" in demo(tmp_path)


def test_ctrl_c_leaves_no_process_behind(tmp_path: Path) -> None:
    """Interrupted in the middle, as from a terminal, everything ends; the next demo goes on from there."""
    process = begin(tmp_path)
    assert process.stdout is not None
    for line in process.stdout:
        if ": new:" in line:
            break
    os.killpg(process.pid, signal.SIGINT)
    printed, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in printed
    for _ in range(200):
        if not members(process.pid):
            break
        time.sleep(0.05)
    assert members(process.pid) == []
    assert "Kerbrat" in demo(tmp_path)
