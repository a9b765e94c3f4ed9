"""Addresses that a crawl of the public web has no business with.

Every host, literal addresses included, passes through the resolver, and what it returns is what is connected
to: so this is where loopback, private and link-local networks are refused, however they are written.
"""

from __future__ import annotations

import ipaddress
import os

from scrapy.resolver import CachingThreadedResolver
from twisted.internet import defer
from twisted.internet.defer import Deferred

__all__ = ["NonPublicAddressError", "PublicResolver", "private_allowed"]


class NonPublicAddressError(OSError):
    """The host leads to an address that is not public."""


def private_allowed() -> bool:
    """Tell whether ``MERCATO_ALLOW_PRIVATE=1`` lets the crawler reach loopback and private addresses."""
    return os.environ.get("MERCATO_ALLOW_PRIVATE", "") == "1"


class PublicResolver(CachingThreadedResolver):
    """Resolves names as Scrapy does, and refuses what is not a public address."""

    def getHostByName(self, name: str, timeout: object = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        """Return the address of `name`, or fail with `NonPublicAddressError`."""
        found = super().getHostByName(name, timeout)  # type: ignore[arg-type]
        return found if private_allowed() else found.addCallback(_public, name)


def _public(address: str, name: str) -> str | Deferred[str]:
    if ipaddress.ip_address(address).is_global:
        return address
    return defer.fail(NonPublicAddressError(f"{name} leads to {address}, which is not a public address"))
