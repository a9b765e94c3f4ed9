"""The pages of one outlet: an article set in its template, among everything else that a page carries."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import cache
from typing import Any, TypeVar

import jinja2
from markupsafe import Markup

from tests.newsroom.articles import HERE, Article
from tests.newsroom.outlets import Outlet
from tests.newsroom.prose import Block, Entry, Linker, blocks, entries, long_date

T = TypeVar("T")
HARD_SPACES = frozenset({"sportidien", "calanques-matin"})


@dataclass(slots=True)
class Printer:
    """Prints the pages of one outlet for one address and one day's articles."""

    outlet: Outlet
    base: str
    articles: Mapping[str, Article]
    shared: dict[str, Any]

    def article(self, article: Article) -> str:
        """Print the page of an article."""
        printed = self._blocks(article)
        live = entries(article, printed) if article.kind == "live" else []
        return self._print(
            f"{self.outlet.name}/article.html",
            article=article,
            url=self.base + article.path,
            blocks=printed,
            entries=live,
            graph=Markup(self._graph(article, live)),
            dateline=dateline(article),
            related=[self.articles[id_] for id_ in article.related if id_ in self.articles],
            comments=self._comments(article),
            seed=_seed(article.id),
            body_class=f"page-article kind-{article.kind}",
        )

    def amp(self, article: Article) -> str:
        """Print the same article in its bare version for telephones."""
        return self._print("amp.html", article=article, url=self.base + article.path, blocks=self._blocks(article))

    def page(self, title: str, text: str) -> str:
        """Print a page that is no article: the front page, a video, a club."""
        return self._print(
            f"{self.outlet.name}/page.html",
            page_title=title,
            page_text=text,
            seed=_seed(title),
            body_class="page",
        )

    def listing(self, template: str, **context: object) -> str:
        """Print a feed, a sitemap, a section page, robots.txt."""
        return self._print(template, seed=7, body_class="liste", page_title="", **context)

    def _print(self, template: str, **context: object) -> str:
        own = furniture(self.outlet.name)
        return (
            _environment()
            .get_template(template)
            .render(outlet=self.outlet, base=self.base, f=own, s=self.shared, **context)
        )

    def _blocks(self, article: Article) -> list[Block]:
        href = self.outlet.club
        links = {name: href.format(slug) for name, slug in self.shared["links"]}
        return blocks(article, Linker(links), hard=self.outlet.name in HARD_SPACES)

    def _comments(self, article: Article) -> list[list[str]]:
        pool: list[list[str]] = self.shared["comments"]
        return rotate(pool, _seed(article.id) * 3)[: 5 + _seed(article.id) % 5]

    def _graph(self, article: Article, live: list[Entry]) -> str:
        parts = [self._website(), self._organization(), self._news(article, live), self._breadcrumbs(article)]
        graph = {"@context": "https://schema.org", "@graph": parts}
        return json.dumps(graph, ensure_ascii=False).replace("</", "<\\/")

    def _website(self) -> dict[str, Any]:
        return {
            "@type": "WebSite",
            "@id": f"{self.base}/#website",
            "url": f"{self.base}/",
            "name": self.outlet.brand,
            "description": self.outlet.slogan,
            "inLanguage": "fr-FR",
            "publisher": {"@id": f"{self.base}/#organization"},
        }

    def _organization(self) -> dict[str, Any]:
        return {
            "@type": "NewsMediaOrganization",
            "@id": f"{self.base}/#organization",
            "name": self.outlet.brand,
            "url": f"{self.base}/",
            "logo": {
                "@type": "ImageObject",
                "url": f"{self.base}/static/logo.png",
                "width": 600,
                "height": 60,
            },
        }

    def _news(self, article: Article, live: list[Entry]) -> dict[str, Any]:
        url = self.base + article.path
        news: dict[str, Any] = {
            "@type": "LiveBlogPosting" if live else "NewsArticle",
            "@id": f"{url}#article",
            "mainEntityOfPage": {"@type": "WebPage", "@id": url},
            "url": url,
            "headline": article.title,
            "description": article.paragraphs[0],
            "datePublished": article.published_at.isoformat(),
            "dateModified": article.changed_at.isoformat(),
            "author": [self._author(name) for name in article.authors],
            "publisher": {"@id": f"{self.base}/#organization"},
            "articleSection": article.section,
            "image": [f"{self.base}/img/photos/{article.path[-6:]}.jpg"],
            "inLanguage": "fr-FR",
            "isAccessibleForFree": not article.paid,
        }
        if article.paid:
            news["hasPart"] = {
                "@type": "WebPageElement",
                "isAccessibleForFree": False,
                "cssSelector": ".paywall",
            }
        if live:
            news |= {
                "coverageStartTime": article.published_at.isoformat(),
                "coverageEndTime": article.changed_at.isoformat(),
                "liveBlogUpdate": [_update(entry, url) for entry in live],
            }
        return news

    def _author(self, name: str) -> dict[str, str]:
        kind = "Organization" if name in {"AFP", "La rédaction"} else "Person"
        return {"@type": kind, "name": name, "url": f"{self.base}/auteur/{slug(name)}"}

    def _breadcrumbs(self, article: Article) -> dict[str, Any]:
        steps = [
            ("Accueil", "/"),
            ("Football", "/football"),
            (article.section, f"/football/{slug(article.section)}"),
        ]
        items = [
            {"@type": "ListItem", "position": place, "name": name, "item": self.base + href}
            for place, (name, href) in enumerate(steps, 1)
        ]
        return {"@type": "BreadcrumbList", "itemListElement": items}


def dateline(article: Article) -> str:
    """Write the line in which a local daily dates and signs its articles."""
    by = f"par {' et '.join(article.authors)}"
    first = f"{_visible(article.published_at)} {by}"
    if article.modified_at is None:
        return f"Publié le {first}"
    return f"Mis à jour le {_visible(article.modified_at)} - Publié le {first}"


def rotate(items: Sequence[T], by: int) -> list[T]:
    """Begin a list elsewhere, so that no two pages have the same column."""
    start = by % len(items)
    return [*items[start:], *items[:start]]


def slug(text: str) -> str:
    """Make of a title what addresses make of it."""
    ascii_ = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_.lower()).strip("-")


def rfc822(when: datetime) -> str:
    """Write a date as RSS wants it."""
    return format_datetime(when)


def _visible(when: datetime) -> str:
    return f"{long_date(when)} à {when:%Hh%M}"


def _update(entry: Entry, url: str) -> dict[str, str]:
    return {
        "@type": "BlogPosting",
        "url": f"{url}#entree-{entry.at:%H%M}",
        "headline": entry.plain_title,
        "datePublished": entry.at.isoformat(),
        "articleBody": " ".join(entry.plain),
    }


def _seed(text: str) -> int:
    return sum(text.encode())


@cache
def furniture(name: str) -> dict[str, Any]:
    """Read what a site has around its articles: menus, columns, adverts, comments."""
    found: dict[str, Any] = json.loads((HERE / "furniture" / f"{name}.json").read_text(encoding="utf-8"))
    return found


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=jinja2.select_autoescape(("html", "xml")),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"rotate": rotate, "slug": slug, "rfc822": rfc822}
    return environment
