"""``--help`` is good enough to need no manual."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from storage.cli import cli
from tests.storage.command import mercato

CONTRACT = {"articles", "stories", "facts", "moves", "move", "extract", "evaluate", "stats", "runs", "db"}


def commands(group: click.Group = cli, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command, those inside groups too."""
    context = click.Context(group)
    for name in group.list_commands(context):
        yield (*path, name)
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


def found(path: tuple[str, ...]) -> click.Command:
    """The command at a path."""
    command: click.Command = cli
    for name in path:
        assert isinstance(command, click.Group)
        inner = command.get_command(click.Context(command), name)
        assert inner is not None
        command = inner
    return command


def test_all_commands_are_listed() -> None:
    """The help names every command of the contract, each with a sentence."""
    done = mercato("--help")
    assert done.code == 0
    lines = {
        line.split()[0]: line.split()[1:] for line in done.out.splitlines() if line.startswith("  ") and line.split()
    }
    assert set(lines) >= CONTRACT
    assert all(lines[name] for name in CONTRACT)


@pytest.mark.parametrize("path", list(commands()), ids=" ".join)
def test_help(path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """The help of a command says what it does and names every option with what it means, without any database."""
    monkeypatch.setenv("MERCATO_DATABASE_URL", "nonsense")
    done = mercato(*path, "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out == mercato(*path, "-h").out
    command = found(path)
    assert command.help
    assert done.out.startswith(f"Usage: mercato {' '.join(path)} ")
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name
            assert all(name in done.out for name in option.opts)
            assert " ".join(option.help.split())[:25] in " ".join(done.out.split())
        else:
            assert str(option.make_metavar(click.Context(command))) in done.out


@pytest.mark.parametrize("path", [["articles"], ["moves"], ["evaluate"], ["extract"]])
def test_formats_are_named(path: list[str]) -> None:
    """The help names the four formats and the default."""
    out = mercato(*path, "--help").out
    assert "[table|json|jsonl|csv]" in out
    assert "[default: " in out


def test_version() -> None:
    """The version is printed."""
    from importlib.metadata import version

    assert mercato("--version").out == f"mercato, version {version('mercato')}\n"


def test_exit_codes_are_told() -> None:
    """The help tells the exit codes."""
    assert "4 storage" in " ".join(mercato("--help").out.split())
