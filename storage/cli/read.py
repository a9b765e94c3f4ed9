"""``mercato extract | evaluate``: reading files, without a database."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from storage.cli.options import format_option
from storage.cli.output import Column, Record, fee_words, numbers, show, status_style

__all__ = ["evaluate", "extract"]


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


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--errors", is_flag=True, help="List what was missed, invented or read differently, by article.")
@format_option()
def evaluate(folder: Path, errors: bool, fmt: str) -> None:
    """Measure the facts against labelled articles: pairs of ID.txt and ID.json in DIR and below.

    A fact is found when person, move and both clubs agree; status, fee, contract, option and sources are
    measured on the facts that were found.
    """
    from parsing.corpus import labelled
    from parsing.evaluation import compare, score
    from parsing.extraction import extract as read_facts

    if not folder.is_dir():
        raise click.UsageError(f"{folder}: expected a folder with labelled articles, ID.txt beside ID.json")
    articles = [(each, read_facts(each.article)) for each in labelled(folder)]
    if not articles:
        raise click.UsageError(f"{folder}: expected labelled articles, ID.txt beside ID.json, found none")
    if errors:
        rows = [row for each, found in articles for row in _differences(compare(each.id, each.facts, found))]
        show(rows, fmt, _difference_columns(), nothing="No differences.")
        return
    rows = list(_measures(score((each.facts, found) for each, found in articles)))
    columns = [
        Column("measure", lambda r: r["measure"], keep=True),
        *numbers("precision", "recall", "f1", "labelled", "predicted", "hits"),
    ]
    show(rows, fmt, columns, nothing="")


def _measures(score: Any) -> Iterator[Record]:
    for name in ("facts", "relaxed", "fee", "contract", "option", "sources"):
        count = getattr(score, name)
        yield {
            "measure": name,
            "precision": round(count.precision, 4),
            "recall": round(count.recall, 4),
            "f1": round(count.f1, 4),
            "labelled": count.labelled,
            "predicted": count.predicted,
            "hits": count.hits,
        }
    for name in ("status_exact", "status_near"):
        count = getattr(score, name)
        yield {
            "measure": name.replace("_", " "),
            "precision": round(count.precision, 4),
            "labelled": count.labelled,
            "hits": count.hits,
        }
    empty = score.empty_articles
    yield {"measure": "articles", "labelled": score.articles}
    yield {
        "measure": "facts invented an article without any",
        "precision": round(score.invented_on_empty / empty, 4) if empty else None,
        "labelled": empty,
        "predicted": score.invented_on_empty,
    }


def _differences(comparison: Any) -> Iterator[Record]:
    for fact in comparison.missed:
        yield {"id": comparison.id, "what": "missed", **fact.as_dict()}
    for fact in comparison.invented:
        yield {"id": comparison.id, "what": "invented", **fact.as_dict()}
    for label, found in comparison.pairs:
        ours, theirs = found.as_dict(), label.as_dict()
        for key in ("role", "status", "fee", "contract_until", "current_contract_until", "loan_option"):
            if ours[key] != theirs[key]:
                yield {"id": comparison.id, "what": key, **ours, "expected": theirs[key]}
        if set(ours["sources"]) != set(theirs["sources"]):
            yield {"id": comparison.id, "what": "sources", **ours, "expected": theirs["sources"]}


def _difference_columns() -> list[Column]:
    return [
        Column("id", lambda r: r["id"], keep=True),
        Column("what", lambda r: r["what"], keep=True),
        Column("person", lambda r: r["person"]),
        Column("move", lambda r: r["move"], keep=True),
        Column("clubs", lambda r: f"{r['from_club'] or '?'} → {r['to_club'] or '?'}"),
        Column("status", lambda r: r["status"], style=status_style, keep=True),
        Column("got", lambda r: "" if "expected" not in r else _short(r[r["what"]])),
        Column("expected", lambda r: "" if "expected" not in r else _short(r["expected"])),
        Column("sentence", lambda r: r["evidence"][0]["sentence"] if r["evidence"] else ""),
    ]


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return fee_words(value)
    return ", ".join(value) if isinstance(value, list) else str(value)
