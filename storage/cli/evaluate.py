"""``mercato evaluate``: how good the facts are, measured on labelled articles, without a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storage.cli.options import format_option
from storage.cli.output import Column, Record, fee_words, numbers, show, status_style

if TYPE_CHECKING:
    from parsing.corpus import Labelled
    from parsing.inspection import Inspection
    from parsing.records import Fact

__all__ = ["evaluate"]

_MEASURES = ("fee", "contract", "option", "sources")
_TEMPLATE = "evaluation.html"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--by",
    type=click.Choice(["move", "outlet", "split"]),
    help="Measure apart: by kind of move, by outlet, or by folder in DIR.",
)
@click.option("--errors", is_flag=True, help="List what was missed, invented or read differently, with its sentence.")
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a page that shows each text with its labels and predictions; with --errors, those that differ.",
)
@format_option()
def evaluate(folder: Path, by: str | None, errors: bool, page: Path | None, fmt: str) -> None:
    """Measure the facts against labelled articles: pairs of ID.txt and ID.json in DIR and below.

    A fact is found when person, move and both clubs agree; status, fee, contract, option and sources are
    measured on the facts that were found.
    """
    from parsing.corpus import labelled
    from parsing.evaluation import score
    from parsing.extraction import extract
    from parsing.inspection import inspect

    if not folder.is_dir():
        raise click.UsageError(f"{folder}: expected a folder with labelled articles, ID.txt beside ID.json")
    articles = [(each, extract(each.article)) for each in labelled(folder)]
    if not articles:
        raise click.UsageError(f"{folder}: expected labelled articles, ID.txt beside ID.json, found none")
    if page or errors:
        inspected = [inspect(each, found) for each, found in articles]
        if errors:
            inspected = [each for each in inspected if each.wrong]
        if page:
            _write(page, folder, inspected)
        if errors:
            rows = [row for each in inspected for row in _differences(each)]
            show(rows, fmt, _difference_columns(), nothing="No differences.")
            return
    if by:
        rows = [_row(by, name, score(group)) for name, group in _groups(by, folder, articles)]
        heads = ("precision", "recall", "f1", "relaxed", "status", *_MEASURES, "labelled", "predicted", "hits")
        show(rows, fmt, [Column(by, lambda r: r[by], keep=True), *numbers("articles", *heads)], nothing="")
        return
    rows = list(_measures(score((each.facts, found) for each, found in articles)))
    columns = [
        Column("measure", lambda r: r["measure"], keep=True),
        *numbers("precision", "recall", "f1", "labelled", "predicted", "hits"),
    ]
    show(rows, fmt, columns, nothing="")


def _groups(
    by: str, folder: Path, articles: Sequence[tuple[Labelled, Sequence[Fact]]]
) -> Iterator[tuple[str, list[tuple[Sequence[Fact], Sequence[Fact]]]]]:
    """Part the articles, or their facts, by what is asked; the largest part first, all together last."""
    from parsing.records import MOVES

    parts: dict[str, list[tuple[Sequence[Fact], Sequence[Fact]]]] = {}
    for each, found in articles:
        if by == "move":
            for move in MOVES:
                labels, predictions = ([f for f in facts if f.move == move] for facts in (each.facts, found))
                if labels or predictions:
                    parts.setdefault(move, []).append((labels, predictions))
        else:
            parts.setdefault(_part(by, folder, each), []).append((each.facts, found))
    yield from sorted(parts.items(), key=lambda part: (-len(part[1]), part[0]))
    yield "all", [(each.facts, found) for each, found in articles]


def _part(by: str, folder: Path, each: Labelled) -> str:
    if by == "outlet":
        return each.article.outlet or str(each.labels.get("outlet") or "?")
    inside = each.path.relative_to(folder).parts
    return inside[0] if len(inside) > 1 else "."


def _row(by: str, name: str, total: Any) -> Record:
    """All measures of one part in a row; F1 for what has one, the share that is right for the status."""
    row: Record = {by: name, "articles": total.articles}
    for key in ("precision", "recall", "f1"):
        row[key] = round(getattr(total.facts, key), 4)
    row["relaxed"] = round(total.relaxed.f1, 4)
    row["status"] = round(total.status_exact.precision, 4) if total.status_exact.predicted else None
    for measure in _MEASURES:
        count = getattr(total, measure)
        row[measure] = round(count.f1, 4) if count.predicted + count.labelled else None
    return {**row, "labelled": total.facts.labelled, "predicted": total.facts.predicted, "hits": total.facts.hits}


def _measures(total: Any) -> Iterator[Record]:
    for name in ("facts", "relaxed", *_MEASURES):
        count = getattr(total, name)
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
        count = getattr(total, name)
        yield {
            "measure": name.replace("_", " "),
            "precision": round(count.precision, 4),
            "labelled": count.labelled,
            "hits": count.hits,
        }
    yield {
        "measure": "right at confidence 0.9 or more",
        "precision": round(total.sure.precision, 4) if total.sure.predicted else None,
        "predicted": total.sure.predicted,
        "hits": total.sure.hits,
    }
    empty = total.empty_articles
    yield {"measure": "articles", "labelled": total.articles}
    yield {
        "measure": "facts invented an article without any",
        "precision": round(total.invented_on_empty / empty, 4) if empty else None,
        "labelled": empty,
        "predicted": total.invented_on_empty,
    }


def _differences(each: Inspection) -> Iterator[Record]:
    for finding in each.findings:
        record = {"id": each.id, "what": finding.outcome, **finding.fact.as_dict(), "sentence": finding.sentence}
        if finding.outcome != "found":
            yield record
        for field, (got, expected) in finding.differences.items():
            yield {**record, "what": field, "got": got, "expected": expected}


def _difference_columns() -> list[Column]:
    return [
        Column("id", lambda r: r["id"], keep=True),
        Column("what", lambda r: r["what"], keep=True),
        Column("person", lambda r: r["person"]),
        Column("move", lambda r: r["move"], keep=True),
        Column("clubs", lambda r: f"{r['from_club'] or '?'} → {r['to_club'] or '?'}"),
        Column("status", lambda r: r["status"], style=status_style, keep=True),
        Column("got", lambda r: _short(r.get("got"))),
        Column("expected", lambda r: _short(r.get("expected"))),
        Column("sentence", lambda r: r["sentence"]),
    ]


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return fee_words(value)
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def _write(path: Path, folder: Path, inspected: Sequence[Inspection]) -> None:
    """Write the page of marked texts."""
    from jinja2 import Environment, PackageLoader

    templates = Environment(loader=PackageLoader("storage.cli", "templates"), autoescape=True)
    templates.filters["short"] = _short
    try:
        path.write_text(templates.get_template(_TEMPLATE).render(folder=folder, articles=inspected), "utf-8")
    except OSError as error:
        raise click.UsageError(f"{path}: {error.strerror or error}; expected a file that can be written") from error
    click.echo(f"{len(inspected)} articles shown in {path}", err=True)
