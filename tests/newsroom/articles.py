"""The articles as their authors wrote them, with the labels that a careful reader gave to them."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypedDict

from tests.newsroom.errors import UnknownEditionError

Edition = Literal["morning", "evening"]
EDITIONS: tuple[Edition, ...] = ("morning", "evening")
HERE = Path(__file__).parent


class Fee(TypedDict, total=False):
    """A sum as it is labelled; `max` is there for a range only."""

    amount: int
    currency: str
    kind: str
    max: int


class Fact(TypedDict):
    """One move of one person, in the fields of the annotation rules."""

    person: str
    role: str
    move: str
    from_club: str | None
    to_club: str | None
    status: str
    fee: Fee | None
    contract_until: str | None
    current_contract_until: str | None
    loan_option: str | None
    sources: list[str]


@dataclass(frozen=True, slots=True)
class Embed:
    """Somebody's post, set into the page after a paragraph: furniture, not text."""

    after: int
    kind: str
    author: str
    handle: str
    text: str
    link: str
    date: str = ""
    pic: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article: what a reader reads, what it is labelled with, what its page needs to be drawn."""

    id: str
    outlet: str
    path: str
    title: str
    paragraphs: tuple[str, ...]
    facts: tuple[Fact, ...]
    story: str
    kind: str
    published_at: datetime
    modified_at: datetime | None
    authors: tuple[str, ...]
    section: str
    headings: frozenset[int]
    blockquotes: frozenset[int]
    questions: frozenset[int]
    embeds: tuple[Embed, ...]
    related: tuple[str, ...]
    tags: tuple[str, ...]
    kicker: str
    paid: bool
    edition: Edition

    @property
    def text(self) -> str:
        """The body, a blank line between paragraphs."""
        return "\n\n".join(self.paragraphs)

    @property
    def changed_at(self) -> datetime:
        """The last time the newsroom touched it."""
        return self.modified_at or self.published_at


@dataclass(frozen=True, slots=True)
class Expected:
    """What a faultless crawler stores for one article of a running newsroom."""

    id: str
    outlet: str
    url: str
    title: str
    text: str
    published_at: datetime
    modified_at: datetime | None
    authors: tuple[str, ...]
    kind: str
    paid: bool
    story: str
    facts: tuple[Fact, ...]


def published(edition: Edition) -> dict[str, Article]:
    """Every article of an edition, by id: the morning has older texts, and not yet the latest ones."""
    articles = read_folder(HERE / "articles")
    if edition == "evening":
        return articles
    known = {id_: article for id_, article in articles.items() if article.edition == "morning"}
    return known | read_folder(HERE / "earlier")


def forbidden() -> dict[str, Article]:
    """Pages that look like articles and that robots.txt closes."""
    return read_folder(HERE / "forbidden")


def check_edition(name: str) -> Edition:
    """Return the name of an edition, or raise."""
    for edition in EDITIONS:
        if name == edition:
            return edition
    raise UnknownEditionError(name)


def read_folder(folder: Path) -> dict[str, Article]:
    """Every ID.txt of a folder with the ID.json beside it."""
    return {path.stem: read(path) for path in sorted(folder.glob("*.txt"))}


def read(path: Path) -> Article:
    """One article in corpus format."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    headers = dict(line.split(": ", 1) for line in head.splitlines())
    label: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return Article(
        id=label["id"],
        outlet=headers["OUTLET"],
        path=headers["URL"].removeprefix(f"http://{headers['OUTLET']}.test"),
        title=headers["TITLE"],
        paragraphs=tuple(body.strip().split("\n\n")),
        facts=tuple(label["facts"]),
        story=label["story"],
        kind=label["kind"],
        published_at=datetime.fromisoformat(label["published_at"]),
        modified_at=datetime.fromisoformat(label["modified_at"]) if label["modified_at"] else None,
        authors=tuple(label["authors"]),
        section=label["section"],
        headings=frozenset(label.get("headings", ())),
        blockquotes=frozenset(label.get("blockquotes", ())),
        questions=frozenset(label.get("questions", ())),
        embeds=tuple(Embed(**embed) for embed in label.get("embeds", ())),
        related=tuple(label.get("related", ())),
        tags=tuple(label.get("tags", ())),
        kicker=label.get("kicker", ""),
        paid=label.get("paid", False),
        edition=label.get("edition", "morning"),
    )
