"""``--quiet``, as cron calls it: silence when all is well, one clear report when something is not."""

from __future__ import annotations

import os

from tests.crawler.desk import Desk


def test_a_good_crawl_prints_nothing(newsdesk: Desk) -> None:
    """Neither the first crawl nor the next one wakes anybody."""
    for _ in range(2):
        done = newsdesk.crawl("news", "--quiet")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert newsdesk.sql("SELECT count(*) FROM article")[0][0] == 40


def test_trouble_is_told(desk: Desk) -> None:
    """An outlet whose ways in are all dead is named, with what was asked and what came."""
    desk.registry.write_text(
        """
[[outlet]]
name = "silent"
domains = ["127.0.1.9:1"]
feeds = ["http://127.0.1.9:1/feed.xml"]
article = '/football/'
delay = 0
""",
        "utf-8",
    )
    done = desk.crawl("news", "--quiet")
    assert done.returncode == 3
    said = done.stdout + done.stderr
    assert "silent" in said
    assert "http://127.0.1.9:1/feed.xml" in said
    assert "refused" in said
    assert "Traceback" not in said


def test_the_environment_of_cron_is_enough(newsdesk: Desk) -> None:
    """No terminal, no home, no locale, a PATH of two folders: the crawl runs as ever."""
    newsdesk.env = {
        **{name: value for name, value in newsdesk.env.items() if name.startswith("MERCATO_")},
        "PATH": "/usr/bin:/bin",
    }
    assert "HOME" not in newsdesk.env
    assert os.environ.get("PATH") != newsdesk.env["PATH"]
    done = newsdesk.crawl("sportidien", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert newsdesk.sql("SELECT DISTINCT outlet FROM article") == [("sportidien",)]
