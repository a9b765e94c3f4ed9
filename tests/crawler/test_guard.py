"""A crawl of the public web has no business with private addresses, and listens to nobody."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.crawler.desk import Desk
from tests.crawler.served import serve
from tests.newsroom.server import Newsroom


def test_loopback_is_refused_unless_allowed(desk: Desk) -> None:
    """Without MERCATO_ALLOW_PRIVATE=1 not one connection is made to a private address."""
    with serve() as site:
        site.pages["/rss"] = site.feed("/foot/1-a")
        desk.registry.write_text(site.registry(r"/\d+-", feeds=f'["{site.base}/rss"]'), "utf-8")
        done = desk.crawl(MERCATO_ALLOW_PRIVATE="0")
        assert done.returncode == 3
        assert site.asked == []
    assert "not a public address" in done.stderr


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f.1"])
def test_disguises_of_loopback_are_refused(desk: Desk, host: str) -> None:
    """However the address is written, what it leads to counts."""
    with serve("127.0.0.1") as site:
        port = site.base.rpartition(":")[2]
        text = site.registry(r"/\d+-", feeds=f'["http://{host}:{port}/rss"]').replace('"127.0.0.1"', f'"{host}"')
        desk.registry.write_text(text, "utf-8")
        assert desk.crawl(MERCATO_ALLOW_PRIVATE="0").returncode in (2, 3)
        assert site.asked == []


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="looks for sockets in /proc")
def test_no_socket_listens_while_a_crawl_runs(newsdesk: Desk, room: Newsroom) -> None:
    """Telnet console and remote control are off."""
    room.faults["kopain", "/robots.txt"] = "hang"  # keeps the crawl alive while we look
    crawl = newsdesk.start("news")
    try:
        while not any(request.outlet == "transferama" for request in room.requests):
            assert crawl.poll() is None
            time.sleep(0.05)
        listening = {
            line.split()[9]
            for name in ("tcp", "tcp6")
            for line in Path(f"/proc/{crawl.pid}/net/{name}").read_text().splitlines()[1:]
            if line.split()[3] == "0A"
        }
        own = {link.readlink().name for link in Path(f"/proc/{crawl.pid}/fd").iterdir() if link.is_symlink()}
        assert not {f"socket:[{inode}]" for inode in listening} & own
    finally:
        crawl.kill()
        crawl.communicate()
