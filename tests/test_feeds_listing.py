"""What a feed lists: only entries that changed are worked on."""

from dataclasses import replace
from datetime import timedelta

from make import NOON, a_feed

from monitor.feeds.listing import NO_MARKS, listing_of
from monitor.model import Entry

OLD = [Entry(guid=str(number), link=f"https://x.example/{number}", title=f"News {number}") for number in range(5)]


def test_only_entries_that_were_not_there_letter_for_letter_become_items() -> None:
    first = listing_of(OLD, a_feed(), NOON, NO_MARKS)
    assert [item.title for item in first.items] == [entry.title for entry in OLD]

    new = Entry(guid="9", link=None, title="Late news")
    edited = replace(OLD[2], summary_html="more")
    second = listing_of([new, *OLD[:2], edited, *OLD[3:]], a_feed(), NOON, first.marks)

    assert [item.title for item in second.items] == ["Late news", "News 2"]
    assert [mark.key for mark in second.listed] == [second.items[0].key, *(item.key for item in first.items)]
    assert listing_of(OLD[3:], a_feed(), NOON, second.marks).items == ()


def test_marks_last_for_a_day() -> None:
    first = listing_of(OLD, a_feed(), NOON, NO_MARKS)
    second = listing_of(OLD, a_feed(), NOON + timedelta(hours=23), first.marks)
    third = listing_of(OLD, a_feed(), NOON + timedelta(hours=24), second.marks)

    assert [len(one.items) for one in (second, third)] == [0, 5]


def test_an_entry_that_comes_back_after_it_was_gone_is_read_again() -> None:
    first = listing_of(OLD, a_feed(), NOON, NO_MARKS)
    without = listing_of(OLD[1:], a_feed(), NOON, first.marks)

    assert [item.title for item in listing_of(OLD, a_feed(), NOON, without.marks).items] == ["News 0"]


def test_the_entries_of_before_under_new_guids_are_renamed_and_others_are_not() -> None:
    first = listing_of(OLD, a_feed(), NOON, NO_MARKS)
    renamed = [replace(entry, guid=f"new {entry.guid}") for entry in OLD]
    others = [Entry(guid=f"other {number}", link=None, title=f"Other {number}") for number in range(5)]
    found = [listing_of(now, a_feed(), NOON, first.marks).is_renamed for now in (renamed, others, OLD)]

    assert found == [True, False, False]


def test_an_entry_that_says_nothing_is_no_item() -> None:
    empty = [Entry(guid="1", link=None, title=" "), Entry(guid=None, link=None, title="", tags=("world",))]
    listing = listing_of([*empty, *OLD], a_feed(), NOON, NO_MARKS)

    assert len(listing.items) == len(listing.listed) == len(listing.marks.by_hash()) == len(OLD)
