"""The life of an item in words, in the order of time; or why there is none.

    Trail (store) + rules + feeds → steps: fetched, read, rewritten, story, rule …, decision …, delivery …
    an address that we never saw + feeds → what is polled of its publisher, and what that said

Pure. Each step is a sentence for people and the same as facts for programs.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import unquote, urlsplit

from monitor.addresses import publisher_of
from monitor.feeds.health import health_of
from monitor.feeds.health import words as spelled
from monitor.items import identity_of
from monitor.model import REASON_SENTENCES, Decision, Delivery, DeliveryState, Evidence, Feed, FeedState, Item, Match
from monitor.rules.ruleset import Rule, RuleSet
from monitor.store.trail import Attempt, Trail
from monitor.stories.comparing import Why
from monitor.stories.heirs import Merger
from monitor.stories.placing import Placement
from monitor.text import words

At = Callable[[datetime], str]  # writes a time for people


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happened to an item, or was found about it. `at` is None for what has no time of its own."""

    subject: str
    sentence: str
    at: datetime | None = None
    details: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


def life_of(trail: Trail, ruleset: RuleSet | None, feeds: Sequence[Feed], now: datetime, at: At) -> tuple[Step, ...]:
    """All that happened to an item, in the order of its way. `ruleset`: None where the rules can't be used now."""
    return (
        _fetched(trail, feeds, now, at),
        _read(trail.item, at),
        *_rewritten(trail),
        _placed(trail),
        *(_verdicts(trail, ruleset) if ruleset is not None else _matched(trail)),
        *(decision_step(when, decision) for when, decision in trail.decisions),
        *(delivery_step(delivery, tried, at) for delivery, tried in trail.deliveries),
        *([] if trail.deliveries else [Step(subject="delivery", sentence="nothing was sent for it")]),
    )


# --- Fetched and read ------------------------------------------------------------------------------------------------


def _fetched(trail: Trail, feeds: Sequence[Feed], now: datetime, at: At) -> Step:
    item = trail.item
    feed = next((feed for feed in feeds if feed.id == item.feed_id), None)
    gone = f"the feed {item.feed_id} is not in the config any more"
    said = feed_now(feed, trail.feed, now, at) if feed is not None else (gone,)
    return Step(
        subject="fetched",
        at=item.fetched_at,
        sentence=f"from the feed {item.feed_id}, of {item.publisher}",
        details=said,
        facts={"feed": item.feed_id, "publisher": item.publisher, "url": item.url},
    )


def feed_now(feed: Feed, state: FeedState | None, now: datetime, at: At) -> tuple[str, ...]:
    """How a feed does now, in sentences."""
    if state is None or state.polled_at is None:
        return (f"{feed.id} was never polled with success{f': {state.fault}' if state and state.fault else ''}",)
    entries = len(state.habits.entries)
    listed = f", when it listed {entries} {'entry' if entries == 1 else 'entries'}" if entries else ""
    return (f"{feed.id} was last polled {at(state.polled_at)}{listed}", *health_of(feed, state, now, at).sentences)


def _read(item: Item, at: At) -> Step:
    if item.published_at is None:
        dated = "it has no date, so it counts as published when it was fetched"
    elif item.published_at > item.fetched_at:
        dated = f"dated {at(item.published_at)}, later than it was fetched: the time of fetching counts"
    else:
        dated = f"published {at(item.published_at)}"
    texts = {name: len(text) for name, text in (("summary", item.summary), ("body", item.body)) if text}
    return Step(
        subject="read",
        sentence=item.title,
        details=(
            dated,
            f"language {item.lang}" if item.lang else "it names no language",
            f"with {' and '.join(f'a {name} of {size} characters' for name, size in texts.items())}"
            if texts
            else "it has no text beside the title",
            f"its address, as it is compared: {item.canonical_url or 'none'}",
            f"its key {item.key} is made from {identity_of(item)}",
        ),
        facts={
            "key": item.key,
            "title": item.title,
            "lang": item.lang,
            "published_at": item.published_at,
            "canonical_url": item.canonical_url,
            "identity": identity_of(item),
        },
    )


def _rewritten(trail: Trail) -> Iterator[Step]:
    for number, (old, new) in enumerate(pairwise(trail.revisions), start=1):
        was = f"the title was “{old.title}”, then “{new.title}”" if old.title != new.title else "its text changed"
        facts = {"revision": number, "was": old.title, "title": new.title}
        yield Step(subject="rewritten", at=new.seen_at, sentence=was, facts=facts)


# --- Its story -------------------------------------------------------------------------------------------------------

WHY_SENTENCES: dict[Why, str] = {
    Why.FOUNDED: "founded the story: nothing remembered was like it",
    Why.SAME_URL: "stands at the same address",
    Why.COPY: "is the same text",
    Why.LIKE_TITLE: "says it in like words",
    Why.LIKE_TEXT: "says much the same in title and first lines",
    Why.LIKE_FACTS: "says some of it in like words, and names the same within hours",
    Why.FLASH: "is of the same newsroom within the hour, one of them a flash, and names the same",
    Why.SAME_FACTS: "names the same in other words or another language",
    Why.LIKELY: "tells the same event in all likelihood: what both say outweighs what only one does",
    Why.SAME_MEANING: "means the same to the embedding model, and names some of the same",
}


def _placed(trail: Trail) -> Step:
    placement = trail.placement
    first, *rest = placement_sentences(trail.item.key, placement, trail.titles)
    reports = "its only report so far" if trail.reports == 1 else f"{trail.reports} reports so far"
    other = placement.runner_up
    return Step(
        subject="story",
        sentence=f"{first} ({reports})",
        details=(*rest, *(merger_sentence(one, trail.titles) for one in trail.mergers)),
        facts={
            "story": placement.story_id,
            "merged": [one.story_id for one in trail.mergers],
            "why": placement.why.value,
            "near": placement.near,
            "likeness": placement.likeness,
            "shared": list(placement.shared),
            "runner_up": other and {"story": other.story_id, "item": other.item_key, "against": other.against},
        },
    )


FOUNDED_ANOTHER = "founded a story of its own, which is one with this: nothing remembered was like it"


def placement_sentences(item_key: str, placement: Placement, titles: Mapping[str, str]) -> list[str]:
    """Why a report is in its story, what they share, and what kept it from the next best one. `titles` by key."""
    founded_another = placement.why is Why.FOUNDED and placement.story_id != item_key
    said = FOUNDED_ANOTHER if founded_another else WHY_SENTENCES[placement.why]
    if placement.near is not None:
        measure = "probability" if placement.why is Why.LIKELY else "likeness"
        likeness = f" ({measure} {placement.likeness:.2f})" if placement.likeness is not None else ""
        said += f"{likeness} as {titles.get(placement.near, placement.near)}"
    sentences = [said]
    if placement.shared:
        sentences.append("shared: " + ", ".join(placement.shared))
    if (other := placement.runner_up) is not None:
        named = f" ({titles[other.item_key]})" if other.item_key in titles else ""
        sentences.append(f"not in story {other.story_id}{named}: {other.against}")
    return sentences


def merger_sentence(merger: Merger, titles: Mapping[str, str]) -> str:
    """Which story ended in another one, and by which report. `titles` by key."""
    by, near = (titles.get(key, key) for key in (merger.item_key, merger.near))
    return f"story {merger.story_id} is one with this: {by} tells it as {near} does (probability {merger.likeness:.2f})"


# --- Each rule's verdict ---------------------------------------------------------------------------------------------


def _matched(trail: Trail) -> Iterator[Step]:
    """What matched then, which is kept."""
    sentence = "can't be used as they stand now: `monitor rules check` says why; what matched then is known"
    yield Step(subject="rules", sentence=sentence, facts={"then": trail.ruleset, "now": None})
    for match in trail.matches:
        facts = {"rule": match.rule_id, "matched": True, "holds": None, "missed": None}
        details = evidence_lines(match.evidence)
        yield Step(subject="rule", sentence=f"{match.rule_id} matched", details=details, facts=facts)


def _verdicts(trail: Trail, ruleset: RuleSet) -> Iterator[Step]:
    """What matched then is told first, then what the rules say now: where they changed since, that is said too."""
    recorded = {match.rule_id: match for match in trail.matches}
    if trail.ruleset not in {"", ruleset.digest}:
        sentence = "today's: the set has changed since this was decided on, and no older one is kept"
        yield Step(subject="rules", sentence=sentence, facts={"then": trail.ruleset, "now": ruleset.digest})
    for match in trail.matches:
        if ruleset.rule(match.rule_id) is None:
            sentence = f"{match.rule_id} matched then; there is no such rule any more"
            facts = {"rule": match.rule_id, "matched": True, "holds": None, "missed": None}
            yield Step(subject="rule", sentence=sentence, details=evidence_lines(match.evidence), facts=facts)
    for rule in sorted(ruleset.rules, key=lambda rule: rule.id not in recorded):
        yield _verdict(rule, recorded.get(rule.id), trail, ruleset)


def _verdict(rule: Rule, match: Match | None, trail: Trail, ruleset: RuleSet) -> Step:
    explained = ruleset.explain(rule, trail.item)
    read_at = trail.decisions[-1][0] if trail.decisions else trail.item.fetched_at
    dormant = rule.dormant(read_at, ruleset.zone)
    evidence = match.evidence if match is not None else explained.evidence
    today = "" if trail.ruleset in {"", ruleset.digest} else " by today's rules"
    if match is not None:
        sentence = f"{rule.id} matched"
        if explained.missed is not None:
            sentence += f"; as the rule is now, it would not: {explained.why_not}"
    elif explained.missed is not None:
        sentence = f"{rule.id} does not hold{today}: {explained.why_not}"
    elif dormant is not None:
        sentence = f"{rule.id} holds{today}, but matched nothing then ({dormant})"
    else:
        sentence = f"{rule.id} holds{today}, but did not match when the item was read"
    holds = explained.missed is None
    facts = {"rule": rule.id, "matched": match is not None, "holds": holds, "missed": explained.missed}
    return Step(subject="rule", sentence=sentence, details=evidence_lines(evidence), facts=facts | {"dormant": dormant})


MOST_WORDS = 6  # pieces of evidence that are shown


def evidence_lines(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """The words that made a rule hold, or fail, by field."""
    by_field: dict[str, list[str]] = {}
    for one in evidence:
        by_field.setdefault(one.field, []).append(f"“{one.text}” ({one.term})")
    return tuple(f"in the {name}: {', '.join(dict.fromkeys(found[:MOST_WORDS]))}" for name, found in by_field.items())


# --- Decisions and deliveries ----------------------------------------------------------------------------------------


def decision_step(when: datetime, decision: Decision) -> Step:
    """What was decided, where, for which rules and why."""
    where = f" in {decision.channel}" if decision.channel else ""
    rules = f" ({', '.join(decision.rules)})" if decision.rules else ""
    return Step(
        subject="decision",
        at=when,
        sentence=f"{decision.reason.value}{where}: {REASON_SENTENCES[decision.reason]}{rules}",
        facts={
            "item": decision.item_key,
            "channel": decision.channel,
            "reason": decision.reason.value,
            "rules": list(decision.rules),
        },
    )


def delivery_step(delivery: Delivery, tried: Iterable[Attempt], at: At) -> Step:
    """What a delivery came to, with each attempt."""
    sent = f" {at(delivery.sent_at)}" if delivery.sent_at else ""
    tail = f": {delivery.fault}" if delivery.fault and delivery.state is not DeliveryState.SENT else ""
    waits = f", not before {at(delivery.not_before)}" if delivery.not_before and not delivery.sent_at else ""
    gathered = f", in the summary {delivery.gathered_in}" if delivery.gathered_in else ""
    attempts = "1 attempt" if delivery.attempts == 1 else f"{delivery.attempts} attempts"
    return Step(
        subject="delivery",
        at=delivery.created_at,
        sentence=f"{delivery.id}  {delivery.act.value} to {delivery.channel}: {delivery.state.value}{sent}{gathered}, "
        f"{attempts}{waits}{tail}",
        details=tuple(f"{at(one.at)}  {one.state.value}{f': {one.fault}' if one.fault else ''}" for one in tried),
        facts={
            "id": delivery.id,
            "act": delivery.act.value,
            "channel": delivery.channel,
            "state": delivery.state.value,
            "sent_at": delivery.sent_at,
            "ts": delivery.ts,
            "fault": delivery.fault,
            "attempts": [{"at": one.at, "state": one.state.value, "fault": one.fault} for one in tried],
        },
    )


# --- An address that we never saw ------------------------------------------------------------------------------------

NEAREST = 3  # titles
COMMON_WORDS = 2  # that an address and a title must share to be near


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a feed of the config brought last, newest first."""

    feed: Feed
    state: FeedState | None
    newest: tuple[Item, ...]


def feeds_near(url: str, feeds: Iterable[Feed], carriers: Iterable[str]) -> tuple[Feed, ...]:
    """The feeds that might have brought `url`: those of its registered domain, and those that brought others of it."""
    domain, carrying = publisher_of(url), set(carriers)
    return tuple(
        feed for feed in feeds if feed.id in carrying or (not feed.is_file and publisher_of(feed.url) == domain)
    )


def never_seen(url: str, listings: Sequence[Listing], kept_for: timedelta, now: datetime, at: At) -> tuple[Step, ...]:
    """Why nothing is known of `url`, as far as can be told. `kept_for`: what the config says of items untold."""
    domain = publisher_of(url)
    unknown = Step(
        subject="unknown",
        sentence=f"no item that is kept stands at {url}",
        details=(f"items on which nothing was told are kept for {spelled(kept_for)}",),
        facts={"domain": domain},
    )
    if listings:
        return unknown, *(_listing(url, one, now, at) for one in listings)
    hint = f"add one: `monitor feeds add https://{domain}/`"
    return unknown, Step(subject="feed", sentence=f"no feed of {domain} is polled: {hint}", facts={"feed": None})


def _listing(url: str, listing: Listing, now: datetime, at: At) -> Step:
    feed, state = listing.feed, listing.state
    details = list(feed_now(feed, state, now, at))
    if listing.newest:
        first = listing.newest[0]
        details.append(f"its newest item, fetched {at(first.fetched_at)}: {first.title}")
    near = nearest_titles(url, listing.newest)
    details += [f"near it by its words: {item.title} ({item.url})" for item in near]
    return Step(
        subject="feed",
        at=state.polled_at if state else None,
        sentence=f"{feed.id} is polled every {_often(feed.every)}, and never listed it",
        details=tuple(details),
        facts={"feed": feed.id, "fault": state.fault if state else None, "near": [item.url for item in near]},
    )


def _often(every: timedelta) -> str:
    seconds = every.total_seconds()
    return f"{seconds / 60:.3g} min" if seconds >= 60 else f"{seconds:.3g} s"


def nearest_titles(url: str, kept: Iterable[Item]) -> tuple[Item, ...]:
    """The items whose titles and addresses share the most words with the path of `url`; two words at least."""
    wanted = _words_of(url)
    shared = {
        item.key: len(wanted & (_words_of(item.url) | {word.folded for word in words(item.title)})) for item in kept
    }
    ranked = sorted(kept, key=lambda item: -shared[item.key])
    return tuple(item for item in ranked[:NEAREST] if shared[item.key] >= COMMON_WORDS)


def _words_of(url: str) -> set[str]:
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:  # brackets that are no IPv6 address
        return set()
    return {word.folded for word in words(re.sub(r"[-_/.+]", " ", path)) if len(word.folded) > 2}
