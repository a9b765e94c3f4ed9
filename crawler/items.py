"""What travels through the pipelines: a fetched page, then what was read from it."""

from __future__ import annotations

from dataclasses import dataclass

from parsing.records import Page, Reading

__all__ = ["Fetched", "Read"]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page of an outlet, with the link that led to it.

    :param link: the address in the ledger.
    """

    page: Page
    link: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Read:
    """A page with its reading."""

    page: Page
    link: str
    outlet: str
    reading: Reading
