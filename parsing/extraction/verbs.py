"""Every form of the verbs that mercato articles use, with what its ending tells about time.

The lexicon lists infinitives; endings are French grammar and stand here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from parsing.lexicon import load

__all__ = ["Form", "Tense", "forms", "intransitives", "regular_forms"]

Tense = Literal[
    "infinitive",
    "participle",
    "present",
    "future",
    "conditional",
    "imperfect",
    "past",
    "subjunctive",
    "gerund",
]


@dataclass(frozen=True, slots=True)
class Form:
    """What a word is a form of.

    :param plural: for finite forms, whether the subject is plural.
    """

    lemma: str
    tense: Tense
    plural: bool = False


_IMPERFECT = (("ais", False), ("ait", False), ("aient", True), ("ions", True), ("iez", True))
_FUTURE = (("ai", False), ("as", False), ("a", False), ("ons", True), ("ez", True), ("ont", True))
_AGREEMENT = ("", "e", "s", "es")


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """Map each lower-case word form to the verbs that it may be a form of, likeliest first."""
    data = load("verbs")
    table: dict[str, list[Form]] = {}
    irregular = dict(data["irregular"])
    for model, members in data["like"].items():
        for member in members:
            irregular[member] = _alike(irregular[model], model, member)
    for infinitive, parts in irregular.items():
        _irregular(table, infinitive, parts)
    for infinitive in data["first_group"].split():
        _first_group(table, infinitive)
    for infinitive in data["second_group"].split():
        _second_group(table, infinitive)
    return {word: tuple(dict.fromkeys(found)) for word, found in table.items()}


def regular_forms(infinitive: str) -> tuple[str, ...]:
    """Return all forms of a verb of the first or second group that the lexicon does not list.

    >>> "rabibochera" in regular_forms("rabibocher"), regular_forms("x")
    (True, ())
    """
    table: dict[str, list[Form]] = {}
    if infinitive.endswith("er"):
        _first_group(table, infinitive)
    elif infinitive.endswith("ir"):
        _second_group(table, infinitive)
    return tuple(table)


@cache
def intransitives() -> frozenset[str]:
    """Verbs whose ``être`` is an auxiliary of time, not of the passive."""
    return frozenset(load("verbs")["with_etre"].split())


def _add(table: dict[str, list[Form]], word: str, form: Form) -> None:
    table.setdefault(word, []).append(form)


def _common(table: dict[str, list[Form]], infinitive: str, future: str, imperfect: str, participle: str) -> None:
    """The forms that every verb builds in the same way from its stems."""
    _add(table, infinitive, Form(infinitive, "infinitive"))
    for ending, plural in _FUTURE:
        _add(table, future + ending, Form(infinitive, "future", plural))
    for ending, plural in _IMPERFECT:
        _add(table, future + ending, Form(infinitive, "conditional", plural))
        _add(table, imperfect + ending, Form(infinitive, "imperfect", plural))
    _add(table, imperfect + "ant", Form(infinitive, "gerund"))
    for ending in _AGREEMENT:
        _add(table, participle + ending, Form(infinitive, "participle"))


def _irregular(table: dict[str, list[Form]], infinitive: str, parts: str) -> None:
    present, participle, future, imperfect, past, subjunctive = (part.split() for part in parts.split(";"))
    for tense, words in (("present", present), ("past", past), ("subjunctive", subjunctive)):
        for plural, word in enumerate(words):
            _add(table, word, Form(infinitive, tense, bool(plural)))  # type: ignore[arg-type]
    _common(table, infinitive, future[0], imperfect[0], participle[0])


def _alike(parts: str, model: str, member: str) -> str:
    """Give the parts of `model` the beginning of `member`: venir, revenir; craindre, plaindre."""
    shared = 0
    while shared < min(len(model), len(member)) and model[-1 - shared] == member[-1 - shared]:
        shared += 1
    old, new = model[: len(model) - shared], member[: len(member) - shared]
    return ";".join(" ".join(new + word.removeprefix(old) for word in part.split()) for part in parts.split(";"))


def _first_group(table: dict[str, list[Form]], infinitive: str) -> None:
    stem = infinitive[:-2]
    soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    for weak in _weak_stems(stem):
        for ending, plural in (("e", False), ("es", False), ("ent", True)):
            _add(table, weak + ending, Form(infinitive, "present", plural))
        for ending, plural in _FUTURE:
            _add(table, weak + "er" + ending, Form(infinitive, "future", plural))
        for ending, plural in _IMPERFECT:
            _add(table, weak + "er" + ending, Form(infinitive, "conditional", plural))
    _add(table, soft + "ons", Form(infinitive, "present", True))
    _add(table, stem + "ez", Form(infinitive, "present", True))
    _add(table, soft + "a", Form(infinitive, "past", False))
    _add(table, stem + "èrent", Form(infinitive, "past", True))
    _common(table, infinitive, infinitive, soft, stem + "é")


def _weak_stems(stem: str) -> tuple[str, ...]:
    """Spellings of the stem before a silent e: acheter, achète; céder, cède; rappeler, rappelle; payer, paie."""
    if stem.endswith("y"):
        return (stem, stem[:-1] + "i")
    if len(stem) > 2 and stem[-2] in "eé" and stem[-1] not in "aeiouéèêy":
        head, tail = stem[:-2], stem[-1]
        return (stem, head + "è" + tail, head + "e" + tail * 2)
    return (stem,)


def _second_group(table: dict[str, list[Form]], infinitive: str) -> None:
    stem = infinitive[:-1]
    _add(table, stem + "t", Form(infinitive, "present", False))
    _add(table, stem + "ssent", Form(infinitive, "present", True))
    _add(table, stem + "ssent", Form(infinitive, "subjunctive", True))
    _add(table, stem + "sse", Form(infinitive, "subjunctive", False))
    _add(table, stem + "rent", Form(infinitive, "past", True))
    _common(table, infinitive, infinitive, stem + "ss", stem)
