"""One module per step; alembic finds them by their revision."""
