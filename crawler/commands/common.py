"""What commands share: an error is one line on standard error."""

from __future__ import annotations

import sys

__all__ = ["failed"]


def failed(message: str, code: int) -> int:
    """Print one line that says what went wrong, and return the exit code."""
    print(f"mercato: {' '.join(message.split())}", file=sys.stderr)
    return code
