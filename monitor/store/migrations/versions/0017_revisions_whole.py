"""A revision keeps all that a rule may look at, so that a backtest reads it as the daemon did."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


KEPT_NOW = ("author", "tags", "lang", "url", "canonical_url", "published_at")  # of an earlier text: the nearest known


def upgrade() -> None:
    op.add_column("revisions", sa.Column("digest", sa.Text(), nullable=True))
    op.add_column("revisions", sa.Column("author", sa.Text(), nullable=True))
    op.add_column("revisions", sa.Column("tags", sa.JSON(), nullable=True))
    op.add_column("revisions", sa.Column("lang", sa.Text(), nullable=True))
    op.add_column("revisions", sa.Column("url", sa.Text(), nullable=True))
    op.add_column("revisions", sa.Column("canonical_url", sa.Text(), nullable=True))
    op.add_column("revisions", sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
    now = sa.table("items", sa.column("key"), *map(sa.column, KEPT_NOW))
    then = sa.table("revisions", sa.column("item_key"), sa.column("revision"), *map(sa.column, (*KEPT_NOW, "digest")))
    nearest = {name: sa.select(now.c[name]).where(now.c.key == then.c.item_key).scalar_subquery() for name in KEPT_NOW}
    distinct = sa.literal("revision ") + sa.cast(then.c.revision, sa.Text())
    op.execute(sa.update(then).values(digest=distinct, **nearest))
