"""One call from a page to all that it says: what a worker process runs."""

from __future__ import annotations

from parsing.cleaning import clean_or_reason
from parsing.extraction import extract
from parsing.fingerprints import fingerprint
from parsing.records import Page, Reading

__all__ = ["read"]


def read(page: Page) -> Reading:
    """Clean `page`, extract the facts of its article, and take its fingerprint.

    Both the argument and the result can be pickled. A page without an article gives a reading with a reason.
    """
    article, reason = clean_or_reason(page)
    if article is None:
        return Reading(None, reason=reason)
    return Reading(article, facts=extract(article), fingerprint=fingerprint(article.text))
