"""What every look at the watch asks has an index: what is dead, held or put off, and when a channel was last told."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    few = sa.text("state IN ('dead', 'held', 'put_off', 'gathered')")
    op.create_index("unsettled_deliveries", "deliveries", ["state"], sqlite_where=few, postgresql_where=few)
    op.create_index("sent_deliveries", "deliveries", ["sent_at"])
    op.create_index("told_in_channel", "deliveries", ["channel", "sent_at"])
