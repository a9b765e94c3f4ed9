"""The words that people add are words that the reader can find."""

from __future__ import annotations

from collections.abc import Iterator

from parsing.extraction.verbs import forms
from parsing.lexicon import load, load_all

NOUNS = {"affaire", "avenir", "centre", "fenêtre", "here", "n'avoir", "premier", "pensionnaire", "re-signer"}
"""What begins a set phrase and only looks like an infinitive."""


def infinitives() -> set[str]:
    """The verbs whose forms are known."""
    return {form.lemma for found in forms().values() for form in found}


def first_words() -> Iterator[str]:
    """The first word of every head that is no noun."""
    for frame in load_all("frames", "frame"):
        if not frame.get("noun"):
            for phrase in frame["heads"].replace("\n", " / ").split(" / "):
                if phrase.strip():
                    yield phrase.strip().removeprefix("s'").removeprefix("se ").split()[0].split("|")[0]


def test_every_verb_of_a_frame_can_be_conjugated() -> None:
    """A verb whose forms nobody knows is only found in the infinitive."""
    looks = {word for word in first_words() if word.endswith(("er", "ir", "re"))}
    assert looks - infinitives() - NOUNS == set()


def test_every_governing_verb_can_be_conjugated() -> None:
    """Likewise the verbs in front of an infinitive."""
    bare = {words.removeprefix("s'").removeprefix("se ") for words in load("modality")["governors"]}
    assert {word for word in bare if " " not in word and word.endswith(("er", "ir", "re"))} - infinitives() == set()
