"""An article laid out for choosing: who and what each sentence is about, whether or not it says so.

A sentence without a name goes on about somebody: the person spoken of last, or the one whom its section is about.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from spacy.tokens import Doc

from parsing.extraction.events import Event
from parsing.extraction.facts import Draft, is_official, main_club
from parsing.extraction.mentions import Mention, preposition_before
from parsing.extraction.patterns import any_of, compiled
from parsing.extraction.profiles import Profile
from parsing.extraction.scene import Scene, spoken_of
from parsing.extraction.senses import Sense, senses_of
from parsing.extraction.sentences import paragraphs
from parsing.lexicon import load

__all__ = ["Layout", "Tally"]

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SCORE = re.compile(r"\b\d{1,2}-\d{1,2}\b")
_MARK = re.compile(r"[•▪►➡👉◦–—*-]|\d{1,2} ?[h:] ?\d{2}\b")
"""What an entry of a list or of a live begins with."""
_LEAD = 2
_ENDINGS = (
    ("ées", "é"),
    ("ée", "é"),
    ("és", "é"),
    ("elles", "el"),
    ("elle", "el"),
    ("aux", "al"),
    ("eux", "eu"),
    ("s", ""),
)
_SUM = re.compile(r"million|M€|ME\b|euros")


@dataclass(frozen=True, slots=True)
class Tally:
    """What kind of sentence it is.

    :param old: a year before the article's stands in it; `score`: a result does; `sum`: an amount of money does.
    :param market: how many words of the transfer market it has; `play`: of matches.
    """

    old: bool
    score: bool
    sum: bool
    asked: bool
    market: int
    play: int


@dataclass
class Layout:
    """One article.

    :param scenes: its sentences, furniture left out.
    :param year: year of publication, or None.
    :param home: the club that its outlet writes for, or None.
    :param own_medium: the medium that publishes it, or None.
    """

    doc: Doc
    scenes: Sequence[Scene]
    events: Sequence[Event]
    drafts: Sequence[Draft]
    year: int | None
    home: str | None
    own_medium: str | None = None
    profiles: dict[str, Profile] = field(init=False)
    mentions: list[Mention] = field(init=False)
    persons: list[str] = field(init=False)
    clubs: list[str] = field(init=False)
    main: str | None = field(init=False)
    number: dict[int, int] = field(init=False)
    """The sentence of each token; those of furniture have none."""
    paragraph: dict[int, int] = field(init=False)
    """The paragraph of each sentence."""
    at: dict[int, Mention] = field(init=False)
    """The mention that each token belongs to."""
    words: list[str] = field(init=False)
    """Each token as the features know it: verbs by their infinitive, numbers by a sign."""
    senses: dict[int, list[Sense]] = field(init=False)
    tallies: dict[int, Tally] = field(init=False)
    scene: dict[int, Scene] = field(init=False)
    of_person: dict[str, dict[int, list[Mention]]] = field(init=False)
    """By person, the sentences about him, each with his mentions in it: none where he is only carried on."""
    of_club: dict[str, dict[int, list[Mention]]] = field(init=False)
    topic: dict[int, str | None] = field(init=False)
    club_topic: dict[int, str | None] = field(init=False)
    """The club that the section of each sentence is about."""
    club_before: dict[int, str | None] = field(init=False)
    """The club spoken of last before each sentence."""
    clubs_near: dict[int, set[str]] = field(init=False)
    """The clubs named in the sentences around each sentence."""
    outlines: dict[tuple[str, int], list[str | Mention]] = field(init=False, default_factory=dict)
    """Sentences in symbols, kept by those who ask for them often; see `parsing.extraction.signs`."""

    def __post_init__(self) -> None:
        """Lay it out."""
        self.profiles = self.doc.user_data["profiles"]
        self.scene = {s.number: s for s in self.scenes}
        self.number = number = {i: s.number for s in self.scenes for i in range(s.start, s.end)}
        starts = [p.start for p in paragraphs(self.doc)]
        self.paragraph = {s.number: bisect_right(starts, s.start) for s in self.scenes}
        named = [m for s in self.scenes for m in s.mentions]
        self.mentions = sorted([*named, *_nations(self.doc, named, number)], key=lambda m: m.start)
        self.at = {i: m for m in self.mentions for i in range(m.start, m.end)}
        self.persons = list(dict.fromkeys(m.key for m in self.mentions if m.kind == "person"))
        self.clubs = list(dict.fromkeys(m.key for m in self.mentions if m.kind == "club"))
        self.main = main_club(self.doc)
        self.words = _words(self.doc, self.scenes, self.year)
        self.senses = {s.number: senses_of(self.doc, s.start, s.end) for s in self.scenes}
        self.tallies = {s.number: self._tally(s) for s in self.scenes}
        persons: dict[str, dict[int, list[Mention]]] = defaultdict(lambda: defaultdict(list))
        clubs: dict[str, dict[int, list[Mention]]] = defaultdict(lambda: defaultdict(list))
        for m in self.mentions:
            (persons if m.kind == "person" else clubs)[m.key][number[m.start]].append(m)
        self.of_person = {key: dict(found) for key, found in persons.items()}
        self.of_club = {key: dict(found) for key, found in clubs.items()}
        self.main = self._team() or self.main
        sections = self._sections()
        self._carry_persons()
        self._carry_topics(sections)
        self._carry_clubs(sections)

    @cached_property
    def count(self) -> Counter[str]:
        """How often each person and club is mentioned, pronouns and descriptions included."""
        return Counter(m.key for m in self.mentions)

    @cached_property
    def person_counts(self) -> list[int]:
        """How often persons are mentioned, the most first."""
        return sorted((self.count[person] for person in self.persons), reverse=True)

    @cached_property
    def club_counts(self) -> list[int]:
        """How often clubs are mentioned, the most first."""
        return sorted((self.count[club] for club in self.clubs), reverse=True)

    @cached_property
    def spoken(self) -> dict[str, dict[str, float]]:
        """By club and person, how surely the rules read something of both."""
        found: dict[str, dict[str, float]] = {}
        for event in self.events:
            for club in {club for club, _ in event.clubs}:
                by_person = found.setdefault(club, {})
                by_person[event.person] = by_person.get(event.person, 0.0) + event.sure
        return found

    @cached_property
    def whole_market(self) -> tuple[int, int]:
        """Words of the market and of matches in the whole article."""
        tallies = self.tallies.values()
        return sum(t.market for t in tallies), sum(t.play for t in tallies)

    @cached_property
    def topics(self) -> Counter[str | None]:
        """How many sentences each person is the topic of."""
        return Counter(self.topic.values())

    def near(self, person: str) -> set[str]:
        """The clubs that may have to do with a person: named beside him or near by, or what the article is about."""
        found = {self.main} if self.main else set[str]()
        for n in self.of_person[person]:
            found |= self.clubs_near[n]
            found |= {club for club in (self.club_before[n], self.club_topic[n]) if club is not None}
        return found

    @cached_property
    def told(self) -> dict[str, list[Event]]:
        """What the rules read of each person, in the order of the text."""
        found: dict[str, list[Event]] = {person: [] for person in self.persons}
        for event in self.events:
            found[event.person].append(event)
        return found

    @cached_property
    def named(self) -> Counter[str]:
        """How often each person's name itself stands there."""
        return Counter(m.key for m in self.mentions if m.kind == "person" and m.named)

    def _tally(self, s: Scene) -> Tally:
        text = self.doc[s.start : s.end].text
        year = self.year or 2100
        return Tally(
            old=any(int(y) < year for y in _YEAR.findall(text)),
            score=bool(_SCORE.search(text)),
            sum=bool(_SUM.search(text)),
            asked=text.rstrip().endswith("?"),
            market=len(_market().findall(text)),
            play=len(_play().findall(text)),
        )

    def _may_move(self, person: str) -> bool:
        profile = self.profiles.get(person)
        return not (profile and profile.stands_aside) and not is_official(person)

    def _carry_persons(self) -> None:
        """A sentence that names nobody goes on about the person spoken of last."""
        last: str | None = None
        for s in self.scenes:
            if last and not any(m.kind == "person" and m.form != "pronoun" for m in s.mentions):
                self.of_person[last].setdefault(s.number, [])
            last = spoken_of(s, self.profiles) or last

    def _team(self) -> str | None:
        """The national team that the article is about: one named where it begins to speak of a selection."""
        lead = [s for s in self.scenes if s.kind == "title" or s.number <= _LEAD]
        if not any(_selection().search(self.doc[s.start : s.end].text) for s in lead):
            return None
        numbers = {s.number for s in lead}
        votes = Counter(
            {
                club: len(places)
                for club, places in self.of_club.items()
                if not numbers.isdisjoint(places) and any(m.form == "nation" for ms in places.values() for m in ms)
            }
        )
        return max(votes, key=lambda club: votes[club], default=None)

    def _sections(self) -> list[list[Scene]]:
        """The sentences from one heading or list mark to the next."""
        begins = {p.start for p in paragraphs(self.doc)}
        sections: list[list[Scene]] = [[]]
        for s in self.scenes:
            marked = s.start in begins and _MARK.match(self.doc[s.start : s.end].text)
            if (marked or s.kind in ("heading", "title")) and sections[-1]:
                sections.append([])
            sections[-1].append(s)
        return sections

    def _carry_topics(self, sections: Iterable[Sequence[Scene]]) -> None:
        """A sentence that names no other player is about the one named most in its section, else in the article."""
        whole = self._votes(self.scenes)
        top = whole.most_common(1)[0][0] if whole else None
        self.topic = {}
        for section in sections:
            votes = self._votes(section)
            often = votes and max(votes.values()) >= 2
            topic = max(votes, key=lambda key: votes[key] + 0.1 * whole[key]) if often else top
            for s in section:
                self.topic[s.number] = topic
                others = {
                    m.key
                    for m in s.mentions
                    if m.kind == "person"
                    and m.key != topic
                    and self._may_move(m.key)
                    and self.profiles[m.key].role in (None, "player")
                }
                if topic and not others:
                    self.of_person[topic].setdefault(s.number, [])

    def _votes(self, scenes: Iterable[Scene]) -> Counter[str]:
        votes: Counter[str] = Counter()
        for s in scenes:
            for m in s.mentions:
                if m.kind == "person" and self._may_move(m.key):
                    aside = m.preposition in ("aside", "contre", "selon")
                    votes[m.key] += (1 if s.kind == "prose" else 3) * (0.3 if aside else 1)  # type: ignore[assignment]
        return votes

    def _carry_clubs(self, sections: Iterable[Sequence[Scene]]) -> None:
        self.club_before, self.club_topic, self.clubs_near = {}, {}, {}
        last: str | None = None
        clubs = {
            s.number: [m for m in self.mentions if m.kind == "club" and s.start <= m.start < s.end] for s in self.scenes
        }
        for s in self.scenes:
            self.club_before[s.number] = last
            if clubs[s.number]:
                last = next((m for m in clubs[s.number] if m.preposition == ""), clubs[s.number][-1]).key
        for section in sections:
            votes: Counter[str] = Counter()
            for s in section:
                for m in clubs[s.number]:
                    votes[m.key] += (1 if s.kind == "prose" else 3) + (m.preposition == "")
            topic = max(votes, key=lambda club: votes[club], default=self.main)
            self.club_topic.update((s.number, topic) for s in section)
            for i, s in enumerate(section):
                around = section[max(0, i - 2) : i + 2]
                self.clubs_near[s.number] = {m.key for each in around for m in clubs[each.number]}


@cache
def _market() -> re.Pattern[str]:
    return compiled(any_of(load("words")["market"].split()))


@cache
def _play() -> re.Pattern[str]:
    """Words of matches, goals and results among them."""
    return compiled(rf"\b\d-\d\b|\bbuts?\b|{any_of(load('words')['play'].split())}")


@cache
def _selection() -> re.Pattern[str]:
    return compiled(any_of(load("words")["selection"].split()))


@cache
def _teams() -> frozenset[str]:
    return frozenset(load("words")["team"].split())


@cache
def _bare(word: str) -> str:
    """A word without the endings of gender and number, as far as its letters tell.

    >>> _bare("prêtées"), _bare("offres"), _bare("pas"), _bare("milieux")
    ('prêté', 'offre', 'pas', 'milieu')
    """
    if len(word) > 4:
        for ending, bare in _ENDINGS:
            if word.endswith(ending):
                return word.removesuffix(ending) + bare
    return word


def _year(told: int, published: int | None) -> str:
    """A year as seen from the article's own."""
    if published is None or told == published:
        return "<year>"
    return "<year+>" if told > published else "<year-1>" if told == published - 1 else "<year-2>"


def _words(doc: Doc, scenes: Sequence[Scene], year: int | None) -> list[str]:
    words = []
    for token in doc:
        word = token.lower_.replace("’", "'")
        if word.isdigit() or token.like_num:
            word = _year(int(word), year) if _YEAR.fullmatch(word) else "<num>"
        words.append(_bare(word))
    for s in scenes:
        for i, verb in s.verbs.items():
            words[i] = verb.lemma + ("!" if verb.negated else "")
    return words


def _nations(doc: Doc, named: Sequence[Mention], number: dict[int, int]) -> list[Mention]:
    """Countries, whose teams take coaches; an adjective only beside a word for a team."""
    taken = {i for m in named for i in range(m.start, m.end)}
    found = []
    for span in doc.spans["nations"]:
        if span.label_ == "people" or span.start not in number or any(i in taken for i in range(span.start, span.end)):
            continue
        before = {token.lower_ for token in doc[max(0, span.start - 4) : span.start]}
        if span.label_ == "adjective" and not _teams() & before:
            continue
        preposition = preposition_before(doc, span.start)
        found.append(Mention("club", span.start, span.end, span.kb_id_, "nation", preposition))
    return found


@cache
def home_clubs() -> dict[str, str]:
    """Which club an outlet writes for, by a part of its host."""
    return {part: club for club, parts in load("outlets")["home"].items() for part in parts}


def home_of(site: str) -> str | None:
    """Return the club that the outlet at `site` writes for, or None.

    >>> home_of("www.lephoceen.fr"), home_of("lequipe.fr")
    ('Olympique de Marseille', None)
    """
    return next((club for part, club in home_clubs().items() if part in site), None)
