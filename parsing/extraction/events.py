"""What each sentence says happens to whom: cues meet the persons and clubs that stand beside them.

For every cue: who stands before it as a subject, who behind it as an object, who behind which preposition, in
the same clause. A relative clause and a bracket are clauses of their own, whose subject is what they hang on.
What a clause leaves out is taken from what was spoken of last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from spacy.tokens import Doc

from parsing.extraction.frames import Cue, cues_of
from parsing.extraction.mentions import Mention, mentions_of
from parsing.extraction.verbgroups import Verb, verbs_of
from parsing.records import Move, Status

__all__ = ["Event", "events_of"]

Part = Literal["to", "from", "other", "stay"]

_RELATIVES = frozenset(("qui", "que", "qu'", "dont", "où", "lequel", "laquelle", "lesquels", "auquel", "duquel"))
_WALLS = frozenset((";", ":", "—", "–", "•", "|"))
_TURNS = frozenset(("mais", "tandis", "alors", "pendant", "car", "or", "puisque", "lorsque", "quand"))
_POSSESSIVES = frozenset(("son", "sa", "ses", "leur", "leurs"))


@dataclass(frozen=True, slots=True)
class Event:
    """One thing said about one person.

    :param clubs: the clubs that play a part, each with its part; ``other`` is the club on the other side.
    :param rung: None when the words tell no rung.
    :param sentence: index of the sentence in the article; `at` is the token of the cue.
    :param sure: 1.0 when person and club stand beside the cue, less for each that was supplied.
    """

    person: str
    move: Move | None
    rung: Status | None
    kind: str
    reach: str
    clubs: tuple[tuple[str, Part], ...]
    sentence: int
    at: int
    sure: float
    leaves: bool = False
    hypothetical: bool = False
    cue: str = ""

    def club(self, part: Part) -> str | None:
        """The first club that plays `part`."""
        return next((club for club, p in self.clubs if p == part), None)


@dataclass(slots=True)
class _Sentence:
    doc: Doc
    start: int
    end: int
    number: int
    mentions: list[Mention]
    verbs: dict[int, Verb]
    cues: list[Cue]
    scopes: dict[int, int] = field(default_factory=dict)
    hooks: dict[int, Mention | None] = field(default_factory=dict)
    """For each scope, the mention that it hangs on."""


@dataclass(slots=True)
class _Memory:
    """Who was spoken of last, for what a clause leaves out."""

    person: str | None = None
    club: str | None = None
    title_club: str | None = None


def events_of(doc: Doc) -> list[Event]:
    """Return all that `doc` says happens, in the order of the text."""
    mentions = mentions_of(doc)
    memory = _Memory()
    found: list[Event] = []
    for number, span in enumerate(doc.sents):
        inside = [m for m in mentions if span.start <= m.start < span.end]
        verbs = verbs_of(doc, span.start, span.end)
        sentence = _Sentence(
            doc, span.start, span.end, number, inside, verbs, cues_of(doc, span.start, span.end, verbs)
        )
        _scope(sentence)
        for cue in sentence.cues:
            found += _events(sentence, cue, memory)
        _remember(sentence, memory)
    return found


def _scope(s: _Sentence) -> None:
    """Number the clauses: 0 is the main one; each bracket and relative clause gets its own."""
    stack: list[tuple[int, str]] = [(0, "")]
    latest = 0
    s.hooks[0] = None
    last: Mention | None = None
    by_start = {m.start: m for m in s.mentions}
    for i in range(s.start, s.end):
        word = s.doc[i].lower_.replace("’", "'")
        before = s.doc[i - 1].text if i > s.start else ""
        if word == "(":
            latest += 1
            stack.append((latest, ")"))
            s.hooks[latest] = last
        elif (
            word in _RELATIVES
            and last is not None
            and (before == "," or last.end == i or (word in ("qui", "dont") and i - last.end < 4))
            and not (word in ("que", "qu'") and before != "," and last.end != i)
        ):
            latest += 1
            stack.append((latest, ","))
            s.hooks[latest] = last
        s.scopes[i] = stack[-1][0]
        if (
            len(stack) > 1
            and word == stack[-1][1]
            and not (word == "," and s.doc[min(i + 1, s.end - 1)].lower_ in ("âgé", "formé"))
        ):
            stack.pop()
        if i in by_start:
            last = by_start[i]


def _events(s: _Sentence, cue: Cue, memory: _Memory) -> Iterator[Event]:
    parts = _parts(s, cue)
    persons, clubs = _cast(s, cue, parts)
    sure = 1.0
    if not persons:
        name, sure = _absent_person(s, cue, memory)
        persons = [name] if name else []
    if cue.loose and (not persons or not clubs or sure < 1.0):
        return
    if not clubs and cue.frame.kind == "deed" and not cue.frame.leaves and cue.frame.move in ("transfer", "loan"):
        implied = _implied_club(s, cue, memory)
        if implied:
            clubs, sure = [implied], sure * 0.7
    rung, reach = _rung(s, cue)
    for name in dict.fromkeys(persons):
        yield Event(
            person=name,
            move=cue.frame.move,
            rung=rung,
            kind=cue.frame.kind,
            reach=reach,
            clubs=tuple(dict.fromkeys(clubs)),
            sentence=s.number,
            at=cue.start,
            sure=sure,
            leaves=cue.frame.leaves,
            hypothetical=_is_hypothetical(s, cue),
            cue=s.doc[cue.start : cue.end].text,
        )


def _rung(s: _Sentence, cue: Cue) -> tuple[Status | None, str]:
    """The rung that the cue tells, its verb group considered."""
    frame, verb = cue.frame, cue.verb
    if verb is None:
        return _noun_rung(s, cue)
    if frame.kind == "deed":
        if verb.negated:
            return (
                ("rejected", "done")
                if verb.tense in ("future", "conditional", "infinitive", "present") or verb.rung
                else (None, "none")
            )
        if verb.rung is not None:
            return verb.rung, "done"
        return (frame.rung if verb.reach == "done" else None), verb.reach
    if verb.negated and frame.kind in ("state", "stay"):
        return (
            ("rejected", "done")
            if frame.rung in ("interest", "agreement", "talks") and frame.kind == "state"
            else (None, "none")
        )
    if verb.negated and frame.kind == "refusal":
        return None, "none"
    if verb.reach == "background" and verb.tense == "pluperfect":
        return frame.rung, "done"
    if verb.rung == "rejected":
        return "rejected", "done"
    if (
        verb.tense == "infinitive"
        and frame.kind == "state"
        and verb.rung
        and frame.rung in ("talks", "offer", "agreement", "medical")
    ):
        return ("interest" if verb.rung in ("interest", "rumour") else frame.rung), "done"
    return frame.rung, "done"


def _noun_rung(s: _Sentence, cue: Cue) -> tuple[Status | None, str]:
    """A noun takes its time from the verb that it is the object or the subject of."""
    frame = cue.frame
    before = [s.doc[j].lower_.replace("’", "'") for j in range(max(s.start, cue.start - 4), cue.start)]
    if any(w in ("aucun", "aucune", "sans") for w in before) or ("pas" in before[-2:] and frame.kind != "refusal"):
        return ("rejected" if frame.rung in ("agreement", "interest") and "sans" not in before else None), "none"
    if frame.kind != "deed":
        return frame.rung, "done"
    governor = _governing_verb(s, cue)
    if governor is None:
        return frame.rung, "done"
    if governor.negated:
        return None, "none"
    if governor.rung is not None:
        return governor.rung, "done"
    if governor.reach in ("background", "purpose"):
        return (None, governor.reach)
    return frame.rung, "done"


def _governing_verb(s: _Sentence, cue: Cue) -> Verb | None:
    """The verb right before a noun: "boucler l’arrivée de"."""
    for j in range(cue.start - 1, max(s.start, cue.start - 5) - 1, -1):
        if j in s.verbs:
            return s.verbs[j]
        if s.doc[j].is_punct:
            return None
    return None


def _is_hypothetical(s: _Sentence, cue: Cue) -> bool:
    words = [s.doc[j].lower_.replace("’", "'") for j in range(max(s.start, cue.start - 12), cue.start)]
    return (
        "si" in words or "s'il" in words or ("s'" in words and "il" in words[words.index("s'") : words.index("s'") + 2])
    )


def _parts(s: _Sentence, cue: Cue) -> dict[str, list[Mention]]:
    """Sort the mentions around a cue: ``subject``, ``object``, and one entry per preposition."""
    scope = s.scopes[cue.start]
    first = min(cue.verb.first, cue.start) if cue.verb else cue.start
    parts: dict[str, list[Mention]] = {"subject": _subjects(s, first, scope)}
    stop = _right_wall(s, cue, scope)
    for m in s.mentions:
        if cue.end <= m.start < stop and (s.scopes[m.start] == scope or _only_bracket(s, m, scope)):
            if m.form == "pronoun":
                continue
            parts.setdefault(m.preposition or "object", []).append(m)
    if s.hooks.get(scope) is not None and scope and not parts["subject"]:
        hook = s.hooks[scope]
        opener = _opener(s, scope)
        if hook is not None and opener in ("qui", "(", "lequel", "laquelle"):
            parts["subject"] = _chain(s, hook)
    if s.hooks.get(scope) is not None and _opener(s, scope) in ("que", "qu'"):
        hook = s.hooks[scope]
        if hook is not None:
            parts.setdefault("object", []).append(hook)
    return parts


def _only_bracket(s: _Sentence, m: Mention, scope: int) -> bool:
    return False


def _opener(s: _Sentence, scope: int) -> str:
    """The word that opens a clause."""
    first = min((i for i, number in s.scopes.items() if number == scope), default=s.start)
    return s.doc[first].lower_.replace("’", "'")


def _subjects(s: _Sentence, first: int, scope: int) -> list[Mention]:
    """The nearest free mentions before the verb, persons and clubs apart; behind a wall only if nothing is nearer."""
    found: dict[str, Mention] = {}
    for m in reversed([m for m in s.mentions if m.end <= first and s.scopes[m.start] == scope]):
        if m.preposition == "" or (m.preposition == "de" and m.form == "adjective" and False):
            found.setdefault(m.kind, m)
    return [each for m in sorted(found.values(), key=lambda m: -m.start) for each in _chain(s, m)]


def _chain(s: _Sentence, last: Mention) -> list[Mention]:
    """ "Lens, Nice et Brest suivent": all that are joined by commas and ``et``."""
    chain = [last]
    for m in reversed([m for m in s.mentions if m.end <= last.start]):
        between = s.doc[m.end : chain[-1].start]
        words = {token.lower_.replace("’", "'") for token in between}
        if (
            m.kind == last.kind
            and words
            and words <= {",", "et", "ou", "le", "la", "l'", "les", "ainsi", "que", "puis"}
            and words & {",", "et", "ou"}
            and m.preposition == last.preposition
        ):
            chain.append(m)
        else:
            break
    return chain


def _right_wall(s: _Sentence, cue: Cue, scope: int) -> int:
    """Where the cue’s own complements end: at the next finite verb of its clause, or at a wall."""
    for j in range(cue.end, s.end):
        if s.scopes[j] != scope:
            continue
        word = s.doc[j].lower_.replace("’", "'")
        if word in _WALLS and j > cue.end + 1:
            return j
        verb = s.verbs.get(j)
        if verb and verb.finite and verb.first >= cue.end and j > cue.end:
            # the subject of the next verb is not ours
            before = [
                m
                for m in s.mentions
                if cue.end <= m.start and m.end <= verb.first and s.scopes[m.start] == scope and m.preposition == ""
            ]
            return (
                before[-1].start
                if before and not (cue.frame.noun and len(before) == 1) and before[-1].start > cue.end + 2
                else verb.first
            )
        if word in _TURNS:
            return j
    return s.end


def _cast(s: _Sentence, cue: Cue, parts: dict[str, list[Mention]]) -> tuple[list[str], list[tuple[str, Part]]]:
    """Give each mention around the cue the part that the frame has for its place."""
    frame, persons, clubs = cue.frame, [], []
    subject_part, object_part = frame.subject, frame.object
    if cue.verb is not None and cue.verb.passive:
        subject_part, object_part = frame.object, frame.subject
    for place, mentions in parts.items():
        if place == "subject":
            part = subject_part
        elif place == "object":
            part = object_part
        elif place == "par" and cue.verb is not None and cue.verb.passive:
            part = frame.subject
        else:
            part = frame.part(place)
        for m in mentions:
            _play(m, part, frame_move=frame.move, place=place, persons=persons, clubs=clubs)
    return persons, clubs


def _play(
    m: Mention,
    part: str,
    frame_move: Move | None,
    place: str,
    persons: list[str],
    clubs: list[tuple[str, Part]],
) -> None:
    if m.kind == "person":
        if (
            part in ("person", "any", "club", "offer")
            or place in ("subject", "object")
            or (place in ("de", "pour", "avec", "à", "sur") and part)
        ):
            persons.append(m.key)
        return
    if part in ("to", "from", "stay"):
        clubs.append((m.key, part))  # type: ignore[arg-type]
    elif part in ("any", "club"):
        clubs.append((m.key, "other"))
    elif part == "person" and place == "subject" and frame_move in ("transfer", "loan"):
        clubs.append((m.key, "to"))
    elif part == "person" and place in ("subject",) and frame_move in ("extension",):
        clubs.append((m.key, "stay"))
    elif part == "person" and place in ("de", "avec"):
        clubs.append((m.key, "other"))


def _absent_person(s: _Sentence, cue: Cue, memory: _Memory) -> tuple[str | None, float]:
    """The person that a clause leaves out: nearest in the sentence, else the one spoken of last."""
    near = [m for m in s.mentions if m.kind == "person" and m.preposition not in ("selon", "après")]
    before = [m for m in near if m.end <= cue.start]
    if before:
        return before[-1].key, 0.9
    if near and cue.frame.kind != "deed":
        return near[0].key, 0.8
    if memory.person:
        return memory.person, 0.7
    return (near[0].key, 0.8) if near else (None, 0.0)


def _implied_club(s: _Sentence, cue: Cue, memory: _Memory) -> tuple[str, Part] | None:
    return None


def _remember(s: _Sentence, memory: _Memory) -> None:
    persons = [
        m for m in s.mentions if m.kind == "person" and m.preposition not in ("selon", "contre", "après", "avec")
    ]
    if persons:
        subject = next((m for m in persons if m.preposition == ""), persons[0])
        memory.person = persons[-1].key if persons[-1].preposition == "" and persons[-1].named else subject.key
    clubs = [m for m in s.mentions if m.kind == "club"]
    if clubs:
        memory.club = clubs[-1].key


def _unused() -> Iterable[Sequence[int]]:
    return replace  # type: ignore[return-value]
