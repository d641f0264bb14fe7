"""What was told of late holds what was put off for sure, too: both start their rule's cooldown."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    starts = sa.text("reason IN ('first_report', 'quiet_hours', 'flood')")
    op.drop_index("told_of_late", table_name="decisions")
    op.create_index("told_of_late", "decisions", ["decided_at"], sqlite_where=starts, postgresql_where=starts)
