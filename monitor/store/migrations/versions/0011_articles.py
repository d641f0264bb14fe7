"""Articles that were fetched for feeds that are thin; items found again by their text."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "articles",
        sa.Column("url", sa.Text(), primary_key=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False, index=True),
    )
    op.create_index("ix_items_digest", "items", ["digest"])
    op.add_column("feeds", sa.Column("articles", sa.Integer(), server_default="0", nullable=False))
    op.add_column("feeds", sa.Column("articles_missed", sa.Integer(), server_default="0", nullable=False))
    op.add_column("feeds", sa.Column("article_fault", sa.Text(), nullable=True))
