"""What a crawl did, counted as it happens: each page once, with its reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

__all__ = ["OutletReport", "Report"]


@dataclass(slots=True)
class OutletReport:
    """One outlet's part.

    :param ways: ways in that answered as they should; `dead` those that did not, with the reason.
    :param outcomes: ``new``, ``changed``, ``same``, ``failed``, ``gone``, ``refused`` …: one per page.
    :param reasons: why pages failed.
    """

    ways: int = 0
    dead: dict[str, str] = field(default_factory=dict)
    found: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    facts: int = 0

    @property
    def failed(self) -> bool:
        """Nothing of the outlet worked: no way in answered, or every page that was asked for failed."""
        if not self.ways and self.dead:
            return True
        good = sum(self.outcomes[key] for key in ("new", "changed", "same", "unchanged", "shrunk", "early"))
        return good == 0 and self.outcomes["failed"] > 0

    @property
    def problem(self) -> str | None:
        """Why the outlet failed, in few words."""
        if not self.failed:
            return None
        reasons = list(self.dead.items())
        if reasons and not self.ways:
            url, reason = reasons[0]
            return f"{url}: {reason}"
        reason, count = self.reasons.most_common(1)[0] if self.reasons else ("no page could be had", 0)
        return f"{self.outcomes['failed']} pages failed, {count} of them: {reason}"


@dataclass(slots=True)
class Report:
    """A run's report."""

    outlets: dict[str, OutletReport] = field(default_factory=dict)
    bytes: int = 0
    storage_error: str | None = None
    stopped: bool = False
    unexpected: int = 0

    def of(self, outlet: str) -> OutletReport:
        """Return the part of an outlet."""
        return self.outlets.setdefault(outlet, OutletReport())

    def total(self, outcome: str) -> int:
        """Count an outcome over all outlets."""
        return sum(part.outcomes[outcome] for part in self.outlets.values())

    @property
    def problems(self) -> list[str]:
        """One line per outlet that failed."""
        return [f"{name}: {part.problem}" for name, part in self.outlets.items() if part.problem]

    @property
    def exit_code(self) -> int:
        """The exit code by contract: what went wrong, the gravest first."""
        if self.storage_error:
            return 4
        if self.stopped:
            return 5
        if self.unexpected:
            return 1
        return 3 if self.problems else 0

    def as_dict(self, seconds: float) -> dict[str, Any]:
        """Return the report as the store keeps it."""
        failed = len(self.problems)
        return {
            "seconds": round(seconds, 1),
            "bytes": self.bytes,
            "outlets_ok": len(self.outlets) - failed,
            "outlets_failed": failed,
            "found": sum(part.found for part in self.outlets.values()),
            **{key: self.total(key) for key in ("new", "changed", "same", "unchanged", "gone", "failed")},
            "facts": sum(part.facts for part in self.outlets.values()),
            "problems": self.problems + ([self.storage_error] if self.storage_error else []),
            "by_outlet": {
                name: {
                    "ways": part.ways,
                    "dead": part.dead,
                    "found": part.found,
                    "refused": dict(part.refused),
                    **dict(part.outcomes),
                    "reasons": dict(part.reasons),
                    "facts": part.facts,
                }
                for name, part in self.outlets.items()
            },
        }
