"""Cues: the words that say what happens, each with the parts that persons and clubs play beside it.

The words are in ``lexicon/frames/``; here they are found. A frame is what several words have in common
(``recruter``, ``enrôler``, ``s’offrir``): the move, the rung, who is the subject and who the object.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Doc

from parsing.extraction.verbgroups import Verb, small_words
from parsing.extraction.verbs import forms
from parsing.lexicon import load_all
from parsing.records import Move, Status

__all__ = ["Cue", "Frame", "cues_of"]

Kind = Literal["deed", "state", "refusal", "stay", "tie", "price", "nothing"]


@dataclass(frozen=True, slots=True)
class Frame:
    """What words of one meaning say. See ``lexicon/frames/`` for the keys."""

    move: Move | None
    rung: Status | None
    kind: Kind
    noun: bool
    subject: str
    object: str
    on: tuple[tuple[str, str], ...]
    leaves: bool

    def part(self, preposition: str) -> str:
        """What stands behind `preposition`: by this frame's own word, else by habit."""
        own = dict(self.on)
        if preposition in own:
            return own[preposition]
        return {
            "de": "from",
            "par": "from",
            "à": "to",
            "pour": "to",
            "vers": "to",
            "chez": "to",
            "avec": "to",
            "direction": "to",
        }.get(preposition, "")


@dataclass(frozen=True, slots=True)
class _Head:
    frame: Frame
    words: tuple[tuple[str, ...], ...]
    verb: bool
    reflexive: bool
    loose: bool


@dataclass(frozen=True, slots=True)
class Cue:
    """A frame found in a sentence.

    :param start: index of its first token; `end` lies behind its last.
    :param verb: the verb group when its head is a verb.
    :param loose: the words mean this only when persons and clubs stand where they should.
    """

    frame: Frame
    start: int
    end: int
    verb: Verb | None
    loose: bool

    @property
    def first(self) -> int:
        """Index of the first token of the cue and its verb group."""
        return min(self.verb.first, self.start) if self.verb else self.start

    @property
    def passive(self) -> bool:
        """Tell whether its verb is passive."""
        return self.verb is not None and self.verb.passive


@cache
def _heads() -> dict[str, tuple[_Head, ...]]:
    """All heads by their first word: a lemma for verbs, the word itself otherwise; longest first."""
    infinitives = {form.lemma for found in forms().values() for form in found}
    table: dict[str, list[_Head]] = {}
    for entry in load_all("frames", "frame"):
        frame = Frame(
            move=entry.get("move") or None,
            rung=entry.get("rung") or None,
            kind=entry.get("kind", "deed"),
            noun=entry.get("noun", False),
            subject=entry.get("subject", ""),
            object=entry.get("object", ""),
            on=tuple(sorted(entry.get("on", {}).items())),
            leaves=entry.get("leaves", False),
        )
        loose = set(entry.get("loose", "").split())
        for phrase in entry["heads"].replace("\n", " / ").split(" / "):
            for head in _head(frame, " ".join(phrase.split()), infinitives, loose):
                table.setdefault(head[0], []).append(head[1])
    return {key: tuple(sorted(heads, key=lambda head: -len(head.words))) for key, heads in table.items()}


def _head(frame: Frame, phrase: str, infinitives: set[str], loose: set[str]) -> Iterator[tuple[str, _Head]]:
    if not phrase:
        return
    reflexive = phrase.startswith(("s'", "se ")) and not frame.noun
    bare = phrase.removeprefix("s'").removeprefix("se ") if reflexive else phrase
    words = tuple(
        tuple(word.split("|")) for word in bare.replace("l'", "l' ").replace("d'", "d' ").replace("qu'", "qu' ").split()
    )
    if "s'" in bare or "n'" in bare or "c'" in bare:
        words = tuple(
            tuple(word.split("|"))
            for word in bare.replace("l'", "l' ").replace("d'", "d' ").replace("n'", "n' ").replace("c'", "c' ").split()
        )
    verb = not frame.noun and words[0][0] in infinitives
    weak = (words[0][0] in loose and len(words) == 1) or phrase in loose or phrase.replace(" ", "_") in loose
    for first in words[0]:
        yield first, _Head(frame, words, verb, reflexive, weak)


def cues_of(doc: Doc, start: int, end: int, verbs: dict[int, Verb]) -> list[Cue]:
    """Find the cues in the sentence from `start` to `end`, in order; where two begin together the longer one."""
    words = [token.lower_.replace("’", "'") for token in doc[start:end]]
    found: list[Cue] = []
    for k, word in enumerate(words):
        verb = verbs.get(start + k)
        heads = [*(_heads().get(verb.lemma, ()) if verb else ()), *_heads().get(word, ())]
        best: dict[int, Cue] = {}
        # "va débarquer", "veut recruter": the governing verb says nothing of its own, save in a set phrase
        governs = verb and any(other.first <= verb.i < other.i and other.lemma in _heads() for other in verbs.values())
        for head in heads:
            if governs and len(head.words) == 1:
                continue
            if head.verb != bool(verb and head.words[0][0] == verb.lemma) or (
                verb and head.verb and head.reflexive != verb.reflexive
            ):
                continue
            if head.frame.noun and verb is not None and verb.finite:
                continue
            if word in ("prêt", "prêts") and _is_readiness(words, k, verbs, start):
                continue
            stop = _match(words, k, head, verbs, start)
            if stop and (not best or stop >= max(best)):
                if best and stop > max(best):
                    best = {}
                best.setdefault(stop, Cue(head.frame, start + k, start + stop, verb if head.verb else None, head.loose))
        found += best.values()
    return _without_swallowed(found)


def _is_readiness(words: list[str], k: int, verbs: dict[int, Verb], start: int) -> bool:
    """Tell "prêt à offrir 20 millions" from a loan."""
    if words[k + 1 : k + 2] not in (["à"], ["a"]):
        return False
    follows = next((words[j] for j in range(k + 2, min(len(words), k + 5)) if start + j in verbs), "")
    return follows.endswith(("er", "ir", "re"))


def _match(words: list[str], k: int, head: _Head, verbs: dict[int, Verb], start: int) -> int | None:
    """Match the words of a head from `k` on; return the index behind the last, or None."""
    at = k + 1
    for n, alternatives in enumerate(head.words[1:]):
        allowed = 3 if head.verb and n == 0 else 1
        while (
            allowed
            and at < len(words)
            and not _is(words, at, alternatives, verbs, start)
            and words[at] in small_words()
        ):
            at, allowed = at + 1, allowed - 1
        if at >= len(words) or not _is(words, at, alternatives, verbs, start):
            return None
        at += 1
    return at


def _is(words: list[str], at: int, alternatives: tuple[str, ...], verbs: dict[int, Verb], start: int) -> bool:
    verb = verbs.get(start + at)
    return words[at] in alternatives or (verb is not None and verb.lemma in alternatives)


def _without_swallowed(found: list[Cue]) -> list[Cue]:
    """A cue inside a longer one says nothing of its own: "accord" in "tomber d’accord"."""
    return [
        cue
        for cue in found
        if not any(other is not cue and other.start < cue.start and cue.end <= other.end for other in found)
    ]
