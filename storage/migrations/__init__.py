"""From the first schema to the present one, step by step, each all or nothing."""

from __future__ import annotations

import os
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from storage.database import explained, masked, refuse_newer
from storage.errors import UnreachableError

__all__ = ["upgrade"]


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest schema; create it when there is none.

    :raises StorageError: when it cannot be reached or written, or is of a later version.
    """
    url = engine.url
    if url.get_backend_name() == "sqlite" and url.database:
        folder = Path(url.database).absolute().parent
        if not os.access(folder, os.F_OK):
            raise UnreachableError(f"{masked(url)}: the folder {folder} does not exist; create it first")
        if not os.access(folder, os.W_OK):
            raise UnreachableError(f"{masked(url)}: the folder {folder} may not be written by this user")
    refuse_newer(engine)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with explained(url):
        if url.get_backend_name() == "sqlite":
            with engine.connect() as connection:
                connection.connection.driver_connection.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]
        with engine.connect().execution_options(mercato_writes=True) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
