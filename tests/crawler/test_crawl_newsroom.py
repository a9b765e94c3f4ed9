"""A crawl of the newsroom stores what the newsroom says, all of it, exactly, and once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.crawler.desk import Desk, Done, new_desk
from tests.newsroom.articles import Expected
from tests.newsroom.handler import Request
from tests.newsroom.server import Newsroom


@dataclass(frozen=True, slots=True)
class Day:
    """Two crawls of the morning's edition and one of the evening's: what each said, and what it asked for."""

    desk: Desk
    room: Newsroom
    done: tuple[Done, Done, Done]
    asked: tuple[list[Request], list[Request], list[Request]]
    morning: list[Expected]
    morning_texts: dict[str, str]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """A day at the newsroom."""
    with Newsroom("morning") as room:
        desk = new_desk(tmp_path_factory.mktemp("day"))
        room.write_registry(desk.registry)
        done, asked = [], []
        for number in range(3):
            if number == 2:
                room.edition = "evening"
            room.forget()
            done.append(desk.crawl("news", "-o", str(desk.folder / f"{number}.jsonl")))
            asked.append(room.requests)
            if number == 0:
                morning = room.expected()
                texts = {row["url"]: row["text"] for row in desk.records("articles", "--text")}
        yield Day(desk, room, (done[0], done[1], done[2]), (asked[0], asked[1], asked[2]), morning, texts)


def articles_of(requests: list[Request], expected: list[Expected]) -> list[str]:
    """The articles among what was asked for."""
    paths = {(record.outlet, record.url.split("/", 3)[3]) for record in expected}
    return [r.path for r in requests if (r.outlet, r.path.lstrip("/").partition("?")[0]) in paths]


def test_every_article_is_stored_as_it_was_written(day: Day) -> None:
    """Address, title, text, time, authors: of all four designs, to the letter; an editorial desk is no author."""
    rows = {row["url"]: row for row in day.desk.records("articles", "--text")}
    expected = {record.url: record for record in day.room.expected()}
    assert rows.keys() == expected.keys()
    for url, record in expected.items():
        row = rows[url]
        assert (row["outlet"], row["title"], row["text"]) == (record.outlet, record.title, record.text), url
        assert row["published"] == record.published_at.strftime("%Y-%m-%dT%H:%M:%SZ"), url
        persons = tuple(name for name in record.authors if name != "La rédaction")
        assert tuple(row["authors"]) == persons, url


def test_a_good_crawl_exits_with_0(day: Day) -> None:
    """All three crawls went well and said so."""
    assert [done.returncode for done in day.done] == [0, 0, 0], [done.stderr for done in day.done]


def test_nothing_is_fetched_twice(day: Day) -> None:
    """The second crawl asks for lists and for no article; it says so."""
    assert len(articles_of(day.asked[0], day.morning)) == len(day.morning)
    assert articles_of(day.asked[1], day.morning) == []
    assert "Nothing new: no article was downloaded again." in day.done[1].stdout


def test_a_list_that_has_not_changed_is_not_sent_again(day: Day) -> None:
    """Lists are asked for with their validators, unless they lead to further lists, which may have changed."""
    status = {(request.outlet, request.path): request.status for request in day.asked[1]}
    assert status["sportidien", "/flux/football.rss"] == 304
    assert status["transferama", "/atom.xml"] == 304
    assert status["calanques-matin", "/sitemap.xml"] == 200
    assert status["calanques-matin", "/sitemaps/articles-2025-07.xml.gz"] == 304


def test_a_wider_window_finds_what_a_narrow_one_left(newsdesk: Desk) -> None:
    """Articles that were too old for one crawl are there for the next, though their list has not changed."""
    newsdesk.crawl("transferama", "-a", "since=2025-07-08")
    few = newsdesk.sql("SELECT count(*) FROM article")
    newsdesk.crawl("transferama")
    assert few < newsdesk.sql("SELECT count(*) FROM article") == [(11,)]


def test_a_correction_replaces_the_text(day: Day) -> None:
    """What a list says was corrected is fetched again, and so is what is new; nothing else."""
    evening = {record.url: record for record in day.room.expected()}
    before = {record.url for record in day.morning}
    corrected = {url for url in before if evening[url].text != day.morning_texts[url]}
    assert len(corrected) == 1
    asked = articles_of(day.asked[2], list(evening.values()))
    assert sorted(asked) == sorted("/" + url.split("/", 3)[3] for url in (evening.keys() - before) | corrected)


def test_what_robots_txt_closes_is_not_asked_for(day: Day) -> None:
    """Addresses that look like articles, and that a list names, stay closed when robots.txt says so."""
    closed = day.room.forbidden()
    assert closed
    paths = {request.path.partition("?")[0] for requests in day.asked for request in requests}
    assert not [url for url in closed if "/" + url.split("/", 3)[3] in paths]
    states = day.desk.links()
    assert {states[url][0] for url in closed if url in states} <= {"failed", "pending"}


def test_no_other_site_is_asked_for_anything(day: Day) -> None:
    """Links and redirects lead elsewhere; the crawler does not follow."""
    assert not [r for requests in day.asked for r in requests if r.outlet == "elsewhere"]


def test_scrapys_own_exports_work(day: Day) -> None:
    """``-o file.jsonl`` gives what came in, as for any spider."""
    lines = [json.loads(line) for line in (day.desk.folder / "0.jsonl").read_text("utf-8").splitlines()]
    assert {line["url"] for line in lines} == {record.url for record in day.morning}
    assert all(line["text"] and isinstance(line["facts"], list) for line in lines)


def test_every_fact_is_shown_in_its_sentence(day: Day) -> None:
    """Evidence is a sentence of the stored title or text, at its offsets."""
    database = sqlite3.connect(day.desk.database)
    database.row_factory = sqlite3.Row
    rows = database.execute(
        "SELECT e.sentence, e.start_char, e.end_char, e.field, a.title, a.text FROM evidence e"
        " JOIN fact f ON f.id = e.fact_id JOIN article a ON a.id = f.article_id"
    ).fetchall()
    database.close()
    assert rows
    for row in rows:
        assert row[row["field"]][row["start_char"] : row["end_char"]] == row["sentence"]


def test_stories_gather_the_same_news(day: Day) -> None:
    """What several outlets tell of one thing is mostly one story, and never swallows another."""
    story_of = {record.url: record.story for record in day.room.expected()}
    for story in day.desk.records("stories"):
        assert len({story_of[article["url"]] for article in story["articles"]}) == 1, story["title"]


def test_the_run_is_written_down(day: Day) -> None:
    """``mercato runs`` tells what each crawl found and stored."""
    runs = day.desk.records("runs")
    assert [run["exit_code"] for run in runs] == [0, 0, 0]
    assert (runs[2]["new"], runs[1]["new"]) == (len(day.morning), 0)
    assert (runs[0]["new"], runs[0]["changed"]) == (2, 1)


def test_the_raw_page_is_kept(day: Day) -> None:
    """Every article keeps the page that it was read from, so that it can be read again."""
    pages = day.desk.sql("SELECT length(p.body) FROM article a LEFT JOIN page p ON p.id = a.page_id")
    assert len(pages) == len(day.room.expected())
    assert all(length for (length,) in pages)


def test_the_database_is_for_its_owner_alone(day: Day) -> None:
    """Whatever the umask, others on the machine cannot read what was stored."""
    assert day.desk.database.stat().st_mode & 0o077 == 0


def test_one_outlet_can_be_crawled_by_its_name(newsdesk: Desk, room: Newsroom) -> None:
    """``scrapy crawl kopain`` asks nobody else; ``-s`` overrides settings as ever."""
    done = newsdesk.crawl("kopain", "-s", "USER_AGENT=Essai/1.0", "-s", "MERCATO_ARTICLES_PER_OUTLET=4")
    assert done.returncode == 0, done.stderr
    assert {request.outlet for request in room.requests} == {"kopain"}
    assert newsdesk.sql("SELECT count(*) FROM article") == [(4,)]
    assert newsdesk.sql("SELECT count(*) > 0 FROM link WHERE state = 'pending'") == [(1,)]


def test_some_outlets_and_a_window_can_be_chosen(newsdesk: Desk, room: Newsroom, tmp_path: Path) -> None:
    """``-a outlets=a,b -a since=…`` stores what those published in the window."""
    done = newsdesk.crawl("news", "-a", "outlets=kopain,transferama", "-a", "since=2025-07-03")
    assert done.returncode == 0, done.stderr
    wanted = {
        record.url
        for record in room.expected()
        if record.outlet in ("kopain", "transferama") and record.published_at.isoformat() >= "2025-07-02T22"
    }
    assert 0 < len(wanted) < 21
    assert {row["url"] for row in newsdesk.records("articles")} == wanted
