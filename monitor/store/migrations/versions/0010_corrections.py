"""What items said before they were rewritten; a message that Slack does not take with our key is sent without."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("keyless", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.create_table(
        "revisions",
        sa.Column("item_key", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_key"], ["items.key"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item_key", "revision"),
    )
