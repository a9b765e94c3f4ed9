"""What travels through the house: a page becomes an article, an article becomes facts.

Every record is frozen, hashable by value where its parts are, and picklable, so that it can cross a
process boundary. Field names of `Fact` and `Fee` are those of the labelled corpus.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

__all__ = [
    "MOVES",
    "ROLES",
    "STATUSES",
    "Article",
    "Currency",
    "Evidence",
    "Fact",
    "Fee",
    "FeeKind",
    "LoanOption",
    "Move",
    "Page",
    "ParsingError",
    "Period",
    "Reading",
    "Reason",
    "Role",
    "Stance",
    "Status",
    "Wages",
]

Role = Literal["player", "coach", "staff"]
Move = Literal["transfer", "loan", "extension", "appointment", "departure"]
Status = Literal["rumour", "interest", "talks", "offer", "agreement", "medical", "official", "rejected"]
FeeKind = Literal["asked", "offered", "agreed", "clause", "estimate"]
LoanOption = Literal["option", "obligation"]
Period = Literal["year", "month", "week"]
Stance = Literal["originates", "relays", "confirms", "denies"]
"""What an article does with the news of a move: brings it first, passes it on, says that it is so or that it is not."""
Currency = str
"""ISO 4217: ``EUR``, ``GBP``, ``USD`` …"""

Reason = Literal[
    "not HTML", "empty page", "no text", "no title", "not an article", "too large", "too deep", "unreadable"
]
"""Why a page gave no article."""

ROLES: tuple[Role, ...] = get_args(Role)
MOVES: tuple[Move, ...] = get_args(Move)
STATUSES: tuple[Status, ...] = get_args(Status)
"""The rungs, lowest first; ``rejected`` stands apart, above none and below none."""


class ParsingError(ValueError):
    """The caller handed over something that cannot be read at all."""


@dataclass(frozen=True, slots=True)
class Page:
    """One HTTP answer, with what its outlet's registry entry says about reading it.

    :param url: the address that was asked for.
    :param body: the bytes as received, content encoding already undone.
    :param final_url: the address that answered, after redirects; `url` when empty.
    :param headers: the headers that matter, names in lower case (``content-type``, ``etag``,
        ``last-modified``).
    :param fetched: when the answer came, in UTC; dates that lie behind it are not believed.
    :param outlet: name of the outlet's registry entry.
    :param domains: hosts that are the outlet's; a canonical address elsewhere is not believed.
    :param timezone: IANA zone of dates that name none.
    :param remove: CSS selectors of the outlet's page furniture.
    :param hint_title: title that the feed or sitemap gave; used when the page has none.
    :param hint_published: publication time that the feed or sitemap gave, in UTC; likewise.
    """

    url: str
    body: bytes
    final_url: str = ""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    fetched: datetime | None = None
    outlet: str = ""
    domains: tuple[str, ...] = ()
    timezone: str = "Europe/Paris"
    language: str = "fr"
    remove: tuple[str, ...] = ()
    hint_title: str | None = None
    hint_published: datetime | None = None

    def header(self, name: str) -> str | None:
        """Return the value of the header `name` (in lower case), or None."""
        return next((value for key, value in self.headers if key == name), None)

    @property
    def address(self) -> str:
        """The address that answered."""
        return self.final_url or self.url


@dataclass(frozen=True, slots=True)
class Article:
    """What a reader reads.

    :param url: the canonical address.
    :param text: the body, paragraphs parted by an empty line; evidence offsets count its characters.
    :param published: first publication in UTC, or None where the page is silent.
    :param published_from: what told it: ``json-ld``, ``meta``, ``dateline``, ``url``, ``feed``.
    :param modified: last correction in UTC, or None.
    :param paywalled: the page gives only a teaser to those who do not pay.
    :param live: a running ticker, not a finished text.
    :param embeds: embedded posts, kept apart from the text because somebody else speaks in them.
    """

    url: str
    title: str
    text: str
    outlet: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    published_from: str | None = None
    modified: datetime | None = None
    language: str = "fr"
    paywalled: bool = False
    live: bool = False
    embeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that carries a claim.

    :param field: ``text`` or ``title``: the part of the article that `start` and `end` count in.
    :param start: offset of the first character.
    :param end: offset behind the last character.
    """

    sentence: str
    start: int
    end: int
    field: Literal["text", "title"] = "text"


@dataclass(frozen=True, slots=True)
class Fee:
    """A sum named for a move.

    :param amount: in whole units of `currency` (euros, not millions).
    :param maximum: upper end of a range, or None.
    :param text: the words that it was read from.
    """

    amount: int
    currency: Currency = "EUR"
    kind: FeeKind = "estimate"
    maximum: int | None = None
    text: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the fee as the corpus writes it."""
        record: dict[str, Any] = {"amount": self.amount, "currency": self.currency, "kind": self.kind}
        if self.maximum is not None:
            record["max"] = self.maximum
        return record


@dataclass(frozen=True, slots=True)
class Wages:
    """What somebody is to earn, or earns now.

    :param amount: in whole units of `currency`.
    :param period: what it is paid for, or None where the text does not say.
    """

    amount: int
    currency: Currency = "EUR"
    period: Period | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the wages as JSON writes them."""
        return {"amount": self.amount, "currency": self.currency, "period": self.period}


@dataclass(frozen=True, slots=True)
class Fact:
    """One move of one person, as one article reports it.

    :param contract_until: end of the new contract, ``YYYY`` or ``YYYY-MM``.
    :param current_contract_until: end of the present contract, same form.
    :param sources: canonical names of the media and journalists credited.
    :param bonus: what may come on top of the fee, in its currency.
    :param resale_share: what the seller keeps of a later sale, in per cent.
    :param option_price: what the option or the obligation of a loan costs.
    :param wages: what the person is to earn.
    :param position: where a player plays, in French: ``gardien``, ``latéral droit``, ``milieu`` …
    :param age: in years, as the article tells it.
    :param nationality: country, as clubs' and nations' names are written in French.
    :param event_date: the day that the sentence of the status names ("visite médicale lundi"), ``YYYY-MM-DD``.
    :param stance: what the article does with the news: originates, relays, confirms, denies.
    :param evidence: where the article says so, the strongest sentence first.
    :param confidence: in [0, 1].
    :param extractor: version of the extractor that read it.
    """

    person: str
    role: Role
    move: Move
    status: Status
    from_club: str | None = None
    to_club: str | None = None
    fee: Fee | None = None
    contract_until: str | None = None
    current_contract_until: str | None = None
    loan_option: LoanOption | None = None
    sources: tuple[str, ...] = ()
    bonus: int | None = None
    resale_share: float | None = None
    option_price: Fee | None = None
    wages: Wages | None = None
    position: str | None = None
    age: int | None = None
    nationality: str | None = None
    event_date: str | None = None
    stance: Stance | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.5
    extractor: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the fact as the corpus writes it, then what the corpus does not label, evidence and confidence."""
        return {
            "person": self.person,
            "role": self.role,
            "move": self.move,
            "from_club": self.from_club,
            "to_club": self.to_club,
            "status": self.status,
            "fee": self.fee.as_dict() if self.fee else None,
            "contract_until": self.contract_until,
            "current_contract_until": self.current_contract_until,
            "loan_option": self.loan_option,
            "sources": list(self.sources),
            "bonus": self.bonus,
            "resale_share": self.resale_share,
            "option_price": self.option_price.as_dict() if self.option_price else None,
            "wages": self.wages.as_dict() if self.wages else None,
            "position": self.position,
            "age": self.age,
            "nationality": self.nationality,
            "event_date": self.event_date,
            "stance": self.stance,
            "evidence": [
                {"sentence": e.sentence, "field": e.field, "start": e.start, "end": e.end} for e in self.evidence
            ],
            "confidence": round(self.confidence, 3),
            "extractor": self.extractor,
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one page.

    :param article: None when the page holds none; `reason` then says why.
    :param fingerprint: what near-duplicate search needs, see `parsing.fingerprint`.
    """

    article: Article | None
    facts: tuple[Fact, ...] = ()
    fingerprint: tuple[int, ...] = ()
    reason: Reason | None = None
