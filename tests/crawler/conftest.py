"""What crawler tests need: a newsroom, a migrated database, and a way to crawl the one into the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.crawler.desk import Desk, new_desk
from tests.newsroom.server import Newsroom


@pytest.fixture
def room() -> Iterator[Newsroom]:
    """The sample newsroom, on loopback."""
    with Newsroom() as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A folder with a migrated SQLite database and no registry yet."""
    return new_desk(tmp_path)


@pytest.fixture
def newsdesk(desk: Desk, room: Newsroom) -> Desk:
    """A desk whose registry names the newsroom's outlets."""
    room.write_registry(desk.registry)
    return desk


@pytest.fixture
def registry(tmp_path: Path) -> Callable[[str], Path]:
    """Write a registry and return its path."""

    def write(text: str) -> Path:
        path = tmp_path / "registry.toml"
        path.write_text(text, "utf-8")
        return path

    return write
