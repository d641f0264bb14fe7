"""One event is one story; two events of like words stay apart."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from make import NOON, an_item

from monitor.model import Item
from monitor.stories import Neighbour, Placement, Why, place, sketch_of


def neighbour_of(item: Item) -> Neighbour:
    return Neighbour(
        item_key=item.key,
        story_id=item.key,
        canonical_url=item.canonical_url,
        dated=item.dated(),
        sketch=sketch_of(item.title),
    )


def placed(item: Item, *near: Item) -> Placement:
    return place(item, sketch_of(item.title), [neighbour_of(one) for one in near])


FIRST = an_item("North Korea sends 1,500 special forces to Russia, Seoul says")


@pytest.mark.parametrize(
    "title",
    [
        "North Korea sends 1500 special forces to Russia, Seoul says",
        "BREAKING: North Korea sends 1,500 special forces to Russia, Seoul says",
        "North Korea sends 1,500 special forces to Russia, Seoul says - The Example Post",
        "UPDATE 2- North Korea sends 1 500 special forces to Russia, says Seoul",
        "North Korea sends 1,500 special forces to Russia: Seoul",
    ],
)
def test_nearly_equal_titles_tell_one_story(title: str) -> None:
    placement = placed(an_item(title, publisher="Other"), FIRST)

    assert (placement.story_id, placement.why, placement.near) == (FIRST.key, Why.LIKE_TITLE, FIRST.key)


@pytest.mark.parametrize(
    "title",
    [
        "North Korea sends 3,000 special forces to Russia, Seoul says",
        "North Korea sends artillery shells to Russia, Kyiv says",
        "South Korea mulls aid to Ukraine",
    ],
)
def test_other_numbers_or_other_words_make_another_story(title: str) -> None:
    assert placed(an_item(title, publisher="Other"), FIRST).why is Why.FOUNDED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[속보] 북한군 1500명 러시아 파병, 국정원 확인", "북한군 1500명 러시아 파병, 국정원 확인(종합)"),
        ("【速報】北朝鮮軍、クルスク州に到着とウクライナ情報総局", "北朝鮮軍、クルスク州に到着とウクライナ情報総局"),
        ("СРОЧНО! Военные КНДР замечены в Курской области", "Военные КНДР замечены в Курской области"),
    ],
)
def test_flags_of_the_desk_do_not_count_in_any_script(one: str, other: str) -> None:
    first = an_item(one)

    assert placed(an_item(other, publisher="Other"), first).story_id == first.key


def test_one_address_is_one_story_whatever_its_title() -> None:
    first = an_item("Live: talks in Brussels", url="https://wire.example/live/1")
    later = an_item("EU condemns arms transfers", url="https://wire.example/live/1")

    assert placed(later, first).why is Why.SAME_URL


def test_a_front_page_is_no_address_of_an_article() -> None:
    first = an_item("Talks in Brussels about a new round", url="https://wire.example/")
    later = an_item("Storm hits the coast of Norway again", url="https://wire.example/")

    assert placed(later, first).why is Why.FOUNDED


def test_a_like_title_days_later_is_another_event() -> None:
    title = "North Korea fires ballistic missile toward the East Sea"
    first = an_item(title, published_at=NOON - timedelta(days=3), url="https://wire.example/1")

    assert placed(an_item(title, url="https://wire.example/2"), first).why is Why.FOUNDED


def test_a_title_of_three_words_says_too_little() -> None:
    first = an_item("Morning briefing today", url="https://wire.example/1")

    assert placed(an_item("Morning briefing today", url="https://wire.example/2"), first).why is Why.FOUNDED


def test_the_most_alike_neighbour_is_joined_and_of_equals_the_earliest() -> None:
    title = "Ukraine reports clashes with North Korean soldiers in Kursk"
    near = an_item(title + " region", published_at=NOON - timedelta(hours=3))
    early = an_item(title, published_at=NOON - timedelta(hours=2), publisher="Early")
    late = an_item(title, published_at=NOON - timedelta(hours=1), publisher="Late")

    assert placed(an_item(title, publisher="Other"), late, near, early).story_id == early.key


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_title_has_a_sketch_and_is_like_itself(title: str) -> None:
    sketch = sketch_of(title)

    assert sketch == sketch_of(title)
    assert len(sketch.bands) in (0, 8)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("abcdefghij", min_size=2, max_size=6), min_size=10, max_size=16, unique=True))
def test_titles_that_differ_in_one_word_meet_in_the_index(words: list[str]) -> None:
    one, other = sketch_of(" ".join(words)), sketch_of(" ".join([*words[:-1], "another"]))

    assert len(one.terms & other.terms) / len(one.terms | other.terms) < 0.8 or set(one.bands) & set(other.bands)
