"""Labelled articles on disk: ``ID.txt`` with the text, ``ID.json`` with the facts.

The text file begins with header lines (``URL:``, ``OUTLET:``, ``PUBLISHED:``, ``TITLE:``), each of which may be
missing, then an empty line, then the body in paragraphs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from parsing.records import MOVES, ROLES, STATUSES, Article, Fact, Fee, ParsingError

__all__ = ["Labelled", "fact_from", "labelled", "parse_text", "read_text"]

_HEADER = re.compile(r"^(URL|OUTLET|PUBLISHED|TITLE):[ \t]*(.*)$")


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with the facts that a reader found in it.

    :param labels: the whole label file, for keys beside the facts (``story``, ``kind`` …).
    :param path: the label file.
    """

    id: str
    article: Article
    facts: tuple[Fact, ...]
    labels: dict[str, Any]
    path: Path


def parse_text(text: str) -> Article:
    r"""Read an article from the corpus format. A bare day of publication stands at midnight UTC.

    >>> article = parse_text("PUBLISHED: 2024-06-29\nTITLE: OM : accord\n\nBalerdi signe.\n\nSource : OM.")
    >>> article.title, article.text, article.published.isoformat()
    ('OM : accord', 'Balerdi signe.\n\nSource : OM.', '2024-06-29T00:00:00+00:00')
    """
    headers: dict[str, str] = {}
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").split("\n")
    at = 0
    while at < len(lines) and (match := _HEADER.match(lines[at])):
        headers.setdefault(match[1], match[2].strip())
        at += 1
    body = "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", "\n".join(lines[at:])) if part.strip())
    return Article(
        url=headers.get("URL", ""),
        title=headers.get("TITLE", ""),
        text=body,
        outlet=headers.get("OUTLET", ""),
        published=_day(headers.get("PUBLISHED", "")),
    )


def read_text(path: Path) -> Article:
    """Read one text file of the corpus format.

    :raises ParsingError: when it cannot be read as UTF-8 text.
    """
    try:
        return parse_text(path.read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise ParsingError(
            f"{path}: expected UTF-8 text, found byte {error.object[error.start]:#04x} at {error.start}"
        ) from error


def labelled(folder: Path) -> Iterator[Labelled]:
    """Read the labelled articles of a folder and the folders below it, in the order of their names.

    A text without labels and labels without a text are passed over.

    :raises ParsingError: when a label file is broken; names the file and what is wrong.
    """
    for path in sorted(folder.rglob("*.json")):
        text = path.with_suffix(".txt")
        if text.exists():
            yield _labelled(path, read_text(text))


def _labelled(path: Path, article: Article) -> Labelled:
    try:
        labels = json.loads(path.read_text("utf-8"))
        facts = tuple(fact_from(fact) for fact in labels["facts"])
        name = str(labels.get("id") or path.stem)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ParsingError(
            f"{path}: expected labels with a list of facts, got {type(error).__name__}: {error}"
        ) from error
    return Labelled(name, article, facts, labels, path)


def fact_from(record: dict[str, Any]) -> Fact:
    """Make a fact of its corpus form.

    :raises ParsingError: when a field holds what it cannot hold.
    """
    for key, allowed in (("role", ROLES), ("move", MOVES), ("status", STATUSES)):
        if record.get(key) not in allowed:
            raise ParsingError(f"expected {key} to be one of {', '.join(allowed)}, got {record.get(key)!r}")
    fee = record.get("fee")
    return Fact(
        person=str(record["person"]),
        role=record["role"],
        move=record["move"],
        status=record["status"],
        from_club=record.get("from_club"),
        to_club=record.get("to_club"),
        fee=Fee(int(fee["amount"]), fee.get("currency", "EUR"), fee["kind"], fee.get("max")) if fee else None,
        contract_until=record.get("contract_until"),
        current_contract_until=record.get("current_contract_until"),
        loan_option=record.get("loan_option"),
        sources=tuple(record.get("sources") or ()),
    )


def _day(value: str) -> datetime | None:
    """Read ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or a whole ISO time; what is missing is the first."""
    if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", value):
        try:
            return datetime.fromisoformat((value + "-01-01")[:10]).replace(tzinfo=UTC)
        except ValueError:
            return None
    try:
        when = datetime.fromisoformat(value)
        return (when if when.tzinfo else when.replace(tzinfo=ZoneInfo("Europe/Paris"))).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
