"""``make demo``: serve the sample newsroom on loopback, crawl it, and show what Mercato made of it."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from tests.newsroom.errors import NewsroomError, PortTakenError
from tests.newsroom.server import Newsroom

FIRST_PORT, PORTS = 8125, 40
ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
STOPPED, CRAWL_STOPPED = 130, 5


def main(args: Sequence[str] | None = None) -> int:
    """Run the demo; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.newsroom.demo", description=__doc__)
    parser.add_argument("--state", type=Path, default=ROOT / ".demo", help="where port and database are kept")
    state: Path = parser.parse_args(args).state.absolute()
    state.mkdir(parents=True, exist_ok=True)
    try:
        with closing(_newsroom(state)) as room:
            return _show(room, state)
    except NewsroomError as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ndemo: stopped; the next run goes on from there", file=sys.stderr)
        return STOPPED


def _newsroom(state: Path) -> Newsroom:
    """Open the newsroom where it was last time, so that its articles keep their addresses; else on a free port."""
    remembered = state / "port"
    wanted = _number(remembered) or FIRST_PORT
    for port in (wanted, *range(FIRST_PORT, FIRST_PORT + PORTS), 0):
        room = Newsroom(port=port)
        with suppress(PortTakenError):
            room.open()
            _remember(state, remembered, room.port)
            return room
    raise NewsroomError("no port is free; close some programs and try again")


def _remember(state: Path, remembered: Path, port: int) -> None:
    """An address contains the port: on another one every article is another article, so the store begins anew."""
    if remembered.exists() and _number(remembered) != port:
        before = _number(remembered) or "of last time"
        print(f"demo: port {before} is not to be had; the newsroom moves to {port} and the demo begins anew")
        for old in state.glob("mercato.db*"):
            old.unlink()
    remembered.write_text(str(port))


def _number(remembered: Path) -> int | None:
    """The port that is written in a file, or None when there is none."""
    words = remembered.read_text(errors="replace").strip() if remembered.exists() else ""
    return int(words) if words.isascii() and words.isdigit() and 0 < int(words[:6]) < 65536 else None


def _show(room: Newsroom, state: Path) -> int:
    """Crawl the open newsroom, print stories and moves, and what to try next."""
    registry = room.write_registry(state / "outlets.toml")
    database = f"sqlite:///{state / 'mercato.db'}"
    env = {
        **os.environ,
        "MERCATO_DATABASE_URL": database,
        "MERCATO_OUTLETS": str(registry),
        "MERCATO_ALLOW_PRIVATE": "1",
        "COLUMNS": str(shutil.get_terminal_size((140, 40)).columns),
    }
    print(
        f"Four outlets are served on loopback, port {room.port}. Crawling them into {state / 'mercato.db'} …",
        flush=True,
    )
    for command in (["mercato", "db", "upgrade"], ["scrapy", "crawl", "news"]):
        code = _run(command, env)
        if code == CRAWL_STOPPED:
            raise KeyboardInterrupt
        if code:
            return code
    print("\nThe latest stories, each told by one outlet or by several:", flush=True)
    _run(["mercato", "stories", "--limit", "8"], env)
    print("The latest moves, each with its present status:", flush=True)
    _run(["mercato", "moves", "--limit", "12"], env)
    short = f"MERCATO_DATABASE_URL=sqlite:///{_near(state)}/mercato.db"
    print("Try next:")
    for query in (
        "mercato moves --club OM --status talks+",
        "mercato move 1",
        "mercato facts --person Kerbrat --format json",
    ):
        print(f"  {short} {_near(BIN)}/{query}")
    return 0


def _near(path: Path) -> str:
    """A path as one types it from the folder one is in."""
    with suppress(ValueError):
        return str(path.relative_to(Path.cwd()))
    return str(path)


def _run(command: list[str], env: dict[str, str]) -> int:
    """Run one of our commands to its end; on Ctrl-C, which it gets too, wait until it has put its things in order."""
    process = subprocess.Popen([BIN / command[0], *command[1:]], env=env, cwd=ROOT)
    try:
        return process.wait()
    except KeyboardInterrupt:
        with suppress(KeyboardInterrupt, subprocess.TimeoutExpired):
            process.wait(timeout=30)
        if process.poll() is None:
            process.kill()
            process.wait()
        raise


if __name__ == "__main__":
    sys.exit(main())
