"""What can go wrong with a server, to be switched on for one address."""

import socket
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.newsroom.errors import UnknownFaultError

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
NOT_XML = b"<!doctype html><title>Maintenance</title><p>De retour bient&ocirc;t.<br>Merci de votre patience."
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, as a fault gives it."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


ANSWERS = {
    "403": Answer(403, b"<h1>Acc&egrave;s refus&eacute;</h1>", {"Content-Type": HTML}),
    "404": Answer(404, b"<h1>Page introuvable</h1>", {"Content-Type": HTML}),
    "429": Answer(429, b"<h1>Trop de demandes</h1>", {"Content-Type": HTML, "Retry-After": "1"}),
    "500": Answer(500, b"<h1>Erreur interne</h1>", {"Content-Type": HTML}),
    "503": Answer(503, b"<h1>Service indisponible</h1>", {"Content-Type": HTML}),
    "empty": Answer(200, b"", {"Content-Type": HTML}),
    "not-html": Answer(200, PDF, {"Content-Type": "text/html"}),
    "not-xml": Answer(200, NOT_XML, {"Content-Type": HTML}),
}
REDIRECTS = ("loop", "offsite")
CONNECTIONS = ("drip", "hang", "reset")
KNOWN = (*sorted(ANSWERS), *REDIRECTS, *CONNECTIONS)

Where = str | tuple[str, str]


class Faults(dict[Where, str]):
    """The faults that are on, by path or by (outlet, path); a misspelt one raises when it is set."""

    def __setitem__(self, where: Where, fault: str) -> None:
        if fault not in KNOWN:
            raise UnknownFaultError(fault, KNOWN)
        super().__setitem__(where, fault)

    def update(self, *others: Any, **named: str) -> None:
        """Set several at once, each of them checked."""
        for where, fault in dict(*others, **named).items():
            self[where] = fault

    def at(self, outlet: str, path: str) -> str | None:
        """Return the fault of an outlet's path, with its query or without."""
        return next((self[where] for where in self._places(outlet, path) if where in self), None)

    @staticmethod
    def _places(outlet: str, path: str) -> Iterable[Where]:
        bare = path.partition("?")[0]
        yield from ((outlet, path), (outlet, bare), path, bare)


def location(fault: str, path: str, elsewhere: str) -> str:
    """Where a redirect leads: in circles of two addresses, or to another site."""
    bare, _, query = path.partition("?")
    if fault == "offsite":
        return elsewhere + bare
    return bare if query == "retour=1" else f"{bare}?retour=1"


def reset(connection: socket.socket) -> None:
    """Close so that the other side sees a reset, not an end."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
