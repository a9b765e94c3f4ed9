"""Which of the persons and clubs of an article make a move together: weighed, not ruled.

Rules read sentences; which club of four is the destination is a matter of weight. Each person is paired with each
club that he is spoken of with. A linear model scores the signs of a pair, of a person, of the article; decision trees
then weigh these scores with what can be counted, and with how the other pairs of the same person and club score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from parsing.extraction import measures, signs
from parsing.extraction.cast import Part
from parsing.extraction.events import Event
from parsing.extraction.facts import Draft, rung_of_events
from parsing.extraction.layout import Layout
from parsing.extraction.model import Model
from parsing.records import MOVES, STATUSES, Move, Role, Status

__all__ = [
    "ARRIVALS",
    "LINEAR",
    "PAIR_HEADS",
    "Pair",
    "Table",
    "choose",
    "columns",
    "draft_of",
    "kind_signs",
    "linear_scores",
    "matrix",
    "ruled_rung",
    "status_row",
    "status_signs",
    "table",
]

Key = TypeVar("Key", bound=Hashable)

PAIR_HEADS = ("arrives", "stays", "leaves", "from")
"""What is asked of a pair: is the club where the person goes, where he signs anew, where he leaves without a
destination, or where he comes from?"""
ARRIVALS: tuple[Move, ...] = ("transfer", "loan", "appointment")
_KIND_HEADS = tuple(f"kind {move}" for move in ARRIVALS)
_PERSON_HEADS = ("moves", "has a post", "is loaned", "signs anew", "departs", "works")
_ARTICLE_HEADS = ("tells", "tells of posts")
_STATUS_HEADS = tuple(f"status {status}" for status in STATUSES)
LINEAR = (*PAIR_HEADS, *_KIND_HEADS, *_PERSON_HEADS, *_ARTICLE_HEADS)
_NO_CLUB = "no club"
THRESHOLD = {"arrives": 0.5, "stays": 0.4, "leaves": 0.5}
"""Probability from which a pair makes a fact, chosen by the precision and recall that came of it on unseen articles."""
_LEAST = {"arrives": -5.0, "stays": -6.0, "leaves": -7.0}
"""Linear scores so low that no tree was ever seen to mend them: such pairs are not asked about any further."""
_MOST_PAIRS = 3000
"""Pairs of one article; the largest live ticker has some hundreds. Beyond it only those named most are paired."""
_LEAST_FROM = 0.08
"""A club less probable than this is not named as the one he comes from."""
_NONE = -9.0
"""Stands for the measures that a person without a club has not."""
_DONE = ("agreement", "medical", "official")


@dataclass(slots=True)
class Pair:
    """One person and one club, or no club at all.

    :param signs: see `parsing.extraction.signs`; `measures` likewise.
    """

    person: str
    club: str | None
    signs: set[str]
    measures: dict[str, float]


@dataclass(slots=True)
class Table:
    """All that is asked about one article.

    :param about: the signs of each person.
    """

    pairs: list[Pair]
    about: dict[str, set[str]]
    article: set[str]


def table(page: Layout) -> Table:
    """Pair the persons of an article with its clubs."""
    by_sentence = {person: signs.by_sentence(page, person) for person in page.persons}
    about = {person: set[str]().union(*found.values()) for person, found in by_sentence.items()}
    near, left = {person: set[str]() for person in page.persons}, _MOST_PAIRS
    for person in sorted(page.persons, key=lambda person: -page.count[person]):
        if left > 0:
            near[person] = page.near(person)
            left -= len(near[person])
    pairs = []
    for person in page.persons:
        own = measures.of_person(page, person)
        for club in (club for club in page.clubs if club in near[person]):
            told = signs.of_pair(page, person, club, by_sentence[person])
            pairs.append(Pair(person, club, told, own | measures.of_pair(page, person, club)))
        pairs.append(Pair(person, None, {_NO_CLUB} | {"N:" + sign for sign in about[person]}, own))
    return Table(pairs, about, signs.of_article(page))


def kind_signs(pair: Pair, about: Mapping[str, set[str]]) -> set[str]:
    """The signs that tell a loan from a transfer and a player from a coach."""
    return pair.signs | {"L:" + sign for sign in about[pair.person]}


def status_signs(pair: Pair, about: Mapping[str, set[str]], move: Move) -> set[str]:
    """The signs that tell the rung that a move has reached."""
    own = {f"{move}:{sign}" for sign in pair.signs if sign.startswith(("s:", "k-", "k+", "km", "z"))}
    return kind_signs(pair, about) | own | {"move " + move}


def columns() -> tuple[str, ...]:
    """The names of the columns of `matrix`."""
    rivals = [f"{head} {what}" for head in PAIR_HEADS for what in ("lead", "place", "lead at club")]
    return (*measures.names(), *LINEAR, *rivals, "sum of arrives", "best leaves", "others work", "best works")


def linear_scores(asked: Table, model: Model) -> dict[str, NDArray[np.float64]]:
    """Return the linear model's score of each pair for each question in `LINEAR`."""
    tells = model.linear(asked.article, _ARTICLE_HEADS)
    persons = {person: model.linear(about, _PERSON_HEADS) for person, about in asked.about.items()}
    rows = [
        [
            *model.linear(pair.signs, PAIR_HEADS),
            *model.linear(kind_signs(pair, asked.about), _KIND_HEADS),
            *persons[pair.person],
            *tells,
        ]
        for pair in asked.pairs
    ]
    scores = np.array(rows, dtype=np.float64).reshape(len(rows), len(LINEAR))
    return {head: scores[:, k] for k, head in enumerate(LINEAR)}


def matrix(pairs: Sequence[Pair], scores: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the table that the trees read: one row a pair, columns as in `columns`."""
    names = measures.names()
    rows = np.array([[pair.measures.get(name, _NONE) for name in names] for pair in pairs], dtype=np.float64)
    rows = rows.reshape(len(pairs), len(names))
    return np.hstack([rows, np.stack([scores[head] for head in LINEAR], axis=1), _rivals(pairs, scores)])


def _rivals(pairs: Sequence[Pair], scores: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """How a pair stands among the pairs of its person, and among those of its club."""
    by_person, by_club = _grouped(pair.person for pair in pairs), _grouped(pair.club for pair in pairs)
    found = np.zeros((len(pairs), 3 * len(PAIR_HEADS) + 4))
    for k, head in enumerate(PAIR_HEADS):
        own = scores[head]
        for group in by_person.values():
            found[group, 3 * k] = _lead(own[group])
            found[group, 3 * k + 1] = [int((own[group] > own[i]).sum()) for i in group]
        for group in by_club.values():
            found[group, 3 * k + 2] = _lead(own[group])
    for group in by_person.values():
        found[group, -4] = scores["arrives"][group].sum()
        found[group, -3] = scores["leaves"][group].max()
    works = np.array([scores["works"][group[0]] for group in by_person.values()])
    for k, group in enumerate(by_person.values()):
        others = np.delete(works, k)
        found[group, -2] = others.mean() if len(others) else 0.0
        found[group, -1] = others.max() if len(others) else 0.0
    return found


def _grouped(keys: Iterable[Key]) -> dict[Key, list[int]]:
    """The places of each key, keys in the order in which they are met."""
    found: dict[Key, list[int]] = defaultdict(list)
    for i, key in enumerate(keys):
        found[key].append(i)
    return found


def _lead(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """By how much each score is ahead of the best of the others, or behind it; its own height where it is alone."""
    if len(scores) == 1:
        return scores.copy()
    best, second = np.sort(scores)[::-1][:2]
    return np.asarray(np.where(scores < best, scores - best, scores - second))


def choose(page: Layout, model: Model) -> list[Draft]:
    """Return the moves that the weights find in an article, in the order in which the persons are met."""
    asked = table(page)
    if not asked.pairs:
        return []
    scores = linear_scores(asked, model)
    rows = matrix(asked.pairs, scores)
    sure = {head: _sure(model, head, rows, scores[head]) for head in _LEAST}
    taken = [i for i in range(len(rows)) if any(sure[head][i] > THRESHOLD[head] for head in sure)]
    if not taken:
        return []
    kinds = dict(zip(taken, model.forests["kind"](rows[taken]), strict=True))
    found: list[Draft] = []
    for person, group in _grouped(pair.person for pair in asked.pairs).items():
        if set(group).isdisjoint(taken):
            continue
        origins = _origins(model, asked, rows, group)
        own: list[Draft] = []
        for i in group:
            pair, club, told = asked.pairs[i], asked.pairs[i].club, list[Draft]()
            if sure["arrives"][i] > THRESHOLD["arrives"]:
                origin = next((c for c in origins if c != club), None)
                move = ARRIVALS[int(kinds[i].argmax())]
                told.append(draft_of(page, person, move, origin, club, float(sure["arrives"][i] * kinds[i].max())))
            if club is not None and sure["stays"][i] > THRESHOLD["stays"] and _may_sign_anew(page, person, club):
                told.append(draft_of(page, person, "extension", club, club, float(sure["stays"][i])))
            if sure["leaves"][i] > THRESHOLD["leaves"]:
                told.append(draft_of(page, person, "departure", club, None, float(sure["leaves"][i])))
            for draft in told:
                draft.status = _status(model, asked, pair, rows[i], draft)
                draft.role = _role(page, draft)
            own += told
        found += _without_exits(_parted(own))
    return found


def _sure(model: Model, head: str, rows: NDArray[np.float64], scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """How probable the answer yes is for each pair."""
    found = np.zeros(len(rows))
    asked = scores > _LEAST[head]
    if asked.any():
        found[asked] = model.forests[head](rows[asked])[:, 1]
    return found


def _origins(model: Model, asked: Table, rows: NDArray[np.float64], group: Sequence[int]) -> list[str]:
    """The clubs that a person may come from, the likeliest first."""
    left = model.forests["from"](rows[group])[:, 1]
    clubs = [(float(p), club) for p, i in zip(left, group, strict=True) if (club := asked.pairs[i].club)]
    return [club for p, club in sorted(clubs, key=lambda pair: -pair[0]) if p > _LEAST_FROM]


def _status(model: Model, asked: Table, pair: Pair, row: NDArray[np.float64], draft: Draft) -> Status:
    """The rung that a move has reached."""
    ruled = rung_of_events(draft.events)
    scores = model.linear(status_signs(pair, asked.about, draft.move), _STATUS_HEADS)
    answer = model.forests["status"](status_row(row, scores, draft.move, ruled)[None, :])[0]
    best = STATUSES[int(answer.argmax())]
    return ruled if ruled == "offer" and best in ("rumour", "interest", "talks") else best  # an offer made is an act


def status_row(
    row: NDArray[np.float64], scores: Sequence[float], move: Move, ruled: Status | None
) -> NDArray[np.float64]:
    """What the trees read of the rung: the row of the pair, the linear scores, the move, and what the rules read."""
    moves = [float(move == other) for other in MOVES]
    rungs = [float(ruled == status) for status in STATUSES]
    return np.concatenate([row, np.asarray(scores, dtype=np.float64), np.array(moves + rungs)])


def ruled_rung(page: Layout, person: str, move: Move, club: str | None) -> Status | None:
    """The rung that the rules read for a move, or None."""
    return rung_of_events(_told_of(page, person, move, club))


def _told_of(page: Layout, person: str, move: Move, club: str | None) -> list[Event]:
    """What the rules read about a move: what supports it by itself, and what they had gathered for the same move."""
    gathered = [
        event
        for draft in page.drafts
        if draft.person == person
        and _class(draft.move) == _class(move)
        and (draft.from_club if draft.move == "departure" else draft.to_club) == club
        for event in draft.events
    ]
    alone = [e for e in page.told[person] if _supports(e, move, club)]
    return sorted(dict.fromkeys([*gathered, *alone]), key=lambda event: event.at)


def _class(move: Move) -> str:
    """An arrival is one and the same, whether the rules took it for a loan or for a transfer."""
    return "arrival" if move in ARRIVALS else move


def _role(page: Layout, draft: Draft) -> Role:
    told = page.profiles[draft.person].role
    if draft.move == "appointment":
        return told if told in ("coach", "staff") else "coach"
    return told or "player"


def _may_sign_anew(page: Layout, person: str, club: str) -> bool:
    """Of a coach, who is spoken of in every story of his players, a rule must have read that he himself signs anew."""
    if page.profiles[person].role not in ("coach", "staff"):
        return True
    return any(d.person == person and d.move == "extension" and d.to_club == club for d in page.drafts)


def _parted(own: list[Draft]) -> list[Draft]:
    """A sentence that speaks of one move of a person is not beside another one."""
    for draft in own:
        others = {e.sentence for other in own if other is not draft for e in other.events if e.kind != "named"}
        draft.beside = tuple(n for n in draft.beside if n not in others)
    return own


def _without_exits(own: list[Draft]) -> list[Draft]:
    """An exit for which a destination is agreed upon is no fact of its own (rule 6 of the labels)."""
    gone = any(d.move in ARRIVALS and d.status in _DONE for d in own)
    return [d for d in own if not (d.move == "departure" and gone)]


def draft_of(page: Layout, person: str, move: Move, origin: str | None, goal: str | None, sure: float) -> Draft:
    """Build a draft, with what the rules read about it and the sentences that name both."""
    club = goal if move != "departure" else origin
    events = _told_of(page, person, move, club) or list(_named(page, person, move, club))
    beside = tuple(n for n in page.of_club.get(club or "", ()) if n in page.of_person[person])
    return Draft(person, "player", move, origin, goal, "rumour", events, sure, beside)


def _named(page: Layout, person: str, move: Move, club: str | None) -> Iterator[Event]:
    """The sentences that name person and club, for a move that no rule has read; else the first about the person."""
    both = [n for n in page.of_club.get(club or "", ()) if n in page.of_person[person]]
    for n in both or [next(iter(page.of_person[person]))]:
        s = page.scene[n]
        clubs: tuple[tuple[str, Part], ...] = ((club, "other"),) if club and both else ()
        at = page.of_club[club][n][0].start if club and both else s.start
        yield Event(person, move, None, "named", "done", clubs, n, at, 0.5, heading=s.kind != "prose")


def _supports(event: Event, move: Move, club: str | None) -> bool:
    """Tell whether something said speaks of this move."""
    if event.kind in ("tie", "price") or event.reach == "background":
        return False
    if any(named == club for named, _ in event.clubs):
        return True
    if event.clubs:
        return False
    if move == "departure":
        return event.move == "departure" or event.leaves
    return event.move == move
