"""From the paragraphs of an article to what is printed: links, hard spaces, a live blog's entries."""

import html
import re
from dataclasses import dataclass, field
from datetime import datetime, time

from markupsafe import Markup

from tests.newsroom.articles import Article, Embed

STAMP = re.compile(r"^(\d{1,2})h(\d{2}) : ")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or one heading, as it stands on the page, with the posts embedded after it."""

    kind: str  # p, h2, quote, question
    html: Markup
    embeds: tuple[Embed, ...] = ()


@dataclass(slots=True)
class Entry:
    """One timed entry of a live blog."""

    at: datetime
    title: Markup
    plain_title: str
    blocks: list[Block] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Linker:
    """Links the first mention of each club to its page, as newsrooms do to keep readers in the house."""

    links: dict[str, str]
    most: int = 4
    done: set[str] = field(default_factory=set)

    def __call__(self, text: str) -> str:
        """`text` is escaped already."""
        names = sorted(self.links, key=len, reverse=True)
        alternatives = "|".join(map(re.escape, names))
        return re.sub(rf"(?<![\w-])({alternatives})(?![\w-])", self._link, text)

    def _link(self, match: re.Match[str]) -> str:
        name = match[1]
        href = self.links[name]
        if href in self.done or len(self.done) >= self.most:
            return name
        self.done.add(href)
        return f'<a href="{href}">{name}</a>'


def hard_spaces(text: str) -> str:
    """French typography: no line break before `:;!?»€`, after `«`, or inside a sum."""
    text = re.sub(r" (?=[:;!?»€%])", "&nbsp;", text)
    text = re.sub(r"(?<=\d) (?=(?:M€|millions?\b|ans\b|euros\b))", "&nbsp;", text)
    return text.replace("« ", "«&nbsp;")


def blocks(article: Article, linker: Linker, *, hard: bool = False) -> list[Block]:
    """Make the paragraphs of an article ready to be printed."""
    return [
        Block(
            kind=_kind(article, index),
            html=_markup(paragraph, linker if index not in article.headings else None, hard),
            embeds=tuple(embed for embed in article.embeds if embed.after == index),
        )
        for index, paragraph in enumerate(article.paragraphs)
    ]


def entries(article: Article, printed: list[Block]) -> list[Entry]:
    """Cut a live blog at its timed headings: everything before the first one is the lead."""
    found: list[Entry] = []
    for index, (paragraph, block) in enumerate(zip(article.paragraphs, printed, strict=True)):
        stamp = STAMP.match(paragraph)
        if index in article.headings and stamp:
            at = datetime.combine(article.published_at, time(int(stamp[1]), int(stamp[2])), article.published_at.tzinfo)
            found.append(Entry(at, block.html, paragraph[stamp.end() :]))
        elif found:
            found[-1].blocks.append(block)
            found[-1].plain.append(paragraph)
    return found


def long_date(when: datetime, *, weekday: bool = False) -> str:
    """`3 juillet 2025`, or `jeudi 3 juillet 2025`."""
    day = "1er" if when.day == 1 else str(when.day)
    date = f"{day} {MONTHS[when.month - 1]} {when.year}"
    return f"{DAYS[when.weekday()]} {date}" if weekday else date


def _kind(article: Article, index: int) -> str:
    if index in article.headings:
        return "h2"
    if index in article.blockquotes:
        return "quote"
    return "question" if index in article.questions else "p"


def _markup(paragraph: str, linker: Linker | None, hard: bool) -> Markup:
    text = html.escape(paragraph, quote=False)
    if linker:
        text = linker(text)
    return Markup(hard_spaces(text) if hard else text)
