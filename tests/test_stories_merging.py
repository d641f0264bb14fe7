"""Two stories that turn out to be one go on as one, and nothing that was told is told again."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from effort import examples
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from make import NOON, a_feed, an_item
from sqlalchemy import select, update
from test_backtest import Live, assert_parity, assert_parity_of_rounds, check_parity, empty_database, told_by

from monitor.backtest.replay import Poll, reading_of
from monitor.explain import life_of
from monitor.model import Act, Delivery, DeliveryState, Item, Reason
from monitor.operating import Retention
from monitor.pipeline import Memory, PollRecord, place_polls, sketches_of
from monitor.rules.ruleset import RuleSet
from monitor.store import Store, open_store
from monitor.store.engine import reading, writing
from monitor.store.tables import deliveries, items, stories
from monitor.stories.heirs import Heirs, Merger
from monitor.stories.window import Window

__all__ = ["empty_database"]  # a fixture
LEASE = timedelta(minutes=2)

RULES = """\
[entity.dprk]
name = "North Korea"
wikidata = "Q423"
terms = ["north korea*", "corea del norte", "nordkorea*"]

[[rule]]
id = "guns"
title = "Guns"
when = 'howitzers OR obuses'

[[rule]]
id = "rail"
title = "Rail"
when = 'rail OR train OR tren'
channel = "#rail"
"""


def report(publisher: str, title: str, summary: str = "", **given: object) -> Item:
    lang = "es" if title.startswith("Corea") else "en"
    return an_item(title, publisher=publisher, lang=lang, summary=summary, feed_id=publisher.lower(), **given)


# Two that share too little to be one, and one that tells what either does.
PICTURES = report(
    "Post",
    "Rail traffic from North Korea at record, satellite pictures show",
    published_at=NOON - timedelta(hours=1),
)
OBUSES = report("Diario", "Corea del Norte envía obuses: 400 vagones")
BOTH = report(
    "Wire",
    "North Korea sends 400 wagons of howitzers by rail",
    "Some 400 wagons crossed the border at Tumangang, satellite pictures of the rail traffic show, a record.",
)
LATER = report("Daily", "Satellite pictures: North Korea's howitzers, 400 wagons of them, on the rail to Russia")


@pytest.fixture
def rules(rules_of: Callable[[str], RuleSet]) -> RuleSet:
    return rules_of(RULES)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def store(request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> Iterator[Store]:
    if request.param == "sqlite":
        shutil.copy(migrated, tmp_path / "monitor.db")
    url = request.getfixturevalue("postgresql") if request.param == "postgresql" else f"sqlite:///{tmp_path}/monitor.db"
    opened = open_store(url)
    yield opened
    opened.close()


def poll_of(item: Item, minutes: int) -> Poll:
    at = NOON + timedelta(minutes=minutes)
    feed = a_feed(id=item.feed_id, publisher=item.publisher, max_age=timedelta(hours=24))
    return Poll(feed=feed, at=at, items=(item,), is_first=True)


def polls_of(*items: Item) -> list[Poll]:
    """A poll for each, a minute apart."""
    return [poll_of(item, minutes) for minutes, item in enumerate(items)]


class Unanswered(Live):
    """While Slack is out."""

    def deliver(self, now: datetime) -> None:
        """Nothing goes out."""


def recorded(store: Store, rules: RuleSet, *items: Item) -> list[PollRecord]:
    live = Live(store, rules)
    return [record for poll in polls_of(*items) for record in live.poll(poll)]


def stories_of(items: Sequence[Item], rules: RuleSet, apart: frozenset[str] = frozenset()) -> dict[str, str]:
    """In one walk."""
    nothing = Memory(known={}, stories={}, sketches=sketches_of(items, rules), addresses={}, window=Window())
    memory = replace(nothing, apart=apart)
    placements = place_polls([reading_of(poll) for poll in polls_of(*items)], memory, NOON)
    heirs = Heirs(one.merger for one in placements.values() if one.merger is not None)
    return {key: heirs.of(one.story_id) for key, one in placements.items()}


# --- When -------------------------------------------------------------------------------------------------------------


def test_a_report_that_tells_two_stories_makes_them_one_and_the_earlier_goes_on(rules: RuleSet) -> None:
    assert set(stories_of([PICTURES, OBUSES], rules).values()) == {PICTURES.key, OBUSES.key}
    assert set(stories_of([PICTURES, OBUSES, BOTH], rules).values()) == {PICTURES.key}


def test_what_comes_after_is_placed_in_the_one_that_goes_on(rules: RuleSet) -> None:
    assert set(stories_of([PICTURES, OBUSES, BOTH, LATER], rules).values()) == {PICTURES.key}


def test_a_report_that_is_like_one_of_them_only_merges_nothing(rules: RuleSet) -> None:
    like = report("Wire", "Record rail traffic from North Korea on satellite pictures")

    assert stories_of([PICTURES, OBUSES, like], rules)[OBUSES.key] == OBUSES.key


def test_a_story_that_somebody_muted_stays_apart(rules: RuleSet) -> None:
    for muted in (PICTURES, OBUSES):
        assert len(set(stories_of([PICTURES, OBUSES, BOTH], rules, frozenset([muted.key])).values())) == 2


def test_stories_that_merge_one_after_the_other_all_go_on_in_the_last() -> None:
    heirs = Heirs([Merger("c", "b", "x", "y", 0.9), Merger("b", "a", "x", "y", 0.9)])

    assert [heirs.of(one) for one in "abcd"] == ["a", "a", "a", "d"]


# --- What is kept and shown -------------------------------------------------------------------------------------------


def test_the_story_that_goes_on_has_all_reports_and_says_what_merged_and_by_which(store: Store, rules: RuleSet) -> None:
    recorded(store, rules, PICTURES, OBUSES, BOTH)

    account = store.story_account(OBUSES.key, NOON)
    assert account is not None
    assert account.line.story.id == PICTURES.key
    assert {one.item.key for one in account.reports} == {PICTURES.key, OBUSES.key, BOTH.key}
    (ended,) = account.merged
    assert (ended.merger.story_id, ended.merger.item_key, ended.headline) == (OBUSES.key, BOTH.key, OBUSES.title)
    assert [line.story.id for line in store.story_lines(NOON, 10)] == [PICTURES.key]


def test_the_life_of_a_report_tells_that_its_story_merged(store: Store, rules: RuleSet) -> None:
    recorded(store, rules, PICTURES, OBUSES, BOTH)

    trail = store.trail_of(OBUSES.key)
    assert trail is not None
    placed = next(step for step in life_of(trail, rules, (), NOON, str) if step.subject == "story")
    assert placed.facts["story"] == PICTURES.key
    assert placed.sentence.startswith("founded a story of its own, which is one with this")
    assert placed.details[-1].startswith(f"story {OBUSES.key} is one with this: Wire: {BOTH.title} tells it as ")


def test_another_process_that_remembers_the_stories_as_two_finds_them_one(store: Store, rules: RuleSet) -> None:
    other = open_store(store.engine.url.render_as_string(hide_password=False))
    recorded(store, rules, PICTURES, OBUSES)
    recorded(other, rules, report("Radio", "North Korea opens a spa"))  # it has read on to here
    recorded(store, rules, BOTH)
    (record,) = recorded(other, rules, LATER)
    other.close()

    assert record.placed[0].story_id == PICTURES.key


def test_a_rewritten_report_of_the_story_that_ended_is_one_of_the_story_that_goes_on(
    store: Store, rules: RuleSet
) -> None:
    recorded(store, rules, PICTURES, OBUSES, BOTH)

    (record,) = recorded(store, rules, report("Diario", f"{OBUSES.title} de obuses", key=OBUSES.key))
    assert [(one.revision, one.story_id) for one in record.placed] == [(1, PICTURES.key)]


# --- What is told -----------------------------------------------------------------------------------------------------


def sent(store: Store, story: str) -> list[tuple[str, str, Act, Reason]]:
    found = store.story_file(story)
    assert found is not None
    return [(one.story_id, one.channel, one.act, one.reason) for one in found.deliveries]


def test_a_message_of_the_story_that_ended_goes_on_where_the_other_was_not_told(store: Store, rules: RuleSet) -> None:
    recorded(store, rules, PICTURES, OBUSES, BOTH, LATER)

    in_all = [one for one in sent(store, PICTURES.key) if one[1] == "#all"]
    assert in_all[0] == (PICTURES.key, "#all", Act.POST, Reason.FIRST_REPORT)  # that of the howitzers, in Spanish
    assert {one[0] for one in in_all} == {PICTURES.key}
    assert [one[2] for one in in_all].count(Act.POST) == 1
    assert (PICTURES.key, "#all", Act.REPLY, Reason.NEW_SOURCE) in in_all


def test_where_both_were_told_the_message_of_the_one_that_ended_says_so_and_is_told_no_more(
    store: Store, rules: RuleSet
) -> None:
    train = report("Diario", "Corea del Norte envía obuses en tren: 400 vagones")
    recorded(store, rules, PICTURES, train, BOTH)

    in_rail = [one for one in sent(store, PICTURES.key) if one[1] == "#rail"]
    assert [one for one in in_rail if one[0] == train.key] == [
        (train.key, "#rail", Act.POST, Reason.FIRST_REPORT),
        (train.key, "#rail", Act.EDIT, Reason.MERGED),
    ]
    edit = next(one for one in deliveries_of(store, train) if one.reason is Reason.MERGED)
    alert = store.alert_for(edit)
    assert alert is not None
    assert alert.reason is Reason.MERGED
    assert (alert.item.key, alert.story_id) == (train.key, PICTURES.key)
    assert len(alert.reports) == 3
    recorded(store, rules, LATER)
    assert [one for one in sent(store, PICTURES.key) if one[0] == train.key][2:] == []


def deliveries_of(store: Store, item: Item) -> Sequence[Delivery]:
    found = store.story_file(item.key)
    assert found is not None
    return [one for one in found.deliveries if one.story_id == item.key]


def test_a_backtest_lists_the_reports_of_both_under_each_alert_of_either(rules: RuleSet) -> None:
    _, backtest = told_by(polls_of(PICTURES, OBUSES, BOTH), rules)

    assert set(backtest.story_of.values()) == {PICTURES.key}
    assert {len(one.alert.reports) for one in backtest.alerts} == {3}


def test_where_both_wait_to_be_told_both_are_and_the_later_says_that_it_ended(store: Store, rules: RuleSet) -> None:
    train = report("Diario", "Corea del Norte envía obuses en tren: 400 vagones")
    silent = Unanswered(store, rules)
    for poll in polls_of(PICTURES, train, BOTH):
        silent.poll(poll)

    posts = [one for one in store.claim_deliveries(NOON + timedelta(hours=1), LEASE, 10) if one.act is Act.POST]
    assert {(one.story_id, one.channel) for one in posts} >= {(PICTURES.key, "#rail")}
    ended = next(one for one in deliveries_of(store, train) if one.channel == "#rail")
    alert = store.alert_for(ended)
    assert alert is not None
    assert (ended.act, alert.reason, len(alert.reports)) == (Act.POST, Reason.MERGED, 3)


def test_a_message_that_is_on_its_way_while_its_story_ends_says_so_after_it(store: Store, rules: RuleSet) -> None:
    train = report("Diario", "Corea del Norte envía obuses en tren: 400 vagones")
    recorded(store, rules, PICTURES)
    live = Unanswered(store, rules)
    live.poll(poll_of(train, 1))
    store.claim_deliveries(NOON + timedelta(minutes=1), LEASE, 10)
    live.poll(poll_of(BOTH, 2))

    of_it = [(one.act, one.reason) for one in deliveries_of(store, train) if one.channel == "#rail"]
    assert of_it == [(Act.POST, Reason.FIRST_REPORT), (Act.EDIT, Reason.MERGED)]


@pytest.mark.parametrize("state", [DeliveryState.DEAD, DeliveryState.HELD, DeliveryState.SKIPPED])
def test_a_story_whose_message_is_stuck_does_not_merge(store: Store, rules: RuleSet, state: DeliveryState) -> None:
    recorded(store, rules, PICTURES, OBUSES)
    with writing(store.engine) as connection:
        connection.execute(update(deliveries).where(deliveries.c.story_id == PICTURES.key).values(state=state))

    (record,) = [record for record in recorded(store, rules, BOTH) if record.placed]
    assert record.mergers == ()


def test_a_story_that_is_put_off_does_not_merge_until_it_is_told(
    store: Store, rules_of: Callable[[str], RuleSet]
) -> None:
    digest = rules_of(RULES.replace('channel = "#rail"', 'digest = "0 18 * * *"'))
    live = Live(store, digest)
    for poll in polls_of(PICTURES, OBUSES):
        live.poll(poll)

    (early,) = live.poll(poll_of(BOTH, 5))
    (late,) = live.poll(poll_of(LATER, 7 * 60))

    assert early.mergers == ()
    assert [(one.story_id, one.into) for one in late.mergers] == [(OBUSES.key, PICTURES.key)]


def test_what_an_older_story_goes_on_in_may_be_founded_by_the_same_poll(store: Store, rules: RuleSet) -> None:
    recorded(store, rules, OBUSES)
    at = NOON + timedelta(minutes=5)
    rail = replace(PICTURES, feed_id="wire", published_at=NOON - timedelta(hours=2))
    poll = Poll(feed=a_feed(), at=at, items=(rail, BOTH), is_first=False)

    (record,) = Live(store, rules).poll(poll)

    assert [(one.story_id, one.into) for one in record.mergers] == [(OBUSES.key, rail.key)]
    account = store.story_account(OBUSES.key, at)
    assert account is not None
    assert {one.item.key for one in account.reports} == {OBUSES.key, rail.key, BOTH.key}


def test_the_earlier_is_who_was_founded_first_though_it_was_rewritten_since(store: Store, rules: RuleSet) -> None:
    recorded(store, rules, PICTURES, OBUSES)
    again = report("Post", f"{PICTURES.title}: analysts", key=PICTURES.key, published_at=PICTURES.published_at)
    recorded(store, rules, again)

    (record,) = recorded(store, rules, BOTH)
    assert [(one.story_id, one.into) for one in record.mergers] == [(OBUSES.key, PICTURES.key)]


def test_what_people_said_of_the_story_that_ended_is_said_of_the_one_that_goes_on(store: Store, rules: RuleSet) -> None:
    recorded(store, rules, PICTURES, OBUSES)
    store.mark(OBUSES.key, "guns", NOON, is_false=True)

    recorded(store, rules, BOTH)
    assert store.marks_of() == {(PICTURES.key, "guns"): True}


def test_an_ended_story_is_kept_as_long_as_the_one_that_it_goes_on_in(store: Store, rules: RuleSet) -> None:
    recorded(store, rules, PICTURES, report("Diario", "Corea del Norte envía obuses en tren: 400 vagones"), BOTH)
    keep = Retention(items=timedelta(days=30), told=timedelta(days=60))

    for day in (59, 61):
        while store.trim(keep, NOON + timedelta(days=day)):
            pass
        with reading(store.engine) as connection:
            left = [len(connection.execute(select(table)).all()) for table in (stories, items, deliveries)]
        assert (left[0] == 2 and all(left)) if day < 60 else left == [0, 0, 0]


# --- As in a backtest -------------------------------------------------------------------------------------------------

TEXTS = [
    (PICTURES.title, ""),
    (OBUSES.title, ""),
    ("Corea del Norte envía obuses en tren: 400 vagones", ""),
    (BOTH.title, BOTH.summary),
    (LATER.title, ""),
    ("North Korea opens a spa", ""),
]
a_report = st.builds(
    lambda text, publisher, age: report(
        publisher, *text, key=f"{publisher}-{text[0]}", published_at=NOON - timedelta(hours=age)
    ),
    st.sampled_from(TEXTS),
    st.sampled_from("ABC"),
    st.sampled_from([0.0, 0.5, 3.0]),
)
rounds = st.lists(st.tuples(st.sampled_from([5, 30, 90]), st.lists(a_report, max_size=3)), min_size=3, max_size=8)
ONCE_IN_A_TEST = [HealthCheck.function_scoped_fixture]  # the rules are only read


@pytest.mark.parametrize("check", [assert_parity, assert_parity_of_rounds])
@examples(12, suppress_health_check=ONCE_IN_A_TEST)
@given(drawn=rounds)
def test_stories_that_merge_are_decided_on_in_memory_as_through_the_store(
    rules: RuleSet,
    empty_database: Path,
    drawn: list[tuple[int, list[Item]]],
    check: Callable[[list[tuple[int, list[Item]]], RuleSet, Store], None],
) -> None:
    check_parity(drawn, rules, empty_database, check)
