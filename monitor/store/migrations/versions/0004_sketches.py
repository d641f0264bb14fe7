"""Sketches in place of title bands; why an item is in its story, with what it shares and which story came next."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("items", sa.Column("placed_shared", sa.JSON(), nullable=True))
    op.add_column("items", sa.Column("placed_runner_up", sa.JSON(), nullable=True))
    op.create_table(
        "sketches",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("item_key", sa.Text(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sketch", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["item_key"], ["items.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("item_key"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sketches_placed_at"), "sketches", ["placed_at"], unique=False)
    # Items that could still be joined get an empty sketch: the window makes it from their title.
    op.execute(
        "INSERT INTO sketches (item_key, placed_at) SELECT key, fetched_at FROM items "
        "WHERE key IN (SELECT item_key FROM bands) ORDER BY fetched_at, key"
    )
    op.drop_index(op.f("ix_bands_dated"), table_name="bands")
    op.drop_table("bands")
