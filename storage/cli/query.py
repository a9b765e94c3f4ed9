"""``mercato articles | stories | facts | moves | move | stats | runs``: questions to the store."""

from __future__ import annotations

from typing import Any

import click

from storage.cli.options import MOST, asked, filters, format_option
from storage.cli.output import Column, Record, day, fee_words, numbers, show, show_one, status_style

__all__ = ["articles", "facts", "move", "moves", "runs", "stats", "stories"]

_NOTHING = "Nothing found. What the store holds: mercato stats"
_HEADS = {
    name: heads.split()
    for name, heads in {
        "articles": "url outlet title published modified length story paywalled live authors",
        "stories": "id title url first_published last_published outlets articles",
        "facts": "url outlet published story move_id person role move from_club to_club status"
        " fee_amount fee_max fee_currency fee_kind contract_until current_contract_until loan_option"
        " sources bonus resale_share option_price_amount option_price_max option_price_currency wages_amount"
        " wages_currency wages_period position age nationality event_date stance evidence confidence extractor",
        "moves": "id person role move from_club to_club status fees contract_until loan_option window claims outlets"
        " first_reported first_reporter last_reported",
    }.items()
}
"""The columns of CSV, for when there is no record to learn them from."""


def _path(record: Record) -> str:
    return f"{record['from_club'] or '?'} → {record['to_club'] or '?'}"


@click.command()
@filters
@click.option("--text", is_flag=True, help="With the text of each article.")
@format_option()
def articles(fmt: str, text: bool, **words: Any) -> None:
    """List articles, latest first: address, outlet, title, time, length of the text, story."""
    from storage.store import open_store

    question, most = asked(fmt, **words)
    with open_store() as store:
        records = store.articles(question, text=text)
    columns = [
        Column("published", lambda r: day(r["published"]), keep=True),
        Column("outlet", lambda r: r["outlet"], keep=True),
        Column("title", lambda r: r["title"]),
        Column("length", lambda r: r["length"], right=True, keep=True),
        Column("story", lambda r: r["story"], right=True, keep=True),
        Column("url", lambda r: r["url"]),
    ]
    if text:
        columns.append(Column("text", lambda r: r["text"]))
    show(records, fmt, columns, nothing=_NOTHING, most=most, heads=_HEADS["articles"])


@click.command()
@filters
@format_option()
def stories(fmt: str, **words: Any) -> None:
    """List stories, latest first: what several outlets tell of the same news counts once."""
    from storage.store import open_store

    question, most = asked(fmt, **words)
    with open_store() as store:
        records = store.stories(question)
    columns = [
        Column("story", lambda r: r["id"], right=True, keep=True),
        Column("first told", lambda r: day(r["first_published"]), keep=True),
        Column("articles", lambda r: len(r["articles"]), right=True, keep=True),
        Column("title", lambda r: r["title"]),
        Column("outlets", lambda r: ", ".join(dict.fromkeys(a["outlet"] for a in r["articles"]))),
    ]
    show(records, fmt, columns, nothing=_NOTHING, most=most, heads=_HEADS["stories"])


@click.command()
@filters
@format_option()
def facts(fmt: str, **words: Any) -> None:
    """List facts, latest first: what each article says of each move, with its sentence."""
    from storage.store import open_store

    question, most = asked(fmt, **words)
    with open_store() as store:
        records = store.facts(question)
    columns = [
        Column("published", lambda r: day(r["published"]), keep=True),
        Column("outlet", lambda r: r["outlet"], keep=True),
        Column("person", lambda r: r["person"]),
        Column("move", lambda r: r["move"], keep=True),
        Column("clubs", _path),
        Column("status", lambda r: r["status"], style=status_style, keep=True),
        Column("fee", lambda r: fee_words(r["fee"]), keep=True),
        Column("until", lambda r: r["contract_until"], keep=True),
        Column("sources", lambda r: ", ".join(r["sources"])),
        Column("sentence", lambda r: r["evidence"][0]["sentence"] if r["evidence"] else ""),
    ]
    show(records, fmt, columns, nothing=_NOTHING, most=most, heads=_HEADS["facts"])


@click.command()
@filters
@format_option()
def moves(fmt: str, **words: Any) -> None:
    """List moves, latest first: each person's move across all articles, with its present status."""
    from storage.store import open_store

    question, most = asked(fmt, **words)
    with open_store() as store:
        records = store.moves(question)
    show(records, fmt, _move_columns(), nothing=_NOTHING, most=most, heads=_HEADS["moves"])


def _move_columns() -> list[Column]:
    return [
        Column("id", lambda r: r["id"], right=True, keep=True),
        Column("person", lambda r: r["person"]),
        Column("move", lambda r: r["move"], keep=True),
        Column("clubs", _path),
        Column("status", lambda r: r["status"], style=status_style, keep=True),
        Column("fees", lambda r: ", ".join(fee_words(fee) for fee in r["fees"])),
        Column("until", lambda r: r["contract_until"], keep=True),
        Column("first told by", lambda r: ", ".join(r["first_reporter"])),
        Column("first told", lambda r: day(r["first_reported"]), keep=True),
        Column("claims", lambda r: r["claims"], right=True, keep=True),
    ]


@click.command()
@click.argument("move_id", metavar="ID", type=click.IntRange(0, MOST))
@format_option()
def move(fmt: str, move_id: int) -> None:
    """Show one move: who said what and when, each claim with its sentence. `mercato moves` gives the ids."""
    from storage.store import open_store

    with open_store() as store:
        record = store.move(move_id)
    if fmt != "table":
        show_one(record, fmt)
        return
    show([record], fmt, _move_columns(), nothing="")
    columns = [
        Column("published", lambda r: day(r["published"]), keep=True),
        Column("outlet", lambda r: r["outlet"], keep=True),
        Column("status", lambda r: r["status"], style=status_style, keep=True),
        Column("fee", lambda r: fee_words(r["fee"]), keep=True),
        Column("sources", lambda r: ", ".join(r["sources"])),
        Column("sentence", lambda r: r["evidence"][0]["sentence"] if r["evidence"] else ""),
        Column("url", lambda r: r["url"]),
    ]
    show(record["timeline"], fmt, columns, nothing="")


@click.command()
@format_option()
def stats(fmt: str) -> None:
    """Count what the store holds, by outlet."""
    from storage.store import open_store

    with open_store() as store:
        records = store.stats()
    columns = [
        Column("outlet", lambda r: r["outlet"], keep=True),
        *numbers("articles", "facts", "done", "pending", "failed", "gone", "stories", "moves"),
        Column("first", lambda r: day(r["first"]), keep=True),
        Column("last", lambda r: day(r["last"]), keep=True),
    ]
    show(records, fmt, columns, nothing=_NOTHING)


@click.command()
@click.option(
    "--limit",
    type=click.IntRange(0, MOST),
    default=20,
    show_default=True,
    metavar="N",
    help="At most N, the latest; 0 for all.",
)
@format_option()
def runs(fmt: str, limit: int) -> None:
    """List crawls, latest first: what each found, stored and could not get."""
    from storage.store import open_store

    with open_store() as store:
        records = store.runs(limit or None)
    columns = [
        Column("run", lambda r: r["id"], right=True, keep=True),
        Column("started", lambda r: day(r["started"]), keep=True),
        Column("seconds", lambda r: r.get("seconds"), right=True, keep=True),
        Column("exit", lambda r: r["exit_code"] if r["finished"] else "killed", right=True, keep=True),
        *numbers("outlets_ok", "outlets_failed", "found", "new", "changed", "same", "failed"),
        Column("problems", lambda r: "; ".join(r.get("problems", []))),
    ]
    show(records, fmt, columns, nothing="No crawl yet. Begin with: scrapy crawl news")
