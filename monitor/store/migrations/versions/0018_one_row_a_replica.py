"""One row a replica says that it lives, and how; a finding says when anybody last saw it.

Who runs writes its heartbeat anew within seconds: the old ones need not be kept.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("replicas")
    op.drop_table("heartbeats")
    op.create_table(
        "heartbeats",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("process", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("findings") as findings:
        findings.add_column(sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE findings SET seen_at = since")
    with op.batch_alter_table("findings") as findings:
        findings.alter_column("seen_at", existing_type=sa.DateTime(timezone=True), nullable=False)
