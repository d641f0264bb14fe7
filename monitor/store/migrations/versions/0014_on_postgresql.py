"""What a table of many rows needs: indexes for what every poll and tick asks; on PostgreSQL, wide numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NUMBERED = {"sketches": "number", "decisions": "id", "deliveries": "id", "attempts": "id", "marks": "id", "mutes": "id"}


def upgrade() -> None:
    put_off, first_report = sa.text("state = 'put_off'"), sa.text("reason = 'first_report'")
    op.create_index("put_off_deliveries", "deliveries", ["not_before"], sqlite_where=put_off, postgresql_where=put_off)
    op.create_index(
        "told_of_late", "decisions", ["decided_at"], sqlite_where=first_report, postgresql_where=first_report
    )
    if op.get_bind().dialect.name == "postgresql":
        for table, column in NUMBERED.items():
            op.alter_column(table, column, type_=sa.BigInteger(), existing_type=sa.Integer(), existing_nullable=False)
            op.execute(f"ALTER SEQUENCE {table}_{column}_seq AS bigint")
        op.alter_column("deliveries", "gathered_in", type_=sa.BigInteger(), existing_type=sa.Integer())
        op.alter_column("attempts", "delivery_id", type_=sa.BigInteger(), existing_type=sa.Integer())
        op.drop_index("ix_items_canonical_url", table_name="items")
        op.create_index("ix_items_canonical_url", "items", ["canonical_url"], postgresql_using="hash")
