"""The tables. A change here comes with a migration in migrations/; a test holds the two together."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    text,
)


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC datetime. SQLite keeps no zone, so it is taken off on the way in and put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        assert value.tzinfo is not None, "a naive time would be read as another one"
        utc = value if value.tzinfo is UTC else value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # theirs
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Number = BigInteger().with_variant(Integer, "sqlite")  # of rows, which may be more than 2³¹ one day

metadata = MetaData()

feeds = Table(
    "feeds",
    metadata,
    Column("id", Text, primary_key=True),
    Column("url", Text, nullable=False, server_default=""),
    Column("next_poll_at", UtcTime, nullable=False, index=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_digest", Text),
    Column("given_by", Text),
    Column("polled_at", UtcTime),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("failing_since", UtcTime),
    Column("fault", Text),
    Column("lease", Text),
    Column("leased_until", UtcTime),
    # What the feed taught us: monitor/habits.py, field by field; the lengths of time are in seconds.
    Column("hints", JSON, nullable=False, server_default="{}"),
    Column("pace", Text, nullable=False, server_default=""),
    Column("held_until", UtcTime),
    Column("whole_at", UtcTime),
    Column("entries", JSON, nullable=False, server_default="[]"),
    Column("undated", Integer, nullable=False, server_default="0"),
    Column("rhythm", Float),
    Column("news_at", UtcTime),
    Column("gap_at", UtcTime),
    Column("gap_from", UtcTime),
    Column("moved_to", Text),
    Column("moved_since", UtcTime),
    Column("moved_polls", Integer, nullable=False, server_default="0"),
    Column("adopted", Boolean, nullable=False, server_default=text("false")),
    Column("gone_at", UtcTime),
    Column("stopped_at", UtcTime),
    Column("articles", Integer, nullable=False, server_default="0"),
    Column("articles_missed", Integer, nullable=False, server_default="0"),
    Column("article_fault", Text),
    # From here on the database may not know what was told of the feed: a backup was restored. Until its next good poll.
    Column("doubted_since", UtcTime),
)

Index(
    "leased_feeds",
    feeds.c.lease,
    sqlite_where=text("lease IS NOT NULL"),
    postgresql_where=text("lease IS NOT NULL"),
)

stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("headline", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("founded_at", UtcTime, nullable=False),
    Column("last_item_at", UtcTime, nullable=False, index=True),
    # A story that turned out to be one with another: in which it goes on, since when, and by which of its reports.
    Column("merged_into", Text, index=True),
    Column("merged_at", UtcTime),
    Column("merged_by", Text),
    Column("merged_near", Text),
    Column("merged_likeness", Float),
)

items = Table(
    "items",
    metadata,
    Column("key", Text, primary_key=True),
    Column("feed_id", Text, nullable=False, index=True),
    Column("story_id", Text, ForeignKey("stories.id"), nullable=False, index=True),
    Column("publisher", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("lang", Text),
    Column("url", Text, nullable=False),
    Column("canonical_url", Text, nullable=False),
    Column("published_at", UtcTime),
    Column("fetched_at", UtcTime, nullable=False, index=True),
    Column("digest", Text, nullable=False, index=True),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("state_media", Boolean, nullable=False),
    Column("reliability", Text),
    Column("placed_why", Text, nullable=False),
    Column("placed_near", Text),
    Column("placed_likeness", Float),
    Column("placed_shared", JSON),
    Column("placed_runner_up", JSON),
)

# A tree of PostgreSQL takes no value of more than 2,700 bytes; addresses may be longer.
Index("ix_items_canonical_url", items.c.canonical_url, postgresql_using="hash")

# What an item said before its publisher rewrote it: `revision` n was replaced by n + 1 when we saw that.
revisions = Table(
    "revisions",
    metadata,
    Column("item_key", Text, ForeignKey("items.key", ondelete="CASCADE"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("replaced_at", UtcTime, nullable=False),
    Column("digest", Text),
    Column("author", Text),
    Column("tags", JSON),
    Column("lang", Text),
    Column("url", Text),
    Column("canonical_url", Text),
    Column("published_at", UtcTime),
)

# Articles that were fetched for feeds with full_text, by canonical URL: for some days nobody asks for them again.
articles = Table(
    "articles",
    metadata,
    Column("url", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("fault", Text),
    Column("fetched_at", UtcTime, nullable=False, index=True),
)

# What the window of stories is filled from. Numbers are never used twice: a window reads on behind the last it saw.
sketches = Table(
    "sketches",
    metadata,
    Column("number", Number, primary_key=True),
    Column("item_key", Text, ForeignKey("items.key", ondelete="CASCADE"), nullable=False, unique=True),
    Column("placed_at", UtcTime, nullable=False, index=True),
    Column("sketch", Text),  # None for an item from before there were sketches
    sqlite_autoincrement=True,
)

matches = Table(
    "matches",
    metadata,
    Column("item_key", Text, ForeignKey("items.key", ondelete="CASCADE"), primary_key=True),
    Column("rule_id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("mention", Text),
    Column("evidence", JSON, nullable=False),
    Column("ruleset", Text, nullable=False),
    Column("matched_at", UtcTime, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Number, primary_key=True),
    Column("item_key", Text, ForeignKey("items.key", ondelete="CASCADE"), nullable=False, index=True),
    Column("story_id", Text, nullable=False, index=True),
    Column("channel", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("rules", JSON, nullable=False),
    Column("severity", Text, nullable=False),
    Column("ruleset", Text, nullable=False),
    Column("decided_at", UtcTime, nullable=False),
)

Index(
    "told_of_late",
    decisions.c.decided_at,
    sqlite_where=text("reason IN ('first_report', 'quiet_hours', 'flood')"),
    postgresql_where=text("reason IN ('first_report', 'quiet_hours', 'flood')"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Number, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("story_id", Text, ForeignKey("stories.id"), nullable=False, index=True),
    Column("channel", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("item_key", Text, nullable=False, index=True),
    Column("created_at", UtcTime, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("not_before", UtcTime),
    Column("started_at", UtcTime),
    Column("attempted_at", UtcTime),
    Column("absences", Integer, nullable=False, server_default="0"),
    Column("crashes", Integer, nullable=False, server_default="0"),
    Column("sent_at", UtcTime),
    Column("ts", Text),
    Column("channel_id", Text),
    Column("fault", Text),
    Column("plain", Boolean, nullable=False, server_default=text("false")),
    Column("keyless", Boolean, nullable=False, server_default=text("false")),
    Column("top_level", Boolean, nullable=False, server_default=text("false")),
    Column("gathered_in", Number, index=True),
    Column("lease", Text),
    Column("leased_until", UtcTime),
)

# One message per story and channel, whatever else goes wrong.
Index(
    "one_post_per_story_and_channel",
    deliveries.c.story_id,
    deliveries.c.channel,
    unique=True,
    sqlite_where=text("act = 'post'"),
    postgresql_where=text("act = 'post'"),
)
Index(
    "open_deliveries",
    deliveries.c.channel,
    deliveries.c.id,
    sqlite_where=text("state IN ('pending', 'sending', 'unknown')"),
    postgresql_where=text("state IN ('pending', 'sending', 'unknown')"),
)
Index(
    "put_off_deliveries",
    deliveries.c.not_before,
    sqlite_where=text("state = 'put_off'"),
    postgresql_where=text("state = 'put_off'"),
)

# What a person must look at, or what waits for its time: few of many.
Index(
    "unsettled_deliveries",
    deliveries.c.state,
    sqlite_where=text("state IN ('dead', 'held', 'put_off', 'gathered')"),
    postgresql_where=text("state IN ('dead', 'held', 'put_off', 'gathered')"),
)
Index("sent_deliveries", deliveries.c.sent_at)
Index("told_in_channel", deliveries.c.channel, deliveries.c.sent_at)

# What came of each attempt to send a delivery, or to look one up: the delivery itself keeps only the last.
attempts = Table(
    "attempts",
    metadata,
    Column("id", Number, primary_key=True),
    Column("delivery_id", Number, ForeignKey("deliveries.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", UtcTime, nullable=False),
    Column("state", Text, nullable=False),  # the delivery's, from then on
    Column("fault", Text),
)

# What people say of stories that were told. The last word on a story and a rule counts.
marks = Table(
    "marks",
    metadata,
    Column("id", Number, primary_key=True),
    Column("story_id", Text, ForeignKey("stories.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("rule_id", Text),  # None: every rule that matches the story
    Column("is_false", Boolean, nullable=False),
    Column("marked_at", UtcTime, nullable=False),
)

# When each channel may be written to again: pacing, Slack's Retry-After, and holds. It outlives a restart.
channels = Table(
    "channels",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("not_before", UtcTime),
    Column("fault", Text),
    Column("faulty_since", UtcTime),
    Column("refused", Boolean, nullable=False, server_default=text("false")),  # until a person mends it
)

# When each host may be asked again, by whichever replica; while a feed of it is polled, that poll's lease.
hosts = Table(
    "hosts",
    metadata,
    Column("name", Text, primary_key=True),  # a registered domain
    Column("free_at", UtcTime),
    Column("lease", Text, index=True),
)

# Signs of items that are no longer kept, and may still stand in their feed, or come back: they are no news.
forgotten = Table(
    "forgotten",
    metadata,
    Column("sign", Text, primary_key=True),  # an item's key, or what identity.py knows it by under another one
    Column("feed_id", Text, nullable=False),
    Column("seen_at", UtcTime, nullable=False),  # when its feed last listed it, to the day
    Index("ix_forgotten_feed_id_seen_at", "feed_id", "seen_at"),
)

# Rules and stories that nobody wants to hear of for a while. An ended one stays, as a record.
mutes = Table(
    "mutes",
    metadata,
    Column("id", Number, primary_key=True),
    Column("subject", Text, nullable=False, index=True),  # a rule's id, or a story's
    Column("began_at", UtcTime, nullable=False),
    Column("ends_at", UtcTime, nullable=False),
)

# Who runs on this data: each replica writes here that it lives, and how.
heartbeats = Table(
    "heartbeats",
    metadata,
    Column("id", Text, primary_key=True),
    Column("host", Text, nullable=False),
    Column("process", Integer, nullable=False),
    Column("version", Text, nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("beat_at", UtcTime, nullable=False),
    Column("facts", JSON, nullable=False),
)

# What is the matter with the watch itself, and whether a person was told: monitor/health/review.py, field by field.
findings = Table(
    "findings",
    metadata,
    Column("key", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("since", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("told_at", UtcTime),
    Column("over_at", UtcTime),
    Column("retry_at", UtcTime),
    Column("cause", Text, nullable=False, server_default=""),
)

# When something that comes round was last done: by name.
rounds = Table(
    "rounds",
    metadata,
    Column("name", Text, primary_key=True),
    Column("done_at", UtcTime, nullable=False),
)
