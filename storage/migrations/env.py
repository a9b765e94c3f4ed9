"""Alembic's entry point: migrate the connection that `storage.migrations.upgrade` hands over."""

from __future__ import annotations

from alembic import context

from storage.models import Base

# SQLite rolls back DDL too, once BEGIN is really sent (see storage.database); without this a migration
# killed half-way leaves its tables behind and fails for ever after.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
