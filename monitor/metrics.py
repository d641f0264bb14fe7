"""What Prometheus is told: a registry of our own, fed by the poller, the courier, the ticks and the self-watch.

Names follow Prometheus' conventions (prometheus.io/docs/practices/naming): base units, `_total` for counters, and no
label whose values come from a feed. docs/operate.md says what each means.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

from monitor.feeds.health import Condition, health_of
from monitor.health import Canary, Finding, Kind, Vitals, is_ready
from monitor.health.findings import at
from monitor.model import FeedState

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each counter, that nobody asks for

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
LAG = (0.5, 1, 2, 5, 10, 30, 60, 300, 900)
BRIEF = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
LATENCY = (0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600)


class Metrics:
    """The metrics of one process. Methods are named after what happened."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self.lag = Histogram(
            "monitor_poll_lag_seconds", "How late a due feed is asked.", buckets=LAG, registry=registry
        )
        self.polls = Counter("monitor_polls", "Polls, by what came of them.", ["outcome"], registry=registry)
        self.items = Counter("monitor_items", "New or rewritten items.", registry=registry)
        self.deciding = Histogram(
            "monitor_match_duration_seconds",
            "From a poll's items read to all of them matched, placed and recorded.",
            buckets=BRIEF,
            registry=registry,
        )
        self.deliveries = Counter(
            "monitor_deliveries", "Attempts to deliver, by what came of them.", ["outcome"], registry=registry
        )
        self.delivery_latency = Histogram(
            "monitor_delivery_latency_seconds",
            "From a message due to it being accepted.",
            buckets=LATENCY,
            registry=registry,
        )
        self.missed = Counter(
            "monitor_ticks_missed", "Ticks that found the last one at work.", ["tick"], registry=registry
        )
        self._gauges(registry)

    def _gauges(self, registry: CollectorRegistry) -> None:
        def gauge(name: str, text: str, *labels: str) -> Gauge:
            return Gauge(f"monitor_{name}", text, labels, registry=registry)

        self.feeds = gauge("feeds", "Declared feeds, by condition.", "condition")
        self.findings = gauge("findings", "What is the matter with the watch, by kind.", "kind")
        self.ready = gauge("ready", "1 where the watch can do its job.")
        self.looked = gauge("last_look_timestamp_seconds", "When the watch last looked at itself.")
        self.polled_at = gauge("last_poll_success_timestamp_seconds", "When a feed was last read.")
        self.told_at = gauge("last_delivery_success_timestamp_seconds", "When a message was last accepted.")
        self.waiting = gauge("outbox_messages", "Messages in the outbox, by state.", "state")
        self.oldest = gauge("outbox_oldest_age_seconds", "How long the oldest message that may go out waits.")
        self.rules = gauge("rules", "Rules that run.")
        self.reload = gauge("reload_success", "1 where the last edit is live.", "what")
        self.window = gauge("story_window_items", "Items that a new one may join a story with.")
        self.disk = gauge("disk_free_bytes", "Room on the file system of the database.")
        self.canary_seconds = gauge("canary_latency_seconds", "How long the last test item took, feed to message.")
        self.canary_ok = gauge("canary_success", "1 where the last test item arrived.")
        self.canary_at = gauge("canary_last_success_timestamp_seconds", "When a test item last arrived.")

    # --- Told by those who do the work

    def begun(self, states: Iterable[FeedState], now: datetime) -> None:
        """These feeds are being asked, so long after they were due."""
        for state in states:
            self.lag.observe(max(0.0, (now - state.next_poll_at).total_seconds()))

    def polled(self, outcome: str, items: int, took: timedelta) -> None:
        """A poll was recorded. `took`: matching, placing and recording."""
        self.polls.labels(outcome).inc()
        if items:
            self.items.inc(items)
            self.deciding.observe(max(0.0, took.total_seconds()))

    def attempted(self, outcome: str) -> None:
        """A delivery was attempted."""
        self.deliveries.labels(outcome).inc()

    def delivered(self, waited: timedelta) -> None:
        """A message was accepted, so long after it was due."""
        self.delivery_latency.observe(max(0.0, waited.total_seconds()))

    def walks(self) -> None:
        """The canary's walk begins: until it ends well, it is not known to."""
        self.canary_ok.set(0)

    def walked(self, canary: Canary) -> None:
        """The canary's walk ended."""
        self.canary_ok.set(canary.fault is None)
        if canary.seconds is not None:
            self.canary_seconds.set(canary.seconds)
            self.canary_at.set(canary.at.timestamp())

    def looked_at(self, vitals: Vitals, findings: tuple[Finding, ...]) -> None:
        """The self-watch looked. What the store could not say stays as it was."""
        self.looked.set(vitals.now.timestamp())
        self.ready.set(is_ready(findings))
        for kind in Kind:
            self.findings.labels(kind).set(sum(1 for finding in findings if finding.kind is kind))
        if vitals.disk is not None:
            self.disk.set(vitals.disk.free)
        self.window.set(vitals.window)
        self._edits(vitals)
        self._stand(vitals)

    def _edits(self, vitals: Vitals) -> None:
        for beat in vitals.heartbeats[:1]:  # our own
            self.rules.set(beat.rules)
            self.reload.labels("rules").set(beat.rules_fault is None and not beat.dropped)
            self.reload.labels("config").set(beat.config_fault is None)

    def _stand(self, vitals: Vitals) -> None:
        standing = vitals.standing
        if standing is None:
            return
        conditions = [health_of(feed, state, vitals.now, at).condition for feed, state in vitals.feeds]
        for condition in Condition:
            self.feeds.labels(condition).set(conditions.count(condition))
        for state, count in (("open", standing.open), ("held", standing.held), ("dead", standing.dead)):
            self.waiting.labels(state).set(count)
        oldest = standing.oldest_open_at
        self.oldest.set((vitals.now - oldest).total_seconds() if oldest is not None else 0)
        for gauge, when in ((self.polled_at, standing.last_polled_at), (self.told_at, standing.last_sent_at)):
            if when is not None:
                gauge.set(when.timestamp())

    def page(self) -> bytes:
        """All of it, in Prometheus' text format."""
        return generate_latest(self.registry)
