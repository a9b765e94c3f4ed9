"""``mercato move ID``: one move with its timeline."""

from __future__ import annotations

import csv
import io
import json

from storage.store import Store
from tests.storage.command import mercato


def first(told: str) -> int:
    """The id of Balerdi's move."""
    with Store(told) as store:
        return next(int(move["id"]) for move in store.moves() if move["person"] == "Leonardo Balerdi")


def test_json(told: str) -> None:
    """As JSON a move is one object with its timeline."""
    record = json.loads(mercato("move", str(first(told)), "--format", "json").out)
    with Store(told) as store:
        assert record == store.move(first(told))
    assert [claim["outlet"] for claim in record["timeline"]] == ["gazette", "tribune"]


def test_json_line(told: str) -> None:
    """As JSON Lines a move is one line."""
    (line,) = mercato("move", str(first(told)), "--format", "jsonl").out.splitlines()
    assert json.loads(line)["claims"] == 2


def test_csv(told: str) -> None:
    """As CSV a move is a header and one row."""
    (row,) = csv.DictReader(io.StringIO(mercato("move", str(first(told)), "--format", "csv").out))
    assert (row["person"], row["status"]) == ("Leonardo Balerdi", "offer")
    assert len(json.loads(row["timeline"])) == 2


def test_table(told: str) -> None:
    """As tables a move is its summary, then who said what and when, first to last, in Paris time."""
    out = mercato("move", str(first(told))).out
    assert "RC Lens → Olympique de Marseille" in out
    assert "20 M€ asked" in out
    assert out.index("2025-07-10 14:00   gazette") < out.index("2025-07-10 15:00   tribune")
    assert "Le club négocie." in out


def test_unknown(told: str) -> None:
    """An id that no move has is told in one line, and how to find ids."""
    done = mercato("move", "4711", "--format", "json")
    assert (done.code, done.out) == (4, "")
    assert done.line == "mercato: there is no move 4711; `mercato moves` lists them with their ids"


def test_no_number(told: str) -> None:
    """What is no number is no id."""
    done = mercato("move", "Balerdi")
    assert done.code == 2
    assert "Balerdi" in done.line


def test_no_id(told: str) -> None:
    """Without an id one line says what is missing."""
    done = mercato("move")
    assert done.code == 2
    assert "ID" in done.line


def test_huge_id(told: str) -> None:
    """An id that no database can hold is an id that no move has."""
    done = mercato("move", "9" * 30)
    assert done.code in (2, 4)
    assert len(done.err.splitlines()) == 1
