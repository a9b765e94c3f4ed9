"""What can go wrong with the store, each as one sentence for people."""

from __future__ import annotations

__all__ = ["NotFoundError", "SchemaError", "StorageError", "UnreachableError"]


class StorageError(Exception):
    """The store cannot do what was asked; the message says what, where and what to do."""


class UnreachableError(StorageError):
    """There is no database where one was expected, or it does not answer."""


class SchemaError(StorageError):
    """The database is there, but its tables are not those of this version."""


class NotFoundError(StorageError):
    """No record has the id that was asked for."""
