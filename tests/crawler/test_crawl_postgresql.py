"""The same crawl into PostgreSQL: the same articles, stories and moves as into SQLite."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.crawler.desk import new_desk
from tests.newsroom.server import Newsroom
from tests.postgres import fresh_database

KEYS = {
    "articles": ("url", "outlet", "title", "published", "authors", "text"),
    "facts": ("url", "person", "move", "from_club", "to_club", "status", "fee", "contract_until", "sources"),
    "moves": ("person", "move", "from_club", "to_club", "status", "fees", "claims", "first_reported"),
}


def test_both_databases_hold_the_same(tmp_path: Path) -> None:
    """One newsroom, two databases, one answer; a second crawl and a second upgrade change nothing."""
    with Newsroom() as room, fresh_database() as postgresql:
        found: list[dict[str, list[str]]] = []
        for name, url in (("light", None), ("server", postgresql)):
            (tmp_path / name).mkdir()
            desk = new_desk(tmp_path / name)
            if url:
                desk.env["MERCATO_DATABASE_URL"] = url
            room.write_registry(desk.registry)
            for _ in range(2):
                done = desk.crawl()
                assert done.returncode == 0, done.stderr
            assert "no article was downloaded again" in done.stdout
            assert desk.run("mercato", "db", "upgrade").returncode == 0
            assert desk.run("mercato", "db", "check").returncode == 0
            found.append(
                {
                    command: sorted(str(_part(row, keys)) for row in desk.records(command, *_text(command)))
                    for command, keys in KEYS.items()
                }
            )
        assert found[0] == found[1]
        assert len(found[0]["articles"]) == 40


def _part(row: dict[str, Any], keys: tuple[str, ...]) -> list[Any]:
    return [row[key] for key in keys]


def _text(command: str) -> tuple[str, ...]:
    return ("--text",) if command == "articles" else ()
