"""What the store promises: nothing half written, nothing told twice, nothing claimed by two."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from make import NOON, a_feed, a_heartbeat, an_item

from monitor.calm import Policy
from monitor.errors import AlreadyRunningError, StoreError
from monitor.health import SILENT
from monitor.model import CANARY, Act, Delivery, DeliveryState, Feed, Item, Reason
from monitor.outbox import PACE, Settled, after_attempt
from monitor.outcomes import RefusalKind, Refused, Sent, Throttled
from monitor.pipeline import PollRecord, Reading
from monitor.rules.ruleset import RuleSet
from monitor.store import Store, migrate, open_store
from monitor.store.engine import reading, writing
from monitor.store.lock import sole_owner
from monitor.store.migrate import HEAD
from monitor.store.tables import metadata
from monitor.store.walk import Polled


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The contract is one: every test that asks for a store here runs on both databases."""
    found: str = (
        request.getfixturevalue("postgresql") if request.param == "postgresql" else f"sqlite:///{tmp_path}/m.db"
    )
    return found


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()


LEASE = timedelta(minutes=5)
TROOPS = "North Korean troops arrive in the Kursk region of Russia"


def poll(
    store: Store,
    ruleset: RuleSet,
    items: Sequence[Item],
    feed: Feed | None = None,
    *,
    first: bool = False,
    channel: str = "#watch",
    policy: Policy | None = None,
    now: datetime = NOON,
) -> PollRecord:
    """One poll of a feed that gave these items."""
    feed = feed or a_feed()
    store.enrol([feed], now)
    (state,) = store.claim_feeds([feed.id], now, LEASE, 1, due_only=False)
    before = state if first else replace(state, polled_at=NOON - timedelta(hours=1))
    after = replace(before, polled_at=NOON, next_poll_at=NOON + feed.every, etag='W/"x"', url=feed.url)
    owned = [replace(item, feed_id=feed.id, publisher=feed.publisher) for item in items]
    read = Reading(feed=feed, before=before, after=after, items=tuple(owned))
    (record,) = store.record_polls([Polled(reading=read)], ruleset, channel, now, policy or Policy())
    assert record is not None
    return record


def take(store: Store, at_seconds: float = 0) -> list[Delivery]:
    """What is claimed, and begun."""
    now = NOON + timedelta(seconds=at_seconds)
    claimed = store.claim_deliveries(now, LEASE, 10)
    assert all(store.begin(delivery, now) for delivery in claimed if delivery.state is DeliveryState.SENDING)
    return [replace(one, attempted_at=now) if one.state is DeliveryState.SENDING else one for one in claimed]


def send_all(store: Store, start: float = 0) -> list[Delivery]:
    """Sends everything that is open, a second or two apart; what was sent, in order."""
    sent = []
    for step in range(50):
        seconds = start + 2 * step
        for delivery in take(store, seconds):
            now = NOON + timedelta(seconds=seconds)
            settled = after_attempt(delivery, Sent(ts=f"{delivery.id}.0", channel_id="C1"), now, 0.0)
            store.settle(settled, now)
            sent.append(delivery)
    return sent


def reasons(record: PollRecord) -> list[Reason]:
    return [decision.reason for placed in record.placed for decision in placed.decisions]


def test_a_matching_item_is_kept_placed_and_queued_in_one_go(store: Store, ruleset: RuleSet) -> None:
    item = an_item(TROOPS, summary="Seoul says")

    record = poll(store, ruleset, [item])

    assert reasons(record) == [Reason.FIRST_REPORT]
    found = store.story_file(item.key)
    assert found is not None
    assert found.items[0].title == TROOPS
    assert {match.rule_id for match in found.matches} == {"dprk-troops", "kursk"}
    (delivery,) = take(store)
    assert (delivery.act, delivery.state, delivery.attempts) == (Act.POST, DeliveryState.SENDING, 1)
    alert = store.alert_for(delivery)
    assert alert is not None
    assert [match.rule_id for match in alert.matches] == ["kursk", "dprk-troops"]
    assert alert.item.summary == "Seoul says"


def test_an_item_that_nothing_matches_is_kept_with_its_reason(store: Store, ruleset: RuleSet) -> None:
    record = poll(store, ruleset, [an_item("Storm hits the coast of Norway")])

    assert reasons(record) == [Reason.NO_MATCH]
    assert store.vitals.kept().items == 1
    assert take(store) == []


def test_the_same_items_again_change_nothing(store: Store, ruleset: RuleSet) -> None:
    item = an_item(TROOPS)
    poll(store, ruleset, [item])

    again = poll(store, ruleset, [item, item])

    assert again.placed == ()
    assert len(send_all(store)) == 1


def test_ten_outlets_make_one_message_that_grows(store: Store, ruleset: RuleSet) -> None:
    for number in range(10):
        feed = a_feed(id=f"f{number}", publisher=f"P{number}")
        poll(store, ruleset, [an_item(f"BREAKING: {TROOPS}", url=f"https://p{number}.example/a")], feed)

    sent = send_all(store)

    assert [delivery.act for delivery in sent] == [Act.POST]
    alert = store.alert_for(sent[0])
    assert alert is not None
    assert len(alert.publishers) == 10


def test_a_message_that_is_out_is_edited_once_and_answered(store: Store, ruleset: RuleSet) -> None:
    poll(store, ruleset, [an_item(TROOPS)])
    assert len(send_all(store)) == 1

    for number in range(2):
        feed = a_feed(id=f"f{number}", publisher=f"P{number}")
        record = poll(store, ruleset, [an_item(TROOPS, url=f"https://p{number}.example/a")], feed)
        assert reasons(record) == [Reason.NEW_SOURCE]

    assert [delivery.act for delivery in send_all(store, 100)] == [Act.EDIT, Act.REPLY, Act.REPLY]


def test_two_feeds_of_one_newsroom_are_one_publisher(store: Store, ruleset: RuleSet) -> None:
    poll(store, ruleset, [an_item(TROOPS)], a_feed(id="world"))

    record = poll(store, ruleset, [an_item(TROOPS, url="https://wire.example/2")], a_feed(id="europe"))

    assert reasons(record) == [Reason.DUPLICATE]


def test_items_of_one_poll_see_each_other(store: Store, ruleset: RuleSet) -> None:
    early = an_item(TROOPS, url="https://wire.example/1", published_at=NOON - timedelta(hours=2))
    late = an_item(f"UPDATE 1- {TROOPS}", url="https://wire.example/2")

    record = poll(store, ruleset, [late, early])

    assert reasons(record) == [Reason.FIRST_REPORT, Reason.DUPLICATE]
    assert {placed.story_id for placed in record.placed} == {early.key}


def test_an_edited_item_is_matched_anew_and_told_only_if_that_is_news(store: Store, ruleset: RuleSet) -> None:
    item = an_item("Troops of an unnamed country arrive in Russia")
    assert reasons(poll(store, ruleset, [item])) == [Reason.NO_MATCH]

    edited = replace(item, title=TROOPS, digest="d2")
    assert reasons(poll(store, ruleset, [edited])) == [Reason.FIRST_REPORT]
    again = replace(item, title=TROOPS, summary="Seoul says", digest="d3")
    assert reasons(poll(store, ruleset, [again])) == [Reason.ALREADY_TOLD]

    assert len(send_all(store)) == 1


def test_items_under_other_guids_or_dates_are_no_news(store: Store, ruleset: RuleSet) -> None:
    item = an_item(TROOPS)
    poll(store, ruleset, [item, an_item("Another report of that day")])

    again = replace(item, key="other guid", published_at=NOON)
    moved = replace(item, key="other guid and address", canonical_url="https://wire.example/moved", digest=item.digest)
    edited = replace(again, summary="Now with a summary", digest="d2")
    assert poll(store, ruleset, [again]).placed == ()
    assert poll(store, ruleset, [moved]).placed == ()
    (placed,) = poll(store, ruleset, [edited]).placed
    assert (placed.item.key, placed.revision) == (item.key, 1)


def test_two_entries_of_one_page_or_text_stay_two_while_both_are_listed(store: Store, ruleset: RuleSet) -> None:
    item = an_item(TROOPS)
    poll(store, ruleset, [item])

    twin = replace(item, key="twin")
    column = replace(item, key="column", canonical_url="https://wire.example/2", published_at=NOON)
    assert len(poll(store, ruleset, [item, twin]).placed) == 1
    assert len(poll(store, ruleset, [column]).placed) == 1


def test_a_feed_that_rewrites_an_entry_for_ever_is_not_followed_for_ever(store: Store, ruleset: RuleSet) -> None:
    item = an_item(TROOPS)

    placed = [len(poll(store, ruleset, [replace(item, digest=f"d{number}")]).placed) for number in range(30)]

    assert sum(placed) == 25


def test_each_rule_tells_in_its_own_channel(store: Store, ruleset: RuleSet) -> None:
    poll(store, ruleset, [an_item("NPT and nuclear status: North Korean troops in Kursk")])

    assert sorted(delivery.channel for delivery in take(store)) == ["#npt", "#watch"]


def test_the_backlog_of_a_new_feed_is_kept_and_not_told(store: Store, ruleset: RuleSet) -> None:
    old = an_item(TROOPS, published_at=NOON - timedelta(days=2))
    undated = an_item("North Korean soldiers seen near Sudzha in Kursk", published_at=None)

    record = poll(store, ruleset, [old, undated], first=True)

    assert reasons(record) == [Reason.BACKLOG, Reason.BACKLOG]
    assert take(store) == []
    fresh = an_item(TROOPS, url="https://wire.example/fresh")
    assert reasons(poll(store, ruleset, [fresh])) == [Reason.FIRST_REPORT]


def test_backlog_that_is_rewritten_stays_silent_until_another_rule_matches(store: Store, ruleset: RuleSet) -> None:
    old = an_item("North Korean troops on parade", published_at=NOON - timedelta(days=2))
    assert reasons(poll(store, ruleset, [old], first=True)) == [Reason.BACKLOG]

    assert reasons(poll(store, ruleset, [replace(old, digest="1 comment")])) == [Reason.BACKLOG]
    rewritten = replace(old, digest="new", title="North Korean troops fighting in Kursk")
    assert reasons(poll(store, ruleset, [rewritten])) == [Reason.FIRST_REPORT]


def test_another_address_is_another_first_poll(store: Store, ruleset: RuleSet) -> None:
    poll(store, ruleset, [])

    store.enrol([a_feed(url="https://wire.example/new")], NOON)

    assert store.feed_states()[0].polled_at is None


def test_a_clock_that_was_wrong_puts_no_feed_off_for_years(store: Store) -> None:
    store.enrol([a_feed()], NOON + timedelta(days=400))

    assert len(store.claim_feeds(["wire"], NOON, LEASE, 9)) == 1


# --- Claims --------------------------------------------------------------------------------------------------------


def test_a_claimed_feed_is_nobody_elses_until_the_claim_ends(store: Store) -> None:
    store.enrol([a_feed()], NOON)
    assert len(store.claim_feeds(["wire"], NOON, LEASE, 9)) == 1

    assert store.claim_feeds(["wire"], NOON, LEASE, 9) == []
    assert len(store.claim_feeds(["wire"], NOON + LEASE + timedelta(seconds=1), LEASE, 9)) == 1


def test_a_late_process_can_not_record_over_anothers_work(store: Store, ruleset: RuleSet) -> None:
    feed = a_feed()
    store.enrol([feed], NOON)
    (late,) = store.claim_feeds(["wire"], NOON, LEASE, 1)
    assert store.claim_feeds(["wire"], NOON + 2 * LEASE, LEASE, 1)

    read = Reading(feed=feed, before=late, after=replace(late, polled_at=NOON), items=(an_item(TROOPS),))

    assert store.record_polls([Polled(reading=read)], ruleset, "#watch", NOON) == (None,)
    assert store.vitals.kept().items == 0


def test_many_feeds_are_read_a_page_at_a_time(store: Store) -> None:
    store.enrol([a_feed(id=name) for name in "dbca"], NOON)
    pages = [store.feed_states(after, 2) for after in ("", "b", "d")]

    assert [[state.feed_id for state in page] for page in pages] == [["a", "b"], ["c", "d"], []]


def test_only_due_feeds_are_claimed_longest_due_first(store: Store) -> None:
    feeds = [a_feed(id="a"), a_feed(id="b"), a_feed(id="c")]
    for minutes, feed in enumerate(reversed(feeds)):
        store.enrol([feed], NOON + timedelta(minutes=minutes))

    ids = [feed.id for feed in feeds]
    claimed = store.claim_feeds(ids, NOON + timedelta(minutes=1), LEASE, 9)

    assert [state.feed_id for state in claimed] == ["c", "b"]


def test_a_feed_whose_address_changed_starts_without_validators(store: Store, ruleset: RuleSet) -> None:
    poll(store, ruleset, [an_item(TROOPS)])
    assert store.feed_states()[0].etag == 'W/"x"'

    store.enrol([a_feed(url="https://wire.example/new")], NOON)

    assert store.feed_states()[0].etag is None


def test_one_channel_has_one_delivery_in_flight_and_keeps_its_order(store: Store, ruleset: RuleSet) -> None:
    poll(store, ruleset, [an_item(TROOPS), an_item("Fighting with many soldiers in Kursk", url="https://x.example/2")])

    (first,) = take(store)
    assert take(store, 1) == []
    store.settle(after_attempt(first, Sent(ts="1.0"), NOON, 0.0), NOON)
    assert take(store, 0.5) == []
    (second,) = take(store, 1.0)

    assert first.id < second.id


def test_a_canary_that_is_forgotten_leaves_its_channels_pace_and_ban_and_no_fault(
    store: Store, ruleset: RuleSet
) -> None:
    feed = a_feed(id=f"{CANARY}1")
    poll(store, ruleset, [an_item(TROOPS, feed_id=feed.id)], feed, channel="#desk")
    (walk,) = take(store)
    store.settle(after_attempt(walk, Throttled(retry_after=timedelta(hours=1), fault="429"), NOON, 0.0), NOON)

    store.canaries.forget(feed.id, "#desk", NOON)

    assert store.vitals.standing().channel_faults == ()
    assert not store.take_turn("#desk", NOON + timedelta(minutes=59), PACE)
    assert store.take_turn("#desk", NOON + timedelta(minutes=61), PACE)


def test_a_delivery_that_was_claimed_and_not_begun_when_we_died_waits_as_before(store: Store, ruleset: RuleSet) -> None:
    poll(store, ruleset, [an_item(TROOPS)])
    (lost,) = store.claim_deliveries(NOON, LEASE, 10)
    assert lost.state is DeliveryState.SENDING

    store.take_over()
    (found,) = take(store, at_seconds=LEASE.total_seconds() + 1 if store.is_shared else 0)

    assert (found.id, found.state, found.attempts, found.crashes) == (lost.id, DeliveryState.SENDING, 1, 0)
    assert not store.begin(lost, NOON), "a claim that was lost can't begin"


def test_a_delivery_that_was_in_flight_when_we_died_is_unknown(store: Store, ruleset: RuleSet) -> None:
    poll(store, ruleset, [an_item(TROOPS)])
    (lost,) = take(store)

    store.take_over()
    (found,) = take(store, at_seconds=LEASE.total_seconds() + 1 if store.is_shared else 0)

    assert (found.id, found.state, found.attempts) == (lost.id, DeliveryState.UNKNOWN, 1)


def test_who_starts_beside_others_leaves_them_their_claims(store: Store, ruleset: RuleSet) -> None:
    poll(store, ruleset, [an_item(TROOPS)])
    take(store)
    store.enrol([a_feed(id="b")], NOON)
    store.claim_feeds(["b"], NOON, LEASE, 1)

    store.take_over()

    left = 0 if store.is_shared else 1
    assert (len(take(store)), len(store.claim_feeds(["b"], NOON, LEASE, 1))) == (left, left)


def test_a_late_sender_can_not_settle_over_anothers_claim(store: Store, ruleset: RuleSet) -> None:
    poll(store, ruleset, [an_item(TROOPS)])
    (late,) = take(store)
    (other,) = take(store, 301)
    assert other.state is DeliveryState.UNKNOWN

    store.settle(after_attempt(late, Sent(ts="9.9"), NOON, 0.0), NOON)

    assert store.alert_lines(9)[0].delivery.ts is None


def test_a_dead_letter_is_kept_and_does_not_stop_the_queue(store: Store, ruleset: RuleSet) -> None:
    poll(store, ruleset, [an_item(TROOPS), an_item("Fighting with many soldiers in Kursk", url="https://x.example/2")])
    (first,) = take(store)
    no = Refused(kind=RefusalKind.OTHER, code="new_code", fault="a code that is not known")
    store.settle(after_attempt(first, no, NOON, 0.0), NOON)

    assert len(send_all(store, 2)) == 1
    assert store.vitals.standing().dead == 1
    assert store.retry_delivery(first.id)
    assert [delivery.id for delivery in send_all(store, 100)] == [first.id]


def test_the_fault_of_a_channel_is_news_once_and_ends_with_a_good_message(store: Store, ruleset: RuleSet) -> None:
    poll(store, ruleset, [an_item(TROOPS)])
    no = Refused(kind=RefusalKind.CHANNEL, code="is_archived", fault="the channel is archived")
    news = []
    for seconds in (0, 200, 400):
        (delivery,) = take(store, seconds)
        now = NOON + timedelta(seconds=seconds)
        news.append(store.settle(after_attempt(delivery, no, now, 0.0), now))

    assert news == [True, False, False]
    assert store.vitals.standing().channel_faults[0].fault == "the channel is archived"
    send_all(store, 600)
    assert store.vitals.standing().channel_faults == ()


def test_a_second_post_of_a_story_is_impossible(store: Store, ruleset: RuleSet) -> None:
    poll(store, ruleset, [an_item(TROOPS)])

    with pytest.raises(StoreError, match=r"(?i)unique"), writing(store.engine) as connection:
        connection.exec_driver_sql(
            "INSERT INTO deliveries (key, story_id, channel, act, state, reason, item_key, created_at) "
            "SELECT 'other', story_id, channel, act, state, reason, item_key, created_at FROM deliveries"
        )


# --- The database itself -------------------------------------------------------------------------------------------


def test_the_migrations_make_the_tables_as_they_are_declared(store: Store) -> None:
    with reading(store.engine) as connection:
        context = MigrationContext.configure(connection)

        assert context.get_current_revision() == HEAD
        assert compare_metadata(context, metadata) == []


def test_every_migration_is_known() -> None:
    folder = Path(migrate.__file__).parent / "migrations" / "versions"

    assert [path.name[:4] for path in sorted(folder.glob("0*.py"))] == list(migrate.KNOWN)


def test_what_was_kept_is_there_after_a_restart(store: Store, url: str, ruleset: RuleSet) -> None:
    poll(store, ruleset, [an_item(TROOPS)])
    store.close()

    reopened = open_store(url)

    assert reopened.vitals.standing().open == 1
    reopened.close()


@pytest.mark.parametrize(
    ("version", "said"),
    [(None, "is not a monitor database"), ("9999", "newer monitor"), ("ab12cd", "holds something else")],
)
def test_a_database_that_is_not_ours_is_refused_in_words(tmp_path: Path, version: str | None, said: str) -> None:
    path = tmp_path / "other.db"
    if version is None:
        path.write_bytes(b"this is no database at all, only some text" * 50)
    else:
        open_store(f"sqlite:///{path}").close()
        with sqlite3.connect(path) as raw:
            raw.execute("UPDATE alembic_version SET version_num = ?", [version])

    with pytest.raises(StoreError, match=said):
        open_store(f"sqlite:///{path}")


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE notes (text)")

    with pytest.raises(StoreError, match="holds something else"):
        open_store(f"sqlite:///{path}")


def test_a_data_folder_that_can_not_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match="can't be made or reached in its folder: File exists"):
        open_store(f"sqlite:///{tmp_path}/file/monitor.db")


def test_two_processes_never_work_on_one_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/monitor.db"

    with sole_owner(url), pytest.raises(AlreadyRunningError, match="stop it first"), sole_owner(url):
        pass
    with sole_owner(url):
        pass


def test_settling_says_nothing_of_rows_that_are_not_ours(store: Store, ruleset: RuleSet) -> None:
    poll(store, ruleset, [an_item(TROOPS)])
    (delivery,) = take(store)
    stranger = replace(delivery, lease="another", state=DeliveryState.DEAD)

    assert store.settle(Settled(delivery=stranger, shut_until=NOON), NOON) is False
    assert store.vitals.standing().dead == 0


# --- Stories -------------------------------------------------------------------------------------------------------


def test_two_processes_see_each_others_items(url: str, ruleset: RuleSet) -> None:
    one, other = open_store(url), open_store(url)
    poll(one, ruleset, [an_item("Ferry sinks off Bangladesh, 40 dead")])

    record = poll(other, ruleset, [an_item("방글라데시 여객선 침몰로 40명 사망")], a_feed(id="b", publisher="B"))
    again = poll(
        one, ruleset, [an_item("Ferry sinks off the coast of Bangladesh: 40 dead")], a_feed(id="c", publisher="C")
    )

    assert record.placed[0].story_id == again.placed[0].story_id != record.placed[0].item.key
    one.close()
    other.close()


def test_a_poll_that_is_rolled_back_leaves_no_trace_in_the_window(store: Store, ruleset: RuleSet) -> None:
    item = an_item(TROOPS)
    store.enrol([a_feed()], NOON)
    (late,) = store.claim_feeds(["wire"], NOON, LEASE, 1)
    store.claim_feeds(["wire"], NOON + 2 * LEASE, LEASE, 1)
    lost = Reading(feed=a_feed(), before=late, after=replace(late, polled_at=NOON), items=(item,))
    assert store.record_polls([Polled(reading=lost)], ruleset, "#watch", NOON) == (None,)

    record = poll(store, ruleset, [an_item(TROOPS, url="https://p.example/a")], a_feed(id="p", publisher="P"))

    (placed,) = record.placed
    assert placed.story_id == placed.item.key
    assert store.warm_up(NOON) == 1


def test_a_restart_finds_the_stories_of_before(store: Store, url: str, ruleset: RuleSet) -> None:
    first = poll(store, ruleset, [an_item(TROOPS)])
    reopened = open_store(url)

    assert reopened.warm_up(NOON) == 1
    record = poll(reopened, ruleset, [an_item(TROOPS, url="https://p.example/a")], a_feed(id="p", publisher="P"))

    assert record.placed[0].story_id == first.placed[0].story_id
    reopened.close()


def test_a_syndicated_copy_is_no_new_source(store: Store, ruleset: RuleSet) -> None:
    text = "The intelligence service told lawmakers on Monday that the soldiers had reached the region by train."
    poll(store, ruleset, [an_item(TROOPS, summary=text)])

    record = poll(store, ruleset, [an_item(f"{TROOPS} now", summary=text)], a_feed(id="copy", publisher="Copier"))

    assert reasons(record) == [Reason.DUPLICATE]
    account = store.story_account(record.placed[0].story_id, NOON)
    assert account is not None
    assert (account.line.sources.independent, account.line.sources.copying) == (("Wire",), ("Copier",))


def test_a_story_says_why_each_report_is_in_it_and_which_came_next(store: Store, ruleset: RuleSet) -> None:
    poll(store, ruleset, [an_item("Ferry sinks off Bangladesh, 40 dead")])
    poll(store, ruleset, [an_item("Ferry sinks off Bangladesh, 90 dead")], a_feed(id="b", publisher="B"))

    record = poll(store, ruleset, [an_item("Bangladesh ferry sinks: 40 dead")], a_feed(id="c", publisher="C"))

    account = store.story_account(record.placed[0].story_id, NOON)
    assert account is not None
    assert [one.item.publisher for one in account.reports] == ["Wire", "C"]
    placement = account.reports[1].placement
    assert "place:bangladesh" in placement.shared
    assert placement.runner_up is not None
    assert "40, not 90 people" in placement.runner_up.against
    assert [line.reports for line in store.story_lines(NOON, 9, 2)] == [2]


def test_sketches_are_forgotten_and_items_are_not(store: Store, ruleset: RuleSet) -> None:
    poll(store, ruleset, [an_item(TROOPS)])

    assert store.forget_sketches(NOON + timedelta(days=5)) == 1
    assert store.vitals.kept().items == 1


def test_a_rewritten_item_is_remembered_as_it_was_read_each_time(store: Store, ruleset: RuleSet) -> None:
    """Also where it first came before the time asked for: else a backtest would take its new text for news."""
    first = an_item(TROOPS, author="A", tags=("war",), lang="en")
    texts = [
        first,
        replace(first, title="Fire in Lyon", digest="2", author="B", tags=(), published_at=None),
        replace(first, digest="3", canonical_url="https://x.example/3", lang=None, published_at=NOON),
    ]
    read = [replace(text, fetched_at=NOON + timedelta(hours=hour)) for hour, text in enumerate(texts)]
    for item in read:
        poll(store, ruleset, [item], now=item.fetched_at)

    recorded = store.recorded_polls(NOON + timedelta(minutes=90))

    assert [(one.at, one.items) for one in recorded] == [(item.fetched_at, (item,)) for item in read]
    assert [one.is_first for one in recorded] == [True, False, False]


def test_what_people_ask_of_items_and_rules_is_answered(store: Store, ruleset: RuleSet) -> None:
    item = an_item(TROOPS, url="https://news.example.com/troops-arrive")
    poll(store, ruleset, [item, an_item("Storm in Norway")])
    (message,) = send_all(store)
    store.mark(item.key, None, NOON, is_false=True)
    since = NOON - timedelta(days=1)

    for wanted in (item.key, item.key[:9], "news.example.com/troops-arrive?utm_source=x", str(message.id)):
        assert store.keys_of(wanted) == (item.key,), wanted
    assert store.keys_of("9999999999") == ()
    trail = store.trail_of(item.key)
    assert trail is not None
    assert [[one.state for one in tried] for _, tried in trail.deliveries] == [[DeliveryState.SENT]]
    assert store.carriers_of("example.com") == ("wire",)
    assert [one.key for one in store.newest_of("wire", 9) if one.key == item.key] == [item.key]
    assert sorted(story for _, story in store.kept_items(since)) == sorted(
        one.key for one in store.newest_of("wire", 9)
    )
    record = store.rules_record(since, NOON)
    assert {rule: [hit.item_key for hit in hits] for rule, hits in record.hits.items()} == {
        "dprk-troops": [item.key],
        "kursk": [item.key],
    }
    assert (record.told, record.last_hit["kursk"], record.kept_from) == ({"dprk-troops": 1, "kursk": 1}, NOON, NOON)
    assert record.stories["kursk"] == {item.key}
    assert dict(record.marks) == {(item.key, None): True}


def test_replicas_of_one_host_live_beside_each_other_and_replace_one_that_was_killed(store: Store) -> None:
    started = NOON + timedelta(seconds=1)
    store.vitals.beat(a_heartbeat(id="one"))
    store.vitals.beat(a_heartbeat(id="two", started_at=started, beat_at=started))
    assert [beat.id for beat in store.vitals.heartbeats()] == ["two", "one"]

    store.vitals.beat(a_heartbeat(id="two", started_at=started, beat_at=NOON + SILENT))
    assert [beat.id for beat in store.vitals.heartbeats()] == ["two"]
