"""From an article to facts: one spaCy pipeline of small components, each adding one layer to the `Doc`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from urllib.parse import urlsplit

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from parsing.extraction import clubs, descriptors, media, people, references, sentences, tokens  # noqa: F401
from parsing.extraction.events import events_of
from parsing.extraction.facts import drafts
from parsing.extraction.phrases import shared_vocab
from parsing.records import Article, Evidence, Fact

__all__ = ["COMPONENTS", "VERSION", "extract", "pipeline"]

VERSION = "1"
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
    nlp = spacy.blank("fr", vocab=shared_vocab())
    nlp.tokenizer = tokens.Tokenizer(nlp.vocab)
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def annotate(article: Article) -> Doc:
    nlp = pipeline()
    text = f"{article.title}\n\n{article.text}" if article.title else article.text
    doc = nlp.make_doc(text)
    doc.user_data["has_title"] = bool(article.title)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def extract(article: Article) -> tuple[Fact, ...]:
    doc = annotate(article)
    found = drafts(doc, events_of(doc), doc.user_data["profiles"])
    return tuple(
        Fact(
            d.person,
            doc.user_data["profiles"][d.person].role or "player",
            d.move,
            d.status,
            d.from_club,
            d.to_club,
            confidence=d.confidence,
            extractor=VERSION,
        )
        for d in found
    )
