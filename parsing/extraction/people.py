"""People nobody listed: found by form and context, and joined across the text.

A run of capitalised words that is no club, medium, competition or place is a name. Full names come first; later
a last name, or a first name alone, stands for the full name that the article has given. One-word names count
when the words beside them say so ("l’attaquant Rodrygo").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from parsing.extraction.verbs import forms
from parsing.lexicon import load
from parsing.names import fold, last_name, name_key

__all__ = ["people"]

_NUMERALS = frozenset(("I", "II", "III", "IV", "V", "U", "M", "S", "N"))
_ELIDED = frozenset(("D'", "D’", "O'", "O’"))
"""Particles that a name writes with a capital: Maxime D’Ornano."""
_BEFORE_VERBS = frozenset(("n'", "n’", "ne", "s'", "s’", "se"))
_FINITE = frozenset(("present", "future", "conditional", "imperfect", "past"))
_LONGEST = 5
"""Words in a name, particles included."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    at_start: bool
    """Whether its first word begins a sentence, where any word has a capital."""


@cache
def _list(key: str) -> frozenset[str]:
    words = load("words")[key].split()
    return frozenset((*words, *(word.replace("'", "’") for word in words)))


@cache
def _roles() -> frozenset[str]:
    """Words right before a name that make it one: "l’attaquant Rodrygo", "un certain Brassier"."""
    roles = load("roles")
    nouns = " ".join(roles[key] for key in ("player", "coach", "staff", "other")).split()
    return frozenset((*nouns, *roles["naming"].split()))


@cache
def _first_names() -> frozenset[str]:
    return frozenset(fold(name) for name in load("firstnames")["names"])


@cache
def _ordinary() -> frozenset[str]:
    """Lower-case words that a sentence may begin with and that are no names."""
    words = {word.lower() for word in load("firstnames")["not_names"]}
    return frozenset(words | _list("small") | _list("ordinary") | set(forms()))


@Language.component("mercato_people")
def people(doc: Doc) -> Doc:
    """Add ``doc.spans["people"]``: ``full``, ``part`` or ``single``; kb_id is the name at its longest."""
    taken = _taken(doc)
    candidates = list(_candidates(doc, taken))
    lower = Counter(token.text for token in doc if token.is_lower)
    full = [c for c in candidates if _is_full_name(doc, c, lower)]
    names = _names(doc, full)
    spans = [Span(doc, c.start, c.end, label="full", kb_id=names[_words(doc, c)]) for c in full]
    known = set(full)
    spans += _parts(doc, [c for c in candidates if c not in known], spans, lower)
    doc.spans["people"] = sorted(spans, key=lambda span: span.start)
    return doc


def _taken(doc: Doc) -> set[int]:
    """Tokens that are known to be something else."""
    taken: set[int] = set()
    for group in ("clubs", "media", "nations", "others"):
        for span in doc.spans.get(group, ()):
            if span.label_ not in ("adjective", "city") or not _beside_first_name(doc, span):
                taken.update(range(span.start, span.end))
    named_like_clubs = [span for span in doc.spans["clubs"] if _is_first_name(doc, span, taken)]
    for span in named_like_clubs:
        taken.discard(span.start)
    doc.spans["clubs"] = [span for span in doc.spans["clubs"] if span not in named_like_clubs]
    return taken


def _beside_first_name(doc: Doc, span: Span) -> bool:
    """A town behind a first name is a last name: Aderllan Santos."""
    return bool(
        span.start
        and not doc[span.start].is_sent_start
        and doc[span.start - 1].text[0].isupper()
        and fold(doc[span.start - 1].text) in _first_names()
    )


def _is_first_name(doc: Doc, span: Span, taken: set[int]) -> bool:
    """A club's name right before a capitalised word is a first name where it is one: Milan Skriniar."""
    return (
        span.end - span.start == 1
        and span.end < len(doc)
        and fold(span.text) in _first_names()
        and not doc[span.end].is_sent_start
        and _capital(doc, span.end, taken)
        and doc[span.end].lower_ not in _ordinary()
    )


def _candidates(doc: Doc, taken: set[int]) -> Iterator[_Candidate]:
    """Runs of capitalised words, joined by particles."""
    i = 0
    while i < len(doc):
        if not _capital(doc, i, taken):
            i += 1
            continue
        end = i + 1
        while end < len(doc) and end - i < _LONGEST:
            if _capital(doc, end, taken) and not doc[end].is_sent_start:
                end += 1
            elif doc[end].text in _ELIDED and end + 1 < len(doc) and _capital(doc, end + 1, taken):
                end += 2
            elif doc[end].lower_ in _list("joiners") and doc[end].text.islower():
                further = end + 1
                while further < len(doc) and doc[further].lower_ in _list("joiners") and doc[further].text.islower():
                    further += 1
                if (
                    further < len(doc)
                    and further - i < _LONGEST
                    and _capital(doc, further, taken)
                    and _joins(doc, i, end, further)
                ):
                    end = further + 1
                else:
                    break
            else:
                break
        yield from _trimmed(doc, i, end)
        i = end


def _joins(doc: Doc, start: int, joiner: int, after: int) -> bool:
    """Foreign particles always join; French ``de`` only behind a single first name ("Charles de Ketelaere")."""
    word = doc[joiner].lower_
    if word in ("d'", "d’") and fold(doc[start].text) in _first_names():
        return True
    if word in ("de", "du", "des", "d'", "d’", "la", "le", "e", "y"):
        return joiner - start == 1 and fold(doc[start].text) in _first_names()
    return True


def _capital(doc: Doc, i: int, taken: set[int]) -> bool:
    text = doc[i].text
    if i in taken or not text[0].isupper() or text.endswith(("'", "’", "-")):
        return False
    return text not in _NUMERALS


def _trimmed(doc: Doc, start: int, end: int) -> Iterator[_Candidate]:
    """Leave away ordinary words that only begin a sentence, and words that never belong to a name."""
    at_start = doc[start].is_sent_start or (
        start and doc[start - 1].text in ("«", "“", '"', ":", "•", "-", "—", "–", "!", "?", "…")
    )
    while start < end and (
        doc[start].lower_ in _ordinary()
        and (at_start or doc[start].lower_ in _never())
        and fold(doc[start].text) not in _kept_at_start(doc, start, end)
    ):
        start += 1
        at_start = False
    while end > start and (
        doc[end - 1].lower_ in _never() or (doc[end - 1].lower_ in _list("joiners") and doc[end - 1].text.islower())
    ):
        end -= 1
    if start < end:
        yield _Candidate(start, end, bool(at_start))


def _kept_at_start(doc: Doc, start: int, end: int) -> frozenset[str]:
    """A first name at the start of a sentence stays when another capitalised word follows: "Pierre Gasly"."""
    return _first_names() if end - start > 1 else frozenset()


@cache
def _never() -> frozenset[str]:
    return frozenset(word.lower() for word in load("firstnames")["not_names"])


def _words(doc: Doc, c: _Candidate) -> str:
    return doc[c.start : c.end].text


def _is_full_name(doc: Doc, c: _Candidate, lower: Counter[str]) -> bool:
    """Two words or more, none of which shows that they are something else."""
    words = [doc[i].text for i in range(c.start, c.end)]
    capitals = [word for word in words if word[0].isupper()]
    if len(capitals) < 2 or any(word in _list("not_people") for word in words):
        return False
    if any(word.isupper() and len(word) > 1 for word in words) and not _shouted_name(words):
        return False
    known = fold(words[0]) in _first_names() or fold(words[0].split("-")[0]) in _first_names()
    if known or _told_by_context(doc, c):
        return True
    # without a known first name every word must be unknown as an ordinary one
    return not any(word.lower() in _ordinary() or lower[word.lower()] for word in capitals)


def _shouted_name(words: list[str]) -> bool:
    """Some newsrooms shout last names: "Paulo CÉSAR"."""
    return not words[0].isupper() and len(words[-1]) > 2 and fold(words[0]) in _first_names()


def _told_by_context(doc: Doc, c: _Candidate) -> bool:
    """An age behind it, or a role before it."""
    if (
        c.end + 2 < len(doc)
        and doc[c.end].text == "("
        and doc[c.end + 1].text.isdigit()
        and doc[c.end + 2].lower_ == "ans"
    ):
        return True
    return bool(c.start) and doc[c.start - 1].lower_ in _roles()


def _names(doc: Doc, full: Iterable[_Candidate]) -> dict[str, str]:
    """Map each full name as written to the longest spelling of the same person's."""
    written = Counter(_words(doc, c) for c in full)
    longest: dict[str, str] = {}
    heads: dict[
        str, list[tuple[int, str]]
    ] = {}  # the longest spellings so far, by first and by last word: one of them is shared
    by_length = sorted(written, key=lambda name: (-len(name.split()), -written[name], name))
    for name in by_length:
        words = name_key(name).split()
        near = {words[0]: 0, words[-1]: 0} if words else {}
        same = sorted({place for word in near for place in heads.get(word, ())})
        longest[name] = next((other for _, other in same if _contains(other, name)), name)
        if longest[name] == name:
            for word in near:
                heads.setdefault(word, []).append((len(longest), name))
    return {name: _tidy(longest[name]) for name in written}


def _contains(longer: str, name: str) -> bool:
    long, short = name_key(longer).split(), name_key(name).split()
    return len(long) >= len(short) and (
        long == short or (long[0] == short[0] and set(short) <= set(long)) or long[-len(short) :] == short
    )


def _tidy(name: str) -> str:
    """A shouted name is written as others are: Paulo César."""
    return " ".join(word.capitalize() if word.isupper() and len(word) > 3 else word for word in name.split())


def _parts(doc: Doc, rest: list[_Candidate], full: list[Span], lower: Counter[str]) -> list[Span]:
    """Last names and first names that stand for a full name, then one-word names."""
    by_word: dict[str, list[str]] = {}
    for span in full:
        words = name_key(span.kb_id_).split()
        for word in {
            *words,
            " ".join(words[1:]),
            " ".join(words[-2:]),
            *(fold(w) for w in span.kb_id_.split()),
        }:
            if word and len(word) > 1 and span.kb_id_ not in by_word.setdefault(word, []):
                by_word[word].append(span.kb_id_)
    spans, singles = [], []
    for c in rest:
        key = name_key(_words(doc, c))
        names = by_word.get(key) or by_word.get(fold(_words(doc, c)))
        if names:
            spans.append(Span(doc, c.start, c.end, label="part", kb_id=_nearest(doc, c, names, full)))
        elif c.end - c.start == 1 or doc[c.end - 1].text in ("Jr", "Junior"):
            singles.append(c)
    seen = Counter(name_key(_words(doc, c)) for c in singles if not c.at_start)
    begins, ends = {span.start for span in (*full, *spans)}, {span.end for span in (*full, *spans)}
    for c in singles:
        word = _words(doc, c)
        beside = _is_enumerated(doc, c, begins, ends)
        if _is_single_name(doc, c, word, seen[name_key(word)] + beside, lower):
            spans.append(Span(doc, c.start, c.end, label="single", kb_id=_tidy(word)))
    return spans


def _nearest(doc: Doc, c: _Candidate, names: list[str], full: list[Span]) -> str:
    """Of several persons who share a word, the one whose last name it is, then the one named last before."""
    word = name_key(_words(doc, c))
    own = [name for name in names if last_name(name) == word.split()[-1]] or names
    before = [span.kb_id_ for span in full if span.kb_id_ in own and span.start < c.start]
    return before[-1] if before else own[0]


def _is_single_name(doc: Doc, c: _Candidate, word: str, count: int, lower: Counter[str]) -> bool:
    """A one-word name: told by a role before it or an age behind it, or a known single name, or met several times."""
    if (
        len(word) < 3
        or word.isupper()
        or word in _list("not_people")
        or word.lower() in _never()
        or lower[word.lower()]
    ):
        return False
    if _told_by_context(doc, c):
        return True
    if c.at_start and word.lower() in _ordinary():
        return False
    known = not c.at_start and fold(word) in _first_names()
    return count >= 2 or known or _acts(doc, c) or _is_listed(doc, c) or _is_described(doc, c)


def _acts(doc: Doc, c: _Candidate) -> bool:
    """Tell whether a verb with a person follows: "Xeka n’a pu revenir"."""
    word = doc[c.end].lower_ if c.end < len(doc) else ""
    if word in _BEFORE_VERBS:
        return True
    return any(form.tense in _FINITE and not form.plural for form in forms().get(word, ()))


def _is_described(doc: Doc, c: _Candidate) -> bool:
    """Tell whether a description follows: "Fabinho, le milieu de Monaco", "Isco, lui, est resté"."""
    if c.end + 1 >= len(doc) or doc[c.end].text != ",":
        return False
    behind = doc[c.end + 1 : min(len(doc), c.end + 4)]
    return behind[0].lower_ in ("lui", "elle", "qui") or any(
        token._.descriptor in ("player", "coach", "staff") for token in behind
    )


def _is_enumerated(doc: Doc, c: _Candidate, begins: set[int], ends: set[int]) -> bool:
    """Tell whether it stands in one list with another name: "Rémy Cabella, Ismaily et Xeka"."""
    joining = (",", "et", "ou")
    after_name = not c.at_start and c.start - 1 in ends and doc[c.start - 1].text in joining
    before_name = c.end + 1 in begins and doc[c.end].text in joining
    return after_name or before_name


def _is_listed(doc: Doc, c: _Candidate) -> bool:
    """Tell whether a club in brackets follows: "Vitinha (Braga)"."""
    return (
        c.end + 1 < len(doc)
        and doc[c.end].text == "("
        and any(span.start == c.end + 1 and span.label_ in ("name", "city") for span in doc.spans["clubs"])
    )
