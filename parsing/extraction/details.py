"""What hangs on a move: its fee, its contracts, its option to buy, who said so, and the sentences that carry it.

Each figure and each credit belongs to the move that its sentence speaks of; what a sentence leaves open is
taken from the one before it in the same paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc, Span

from parsing.extraction.amounts import Amount, amounts
from parsing.extraction.facts import Draft
from parsing.extraction.figures import free_transfer, kind_of, loan_option
from parsing.extraction.media import credits_of
from parsing.extraction.sentences import Paragraph, paragraphs
from parsing.extraction.terms import Term, terms
from parsing.records import Evidence, Fee, FeeKind, LoanOption, Status

__all__ = ["Details", "details"]


@dataclass(frozen=True, slots=True)
class Details:
    """What `details` found for one draft."""

    fee: Fee | None
    contract_until: str | None
    current_contract_until: str | None
    loan_option: LoanOption | None
    sources: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Figure:
    """An amount with what the words around it make of it."""

    amount: Amount
    kind: FeeKind
    at: int
    sentence: int


def details(doc: Doc, drafts: Sequence[Draft], published: date | None, own_medium: str | None) -> list[Details]:
    """Return the details of each draft, in the order of `drafts`.

    :param published: day of publication, which relative terms count from.
    :param own_medium: the publishing site's medium, credited by "selon nos informations".
    """
    page = _Page(doc, drafts, published, own_medium)
    return [
        Details(
            fee=page.fee(draft),
            contract_until=page.contract(draft),
            current_contract_until=page.current_contract(draft),
            loan_option=page.option(draft),
            sources=page.sources(draft),
            evidence=page.evidence(draft),
        )
        for draft in drafts
    ]


class _Page:
    """One article's figures, terms and credits, each with the draft that it belongs to."""

    def __init__(self, doc: Doc, drafts: Sequence[Draft], published: date | None, own_medium: str | None) -> None:
        self.doc, self.drafts = doc, drafts
        self.sentences: list[Span] = list(doc.sents)
        self.places: Sequence[Paragraph] = paragraphs(doc)
        self.told = sorted(((event.at, event, draft) for draft in drafts for event in draft.events), key=lambda t: t[0])
        self.text = doc.text  # spaCy puts it together anew each time
        self.figures = [figure for amount in amounts(self.text) if (figure := self._figure(amount))]
        self.terms = [(self._token(term.start), term) for term in terms(self.text, published)]
        self.credits = credits_of(doc, own_medium)

    # -- places ------------------------------------------------------------------------------------------------

    def _token(self, char: int) -> int:
        span = self.doc.char_span(char, char + 1, alignment_mode="expand")
        return span.start if span is not None else 0

    def _sentence(self, token: int) -> int:
        return next((n for n, s in enumerate(self.sentences) if s.start <= token < s.end), 0)

    def _paragraph(self, token: int) -> int:
        return next((n for n, p in enumerate(self.places) if p.start <= token < p.end), -1)

    def _owner(self, token: int, fits: Iterable[Draft] | None = None) -> Draft | None:
        """The draft that the words at `token` are about: told nearest in the sentence, else last before it."""
        wanted = list(fits) if fits is not None else list(self.drafts)
        sentence = self._sentence(token)
        here = [
            (abs(at - token) + (3 if at > token else 0), n, draft)
            for n, (at, event, draft) in enumerate(self.told)
            if event.sentence == sentence and _is_in(draft, wanted) and (event.rung or event.clubs)
        ]
        if here:
            return min(here, key=lambda t: (t[0], t[1]))[2]
        place = self._paragraph(token)
        before = [
            draft
            for at, event, draft in self.told
            if at < token and _is_in(draft, wanted) and self._paragraph(at) == place
        ]
        if before:
            return before[-1]
        person = self._person_before(token)
        own = [draft for draft in wanted if draft.person == person]
        return own[0] if own else None

    def _person_before(self, token: int) -> str | None:
        """The person named or meant last before `token`, else the first one of its sentence."""
        spans = sorted([*self.doc.spans["people"], *self.doc.spans["references"]], key=lambda span: span.start)
        names = {draft.person for draft in self.drafts}
        before = [span.kb_id_ for span in spans if span.start < token and span.kb_id_ in names]
        sentence = self.sentences[self._sentence(token)]
        inside = [span.kb_id_ for span in spans if sentence.start <= span.start < sentence.end and span.kb_id_ in names]
        return inside[0] if inside else before[-1] if before else None

    # -- fees --------------------------------------------------------------------------------------------------

    def _figure(self, amount: Amount) -> _Figure | None:
        if amount.use != "price":
            return None
        token = self._token(amount.start)
        sentence = self.sentences[self._sentence(token)]
        text = self.text
        before, after = text[sentence.start_char : amount.start], text[amount.end : sentence.end_char]
        return _Figure(amount, kind_of(before, after), token, self._sentence(token))

    def fee(self, draft: Draft) -> Fee | None:
        """The figure that fits the rung; of several that fit the one told first."""
        own = [
            f
            for f in self.figures
            if (owner := self._owner(f.at)) is draft
            or (owner is not None and owner.person == draft.person and self._names(f, draft))
        ]
        own = [f for f in own if self._owner(f.at) is draft or not self._names_other(f, draft)]
        free = self._free(draft)
        if free is not None:
            return free
        order = _preferred(draft)
        fitting = [f for kind in order for f in own if f.kind == kind]
        if not fitting:
            return None
        figure = fitting[0]
        kind: FeeKind = figure.kind
        if kind in ("estimate", "agreed") and draft.status in ("agreement", "medical", "official"):
            kind = "agreed"
        a = figure.amount
        return Fee(a.value, a.currency, kind, a.maximum, a.text)

    def _names(self, figure: _Figure, draft: Draft) -> bool:
        return any(
            club.kb_id_ == draft.to_club
            for club in self.doc.spans["clubs"]
            if self._sentence(club.start) == figure.sentence
        )

    def _names_other(self, figure: _Figure, draft: Draft) -> bool:
        rivals = {d.to_club for d in self.drafts if d.person == draft.person and d is not draft}
        return any(
            club.kb_id_ in rivals for club in self.doc.spans["clubs"] if self._sentence(club.start) == figure.sentence
        )

    def _free(self, draft: Draft) -> Fee | None:
        """A free transfer, told from an agreement on."""
        if draft.move != "transfer" or draft.status not in ("agreement", "medical", "official"):
            return None
        for sentence in {event.sentence for event in draft.events if not event.heading} | {
            event.sentence for event in draft.events
        }:
            if words := free_transfer(self.sentences[sentence].text):
                return Fee(0, "EUR", "agreed", None, words)
        return None

    # -- contracts ---------------------------------------------------------------------------------------------

    def contract(self, draft: Draft) -> str | None:
        """The end of the new contract; a loan and a refusal have none."""
        if draft.move in ("loan", "departure") or draft.status == "rejected":
            return None
        for token, term in self.terms:
            if term.sense == "current":
                continue
            if self._term_owner(token, term) is draft and (term.sense == "new" or self._is_signing(token, draft)):
                return term.until
        return None

    def current_contract(self, draft: Draft) -> str | None:
        """The end of the present contract, told anywhere of the person."""
        for token, term in self.terms:
            if term.sense == "current" and self._person_of(token) == draft.person:
                return term.until
        return None

    def _term_owner(self, token: int, term: Term) -> Draft | None:
        able = [d for d in self.drafts if d.move not in ("loan", "departure") and d.status != "rejected"]
        return self._owner(token, able)

    def _is_signing(self, token: int, draft: Draft) -> bool:
        sentence = self._sentence(token)
        done = draft.status in ("official", "agreement", "medical")
        if draft.sure is None:  # read by rule alone
            return done and any(e.sentence == sentence and e.kind == "deed" for e in draft.events)
        return done and (sentence in draft.beside or any(e.sentence == sentence for e in draft.events))

    def _person_of(self, token: int) -> str | None:
        """Whose contract it is: the person nearest before in the sentence, else the next one, else the last one."""
        sentence = self.sentences[self._sentence(token)]
        spans = sorted([*self.doc.spans["people"], *self.doc.spans["references"]], key=lambda span: span.start)
        inside = [span for span in spans if sentence.start <= span.start < sentence.end]
        before = [span for span in inside if span.start < token]
        if before:
            return str(before[-1].kb_id_)
        return str(inside[0].kb_id_) if inside else self._person_before(token)

    # -- options -----------------------------------------------------------------------------------------------

    def option(self, draft: Draft) -> LoanOption | None:
        """Whether the loan carries an option or an obligation to buy."""
        if draft.move != "loan":
            return None
        found: LoanOption | None = None
        for n, sentence in enumerate(self.sentences):
            told = loan_option(sentence.text)
            if told and self._is_about(n, sentence, draft):
                found = "obligation" if "obligation" in (told, found) else told
        return found

    def _is_about(self, n: int, sentence: Span, draft: Draft) -> bool:
        if any(event.sentence == n for event in draft.events):
            return True
        others = any(event.sentence == n for d in self.drafts if d is not draft for event in d.events)
        return not others and self._owner(sentence.start) is draft

    # -- sources and evidence ----------------------------------------------------------------------------------

    def sources(self, draft: Draft) -> tuple[str, ...]:
        """The media and journalists credited in its sentences, or right above them in the same paragraph."""
        found: list[str] = []
        for n in sorted({event.sentence for event in draft.events if event.rung or event.move} | set(draft.beside)):
            found += self._credited(n)
        return tuple(dict.fromkeys(found))

    def _credited(self, n: int) -> list[str]:
        here = [name for credit in self.credits if self._sentence(credit.i) == n for name in credit.names]
        if here:
            return here
        place = self._paragraph(self.sentences[n].start)
        above = [
            credit
            for credit in self.credits
            if credit.i < self.sentences[n].start and self._paragraph(credit.i) == place
        ]
        if not above:
            return []
        last = self._sentence(above[-1].i)
        return [name for credit in above if self._sentence(credit.i) == last for name in credit.names]

    def evidence(self, draft: Draft) -> tuple[Evidence, ...]:
        """The sentences that carry the status first, then the others; the title only when nothing else does."""
        title = self.places[0] if self.places and self.places[0].kind == "title" else None
        told = sorted(draft.events, key=lambda e: (e.rung != draft.status, not e.clubs, e.heading, e.at))
        found: list[Evidence] = []
        for event in told:
            sentence = self.sentences[event.sentence]
            in_title = title is not None and sentence.start < title.end
            offset = 0 if in_title or title is None else self._body_offset()
            text = sentence.text.rstrip()
            lead = len(text) - len(text.lstrip())
            start = sentence.start_char + lead - offset
            found.append(Evidence(text.strip(), start, start + len(text.strip()), "title" if in_title else "text"))
        unique = list(dict.fromkeys(found))
        body = [e for e in unique if e.field == "text"]
        return tuple((body or unique)[:3])

    def _body_offset(self) -> int:
        return int(self.doc.user_data.get("body_offset", 0))


def _is_in(draft: Draft, drafts: Sequence[Draft]) -> bool:
    return any(draft is each for each in drafts)


_AGREED: tuple[Status, ...] = ("agreement", "medical", "official")


def _preferred(draft: Draft) -> tuple[FeeKind, ...]:
    """Which kinds of figure fit a rung, the best first."""
    if draft.move == "loan":
        return ("agreed", "clause", "offered", "asked", "estimate")
    if draft.move == "extension":
        return ("clause",)
    if draft.status in _AGREED:
        return ("agreed", "clause", "estimate", "offered", "asked")
    if draft.status in ("offer", "rejected"):
        return ("offered", "asked", "clause", "agreed", "estimate")
    return ("asked", "offered", "clause", "agreed", "estimate")
