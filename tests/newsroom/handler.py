"""How one request is answered: by the page, by 304, or by the fault that is switched on."""

import sys
import threading
from contextlib import suppress
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR, socket
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from tests.newsroom.articles import HERE
from tests.newsroom.faults import ANSWERS, REDIRECTS, location, reset
from tests.newsroom.site import FOUNDED, Resource

if TYPE_CHECKING:
    from tests.newsroom.server import Newsroom

STRANGER = "elsewhere"


class Request(NamedTuple):
    """One request as it was answered; status 0 when the fault was to give no answer."""

    outlet: str
    path: str
    status: int
    size: int


class QuietHandler(BaseHTTPRequestHandler):
    """Answers without a word on the screen, whatever the caller does."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: who serves keeps a log of its own."""

    def handle_one_request(self) -> None:
        """One request; a caller who hangs up is no error of ours."""
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True


class Handler(QuietHandler):
    """Answers one connection of one outlet."""

    protocol_version = "HTTP/1.1"
    server_version = "Newsroom/1.0"
    sys_version = ""
    timeout = 30
    server: "OutletServer"

    def do_GET(self) -> None:
        """Answer with the page, unless a fault says otherwise."""
        fault = self.server.room.faults.at(self.server.outlet, self.path)
        if fault is None:
            self._page()
        elif fault in ANSWERS:
            answer = ANSWERS[fault]
            self._answer(answer.status, answer.headers, answer.body)
        elif fault in REDIRECTS:
            target = location(fault, self.path, self.server.room.address(STRANGER))
            self._answer(302, {"Location": target, "Content-Type": "text/html"}, b"")
        else:
            getattr(self, f"_{fault}")()

    do_HEAD = do_GET  # noqa: N815 - the standard library chose the name

    def _page(self) -> None:
        resource = self.server.room.find(self.server.outlet, self.path)
        if resource is None:
            self._answer(404, {"Content-Type": "text/html; charset=utf-8"}, _missing())
            return
        validators = {"ETag": resource.etag, "Last-Modified": resource.last_modified}
        if self._fresh(resource):
            self._answer(304, validators, b"")
        else:
            self._answer(200, {"Content-Type": resource.content_type, **validators}, resource.body)

    def _fresh(self, resource: Resource) -> bool:
        """Whether the caller has it already. An ETag decides alone; the date only where there is none."""
        if tags := self.headers.get("If-None-Match"):
            known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
            return "*" in known or resource.etag in known
        since = self.headers.get("If-Modified-Since")
        with suppress(TypeError, ValueError):
            return since is not None and resource.changed <= parsedate_to_datetime(since)
        return False

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        sent = b"" if self.command == "HEAD" or status == 304 else body
        # written down first: whoever has the answer can rely on finding it in the log
        self._record(status, len(sent))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(sent)

    def _hang(self) -> None:
        self._record(0, 0)
        self.server.room.closing.wait()
        self.close_connection = True

    def _reset(self) -> None:
        self._record(0, 0)
        self.close_connection = True
        reset(self.connection)

    def _drip(self) -> None:
        resource = self.server.room.find(self.server.outlet, self.path) or Resource(_missing(), "text/html", FOUNDED)
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", resource.content_type)
        self.send_header("Content-Length", str(len(resource.body)))
        self.end_headers()
        sent = 0
        try:
            for byte in resource.body:
                self.wfile.write(bytes([byte]))
                sent += 1
                if self.server.room.closing.wait(self.server.room.drip_seconds):
                    break
        finally:
            self._record(200, sent)

    def _record(self, status: int, size: int) -> None:
        self.server.room.record(Request(self.server.outlet, self.path, status, size))


class OutletServer(ThreadingHTTPServer):
    """One outlet's address."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    poll_seconds: ClassVar[float] = 0.02

    def __init__(self, room: "Newsroom", outlet: str, host: str, port: int) -> None:
        self.room = room
        self.outlet = outlet
        self._open: set[socket] = set()
        super().__init__((host, port), Handler)

    def start(self) -> None:
        """Answer, in a thread that ends with the program."""
        threading.Thread(
            target=self.serve_forever, args=(self.poll_seconds,), name=f"newsroom-{self.outlet}", daemon=True
        ).start()

    def stop(self) -> None:
        """Close the address and every connection that a caller keeps alive."""
        self.shutdown()
        self.server_close()
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(SHUT_RDWR)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection while it is open."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget the connection."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of callers who hang up, everything of other errors."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def _missing() -> bytes:
    return (HERE / "templates" / "missing.html").read_bytes()
