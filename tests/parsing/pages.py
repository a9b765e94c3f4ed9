"""Small pages for the tests of cleaning, written by hand."""

from typing import Any

from parsing.cleaning import clean_or_reason
from parsing.records import Article, Page

URL = "https://exemple.fr/football/om-skovgaard-1"
TITLE = "OM : Skovgaard tout près de la Canebière"
TEXT = (
    "L’Olympique de Marseille a trouvé son ailier. Mads Skovgaard, révélation du championnat danois, est attendu "
    "dans la cité phocéenne d’ici la fin de la semaine pour y passer les examens d’usage.",
    "Le joueur de vingt-deux ans avait les faveurs de deux clubs allemands, mais le projet marseillais l’a convaincu "
    "lors d’un long dîner dont les deux parties sont sorties ravies.",
    "Reste à régler la forme du paiement, que le vendeur voudrait en deux fois seulement. Les dirigeants des deux "
    "clubs se parlent chaque matin, et personne n’imagine que l’affaire puisse encore échouer.",
)


def paragraphs(*texts: str) -> str:
    """Set texts as paragraphs."""
    return "".join(f"<p>{text}</p>\n" for text in texts or TEXT)


def html(body: str, head: str = "") -> str:
    """Set a body into a page with menu and footer."""
    return (
        f"<!doctype html><html lang='fr'><head><meta charset='utf-8'><title>{TITLE} | Le Carnet</title>{head}</head>"
        "<body><nav><ul><li><a href='/ligue-1'>Ligue 1</a></li><li><a href='/psg'>PSG</a></li></ul></nav>"
        f"<main>{body}</main><footer><p>Mentions légales · Contact · Le Carnet, tous droits réservés</p></footer>"
        "</body></html>"
    )


def page(body: str, head: str = "", **fields: Any) -> Page:
    """Make a page of a body: what stands in it, in UTF-8."""
    return Page(**{"url": URL, "body": html(body, head).encode("utf-8", "surrogatepass"), "outlet": "exemple"} | fields)


def cleaned(body: str, head: str = "", **fields: Any) -> Article:
    """Clean a page that must hold an article."""
    article, reason = clean_or_reason(page(body, head, **fields))
    assert article is not None, reason
    return article


def story(*extra: str, before: str = "") -> str:
    """An article with its headline; what is `extra` stands behind its second paragraph."""
    return f"<article><h1>{TITLE}</h1>{before}{paragraphs(*TEXT[:2])}{''.join(extra)}{paragraphs(TEXT[2])}</article>"


def told(body: str, head: str = "", **fields: Any) -> list[str]:
    """Return the paragraphs that a reader of the page reads."""
    return cleaned(body, head, **fields).text.split("\n\n")
