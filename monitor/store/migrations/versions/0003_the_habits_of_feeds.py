"""What feeds teach us by being polled: monitor/habits.py."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("hints", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("pace", sa.Text(), server_default="", nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("whole_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entries", sa.JSON(), server_default="[]", nullable=False),
        sa.Column("undated", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rhythm", sa.Float(), nullable=True),
        sa.Column("news_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gap_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gap_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moved_to", sa.Text(), nullable=True),
        sa.Column("moved_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moved_polls", sa.Integer(), server_default="0", nullable=False),
        sa.Column("adopted", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
    ):
        op.add_column("feeds", column)
    # Else every feed would be asked for its whole body at the first poll after the upgrade.
    op.execute("UPDATE feeds SET whole_at = polled_at")
