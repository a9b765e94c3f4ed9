"""Who plays which part around a cue: the mentions by their places, and what the frame has for each place."""

from __future__ import annotations

from functools import cache
from typing import Literal

from parsing.extraction.frames import Cue
from parsing.extraction.mentions import Mention
from parsing.extraction.scene import Scene
from parsing.extraction.verbgroups import Verb
from parsing.lexicon import load

__all__ = ["Part", "cast"]

Part = Literal["to", "from", "other", "stay"]

_WALLS = frozenset((";", ":", "—", "–", "•", "|"))
_TURNS = frozenset(
    (
        "mais",
        "tandis",
        "alors",
        "pendant",
        "car",
        "or",
        "puisque",
        "lorsque",
        "quand",
        "afin",
        "avant",
        "après",
        "sans",
        "si",
    )
)
_JOINING = frozenset(
    (",", "et", "ou", "le", "la", "l'", "les", "ainsi", "que", "puis", "voire", "à", "au", "de", "du", "son", "sa")
)


def cast(s: Scene, cue: Cue) -> tuple[list[str], list[tuple[str, Part]]]:
    """Give each mention around the cue the part that the frame has for its place."""
    frame, persons, clubs = cue.frame, list[str](), list[tuple[str, Part]]()
    subject_part, object_part = frame.subject, frame.object
    if cue.passive:
        subject_part, object_part = frame.object, frame.subject
    places = _places(s, cue, subject_part)
    goes = [m for place, ms in places if place in ("à", "vers", "chez") for m in ms if m.kind == "club"]
    for place, mentions in places:
        if place == "subject":
            part = subject_part
            if (
                frame.noun
                and part == "to"
                and frame.part("à") == "to"
                and goes
                and all(m.key not in {g.key for g in goes} for m in mentions)
            ):
                part = "from"  # "Rennes annonce le prêt de X à Lorient"
            if frame.noun and part == "to" and sum(m.kind == "club" for m in mentions) > 1:
                part = "any"  # "Marseille et Brest se sont entendus pour le transfert": one of them sells
        elif place == "object":
            part = "" if cue.passive else object_part
        elif place == "par" and cue.passive:
            part = frame.subject
        else:
            part = frame.part(place)
        for m in mentions:
            _play(m, part, place, frame.kind, persons, clubs)
    return persons, _sides(s, cue, places, clubs)


def _sides(
    s: Scene, cue: Cue, places: list[tuple[str, list[Mention]]], clubs: list[tuple[str, Part]]
) -> list[tuple[str, Part]]:
    """Of two clubs whose sides are not told: who acts wants, with whom he deals sells; who refuses an offer has."""
    kind, actor = cue.frame.kind, "par" if cue.passive else "subject"
    if kind not in ("state", "refusal"):
        return clubs
    acting = [m.key for place, ms in places if place == actor for m in ms if m.kind == "club"]
    facing = [m.key for place, ms in places if place not in (actor, "pour", "entre") for m in ms if m.kind == "club"]
    if not acting or set(acting) & set(facing):
        return clubs
    if not facing and not (kind == "refusal" and _is_of_offer(s, cue)):
        return clubs
    first, second = ("from", "to") if kind == "refusal" else ("to", "from")
    sides = {**dict.fromkeys(acting, first), **dict.fromkeys(facing, second)}
    return [(club, sides.get(club, part) if part == "other" else part) for club, part in clubs]  # type: ignore[misc]


def _is_of_offer(s: Scene, cue: Cue) -> bool:
    """Tell whether what is refused is an offer: then whoever refuses it is asked to sell."""
    first = cue.first
    words = {s.word(j) for j in range(max(s.start, first - 3), min(s.end, cue.end + 5))}
    return bool(words & _offers())


@cache
def _offers() -> frozenset[str]:
    return frozenset(load("modality")["words"]["offers"].split())


def _play(m: Mention, part: str, place: str, kind: str, persons: list[str], clubs: list[tuple[str, Part]]) -> None:
    """One mention takes its part, if it can play it."""
    if m.kind == "person":
        if part in ("person", "any") or (
            part in ("club", "to", "from", "stay") and place in ("de", "pour", "avec", "à") and kind != "tie"
        ):
            persons.append(m.key)
        return
    if part in ("to", "from", "stay"):
        clubs.append((m.key, part))  # type: ignore[arg-type]
    elif part in ("any", "club"):
        clubs.append((m.key, "other"))
    elif part == "person" and place == "subject" and kind == "deed":
        clubs.append((m.key, "to"))  # "Lyon signe X"
    elif part == "person" and place in ("de", "avec", "pour"):
        clubs.append((m.key, "other"))


def _places(s: Scene, cue: Cue, subject_part: str) -> list[tuple[str, list[Mention]]]:
    """The mentions around a cue by place: ``subject``, ``object``, or the preposition that they stand behind."""
    number = s.clauses.number[cue.start]
    first = cue.first
    places: list[tuple[str, list[Mention]]] = []
    subjects = _subjects(s, _shared(s, cue, first), number, subject_part)
    hook, opener = s.clauses.hook[number], s.clauses.opener[number]
    if hook is not None and hook.kind == "club" and hook.start in s.players:
        hook = None  # "l'ancien buteur de Brest, qui a signé": not the club has signed
    if not subjects and hook is not None and opener in ("qui", "(", "lequel", "laquelle"):
        subjects = _chain(s, hook)
    if subjects:
        places.append(("subject", subjects))
    if hook is not None and opener in ("que", "qu'"):
        places.append(("object", [hook]))
    if hook is not None and opener == "dont" and hook.kind == "person":
        places.append(("de", [hook]))
    stop = _right_wall(s, cue, number)
    for m in s.mentions:
        if m.kind == "club" and m.start in s.players:
            continue
        if cue.end <= m.start < stop and s.clauses.number[m.start] == number and m.form != "pronoun":
            places.append((m.preposition or "object", [m]))
    if cue.frame.kind == "refusal" and cue.passive and not subjects:
        # "l'offre de Nantes pour X a été refusée par Lens"
        places += [
            (m.preposition, [m])
            for m in s.mentions
            if m.end <= first and s.clauses.number[m.start] == number and m.preposition in ("de", "pour")
        ]
    if cue.verb is not None and cue.verb.tense == "participle" and not subjects and cue.verb.passive:
        # "Recruté par Brest, X": the person comes behind
        behind = next(
            (
                m
                for m in s.mentions
                if m.start >= cue.end
                and m.kind == "person"
                and m.preposition == ""
                and s.clauses.number[m.start] == number
            ),
            None,
        )
        if behind is not None:
            places.append(("subject", [behind]))
    return places


def _shared(s: Scene, cue: Cue, first: int) -> int:
    """Where the subject stands before: "L’OM suit X et négocie avec Lens" has one subject for both verbs."""
    if cue.verb is None or not cue.verb.finite or s.word(first - 1) != "et":
        return first
    number = s.clauses.number[first]
    earlier = [v for v in s.verbs.values() if v.finite and v.i < first - 1 and s.clauses.number[v.i] == number]
    return max(earlier, key=lambda verb: verb.i).first if earlier else first


def _subjects(s: Scene, first: int, number: int, part: str) -> list[Mention]:
    """The nearest free mention before the verb that can be its subject, with all that are joined to it."""
    wanted = {"person": "person", "to": "club", "from": "club", "stay": "club", "club": "club"}.get(part)
    free = [m for m in s.mentions if m.end <= first and s.clauses.number[m.start] == number and m.preposition == ""]
    for m in reversed(free):
        if wanted is None or m.kind == wanted:
            return _chain(s, m)
    return _chain(s, free[-1]) if free and wanted == "person" and free[-1].end >= first - 1 else []


def _chain(s: Scene, last: Mention) -> list[Mention]:
    """All that are joined by commas and ``et``: "Lens, Nice et Brest suivent"."""
    chain = [last]
    for m in reversed([m for m in s.mentions if m.end <= last.start]):
        words = {s.word(j) for j in range(m.end, chain[-1].start)}
        if (
            m.kind == last.kind
            and words & {",", "et", "ou"}
            and words <= _JOINING
            and m.preposition == last.preposition
        ):
            chain.append(m)
        else:
            break
    return chain[::-1]


def _right_wall(s: Scene, cue: Cue, number: int) -> int:
    """Where the cue’s own complements end: at the next verb that says something itself, or at a wall."""
    heads = {other.start for other in s.cues if other.verb is not None and other.frame.kind != "nothing"}
    for j in range(cue.end, s.end):
        if s.clauses.number[j] != number:
            continue
        verb = s.verbs.get(j)
        if verb and verb.first >= cue.end and (verb.finite or j in heads):
            return _before_subject(s, cue, verb, number)
        if j > cue.end and (s.word(j) in _WALLS or s.word(j) in _TURNS) and s.kind == "prose":
            return j
    return s.end


def _before_subject(s: Scene, cue: Cue, verb: Verb, number: int) -> int:
    """The subject of the next verb is not a complement of this cue, unless nothing else is."""
    between = [
        m for m in s.mentions if cue.end <= m.start and m.end <= verb.first and s.clauses.number[m.start] == number
    ]
    if verb.finite and between and between[-1].preposition == "" and between[-1].end >= verb.first - 2:
        joined = any(s.word(j) in ("et", ",", "que", "qu'", "mais") for j in range(cue.end, between[-1].start))
        if joined:
            return between[-1].start
    return verb.first
