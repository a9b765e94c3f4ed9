"""Of all the times that a page tells, which one is believed."""

from datetime import UTC, datetime

import pytest

from parsing.cleaning.times import Moment, earliest, first_published, last_modified

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 7, 1, 15, tzinfo=UTC)
DAY = datetime(2026, 6, 30, 22, tzinfo=UTC)
OTHER_DAY = datetime(2026, 6, 20, 22, tzinfo=UTC)
END = datetime(2026, 7, 5, tzinfo=UTC)
PAST = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("candidates", "chosen"),
    [
        ([], None),
        ([None, None], None),
        ([Moment(LATER, "json-ld"), Moment(NOON, "meta")], LATER),
        ([Moment(LATER, "dateline", role="modified"), Moment(NOON, "dateline")], NOON),
        ([Moment(LATER, "dateline", role="modified")], None),
        ([Moment(DAY, "meta", exact=False)], DAY),
        ([Moment(DAY, "meta", exact=False), Moment(NOON, "feed")], NOON),
        ([Moment(OTHER_DAY, "meta", exact=False), Moment(NOON, "feed")], OTHER_DAY),
        ([Moment(NOON, "dateline"), Moment(OTHER_DAY, "url", exact=False)], NOON),
        ([Moment(END.replace(year=2099), "json-ld"), Moment(NOON, "feed")], NOON),
        ([Moment(PAST, "json-ld"), Moment(NOON, "meta")], NOON),
    ],
)
def test_the_publication_is_the_most_trusted_time(candidates: list[Moment | None], chosen: datetime | None) -> None:
    """The first exact time wins; a bare day in front decides of which day it must be; the impossible is passed over."""
    found = first_published(candidates, END)
    assert (found and found.when) == chosen


@pytest.mark.parametrize(
    ("candidates", "published", "chosen"),
    [
        ([Moment(LATER, "json-ld"), Moment(NOON, "meta")], None, LATER),
        ([Moment(LATER, "json-ld")], NOON, LATER),
        ([Moment(NOON, "json-ld")], NOON, None),
        ([Moment(NOON, "json-ld")], LATER, None),
        ([None, Moment(DAY, "meta", exact=False)], OTHER_DAY, None),
        ([Moment(END.replace(year=2099), "json-ld")], NOON, None),
        ([], NOON, None),
    ],
)
def test_a_correction_comes_after_the_publication(
    candidates: list[Moment | None], published: datetime | None, chosen: datetime | None
) -> None:
    """The most trusted correction counts where it is later than the publication, and is a minute, not a day."""
    assert last_modified(candidates, published, END) == chosen


def test_a_page_that_only_tells_its_correction_is_that_old() -> None:
    """Where nothing says when it was published, the earliest time told is taken."""
    found = earliest([Moment(LATER, "dateline", role="modified"), Moment(NOON, "dateline", role="modified")], END)
    assert found is not None
    assert found.when == NOON
