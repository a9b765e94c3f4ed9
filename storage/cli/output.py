"""Records on the screen and in pipes: a table for people, JSON, JSON Lines or CSV for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import click

from parsing.records import STATUSES

__all__ = ["FORMATS", "Column", "day", "fee_words", "numbers", "show", "show_one", "status_style"]

FORMATS = ("table", "json", "jsonl", "csv")
PIPE_WIDTH = 200
"""Columns of a table that goes into a pipe, where nobody can tell its width."""

Record = dict[str, Any]
_SUMS = {
    "fee": ("amount", "max", "currency", "kind"),
    "option_price": ("amount", "max", "currency"),
    "wages": ("amount", "currency", "period"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its head, and what it shows of a record."""

    head: str
    value: Callable[[Record], Any]
    style: Callable[[Record], str] | None = None
    right: bool = False
    keep: bool = False
    """Never cut: ids, dates, sums."""


def numbers(*keys: str) -> list[Column]:
    """Columns of numbers, each under the name of its key; shares get three decimals, what is missing stays empty."""
    return [Column(key.replace("_", " "), _figure(key), right=True, keep=True) for key in keys]


def _figure(key: str) -> Callable[[Record], Any]:
    def read(record: Record) -> Any:
        value = record.get(key)
        return f"{value:.3f}" if isinstance(value, float) and abs(value) <= 1 else value

    return read


def show(
    records: Sequence[Record],
    fmt: str,
    columns: Sequence[Column],
    *,
    nothing: str,
    most: int | None = None,
    heads: Sequence[str] = (),
) -> None:
    """Print records in the chosen format.

    :param heads: first columns of CSV, there also when nothing was found.
    :param nothing: what a table says when there are no records.
    :param most: rows of a table; when there are more records, a line says how to see them.
    """
    if fmt == "json":
        click.echo(json.dumps(list(records), ensure_ascii=False, indent=2))
    elif fmt == "jsonl":
        for record in records:
            click.echo(json.dumps(record, ensure_ascii=False))
    elif fmt == "csv":
        _csv(records, heads)
    elif not records:
        click.echo(nothing)
    else:
        _table(records[:most], columns)
        if most is not None and len(records) > most:
            click.echo(f"{most} shown, the latest; --limit 0 shows all")


def show_one(record: Record, fmt: str) -> None:
    """Print a single record in a format for programs: JSON as an object, not as a list of one."""
    if fmt == "json":
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
    else:
        show([record], fmt, [], nothing="")


def _csv(records: Sequence[Record], heads: Sequence[str]) -> None:
    rows = [dict(_flat(record)) for record in records]
    columns = dict.fromkeys([*heads, *(head for row in rows for head in row)])
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _flat(record: Record) -> Iterable[tuple[str, Any]]:
    """A sum of money becomes a column for each part, a list of words one; deeper things are written as JSON."""
    for key, value in record.items():
        if key in _SUMS:
            for part in _SUMS[key]:
                yield f"{key}_{part}", (value or {}).get(part)
        elif isinstance(value, list) and all(isinstance(each, str) for each in value):
            yield key, "; ".join(value)
        elif isinstance(value, (list, dict)):
            yield key, json.dumps(value, ensure_ascii=False)
        else:
            yield key, value


def _table(records: Sequence[Record], columns: Sequence[Column]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(
            column.head,
            justify="right" if column.right else "left",
            no_wrap=column.keep,
            overflow="fold" if column.keep else "ellipsis",
        )
    for record in records:
        cells = []
        for column in columns:
            value = column.value(record)
            cells.append(Text("" if value is None else str(value), style=column.style(record) if column.style else ""))
        table.add_row(*cells)
    console.print(table)


_STYLES: dict[str, str] = dict(
    zip(STATUSES, ("dim", "cyan", "blue", "yellow", "green", "bright_green", "bold green", "red"), strict=True)
)


def status_style(record: Record) -> str:
    """The colour of a rung."""
    return _STYLES.get(str(record.get("status")), "")


def fee_words(fee: Record | None) -> str:
    """A fee in few words.

    >>> fee_words({"amount": 20_000_000, "currency": "EUR", "kind": "asked"})
    '20 M€ asked'
    >>> fee_words({"amount": 10_000_000, "max": 12_500_000, "currency": "GBP", "kind": "offered"})
    '10-12.5 M£ offered'
    >>> fee_words({"amount": 0, "currency": "EUR", "kind": "agreed"})
    'free'
    """
    if not fee:
        return ""
    if fee["amount"] == 0:
        return "free"
    sign = {"EUR": "€", "GBP": "£", "USD": "$"}.get(fee["currency"], f" {fee['currency']}")
    figures = "-".join(f"{value / 1e6:g}" for value in (fee["amount"], fee.get("max")) if value is not None)
    return f"{figures} M{sign} {fee['kind']}"


def day(value: str | None) -> str:
    """A stored time as readers in France see it: day and minute, Paris time."""
    from datetime import datetime
    from zoneinfo import ZoneInfo

    if not value:
        return ""
    return datetime.fromisoformat(value).astimezone(ZoneInfo("Europe/Paris")).strftime("%Y-%m-%d %H:%M")
