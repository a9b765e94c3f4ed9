"""What each sentence says happens to whom: cues meet the persons and clubs that stand beside them.

For every cue: who stands before it as a subject, who behind it as an object, who behind which preposition, in
the same clause. What a clause leaves out is taken from what was spoken of last.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeVar

from spacy.tokens import Doc, Span

from parsing.extraction.cast import Part, cast
from parsing.extraction.frames import Cue
from parsing.extraction.mentions import Mention, describes_person, mentions_of
from parsing.extraction.profiles import Profile
from parsing.extraction.rungs import announcing, is_hypothetical, rung_of
from parsing.extraction.scene import Scene, scene_of, spoken_of
from parsing.extraction.sentences import paragraphs
from parsing.extraction.windows import is_of_earlier_window, is_recent
from parsing.lexicon import load
from parsing.records import Move, Status

__all__ = ["Event", "events_of", "scenes_of"]

Placed = TypeVar("Placed", Mention, Span)

_OBJECT = 5
"""Words that may stand between a verb and the noun that is its object."""
_BESIDE = 4
"""Words between the name and the clubs of a list."""
_BOUND = frozenset(("lié", "liée", "liés", "liées"))
_TIED: dict[Part, Part] = {"to": "from", "other": "from"}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing said about one person.

    :param clubs: the clubs that play a part, each with its part; ``other`` is a club whose side is not told.
    :param rung: None when the words tell no rung.
    :param reach: ``done``, ``background`` (an earlier time), ``purpose``, ``bare`` (a mere participle), ``earlier``
        (a refusal told behind what came of it).
    :param sentence: index of the sentence in the article; `at` is the token of the cue.
    :param sure: 1.0 when the person stands beside the cue, less when supplied.
    :param focus: the club spoken of last, for a move whose club is left out.
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
    heading: bool = False
    focus: str | None = None

    def club(self, part: Part) -> str | None:
        """The first club that plays `part`."""
        return next((club for club, p in self.clubs if p == part), None)


@dataclass(slots=True)
class _Memory:
    """Who was spoken of last, for what a clause leaves out."""

    person: str | None = None
    club: str | None = None


def scenes_of(doc: Doc) -> list[Scene]:
    """Lay out all sentences of `doc` but its furniture, in order."""
    known = doc.user_data["profiles"]
    mentions = deque(m for m in mentions_of(doc) if not (m.kind == "person" and known[m.key].reporter))
    adjectives = deque(club for club in doc.spans["clubs"] if club.label_ == "adjective")
    places = paragraphs(doc)
    found, at = list[Scene](), 0
    for number, span in enumerate(doc.sents):
        while at + 1 < len(places) and places[at + 1].start <= span.start:
            at += 1
        kind = places[at].kind if places else "prose"
        inside = list(_until(mentions, span.end))
        described = list(_until(adjectives, span.end))
        if kind != "furniture":
            found.append(scene_of(doc, span.start, span.end, number, kind, inside, described))
            found[-1].cues = _leading(found[-1])
    return found


def _until(waiting: deque[Placed], end: int) -> Iterator[Placed]:
    """Take what begins before the token `end`."""
    while waiting and waiting[0].start < end:
        yield waiting.popleft()


def events_of(doc: Doc, scenes: Sequence[Scene], published: date | None = None) -> list[Event]:
    """Return all that the `scenes` of `doc` say happens, in the order of the text.

    :param published: tells this year's window from earlier ones.
    """
    memory, found = _Memory(), list[Event]()
    for s in scenes:
        for cue in s.cues:
            if cue.frame.kind != "nothing":
                found += _events(s, cue, memory, published)
        found += _descriptions(s, memory)
        found += _listed(s)
        found += _arrived(s)
        _remember(s, memory, doc.user_data["profiles"])
    return found


def _leading(s: Scene) -> list[Cue]:
    """Of a verb and the noun right behind it, keep the one that tells: "annonce la prolongation", "refuse une offre".

    What is announced, proposed or passed ("passe sa visite médicale") is the noun's to tell; what is refused is the
    verb's.
    """
    dropped: set[int] = set()
    for n, cue in enumerate(s.cues):
        if cue.verb is None or cue.frame.kind not in ("deed", "state", "refusal"):
            continue
        at = next((k for k in range(n + 1, len(s.cues)) if s.cues[k].start >= cue.end), None)
        if at is None or not _is_object(s, cue, s.cues[at]):
            continue
        noun = s.cues[at].frame
        if noun.kind == "tie":  # "a signé un contrat de quatre ans avec Brentford"
            dropped |= {at} if cue.frame.kind == "deed" else set()
        elif cue.frame.kind == "refusal":
            dropped |= {at} if noun.rung == "offer" else set()
        elif cue.verb.lemma in announcing() or cue.loose:
            dropped.add(n)
    return [cue for n, cue in enumerate(s.cues) if n not in dropped]


def _is_object(s: Scene, verb: Cue, noun: Cue) -> bool:
    """Tell whether a cue is a noun that may be the object of the verb before it, with nobody named between."""
    if not (
        (noun.frame.noun and noun.frame.kind in ("deed", "state")) or (noun.frame.kind == "tie" and noun.verb is None)
    ):
        return False
    between = range(verb.end, noun.start)
    return (
        len(between) <= _OBJECT
        and s.clauses.number[verb.start] == s.clauses.number[noun.start]
        and not any(m.start in between and m.form != "pronoun" for m in s.mentions)
    )


def _events(s: Scene, cue: Cue, memory: _Memory, published: date | None) -> Iterator[Event]:
    persons, clubs = cast(s, cue)
    sure = 1.0
    if not persons:
        name, sure = _absent_person(s, cue, memory)
        persons = [name] if name else []
    if cue.loose and (not persons or not clubs or sure < 1.0):
        return
    lasting = _is_lasting(cue)
    if lasting and not _is_of_now(cue):
        return
    if lasting or _is_bound(s, cue):
        held = tuple((club, _TIED.get(part, part)) for club, part in dict.fromkeys(clubs))
        for name in dict.fromkeys(persons):
            yield Event(name, None, None, "tie", "done", held, s.number, cue.start, sure)
        return
    rung, reach = rung_of(s, cue)
    if cue.frame.kind == "deed" and reach in ("done", "bare") and is_of_earlier_window(_around(s, cue), published):
        rung, reach = None, "background"
    if reach == "bare" and (s.kind != "prose" or is_recent(_around(s, cue))):
        reach = "done"
    if reach == "bare" and cue.frame.kind == "deed":
        rung = None
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
            hypothetical=is_hypothetical(s, cue),
            heading=s.kind != "prose",
            focus=_focus(s, cue, memory),
        )


@cache
def _lasting() -> frozenset[str]:
    return frozenset(load("modality")["words"]["lasting"].split())


def _is_lasting(cue: Cue) -> bool:
    """Tell whether it is a verb of being somewhere, which is a move only when told of the future."""
    verb = cue.verb
    return verb is not None and cue.frame.kind == "deed" and verb.lemma in _lasting() and verb.rung is None


def _is_of_now(cue: Cue) -> bool:
    """Tell "évolue à Nantes", "évoluait à Nantes" of the news from what is long past."""
    return cue.verb is not None and cue.verb.tense in ("present", "imperfect") and not cue.verb.negated


def _is_bound(s: Scene, cue: Cue) -> bool:
    """Tell "lié au club jusqu'en 2026" from "s'est lié au club"."""
    return (
        s.word(cue.start) in _BOUND
        and not {"s'", "est", "sont", "désormais"} & {s.word(j) for j in range(cue.start - 3, cue.start)}
        and "jusqu'" in {s.word(j) for j in range(cue.end, min(s.end, cue.end + 14))}
    )


def _around(s: Scene, cue: Cue) -> str:
    """The words around a cue, within its clause and its commas."""
    number = s.clauses.number[cue.start]
    begin, end = cue.first, cue.end
    while (
        begin > s.start
        and cue.first - begin < 8
        and s.clauses.number[begin - 1] == number
        and s.doc[begin - 1].text not in (",", ";", ":")
    ):
        begin -= 1
    while end < s.end and end - cue.end < 14 and s.clauses.number[end] == number and s.doc[end].text not in (";", ":"):
        if end in s.verbs and s.verbs[end].finite and s.verbs[end].first >= cue.end:
            break
        end += 1
    return s.doc[begin:end].text.replace("’", "'")


def _absent_person(s: Scene, cue: Cue, memory: _Memory) -> tuple[str | None, float]:
    """The person that a clause leaves out: nearest in the sentence, else the one spoken of last."""
    near = [
        m
        for m in s.mentions
        if m.kind == "person" and m.preposition not in ("selon", "après", "contre", "malgré", "aside")
    ]
    before = [m for m in near if m.end <= cue.start]
    if before:
        return before[-1].key, 0.9
    behind = [m for m in near if m.start >= cue.end]
    if behind and behind[0].start - cue.end < 12:
        return behind[0].key, 0.85
    return (memory.person, 0.7) if memory.person else (None, 0.0)


def _focus(s: Scene, cue: Cue, memory: _Memory) -> str | None:
    """The club spoken of last before the cue: a free one of the sentence, else that of the sentences before."""
    free = [m for m in s.mentions if m.kind == "club" and m.end <= cue.start and m.preposition in ("", "de")]
    return free[-1].key if free else memory.club


def _remember(s: Scene, memory: _Memory, profiles: Mapping[str, Profile]) -> None:
    """Keep in mind whom a sentence is about, and which club."""
    clubs = [m for m in s.mentions if m.kind == "club" and m.preposition not in ("contre", "avant", "après", "chez")]
    free = [m for m in clubs if m.preposition == ""]
    if free or (clubs and (memory.club is None or s.kind != "prose")):
        memory.club = (free or clubs)[0].key
    memory.person = spoken_of(s, profiles) or memory.person


def _descriptions(s: Scene, memory: _Memory) -> Iterator[Event]:
    """Tell the club of "en provenance de Brest" and "le meilleur buteur lorientais", wherever they stand."""
    told = [(m.start, m.key) for m in s.mentions if m.kind == "club" and m.preposition == "provenance"]
    told += [
        (club.start, club.kb_id_)
        for club in s.adjectives
        if describes_person(s.doc, club.start) and not _is_former(s, club.start)
    ]
    told += [
        (m.start, m.key)
        for m in s.mentions
        if m.kind == "club" and m.start in s.players and not _is_former(s, m.start) and not _becomes(s, m)
    ]
    free = [m for m in s.mentions if m.kind == "person" and m.preposition not in ("aside", "selon")]
    for at, club in told:
        inside = next((m for m in free if m.start <= at < m.end), None)
        near = inside or min(free, key=lambda m: abs(m.start - at) + (4 if m.start > at else 0), default=None)
        person = near.key if near else memory.person
        if person:
            yield Event(person, None, None, "tie", "done", ((club, "from"),), s.number, at, 1.0 if inside else 0.8)


def _is_former(s: Scene, at: int) -> bool:
    return any(
        s.word(j) in ("ancien", "ancienne", "ex-", "futur", "future", "nouveau", "anciens")
        for j in range(at - 4, at + 1)
    )


def _arrived(s: Scene) -> Iterator[Event]:
    """Read "X est officiellement un joueur de Lens", as good as signed."""
    for club in s.mentions:
        if club.kind == "club" and _becomes(s, club):
            subject = next((m for m in s.mentions if m.kind == "person" and m.end <= club.start), None)
            if subject is not None:
                clubs: tuple[tuple[str, Part], ...] = ((club.key, "to"),)
                yield Event(
                    subject.key,
                    "transfer",
                    "official",
                    "deed",
                    "done",
                    clubs,
                    s.number,
                    club.start,
                    1.0,
                )


def _becomes(s: Scene, club: Mention) -> bool:
    """Tell "X est désormais un joueur de Lens" from "le joueur de Lens"."""
    head = s.players.get(club.start)
    if head is None:
        return False
    before = [s.word(j) for j in range(head - 4, head)]
    return bool({"un", "une"} & set(before[-2:]) and {"est", "devient"} & set(before[:-1]))


def _listed(s: Scene) -> Iterator[Event]:
    """A line of a list without any verb: "X, de Montpellier à Burnley", "X (du PSG à Francfort pour 16,5 M€)"."""
    for n, person in enumerate(s.mentions[:-2]):
        giver, taker = s.mentions[n + 1], s.mentions[n + 2]
        if (
            (person.kind, giver.kind, taker.kind) == ("person", "club", "club")
            and (giver.preposition, taker.preposition) == ("de", "à")
            and person.named
            and s.word(person.end) in (",", "(", ":")
            and giver.start - person.end <= _BESIDE
            and taker.start - giver.end <= _BESIDE
        ):
            clubs: tuple[tuple[str, Part], ...] = ((giver.key, "from"), (taker.key, "to"))
            yield Event(person.key, "transfer", "official", "deed", "done", clubs, s.number, giver.start, 1.0)
