"""Amounts as French newsrooms write them: ``12 M€``, ``une vingtaine de millions``, ``entre 15 et 20 millions``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from parsing.extraction.patterns import any_of, compiled
from parsing.lexicon import load

__all__ = ["Amount", "amounts", "number"]

Use = Literal["price", "bonus", "wage", "other"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money in a text.

    :param value: in whole units of `currency`.
    :param maximum: upper end of a range, or None.
    :param use: what the words right beside it say that it is; ``price`` when they say nothing.
    :param bonus: the part that is only a bonus, already left out of `value` ("12 M€ dont 2 de bonus").
    """

    start: int
    end: int
    value: int
    currency: str
    maximum: int | None = None
    use: Use = "price"
    text: str = ""
    bonus: int | None = None


_SPACE = r"[ \u00a0\u202f]"
_DIGITS = rf"\d{{1,3}}(?:[.{_SPACE[1:-1]}]\d{{3}})+(?!\d)|\d{{1,9}}(?:[.,]\d{{1,3}})?"


@cache
def _pattern() -> re.Pattern[str]:
    words = load("numbers")
    small = "|".join(sorted({**words["units"], **words["tens"]}, key=len, reverse=True))
    about = "|".join(sorted(words["about"], key=len, reverse=True))
    spelt = rf"(?:{small})(?:[- ](?:et[- ](?=une?\b|onze\b))?(?:{small}))*"  # "vingt et un", never "quinze et vingt"
    value = rf"(?:{_DIGITS}|une?{_SPACE}(?:petite{_SPACE}|bonne{_SPACE})?(?:{about})|{spelt})"
    unit = (
        rf"{_SPACE}?(?:(?:de{_SPACE})?(?P<scale{{n}}>milliards?|millions?|mille|M(?![a-zà-ÿ])|k(?=€|{_SPACE}euros))"
        rf"(?P<half{{n}}>{_SPACE}et{_SPACE}demi)?)?{_SPACE}?(?:d['’]|de{_SPACE}|en{_SPACE})?{_SPACE}?"
        r"(?P<currency{n}>€|£|\$|euros?\b|EUR\b|GBP\b|USD\b|CHF\b|livres?(?:{s}sterling|{s}turques?)?\b|dollars?\b"
        r"|francs?{s}suisses\b|(?:reais|réaux)\b|riyals?\b)?"
    )
    first = unit.replace("{n}", "1").replace("{s}", _SPACE)
    second = unit.replace("{n}", "2").replace("{s}", _SPACE)
    return re.compile(
        rf"(?<![\w.,])(?P<sign>[€£$]{_SPACE}?(?={_DIGITS}))?(?P<entre>entre{_SPACE})?(?:(?:de|of){_SPACE}(?={_DIGITS}))?(?P<low>{value}){first}"
        rf"(?:{_SPACE}?(?:à|a|et|ou|-|–){_SPACE}?[€£$]?(?P<high>{value}){second})?",
        re.IGNORECASE,
    )


_STRANGERS = str.maketrans("ſıİ", "...")
"""Letters that ignoring capitals takes for an s and an i."""
_NEAR = 120
"""Characters within which a sum without currency follows the one before."""

_SCALES = {"milliard": 10**9, "million": 10**6, "m": 10**6, "mille": 10**3, "k": 10**3}


@cache
def _context(key: str) -> re.Pattern[str]:
    """The words beside a sum that tell its use: those behind it begin right there, those before it end there."""
    words = load("amounts")[key]
    if key == "inside":
        return compiled(words.replace("{digits}", _DIGITS))
    return compiled(f"^{any_of(words)}" if key.endswith("_behind") else f"{any_of(words)}$")


def amounts(text: str) -> Iterator[Amount]:
    """Find the sums of money in `text`, in order.

    A number counts only with a currency, or with millions and no other noun behind it. Without a named
    currency the sum is in euros, as French outlets mean it.

    >>> [(a.value, a.currency) for a in amounts("Coût: 55 millions de livres, plus 5 millions de bonus.")]
    [(55000000, 'GBP'), (5000000, 'GBP')]
    >>> [(a.value, a.maximum) for a in amounts("entre 15 et 20 M€")]
    [(15000000, 20000000)]
    >>> [a.value for a in amounts("une quinzaine de millions d’euros")]
    [15000000]
    >>> [a.value for a in amounts("un million et demi d’euros")]
    [1500000]
    >>> [a.value for a in amounts("12 M€ dont 2 de bonus")]
    [10000000]
    >>> list(amounts("il a 25 ans et 12 buts"))
    []
    """
    last: Amount | None = None
    for match in _pattern().finditer(text.translate(_STRANGERS)):
        named = match["currency2"] or match["currency1"] or match["sign"]
        # "55 millions de livres, plus 5 millions de bonus": the second sum is in the currency of the first
        near = last is not None and match.start() - last.end < _NEAR and not named
        if found := _amount(text, match, last.currency if near and last else _currency(named)):
            last = found
            yield found


def number(words: str) -> float | None:
    """Read a number in digits or in words, or None.

    >>> number("12,5"), number("vingt-cinq"), number("une quarantaine"), number("150 000"), number("trente et un")
    (12.5, 25.0, 40.0, 150000.0, 31.0)
    """
    lexicon = load("numbers")
    text = " ".join(words.lower().split())
    if re.fullmatch(r"\d{1,3}(?:[. ]\d{3})+", text):
        return float(re.sub(r"[. ]", "", text))
    if re.fullmatch(r"\d+(?:[.,]\d+)?", text):
        return float(text.replace(",", "."))
    for word, value in lexicon["about"].items():
        if text.endswith(word):
            return float(value)
    total, known = 0, {**lexicon["units"], **lexicon["tens"]}
    for part in re.split(r"[- ](?:et[- ])?", text):
        if part not in known:
            return None
        # quatre-vingt-dix: four times twenty, and ten
        total = (
            total * 20
            if part.startswith("vingt") and total == 4
            else total * 100
            if part.startswith("cent") and total
            else total + known[part]
        )
    return float(total) if total else None


def _amount(text: str, match: re.Match[str], currency_code: str) -> Amount | None:
    low, high = number(match["low"]), number(match["high"]) if match["high"] else None
    scale = match["scale2"] or match["scale1"]
    currency = match["currency2"] or match["currency1"] or match["sign"]
    if match["high"] and not (match["scale2"] or match["currency2"]):
        high = None  # "12 M€ et 3 joueurs": the second number is of something else
        scale, currency = match["scale1"], match["currency1"] or match["sign"]
    if low is None or not (scale or currency):
        return None
    end = match.end() if high is not None else _end_of_first(match)
    before, after = text[max(0, match.start() - 60) : match.start()], text[end : end + 60]
    if not currency and not _is_money(scale or "", after):
        return None
    factor_low, factor_high = _factor(match["scale1"]), _factor(match["scale2"])
    if high is not None and not match["scale1"] and (match["scale2"] and not match["currency1"]):
        factor_low = factor_high
    value = _value(low, factor_low, match["half1"])
    maximum = _value(high, factor_high if match["scale2"] else factor_low, match["half2"]) if high is not None else None
    bonus = None
    if inside := _context("inside").match(text[end : end + 40]):
        part = number(inside["part"]) or 0
        bonus = round(part * (factor_low if part < 1000 else 1)) or None
        value -= bonus or 0
    if value <= 0 or (maximum is not None and maximum <= value):
        maximum = None
    if value <= 0:
        return None
    return Amount(
        match.start(),
        end,
        value,
        currency_code,
        maximum,
        _use(before, after),
        text[match.start() : end].strip(),
        bonus,
    )


def _end_of_first(match: re.Match[str]) -> int:
    ends = [match.end(name) for name in ("low", "scale1", "half1", "currency1") if match[name]]
    return max(ends)


def _is_money(scale: str, after: str) -> bool:
    """Millions of nothing are millions of euros; millions of viewers are not."""
    return (
        scale.lower().startswith(("million", "milliard", "m"))
        and not scale.lower().startswith("mille")
        and not re.match(
            rf"{_SPACE}*(?:de{_SPACE}|d['’])(?!bonus|plus|moins|base|fixe|part|la|cet)", after, re.IGNORECASE
        )
    )


def _factor(scale: str | None) -> int:
    return _SCALES[scale.lower().rstrip("s")] if scale else 1


def _value(count: float, factor: int, half: str | None) -> int:
    return round(count * factor + (factor / 2 if half else 0))


def _currency(words: str | None) -> str:
    """The code of a currency as it is written; euros where none is named."""
    lowered = " ".join((words or "€").lower().split())
    return next(
        (str(code) for prefix, code in load("amounts")["currencies"].items() if lowered.startswith(prefix)), "EUR"
    )


def _use(before: str, behind: str) -> Use:
    uses: tuple[Use, ...] = ("bonus", "wage", "other")
    for use in uses:
        if _context(f"{use}_behind").search(behind) or _context(f"{use}_before").search(before):
            return use
    return "price"
