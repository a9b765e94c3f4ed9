"""What a verb says about time and truth: done, to come, wished for, denied.

French says it in front of the verb: auxiliaries ("a signé", "serait prêté"), governing words ("veut signer",
"sur le point de signer"), negation ("ne signera pas"). From each verb one climbs through these, nearest first,
and then reads off what rung a deed told so has reached.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from spacy.tokens import Doc

from parsing.extraction.verbs import Form, Tense, forms, intransitives
from parsing.lexicon import load
from parsing.records import Status

__all__ = ["Reach", "Verb", "small_words", "verbs_of"]

Reach = Literal["done", "background", "purpose", "bare"]
"""How a deed without a governing rung is told: done, in an earlier time, as a purpose, by a bare participle."""

_AUXILIARIES = frozenset(("être", "avoir"))
_REFLEXIVE = frozenset(("se", "s'"))
_CLITICS = frozenset(("le", "la", "l'", "lui"))
_REACH = 5
"""Words, beside small ones, that may stand between an auxiliary and its participle."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb in a sentence, with all that stands in front of it.

    :param i: index of its token; `first` that of the first word of its group.
    :param tense: that of the whole group: "a signé" is past, "va signer" present.
    :param rung: rung that governing words or the future give to a deed; None when it is told as `reach` says.
    :param pending: denied only for now ("n’a pas encore donné").
    :param clitic: a pronoun object stands before it ("l’a recruté").
    """

    i: int
    first: int
    lemma: str
    tense: str
    passive: bool = False
    reflexive: bool = False
    negated: bool = False
    pending: bool = False
    conditional: bool = False
    rung: Status | None = None
    reach: Reach = "done"
    clitic: bool = False

    @property
    def finite(self) -> bool:
        """Tell whether the group has a verb with a person, and so a subject of its own."""
        return self.tense not in ("infinitive", "participle", "gerund")


@dataclass(slots=True)
class _Climb:
    """What was met on the way up from a verb."""

    first: int
    auxiliaries: list[Form] = field(default_factory=list)
    effects: list[str] = field(default_factory=list)
    governor: Form | None = None
    reflexive: bool = False
    clitic: bool = False
    negated: bool = False


@cache
def _negations() -> frozenset[str]:
    return frozenset(load("modality")["words"]["negations"])


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(load("words")[key].split())


@cache
def small_words() -> frozenset[str]:
    """Words that may stand inside a verb group or a set phrase."""
    return frozenset(load("modality")["words"]["small"].split())


@cache
def _infinitives() -> frozenset[str]:
    return frozenset(form.lemma for found in forms().values() for form in found)


@cache
def _governing_verbs() -> dict[str, str]:
    effects = load("modality")["governors"]
    return {bare: effect for words, effect in effects.items() if (bare := _bare(words)) in _infinitives()}


@cache
def _governing_phrases() -> tuple[tuple[tuple[str, ...], str], ...]:
    effects = load("modality")["governors"]
    phrases = [
        (tuple(words.replace("d'", "d' ").split()), e)
        for words, e in effects.items()
        if _bare(words) not in _infinitives()
    ]
    return tuple(sorted(phrases, key=lambda pair: -len(pair[0])))


def _bare(words: str) -> str:
    return words.removeprefix("s'").removeprefix("se ")


def verbs_of(doc: Doc, start: int, end: int) -> dict[int, Verb]:
    """Return the verbs of the sentence from `start` to `end`, by token index."""
    words = [token.lower_.replace("’", "'") for token in doc[start:end]]
    readings = {k: form for k in range(len(words)) if (form := _reading(doc, words, k, start)) is not None}
    return {start + k: _verb(words, readings, k, start) for k in readings}


def _reading(doc: Doc, words: list[str], k: int, start: int) -> Form | None:
    """Choose the form that fits: names are no verbs, nouns behind articles are none either."""
    word, token = words[k], doc[start + k]
    found = forms().get(word)
    if not found or (
        token.is_title
        and k
        and not token.is_sent_start
        and words[k - 1] not in (":", "«", "—", "–", "-", "!", "?", "•")
    ):
        return None
    helped = _auxiliary_before(words, k)
    before = words[k - 1] if k else ""
    if word in _words("rarely_verbs") and not (helped and word not in ("plus", "pas", "point")) and word != "été":
        return None
    participle = next((form for form in found if form.tense == "participle"), None) if helped else None
    if (
        participle is None
        and word in _words("homographs")
        and (before in _words("before_nouns") or before.isdigit() or token._.descriptor)
    ):
        return None
    if participle is not None:
        return participle
    return next((form for form in found if form.tense != "participle"), found[0])


def _auxiliary_before(words: list[str], k: int) -> bool:
    """An auxiliary in front, with at most a few words between."""
    others = 0
    for j in range(k - 1, max(-1, k - 9), -1):
        if any(form.lemma in _AUXILIARIES for form in forms().get(words[j], ())):
            return True
        if words[j] not in small_words():
            others += 1
            if others > _REACH or not words[j].replace("-", "").isalpha() or words[j] in forms():
                return False
    return False


def _verb(words: list[str], readings: dict[int, Form], k: int, start: int) -> Verb:
    form = readings[k]
    climb = _climb(words, readings, k)
    tense, passive = _tense(form, climb)
    conditional = tense in ("conditional", "past conditional")
    rung, reach = _rung(form, climb, tense, conditional)
    at = k + 2 if words[k + 1 : k + 2] and _is_filler(words[k + 1]) else k + 1  # "ne signera finalement pas"
    denied = at < len(words) and words[at] in _negations()
    negated = climb.negated or (denied and "ne" in _before(words, climb.first))
    around = words[climb.first : k + 3]
    only = "seulement" in around or "uniquement" in around  # "n’a pas seulement été suivi par Lens" denies nothing
    pending = negated and ("encore" in around or "toujours" in around)
    return Verb(
        start + k,
        start + climb.first,
        form.lemma,
        tense,
        passive=passive,
        reflexive=climb.reflexive,
        negated=negated and not only,
        pending=pending,
        conditional=conditional,
        rung=rung,
        reach=reach,
        clitic=climb.clitic,
    )


def _is_filler(word: str) -> bool:
    """Tell whether a word may stand between a verb and its negation."""
    return word in small_words() and word not in _negations()


def _climb(words: list[str], readings: dict[int, Form], k: int) -> _Climb:
    """Go left from the verb as long as what is met belongs to it."""
    climb, head, others = _Climb(k), readings[k], 0
    j = k - 1
    while j >= 0 and k - j < 16:
        word = words[j]
        if head.tense == "infinitive" and (phrase := _phrase_before(words, j)):
            length, effect = phrase
            climb.effects.append(effect)
            j -= length
            climb.first = j + 1
            # "sur le point de" hangs on être: its tense is the group's
            hook = next(
                (
                    i
                    for i in range(j, max(-1, j - 4), -1)
                    if i in readings and readings[i].lemma in ("être", "sembler", "paraître", "avoir")
                ),
                None,
            )
            if hook is not None and all(w in small_words() for w in words[hook + 1 : j + 1]):
                head = climb.governor = readings[hook]
                j = climb.first = hook
                j -= 1
            continue
        if j in readings:
            above = readings[j]
            if head.tense == "participle" and above.lemma in _AUXILIARIES:
                climb.auxiliaries.append(above)
            elif head.tense == "infinitive" and above.lemma in _governing_verbs():
                climb.effects.append(_governing_verbs()[above.lemma])
                climb.governor = above
            elif head.tense == "infinitive" and above.lemma in ("laisser", "faire"):
                climb.governor = above
            else:
                break
            head, climb.first, others = above, j, 0
        elif word in _REFLEXIVE:
            climb.reflexive = climb.reflexive or len(climb.effects) == 0
            climb.first = j
        elif word in ("ne", "n'"):
            climb.negated = climb.negated or any(w in _negations() for w in words[j + 1 : k + 2])
            climb.first = j
        elif word in _CLITICS and j == climb.first - 1:
            climb.clitic, climb.first = True, j
        elif word not in small_words():
            others += 1
            if (
                head.tense != "participle"
                or others > _REACH
                or not word.replace("-", "").isalpha()
                or not _auxiliary_before(words, j)
            ):
                break
        j -= 1
    if (
        not climb.negated
        and climb.first > 0
        and words[climb.first - 1] in ("pas", "non", "jamais")
        and not climb.auxiliaries
    ):
        climb.negated = True
    return climb


def _before(words: list[str], first: int) -> list[str]:
    return ["ne" if w == "n'" else w for w in words[max(0, first - 2) : first + 3]]


def _phrase_before(words: list[str], j: int) -> tuple[int, str] | None:
    """A governing phrase that ends at `j`: (its length, its effect)."""
    for phrase, effect in _governing_phrases():
        length = len(phrase)
        if length <= j + 1 and tuple(words[j - length + 1 : j + 1]) == phrase:
            return length, effect
    return None


def _tense(form: Form, climb: _Climb) -> tuple[str, bool]:
    """The tense of the group, and whether it is passive."""
    if form.tense != "participle" or not climb.auxiliaries:
        top: Tense | str = climb.governor.tense if climb.governor else form.tense
        return top, form.tense == "participle" and form.lemma not in intransitives() and not climb.reflexive
    nearest, farthest = climb.auxiliaries[0], climb.auxiliaries[-1]
    passive = nearest.lemma == "être" and not climb.reflexive and form.lemma not in intransitives()
    top = climb.governor.tense if climb.governor else farthest.tense
    if top == "infinitive":
        return top, passive
    if passive and len(climb.auxiliaries) == 1:
        return top, True
    shift = {"present": "past", "imperfect": "pluperfect", "conditional": "past conditional", "subjunctive": "past"}
    return shift.get(top, top), passive


def _rung(form: Form, climb: _Climb, tense: str, conditional: bool) -> tuple[Status | None, Reach]:
    """The rung of a deed told so: what governs it, else its tense."""
    rung, reach = _combined(climb.effects)
    if climb.governor and climb.governor.tense == "imperfect" and climb.governor.lemma in ("devoir", "aller"):
        return None, "background"
    if rung or reach != "done":
        return rung, reach
    if tense in ("future", "conditional", "past conditional"):
        return "agreement", "done"
    if tense in ("pluperfect", "imperfect"):
        return None, "background"
    if tense == "infinitive":
        return None, "purpose"
    return None, "bare" if tense == "participle" else "done"


_HOPES: tuple[Status, ...] = ("rumour", "interest", "talks", "agreement")


def _combined(effects: list[str]) -> tuple[Status | None, Reach]:
    """Of several governors the weakest hope counts: "pourrait être sur le point de" is a rumour."""
    if "rejected" in effects:
        return "rejected", "done"
    if "past" in effects:
        return None, "background"
    hopes = [rung for rung in _HOPES if rung in effects]
    if hopes:
        return hopes[0], "done"
    return None, "purpose" if "purpose" in effects else "done"
