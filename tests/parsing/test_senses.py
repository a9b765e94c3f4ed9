"""Phrases of this press are found in all their forms, each with its sense."""

from __future__ import annotations

import pytest

from parsing.extraction import pipeline
from parsing.extraction.senses import senses_of
from parsing.lexicon import load_senses


def senses(text: str) -> list[tuple[str, str]]:
    """The senses of a text as (name, words)."""
    doc = pipeline().make_doc(text)
    return [(sense.name, doc[sense.start : sense.end].text) for sense in senses_of(doc, 0, len(doc))]


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("Il rejoindra Lens.", "joins"),
        ("Elle a rejoint Lens.", "joins"),
        ("Le club a limogé son entraîneur.", "dismissed"),
        ("Le club s'est cassé les dents sur ce dossier.", "suitor_loses"),
        ("Le transfert est tombé à l'eau.", "collapses"),
        ("Les deux clubs négocient depuis lundi.", "talks"),
    ],
)
def test_a_verb_stands_for_all_its_forms(text: str, sense: str) -> None:
    """Future, past, participle: the phrase is listed once, by its infinitive."""
    assert sense in {name for name, _ in senses(text)}


def test_small_words_may_stand_behind_the_verb() -> None:
    """Auxiliaries aside, an adverb does not hide a phrase."""
    assert ("wants", "suit toujours de près") in senses("Le club suit toujours de près ce joueur.")


def test_the_longest_phrase_wins() -> None:
    """Of phrases that begin together, and of those inside others, the longest says it."""
    found = senses("Il a paraphé un contrat professionnel.")
    assert all(not (a != b and a[1] in b[1]) for a in found for b in found)


def test_nothing_is_found_in_other_words() -> None:
    """A sentence about the weather has no sense of the market."""
    assert senses("Il pleuvait ce matin-là sur la côte.") == []


def test_every_sense_has_phrases() -> None:
    """No file is empty, and no phrase stands twice in one."""
    books = load_senses()
    assert len(books) >= 37
    assert all(len(phrases) >= 50 and len(set(phrases)) == len(phrases) for phrases in books.values())
