"""What people type after ``--since``, ``--status`` and the like."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsing.records import STATUSES
from storage.filters import Filter, FilterError, moment, statuses
from tests.storage.builders import NOON, OM


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("90m", "2025-07-10T10:30:00", "2025-07-10T10:30:00"),
        ("36h", "2025-07-09T00:00:00", "2025-07-09T00:00:00"),
        ("2d", "2025-07-08T12:00:00", "2025-07-08T12:00:00"),
        ("2j", "2025-07-08T12:00:00", "2025-07-08T12:00:00"),
        (" 1 w ", "2025-07-03T12:00:00", "2025-07-03T12:00:00"),
        ("0d", "2025-07-10T12:00:00", "2025-07-10T12:00:00"),
        ("2025-07-01", "2025-06-30T22:00:00", "2025-07-01T21:59:59.999999"),
        ("20250701", "2025-06-30T22:00:00", "2025-07-01T21:59:59.999999"),
        ("2025-01-15", "2025-01-14T23:00:00", "2025-01-15T22:59:59.999999"),
        ("2025-07-01T10:00", "2025-07-01T08:00:00", "2025-07-01T08:00:00"),
        ("2025-07-01 10:00", "2025-07-01T08:00:00", "2025-07-01T08:00:00"),
        ("2025-07-01T10:00Z", "2025-07-01T10:00:00", "2025-07-01T10:00:00"),
        ("2025-07-01T10:00-05:00", "2025-07-01T15:00:00", "2025-07-01T15:00:00"),
        ("2025-03-30", "2025-03-29T23:00:00", "2025-03-30T21:59:59.999999"),
        ("2025-10-26", "2025-10-25T22:00:00", "2025-10-26T22:59:59.999999"),
        ("2024-02-29", "2024-02-28T23:00:00", "2024-02-29T22:59:59.999999"),
        ("9999-12-31", "9999-12-30T23:00:00", "9999-12-31T22:59:59.999999"),
    ],
)
def test_moment(words: str, since: str, until: str) -> None:
    """A span counts back from now; a day is one of Paris, of 23 to 25 hours; as an end, it means its last moment."""
    assert moment(words, NOON, "since") == datetime.fromisoformat(since).replace(tzinfo=UTC)
    assert moment(words, NOON, "until", end=True) == datetime.fromisoformat(until).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "words",
    ["", "hier", "2025-13-01", "2025-02-29", "01/07/2025", "2 days", "-2d", "1.5d", "999999d", "2025", "0001-01-01"],
)
def test_moment_that_is_none(words: str) -> None:
    """What is no time is refused with what was expected, what came, and the option's name."""
    with pytest.raises(FilterError) as caught:
        moment(words, NOON, "since")
    assert str(caught.value).startswith("--since: expected a span such as 2d or 36h, or a date such as 2025-07-01, got")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ("official", ("official",)),
        ("official,rejected", ("official", "rejected")),
        ("offer official", ("offer", "official")),
        ("talks+", ("talks", "offer", "agreement", "medical", "official")),
        ("rumour+", STATUSES[:7]),
        ("rejected+", ("rejected",)),
        ("medical+,official,rejected", ("medical", "official", "rejected")),
    ],
)
def test_statuses(words: str, chosen: tuple[str, ...]) -> None:
    """One rung, several, or one and all above it; a refusal is above none."""
    assert statuses(words) == chosen


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            {"status": "done"},
            "--status: expected one of rumour, interest, talks, offer, agreement, medical, ",
        ),
        ({"status": "talks+,nope+"}, "got 'nope+'"),
        ({"move": "sale"}, "--move: expected one of transfer, loan, extension, appointment, departure, got 'sale'"),
        ({"until": "demain"}, "--until: expected a span"),
    ],
)
def test_refused(asked: dict[str, str], message: str) -> None:
    """A question that cannot be understood is refused with what would be understood."""
    with pytest.raises(FilterError) as caught:
        Filter.parse(now=NOON, **asked)  # type: ignore[arg-type]
    assert message in str(caught.value)


def test_nothing_asked() -> None:
    """Without options nothing is restricted; a limit of 0 is none."""
    assert Filter.parse(now=NOON) == Filter.parse(now=NOON, limit=0) == Filter()


@pytest.mark.parametrize("club", ["OM", "om", "Marseille", "les Phocéens", " olympique  de MARSEILLE "])
def test_club(club: str) -> None:
    """A club is understood by nickname, abbreviation and town, in any spelling."""
    assert Filter.parse(now=NOON, club=club).club == OM


def test_several_words() -> None:
    """Outlets and moves are parted by commas or blanks."""
    which = Filter.parse(now=NOON, outlet="gazette,tribune kiosque", move="loan, transfer")
    assert which.outlets == ("gazette", "tribune", "kiosque")
    assert which.moves == ("loan", "transfer")


@settings(deadline=None, derandomize=True, database=None)
@given(st.text(max_size=12))
def test_any_words(words: str) -> None:
    """Whatever is typed is a time or is refused, never anything else."""
    for end in (False, True):
        try:
            assert moment(words, NOON, "since", end=end).tzinfo is UTC
        except FilterError:
            continue
