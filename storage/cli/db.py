"""``mercato db``: the database itself."""

from __future__ import annotations

import click

__all__ = ["db"]


@click.group()
def db() -> None:
    """Create, migrate and check the database."""


quiet_option = click.option("--quiet", is_flag=True, help="Print nothing when all is well.")


@db.command()
@quiet_option
def upgrade(quiet: bool) -> None:
    """Create the tables, or bring them to this version. What is stored stays."""
    from storage.database import HEAD, connect, database_url, masked
    from storage.migrations import upgrade as migrate

    url = database_url()
    engine = connect(url)
    try:
        migrate(engine)
    finally:
        engine.dispose()
    if not quiet:
        click.echo(f"{masked(url)} is at version {HEAD}")


@db.command()
@quiet_option
def check(quiet: bool) -> None:
    """Tell whether the database is there, whole, and of this version."""
    from storage.errors import StorageError
    from storage.store import open_store

    with open_store() as store:
        problem = store.integrity()
    if problem:
        raise StorageError(problem)
    if not quiet:
        click.echo(f"{store!r} is in order")
