"""Every command that prints records does so as a table, JSON, JSON Lines or CSV."""

from __future__ import annotations

import csv
import io
import json

import pytest

from storage.store import Store
from tests.storage.builders import NOON, fact, hours, put
from tests.storage.command import mercato

LISTS = {"articles": 3, "stories": 2, "facts": 3, "moves": 2, "stats": 3, "runs": 1}
EVERY_LIST = pytest.mark.parametrize("command", LISTS)


@EVERY_LIST
def test_json(told: str, command: str) -> None:
    """JSON is one list of objects, to the letter what the store answers."""
    done = mercato(command, "--format", "json")
    assert (done.code, done.err) == (0, "")
    with Store(told) as store:
        assert json.loads(done.out) == getattr(store, command)()
    assert len(json.loads(done.out)) == LISTS[command]


@EVERY_LIST
def test_json_lines(told: str, command: str) -> None:
    """JSON Lines are the same objects, one a line."""
    lines = mercato(command, "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == json.loads(mercato(command, "--format", "json").out)


@EVERY_LIST
def test_csv(told: str, command: str) -> None:
    """CSV has a header, and a row for every record."""
    rows = list(csv.DictReader(io.StringIO(mercato(command, "--format", "csv").out)))
    assert len(rows) == LISTS[command]
    records = json.loads(mercato(command, "--format", "json").out)
    for key in ("url", "outlet", "title", "id", "person", "status", "published"):
        assert [row.get(key) for row in rows] == [None if key not in r else str(r[key]) for r in records]
    assert all(None not in row and None not in row.values() for row in rows)


@EVERY_LIST
def test_table(told: str, command: str) -> None:
    """A table is the default, has one head and a line for every record, and fits into a pipe."""
    done = mercato(command)
    assert done.out == mercato(command, "--format", "table").out
    lines = [line for line in done.out.splitlines() if line.strip()]
    assert len(lines) == 2 + LISTS[command]
    assert max(map(len, lines)) <= 200


def test_fees_in_csv(told: str) -> None:
    """In CSV a fee is columns, a list of words is one cell, and evidence is JSON."""
    row = list(csv.DictReader(io.StringIO(mercato("facts", "--format", "csv").out)))[2]
    assert (row["fee_amount"], row["fee_currency"], row["fee_kind"], row["fee_max"]) == ("20000000", "EUR", "asked", "")
    assert row["sources"] == "RMC Sport; L'Équipe"
    assert json.loads(row["evidence"])[0]["sentence"] == "Le club négocie."


def test_articles_with_text(told: str) -> None:
    """The text of articles comes with --text alone, their length always."""
    (with_text, *_), (without, *_) = (
        json.loads(mercato("articles", *option, "--format", "json").out) for option in (["--text"], [])
    )
    assert with_text["text"]
    assert "text" not in without
    assert without["length"] == with_text["length"] == len(with_text["text"])


@pytest.mark.parametrize(("fmt", "expected"), [("json", "[]\n"), ("jsonl", "")])
@pytest.mark.parametrize("command", ["articles", "stories", "facts", "moves", "runs"])
def test_nothing_for_programs(sqlite: str, command: str, fmt: str, expected: str) -> None:
    """Nothing found is an empty list or no line, and no error."""
    done = mercato(command, "--format", fmt)
    assert (done.code, done.out, done.err) == (0, expected, "")


@pytest.mark.parametrize("command", ["articles", "stories", "facts", "moves", "runs"])
def test_nothing_for_people(sqlite: str, command: str) -> None:
    """A table without rows says in a sentence that nothing was found, and what to try."""
    done = mercato(command)
    assert done.code == 0
    assert len(done.out.splitlines()) == 1
    assert "mercato stats" in done.out or "scrapy crawl news" in done.out


@pytest.mark.parametrize("command", ["articles", "stories", "facts", "moves"])
def test_header_without_rows(told: str, command: str) -> None:
    """CSV has the same header when nothing is found."""
    full = mercato(command, "--format", "csv").out.splitlines()[0]
    assert mercato(command, "--format", "csv", "--person", "Nemo").out == full + "\n"


def test_long_table(sqlite: str) -> None:
    """A table shows the latest fifty and says that there are more; the other formats and --limit 0 show all."""
    with Store(sqlite) as store:
        for i in range(51):
            put(store, name=f"n{i}", title=f"Titre {i}", text="court", published=NOON + hours(i))
    table = mercato("articles").out
    assert "Titre 50 " in table
    assert "Titre 0 " not in table
    assert table.splitlines()[-1] == "50 shown, the latest; --limit 0 shows all"
    assert "Titre 0 " in mercato("articles", "--limit", "0").out
    assert len(json.loads(mercato("articles", "--format", "json").out)) == 51


def test_table_of_fifty(sqlite: str) -> None:
    """A table that shows all there is says nothing of more."""
    with Store(sqlite) as store:
        for i in range(50):
            put(store, fact(), name=f"n{i}", text="court")
    assert "--limit" not in mercato("articles").out
