"""The options that narrow a question, as they are typed."""

from __future__ import annotations

import json

import pytest

from tests.storage.command import mercato

QUESTIONS = ("articles", "stories", "facts", "moves")
EVERY_QUESTION = pytest.mark.parametrize("command", QUESTIONS)


@EVERY_QUESTION
@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--club", "OM"], True),
        (["--club=psg"], True),
        (["--club", "Bayern"], False),
        (["--person", "ostigard"], True),
        (["--status", "offer+"], True),
        (["--status", "rejected"], False),
        (["--move", "transfer"], True),
        (["--move", "loan,departure"], False),
        (["--outlet", "tribune"], True),
        (["--outlet", "nobody"], False),
        (["--since", "2025-07-10", "--until", "2025-07-10"], True),
        (["--since", "1d"], False),
        (["--until", "2025-07-09"], False),
        (["--club", "OM", "--person", "balerdi", "--status", "talks+", "--outlet", "gazette,tribune"], True),
    ],
)
def test_filters(told: str, command: str, options: list[str], found: bool) -> None:
    """Every question takes every filter, by nickname, part of a name, rung and above, day or span."""
    done = mercato(command, *options, "--format", "json")
    assert (done.code, done.err) == (0, "")
    assert bool(json.loads(done.out)) == found


@EVERY_QUESTION
@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--since", "hier"], "--since: expected a span such as 2d or 36h, or a date such as 2025-07-01, got 'hier'"),
        (["--until", "2025-13-01"], "--until: expected a span"),
        (["--since", "0001-01-01"], "--since: expected a span"),
        (["--status", "done"], "--status: expected one of rumour, interest, talks"),
        (["--move", "sale"], "--move: expected one of transfer, loan, extension"),
        (["--limit", "-1"], "--limit"),
        (["--limit", "many"], "--limit"),
        (["--limit", "9" * 30], "--limit"),
        (["--format", "xml"], "--format"),
        (["--clubs", "OM"], "--clubs"),
        (["OM"], "OM"),
    ],
)
def test_refused(told: str, command: str, options: list[str], words: str) -> None:
    """What cannot be understood is told in one line that names the option, with exit code 2."""
    done = mercato(command, *options)
    assert (done.code, done.out) == (2, "")
    assert done.line.startswith("mercato: ")
    assert words in done.line


@EVERY_QUESTION
def test_limit(told: str, command: str) -> None:
    """At most as many as asked for, the latest; 0 is all."""
    everything = json.loads(mercato(command, "--format", "json", "--limit", "0").out)
    assert json.loads(mercato(command, "--format", "json", "--limit", "1").out) == everything[:1]
    assert len(everything) > 1


def test_refused_before_the_database_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that cannot be understood is told so whether or not there is a database."""
    monkeypatch.setenv("MERCATO_DATABASE_URL", "sqlite:////none/m.db")
    assert mercato("moves", "--status", "done").code == 2
