"""The four outlets: where they live, what their addresses look like, and by which ways one gets in."""

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outlet:
    """One site. Its host is fixed; its port is the newsroom's."""

    name: str
    brand: str
    slogan: str
    host: str
    article: str  # the path of an article, as a regular expression
    club: str  # the path of a club's page, with {} for its name
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()  # what robots.txt disallows
    announced: tuple[str, ...] = ()  # sitemaps that robots.txt names
    remove: tuple[str, ...] = ()
    encoding: str = "utf-8"
    html_type: str = "text/html; charset=utf-8"

    @property
    def pattern(self) -> str:
        """The regular expression of an article's whole URL, whatever the port and the tracking parameters."""
        host = self.host.replace(".", r"\.")
        return rf"^http://{host}(?::\d+)?{self.article}(?:[?#].*)?$"

    def registry(self, base: str) -> str:
        """Write the outlet's entry of a registry, in TOML."""
        fields: dict[str, object] = {
            "name": self.name,
            "domains": [self.host],
            "feeds": [base + path for path in self.feeds],
            "sitemaps": [base + path for path in self.sitemaps],
            "sections": [base + path for path in self.sections],
            "article": self.pattern,
            "timezone": "Europe/Paris",
            "language": "fr",
            "delay": 0,
            "remove": list(self.remove),
        }
        # a JSON string, number or list of strings is also a TOML one
        lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items())
        return "[[outlet]]\n" + "\n".join(lines) + "\n"


SPORTIDIEN = Outlet(
    name="sportidien",
    brand="Sportidien",
    slogan="Le sport, tous les jours",
    host="127.0.1.1",
    article=r"/football/(?:transferts|ligue-1|ligue-2|etranger|abonnes|archives-privees)/[a-z0-9-]+-\d{6}",
    club="/club/{}",
    feeds=("/flux/football.rss",),
    sitemaps=("/sitemap-news.xml",),
    closed=("/football/archives-privees/", "/recherche", "/compte/"),
    announced=("/sitemap-news.xml",),
    remove=(".encadre", ".newsletter", ".video-inline"),
)
TRANSFERAMA = Outlet(
    name="transferama",
    brand="Transferama",
    slogan="Le mercato avant le mercato",
    host="127.0.1.2",
    article=r"/[a-z0-9-]+/[a-z0-9-]+-\d{5}/",
    club="/club/{}/",
    feeds=("/atom.xml",),
    closed=("/wp-admin/", "/*?s="),
)
CALANQUES_MATIN = Outlet(
    name="calanques-matin",
    brand="Calanques-Matin",
    slogan="Le quotidien du littoral",
    host="127.0.1.3",
    article=r"/sport/(?:essais/)?\d{4}/\d{2}/\d{2}/[a-z0-9-]+-\d{7}\.php",
    club="/sport/clubs/{}",
    sitemaps=("/robots.txt",),
    closed=("/sport/essais/", "/moncompte/"),
    announced=("/sitemap.xml",),
    remove=(".colonne-2", ".bloc-lien", ".outils", ".abonnement", ".avis"),
)
KOPAIN = Outlet(
    name="kopain",
    brand="Kopain",
    slogan="Le foot entre copains depuis 2003",
    host="127.0.1.4",
    article=r"/foot/article-\d+\.htm",
    club="/foot/club-{}.htm",
    sections=("/foot/mercato.htm",),
    closed=("/cgi-bin/",),
    remove=(".gauche", ".droite", ".brique", ".outils", ".reaction", "#pub"),
    encoding="cp1252",
    html_type="text/html",
)
OUTLETS = (SPORTIDIEN, TRANSFERAMA, CALANQUES_MATIN, KOPAIN)
BY_NAME = {outlet.name: outlet for outlet in OUTLETS}
ELSEWHERE = "127.0.1.5"  # a stranger's site: a good crawler never calls it
