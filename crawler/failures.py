"""Why a page could not be had, in the few words that are stored and shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

from crawler.guard import NonPublicAddressError
from crawler.middlewares import OffSiteError
from crawler.robots import RobotsForbiddenError, RobotsUnreachableError

__all__ = ["Verdict", "verdict"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a link that gave no article.

    :param outcome: ``unchanged``, ``gone``, ``failed``, ``forbidden`` or ``early`` (published before the window).
    :param retry: whether trying again may help.
    :param wait: leave the link pending for so long.
    :param published: what was learned about its time.
    """

    outcome: str
    reason: str
    retry: bool = True
    wait: timedelta | None = None
    published: datetime | None = None


def verdict(error: BaseException) -> Verdict:
    """Return what an exception of the download means for its link."""
    cause = _root(error)
    if isinstance(cause, NonPublicAddressError):
        return Verdict("failed", f"non-public address: {cause}", retry=False)
    if isinstance(error, OffSiteError):
        return Verdict("failed", f"off site: {error}", retry=False)
    if isinstance(error, RobotsForbiddenError):
        return Verdict("forbidden", str(error))
    if isinstance(error, RobotsUnreachableError):
        return Verdict("failed", str(error), wait=timedelta())
    if isinstance(error, IgnoreRequest):
        return Verdict("failed", "too many redirects" if "redirect" in str(error) else str(error) or "ignored")
    for kind, words in (
        (DownloadTimeoutError, "timeout"),
        (DownloadConnectionRefusedError, "connection refused"),
        (CannotResolveHostError, "host not found"),
        (ResponseDataLossError, "incomplete answer"),
        (DownloadCancelledError, "too large"),
    ):
        if isinstance(error, kind):
            return Verdict("failed", words, retry=kind is not DownloadCancelledError)
    return Verdict("failed", f"connection failed: {type(cause).__name__}")


def _root(error: BaseException) -> BaseException:
    seen: set[int] = set()
    while id(error) not in seen:
        seen.add(id(error))
        reasons = getattr(error, "reasons", None) or [None]  # Twisted's ResponseNeverReceived hides its own so
        inner = getattr(reasons[0], "value", None) or error.__cause__ or error.__context__
        if inner is None:
            break
        error = inner
    return error
