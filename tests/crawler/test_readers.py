"""Pages are read in processes that may die: never more than the page that killed one is lost."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal

import pytest

from crawler.readers import Readers, ReadingFailedError
from parsing.records import Page, Reading

TEXT = "Le Stade Brestois a trouvé un accord avec l’Olympique de Marseille pour le transfert de son défenseur. " * 4
BODY = f"<html><head><title>Un titre</title></head><body><article><p>{TEXT}</p></article></body></html>".encode()


def page(number: int) -> Page:
    """A small page."""
    return Page(url=f"https://echo.test/{number}", body=BODY)


async def read(readers: Readers, one: Page) -> Reading | str:
    """Read a page; return the reason when that fails."""
    try:
        return await readers.read(one)
    except ReadingFailedError as error:
        return str(error)


def kill_one() -> bool:
    """Kill a worker, if there is one."""
    workers = [child for child in multiprocessing.active_children() if child.pid]
    if workers:
        os.kill(workers[-1].pid or 0, signal.SIGKILL)
    return bool(workers)


async def crawl(readers: Readers, *, kill_after: int) -> list[Reading | str]:
    """Read thirty pages, and kill a worker when `kill_after` of them are read."""
    tasks = [asyncio.ensure_future(read(readers, page(number))) for number in range(30)]
    while sum(task.done() for task in tasks) < kill_after or not kill_one():
        await asyncio.sleep(0.02)
    return list(await asyncio.gather(*tasks))


@pytest.mark.parametrize("kill_after", [0, 5])
def test_a_killed_worker_costs_one_page_at_most(kill_after: int) -> None:
    """A worker killed while it starts, or in the middle, is replaced; the pages that wait are read."""
    readers = Readers(2, 60, 2000)
    try:
        found = asyncio.run(crawl(readers, kill_after=kill_after))
    finally:
        readers.close()
    failed = [each for each in found if isinstance(each, str)]
    assert len(failed) <= 1
    assert set(failed) <= {"reading killed its worker"}


def test_a_page_that_takes_too_long_is_given_up() -> None:
    """A page is read within its seconds or not at all; the next one finds a worker."""
    readers = Readers(1, 0.0001, 2000)
    try:
        assert "took more than" in str(asyncio.run(read(readers, page(1))))
    finally:
        readers.close()
