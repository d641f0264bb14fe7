"""Look-ups are counted, a reply may lose its thread, messages may be put off and gathered, and things are muted."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("attempted_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("deliveries", sa.Column("absences", sa.Integer(), server_default="0", nullable=False))
    op.add_column("deliveries", sa.Column("crashes", sa.Integer(), server_default="0", nullable=False))
    op.add_column("deliveries", sa.Column("top_level", sa.Boolean(), server_default=sa.text("(false)"), nullable=False))
    op.add_column("deliveries", sa.Column("gathered_in", sa.Integer(), nullable=True))
    op.add_column("channels", sa.Column("refused", sa.Boolean(), server_default=sa.text("(false)"), nullable=False))
    op.create_index(op.f("ix_deliveries_gathered_in"), "deliveries", ["gathered_in"], unique=False)
    op.create_table(
        "mutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_mutes_subject"), "mutes", ["subject"], unique=False)
