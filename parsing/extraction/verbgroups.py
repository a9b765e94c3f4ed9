"""What a verb says about time and truth: done, to come, wished for, denied.

French says it around the verb: auxiliaries ("a signé", "va signer", "serait prêté"), governing words ("veut
signer", "sur le point de signer"), negation ("ne signera pas"). One pass per sentence finds the verbs; each
group then answers what rung a deed told by it has reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Doc

from parsing.extraction.verbs import Form, forms, intransitives
from parsing.lexicon import load
from parsing.records import Status

__all__ = ["Reach", "Verb", "small_words", "verbs_of"]

Reach = Literal["done", "background", "purpose", "none"]
"""How a deed is told when it is on no rung by its governor: done, long ago, as a purpose, not at all."""

_REFLEXIVE = frozenset(("se", "s'", "m'", "me", "nous", "t'", "te", "vous"))
_CLITIC_OBJECTS = frozenset(("le", "la", "l'", "les", "lui"))
_NEGATIONS = frozenset(load("modality")["words"]["negations"])
_DETERMINERS = frozenset(
    [
        "le",
        "la",
        "l'",
        "les",
        "un",
        "une",
        "des",
        "du",
        "de",
        "d'",
        "au",
        "aux",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
        "ce",
        "cet",
        "cette",
        "ces",
        "toute",
        "tout",
        "chaque",
        "première",
        "premier",
        "dernière",
        "dernier",
        "nouvelle",
        "nouveau",
        "nouvel",
        "autre",
        "aucune",
        "aucun",
        "sans",
        "en",
        "par",
        "sur",
        "quelle",
        "notre",
        "cette",
        "deuxième",
        "seconde",
        "belle",
        "grosse",
        "bonne",
        "mon",
        "ma",
        "pour",
        "à",
    ]
)


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb form in a sentence, with its auxiliaries and governors.

    :param i: index of its token.
    :param first: index of the first token of its group (auxiliary or governor included).
    :param rung: rung that the governing words give to the deed, or None.
    :param reach: how the deed is told when `rung` is None.
    :param clitic: a pronoun object stands before it ("l’a recruté").
    """

    i: int
    first: int
    lemma: str
    tense: str
    passive: bool = False
    reflexive: bool = False
    negated: bool = False
    conditional: bool = False
    rung: Status | None = None
    reach: Reach = "done"
    clitic: bool = False
    finite: bool = True


@cache
def small_words() -> frozenset[str]:
    """Words that may stand inside a verb group or a set phrase."""
    return frozenset(load("modality")["words"]["small"].split())


@cache
def _governors() -> tuple[dict[str, str], tuple[tuple[tuple[str, ...], str], ...]]:
    """Governing verbs by lemma, and governing phrases, longest first."""
    verbs: dict[str, str] = {}
    phrases: list[tuple[tuple[str, ...], str]] = []
    infinitives = {form.lemma for found in forms().values() for form in found}
    for words, effect in load("modality")["governors"].items():
        bare = words.removeprefix("s'").removeprefix("se ")
        if bare in infinitives:
            verbs[bare] = effect
        else:
            phrases.append((tuple(words.replace("d'", "d' ").split()), effect))
    return verbs, tuple(sorted(phrases, key=lambda pair: -len(pair[0])))


@cache
def _homographs() -> frozenset[str]:
    return frozenset(load("words")["homographs"].split())


def verbs_of(doc: Doc, start: int, end: int) -> dict[int, Verb]:
    """Return the verbs of the sentence from `start` to `end`, by token index."""
    words = [token.lower_.replace("’", "'") for token in doc[start:end]]
    readings = {k: form for k in range(len(words)) if (form := _reading(doc, words, k, start)) is not None}
    return {start + k: _group(words, readings, k, start) for k in readings}


def _reading(doc: Doc, words: list[str], k: int, start: int) -> Form | None:
    """Choose the form that fits: nouns behind articles are no verbs, names are none either."""
    word = words[k]
    found = forms().get(word)
    if not found or (
        doc[start + k].text[0].isupper()
        and k
        and not doc[start + k].is_sent_start
        and not doc[start + k].text.isupper()
    ):
        return None
    before = words[k - 1] if k else ""
    if word in _homographs() and (before in _DETERMINERS or (before.isdigit()) or doc[start + k]._.descriptor):
        return None
    if word in ("est", "été", "pas", "sont", "a", "ont") or len(found) == 1:
        return found[0]
    participle = next((form for form in found if form.tense == "participle"), None)
    if participle and _auxiliary_before(words, k):
        return participle
    return next((form for form in found if form.tense != "participle"), found[0])


def _auxiliary_before(words: list[str], k: int) -> bool:
    j = k - 1
    while j >= 0 and (words[j] in small_words() or words[j] in ("été", "eu")) and k - j < 6:
        if words[j] in ("été", "eu"):
            return True
        j -= 1
    return j >= 0 and any(form.lemma in ("être", "avoir") for form in forms().get(words[j], ()))


def _group(words: list[str], readings: dict[int, Form], k: int, start: int) -> Verb:
    """Walk left from the verb through its auxiliaries and governors."""
    form, small = readings[k], small_words()
    first, tense, passive, reflexive, negated, clitic = k, form.tense, False, False, False, False
    rung: str | None = None
    reach: Reach = "done"
    conditional = form.tense == "conditional"
    j, head = k - 1, form
    steps = 0
    while j >= 0 and steps < 14:
        word = words[j]
        governor = _phrase_before(words, j) if head.tense == "infinitive" else None
        if governor:
            length, effect = governor
            rung, reach = _combine(rung, reach, effect)
            first = j = j - length + 1
            j -= 1
            # a phrase such as "sur le point de" hangs on être; go on from there
            if j >= 0 and j in readings and readings[j].lemma in ("être", "avoir", "sembler", "paraître"):
                head = readings[j]
                tense, conditional = head.tense, conditional or head.tense == "conditional"
                first, j = j, j - 1
                head = Form(head.lemma, "present")
            continue
        if j in readings and word not in ("été", "eu"):
            above = readings[j]
            if head.tense == "participle" and above.lemma in ("être", "avoir") and above.tense != "participle":
                passive = (
                    passive
                    or (above.lemma == "être" and not reflexive and form.lemma not in intransitives())
                    or "été" in words[j:k]
                )
                tense = {
                    "present": "past",
                    "conditional": "past",
                    "imperfect": "pluperfect",
                    "future": "future",
                    "infinitive": "infinitive",
                    "subjunctive": "past",
                    "gerund": "past",
                    "past": "past",
                }.get(above.tense, "past")
                conditional = conditional or above.tense == "conditional"
                if above.lemma == "avoir" and above.tense == "present" and passive and "été" not in words[j:k]:
                    passive = False
                head = Form(above.lemma, above.tense if above.tense == "infinitive" else "present")
                first = j
            elif head.tense == "infinitive" and (effect := _governors()[0].get(above.lemma)) is not None:
                rung, reach = _combine(rung, reach, effect)
                tense, conditional = above.tense, conditional or above.tense == "conditional"
                if above.lemma in ("aller", "devoir") and above.tense in ("imperfect",):
                    rung, reach = None, "background"
                head = Form(above.lemma, "infinitive" if above.tense == "infinitive" else above.tense)
                first = j
            elif head.tense == "infinitive" and above.lemma in ("laisser", "faire"):
                head = Form(above.lemma, above.tense)
                tense = above.tense
                first = j
            else:
                break
            j, steps = j - 1, steps + 1
            continue
        if word in _REFLEXIVE and j >= first - 3 and head.lemma in (form.lemma, "être", "avoir"):
            reflexive = reflexive or word in ("se", "s'") or (word == "nous" and j > 0)
            passive = passive and not reflexive
        elif word in _CLITIC_OBJECTS and j == first - 1:
            clitic = word != "les"
        if word in _NEGATIONS:
            negated = (
                negated
                or any(w in ("ne", "n'", "non") for w in words[max(0, j - 7) : j + 1])
                or (word in ("pas", "plus", "jamais") and j == k - 1)
            )
        if word in ("ne", "n'") or word in small or word in _REFLEXIVE:
            j, steps = j - 1, steps + 1
            if word in ("ne", "n'", *_REFLEXIVE, *_CLITIC_OBJECTS):
                first = min(first, j + 1)
            continue
        break
    # negation may follow the finite verb: "ne signera pas"
    if (
        not negated
        and k + 1 < len(words)
        and words[k + 1] in _NEGATIONS
        and any(w in ("ne", "n'") for w in words[max(0, first - 2) : k])
    ):
        negated = True
    if form.tense == "participle" and first == k:
        passive = form.lemma not in intransitives() and not reflexive
        tense = "participle"
    finite = tense not in ("infinitive", "participle", "gerund")
    if reach == "done" and rung is None:
        rung, reach = _by_tense(tense, conditional)
        if tense == "infinitive":
            reach = "purpose"
    return Verb(
        start + k,
        start + first,
        form.lemma,
        tense,
        passive,
        reflexive,
        negated,
        conditional,
        rung,
        reach,
        clitic,
        finite,
    )  # type: ignore[arg-type]


def _by_tense(tense: str, conditional: bool) -> tuple[str | None, Reach]:
    """A deed in the future is agreed upon; one in the pluperfect is of another time."""
    if tense in ("future", "conditional"):
        return "agreement", "done"
    if tense == "pluperfect":
        return None, "background"
    if tense == "imperfect":
        return None, "background"
    if conditional:
        return "agreement", "done"
    return None, "done"


_STRENGTH = {
    "rejected": 9,
    "past": 8,
    "rumour": 3,
    "interest": 4,
    "talks": 5,
    "agreement": 6,
    "done": 1,
    "purpose": 2,
}


def _combine(rung: str | None, reach: Reach, effect: str) -> tuple[str | None, Reach]:
    """Of two governors the weaker hope counts: "pourrait être sur le point de" is a rumour."""
    if effect == "done":
        return rung, reach
    if effect == "past":
        return None, "background"
    if effect == "purpose":
        return rung, "purpose" if rung is None else reach
    if rung == "rejected" or effect == "rejected":
        return "rejected", "done"
    if rung is None:
        return effect, "done"
    return (rung if _STRENGTH[rung] <= _STRENGTH[effect] else effect), "done"


def _phrase_before(words: list[str], j: int) -> tuple[int, str] | None:
    """A governing phrase that ends at `j`: (its length, its effect)."""
    for phrase, effect in _governors()[1]:
        length = len(phrase)
        if length <= j + 1 and tuple(words[j - length + 1 : j + 1]) == phrase:
            return length, effect
    return None
