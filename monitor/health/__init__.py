"""How monitor itself does: Vitals → findings (findings.py) → what a person is told of them (review.py).

Pure. One judgement serves all: `status`, /readyz, the metrics and the notices say the same of the same values.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from monitor.model import Feed, FeedState

SILENT = timedelta(seconds=30)  # six beats: a replica that is silent for longer is gone, or cut off


class Kind(StrEnum):
    """What can be the matter with the watch itself, worst first. The values are stored, and label a metric."""

    DAEMON = "daemon"
    STORE = "store"
    NETWORK = "network"
    POLLING = "polling"
    SLACK = "slack"
    OUTBOX = "outbox"
    CANARY = "canary"
    CONFIG = "config"
    RULES = "rules"
    EDIT = "edit"
    REPLICA = "replica"
    WEB = "web"
    DISK = "disk"
    HELD = "held"
    DEAD = "dead"
    FEED = "feed"
    SILENT_FEED = "silent_feed"
    GAP = "gap"
    SILENT_RULE = "silent_rule"

    @property
    def blocks(self) -> bool:
        """Whether the watch can't do its job until it is over: then it is not ready."""
        return self in {Kind.DAEMON, Kind.STORE, Kind.NETWORK, Kind.POLLING, Kind.SLACK, Kind.OUTBOX}

    @property
    def ends(self) -> bool:
        """Whether it is told that it is over; a gap is never made good."""
        return self is not Kind.GAP

    @property
    def counts(self) -> bool:
        """Whether its cause is how many there are: that there are more of them is told as well."""
        return self in {Kind.HELD, Kind.DEAD}

    @property
    def is_logged(self) -> bool:
        """Whether who meets it says it in the log at once, so that the self-watch need not."""
        return self in {Kind.CONFIG, Kind.RULES, Kind.EDIT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is the matter. `key` names it over time, whatever its sentence says.

    It is told once it has been so for `patience`; `since` is when it began, None where only we noticed, now. `cause`:
    what a person must mend, or how many there are of it; with another cause, or with more of them, the same finding is
    told again. Empty where it passes by itself.
    """

    kind: Kind
    key: str
    subject: str
    sentence: str
    since: datetime | None = None
    patience: timedelta = timedelta(0)
    cause: str = ""


# --- What is known of how it does ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelFault:
    """A channel, or the credential for it, that does not take messages; `refused`: until somebody mends it."""

    channel: str
    fault: str
    since: datetime
    refused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How much is kept, and how many stories were told: all of it is counted, which takes time where it is much."""

    items: int
    stories: int
    told: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Counts and times of the whole. Times are None where nothing happened yet."""

    last_sent_at: datetime | None
    last_polled_at: datetime | None
    open: int
    oldest_open_at: datetime | None
    stuck_since: datetime | None  # a channel has had something to tell since then, and told nothing
    dead: int
    held: int
    channel_faults: tuple[ChannelFault, ...]
    put_off: tuple[tuple[str, int], ...] = ()  # stories that wait on purpose, by reason

    def without(self, channel: str | None) -> "Standing":
        """The same, but for faults of one channel."""
        return replace(self, channel_faults=tuple(one for one in self.channel_faults if one.channel != channel))


@dataclass(frozen=True, slots=True, kw_only=True)
class Canary:
    """How the last walk of the canary ended: in how many seconds, or with which fault."""

    at: datetime
    seconds: float | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """What a running replica writes into the store, so that others can see that it lives, and how."""

    id: str
    host: str
    process: int
    version: str  # of monitor
    started_at: datetime
    beat_at: datetime
    rules: int = 0
    ruleset: str = ""  # the digest of the rules that run
    rules_fault: str | None = None  # the last edit of the rules, where it can't be used
    dropped: tuple[str, ...] = ()  # the rules that an edit would drop which is held
    config_fault: str | None = None
    web_fault: str | None = None
    canary: Canary | None = None

    @property
    def name(self) -> str:
        """What it is called where it is told of."""
        return f"{self.host}:{self.process}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRhythm:
    """How often a rule has matched of late: `stories` of them between `first_at` and `last_at`."""

    rule_id: str
    stories: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What came since the last daily line."""

    since: datetime
    items: int
    told: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Disk:
    """The file system that the database is on, in bytes."""

    free: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """All that health is judged by, as of `now`. `standing` is None where the store could not be read.

    `rules_known` are the ids of the rules that run: others are not missed.
    """

    now: datetime
    feeds: tuple[tuple[Feed, FeedState | None], ...]
    standing: Standing | None = None
    heartbeats: tuple[Heartbeat, ...] = ()  # of every replica on this data, the youngest first, or our own
    rhythms: tuple[RuleRhythm, ...] = ()
    rules_known: frozenset[str] = field(default_factory=frozenset)
    disk: Disk | None = None
    store_fault: str | None = None
    seen_from: str = ""  # the replica that met `store_fault`, where there are others to meet it
    window: int = 0  # items in the window of stories

    @property
    def alive(self) -> tuple[Heartbeat, ...]:
        """The heartbeats that are no older than those of replicas that live."""
        return tuple(beat for beat in self.heartbeats if self.now - beat.beat_at < SILENT)


def is_ready(findings: tuple[Finding, ...]) -> bool:
    """Whether the watch does its job."""
    return not any(finding.kind.blocks for finding in findings)
