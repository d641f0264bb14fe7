"""The nouns, in the order of an article's way through the house.

    Feed → FetchRequest → Fetched → ParsedFeed(Entry …) → Item → Match(Evidence …) → Story → Decision → Alert → Message

All are frozen values. Times are aware datetimes in UTC. Text is as the publisher wrote it; who compares folds it.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from monitor.habits import Habits, Hints

# --- Feeds: what the operator declares, and what we remember of them ---------------------------------------------

CANARY = "canary:"  # begins the id of a canary's feed; no declared feed's id holds a colon
Backlog = Literal["none", "24h", "all"]  # what of a feed's first poll is told
OnAmbiguous = Literal["resend", "hold"]  # when a message may be out and history can't be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as the operator declares it. `url` is http(s), or the absolute path of a local file."""

    id: str
    url: str
    publisher: str
    every: timedelta
    max_age: timedelta
    max_every: timedelta | None = None  # how slow its own rhythm may make us; None: always `every`
    backlog: Backlog = "24h"
    lang: str | None = None
    tags: tuple[str, ...] = ()
    state_media: bool = False
    reliability: str | None = None  # the Admiralty code's letter for a source, A to F
    full_text: bool = False  # fetch its articles: the feed itself is thin
    report_after: timedelta = timedelta(hours=6)  # how long it may be down before a person is told

    @property
    def is_file(self) -> bool:
        return not self.url.lower().startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What we remember of polling a feed. `polled_at` is its last good poll, None before the first."""

    feed_id: str
    next_poll_at: datetime
    url: str = ""  # what the validators belong to: they are dropped when the feed's address changes
    etag: str | None = None  # byte for byte as the server sent it
    last_modified: str | None = None
    given_by: str | None = None  # the address that gave these two; a redirect may have led there
    body_digest: str | None = None
    polled_at: datetime | None = None
    failures: int = 0  # polls failed in a row
    failing_since: datetime | None = None
    fault: str | None = None  # the last failure, as a sentence
    lease: str = ""  # the claim under which it is polled
    doubted_since: datetime | None = None  # a backup was restored: what was told of it since then is not known
    habits: Habits = field(default_factory=Habits)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """What to ask for. The validators are replayed exactly, to the address that gave them (None: to any)."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    given_by: str | None = None
    wants: Literal["feed", "page", "robots"] = "feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A whole answer with a body, decompressed. `url` is the final one, after redirects."""

    url: str
    body: bytes
    digest: str
    status: int = 200
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    fresh_for: timedelta | None = None  # by Cache-Control or Expires
    moved_to: str | None = None  # the final address, where every redirect on the way there was a permanent one
    cut: str | None = None  # how it breaks off before the end of the body, where it does

    @property
    def is_delta(self) -> bool:
        """Whether it lists only what is new since the validators that were sent (RFC 3229, 226 IM Used)."""
        return self.status == 226


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server (or the file's digest) says that nothing changed; new validators, where it sent some."""

    etag: str | None = None
    last_modified: str | None = None
    fresh_for: timedelta | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchError:
    """A fetch that gave nothing: `message` is a sentence that says what happened and what to do."""

    message: str
    status: int | None = None
    retry_after: timedelta | None = None
    said_by: str | None = None  # the address that answered so, which a redirect may have led to
    reached: bool = True  # False: the network gave no answer at all, which may be our own fault


FetchOutcome = Fetched | NotModified | FetchError


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as the feed wrote it. HTML is raw; the dates are parsed where they could be."""

    guid: str | None
    link: str | None
    title: str
    summary_html: str = ""
    body_html: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    published_at: datetime | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """What a body says, entries in the feed's order."""

    title: str
    entries: tuple[Entry, ...]
    lang: str | None = None
    hints: Hints = field(default_factory=Hints)
    cut: bool = False  # the document breaks off: these are the entries that were whole


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseError:
    """A body that is no feed: `message` is a sentence that says what it seems to be."""

    message: str


# --- Items: an entry as we understand it -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An article. `key` is its identity (see items.py); `digest` changes when its text does."""

    key: str
    feed_id: str
    publisher: str
    title: str
    url: str
    canonical_url: str
    fetched_at: datetime
    digest: str
    summary: str = ""
    body: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    lang: str | None = None
    published_at: datetime | None = None
    state_media: bool = False
    reliability: str | None = None

    def dated(self) -> datetime:
        """When it was published: as it says, but never later than when we fetched it."""
        if self.published_at is None:
            return self.fetched_at
        return min(self.published_at, self.fetched_at)


# --- Rules and what they find ------------------------------------------------------------------------------------


class Severity(StrEnum):
    """How much a rule's owner wants to know, lowest first."""

    INFO = "info"
    NOTICE = "notice"
    WARNING = "warning"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        return list(Severity).index(self)


TextField = Literal["title", "summary", "body", "author", "source", "feed", "tag", "lang", "url"]


class Evidence(NamedTuple):
    """Words that made a rule true: `text` stands at [start, end) of that field, as the publisher wrote it.

    Words near each other, as a NEAR asks, have the same `pair`, numbered from 0. A tuple: made four times as fast.
    """

    field: TextField
    start: int
    end: int
    text: str
    term: str  # as the rule writes it
    pair: int | None = None


class Match(NamedTuple):
    """A rule that holds for an item, and why. `channel` is the rule's own, where it names one."""

    item_key: str
    rule_id: str
    title: str
    severity: Severity
    evidence: tuple[Evidence, ...]
    channel: str | None = None
    mention: str | None = None


# --- Stories -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event, however many items report it. Its id is made from its founding item's key."""

    id: str
    headline: str
    url: str
    founded_at: datetime
    last_item_at: datetime
    publishers: tuple[str, ...] = ()  # in the order of their first report


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One item of a story, as far as a message needs it."""

    item_key: str
    publisher: str
    title: str
    url: str
    dated: datetime
    state_media: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What an item said from `seen_at` on, until its publisher rewrote it."""

    title: str
    summary: str
    body: str
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A headline that its publisher changed: what it was before, and when we saw the new one."""

    item_key: str
    publisher: str
    was: str
    seen_at: datetime


# --- Telling -----------------------------------------------------------------------------------------------------


class Reason(StrEnum):
    """Why a message goes out, or does not. Stored with every decision."""

    FIRST_REPORT = "first_report"
    NEW_RULE = "new_rule"
    ESCALATED = "escalated"
    NEW_SOURCE = "new_source"
    CORRECTED = "corrected"
    MERGED = "merged"
    BACKLOG = "backlog"
    TOO_OLD = "too_old"
    DUPLICATE = "duplicate"
    ALREADY_TOLD = "already_told"
    NO_MATCH = "no_match"
    MUTED = "muted"
    COOLDOWN = "cooldown"
    UNCORROBORATED = "uncorroborated"
    QUIET_HOURS = "quiet_hours"
    DIGEST = "digest"
    FLOOD = "flood"

    @property
    def tells(self) -> bool:
        return self in {Reason.FIRST_REPORT, Reason.NEW_RULE, Reason.ESCALATED, Reason.NEW_SOURCE, Reason.CORRECTED}

    @property
    def starts_cooldown(self) -> bool:
        """Whether its rules have told their story by this, or will for sure: not so an unconfirmed one."""
        return self in {Reason.FIRST_REPORT, Reason.QUIET_HOURS, Reason.FLOOD}

    @property
    def puts_off(self) -> bool:
        """Whether it only delays: the story waits in the outbox, and is told later."""
        return self in {Reason.UNCORROBORATED, Reason.QUIET_HOURS, Reason.DIGEST, Reason.FLOOD}


REASON_SENTENCES: dict[Reason, str] = {
    Reason.FIRST_REPORT: "first report of this story",
    Reason.NEW_RULE: "another rule matches this story",
    Reason.ESCALATED: "a rule of higher severity matches this story",
    Reason.NEW_SOURCE: "another publisher reports this story",
    Reason.CORRECTED: "a publisher changed the headline of its report",
    Reason.MERGED: "one with another story that was told here: what follows is told there",
    Reason.BACKLOG: "was in the feed already when it was first polled",
    Reason.TOO_OLD: "published longer ago than max_age",
    Reason.DUPLICATE: "this publisher reported the story already, or it is a copy of a text that was told",
    Reason.ALREADY_TOLD: "this story was told already",
    Reason.NO_MATCH: "no rule matches",
    Reason.MUTED: "the rule or the story is muted",
    Reason.COOLDOWN: "its rule told another story here not long ago",
    Reason.UNCORROBORATED: "reported by fewer publishers than its rule asks for",
    Reason.QUIET_HOURS: "put off by quiet hours",
    Reason.DIGEST: "gathered for a digest",
    Reason.FLOOD: "too many stories at once",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided on one item for one channel, and why. Stored, told or not.

    `channel` is empty where no rule matched; `severity` is the highest of `rules`.
    """

    item_key: str
    story_id: str
    channel: str
    reason: Reason
    rules: tuple[str, ...] = ()
    severity: Severity = Severity.INFO
    until: datetime | None = None  # where it puts off: when the story is told at the latest


class Act(StrEnum):
    """What a delivery does in its channel."""

    POST = "post"  # the story's message
    EDIT = "edit"  # bring that message up to date
    REPLY = "reply"  # answer in its thread
    SUMMARY = "summary"  # one message for several stories that were put off


class DeliveryState(StrEnum):
    PUT_OFF = "put_off"  # waits until `not_before` for a reason of its own, outside its channel's queue
    GATHERED = "gathered"  # told by a summary, which waits or is on its way
    PENDING = "pending"
    SENDING = "sending"  # committed before the socket opens
    SENT = "sent"
    UNKNOWN = "unknown"  # may have been sent: look it up, or follow on_ambiguous
    HELD = "held"  # may have been sent, can't be looked up, and on_ambiguous is "hold": a person decides
    SKIPPED = "skipped"  # nothing to do any more; `fault` says why
    DEAD = "dead"  # Slack will never take it in this form; `fault` says why


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One row of the outbox. `ts` and `channel_id` are Slack's, of the message that was sent."""

    id: int
    key: str  # ours, in the message's metadata: how a message is found again
    story_id: str
    channel: str
    act: Act
    state: DeliveryState
    reason: Reason
    item_key: str  # the item that caused it
    created_at: datetime
    attempts: int = 0
    not_before: datetime | None = None
    started_at: datetime | None = None  # of the first attempt
    attempted_at: datetime | None = None  # of the last one
    absences: int = 0  # look-ups since then that did not meet it
    crashes: int = 0  # how often a process died in the middle of sending it
    sent_at: datetime | None = None
    ts: str | None = None
    channel_id: str | None = None
    fault: str | None = None
    plain: bool = False  # send without blocks: Slack refused them
    keyless: bool = False  # send without our key, which Slack refused: it can't be looked up
    top_level: bool = False  # a reply whose thread is gone: send it as a message of its own
    gathered_in: int | None = None  # the summary that tells it
    lease: str = ""  # the claim under which it is sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """All that a message says of a story, as of when it is composed.

    `item` is the report that is shown; `matches` are all rules of this channel that hold for any of the story's items
    (evidence points into `item` only where `item_key` is its key); `reports` are its items, first first; `corrections`
    are changed headlines of told reports, newest first. What was told before: `told_as`, the severity; `told_rules`.
    """

    story_id: str
    reason: Reason
    item: Item
    matches: tuple[Match, ...]
    reports: tuple[Report, ...]
    corrections: tuple[Correction, ...] = ()
    told_as: Severity = Severity.INFO
    told_rules: frozenset[str] = frozenset()

    @property
    def severity(self) -> Severity:
        return max((match.severity for match in self.matches), key=lambda s: s.rank, default=self.told_as)

    @property
    def publishers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(report.publisher for report in self.reports))


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Several stories that were put off, in one message: all are counted, the first of them shown."""

    reason: Reason  # why they were put off: digest, or flood
    stories: int
    by_rule: tuple[tuple[str, int], ...]  # titles of rules, with how many of the stories each matched
    alerts: tuple[Alert, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What Slack is asked to show: Block Kit, and the text that notifications and screen readers use."""

    text: str
    blocks: tuple[dict[str, Any], ...] = field(default=())
