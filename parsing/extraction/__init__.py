"""From an article to facts: one spaCy pipeline of small components, each adding one layer to the `Doc`."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from spacy.language import Language
from spacy.tokens import Doc

from parsing.extraction import clubs, descriptors, media, people, references, sentences, tokens  # noqa: F401
from parsing.extraction.choice import choose
from parsing.extraction.details import Details, details
from parsing.extraction.events import events_of, scenes_of
from parsing.extraction.facts import Draft, confidence, drafts
from parsing.extraction.layout import Layout, home_of
from parsing.extraction.media import medium_of_site
from parsing.extraction.model import trained
from parsing.extraction.phrases import French, shared_vocab
from parsing.records import Article, Fact

__all__ = ["COMPONENTS", "VERSION", "extract", "pipeline"]

VERSION = "2"
SHORT = 3
"""Sentences: so short a text is read by rule alone; the weights were trained on whole articles."""
TOO_LARGE = 100 * 2**20
"""Characters; the cleaning stops pages that are a tenth of it."""
MOST_READ = 120_000
"""Characters of a text that are read: more than the longest live ticker has; what lies behind is no article's."""
COMPONENTS = (
    "mercato_sentences",
    "mercato_clubs",
    "mercato_descriptors",
    "mercato_media",
    "mercato_people",
    "mercato_references",
)


@cache
def pipeline() -> Language:
    """Build the pipeline; a process needs one."""
    nlp = French(shared_vocab(), create_tokenizer=lambda nlp: tokens.Tokenizer(nlp.vocab))
    nlp.max_length = TOO_LARGE  # spaCy's own limit is for models, which this pipeline has not
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def annotate(article: Article) -> Doc:
    """Run the components over title and text, the title first."""
    nlp = pipeline()
    offset = len(article.title) + 2 if article.title else 0
    text = f"{article.title}\n\n{article.text}" if article.title else article.text
    doc = nlp.make_doc(text[:MOST_READ].encode("utf-8", "replace").decode())  # half a pair of UTF-16 is no character
    doc.user_data.update(has_title=bool(article.title), body_offset=offset)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def lay_out(article: Article) -> Layout:
    """Read the sentences of an article by rule, and lay them out for choosing."""
    doc = annotate(article)
    published = article.published.date() if article.published else None
    scenes = scenes_of(doc)
    events = events_of(doc, scenes, published)
    ruled = drafts(doc, events, doc.user_data["profiles"])
    home = home_of(article.outlet or article.url)
    site = article.outlet if "." in article.outlet else urlsplit(article.url).hostname or ""
    return Layout(doc, scenes, events, ruled, published.year if published else None, home, medium_of_site(site))


def extract(article: Article) -> tuple[Fact, ...]:
    """Return the facts that `article` reports, in the order in which their persons are met."""
    page = lay_out(article)
    doc = page.doc
    model = trained() if len(page.scenes) > SHORT else None
    found = choose(page, model) if model else list(page.drafts)
    published = article.published.date() if article.published else None
    told = details(page, found, published, model)
    return tuple(_fact(doc, draft, more) for draft, more in zip(found, told, strict=True))


def _fact(doc: Doc, draft: Draft, more: Details) -> Fact:
    return Fact(
        person=draft.person,
        role=draft.role,
        move=draft.move,
        status=draft.status,
        from_club=draft.from_club,
        to_club=draft.to_club,
        fee=more.fee,
        contract_until=more.contract_until,
        current_contract_until=more.current_contract_until,
        loan_option=more.loan_option,
        sources=more.sources,
        bonus=more.bonus,
        resale_share=more.resale_share,
        option_price=more.option_price,
        wages=more.wages,
        position=more.position,
        age=more.age,
        nationality=more.nationality,
        event_date=more.event_date,
        stance=more.stance,
        evidence=more.evidence,
        confidence=confidence(draft),
        extractor=VERSION,
    )
