"""Bytes become text by our own rule, because guessing turns ``être`` into ``ętr``.

BOM, then what the header or the page declares, unless the bytes themselves prove UTF-8; French pages that
declare nothing and are not UTF-8 are Windows-1252.
"""

from __future__ import annotations

import codecs
import re

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

__all__ = ["decode", "printable"]

_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def decode(body: bytes, content_type: str | None = None) -> str:
    """Return the text of an HTML page or a feed.

    >>> decode("l’été à 12 M€".encode("cp1252"))
    'l’été à 12 M€'
    >>> decode("l’été à 12 M€".encode(), "text/html; charset=iso-8859-1")
    'l’été à 12 M€'
    """
    encoding, bom = read_bom(body)
    if encoding:
        return body[len(bom or b"") :].decode(encoding, "replace")
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(body[:8192])
    if _is_utf8(body):
        return body.decode("utf-8")
    encoding = resolve_encoding(declared) if declared else None
    if encoding is None or codecs.lookup(encoding).name in ("utf-8", "ascii"):
        # declared or not, it is not UTF-8; a page that is mostly UTF-8 has a broken byte, not another charset
        broken = body.decode("utf-8", "replace").count("\ufffd")
        encoding = "utf-8" if len(_MULTIBYTE.findall(body)) > broken else "cp1252"
    return body.decode(encoding, "replace")


def printable(text: str) -> str:
    r"""Return `text` as any database and any terminal can take it: no controls, no lone surrogates.

    >>> printable("Officiel\x00 : \u202eBalerdi\ud800 signe")
    'Officiel : Balerdi signe'
    """
    return _UNPRINTABLE.sub("", text.encode("utf-8", "ignore").decode("utf-8"))


def _is_utf8(body: bytes) -> bool:
    """Valid UTF-8 with at least one character of several bytes is UTF-8 whatever anyone declares."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(_MULTIBYTE.search(body)) or body.isascii()
