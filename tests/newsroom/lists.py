"""The ways into an outlet: feeds, sitemaps, section pages, and the noise that real ones carry."""

import gzip
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tests.newsroom.articles import Article
from tests.newsroom.pages import Printer

SECTION_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Link:
    """One line of a list: an address, as the list writes it, and what is said about it."""

    link: str
    title: str
    when: datetime
    changed: datetime
    summary: str = ""
    authors: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """The same number for the same address, tracked or not, in every list and edition."""
        return zlib.crc32(self.link.partition("?")[0].partition("//")[2].partition("/")[2].encode())


@dataclass(frozen=True, slots=True)
class Noise:
    """What a list holds beside its articles, in addresses: each of these must lead a crawler nowhere."""

    video: str
    club: str
    phone: str  # the second version of an article, as a template with {path}
    dead: str
    malformed: str
    stranger: str
    closed: str = ""


def rss(printer: Printer, articles: Sequence[Article], noise: Noise) -> str:
    """Write a feed that forgets its oldest entries."""
    links = _links(printer, articles[:-3])
    marked = [_tracked(link, "utm_source=rss&utm_medium=flux#xtor=RSS-16") for link in links[1::2]]
    links[1::2] = marked
    listed = _with_noise(printer, links, articles, noise, twice="utm_source=rss&utm_campaign=une")
    return printer.listing("rss.xml", listed=listed, changed=_latest(listed))


def atom(printer: Printer, articles: Sequence[Article], noise: Noise) -> str:
    """Write a feed in which half of the addresses are tracked."""
    links = _links(printer, articles)
    links[::2] = [_tracked(link, "utm_source=flux&utm_medium=atom&utm_campaign=mercato") for link in links[::2]]
    listed = _with_noise(printer, links, articles, noise, twice="fbclid=IwAR0kq7&utm_source=reseaux")
    return printer.listing("atom.xml", listed=listed, changed=_latest(listed))


def news_sitemap(printer: Printer, articles: Sequence[Article], noise: Noise) -> str:
    """Write a news sitemap that is one article late."""
    links = _links(printer, articles[1:])
    listed = _with_noise(printer, links, articles, noise, twice="utm_source=news")
    return printer.listing("news-sitemap.xml", listed=listed)


def sitemaps(printer: Printer, articles: Sequence[Article], noise: Noise) -> dict[str, tuple[bytes, datetime]]:
    """Write an index and what it names: June in plain text, July compressed, one without articles."""
    june = _links(printer, [article for article in articles if article.published_at.month == 6])
    july = _links(printer, [article for article in articles if article.published_at.month == 7])
    july[1::3] = [_tracked(link, "utm_source=sitemap") for link in july[1::3]]
    noisy = _with_noise(printer, july, articles, noise, twice="at_medium=sitemap&utm_source=plan")
    plain = replace(june[-1], link=printer.base + noise.club, title="", summary="")
    parts = {
        "/sitemaps/articles-2025-06.xml": (june, False),
        "/sitemaps/articles-2025-07.xml.gz": (noisy, True),
        "/sitemaps/rubriques.xml": ([plain, replace(plain, link=printer.base + "/")], False),
    }
    found = {path: (_sitemap(printer, listed, zipped), _latest(listed)) for path, (listed, zipped) in parts.items()}
    index = [replace(plain, link=printer.base + path, changed=changed) for path, (_, changed) in found.items()]
    body = printer.listing("sitemap-index.xml", listed=index).encode()
    return found | {"/sitemap.xml": (body, _latest(index))}


def section(printer: Printer, path: str, articles: Sequence[Article], noise: Noise) -> dict[str, tuple[str, datetime]]:
    """Write a section in two pages, the second behind `rel=next`; the noise stands on both."""
    links = [replace(link, link=link.link.removeprefix(printer.base)) for link in _links(printer, articles)]
    links[::3] = [_tracked(link, "utm_source=kopain&utm_medium=liste") for link in links[::3]]
    pages = [links[:SECTION_LENGTH], links[SECTION_LENGTH:]]
    second = f"{path}?page=2"
    found = {}
    for number, (here, listed) in enumerate(zip((path, second), pages, strict=True), 1):
        noisy = _with_noise(printer, listed, articles, noise, twice="utm_source=kopain&utm_campaign=rappel")
        body = printer.listing(
            "kopain/section.html",
            listed=noisy,
            number=number,
            next=second if number == 1 else "",
            previous=path if number == 2 else "",
        )
        found[here] = (body, _latest(noisy))
    return found


def _links(printer: Printer, articles: Iterable[Article]) -> list[Link]:
    return [
        Link(
            link=printer.base + article.path,
            title=article.title,
            when=article.published_at,
            changed=article.changed_at,
            summary=article.paragraphs[0],
            authors=article.authors,
        )
        for article in articles
    ]


def _with_noise(
    printer: Printer, links: list[Link], articles: Sequence[Article], noise: Noise, *, twice: str
) -> list[Link]:
    """Sow the noise among the links, always in the same places."""
    old = articles[-4]  # counted from the end, it is the same one in every edition
    sample = Link(
        link="",
        title="",
        when=old.published_at,
        changed=old.changed_at,
        summary="À retrouver sur notre site.",
    )
    phone = printer.base + noise.phone.format(path=old.path)
    again = _tracked(_links(printer, [old])[0], twice)
    sown = [
        (1, replace(sample, link=printer.base + noise.video, title="Zapping : à voir absolument")),
        (2, replace(sample, link=phone, title=f"{old.title} (version mobile)")),
        (3, again),
        (3, replace(sample, link=noise.malformed, title="Lien en cours de correction")),
        (5, replace(sample, link=printer.base + noise.club, title="Toute l’actualité du club")),
        (6, replace(sample, link=noise.stranger, title="Chez nos partenaires : le guide du supporter")),
        (7, replace(sample, link=printer.base + noise.dead, title="Une page retirée depuis")),
    ]
    if noise.closed:
        sown.append((8, replace(sample, link=printer.base + noise.closed, title="Page d’essai")))
    listed = list(links)
    for place, link in reversed(sown):
        listed.insert(place, link)
    return listed


def _tracked(link: Link, parameters: str) -> Link:
    return replace(link, link=f"{link.link}?{parameters}")


def _sitemap(printer: Printer, listed: list[Link], zipped: bool) -> bytes:
    body = printer.listing("sitemap.xml", listed=listed).encode()
    return gzip.compress(body, mtime=0) if zipped else body


def _latest(links: Iterable[Link]) -> datetime:
    return max(link.changed for link in links)
