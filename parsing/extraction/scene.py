"""One sentence laid out: who and what is mentioned, its verbs and cues, its clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from parsing.extraction.clauses import Clauses, clauses_of
from parsing.extraction.frames import Cue, cues_of
from parsing.extraction.mentions import Mention
from parsing.extraction.profiles import Profile
from parsing.extraction.sentences import Kind
from parsing.extraction.verbgroups import Verb, verbs_of

__all__ = ["Scene", "scene_of", "spoken_of"]

_APART = ("selon", "contre", "après", "avec", "par", "malgré", "aside")
"""Behind these words somebody is named whom the sentence is not about."""


@dataclass(slots=True)
class Scene:
    """What is read of a sentence before anybody asks what it says.

    :param number: index of the sentence in the article.
    :param kind: what it stands in.
    :param players: the clubs that only say whose player somebody is ("l’attaquant de Brest"): first token of the club,
        token of the noun.
    :param adjectives: the clubs that stand there as adjectives.
    """

    doc: Doc
    start: int
    end: int
    number: int
    kind: Kind
    mentions: list[Mention]
    verbs: dict[int, Verb]
    cues: list[Cue]
    clauses: Clauses
    players: dict[int, int]
    adjectives: Sequence[Span] = ()

    def word(self, i: int) -> str:
        """The word at token `i`, in lower case; empty outside the sentence."""
        return self.doc[i].lower_.replace("’", "'") if self.start <= i < self.end else ""


def scene_of(
    doc: Doc,
    start: int,
    end: int,
    number: int,
    kind: Kind,
    inside: list[Mention],
    adjectives: Sequence[Span] = (),
) -> Scene:
    """Lay out the sentence from `start` to `end`.

    :param inside: its mentions.
    """
    verbs = verbs_of(doc, start, end)
    cues = cues_of(doc, start, end, verbs)
    s = Scene(doc, start, end, number, kind, inside, verbs, cues, clauses_of(doc, start, end, inside), {}, adjectives)
    nations = _nation_tokens(doc)
    for m in inside:
        if m.kind == "club" and m.preposition == "de" and (head := _player_before(s, m.start, nations)) is not None:
            s.players[m.start] = head
    return s


def _nation_tokens(doc: Doc) -> set[int]:
    """The tokens of countries and nationalities, gathered once for a text."""
    found: set[int] | None = doc.user_data.get("nation_tokens")
    if found is None:
        found = {i for nation in doc.spans["nations"] for i in range(nation.start, nation.end)}
        doc.user_data["nation_tokens"] = found
    return found


def _player_before(s: Scene, club: int, nations: set[int]) -> int | None:
    """The noun of a player's description that goes on with a club."""
    j = club - 1
    while j > s.start and (
        s.word(j) in ("de", "du", "d'", "des", "l'", "le", "la", "les")
        or s.doc[j]._.descriptor == "adjective"
        or j in nations
    ):
        j -= 1
    return j if s.doc[j]._.descriptor == "player" else None


def spoken_of(s: Scene, profiles: Mapping[str, Profile]) -> str | None:
    """Who a sentence is about: its first free person, else the last one named; bystanders left aside."""
    persons = [
        m for m in s.mentions if m.kind == "person" and m.preposition not in _APART and not profiles[m.key].stands_aside
    ]
    return next((m for m in persons if m.preposition == ""), persons[-1]).key if persons else None
