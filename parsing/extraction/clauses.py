"""Which words belong together: brackets and relative clauses are clauses of their own.

"Le RC Lens, qui cherche un attaquant, a recruté X": the subject of "a recruté" is not in the clause between the
commas. Every clause but the main one hangs on the mention right before it, which is its subject or its object.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from parsing.extraction.mentions import Mention

__all__ = ["Clauses", "clauses_of"]

_RELATIVES = frozenset(("qui", "que", "qu'", "dont", "où", "lequel", "laquelle", "lesquels", "auquel", "duquel"))


@dataclass(slots=True)
class Clauses:
    """The clauses of one sentence, by number; 0 is the main one.

    :param number: clause of each token.
    :param hook: for each clause the mention that it hangs on.
    :param opener: for each clause the word that opens it.
    """

    number: dict[int, int] = field(default_factory=dict)
    hook: dict[int, Mention | None] = field(default_factory=dict)
    opener: dict[int, str] = field(default_factory=dict)


def clauses_of(doc: Doc, start: int, end: int, mentions: list[Mention]) -> Clauses:
    """Part the sentence from `start` to `end` into clauses."""
    found = Clauses(hook={0: None}, opener={0: ""})
    open_clauses: list[tuple[int, str]] = [(0, "")]
    starts = {m.start: m for m in mentions}
    last: Mention | None = None
    for i in range(start, end):
        word = doc[i].lower_.replace("’", "'")
        closer = ")" if word == "(" else "," if _is_relative(doc, i, start, last) else None
        if closer:
            number = len(found.hook)
            open_clauses.append((number, closer))
            found.hook[number], found.opener[number] = last, word
        found.number[i] = open_clauses[-1][0]
        if (
            len(open_clauses) > 1
            and word == open_clauses[-1][1]
            and i > start
            and not _opens(found, open_clauses[-1][0], i, word)
        ):
            open_clauses.pop()
            found.number[i] = open_clauses[-1][0] if word == "," else found.number[i]
        last = starts.get(i, last)
    return found


def _opens(found: Clauses, number: int, i: int, word: str) -> bool:
    """The opening bracket does not close its own clause."""
    return word == "(" and found.opener[number] == "("


def _is_relative(doc: Doc, i: int, start: int, last: Mention | None) -> bool:
    """A relative pronoun that hangs on a mention: right behind it, or behind a comma not far from it."""
    word = doc[i].lower_.replace("’", "'")
    if word not in _RELATIVES or last is None or i == start:
        return False
    between = i - last.end
    comma = doc[i - 1].text == ","
    if word in ("que", "qu'"):
        return between == 0 or (comma and between <= 2)
    return between <= 1 or (comma and between <= 7)
