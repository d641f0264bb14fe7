"""What keeps a story that should be told from being told now: mutes, cooldown, corroboration, digests, quiet hours,
the flood brake. Pure.

    rules that match + Policy (config) + Recent (store) + now → Hold(reason, until) | None

A hold with `until` only puts off; one without is silence. The first that applies wins, in the order above.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo

from monitor.config import Config
from monitor.model import Decision, Match, Reason, Severity
from monitor.rules.ruleset import Rule, RuleSet
from monitor.schedule import QuietHours

FLOOD_WINDOW = timedelta(hours=1)
FLOOD_SUMMARY = timedelta(minutes=10)  # how long after the brake took hold the summary comes


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the config says of telling calmly. `flood`: stories that a channel takes an hour; 0 is no limit."""

    only_channel: str | None = None  # a webhook has one channel, whatever rules name
    routes: Mapping[Severity, str] = field(default_factory=dict)
    quiet: QuietHours | None = None
    zone: tzinfo = UTC
    flood: int = 0
    corroborate_within: timedelta = timedelta(hours=6)


def policy_of(config: Config) -> Policy:
    """The config's policy. With a webhook and no token there is one channel, whatever rules name."""
    slack = config.slack
    return Policy(
        only_channel="webhook" if slack.token is None and slack.webhook is not None else None,
        routes=slack.routes,
        quiet=slack.quiet,
        zone=config.timezone,
        flood=slack.flood,
        corroborate_within=slack.corroborate_within,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """What the store knows of the last while. `muted`: ids of rules and stories; `told_at` by rule and channel, where
    it told a story, or put one off that is told for sure."""

    muted: frozenset[str] = frozenset()
    told_at: Mapping[tuple[str, str], datetime] = field(default_factory=dict)
    posts: Mapping[str, int] = field(default_factory=dict)  # stories by channel, within FLOOD_WINDOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Calm:
    """All that holding depends on beside the story itself."""

    policy: Policy = field(default_factory=Policy)
    recent: Recent = field(default_factory=Recent)
    rules: Mapping[str, Rule] = field(default_factory=dict)  # those that keep something back, by id


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Why a story is not told now, and when it will be at the latest; no `until`: never."""

    reason: Reason
    until: datetime | None = None


def calm_for(ruleset: RuleSet, policy: Policy, recent: Recent) -> Calm:
    """What a poll's decisions stand on."""
    return Calm(policy=policy, recent=recent, rules={rule.id: rule for rule in ruleset.rules if keeps_back(rule)})


def channel_of(match: Match, default: str, policy: Policy) -> str:
    """Where a match is told: as its rule says, else by its severity, else where everything goes."""
    return policy.only_channel or match.channel or policy.routes.get(match.severity, default)


def channels_of(rules: Iterable[Rule], default: str, routes: Mapping[Severity, str]) -> tuple[str, ...]:
    """Every channel that alerts may go to."""
    return tuple(sorted({default, *routes.values(), *(rule.channel for rule in rules if rule.channel)}))


def is_muted(muted: frozenset[str], story_id: str, rules: Sequence[str]) -> bool:
    """Whether the story is muted, or every rule that would tell it."""
    return story_id in muted or (bool(rules) and muted.issuperset(rules))


def hold(
    rules: Sequence[str],
    channel: str,
    severity: Severity,
    publishers: int,
    calm: Calm,
    now: datetime,
    *,
    is_put_off: bool = False,
) -> Hold | None:
    """What keeps a story of these rules (muted ones left out) from being told in `channel` now, if anything does.

    One that is put off already will be told, and no cooldown stands in its way: it may have begun that very cooldown.
    """
    awake = [rule for rule in rules if is_put_off or not _is_cooling(rule, channel, calm, now)]
    if not awake:
        return Hold(reason=Reason.COOLDOWN)
    policy, known = calm.policy, [calm.rules.get(rule) for rule in awake]
    if all(rule is not None and rule.min_sources > publishers for rule in known):
        deadline = now + policy.corroborate_within
        return Hold(reason=Reason.UNCORROBORATED, until=quiet_until(severity, calm, deadline) or deadline)
    digests = [rule.digest.after(now, policy.zone) for rule in known if rule is not None and rule.digest is not None]
    if len(digests) == len(known):
        return Hold(reason=Reason.DIGEST, until=min(digests))
    quiet = quiet_until(severity, calm, now)
    if quiet is not None:
        return Hold(reason=Reason.QUIET_HOURS, until=quiet)
    if policy.flood and calm.recent.posts.get(channel, 0) >= policy.flood:
        return Hold(reason=Reason.FLOOD, until=now + FLOOD_SUMMARY)
    return None


def quiet_until(severity: Severity, calm: Calm, now: datetime) -> datetime | None:
    """When the quiet ends that holds for this severity now; critical is never kept quiet."""
    if calm.policy.quiet is None or severity is Severity.CRITICAL:
        return None
    return calm.policy.quiet.end_if_quiet(now)


def _is_cooling(rule_id: str, channel: str, calm: Calm, now: datetime) -> bool:
    rule, told_at = calm.rules.get(rule_id), calm.recent.told_at.get((rule_id, channel))
    return rule is not None and rule.cooldown is not None and told_at is not None and now - told_at < rule.cooldown


def after_deciding(calm: Calm, decision: Decision, now: datetime) -> Calm:
    """The same once it was decided on a story."""
    if not decision.reason.starts_cooldown:
        return calm
    recent, channel = calm.recent, decision.channel
    told_at = {**recent.told_at, **{(rule, channel): now for rule in decision.rules}}
    told_now = decision.reason is Reason.FIRST_REPORT
    posts = {**recent.posts, channel: recent.posts.get(channel, 0) + 1} if told_now else recent.posts
    return replace(calm, recent=replace(recent, told_at=told_at, posts=posts))


def keeps_back(rule: Rule) -> bool:
    """Whether a rule has anything to say on when it is told."""
    return rule.min_sources > 1 or rule.cooldown is not None or rule.digest is not None
