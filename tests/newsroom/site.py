"""One outlet as a web server sees it: what lies at which address, and since when."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from operator import attrgetter

from tests.newsroom.articles import Article, Edition, Expected, forbidden, published
from tests.newsroom.lists import Noise, atom, news_sitemap, rss, section, sitemaps
from tests.newsroom.outlets import CALANQUES_MATIN, KOPAIN, SPORTIDIEN, TRANSFERAMA, Outlet
from tests.newsroom.pages import Printer, furniture

XML = "application/xml; charset=utf-8"
UTF8 = "text/html; charset=utf-8"
FOUNDED = datetime.fromisoformat("2025-06-20T08:00:00+02:00")  # when everything that is no news was last touched


@dataclass(frozen=True, slots=True)
class Resource:
    """What is answered at one address."""

    body: bytes
    content_type: str
    changed: datetime

    @property
    def etag(self) -> str:
        """A strong validator."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'

    @property
    def last_modified(self) -> str:
        """The weak one."""
        return format_datetime(self.changed.astimezone(UTC), usegmt=True)


Site = dict[str, Resource]

NOISE = {
    "sportidien": Noise(
        video="/videos/zapping-les-dix-retournes-de-la-saison-77120",
        club="/club/om",
        phone="/amp{path}",
        dead="/football/transferts/une-page-qui-n-existe-plus-213001",
        malformed="http://[sportidien/football/transferts/adresse-cassee-213002",
        stranger="/football/transferts/le-guide-du-supporter-990001",
    ),
    "transferama": Noise(
        video="/videos/zapping-transferama-tv.html",
        club="/club/om/",
        phone="{path}amp/",
        dead="/om/une-rumeur-qui-n-existe-plus-47001/",
        malformed="http://[transferama/om/adresse-cassee-47002/",
        stranger="/om/le-guide-du-supporter-99001/",
    ),
    "calanques-matin": Noise(
        video="/videos/la-saison-en-dix-buts.php",
        club="/sport/clubs/om",
        phone="/m{path}",
        dead="/sport/2025/06/27/une-page-qui-n-existe-plus-1203001.php",
        malformed="http://[calanques/sport/2025/06/27/adresse-cassee-1203002.php",
        stranger="/sport/2025/07/01/le-guide-du-supporter-9900001.php",
    ),
    "kopain": Noise(
        video="/foot/video-zapping-kopain-tv.htm",
        club="/foot/club-om.htm",
        phone="/m{path}",
        dead="/foot/article-1199.htm",
        malformed="http://[kopain/foot/article-1198.htm",
        stranger="/foot/article-9001.htm",
    ),
}


def build(outlet: Outlet, edition: Edition, base: str, elsewhere: str) -> Site:
    """Everything that an outlet serves on one edition's day, by path."""
    everywhere = published(edition)
    printer = Printer(outlet, base, everywhere, furniture("shared"))
    own = sorted(
        (article for article in everywhere.values() if article.outlet == outlet.name),
        key=attrgetter("published_at"),
        reverse=True,
    )
    closed = [article for article in forbidden().values() if article.outlet == outlet.name]
    noise = _noise(outlet, closed, elsewhere)
    site: Site = {}
    for article in [*own, *closed]:
        site |= _article(printer, article, noise)
    return site | _fixtures(printer, noise) | WAYS_IN[outlet.name](printer, own, noise)


def expectations(outlet: Outlet, edition: Edition, base: str) -> list[Expected]:
    """List what a faultless crawl of the outlet finds, in order of publication."""
    own = (article for article in published(edition).values() if article.outlet == outlet.name)
    return [expected(article, base) for article in sorted(own, key=attrgetter("published_at"))]


def expected(article: Article, base: str) -> Expected:
    """One article as a crawler must store it."""
    return Expected(
        id=article.id,
        outlet=article.outlet,
        url=base + article.path,
        title=article.title,
        text=article.text,
        published_at=article.published_at.astimezone(UTC),
        modified_at=article.modified_at.astimezone(UTC) if article.modified_at else None,
        authors=article.authors,
        kind=article.kind,
        paid=article.paid,
        story=article.story,
        facts=article.facts,
    )


def stranger() -> Site:
    """Build the site next door, which nobody has any business to call."""
    body = b"<html><title>Ailleurs</title><p>Vous n'avez rien &agrave; faire ici.</p></html>"
    return {"/": Resource(body, "text/html", FOUNDED)}


def _noise(outlet: Outlet, closed: list[Article], elsewhere: str) -> Noise:
    noise = NOISE[outlet.name]
    return replace(noise, stranger=elsewhere + noise.stranger, closed=closed[0].path if closed else "")


def _article(printer: Printer, article: Article, noise: Noise) -> Site:
    outlet = printer.outlet
    page = printer.article(article).encode(outlet.encoding)
    phone = printer.amp(article).encode()
    return {
        article.path: Resource(page, outlet.html_type, article.changed_at),
        noise.phone.format(path=article.path): Resource(phone, UTF8, article.changed_at),
    }


def _fixtures(printer: Printer, noise: Noise) -> Site:
    outlet = printer.outlet
    pages = {
        "/": ("Accueil", f"{outlet.brand} : {outlet.slogan.lower()}."),
        noise.video: ("Zapping", "Une vidéo à regarder en plein écran, avec le son. Durée : deux minutes."),
        noise.club: ("OM", "Calendrier, effectif, classement et palmarès du club."),
    }
    site = {
        path: Resource(printer.page(title, text).encode(outlet.encoding), outlet.html_type, FOUNDED)
        for path, (title, text) in pages.items()
    }
    robots = printer.listing("robots.txt").encode()
    return site | {"/robots.txt": Resource(robots, "text/plain; charset=utf-8", FOUNDED)}


def _sportidien(printer: Printer, articles: list[Article], noise: Noise) -> Site:
    changed = max(article.changed_at for article in articles)
    feed = rss(printer, articles, noise).encode()
    news = news_sitemap(printer, articles, noise).encode()
    return {
        "/flux/football.rss": Resource(feed, "application/rss+xml; charset=utf-8", changed),
        "/sitemap-news.xml": Resource(news, XML, changed),
    }


def _transferama(printer: Printer, articles: list[Article], noise: Noise) -> Site:
    changed = max(article.changed_at for article in articles)
    feed = atom(printer, articles, noise).encode()
    return {"/atom.xml": Resource(feed, "application/atom+xml; charset=utf-8", changed)}


def _calanques_matin(printer: Printer, articles: list[Article], noise: Noise) -> Site:
    return {
        path: Resource(body, "application/gzip" if path.endswith(".gz") else XML, changed)
        for path, (body, changed) in sitemaps(printer, articles, noise).items()
    }


def _kopain(printer: Printer, articles: list[Article], noise: Noise) -> Site:
    pages = section(printer, printer.outlet.sections[0], articles, noise)
    return {
        path: Resource(body.encode(printer.outlet.encoding), printer.outlet.html_type, changed)
        for path, (body, changed) in pages.items()
    }


WAYS_IN: dict[str, Callable[[Printer, list[Article], Noise], Site]] = {
    SPORTIDIEN.name: _sportidien,
    TRANSFERAMA.name: _transferama,
    CALANQUES_MATIN.name: _calanques_matin,
    KOPAIN.name: _kopain,
}
