"""What hangs on a move: its fee, its contracts, its option to buy, who said so, and the sentences that carry it.

Each figure and each credit belongs to the move that its sentence speaks of; what a sentence leaves open is
taken from the one before it in the same paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Span

from parsing.extraction.amounts import Amount, amounts
from parsing.extraction.belonging import BELONGING_HEADS, FEE_KINDS, Item, credit_items, fee_items, kind_signs, signs_of
from parsing.extraction.facts import Draft
from parsing.extraction.figures import free_transfer, kind_of, loan_option
from parsing.extraction.layout import Layout
from parsing.extraction.media import credits_of
from parsing.extraction.model import Model
from parsing.extraction.particulars import (
    age_of,
    day_told,
    descriptions,
    nationality_of,
    period_of,
    position_of,
    resale_shares,
    stance_of,
)
from parsing.extraction.profiles import Profile
from parsing.extraction.sentences import Paragraph, paragraphs
from parsing.extraction.terms import Term, terms
from parsing.records import Evidence, Fee, FeeKind, LoanOption, Stance, Status, Wages

__all__ = ["Details", "details"]


_TICKER, _AROUND, _FAR = 120, 5, 99.0
"""Sentences of an article beyond which it is read piece by piece, and how far a piece reaches."""
_LEAST, _LESS, _LESS_OF_PERSON = -0.3, 1.5, 0.7
"""Log odds from which a credit is a move's, and how much less it may be its than another's, or another's of the same
person: two moves of one person seldom have one source."""


@dataclass(frozen=True, slots=True)
class Details:
    """What `details` found for one draft."""

    fee: Fee | None
    contract_until: str | None
    current_contract_until: str | None
    loan_option: LoanOption | None
    sources: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    bonus: int | None
    resale_share: float | None
    option_price: Fee | None
    wages: Wages | None
    position: str | None
    age: int | None
    nationality: str | None
    event_date: str | None
    stance: Stance | None


@dataclass(frozen=True, slots=True)
class _Figure:
    """An amount with what the words around it make of it."""

    amount: Amount
    kind: FeeKind
    at: int
    sentence: int


def details(
    layout: Layout, drafts: Sequence[Draft], published: date | None, model: Model | None = None
) -> list[Details]:
    """Return the details of each draft, in the order of `drafts`.

    :param published: day of publication, which relative terms count from.
    :param model: the weights that tell to which move a sum or a credit belongs; without them it is told by rule.
    """
    doc = layout.doc
    page = _Page(layout, drafts, published, model)
    return [
        Details(
            fee=page.fee(draft),
            contract_until=page.contract(draft),
            current_contract_until=page.current_contract(draft),
            loan_option=page.option(draft),
            sources=page.sources(draft),
            evidence=page.evidence(draft),
            bonus=page.bonus(draft),
            resale_share=page.resale_share(draft),
            option_price=page.option_price(draft),
            wages=page.wages(draft),
            position=page.position(draft),
            age=age_of(doc, draft.person, page.profiles[draft.person]),
            nationality=nationality_of(page.profiles[draft.person]),
            event_date=page.event_date(draft),
            stance=page.stance(draft),
        )
        for draft in drafts
    ]


class _Page:
    """One article's figures, terms and credits, each with the draft that it belongs to."""

    def __init__(self, layout: Layout, drafts: Sequence[Draft], published: date | None, model: Model | None) -> None:
        doc = layout.doc
        self.layout, self.doc, self.drafts, self.model = layout, doc, drafts, model
        own_medium = layout.own_medium
        self.sentences: list[Span] = list(doc.sents)
        self.places: Sequence[Paragraph] = paragraphs(doc)
        self.told = sorted(((event.at, event, draft) for draft in drafts for event in draft.events), key=lambda t: t[0])
        self.text = doc.text  # spaCy puts it together anew each time
        self.published, self.own_medium = published, own_medium
        self.profiles: dict[str, Profile] = doc.user_data["profiles"]
        self.amounts = list(amounts(self.text))
        self.figures = [figure for amount in self.amounts if (figure := self._figure(amount))]
        self.terms = [(self._token(term.start), term) for term in terms(self.text, published)]
        self.credits = credits_of(doc, own_medium)
        self.sums = fee_items(layout) if model and drafts else []
        self.credited = credit_items(layout, own_medium) if model and drafts else []
        self._scores: dict[Item, list[float]] = {}

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
        if self.model:
            return self._weighed_fee(draft, self.model)
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

    def _weighed_fee(self, draft: Draft, model: Model) -> Fee | None:
        """The sum that most probably belongs to a move, if any does."""
        scored = [
            (model.linear(signs_of(self.layout, item, draft, self.drafts), ["fee"])[0], -n, item)
            for n, item in enumerate(self.sums)
            if self._is_near(item, draft)
        ]
        score, _, item = max(scored, default=(-1.0, 0, None), key=lambda each: each[:2])
        if item is None or score < 0:
            return None
        scores = model.linear(kind_signs(self.layout, item, draft), BELONGING_HEADS[2:])
        kind = FEE_KINDS[max(range(len(scores)), key=lambda k: scores[k])]
        if item.amount is None:
            return Fee(0, "EUR", "agreed", None, item.told)
        return Fee(item.amount.value, item.amount.currency, kind, item.amount.maximum, item.amount.text)

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

    # -- what else is told -------------------------------------------------------------------------------------

    def _paid(self, draft: Draft) -> bool:
        """Tell whether money may change hands between clubs for it."""
        return draft.move in ("transfer", "loan", "appointment")

    def bonus(self, draft: Draft) -> int | None:
        """What may come on top of the fee; the fee of one move has its bonus beside it."""
        if not self._paid(draft):
            return None
        own = (a for a in self.amounts if a.use == "bonus" and self._owner(self._token(a.start)) is draft)
        parts = (f.amount.bonus for f in self.figures if f.amount.bonus and self._owner(f.at) is draft)
        return next((amount.value for amount in own), None) or next(parts, None)

    def resale_share(self, draft: Draft) -> float | None:
        """What the seller keeps of a later sale."""
        if not self._paid(draft):
            return None
        shares = resale_shares(self.text)
        return next((share for at, share in shares if self._owner(self._token(at)) is draft), None)

    def option_price(self, draft: Draft) -> Fee | None:
        """What the option or the obligation of a loan costs."""
        if draft.move != "loan":
            return None
        own = (f.amount for f in self.figures if f.kind == "clause" and self._owner(f.at) is draft)
        return next((Fee(a.value, a.currency, "clause", a.maximum, a.text) for a in own), None)

    def wages(self, draft: Draft) -> Wages | None:
        """What the person is to earn; told of one move where he has several."""
        if draft.move == "departure":
            return None
        for amount in self.amounts:
            if amount.use == "wage" and self._owner(self._token(amount.start)) is draft:
                return Wages(amount.value, amount.currency, period_of(self.text[amount.end :]))
        return None

    def position(self, draft: Draft) -> str | None:
        """Where a player plays."""
        return position_of(descriptions(self.doc, draft.person)) if draft.role == "player" else None

    def event_date(self, draft: Draft) -> str | None:
        """The day named in a sentence that tells the rung."""
        for n in sorted({e.sentence for e in draft.events if e.rung == draft.status and not e.heading}):
            if day := day_told(self.doc, self.sentences[n], self.published):
                return day.isoformat()
        return None

    def stance(self, draft: Draft) -> Stance | None:
        """What the article does with the news."""
        numbers = sorted({event.sentence for event in draft.events} | set(draft.beside))
        told = [self.sentences[n].text for n in numbers]
        return stance_of(told, draft.status, self.sources(draft), self.own_medium)

    # -- sources and evidence ----------------------------------------------------------------------------------

    def sources(self, draft: Draft) -> tuple[str, ...]:
        """The media and journalists credited in its sentences, or right above them in the same paragraph."""
        if self.model:
            names = [name for item in self.credited if self._is_credit(item, draft, self.model) for name in item.names]
            return tuple(dict.fromkeys(names))
        found: list[str] = []
        for n in sorted({event.sentence for event in draft.events if event.rung or event.move} | set(draft.beside)):
            found += self._credited(n)
        return tuple(dict.fromkeys(found))

    def _is_near(self, item: Item, draft: Draft) -> bool:
        """Tell whether a sum or a credit may be a move's: in a long ticker, not one far from all that tells it."""
        if len(self.layout.scenes) <= _TICKER:
            return True
        n = self.layout.number.get(item.i)
        return n is not None and any(abs(n - event.sentence) <= _AROUND for event in draft.events)

    def _is_credit(self, item: Item, draft: Draft, model: Model) -> bool:
        """Tell whether a credit is this move's, and not rather another's."""
        if not self._is_near(item, draft):
            return False
        if item not in self._scores:
            self._scores[item] = [
                model.linear(signs_of(self.layout, item, each, self.drafts), ["source"])[0]
                if self._is_near(item, each)
                else -_FAR
                for each in self.drafts
            ]
        scored = list(zip(self._scores[item], self.drafts, strict=True))
        own = next(score for score, each in scored if each is draft)
        of_person = max(score for score, each in scored if each.person == draft.person)
        return own > max(_LEAST, of_person - _LESS_OF_PERSON, max(self._scores[item]) - _LESS)

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
