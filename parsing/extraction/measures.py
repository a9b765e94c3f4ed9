"""Measures: what can be counted about a person and a club in an article, as numbers with names.

How often and where they stand, what stands between them, what the rules made of them. Decision trees weigh them.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from parsing.extraction.facts import confidence, is_official
from parsing.extraction.layout import Layout
from parsing.lexicon import load_senses
from parsing.records import MOVES, STATUSES

__all__ = ["names", "of_pair", "of_person"]

_RANK: dict[str, int] = {status: rank for rank, status in enumerate(STATUSES)}
_PREPOSITIONS = (
    "",
    "de",
    "à",
    "vers",
    "chez",
    "avec",
    "par",
    "pour",
    "contre",
    "provenance",
    "entre",
    "aside",
    "other",
)
_PARTS = ("to", "from", "other", "stay")
_KINDS = ("deed", "state", "refusal", "tie", "price", "stay")
_FORMS = ("name", "city", "people", "adjective", "nickname", "nation")
_FAR = 99


@cache
def names() -> tuple[str, ...]:
    """The measures of a pair, in the order of the model's columns."""
    return (*_person_names(), *_pair_names())


@cache
def _person_names() -> tuple[str, ...]:
    told = [f"told {move}" for move in (*MOVES, None)] + [f"kind {kind}" for kind in _KINDS]
    return (
        *("named", "mentioned", "persons", "clubs", "sentences", "share", "rank", "first", "in title", "in heading"),
        *("topic", "topic share", "parts of name", "market", "play", "market here", "play here", "old here"),
        *("free", "behind de", "aside", "stands aside", "official", "aged", "own clubs"),
        *(f"role {role}" for role in ("player", "coach", "staff", "other")),
        *told,
        *("leaves", "background", "best rung", "rejections", "drafts"),
        *(f"draft {move}" for move in MOVES),
        *(f"sense {name}" for name in load_senses()),
    )


@cache
def _pair_names() -> tuple[str, ...]:
    return (
        *(
            "club mentioned",
            "club share",
            "club rank",
            "main",
            "home",
            "club first",
            "club in title",
            "club in heading",
        ),
        *("together", "together named", "together meant", "together carried", "together in title"),
        *("share of club", "share of person", "sentences apart", "old", "score", "market there", "asked", "sums"),
        *("topic there", "topic there share"),
        *("section's club", "club near", "section's club share"),
        *(f"sense there {name}" for name in load_senses()),
        *(f"club behind {word}" for word in _PREPOSITIONS),
        *(f"club elsewhere behind {word}" for word in ("", "contre", "à", "de")),
        *(f"club as {form}" for form in _FORMS),
        *("gap", "persons between", "clubs between", "nearest club", "nearest person", "same clause", "player of"),
        *("others with club", "others there", "spoken of before", "described with", "present club", "former club"),
        *(f"{part} {kind}" for part in _PARTS for kind in _KINDS),
        *("to rung", "other rung", "rejected", "was background", "supposed"),
        *(f"with {move}" for move in MOVES),
        *(f"after club {move}" for move in MOVES),
        *("club of others", "draft to", "draft from", "draft stays", "draft leaves", "drafts elsewhere"),
    )


def of_person(page: Layout, person: str) -> dict[str, float]:
    """Measures of one person, clubs left aside."""
    profile = page.profiles[person]
    places = sorted(page.of_person[person])
    mentions = [m for n in places for m in page.of_person[person][n]]
    counts = page.person_counts
    told = page.told[person]
    own = [d for d in page.drafts if d.person == person]
    senses = Counter(sense.name for n in places for sense in page.senses[n])
    tallies = [page.tallies[n] for n in places]
    total = len(page.scenes)
    found: dict[str, float] = {
        "named": page.named[person],
        "mentioned": page.count[person],
        "persons": len(page.persons),
        "clubs": len(page.clubs),
        "sentences": total,
        "share": page.count[person] / max(1, sum(counts)),
        "rank": counts.index(page.count[person]),
        "first": next((n for n in places if page.of_person[person][n]), _FAR),
        "in title": any(page.scene[n].kind == "title" and page.of_person[person][n] for n in places),
        "in heading": any(page.scene[n].kind == "heading" and page.of_person[person][n] for n in places),
        "topic": page.topics[person],
        "topic share": page.topics[person] / max(1, total),
        "parts of name": len(person.split()),
        "market": page.whole_market[0] / max(1, total),
        "play": page.whole_market[1] / max(1, total),
        "market here": sum(t.market for t in tallies),
        "play here": sum(t.play for t in tallies),
        "old here": sum(t.old for t in tallies) / max(1, len(places)),
        "free": sum(m.preposition == "" for m in mentions),
        "behind de": sum(m.preposition == "de" for m in mentions),
        "aside": sum(m.preposition in ("aside", "contre") for m in mentions),
        "stands aside": profile.stands_aside,
        "official": is_official(person),
        "aged": profile.age is not None,
        "own clubs": len(profile.clubs),
        "leaves": sum(e.sure for e in told if e.leaves),
        "background": sum(e.reach == "background" for e in told),
        "best rung": max((_RANK[e.rung] for e in told if e.rung), default=-1),
        "rejections": sum(e.rung == "rejected" for e in told),
        "drafts": len(own),
    }
    found |= {f"role {role}": profile.roles[role] for role in ("player", "coach", "staff", "other")}
    found |= {f"told {move}": sum(e.sure for e in told if e.move == move) for move in (*MOVES, None)}
    found |= {f"kind {kind}": sum(e.sure for e in told if e.kind == kind) for kind in _KINDS}
    found |= {f"draft {move}": any(d.move == move for d in own) for move in MOVES}
    found |= {f"sense {name}": senses[name] for name in load_senses()}
    return found


def of_pair(page: Layout, person: str, club: str) -> dict[str, float]:
    """Measures of one person and one club."""
    found = _places(page, person, club)
    found |= _nearness(page, person, club)
    found |= _rules(page, person, club)
    return found


def _places(page: Layout, person: str, club: str) -> dict[str, float]:
    """Where the club stands, and how often beside the person."""
    persons, clubs = sorted(page.of_person[person]), sorted(page.of_club[club])
    both = [n for n in clubs if n in page.of_person[person]]
    counts = page.club_counts
    senses = Counter(sense.name for n in both for sense in page.senses[n])
    tallies = [page.tallies[n] for n in both]
    topic = sum(page.topic[n] == person for n in clubs)
    behind: Counter[str] = Counter()
    elsewhere: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    for n in clubs:
        for m in page.of_club[club][n]:
            word = m.preposition if m.preposition in _PREPOSITIONS else "other"
            (behind if n in page.of_person[person] else elsewhere)[word] += 1
            forms[m.form] += 1
    meant = [page.of_person[person][n] for n in both]
    found: dict[str, float] = {
        "club mentioned": page.count[club],
        "club share": page.count[club] / max(1, sum(counts)),
        "club rank": counts.index(page.count[club]),
        "main": page.main == club,
        "home": -1 if page.home is None else page.home == club,
        "club first": clubs[0],
        "club in title": any(page.scene[n].kind == "title" for n in clubs),
        "club in heading": any(page.scene[n].kind == "heading" for n in clubs),
        "together": len(both),
        "together named": sum(any(m.named for m in ms) for ms in meant),
        "together meant": sum(bool(ms) and not any(m.named for m in ms) for ms in meant),
        "together carried": sum(not ms for ms in meant),
        "together in title": any(page.scene[n].kind == "title" for n in both),
        "share of club": len(both) / len(clubs),
        "share of person": len(both) / max(1, len(persons)),
        "sentences apart": min((abs(a - b) for a in clubs for b in persons), default=_FAR),
        "old": sum(t.old for t in tallies) / max(1, len(both)),
        "score": sum(t.score for t in tallies) / max(1, len(both)),
        "market there": max((t.market for t in tallies), default=0),
        "asked": sum(t.asked for t in tallies),
        "sums": sum(t.sum for t in tallies),
        "section's club": sum(page.club_topic[n] == club for n in persons),
        "section's club share": sum(page.club_topic[n] == club for n in persons) / max(1, len(persons)),
        "club near": sum(club in page.clubs_near[n] for n in persons),
        "topic there": topic,
        "topic there share": topic / len(clubs),
    }
    found |= {f"sense there {name}": senses[name] for name in load_senses()}
    found |= {f"club behind {word}": behind[word] for word in _PREPOSITIONS}
    found |= {f"club elsewhere behind {word}": elsewhere[word] for word in ("", "contre", "à", "de")}
    found |= {f"club as {form}": forms[form] for form in _FORMS}
    return found


def _nearness(page: Layout, person: str, club: str) -> dict[str, float]:
    """How near they stand in one sentence, and who stands between."""
    both = [n for n in page.of_club[club] if n in page.of_person[person]]
    best: tuple[int, int, int, int] | None = None
    nearest_club = nearest_person = same_clause = player_of = 0
    for n in both:
        s = page.scene[n]
        inside = [m for m in page.mentions if s.start <= m.start < s.end]
        for b in page.of_club[club][n]:
            player_of += b.start in s.players
            for a in page.of_person[person][n]:
                gap = b.start - a.end if b.start >= a.start else b.end - a.start
                low, high = min(a.end, b.end), max(a.start, b.start)
                between = [m for m in inside if low <= m.start < high]
                persons = sum(m.kind == "person" and m.key != person for m in between)
                clubs = sum(m.kind == "club" and m.key != club for m in between)
                best = min(best, (persons, abs(gap), gap, clubs)) if best else (persons, abs(gap), gap, clubs)
                nearest_club += clubs == 0
                nearest_person += persons == 0
                same_clause += s.clauses.number.get(a.start) == s.clauses.number.get(b.start)
    others = {
        n: {m.key for m in page.scene[n].mentions if m.kind == "person" and m.key != person} for n in page.of_club[club]
    }
    before = sum(page.club_before[n] == club and n not in page.of_club[club] for n in page.of_person[person])
    return {
        "gap": best[2] if best else _FAR,
        "persons between": best[0] if best else 9,
        "clubs between": best[3] if best else 9,
        "nearest club": nearest_club,
        "nearest person": nearest_person,
        "same clause": same_clause,
        "player of": player_of,
        "others with club": len(set[str]().union(*others.values())),
        "others there": len(set[str]().union(*(others[n] for n in both))),
        "spoken of before": before,
    }


def _rules(page: Layout, person: str, club: str) -> dict[str, float]:
    """What descriptions and rules say of the two."""
    profile = page.profiles[person]
    told = page.told[person]
    own = [d for d in page.drafts if d.person == person]
    found: dict[str, float] = {f"{part} {kind}": 0.0 for part in _PARTS for kind in _KINDS}
    found |= {f"with {move}": 0.0 for move in MOVES}
    found |= {f"after club {move}": 0.0 for move in MOVES}
    found |= {"to rung": -1, "other rung": -1, "rejected": 0, "was background": 0, "supposed": 0}
    for event in told:
        for named, part in event.clubs:
            if named != club:
                continue
            found[f"{part} {event.kind}"] += event.sure
            if event.rung:
                key = "to rung" if part == "to" else "other rung"
                found[key] = max(found[key], _RANK[event.rung])
                found["rejected"] += event.rung == "rejected"
            found["was background"] += event.reach == "background"
            found["supposed"] += event.hypothetical
            if event.move:
                found[f"with {event.move}"] += event.sure
        if event.focus == club and not event.clubs and event.move:
            found[f"after club {event.move}"] += event.sure
    found |= {
        "described with": profile.clubs[club],
        "present club": profile.club == club,
        "former club": profile.former[club],
        "club of others": sum(sure for other, sure in page.spoken.get(club, {}).items() if other != person),
        "draft to": max((confidence(d) for d in own if d.to_club == club != d.from_club), default=0),
        "draft from": any(d.from_club == club != d.to_club for d in own),
        "draft stays": any(d.from_club == club == d.to_club for d in own),
        "draft leaves": any(d.move == "departure" and d.from_club == club for d in own),
        "drafts elsewhere": sum(d.to_club not in (None, club) for d in own),
    }
    return found
