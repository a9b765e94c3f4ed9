"""`python -m tests.newsroom`: the sample newsroom in the foreground, until Ctrl-C."""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from tests.newsroom.errors import NewsroomError
from tests.newsroom.outlets import OUTLETS
from tests.newsroom.server import Newsroom


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the room, say where it is, wait."""
    options = _options(arguments)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        with Newsroom(options.edition, options.port) as room:
            if options.registry:
                room.write_registry(options.registry)
            _say(f"newsroom open: {' '.join(room.address(outlet.name) for outlet in OUTLETS)}")
            stop.wait()
    except (NewsroomError, OSError) as error:
        print(f"newsroom: {error}", file=sys.stderr)
        return 2
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.newsroom", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="the port of all outlets (0: any that is free)")
    parser.add_argument("--registry", type=Path, help="write the outlet registry to this file")
    parser.add_argument("--edition", default="evening", choices=("morning", "evening"), help="what is served")
    return parser.parse_args(arguments)


def _say(line: str) -> None:
    """Print, and do not mind when nobody listens."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
