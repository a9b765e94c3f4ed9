"""Names of people and clubs, compared as readers do: accents, capitals and missing first names do not matter.

Light to import: queries need it, and they start in a blink.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from parsing.lexicon import load, load_all

__all__ = ["canonical_club", "club_key", "fold", "inflect", "last_name", "name_key", "same_club", "same_person"]

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "œ": "oe", "æ": "ae", "ß": "ss", "þ": "th"})
_GENERATIONS = frozenset(("jr", "junior", "sr", "ii", "iii"))


def fold(text: str) -> str:
    """Return `text` without capitals, accents, apostrophes and full stops.

    >>> fold("Idrissa N’Gom"), fold("Østerby-Lund"), fold("Güler")
    ('idrissa ngom', 'osterby-lund', 'guler')
    """
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", plain)
    return re.sub(r"['’ʼ`´.]", "", "".join(c for c in plain if not unicodedata.combining(c)))


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """Return what two spellings of a person's name share: folded, hyphens as blanks."""
    return " ".join(fold(name).replace("-", " ").replace("\u2010", " ").split())


def last_name(name: str) -> str:
    """Return the last word of a person's name, folded.

    >>> last_name("Virgil van Dijk"), last_name("Idrissa N’Gom"), last_name("Neymar Jr")
    ('dijk', 'ngom', 'neymar')
    """
    words = [word for word in name_key(name).split() if word not in _GENERATIONS]
    return words[-1] if words else ""


def same_person(a: str, b: str) -> bool:
    """Tell whether two names may be the same person's: same last name and no contradicting first name.

    >>> same_person("Leonardo Balerdi", "Balerdi"), same_person("L. Balerdi", "Leonardo Balerdi")
    (True, True)
    >>> same_person("Marcus Thuram", "Khéphren Thuram")
    False
    """
    first, second = name_key(a).split(), name_key(b).split()
    if not first or not second or last_name(a) != last_name(b):
        return False
    if len(first) == 1 or len(second) == 1:
        return True
    return first[0].startswith(second[0]) or second[0].startswith(first[0])


def inflect(masculine: str, feminine: str | None = None) -> tuple[str, ...]:
    """Return masculine and feminine, singular and plural of a demonym.

    >>> inflect("Lyonnais"), inflect("Parisien")
    (('Lyonnais', 'Lyonnaise', 'Lyonnaises'), ('Parisien', 'Parisiens', 'Parisienne', 'Parisiennes'))
    >>> inflect("Grec", "Grecque")
    ('Grec', 'Grecs', 'Grecque', 'Grecques')
    """
    plural = masculine if masculine[-1] in "sxz" else masculine + "s"
    if feminine is None:
        doubled = masculine.endswith(("ien", "éen", "yen", "on"))
        feminine = masculine if masculine.endswith("e") else masculine + ("ne" if doubled else "e")
    return tuple(dict.fromkeys((masculine, plural, feminine, feminine + "s")))


def canonical_club(words: str) -> str | None:
    """Return the canonical name of the club that `words` name, in any spelling, or None when nobody knows it.

    Full names win over towns and nicknames; a nickname that clubs share means the first in the lexicon. National
    teams are known by their country.

    >>> canonical_club("om"), canonical_club("les Phocéens"), canonical_club("PSG")
    ('Olympique de Marseille', 'Olympique de Marseille', 'Paris Saint-Germain')
    >>> canonical_club("FC Nulle Part") is None
    True
    """
    key = _spelling(words)
    bare = re.sub(r"^(?:les?|la|l|du|des) (?=.)", "", key)
    candidates = (key, bare, bare.removeprefix("fc ").removesuffix(" fc"))
    return next((found for candidate in candidates if (found := _clubs().get(candidate))), None)


def same_club(a: str | None, b: str | None) -> bool:
    """Tell whether two names mean the same club; None means only None."""
    if a is None or b is None:
        return a is b
    return club_key(a) == club_key(b)


def club_key(words: str) -> str:
    """Return what two spellings of a club share: its canonical name, or the folded words when nobody knows it.

    >>> club_key("l'OM"), club_key("FC Nulle Part") == club_key("fc nulle part")
    ('Olympique de Marseille', True)
    """
    return canonical_club(words) or _spelling(words)


def _spelling(words: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", fold(words.replace("'", " ").replace("’", " "))).split())


@cache
def _clubs() -> dict[str, str]:
    """Every way to name a club, the surest first."""
    table: dict[str, str] = {}
    clubs = load_all("clubs", "club")
    for club in clubs:
        for words in (club["name"], *club.get("names", ())):
            table.setdefault(_spelling(words), club["name"])
    for nation in load("nations")["nation"]:
        table.setdefault(_spelling(nation["name"]), nation["name"])
    for club in clubs:
        for words in (*club.get("city", ()), *club.get("nicknames", ())):
            table.setdefault(_spelling(words), club["name"])
        for word in club.get("people", ()):
            for form in inflect(word, club.get("feminine", {}).get(word)):
                table.setdefault(_spelling(form), club["name"])
    return table
