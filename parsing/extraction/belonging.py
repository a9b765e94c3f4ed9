"""To which move a sum of money or a credit belongs: signs of the two together, for the weights to judge.

A sum stands in one sentence, often between two players and three clubs; whose it is, and whether it is of an earlier
year, is a matter of weight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsing.extraction.amounts import Amount, amounts
from parsing.extraction.facts import Draft
from parsing.extraction.figures import free_transfers, kind_of
from parsing.extraction.layout import Layout
from parsing.extraction.media import credits_of
from parsing.records import FeeKind

__all__ = ["BELONGING_HEADS", "FEE_KINDS", "Item", "credit_items", "fee_items", "kind_signs", "signs_of"]

FEE_KINDS: tuple[FeeKind, ...] = ("asked", "offered", "agreed", "clause", "estimate")
BELONGING_HEADS = ("fee", "source", *(f"fee kind {kind}" for kind in FEE_KINDS))
_WINDOW = range(-7, 6)
_FAR = 4
"""Sentences beyond which it does not matter how far away somebody is spoken of."""


@dataclass(frozen=True, slots=True)
class Item:
    """A sum or a credit in a text.

    :param i: its first token; `end` the one behind its last.
    :param amount: the sum; None for a credit.
    :param kind: what the words around a sum make of it.
    :param names: the media and journalists named.
    :param credited: the words beside them say that they are the source.
    :param told: the words of a free transfer, in place of a sum.
    """

    i: int
    end: int
    amount: Amount | None = None
    kind: FeeKind = "estimate"
    names: tuple[str, ...] = ()
    credited: bool = False
    told: str = ""

    @property
    def value(self) -> int:
        """The sum in whole units; 0 for a free transfer."""
        return self.amount.value if self.amount else 0


def fee_items(page: Layout) -> list[Item]:
    """The sums that may be the price of a move, and the words that call one free."""
    text, found = page.doc.text, list[Item]()
    for amount in amounts(text):
        if amount.use != "price":
            continue
        span = page.doc.char_span(amount.start, amount.end, alignment_mode="expand")
        if span is not None:
            sentence = span.sent
            before, behind = text[sentence.start_char : amount.start], text[amount.end : sentence.end_char]
            found.append(Item(span.start, span.end, amount, kind_of(before, behind)))
    for start, end in free_transfers(text):
        span = page.doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            found.append(Item(span.start, span.end, kind="agreed", told=text[start:end]))
    return sorted(found, key=lambda item: item.i)


def credit_items(page: Layout, own: str | None) -> list[Item]:
    """The media and journalists that a text names, credited or not, and the words that credit without a name.

    :param own: the publishing site's own medium.
    """
    credits = credits_of(page.doc, own)
    found = [Item(credit.i, credit.i + 1, names=credit.names, credited=True) for credit in credits]
    known = {(credit.i, credit.names) for credit in credits}
    for span in page.doc.spans["media"]:
        if (span.start, (span.kb_id_,)) not in known:
            found.append(Item(span.start, span.end, names=(span.kb_id_,)))
    return sorted(found, key=lambda item: item.i)


def signs_of(page: Layout, item: Item, draft: Draft, drafts: Sequence[Draft]) -> set[str]:
    """Signs of what an item has to do with a draft."""
    n = page.number.get(item.i)
    tag = "fee" if not item.names else "src"
    found = {f"{tag} move {draft.move}", f"{tag} status {draft.status}"}
    if n is None:
        return found | {f"{tag} apart"}
    about = page.of_person[draft.person]
    club = draft.from_club if draft.move in ("departure", "extension") else draft.to_club
    told = {event.sentence for event in draft.events}
    strong = {event.sentence for event in draft.events if event.rung == draft.status}
    here = (
        "named"
        if any(m.named for m in about.get(n, ()))
        else "meant"
        if about.get(n)
        else "topic"
        if n in about and page.topic[n] == draft.person
        else "carried"
        if n in about
        else "absent"
    )
    club_here = club is not None and n in page.of_club.get(club, {})
    from_here = draft.from_club is not None and n in page.of_club.get(draft.from_club, {})
    rivals = [d for d in drafts if d is not draft and d.person == draft.person]
    others = [d for d in drafts if d.person != draft.person]
    rival_here = any(n in page.of_club.get(d.to_club or "", {}) for d in rivals)
    rival_told = any(n in {e.sentence for e in d.events} for d in rivals)
    other_here = any(any(m.named for m in page.of_person[d.person].get(n, ())) for d in others)
    other_told = any(n in {e.sentence for e in d.events} for d in others)
    beside = any(page.paragraph[m] == page.paragraph[n] for m in told if m in page.paragraph)
    place = f"{here}{int(club_here)}{int(from_here)}{int(n in told)}"
    against = f"{int(rival_here)}{int(rival_told)}{int(other_here)}{int(other_told)}"
    found |= {
        f"{tag} place {place}",
        f"{tag} against {against}",
        f"{tag} both {place} {against}",
        f"{tag} here {here}",
        f"{tag} told {int(n in told)}{int(n in strong)} {draft.status}",
        f"{tag} rivals {min(3, len(rivals))} others {min(3, len(others))}",
        f"{tag} kind {page.scene[n].kind}",
        f"{tag} far {min((min(_FAR, abs(n - m)) for m in told), default=_FAR)}",
        f"{tag} behind {min((min(_FAR, n - m) for m in told if m <= n), default=_FAR)}",
        f"{tag} paragraph {int(beside)} {here}",
        f"{tag} old {int(page.tallies[n].old)}",
        f"{tag} old {int(page.tallies[n].old)} {draft.status}",
    }
    found |= {f"{tag} {sign}" for sign in _neighbours(page, item, n, draft, club)}
    found |= {f"{tag} {sign}" for sign in _words(page, item, n)}
    if not item.names:
        found |= {
            f"fee rule {item.kind} {draft.status} {draft.move}",
            f"fee rule {item.kind}",
            f"fee free {int(item.amount is None)} {draft.move} {draft.status}",
            f"fee size {len(str(item.value))}",
        }
    else:
        rule = f"src credited {int(item.credited)}"
        found |= {rule, f"{rule} {place}", f"{rule} {against}", f"{rule} told {int(n in told)}"}
        found.add(f"src own {int(page.own_medium in item.names)} {int(item.credited)}")
    return found


def _neighbours(page: Layout, item: Item, n: int, draft: Draft, club: str | None) -> Iterator[str]:
    """Who stands right before and right behind, and what between."""
    s = page.scene[n]
    inside = [m for m in page.mentions if s.start <= m.start < s.end]
    for side, around in (
        ("<", [m for m in reversed(inside) if m.end <= item.i]),
        (">", [m for m in inside if m.start >= item.end]),
    ):
        person = next((m for m in around if m.kind == "person"), None)
        team = next((m for m in around if m.kind == "club"), None)
        who = "none" if person is None else "self" if person.key == draft.person else "other"
        where = (
            "none"
            if team is None
            else "goal"
            if team.key == club
            else "from"
            if team.key == draft.from_club
            else "other"
        )
        yield f"person{side}{who}"
        yield f"club{side}{where}"
        yield f"near{side}{who} {where}"
        if team is not None:
            yield f"club{side}{where}:{team.preposition}"
        first = around[0] if around else None
        if first is not None:
            between = page.words[first.end : item.i] if side == "<" else page.words[item.end : first.start]
            label = who if first is person else where
            if len(between) <= 6:
                yield f"path{side}{label} {' '.join(between)}"
    clause = s.clauses.number.get(item.i)
    same = {m.key for m in inside if s.clauses.number.get(m.start) == clause}
    yield f"clause {int(draft.person in same)}{int(club in same)}{int(draft.from_club in same)}"


def _words(page: Layout, item: Item, n: int) -> Iterator[str]:
    s = page.scene[n]
    for offset in _WINDOW:
        at = item.i + offset if offset < 0 else item.end + offset
        if s.start <= at < s.end:
            mention = page.at.get(at)
            word = "<" + mention.kind + ">" if mention else page.words[at]
            yield f"w{offset}:{word}"
            yield f"w{'-' if offset < 0 else '+'}:{word}"
            if offset < 0 and at + 1 < item.i:
                yield f"b:{word} {page.words[at + 1]}"
    for word in {page.words[i] for i in range(s.start, s.end) if page.words[i].startswith("<year")}:
        yield f"s:{word}"
    for sense in page.senses[n]:
        yield f"z{'<' if sense.start < item.i else '>'}{sense.name}"
    for i, verb in s.verbs.items():
        if verb.finite and s.clauses.number.get(i) == s.clauses.number.get(item.i):
            yield f"verb {verb.lemma} {verb.tense}"


def kind_signs(page: Layout, item: Item, draft: Draft) -> set[str]:
    """Signs of what a sum is for a move: asked, offered, agreed, a clause, an estimate."""
    n = page.number.get(item.i)
    found = {
        f"kind {item.kind}",
        f"kind {item.kind} {draft.status}",
        f"kind {item.kind} {draft.move}",
        f"kind status {draft.status}",
        f"kind move {draft.move} {draft.status}",
        f"kind free {int(item.amount is None)}",
    }
    if n is not None:
        found |= {f"kind {sign}" for sign in _words(page, item, n)}
    return found
