"""What goes wrong before a crawl begins is one line, with the exit code of the contract."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage.lock import CrawlLock
from tests.crawler.desk import Desk, Done

GOOD = '[[outlet]]\nname = "echo"\ndomains = ["127.0.1.6"]\narticle = "/a"\nfeeds = ["http://127.0.1.6:9/rss"]\n'


def one_line(done: Done, code: int, *words: str) -> None:
    """Assert the exit code and that one line on standard error holds all of the words."""
    assert done.returncode == code, done.stderr
    assert done.stderr.startswith("mercato: ")
    assert done.stderr.count("\n") == 1, done.stderr
    assert all(word in done.stderr for word in words), done.stderr
    assert done.stdout == ""


def test_scrapy_list_names_news_and_every_outlet(desk: Desk) -> None:
    """``scrapy list`` is where one finds what can be crawled."""
    desk.registry.write_text(GOOD + GOOD.replace("echo", "autre"), "utf-8")
    assert desk.run("scrapy", "list").stdout.split() == ["autre", "echo", "news"]


def test_scrapy_list_names_the_packaged_outlets(desk: Desk) -> None:
    """Without MERCATO_OUTLETS the registry is the one that Mercato ships."""
    del desk.env["MERCATO_OUTLETS"]
    assert {"footmercato", "maxifoot", "news"} <= set(desk.run("scrapy", "list").stdout.split())


@pytest.mark.parametrize("args", [("ecco",), ("news", "-a", "outlets=echo,ecco")])
def test_an_unknown_outlet_is_named(desk: Desk, args: tuple[str, ...]) -> None:
    """A misspelt outlet is a usage error that says what was meant."""
    desk.registry.write_text(GOOD, "utf-8")
    one_line(desk.crawl(*args), 2, "'ecco'", "did you mean echo?")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("news", "-a", "since=hier"), ("since", "'hier'")),
        (("news", "-a", "depuis=2d"), ("'depuis'", "since=2d")),
        (("echo", "-a", "outlets=echo"), ("outlets",)),
        (("news", "-a", "outlets="), ("outlets",)),
    ],
)
def test_a_wrong_argument_is_named(desk: Desk, args: tuple[str, ...], words: tuple[str, ...]) -> None:
    """An argument that means nothing is refused, not ignored."""
    desk.registry.write_text(GOOD, "utf-8")
    one_line(desk.crawl(*args), 2, *words)


@pytest.mark.parametrize("command", [("crawl", "news"), ("crawl", "echo"), ("list",)])
def test_a_broken_registry_stops_every_command(desk: Desk, command: tuple[str, ...]) -> None:
    """A registry with a wrong key is refused before anything is asked for."""
    desk.registry.write_text(GOOD + "feedz = []\n", "utf-8")
    one_line(desk.run("scrapy", *command), 2, str(desk.registry), "'echo'", "'feedz'", "did you mean 'feeds'?")


def test_a_registry_that_is_not_there_is_named(desk: Desk) -> None:
    """A wrong MERCATO_OUTLETS is not replaced by the packaged registry in silence."""
    one_line(desk.crawl(), 2, str(desk.registry), "MERCATO_OUTLETS")


def test_a_database_that_is_not_there_is_not_begun(desk: Desk) -> None:
    """A crawl never creates a database: whoever expects one has lost it."""
    desk.registry.write_text(GOOD, "utf-8")
    desk.database.unlink()
    one_line(desk.crawl(), 4, str(desk.database), "mercato db upgrade")
    assert not desk.database.exists()


def test_a_database_that_may_not_be_written_is_named(desk: Desk) -> None:
    """A read-only database is a storage error, before anything is fetched."""
    desk.registry.write_text(GOOD, "utf-8")
    one_line(desk.crawl(MERCATO_DATABASE_URL=f"sqlite:///file:{desk.database}?mode=ro&uri=true"), 4, str(desk.database))


def test_a_folder_in_the_way_is_named(desk: Desk) -> None:
    """A database address that is a folder is a storage error."""
    desk.registry.write_text(GOOD, "utf-8")
    one_line(desk.crawl(MERCATO_DATABASE_URL=f"sqlite:///{desk.folder}"), 4, str(desk.folder), "folder")


def test_a_postgresql_that_does_not_answer_is_named(desk: Desk) -> None:
    """An unreachable server is one line without the password."""
    desk.registry.write_text(GOOD, "utf-8")
    done = desk.crawl(MERCATO_DATABASE_URL="postgresql://reader:secret@127.0.1.6:9/mercato")
    one_line(done, 4, "127.0.1.6:9", "nothing answers")
    assert "secret" not in done.stderr


def test_a_second_crawl_on_the_same_database_does_not_begin(desk: Desk) -> None:
    """Two crawls of cron that overlap do not disturb each other: the later one says so and ends."""
    desk.registry.write_text(GOOD, "utf-8")
    with CrawlLock(make_url(f"sqlite:///{desk.database}")):
        one_line(desk.crawl(), 75, str(desk.database))


def test_crawl_wants_one_name(desk: Desk) -> None:
    """``scrapy crawl`` without a name is a usage error."""
    desk.registry.write_text(GOOD, "utf-8")
    done = desk.run("scrapy", "crawl")
    assert done.returncode == 2
    assert "scrapy list" in done.stderr + done.stdout


def test_a_shared_frontier_is_refused(desk: Desk) -> None:
    """MERCATO_REDIS_URL is not obeyed by half: this version says that it cannot."""
    desk.registry.write_text(GOOD, "utf-8")
    one_line(desk.crawl(MERCATO_REDIS_URL="redis://127.0.1.6:9"), 2, "MERCATO_REDIS_URL")


def test_commands_work_from_another_folder(desk: Desk, tmp_path: Path) -> None:
    """An installed ``mercato`` needs no folder of its own."""
    done = desk.run("mercato", "--version")
    assert done.returncode == 0
    assert "mercato" in done.stdout
