"""Who is alive: what a command leaves behind when it ends."""

from __future__ import annotations

from pathlib import Path

__all__ = ["members"]


def members(group: int) -> list[int]:
    """The living processes of a process group, or begun by it."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[2]) == group and fields[0] != "Z":
                found.append(int(entry.name))
    return found
