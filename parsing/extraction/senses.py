"""What the words of this press mean: some thousand phrases, each with its sense (``joins``, ``suitor_loses`` …).

Cues say who does what; senses only say what is spoken of, in many more words. The phrases are in
``lexicon/senses/``, one file a sense.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc

from parsing.extraction.verbgroups import small_words
from parsing.extraction.verbs import forms, regular_forms
from parsing.lexicon import load_senses

__all__ = ["Sense", "senses_of"]

_GAP = 5
"""Words that "…" may stand for."""
_SLACK = 2
"""Small words that may stand between a verb and the next word of its phrase."""
_REFLEXIVE = frozenset(("se", "s'", "m'", "me"))


@dataclass(frozen=True, slots=True)
class Sense:
    """A phrase found: first token, index behind the last, and its sense."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One phrase of the book.

    :param words: what each place may hold; ``…`` alone is a gap.
    :param verb: its first word is an infinitive, which stands for all forms.
    :param reflexive: a lone verb that means this only behind ``se``.
    """

    name: str
    words: tuple[frozenset[str], ...]
    verb: bool
    reflexive: bool


def _split(text: str) -> list[str]:
    return text.replace("’", "'").replace("'", "' ").split()


def _parse(name: str, text: str) -> _Phrase | None:
    words = _split(text)
    reflexive = words[:1] in (["se"], ["s'"])
    if reflexive:
        words = words[1:]
    if words[:1] in (["ne"], ["n'"]):
        words = words[1:]
    if not words or words[0] == "…":
        return None
    while words[-1] == "…":
        words.pop()
    verb = words[0] in _infinitives()
    return _Phrase(
        name, tuple(frozenset(word.split("|")) for word in words), verb, reflexive and verb and len(words) == 1
    )


@cache
def _infinitives() -> frozenset[str]:
    return frozenset(form.lemma for found in forms().values() for form in found) | frozenset(_unlisted())


@cache
def _unlisted() -> dict[str, tuple[str, ...]]:
    """Verbs of the phrase book that the verb list has not, as regular ones: infinitive to forms."""
    known = {form.lemma for found in forms().values() for form in found}
    firsts = {
        words[0]
        for phrases in load_senses().values()
        for text in phrases
        if (words := [w for w in _split(text) if w not in ("se", "s'", "ne", "n'", "pas", "plus")])
    }
    return {
        word: regular_forms(word)
        for first in firsts
        for word in first.split("|")
        if word.endswith(("er", "ir")) and word not in known and word.isalpha() and len(word) > 4
    }


@cache
def _lemmas() -> dict[str, frozenset[str]]:
    """Map each word form to the infinitives that it may be a form of."""
    table: dict[str, set[str]] = {word: {form.lemma for form in found} for word, found in forms().items()}
    for infinitive, words in _unlisted().items():
        for word in words:
            table.setdefault(word, set()).add(infinitive)
    return {word: frozenset(found) for word, found in table.items()}


@dataclass(slots=True)
class _Shelf:
    """The phrases that begin with one word, by their second; ``…`` holds those whose second is a gap, or is missing."""

    by_second: dict[str, list[_Phrase]] = field(default_factory=dict)

    def put(self, phrase: _Phrase) -> None:
        """Add a phrase."""
        for second in phrase.words[1] if len(phrase.words) > 1 else ("…",):
            self.by_second.setdefault(second, []).append(phrase)

    def fitting(self, words: Iterable[str]) -> Iterator[_Phrase]:
        """Yield the phrases whose second word is among `words`."""
        for word in ("…", *words):
            yield from self.by_second.get(word, ())


@cache
def _book() -> dict[str, _Shelf]:
    """The phrases by their first word."""
    table: dict[str, _Shelf] = {}
    for name, phrases in load_senses().items():
        for text in phrases:
            phrase = _parse(name, text)
            if phrase:
                for first in phrase.words[0]:
                    table.setdefault(first, _Shelf()).put(phrase)
    return table


def senses_of(doc: Doc, start: int, end: int) -> list[Sense]:
    """Return the phrases found in the sentence from `start` to `end`; of those that begin together the longest."""
    words = [token.lower_.replace("’", "'") for token in doc[start:end]]
    lemmas = _lemmas()
    keys = [lemmas.get(word, frozenset()) for word in words]
    found: list[Sense] = []
    for k, word in enumerate(words):
        best: dict[str, int] = {}
        shelves = [(first, shelf) for first in (word, *keys[k]) if (shelf := _book().get(first))]
        if not shelves:
            continue
        ahead = {*words[k + 1 : k + 2 + _SLACK]}.union(*keys[k + 1 : k + 2 + _SLACK])
        for first, shelf in shelves:
            for phrase in shelf.fitting(ahead):
                if phrase.verb and first not in keys[k]:
                    continue
                if phrase.reflexive and not _REFLEXIVE & set(words[max(0, k - 3) : k]):
                    continue
                stop = _match(phrase, words, keys, k)
                if stop > best.get(phrase.name, 0):
                    best[phrase.name] = stop
        longest = max(best.values(), default=0)
        found += [Sense(start + k, start + stop, name) for name, stop in sorted(best.items()) if stop == longest]
    return [s for s in found if not any(o is not s and o.start < s.start and s.end <= o.end for o in found)]


def _match(phrase: _Phrase, words: Sequence[str], keys: Sequence[frozenset[str]], k: int) -> int:
    """Match `phrase` from the word `k` on; return the index behind its last word, or 0."""
    at, gap = k + 1, 0
    slack = _SLACK if phrase.verb else 0
    for place in phrase.words[1:]:
        if "…" in place:
            gap = _GAP
            continue
        here = at
        while here < len(words) and not (words[here] in place or keys[here] & place):
            if gap:
                gap -= 1
            elif slack and words[here] in small_words():
                slack -= 1
            else:
                return 0
            here += 1
        if here >= len(words):
            return 0
        at, gap, slack = here + 1, 0, 0
    return at
