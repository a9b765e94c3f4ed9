"""``mercato db``: the database itself."""

from __future__ import annotations

import click

__all__ = ["db"]


@click.group()
def db() -> None:
    """Create, migrate and check the database."""


@db.command()
def upgrade() -> None:
    """Create the tables, or bring them to this version. What is stored stays."""
    from storage.database import HEAD, connect, database_url, masked
    from storage.migrations import upgrade as migrate

    url = database_url()
    migrate(connect(url))
    click.echo(f"{masked(url)} is at version {HEAD}")


@db.command()
def check() -> None:
    """Tell whether the database is there, whole, and of this version."""
    from storage.store import open_store

    with open_store() as store:
        problem = store.integrity()
    if problem:
        raise click.ClickException(problem)
    click.echo(f"{store!r} is in order")
