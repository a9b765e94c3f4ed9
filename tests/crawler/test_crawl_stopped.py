"""A crawl that is stopped, politely or not, loses nothing and leaves no process behind."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crawler.desk import Desk, new_desk
from tests.newsroom.server import Newsroom
from tests.processes import members


@pytest.fixture
def slow_desk(tmp_path: Path, room: Newsroom) -> Desk:
    """A desk whose outlets are asked one page a second, so that there is a middle to stop in."""
    desk = new_desk(tmp_path)
    desk.registry.write_text(room.registry().replace("delay = 0\n", "delay = 1\n"), "utf-8")
    return desk


def until(true: Callable[[], object], what: str) -> None:
    """Wait for something that must come; only a hang makes this fail."""
    for _ in range(1200):
        if true():
            return
        time.sleep(0.05)
    pytest.fail(f"never happened: {what}")


def stored(desk: Desk) -> set[str]:
    """The addresses of the stored articles."""
    return {url for (url,) in desk.sql("SELECT url FROM article")}


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_crawl_in_order(slow_desk: Desk, room: Newsroom, number: signal.Signals) -> None:
    """On SIGTERM or Ctrl-C what has come in is stored, the exit code is 5, and the next crawl does the rest."""
    crawl = slow_desk.start("news")
    until(lambda: len(stored(slow_desk)) >= 3, "three articles stored")
    crawl.send_signal(number)
    _, err = crawl.communicate(timeout=60)
    assert crawl.returncode == 5, err
    assert "Traceback" not in err
    assert "the next run goes on from there" in err
    until(lambda: not members(crawl.pid), "the end of every process")
    first = stored(slow_desk)
    assert 3 <= len(first) < 40
    room.forget()
    room.write_registry(slow_desk.registry)
    again = slow_desk.crawl()
    assert again.returncode == 0, again.stderr
    assert first < stored(slow_desk) == {record.url for record in room.expected()}
    asked = {room.address(request.outlet) + request.path for request in room.requests}
    assert not first & asked, "what was stored is not fetched again"


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_kill_9_loses_nothing_that_was_stored(slow_desk: Desk, room: Newsroom) -> None:
    """After kill -9 the store is whole, no worker lives on, no lock stays, and the next crawl completes the set."""
    crawl = slow_desk.start("news")
    until(lambda: len(stored(slow_desk)) >= 5, "five articles stored")
    os.kill(crawl.pid, signal.SIGKILL)
    crawl.communicate(timeout=60)
    first = stored(slow_desk)
    until(lambda: not members(crawl.pid), "the end of every worker")
    room.write_registry(slow_desk.registry)
    assert slow_desk.run("mercato", "db", "check").returncode == 0
    again = slow_desk.crawl()
    assert again.returncode == 0, again.stderr
    assert first < stored(slow_desk) == {record.url for record in room.expected()}
    assert slow_desk.sql("SELECT count(*) FROM article") == [(40,)]
