"""Validators belong to the address that gave them, to which a redirect may have led."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("feeds", sa.Column("given_by", sa.Text(), nullable=True))
