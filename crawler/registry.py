"""The outlet registry: an outlet is data, one ``[[outlet]]`` of ``outlets.toml`` each.

``MERCATO_OUTLETS`` names a registry that replaces the packaged one. A wrong entry is an error that names the
outlet and the key; a registry with an error is not used at all.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cssselect import GenericTranslator, SelectorError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from crawler.errors import CrawlerError, RegistryError
from parsing.addresses import canonical, host_of, within

__all__ = ["RESERVED", "Outlet", "Registry", "load"]

PACKAGED = Path(__file__).with_name("outlets.toml")
RESERVED = ("news", "archive")
"""Names of spiders that are not outlets."""


def _address(value: str) -> str:
    try:
        canonical(value)
    except ValueError as error:
        raise ValueError(str(error)) from None
    return value


def _domain(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9À-ÿ.-]+(?::\d{1,5})?|\[[0-9a-fA-F:]+\](?::\d{1,5})?", value):
        raise ValueError(f"expected a host such as exemple.fr, got {value!r}")
    return value.lower()


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"expected a regular expression, got {value!r}: {error}") from None
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"expected a time zone such as Europe/Paris, got {value!r}") from None
    return value


def _selector(value: str) -> str:
    try:
        GenericTranslator().css_to_xpath(value)
    except SelectorError as error:
        raise ValueError(f"expected a CSS selector, got {value!r}: {error}") from None
    return value


Address = Annotated[str, AfterValidator(_address)]


class Outlet(BaseModel):
    """One entry of the registry.

    :param article: searched in an address, it tells articles from everything else.
    :param delay: seconds between two requests to one host; None leaves it to Scrapy's settings.
    :param remove: CSS selectors of page furniture.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    domains: Annotated[tuple[Annotated[str, AfterValidator(_domain)], ...], Field(min_length=1)]
    article: Annotated[str, AfterValidator(_pattern)]
    feeds: tuple[Address, ...] = ()
    sitemaps: tuple[Address, ...] = ()
    sections: tuple[Address, ...] = ()
    timezone: Annotated[str, AfterValidator(_zone)] = "Europe/Paris"
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(?:-[A-Za-z]{2,4})?$")] = "fr"
    delay: Annotated[float, Field(ge=0, le=3600)] | None = None
    remove: tuple[Annotated[str, AfterValidator(_selector)], ...] = ()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled article pattern."""
        return re.compile(self.article)

    @cached_property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that may be asked: the outlet's domains and those of its ways in."""
        ways = (*self.feeds, *self.sitemaps, *self.sections)
        return tuple(dict.fromkeys((*self.domains, *(host_of(url) for url in ways))))

    def owns(self, url: str) -> bool:
        """Tell whether an address may be asked for this outlet's sake."""
        return within(url, self.hosts)


class Registry:
    """The outlets, in the order of the file."""

    def __init__(self, outlets: Sequence[Outlet]) -> None:
        self._outlets = {outlet.name: outlet for outlet in outlets}

    def __iter__(self) -> Any:
        return iter(self._outlets.values())

    def __len__(self) -> int:
        return len(self._outlets)

    def names(self) -> list[str]:
        """Return the names of all outlets."""
        return list(self._outlets)

    def get(self, name: str) -> Outlet:
        """Return the outlet called `name`.

        :raises CrawlerError: when there is none; suggests the nearest names.
        """
        if name in self._outlets:
            return self._outlets[name]
        near = get_close_matches(name, self._outlets, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "scrapy list names them all"
        raise CrawlerError(f"there is no outlet {name!r}; {hint}")

    def choose(self, names: str | None) -> list[Outlet]:
        """Return the outlets named in a comma-separated list, or all.

        :raises CrawlerError: when one is unknown or the list is empty.
        """
        if names is None:
            return list(self)
        wanted = [name.strip() for name in names.split(",") if name.strip()]
        if not wanted:
            raise CrawlerError("outlets: expected names parted by commas, got nothing; scrapy list names them all")
        return [self.get(name) for name in dict.fromkeys(wanted)]


def load(path: str | Path | None = None) -> Registry:
    """Read the registry: `path`, else ``MERCATO_OUTLETS``, else the packaged one.

    :raises RegistryError: names the file, the outlet and the key.
    """
    source = Path(path or os.environ.get("MERCATO_OUTLETS") or PACKAGED)
    try:
        content = tomllib.loads(source.read_text("utf-8"))
    except OSError as error:
        raise RegistryError(f"{source}: {error.strerror}; MERCATO_OUTLETS names the outlet registry") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegistryError(f"{source}: expected TOML, got something else: {error}") from error
    unknown = set(content) - {"outlet"}
    if unknown:
        raise RegistryError(f"{source}: unknown key {sorted(unknown)[0]!r}; expected [[outlet]] entries only")
    entries = content.get("outlet", [])
    if not isinstance(entries, list) or not entries:
        raise RegistryError(f"{source}: expected at least one [[outlet]], found none")
    outlets = [_outlet(source, number, entry) for number, entry in enumerate(entries, 1)]
    _check_names(source, outlets)
    return Registry(outlets)


def _outlet(source: Path, number: int, entry: Any) -> Outlet:
    label = repr(entry.get("name")) if isinstance(entry, dict) and entry.get("name") else f"number {number}"
    try:
        return Outlet.model_validate(_tuples(entry))
    except ValidationError as error:
        raise RegistryError(f"{source}: outlet {label}: {_sentence(error)}") from error


def _tuples(entry: Any) -> Any:
    """TOML has lists, a frozen record has tuples."""
    if not isinstance(entry, dict):
        return entry
    return {
        key: tuple(value)
        if isinstance(value, list)
        else float(value)
        if key == "delay" and type(value) is int
        else value
        for key, value in entry.items()
    }


def _sentence(error: ValidationError) -> str:
    """The first error as a sentence that names the key."""
    first = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in first["loc"] if not str(part).startswith("function"))
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    if first["type"] == "extra_forbidden":
        near = get_close_matches(key, Outlet.model_fields, n=1)
        return f"unknown key {key!r}" + (f"; did you mean {near[0]!r}?" if near else "") + more
    if first["type"] == "missing":
        return f"key {key!r} is missing{more}"
    message = first["msg"].removeprefix("Value error, ")
    came = "" if "got" in message else f", got {first['input']!r}"
    return f"key {key!r}: {message[0].lower()}{message[1:]}{came}{more}"


def _check_names(source: Path, outlets: Iterable[Outlet]) -> None:
    seen: set[str] = set()
    for outlet in outlets:
        if outlet.name in RESERVED:
            raise RegistryError(
                f"{source}: outlet {outlet.name!r}: key 'name': {outlet.name!r} is the name of a spider"
            )
        if outlet.name in seen:
            raise RegistryError(f"{source}: outlet {outlet.name!r}: key 'name': two outlets have this name")
        seen.add(outlet.name)
