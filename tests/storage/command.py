"""The command `mercato`, run as a shell runs it, or quicker inside the test."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from storage.cli import main

__all__ = ["MERCATO", "Done", "mercato", "shell"]

MERCATO = Path(sys.executable).parent / "mercato"


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def line(self) -> str:
        """The only line on standard error."""
        (line,) = self.err.splitlines()
        return line


def mercato(*args: str | Path, stdin: bytes = b"") -> Done:
    """Run the command inside this process: the same entry point, without the start of another Python."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    code, umask = 0, os.umask(0o077)
    try:
        with redirect_stdout(out), redirect_stderr(err), patch("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin))):
            main([str(arg) for arg in args])
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    finally:
        os.umask(umask)
    return Done(code, *(_text(stream) for stream in (out, err)))


def shell(*args: str | Path, stdin: bytes = b"", **options: Any) -> Done:
    """Run the command as a shell does."""
    options.setdefault("stdout", subprocess.PIPE)
    done = subprocess.run([MERCATO, *args], input=stdin, stderr=subprocess.PIPE, check=False, timeout=120, **options)
    return Done(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()
