"""How far a cue says that things are: its own rung, and what the verbs around it make of it."""

from __future__ import annotations

from functools import cache

from parsing.extraction.frames import Cue
from parsing.extraction.scene import Scene
from parsing.extraction.verbgroups import Verb
from parsing.lexicon import load
from parsing.records import Status

__all__ = ["announcing", "is_hypothetical", "rung_of"]


def rung_of(s: Scene, cue: Cue) -> tuple[Status | None, str]:
    """The rung that the cue tells, its verb group considered."""
    frame, verb = cue.frame, cue.verb
    if frame.kind in ("tie", "price"):
        return None, "done"
    if verb is None:
        return _noun_rung(s, cue)
    if frame.kind == "refusal" and verb.tense == "pluperfect" and not verb.negated:
        return "rejected", "earlier"
    if frame.kind == "deed":
        said = {s.word(j) for j in range(verb.first - 4, verb.first)} & {"que", "qu'"}
        if said and verb.tense == "imperfect" and verb.rung is None and not verb.negated:
            return frame.rung, "done"  # "a annoncé qu'il quittait Lens" is told of now
        return _deed_rung(cue, verb)
    if verb.pending:
        return ("talks", "done") if frame.rung in ("agreement", "medical") else (None, "none")
    if verb.negated:
        negated_hope = frame.kind == "state" and frame.rung in ("interest", "agreement", "talks")
        return ("rejected", "done") if negated_hope else (None, "none")
    if verb.rung == "rejected":
        return ("rejected", "done") if frame.kind == "state" else (None, "none")
    if (
        frame.kind == "state"
        and verb.rung in ("rumour", "interest", "talks")
        and frame.rung in ("talks", "offer", "agreement")
    ):
        return ("talks" if verb.rung == "talks" else "interest"), "done"
    if frame.kind == "state" and verb.reach == "purpose" and frame.rung in ("talks", "offer", "agreement"):
        return None, "purpose"
    return frame.rung, "done"


def _deed_rung(cue: Cue, verb: Verb) -> tuple[Status | None, str]:
    if verb.pending:
        return None, "none"
    if verb.negated:
        refused = verb.rung is not None or verb.tense in ("future", "conditional", "infinitive", "present")
        return ("rejected", "done") if refused else (None, "none")
    if verb.rung is not None:
        return verb.rung, "done"
    return (cue.frame.rung if verb.reach in ("done", "bare") else None), verb.reach


def _noun_rung(s: Scene, cue: Cue) -> tuple[Status | None, str]:
    """A noun takes its time from the verb that it is the object or the subject of."""
    frame = cue.frame
    before = [s.word(j) for j in range(cue.start - 4, cue.start)]
    if any(w in ("aucun", "aucune", "sans", "ni") for w in before):
        return ("rejected" if frame.rung in ("agreement", "interest") and "sans" not in before else None), "none"
    governor = _governing_verb(s, cue)
    if frame.kind == "refusal":
        return frame.rung, "done"
    if frame.kind == "state":
        if governor and governor.negated and frame.rung in ("agreement", "talks", "offer"):
            return ("talks" if frame.rung == "agreement" else None), "done"
        if governor and governor.rung in ("interest", "rumour") and frame.rung in ("agreement", "offer"):
            return "interest", "done"
        return frame.rung, "done"
    if governor is None or governor.lemma not in announcing():
        return frame.rung, "done"
    if governor.negated:
        return None, "none"
    told = announcing()[governor.lemma]
    if told == "rejected" or governor.rung is None:
        return (
            (None, governor.reach)
            if governor.reach in ("background", "purpose") and told != "rejected"
            else (told, "done")
        )
    return governor.rung if told in ("official", "agreement") else told, "done"


@cache
def announcing() -> dict[str, Status]:
    """What the verb right before a noun says of it: "officialiser l’arrivée", "refuser la prolongation"."""
    return {verb: rung for rung, verbs in load("modality")["announcing"].items() for verb in verbs.split()}


def _governing_verb(s: Scene, cue: Cue) -> Verb | None:
    """The verb that a noun depends on: right before it ("boucler l’arrivée"), or passive behind it."""
    for j in range(cue.start - 1, max(s.start, cue.start - 6) - 1, -1):
        if j in s.verbs:
            return s.verbs[j]
        if s.doc[j].is_punct:
            break
    for j in range(cue.end, min(s.end, cue.end + 14)):
        if j in s.verbs and s.verbs[j].finite and s.verbs[j].passive:
            return s.verbs[j]
        if s.doc[j].text in (";", ":", "."):
            break
    return None


def is_hypothetical(s: Scene, cue: Cue) -> bool:
    """Behind "si", "en cas de", or asked: supposed, not told."""
    if s.kind == "prose" and s.doc[s.end - 1].text == "?":
        return True
    words = [s.word(j) for j in range(max(s.start, cue.start - 12), cue.start)]
    if "cas" in words and words[words.index("cas") - 1 : words.index("cas")] == ["en"]:
        return True
    return any(
        w in ("si", "s'")
        and s.doc[cue.start - len(words) + n].text[0] in "sS"
        and (w == "si" or words[n + 1 : n + 2] in (["il"], ["ils"]))
        for n, w in enumerate(words)
    )
