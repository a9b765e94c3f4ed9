"""Options that commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

from storage.cli.output import FORMATS
from storage.filters import Filter

__all__ = ["MOST", "TABLE_LIMIT", "asked", "filters", "format_option"]

Command = TypeVar("Command", bound=Callable[..., Any])

MOST = 2**31 - 1
"""The greatest number that a column of ids holds."""
TABLE_LIMIT = 50
"""Rows of a table when no limit is given; the other formats give everything."""


def format_option(default: str = "table") -> Callable[[Command], Command]:
    """``--format``."""
    return click.option(
        "--format",
        "fmt",
        type=click.Choice(FORMATS),
        default=default,
        show_default=True,
        help="How to print the records.",
    )


def filters(command: Command) -> Command:
    """Add the options that narrow a question."""
    options = [
        click.option(
            "--club", metavar="CLUB", help="Moves to or from this club; nicknames and abbreviations will do (OM, psg)."
        ),
        click.option(
            "--person", metavar="NAME", help="Moves of this person; a last name or a part of the name will do."
        ),
        click.option(
            "--status", metavar="RUNG", help="This rung, several (offer,official), or one and all above (talks+)."
        ),
        click.option("--move", metavar="MOVE", help="transfer, loan, extension, appointment or departure; or several."),
        click.option("--outlet", metavar="NAME", help="Told by this outlet, or by one of several."),
        click.option("--since", metavar="WHEN", help="Reported since: a span (36h, 7d), a day (2025-07-01) or a time."),
        click.option("--until", metavar="WHEN", help="Reported until, in the same words."),
        click.option(
            "--limit",
            type=click.IntRange(0, MOST),
            metavar="N",
            help=f"At most N, the latest; 0 for all. [default: {TABLE_LIMIT} in tables, else all]",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def asked(fmt: str, limit: int | None, **words: str | None) -> tuple[Filter, int | None]:
    """Turn what was typed into a filter, and the rows that a table shows of what it finds.

    One record more than that is asked for: it tells that there are more.

    :raises FilterError: when it cannot be understood.
    """
    most = TABLE_LIMIT if fmt == "table" and limit is None else None
    chosen = most + 1 if most else limit
    text = {name: word and word.encode("utf-8", "replace").decode() for name, word in words.items()}
    return Filter.parse(now=datetime.now(UTC), limit=chosen, **text), most
