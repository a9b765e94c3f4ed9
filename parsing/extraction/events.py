"""What each sentence says happens to whom: cues meet the persons and clubs that stand beside them.

For every cue: who stands before it as a subject, who behind it as an object, who behind which preposition, in
the same clause. What a clause leaves out is taken from what was spoken of last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from spacy.tokens import Doc

from parsing.extraction.clauses import Clauses, clauses_of
from parsing.extraction.frames import Cue, cues_of
from parsing.extraction.mentions import Mention, describes_person, mentions_of
from parsing.extraction.sentences import paragraphs
from parsing.extraction.verbgroups import Verb, verbs_of
from parsing.extraction.windows import is_of_earlier_window, is_recent
from parsing.lexicon import load
from parsing.records import Move, Status

__all__ = ["Event", "Part", "events_of"]

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


_OBJECT = 5
"""Words that may stand between a verb and the noun that is its object."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing said about one person.

    :param clubs: the clubs that play a part, each with its part; ``other`` is a club whose side is not told.
    :param rung: None when the words tell no rung.
    :param reach: ``done``, ``background`` (an earlier time), ``purpose``, ``bare`` (a mere participle).
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
    kind: str
    mentions: list[Mention]
    verbs: dict[int, Verb]
    cues: list[Cue]
    clauses: Clauses

    def word(self, i: int) -> str:
        return self.doc[i].lower_.replace("’", "'") if self.start <= i < self.end else ""


@dataclass(slots=True)
class _Memory:
    """Who was spoken of last, for what a clause leaves out."""

    person: str | None = None
    club: str | None = None


def events_of(doc: Doc, published: date | None = None) -> list[Event]:
    """Return all that `doc` says happens, in the order of the text.

    :param published: tells this year's window from earlier ones.
    """
    known = doc.user_data["profiles"]
    mentions = [m for m in mentions_of(doc) if not (m.kind == "person" and known[m.key].reporter)]
    places = paragraphs(doc)
    memory, found, at = _Memory(), list[Event](), 0
    for number, span in enumerate(doc.sents):
        while at + 1 < len(places) and places[at + 1].start <= span.start:
            at += 1
        inside = [m for m in mentions if span.start <= m.start < span.end]
        verbs = verbs_of(doc, span.start, span.end)
        clauses = clauses_of(doc, span.start, span.end, inside)
        cues = _leading(cues_of(doc, span.start, span.end, verbs), inside, clauses)
        kind = places[at].kind if places else "prose"
        if kind == "furniture":
            continue
        s = _Sentence(doc, span.start, span.end, number, kind, inside, verbs, cues, clauses)
        for cue in cues:
            if cue.frame.kind != "nothing":
                found += _events(s, cue, memory, published)
        found += _descriptions(s, memory)
        found += _listed(s)
        found += _arrived(s)
        _remember(s, memory, {name for name, profile in known.items() if profile.stands_aside})
    return found


def _leading(cues: list[Cue], mentions: list[Mention], clauses: Clauses) -> list[Cue]:
    """Of a verb and the noun right behind it, keep the one that tells: "annonce la prolongation", "refuse une offre".

    What is announced, proposed or passed ("passe sa visite médicale") is the noun's to tell; what is refused is the
    verb's.
    """
    dropped = set()
    for n, cue in enumerate(cues):
        if cue.verb is None or cue.frame.kind not in ("deed", "state", "refusal"):
            continue
        noun = next((m for m in range(n + 1, len(cues)) if cues[m].start >= cue.end), None)
        if noun is None or not (
            (cues[noun].frame.noun and cues[noun].frame.kind in ("deed", "state"))
            or (cues[noun].frame.kind == "tie" and cues[noun].verb is None)
        ):
            continue
        between = range(cue.end, cues[noun].start)
        if (
            len(between) > _OBJECT
            or clauses.number[cue.start] != clauses.number[cues[noun].start]
            or any(m.start in between and m.form != "pronoun" for m in mentions)
        ):
            continue
        if cues[noun].frame.kind == "tie":  # "a signé un contrat de quatre ans avec Brentford"
            dropped |= {noun} if cue.frame.kind == "deed" else set()
        elif cue.frame.kind == "refusal":
            dropped |= {noun} if cues[noun].frame.rung == "offer" else set()
        elif cue.verb.lemma in _announcing() or cue.loose:
            dropped.add(n)
    return [cue for n, cue in enumerate(cues) if n not in dropped]


def _events(s: _Sentence, cue: Cue, memory: _Memory, published: date | None) -> Iterator[Event]:
    persons, clubs = _cast(s, cue)
    sure = 1.0
    if not persons:
        name, sure = _absent_person(s, cue, memory)
        persons = [name] if name else []
    if cue.loose and (not persons or not clubs or sure < 1.0):
        return
    if cue.verb is not None and cue.frame.kind == "deed" and cue.verb.lemma in _lasting() and cue.verb.rung is None:
        if cue.verb.tense in ("present", "imperfect") and not cue.verb.negated:  # "évolue à Nantes": he is there
            places = tuple((club, _TIED.get(part, part)) for club, part in dict.fromkeys(clubs))
            for name in dict.fromkeys(persons):
                yield Event(name, None, None, "tie", "done", places, s.number, cue.start, sure, cue="évoluer")
        return
    bound = s.word(cue.start) in _BOUND and not {"s'", "est", "sont", "désormais"} & {
        s.word(j) for j in range(cue.start - 3, cue.start)
    }
    if bound and "jusqu'" in {s.word(j) for j in range(cue.end, min(s.end, cue.end + 14))}:
        places = tuple((club, _TIED.get(part, part)) for club, part in dict.fromkeys(clubs))
        for name in dict.fromkeys(persons):  # "lié au club jusqu'en 2026"
            yield Event(name, None, None, "tie", "done", places, s.number, cue.start, sure, cue="lié")
        return
    rung, reach = _rung(s, cue)
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
            hypothetical=_is_hypothetical(s, cue),
            heading=s.kind != "prose",
            focus=_focus(s, cue, memory),
            cue=s.doc[cue.start : cue.end].text,
        )


def _arrived(s: _Sentence) -> Iterator[Event]:
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
                    cue="joueur de",
                )


def _listed(s: _Sentence) -> Iterator[Event]:
    """A line of a list without any verb: "X, de Montpellier à Burnley", "X (du PSG à Francfort pour 16,5 M€)"."""
    for n, person in enumerate(s.mentions[:-2]):
        giver, taker = s.mentions[n + 1], s.mentions[n + 2]
        if (
            (person.kind, giver.kind, taker.kind) == ("person", "club", "club")
            and (giver.preposition, taker.preposition) == ("de", "à")
            and person.form in ("full", "part", "single")
            and s.word(person.end) in (",", "(", ":")
            and giver.start - person.end <= _BESIDE
            and taker.start - giver.end <= _BESIDE
        ):
            clubs: tuple[tuple[str, Part], ...] = ((giver.key, "from"), (taker.key, "to"))
            yield Event(
                person.key, "transfer", "official", "deed", "done", clubs, s.number, giver.start, 1.0, cue="de … à"
            )


_BESIDE = 4
"""Words between the name and the clubs of a list."""
_BOUND = frozenset(("lié", "liée", "liés", "liées"))
_TIED: dict[Part, Part] = {"to": "from", "other": "from"}


@cache
def _lasting() -> frozenset[str]:
    """Verbs of being somewhere: a move only when they are told of the future."""
    return frozenset(load("modality")["words"]["lasting"].split())


def _descriptions(s: _Sentence, memory: _Memory) -> Iterator[Event]:
    """Tell the club of "en provenance de Brest" and "le meilleur buteur lorientais", wherever they stand."""
    told = [(m.start, m.key) for m in s.mentions if m.kind == "club" and m.preposition == "provenance"]
    told += [
        (club.start, club.kb_id_)
        for club in s.doc.spans["clubs"]
        if club.label_ == "adjective"
        and s.start <= club.start < s.end
        and describes_person(s.doc, club.start)
        and not _is_former(s, club.start)
    ]
    told += [
        (m.start, m.key)
        for m in s.mentions
        if m.kind == "club" and _describes_player(s, m) and not _is_former(s, m.start) and not _becomes(s, m)
    ]
    free = [m for m in s.mentions if m.kind == "person" and m.preposition not in ("aside", "selon")]
    for at, club in told:
        inside = next((m for m in free if m.start <= at < m.end), None)
        near = inside or min(free, key=lambda m: abs(m.start - at) + (4 if m.start > at else 0), default=None)
        person = near.key if near else memory.person
        if person:
            yield Event(
                person, None, None, "tie", "done", ((club, "from"),), s.number, at, 1.0 if inside else 0.8, cue="de"
            )


def _is_former(s: _Sentence, at: int) -> bool:
    return any(
        s.word(j) in ("ancien", "ancienne", "ex-", "futur", "future", "nouveau", "anciens")
        for j in range(at - 4, at + 1)
    )


# -- rungs ---------------------------------------------------------------------------------------------------------


def _rung(s: _Sentence, cue: Cue) -> tuple[Status | None, str]:
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


def _noun_rung(s: _Sentence, cue: Cue) -> tuple[Status | None, str]:
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
    if governor is None or governor.lemma not in _announcing():
        return frame.rung, "done"
    if governor.negated:
        return None, "none"
    told = _announcing()[governor.lemma]
    if told == "rejected" or governor.rung is None:
        return (
            (None, governor.reach)
            if governor.reach in ("background", "purpose") and told != "rejected"
            else (told, "done")
        )
    return governor.rung if told in ("official", "agreement") else told, "done"


@cache
def _announcing() -> dict[str, Status]:
    """What the verb right before a noun says of it: "officialiser l’arrivée", "refuser la prolongation"."""
    return {verb: rung for rung, verbs in load("modality")["announcing"].items() for verb in verbs.split()}


def _governing_verb(s: _Sentence, cue: Cue) -> Verb | None:
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


def _is_hypothetical(s: _Sentence, cue: Cue) -> bool:
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


# -- windows -------------------------------------------------------------------------------------------------------


def _around(s: _Sentence, cue: Cue) -> str:
    """The words around a cue, within its clause and its commas."""
    number = s.clauses.number[cue.start]
    first = cue.verb.first if cue.verb else cue.start
    begin, end = first, cue.end
    while (
        begin > s.start
        and first - begin < 8
        and s.clauses.number[begin - 1] == number
        and s.doc[begin - 1].text not in (",", ";", ":")
    ):
        begin -= 1
    while end < s.end and end - cue.end < 14 and s.clauses.number[end] == number and s.doc[end].text not in (";", ":"):
        if end in s.verbs and s.verbs[end].finite and s.verbs[end].first >= cue.end:
            break
        end += 1
    return s.doc[begin:end].text.replace("’", "'")


# -- parts ---------------------------------------------------------------------------------------------------------


def _cast(s: _Sentence, cue: Cue) -> tuple[list[str], list[tuple[str, Part]]]:
    """Give each mention around the cue the part that the frame has for its place."""
    frame, persons, clubs = cue.frame, list[str](), list[tuple[str, Part]]()
    subject_part, object_part = frame.subject, frame.object
    if cue.verb is not None and cue.verb.passive:
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
            part = object_part if not (cue.verb is not None and cue.verb.passive) else ""
        elif place == "par" and cue.verb is not None and cue.verb.passive:
            part = frame.subject
        else:
            part = frame.part(place)
        for m in mentions:
            _play(m, part, place, frame.kind, persons, clubs)
    return persons, _sides(s, cue, places, clubs)


def _sides(
    s: _Sentence, cue: Cue, places: list[tuple[str, list[Mention]]], clubs: list[tuple[str, Part]]
) -> list[tuple[str, Part]]:
    """Of two clubs whose sides are not told: who acts wants, with whom he deals sells; who refuses an offer has."""
    kind, actor = cue.frame.kind, "par" if cue.verb is not None and cue.verb.passive else "subject"
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


def _is_of_offer(s: _Sentence, cue: Cue) -> bool:
    """Tell whether what is refused is an offer: then whoever refuses it is asked to sell."""
    first = min(cue.verb.first, cue.start) if cue.verb else cue.start
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


def _places(s: _Sentence, cue: Cue, subject_part: str) -> list[tuple[str, list[Mention]]]:
    """The mentions around a cue by place: ``subject``, ``object``, or the preposition that they stand behind."""
    number = s.clauses.number[cue.start]
    first = min(cue.verb.first, cue.start) if cue.verb else cue.start
    places: list[tuple[str, list[Mention]]] = []
    subjects = _subjects(s, _shared(s, cue, first), number, subject_part)
    hook, opener = s.clauses.hook[number], s.clauses.opener[number]
    if hook is not None and hook.kind == "club" and _describes_player(s, hook):
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
        if m.kind == "club" and _describes_player(s, m):
            continue
        if cue.end <= m.start < stop and s.clauses.number[m.start] == number and m.form != "pronoun":
            places.append((m.preposition or "object", [m]))
    if cue.frame.kind == "refusal" and cue.verb is not None and cue.verb.passive and not subjects:
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


def _describes_player(s: _Sentence, club: Mention) -> bool:
    """Tell whether a club only says whose player somebody is: "l’attaquant de Brest"."""
    return _head_of(s, club) is not None


def _head_of(s: _Sentence, club: Mention) -> int | None:
    """The noun of a player's description that a club belongs to."""
    if club.preposition != "de":
        return None
    j = club.start - 1
    nations = {i for nation in s.doc.spans["nations"] for i in range(nation.start, nation.end)}
    while j > s.start and (
        s.word(j) in ("de", "du", "d'", "des", "l'", "le", "la", "les")
        or s.doc[j]._.descriptor == "adjective"
        or j in nations
    ):
        j -= 1
    return j if s.doc[j]._.descriptor == "player" else None


def _becomes(s: _Sentence, club: Mention) -> bool:
    """Tell "X est désormais un joueur de Lens" from "le joueur de Lens"."""
    head = _head_of(s, club)
    if head is None:
        return False
    before = [s.word(j) for j in range(head - 4, head)]
    return bool({"un", "une"} & set(before[-2:]) and {"est", "devient"} & set(before[:-1]))


def _shared(s: _Sentence, cue: Cue, first: int) -> int:
    """Where the subject stands before: "L’OM suit X et négocie avec Lens" has one subject for both verbs."""
    if cue.verb is None or not cue.verb.finite or s.word(first - 1) != "et":
        return first
    number = s.clauses.number[first]
    earlier = [v for v in s.verbs.values() if v.finite and v.i < first - 1 and s.clauses.number[v.i] == number]
    return max(earlier, key=lambda verb: verb.i).first if earlier else first


def _subjects(s: _Sentence, first: int, number: int, part: str) -> list[Mention]:
    """The nearest free mention before the verb that can be its subject, with all that are joined to it."""
    wanted = {"person": "person", "to": "club", "from": "club", "stay": "club", "club": "club"}.get(part)
    free = [m for m in s.mentions if m.end <= first and s.clauses.number[m.start] == number and m.preposition == ""]
    for m in reversed(free):
        if wanted is None or m.kind == wanted:
            return _chain(s, m)
    return _chain(s, free[-1]) if free and wanted == "person" and free[-1].end >= first - 1 else []


def _chain(s: _Sentence, last: Mention) -> list[Mention]:
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


def _right_wall(s: _Sentence, cue: Cue, number: int) -> int:
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


def _before_subject(s: _Sentence, cue: Cue, verb: Verb, number: int) -> int:
    """The subject of the next verb is not a complement of this cue, unless nothing else is."""
    between = [
        m for m in s.mentions if cue.end <= m.start and m.end <= verb.first and s.clauses.number[m.start] == number
    ]
    if verb.finite and between and between[-1].preposition == "" and between[-1].end >= verb.first - 2:
        joined = any(s.word(j) in ("et", ",", "que", "qu'", "mais") for j in range(cue.end, between[-1].start))
        if joined:
            return between[-1].start
    return verb.first


def _absent_person(s: _Sentence, cue: Cue, memory: _Memory) -> tuple[str | None, float]:
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


def _focus(s: _Sentence, cue: Cue, memory: _Memory) -> str | None:
    """The club spoken of last before the cue: a free one of the sentence, else that of the sentences before."""
    free = [m for m in s.mentions if m.kind == "club" and m.end <= cue.start and m.preposition in ("", "de")]
    return free[-1].key if free else memory.club


def _remember(s: _Sentence, memory: _Memory, bystanders: set[str]) -> None:
    """Who a sentence is about: its first free person, else the last one named; likewise its club."""
    clubs = [m for m in s.mentions if m.kind == "club" and m.preposition not in ("contre", "avant", "après", "chez")]
    free = [m for m in clubs if m.preposition == ""]
    if free or (clubs and (memory.club is None or s.kind != "prose")):
        memory.club = (free or clubs)[0].key
    persons = [
        m
        for m in s.mentions
        if m.kind == "person"
        and m.preposition not in ("selon", "contre", "après", "avec", "par", "malgré", "aside")
        and m.key not in bystanders
    ]
    if persons:
        memory.person = next((m for m in persons if m.preposition == ""), persons[-1]).key
