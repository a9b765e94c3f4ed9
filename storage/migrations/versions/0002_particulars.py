"""What else an article tells of a move: bonus, resale share, option price, wages, the person, the day, the stance."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; facts stored before have none of it until their articles are read again."""
    for column in (
        sa.Column("bonus", sa.BigInteger(), nullable=True),
        sa.Column("resale_share", sa.Double(), nullable=True),
        sa.Column("option_amount", sa.BigInteger(), nullable=True),
        sa.Column("option_max", sa.BigInteger(), nullable=True),
        sa.Column("option_currency", sa.Text(), nullable=True),
        sa.Column("wages_amount", sa.BigInteger(), nullable=True),
        sa.Column("wages_currency", sa.Text(), nullable=True),
        sa.Column("wages_period", sa.Text(), nullable=True),
        sa.Column("position", sa.Text(), nullable=True),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("nationality", sa.Text(), nullable=True),
        sa.Column("event_date", sa.Text(), nullable=True),
        sa.Column("stance", sa.Text(), nullable=True),
    ):
        op.add_column("fact", column)
