"""A site of a few pages, served on loopback: for what the newsroom does not do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer

from tests.newsroom.handler import QuietHandler

__all__ = ["Answer", "Served", "serve"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent for one path."""

    body: bytes = b""
    content_type: str = "text/html"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Served:
    """The site: its address, its pages by path (an answer, or a function that gives one), and the paths asked for."""

    base: str
    pages: dict[str, Answer | Callable[[], Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def registry(self, article: str, **keys: str) -> str:
        """Write a registry with this site as the outlet ``echo``; `keys` are TOML."""
        host = self.base.removeprefix("http://").partition(":")[0]
        lines = [f'name = "echo"\ndomains = ["{host}"]\narticle = \'{article}\'\ndelay = 0']
        lines += [f"{key} = {value}" for key, value in keys.items()]
        return "[[outlet]]\n" + "\n".join(lines) + "\n"

    def feed(self, *paths: str) -> Answer:
        """Make an RSS feed that names the pages at `paths`."""
        items = "".join(f"<item><title>x</title><link>{self.base}{path}</link></item>" for path in paths)
        body = f'<rss version="2.0"><channel><title>Écho</title>{items}</channel></rss>'
        return Answer(body.encode(), "application/rss+xml; charset=utf-8")


@contextmanager
def serve(host: str = "127.0.1.6") -> Iterator[Served]:
    """Serve until the end of the block."""

    class Handler(QuietHandler):
        def do_GET(self) -> None:  # noqa: N802 - the standard library chose the name
            site.asked.append(self.path)
            found = site.pages.get(self.path, Answer(b"absent", "text/plain", 404))
            answer = found() if callable(found) else found
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

    server = ThreadingHTTPServer((host, 0), Handler)
    server.daemon_threads = True
    site = Served(f"http://{host}:{server.server_address[1]}")
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
