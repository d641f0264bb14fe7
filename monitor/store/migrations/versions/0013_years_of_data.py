"""What a restored database can't know of, signs of items that are no longer kept, and an index for deleting."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("feeds", sa.Column("doubted_since", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "forgotten",
        sa.Column("sign", sa.Text(), nullable=False),
        sa.Column("feed_id", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sign"),
    )
    op.create_index("ix_forgotten_feed_id_seen_at", "forgotten", ["feed_id", "seen_at"], unique=False)
    op.create_index(op.f("ix_deliveries_item_key"), "deliveries", ["item_key"], unique=False)
