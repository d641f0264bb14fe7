"""What is no longer needed goes and its space with it; nothing that is needed goes, and nothing comes back as news."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from make import NOON, a_feed, an_item
from test_store import LEASE, TROOPS, poll, reasons, send_all

from monitor.model import Item, Reason
from monitor.operating import Retention
from monitor.pipeline import PollRecord, Reading
from monitor.rules.ruleset import RuleSet
from monitor.store import Store, StoreThread
from monitor.store.retention import Trimmed
from monitor.store.sqlite_file import fold_in
from monitor.store.walk import Polled
from monitor.upkeep import tidy

KEEP = Retention(items=timedelta(days=90), told=timedelta(days=365))
STORM = "Storm hits the coast of Norway"


def days(count: float) -> datetime:
    return NOON + timedelta(days=count)


def trim_all(store: Store, now: datetime) -> Trimmed:
    done = Trimmed()
    while step := store.trim(KEEP, now):
        done += step
    return done


def poll_at(store: Store, ruleset: RuleSet, now: datetime, *items: Item) -> PollRecord:
    """A later poll, that finds these items."""
    feed = a_feed()
    (before,) = store.claim_feeds([feed.id], now, LEASE, 1, due_only=False)
    habits = replace(before.habits, news_at=now)
    after = replace(before, polled_at=now, next_poll_at=now + feed.every, habits=habits)
    fetched = tuple(replace(item, fetched_at=now) for item in items)
    read = Reading(feed=feed, before=before, after=after, items=fetched)
    (record,) = store.record_polls([Polled(reading=read)], ruleset, "#watch", now)
    assert record is not None
    return record


def test_untold_items_go_after_their_time_and_stories_that_were_told_after_theirs(
    store: Store, ruleset: RuleSet
) -> None:
    poll(store, ruleset, [an_item(TROOPS), an_item(STORM)])
    send_all(store)

    assert trim_all(store, days(89)) == Trimmed()
    assert trim_all(store, days(91)) == Trimmed(items=1, stories=1)
    assert store.vitals.kept().items == 1
    assert store.alert_lines(9)[0].headline == TROOPS
    assert trim_all(store, days(364)) == Trimmed()
    assert trim_all(store, days(366)) == Trimmed(items=1, stories=1)
    assert (store.vitals.kept().items, store.vitals.kept().stories, store.vitals.kept().told) == (0, 0, 0)


def test_what_waits_and_what_is_muted_stays_however_old_it_is(store: Store, ruleset: RuleSet) -> None:
    waits, muted = an_item(TROOPS), an_item(STORM)
    poll(store, ruleset, [waits, muted])
    store.mute(muted.key, NOON, timedelta(days=500))

    assert trim_all(store, days(400)) == Trimmed()

    assert [delivery.act for delivery in send_all(store, 400 * 86400)] == ["post"]
    assert trim_all(store, days(400 + 366)) == Trimmed(items=2, stories=2)


@pytest.mark.parametrize("published", [None, NOON - timedelta(minutes=5)], ids=["undated", "dated"])
def test_an_entry_that_still_stands_in_its_feed_is_no_news_after_its_item_is_gone(
    store: Store, ruleset: RuleSet, published: datetime | None
) -> None:
    old = [an_item(title, published_at=published, digest=title) for title in (TROOPS, STORM)]
    poll(store, ruleset, old)
    send_all(store)
    trim_all(store, days(400))
    assert store.vitals.kept().items == 0

    again = poll_at(store, ruleset, days(400), *old, an_item("Fighting with many soldiers in Kursk"))

    assert [placed.item.title for placed in again.placed] == ["Fighting with many soldiers in Kursk"]
    rewritten = replace(old[0], digest="one comment more")
    renamed = replace(old[0], key="under-another-guid")
    assert poll_at(store, ruleset, days(401), rewritten, renamed).placed == ()


def test_signs_stay_while_their_feed_lists_them_or_is_silent_and_go_long_after_it_stopped(
    store: Store, ruleset: RuleSet
) -> None:
    stands = an_item(STORM, published_at=None)
    poll(store, ruleset, [stands])
    trim_all(store, days(100))
    assert trim_all(store, days(1000)).signs == 0  # a feed that did not change for years is as it was

    assert poll_at(store, ruleset, days(1000), stands, an_item("Rain in Spain")).placed[0].item.title == "Rain in Spain"
    assert trim_all(store, days(1001)).signs == 0
    poll_at(store, ruleset, days(1050), an_item("Sun in Portugal"))
    assert trim_all(store, days(1051)).signs == 0
    poll_at(store, ruleset, days(1100), an_item("Snow in Finland"))
    assert trim_all(store, days(1101)).signs == 2  # its key, and its page and title
    assert reasons(poll_at(store, ruleset, days(1102), stands)) == [Reason.NO_MATCH]


def test_a_living_story_keeps_what_was_told_of_it_and_says_nothing_twice(store: Store, ruleset: RuleSet) -> None:
    first = an_item(TROOPS)
    poll(store, ruleset, [first])
    send_all(store)
    later = an_item(TROOPS, url=first.url, key="again", publisher="Other", published_at=days(380), fetched_at=days(380))
    record = poll(store, ruleset, [later], a_feed(id="other", publisher="Other"))
    assert reasons(record) == [Reason.NEW_SOURCE]
    send_all(store, 380 * 86400)

    trim_all(store, days(400))

    found = store.story_file(first.key)
    assert found is not None
    assert [item.key for item in found.items] == [first.key, "again"]
    again = poll(store, ruleset, [replace(later, digest="rewritten")], a_feed(id="other", publisher="Other"))
    assert reasons(again) == [Reason.ALREADY_TOLD]


async def test_upkeep_gives_the_space_back_to_the_disk(store: Store, ruleset: RuleSet) -> None:
    path = Path(str(store.engine.url.database))
    for number in range(8):
        text = f"{number} " * 20000
        poll(store, ruleset, [an_item(f"Storm {number}{n} hits {n}", body=text, digest=f"{number}{n}") for n in "abcd"])
    fold_in(path)
    before = path.stat().st_size

    done = await tidy(StoreThread(store), KEEP, days(91))
    fold_in(path)

    assert done.trimmed.items == 32
    assert path.stat().st_size < before / 4
    assert store.space().free < before / 10
