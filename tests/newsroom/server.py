"""The newsroom itself: four addresses on one port, one log, one switchboard for faults."""

import errno
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlencode

from tests.newsroom.articles import Edition, Expected, check_edition, forbidden
from tests.newsroom.errors import AddressMissingError, NewsroomError, PortTakenError
from tests.newsroom.faults import Faults
from tests.newsroom.handler import STRANGER, OutletServer, Request
from tests.newsroom.outlets import BY_NAME, ELSEWHERE, OUTLETS
from tests.newsroom.site import Resource, Site, build, expectations, stranger

TRACKING = ("utm_", "at_", "fbclid", "xtor")


class Newsroom:
    """Four outlets on loopback, from `with Newsroom() as room:` to the end of the block."""

    drip_seconds = 0.2  # between two bytes of a dripping answer

    def __init__(self, edition: str = "evening", port: int = 0) -> None:
        self._edition = check_edition(edition)
        self._wanted_port = port
        self._servers: list[OutletServer] = []
        self._sites: dict[tuple[str, Edition], Site] = {}
        self._log: list[Request] = []
        self._lock = threading.RLock()
        self.closing = threading.Event()
        self.faults = Faults()

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self) -> None:
        """Take the addresses and begin to answer."""
        self.closing.clear()
        self._sites.clear()  # their pages name the port
        self._servers = _bind(self, self._wanted_port)
        for server in self._servers:
            server.start()

    def close(self) -> None:
        """Answer nobody any more, and let go of those who wait."""
        self.closing.set()
        for server in self._servers:
            server.stop()
        self._servers = []

    @property
    def edition(self) -> Edition:
        """Which of the day's two editions is served; it may be changed while the room is open."""
        return self._edition

    @edition.setter
    def edition(self, name: str) -> None:
        self._edition = check_edition(name)

    @property
    def port(self) -> int:
        """The port that all outlets share."""
        if not self._servers:
            raise NewsroomError("the newsroom is not open: use it in a `with` block, or call open() first")
        return int(self._servers[0].server_address[1])

    @property
    def requests(self) -> list[Request]:
        """Every request answered until now, in order, as a copy."""
        with self._lock:
            return list(self._log)

    def forget(self) -> None:
        """Empty the log."""
        with self._lock:
            self._log.clear()

    def address(self, outlet: str) -> str:
        """`http://host:port` of an outlet, or of the stranger next door ("elsewhere")."""
        host = ELSEWHERE if outlet == STRANGER else BY_NAME[outlet].host
        return f"http://{host}:{self.port}"

    def registry(self) -> str:
        """Write the outlet registry, in TOML, with the addresses of this room."""
        return "\n".join(outlet.registry(self.address(outlet.name)) for outlet in OUTLETS)

    def write_registry(self, path: str | Path) -> Path:
        """Write the registry to a file, for `MERCATO_OUTLETS`."""
        target = Path(path)
        target.write_text(self.registry(), encoding="utf-8")
        return target

    def expected(self) -> list[Expected]:
        """List what a faultless crawl of this edition stores."""
        edition = self.edition
        return [record for outlet in OUTLETS for record in expectations(outlet, edition, self.address(outlet.name))]

    def forbidden(self) -> list[str]:
        """List the addresses that look like articles, that lists name, and that robots.txt closes."""
        return [self.address(article.outlet) + article.path for article in forbidden().values()]

    def find(self, outlet: str, path: str) -> Resource | None:
        """Find what an outlet has at a path: tracking parameters never matter, other ones may."""
        site = self._site(outlet)
        bare, _, query = path.partition("?")
        kept = urlencode([pair for pair in parse_qsl(query) if not pair[0].startswith(TRACKING)])
        return site.get(f"{bare}?{kept}") or site.get(bare)

    def record(self, request: Request) -> None:
        """Write one line of the log."""
        with self._lock:
            self._log.append(request)

    def _site(self, outlet: str) -> Site:
        if outlet == STRANGER:
            return stranger()
        with self._lock:
            key = (outlet, self._edition)
            if key not in self._sites:
                base, elsewhere = self.address(outlet), self.address(STRANGER)
                self._sites[key] = build(BY_NAME[outlet], self._edition, base, elsewhere)
            return self._sites[key]


def _bind(room: Newsroom, port: int) -> list[OutletServer]:
    """Servers on one port for all addresses: the one asked for, or the first one that is free on each."""
    if port:
        return _bind_all(room, port)
    for _ in range(20):
        with suppress(PortTakenError):
            return _bind_all(room, 0)
    raise NewsroomError("no port is free on all of the newsroom's addresses: close some programs and try again")


def _bind_all(room: Newsroom, port: int) -> list[OutletServer]:
    servers: list[OutletServer] = []
    for name, host in _places():
        try:
            servers.append(OutletServer(room, name, host, port))
        except OSError as error:
            for server in servers:
                server.server_close()
            if error.errno == errno.EADDRINUSE:
                raise PortTakenError(host, port) from error
            if error.errno == errno.EADDRNOTAVAIL:
                raise AddressMissingError(host) from error
            raise
        port = int(servers[0].server_address[1])
    return servers


def _places() -> Iterator[tuple[str, str]]:
    yield from ((outlet.name, outlet.host) for outlet in OUTLETS)
    yield STRANGER, ELSEWHERE
