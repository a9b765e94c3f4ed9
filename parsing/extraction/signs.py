"""Signs: what the sentences about a person and a club look like, as short strings.

A linear model gives each sign a weight. Words are known by what they are near ("c-1:à", the word before the club),
cues and senses by the side of the name that they stand on. Nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import pairwise

from parsing.extraction.frames import Cue
from parsing.extraction.layout import Layout
from parsing.extraction.mentions import Mention
from parsing.lexicon import load

__all__ = ["by_sentence", "of_article", "of_pair"]

_NAMES = ("P*", "PER", "C*", "CLB")
"""The person asked about, another one, the club asked about, another one."""
_SAME = {"au": "à", "aux": "à", "du": "de", "des": "de", "d'": "de", "qu'": "que", "plus": "pas", "jamais": "pas"}
_LONGEST_PATH, _LONGEST_BETWEEN = 8, 25


@cache
def _list(key: str) -> frozenset[str]:
    return frozenset(load("words")[key].split())


def near(n: int) -> int:
    """A distance in words, coarser the longer it is."""
    return n if n <= 3 else 4 if n <= 5 else 6 if n <= 9 else 10


def by_sentence(page: Layout, person: str) -> dict[int, set[str]]:
    """Signs of what is said of `person`, whatever the club, by the number of the sentence."""
    told = {}
    for n in page.of_person[person]:
        found = told[n] = set[str]()
        _senses(page, n, person, None, found)
        words = _words(page, n, person, None)
        places = [i for i, word in enumerate(words) if word == "P*"]
        for i in places:
            _window(words, i, "p", range(-4, 5), found)
            _pairs(words, i, found)
        runs = _runs(_skeleton(page, n, person, None), "P*", 3)
        found.update(f"k{side}{size}{run}" for side, size, run in runs)
        tag = "s:" if places else "sf:"
        found.update(tag + word for word in words if word not in _list("empty"))
    return told


def of_article(page: Layout) -> set[str]:
    """Signs of what kind of article it is."""
    found: set[str] = set()
    for s in page.scenes:
        for word in _words(page, s.number, None, None):
            if word not in _list("empty"):
                found.add("a:" + word)
                if s.kind != "prose":
                    found.add("t:" + word)
            if s.number < 4:
                found.add("l:" + word)
        found.update("q:" + _symbol(cue) for cue in s.cues)
        found.update("z:" + sense.name for sense in page.senses[s.number])
    return found


def of_pair(page: Layout, person: str, club: str, about: Mapping[int, set[str]]) -> set[str]:
    """Signs of what is said of `person` and `club` together.

    :param about: the signs of the person by sentence, which count where the club is what the article, or the section,
        is about.
    """
    found: set[str] = set()
    for n in page.of_person[person]:
        if club == page.main:
            found.update("M:" + sign for sign in about[n] if not sign.startswith("s:"))
        elif club == page.club_topic[n]:
            found.update("T:" + sign for sign in about[n] if not sign.startswith("s:"))
        if n in page.of_club[club]:
            _together(page, n, person, club, found)
        elif page.club_before[n] == club:
            runs = _runs(_skeleton(page, n, person, None), "P*", 3)
            found.update(f"Fk{side}{size}{run}" for side, size, run in runs)
            found.update("Fs:" + word for word in _words(page, n, person, None) if word not in _list("empty"))
            found.update("Fz:" + sense.name for sense in page.senses[n])
    return found


def _together(page: Layout, n: int, person: str, club: str, found: set[str]) -> None:
    """One sentence that speaks of both."""
    _senses(page, n, person, club, found)
    words = _words(page, n, person, club)
    clubs = [i for i, word in enumerate(words) if word == "C*"]
    persons = [i for i, word in enumerate(words) if word == "P*"]
    bones = _skeleton(page, n, person, club)
    found.update(f"k{side}{size}{run}" for side, size, run in _runs(bones, "C*", 4))
    found.update(
        f"k={before} {behind}"
        for before, bone, behind in zip(bones, bones[1:], bones[2:], strict=False)
        if bone == "C*"
    )
    _path(bones, found)
    found.update("s:" + word for word in words if word not in _list("empty"))
    for i in clubs:
        _window(words, i, "c", range(-4, 4), found)
        if i >= 1:
            found.add(f"c-b:{words[i - 1]}_{words[i - 2] if i > 1 else '^'}")
        if i > 2:
            found.add("c-t:" + "_".join(words[i - 3 : i]))
        if i + 1 < len(words):
            found.add(f"c+b:{words[i + 1]}_{words[i + 2] if i + 2 < len(words) else '$'}")
    for i in persons:
        _window(words, i, "p", range(-3, 5), found)
        _pairs(words, i, found)
    _between(words, found)
    if not persons:
        found.add("nop:" + ("topic" if page.topic[n] == person else "carried"))
    for m in page.of_club[club][n]:
        _verbs(page, n, m, found)


def _tokens(page: Layout, n: int) -> Iterator[tuple[int, Mention | None]]:
    """Yield the tokens of a sentence; of a mention the first one alone, with the mention."""
    s = page.scene[n]
    i = s.start
    while i < s.end:
        m = page.at.get(i)
        m = m if m is not None and m.start == i else None
        yield i, m
        i = m.end if m else i + 1


Outline = list[str | Mention]
"""A sentence in symbols, mentions as they are: whoever is asked about, the rest of it stays the same."""


def _outline(page: Layout, n: int, kind: str, make: Callable[[Layout, int], Outline]) -> Outline:
    """Make an outline once, however many pairs ask for it."""
    found = page.outlines.get((kind, n))
    if found is None:
        found = page.outlines[kind, n] = make(page, n)
    return found


def _words(page: Layout, n: int, person: str | None, club: str | None) -> list[str]:
    """The words of a sentence, each mention as one symbol."""
    return [x if isinstance(x, str) else _name(x, person, club) for x in _outline(page, n, "words", _all_words)]


def _all_words(page: Layout, n: int) -> Outline:
    return [m or page.words[i] for i, m in _tokens(page, n) if m or not page.doc[i].is_space]


def _name(m: Mention, person: str | None, club: str | None) -> str:
    if m.kind == "person":
        return "P*" if m.key == person else "PER"
    return "C*" if m.key == club else "CLB"


def _symbol(cue: Cue) -> str:
    """A cue by its frame and what its verb makes of it."""
    frame, verb = cue.frame, cue.verb
    tone = ""
    if verb is not None:
        tone = ("p" if verb.passive else "") + ("n" if verb.negated else "")
        if verb.tense in ("infinitive", "future", "conditional", "pluperfect", "imperfect"):
            tone += "." + verb.tense[:4]
        if verb.rung:
            tone += "." + verb.rung
    noun, leaves = "n" if frame.noun else "", "L" if frame.leaves else ""
    return f"<{frame.kind}.{frame.move or ''}.{frame.rung or ''}.{noun}{leaves}{tone}>"


def _skeleton(page: Layout, n: int, person: str, club: str | None) -> list[str]:
    """A sentence without its flesh: names, cues, finite verbs, and the small words that join them."""
    found = [x if isinstance(x, str) else _name(x, person, club) for x in _outline(page, n, "bones", _bones)]
    return [b for j, b in enumerate(found) if j == 0 or b != found[j - 1] or b not in ("V", ",")]


def _bones(page: Layout, n: int) -> Outline:
    s, found = page.scene[n], Outline()
    cues = {cue.start: cue for cue in s.cues if cue.frame.kind != "nothing"}
    i = s.start
    while i < s.end:  # not by `_tokens`: a cue may end inside a mention
        m = page.at.get(i)
        if m is not None and m.start == i:
            found.append(m)
            i = m.end
            continue
        if i in cues:
            found.append(_symbol(cues[i]))
            i = cues[i].end
            continue
        if (joint := _joint(page, i, "joints")) is not None:
            found.append(joint)
        elif page.words[i].startswith("<year"):
            found.append(page.words[i])
        elif i in s.verbs and s.verbs[i].finite:
            found.append("V")
        i += 1
    return found


def _joint(page: Layout, i: int, kept: str) -> str | None:
    """A small word of the list `kept`, contracted forms as one; None for another word."""
    word = page.doc[i].lower_.replace("’", "'")
    return _SAME.get(word, word) if word in _list(kept) else None


def _meaning(page: Layout, n: int, person: str, club: str | None) -> list[str]:
    """A sentence as its senses, names and fewest joints."""
    return [x if isinstance(x, str) else _name(x, person, club) for x in _outline(page, n, "meaning", _meanings)]


def _meanings(page: Layout, n: int) -> Outline:
    found = Outline()
    begins: dict[int, list[str]] = {}
    for sense in page.senses[n]:
        begins.setdefault(sense.start, []).append("{" + sense.name + "}")
    for i, m in _tokens(page, n):
        found += begins.get(i, ())
        if m:
            found.append(m)
        elif (joint := _joint(page, i, "few_joints")) is not None:
            found.append(joint)
    return found


def _senses(page: Layout, n: int, person: str, club: str | None, found: set[str]) -> None:
    """The senses of a sentence, by where they stand to the club, or to the person where no club is asked about."""
    senses, clauses = page.senses[n], page.scene[n].clauses.number
    found.update("z:" + sense.name for sense in senses)
    for m in page.of_club[club][n] if club is not None else page.of_person[person][n]:
        left = right = None
        for sense in senses:
            same = "=" if clauses.get(sense.start) == clauses.get(m.start) else "~"
            if sense.start >= m.end:
                found.add(f"z>{same}{sense.name}")
                right = right or sense
            else:
                found.add(f"z<{same}{sense.name}:{m.preposition}")
                left = sense
        if left:
            found.update((f"zl{left.name}:{m.preposition}:{near(max(0, m.start - left.end))}", f"zL{left.name}"))
        if right:
            found.update((f"zr{right.name}:{m.preposition}:{near(max(0, right.start - m.end))}", f"zR{right.name}"))
        if left and right:
            found.add(f"zlr{left.name}:{right.name}")
    bones = _meaning(page, n, person, club)
    mark = "C*" if club is not None else "P*"
    found.update(f"zk{side}{run}" for side, _, run in _runs(bones, mark, 3))
    if club is not None and (span := _closest(bones)):
        low, high, order = span
        inside = bones[low + 1 : high]
        found.update("zm" + order + bone for bone in inside if bone[0] == "{")
        if len(inside) <= 6:
            found.add("zp" + order + " ".join(inside))
        found.add("zq" + order + " ".join(b for b in inside if b[0] == "{" or b in _NAMES)[:80])


def _closest(bones: list[str]) -> tuple[int, int, str] | None:
    """Where person and club stand closest: lower index, higher index, and which comes first."""
    persons = [i for i, bone in enumerate(bones) if bone == "P*"]
    clubs = [i for i, bone in enumerate(bones) if bone == "C*"]
    if not persons or not clubs:
        return None
    a, b = min(((a, b) for a in persons for b in clubs), key=lambda pair: abs(pair[0] - pair[1]))
    return min(a, b), max(a, b), "PC" if a < b else "CP"


def _path(bones: list[str], found: set[str]) -> None:
    """The way from the person to the club."""
    span = _closest(bones)
    if span is None:
        return
    low, high, order = span
    inside = bones[low + 1 : high]
    if len(inside) <= _LONGEST_PATH:
        found.add(f"kp{order}{' '.join(inside)}")
        found.add(f"kq{order}{' '.join(b for b in inside if b[0] == '<' or b in _NAMES)}")
        before, behind = bones[max(0, low - 1) : low], bones[high + 1 : high + 2]
        found.add(f"kr{order}{' '.join(inside)}|{' '.join(behind)}|{' '.join(before)}")
    found.update("km" + order + bone for bone in inside if bone[0] == "<")


def _between(words: list[str], found: set[str]) -> None:
    """The words between person and club."""
    span = _closest(words)
    if span is None:
        return
    low, high, order = span
    inside = words[low + 1 : high]
    found.add(f"d:{order}{near(len(inside))}")
    if len(inside) <= _LONGEST_BETWEEN:
        found.update(f"m{order}:{word}" for word in inside)
        found.update(f"mb{order}:{x}_{y}" for x, y in pairwise(inside))
    if len(inside) <= 4:
        found.add(f"path{order}:{'_'.join(inside)}")


def _verbs(page: Layout, n: int, m: Mention, found: set[str]) -> None:
    """The verb nearest to a club in its clause, and on which side of it the cues stand."""
    s = page.scene[n]
    clause = s.clauses.number.get(m.start)
    inside = [verb for i, verb in s.verbs.items() if s.clauses.number.get(i) == clause]
    if inside:
        verb = min(inside, key=lambda v: abs(m.start - v.i))
        side = "<" if m.start < verb.i else ">"
        found.add(f"v{side}{m.preposition}:{verb.lemma}")
        found.add(f"vt{side}{m.preposition}:{verb.lemma}:{verb.tense}:{int(verb.passive)}:{int(verb.negated)}")
    for cue in s.cues:
        side = "<" if m.start < cue.start else ">"
        same = "=" if s.clauses.number.get(cue.start) == clause else "~"
        frame = cue.frame
        found.add(f"q{side}{same}{m.preposition}:{frame.kind}:{frame.move}:{frame.rung}:{int(cue.passive)}")


def _window(words: list[str], i: int, tag: str, reach: range, found: set[str]) -> None:
    found.update(f"{tag}{o}:{words[i + o]}" for o in reach if o and 0 <= i + o < len(words))


def _pairs(words: list[str], i: int, found: set[str]) -> None:
    if i + 2 < len(words):
        found.add(f"p+b:{words[i + 1]}_{words[i + 2]}")
    if i > 1:
        found.add(f"p-b:{words[i - 2]}_{words[i - 1]}")


def _runs(bones: list[str], mark: str, longest: int) -> Iterator[tuple[str, int, str]]:
    """Yield what stands before ("-") and behind ("+") each `mark`: the side, how many bones, and the bones."""
    for i in (i for i, bone in enumerate(bones) if bone == mark):
        for size in range(1, longest + 1):
            if i >= size:
                yield "-", size, " ".join(bones[i - size : i])
            if i + size < len(bones):
                yield "+", size, " ".join(bones[i + 1 : i + 1 + size])
