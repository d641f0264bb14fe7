"""Values for tests, whole but for what the test is about."""

import re
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from monitor.habits import Habits
from monitor.health import Heartbeat
from monitor.model import Alert, Evidence, Feed, FeedState, Item, Match, Reason, Report, Severity

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def a_feed(**given: Any) -> Feed:
    values: dict[str, Any] = {
        "id": "wire",
        "url": "https://wire.example/rss",
        "publisher": "Wire",
        "every": timedelta(minutes=10),
        "max_age": timedelta(days=7),
    }
    return Feed(**(values | given))


def a_state(**given: Any) -> FeedState:
    """A feed that was polled before."""
    values: dict[str, Any] = {"feed_id": "wire", "next_poll_at": NOON, "polled_at": NOON - timedelta(minutes=10)}
    values["habits"] = Habits(entries=("k1", "k2"), whole_at=NOON - timedelta(minutes=10))
    return FeedState(**(values | given))


def an_item(title: str = "North Korean troops reach Kursk, Seoul says", **given: Any) -> Item:
    publisher = given.get("publisher", "Wire")
    slug = re.sub(r"\W+", "-", title.lower()).strip("-")
    url = given.get("url", f"https://{publisher.lower()}.example/{slug}")
    key = blake2b(f"{publisher}{title}{url}".encode(), digest_size=10).hexdigest()
    values: dict[str, Any] = {
        "key": key,
        "feed_id": "wire",
        "publisher": publisher,
        "title": title,
        "url": url,
        "canonical_url": url,
        "fetched_at": NOON,
        "published_at": NOON - timedelta(minutes=5),
        "digest": blake2b(f"{title}{given.get('summary', '')}".encode(), digest_size=10).hexdigest(),
    }
    return Item(**(values | given))


def a_heartbeat(host: str = "here", **given: Any) -> Heartbeat:
    values: dict[str, Any] = {"id": host, "host": host, "process": 7, "version": "1", "started_at": NOON}
    return Heartbeat(**(values | {"beat_at": NOON} | given))


def a_match(item: Item, rule_id: str = "dprk-troops", **given: Any) -> Match:
    word = item.title.split()[0] if item.title.split() else ""
    evidence = Evidence(field="title", start=0, end=len(word), text=word, term=word.lower())
    values: dict[str, Any] = {
        "item_key": item.key,
        "rule_id": rule_id,
        "title": rule_id.replace("-", " "),
        "severity": Severity.WARNING,
        "evidence": (evidence,) if word else (),
        "channel": "#watch",
    }
    return Match(**(values | given))


def an_alert(item: Item | None = None, **given: Any) -> Alert:
    item = item or an_item()
    report = Report(item_key=item.key, publisher=item.publisher, title=item.title, url=item.url, dated=item.dated())
    values: dict[str, Any] = {
        "story_id": item.key,
        "reason": Reason.FIRST_REPORT,
        "item": item,
        "matches": (a_match(item),),
        "reports": (report,),
    }
    return Alert(**(values | given))


def title_of(number: int) -> str:
    """Five words that no other title has."""
    syllables = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]

    def word(place: int) -> str:
        first, second = divmod(number * 5 + place, len(syllables))
        return f"{syllables[first % 70]}{syllables[second]}{syllables[(second * 31 + first) % 70]}k"

    return " ".join(word(place) for place in range(5))
