"""Two stories that turn out to be one go on as one."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, type_ in (
        ("merged_into", sa.Text()),
        ("merged_at", sa.DateTime(timezone=True)),
        ("merged_by", sa.Text()),
        ("merged_near", sa.Text()),
        ("merged_likeness", sa.Float()),
    ):
        op.add_column("stories", sa.Column(name, type_, nullable=True))
    op.create_index("ix_stories_merged_into", "stories", ["merged_into"])
