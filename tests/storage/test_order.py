"""Stories and moves follow from the articles, not from the order in which they came."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.postgres import fresh_database
from tests.storage.samples import DOZEN, moves, save, stories

Fresh = Callable[[], AbstractContextManager[str]]
Told = list[dict[str, Any]]
STRAIGHT = list(range(len(DOZEN)))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Fresh:
    """What gives a fresh database, as often as it is asked."""
    if request.param == "postgresql":
        return fresh_database
    folder = tmp_path_factory.mktemp("order")

    @contextmanager
    def file() -> Iterator[str]:
        path = Path(shutil.copy(migrated_file, folder))
        yield f"sqlite:///{path}"
        path.unlink()

    return file


@pytest.fixture(scope="module")
def expected(fresh: Fresh) -> tuple[Told, Told]:
    """The stories and moves of the dozen in the order of their numbers."""
    with fresh() as url:
        save(url, STRAIGHT)
        return stories(url), moves(url)


@settings(deadline=None, derandomize=True, database=None, max_examples=12)
@given(order=st.permutations(STRAIGHT))
@example(order=STRAIGHT[::-1])
def test_any_order_gives_the_same(fresh: Fresh, expected: tuple[Told, Told], order: list[int]) -> None:
    """A dozen articles give the same stories and the same moves in whatever order they come."""
    with fresh() as url:
        save(url, order)
        assert (stories(url), moves(url)) == expected


def test_sample_is_worth_it(sqlite: str) -> None:
    """The dozen holds stories of one and of several, namesakes, a loan that became a transfer, and a revival."""
    save(sqlite, STRAIGHT)
    assert {len(story["articles"]) for story in stories(sqlite)} >= {1, 2, 3}
    told = {move["person"]: move for move in moves(sqlite)}
    assert {"Thuram", "Marcus Thuram", "Khéphren Thuram"} <= set(told)
    assert told["Leonardo Balerdi"]["status"] == "official"
    assert told["Leonardo Balerdi"]["claims"] == 6
