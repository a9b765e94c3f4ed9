"""What Mercato knows, as data: files that somebody who knows football and no Python can extend.

This module only opens them; each reader gives the words their meaning.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["load", "load_all", "load_senses"]


@cache
def load(name: str) -> dict[str, Any]:
    """Return the content of ``parsing/lexicon/NAME.toml``."""
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text("utf-8"))


@cache
def load_all(folder: str, key: str) -> tuple[dict[str, Any], ...]:
    """Return the entries ``[[key]]`` of every file in ``parsing/lexicon/FOLDER/``: France first, then by name.

    French outlets mean Nantes by the Canaris, whatever club of another country is called so too.
    """
    found = [p for p in (files(__name__) / folder).iterdir() if p.name.endswith(".toml")]
    paths = sorted(found, key=lambda path: (path.name != "france.toml", path.name))
    return tuple(entry for path in paths for entry in tomllib.loads(path.read_text("utf-8")).get(key, ()))


@cache
def load_senses() -> dict[str, tuple[str, ...]]:
    """Return the phrases of every file in ``parsing/lexicon/senses/``, by the name of their sense."""
    paths = sorted(
        (p for p in (files(__name__) / "senses").iterdir() if p.name.endswith(".toml")), key=lambda p: p.name
    )
    return {
        path.name.removesuffix(".toml"): tuple(
            dict.fromkeys(
                phrase
                for line in tomllib.loads(path.read_text("utf-8"))["phrases"].splitlines()
                if (phrase := " ".join(line.split()))
            )
        )
        for path in paths
    }
