"""The database: takes what `parsing` read, dedups, groups, answers.

with open_store() as store:
    store.moves(Filter.parse(club="OM", now=datetime.now(UTC)))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage.errors import NotFoundError, SchemaError, StorageError, UnreachableError

if TYPE_CHECKING:
    from storage.filters import Filter
    from storage.store import Store, open_store

__all__ = [
    "Filter",
    "NotFoundError",
    "SchemaError",
    "StorageError",
    "Store",
    "UnreachableError",
    "open_store",
]

_HOME = {"Filter": "storage.filters", "Store": "storage.store", "open_store": "storage.store"}


def __getattr__(name: str) -> Any:
    """Load SQLAlchemy when the store is first asked for."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)
