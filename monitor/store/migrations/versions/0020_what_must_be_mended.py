"""What was told of a finding, so that another cause of it is told again."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("findings", sa.Column("cause", sa.Text(), nullable=False, server_default=""))
