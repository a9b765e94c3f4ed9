"""``mercato extract``: reading files, without a database."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from storage.cli.options import format_option
from storage.cli.output import Column, Record, fee_words, show, status_style

__all__ = ["extract"]


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@format_option("jsonl")
def extract(files: Sequence[str], fmt: str) -> None:
    """Read articles from files and print their facts: HTML pages, or texts in corpus format; - is standard input.

    One object per file: id, title, published, facts. A file that holds no article has no facts and a reason.
    """
    records = [_extracted(name) for name in files]
    if fmt != "table":
        show(records, fmt, [], nothing="")
        return
    rows = [{"id": record["id"], **fact} for record in records for fact in record["facts"]]
    columns = [
        Column("id", lambda r: r["id"], keep=True),
        Column("person", lambda r: r["person"]),
        Column("move", lambda r: r["move"], keep=True),
        Column("clubs", lambda r: f"{r['from_club'] or '?'} → {r['to_club'] or '?'}"),
        Column("status", lambda r: r["status"], style=status_style, keep=True),
        Column("fee", lambda r: fee_words(r["fee"]), keep=True),
        Column("until", lambda r: r["contract_until"], keep=True),
        Column("sources", lambda r: ", ".join(r["sources"])),
        Column("sentence", lambda r: r["evidence"][0]["sentence"] if r["evidence"] else ""),
    ]
    show(rows, fmt, columns, nothing="No move is told there.")


def _extracted(name: str) -> Record:
    """Read one file; HTML when it looks like it."""
    import parsing
    from parsing.cleaning import clean_or_reason
    from parsing.corpus import parse_text

    content = _content(name)
    identifier = "-" if name == "-" else Path(name).stem
    head = content[:2000].lstrip().lower()
    if head.startswith((b"<", b"\xef\xbb\xbf<")) or b"<html" in head or b"<!doctype" in head:
        article, reason = clean_or_reason(parsing.Page(url="", body=content))
    else:
        article, reason = parse_text(_text(name, content)), None
    record: Record = {
        "id": identifier,
        "title": article.title if article else None,
        "published": article.published.strftime("%Y-%m-%dT%H:%M:%SZ") if article and article.published else None,
        "facts": [fact.as_dict() for fact in parsing.extract(article)] if article else [],
    }
    return {**record, "reason": reason} if reason else record


def _content(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise click.UsageError(
            f"{name}: {error.strerror or error}; expected an HTML page or a text in corpus format"
        ) from error


def _text(name: str, content: bytes) -> str:
    from parsing.cleaning.decoding import decode, printable

    if b"\x00" in content[:4096]:
        raise click.UsageError(f"{name}: expected an HTML page or a text in corpus format, got binary data")
    return printable(decode(content))
