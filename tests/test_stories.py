"""One event is one story; two events of like words stay apart."""

import gc
import json
import sys
from dataclasses import replace
from datetime import timedelta
from random import Random
from types import FunctionType, MethodType

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from make import NOON, an_item

from monitor.model import Item
from monitor.rules.mentions import Mentioned
from monitor.store.window import row_of, sketch_in
from monitor.stories.comparing import Why
from monitor.stories.embedding import Embedding
from monitor.stories.placing import Address, Placement, place
from monitor.stories.sketch import Sketch, sketch_of, stems_in
from monitor.stories.weights import Weights, step_of
from monitor.stories.window import BUDGET, MOST_CANDIDATES, WINDOW, Neighbour, Overlay, Window, candidates


def neighbour_of(item: Item, story_id: str | None = None) -> Neighbour:
    return Neighbour(
        item_key=item.key,
        story_id=story_id or item.key,
        publisher=item.publisher,
        dated=item.dated(),
        placed_at=NOON,
        sketch=sketch_of(item),
    )


def placed(item: Item, *near: Item) -> Placement:
    """Where `item` comes to stand after these, each placed by itself before it."""
    window, addresses = Window(), {}
    weights = window.weights()
    for one in near:
        window.add(neighbour_of(one))
        addresses[one.canonical_url] = Address(
            item_key=one.key, story_id=one.key, feed_id=one.feed_id, title=one.title, since=NOON
        )
    sketch = sketch_of(item)
    return place(item, sketch, candidates(window, sketch, item.dated(), weights), weights, addresses)


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
    ("title", "against"),
    [
        ("North Korea sends 3,000 special forces to Russia, Seoul says", "other numbers: 3,000, not 1,500 people"),
        ("Iran sends 1,500 special forces to Syria, Tehran says", "other places: iran, syria, not"),
    ],
)
def test_decisive_facts_that_differ_keep_like_words_apart(title: str, against: str) -> None:
    placement = placed(an_item(title, publisher="Other"), FIRST)

    assert placement.why is Why.FOUNDED
    assert placement.runner_up is not None
    assert against in placement.runner_up.against


@pytest.mark.parametrize(
    "title", ["North Korea sends artillery shells to Russia, Kyiv says", "South Korea mulls aid to Ukraine"]
)
def test_other_words_make_another_story(title: str) -> None:
    assert placed(an_item(title, publisher="Other"), FIRST).why is Why.FOUNDED


def test_a_death_toll_that_grows_is_one_story_and_one_that_doubles_is_not() -> None:
    first = an_item("Tourist boat capsizes off the coast of Vietnam, 12 dead")

    assert placed(an_item("Tourist boat capsizes off the coast of Vietnam, 15 dead"), first).story_id == first.key
    assert placed(an_item("Tourist boat capsizes off the coast of Vietnam, 40 dead"), first).why is Why.FOUNDED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[속보] 북한군 1500명 러시아 파병, 국정원 확인", "북한군 1천500명 러시아 파병, 국정원 확인(종합2보)"),
        ("【速報】北朝鮮軍、クルスク州に到着とウクライナ情報総局", "北朝鮮軍、クルスク州に到着とウクライナ情報総局"),
        ("СРОЧНО! Военные КНДР замечены в Курской области", "Военные КНДР замечены в Курской области"),
    ],
)
def test_flags_of_the_desk_do_not_count_in_any_script(one: str, other: str) -> None:
    first = an_item(one)

    assert placed(an_item(other, publisher="Other"), first).story_id == first.key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ferry sinks off Bangladesh, 40 dead", "방글라데시 여객선 침몰로 40명 사망"),
        ("Malaysia arrests 85 migrants after raid", "В Малайзии после рейда задержаны 85 мигрантов: арест"),
        ("Powerful earthquake hits Nepal, 120 dead", "Schweres Erdbeben erschüttert Nepal: 120 Tote"),
        ("Explosion near Caracas airport in Venezuela", "委内瑞拉首都加拉加斯机场附近发生爆炸"),
    ],
)
def test_one_event_in_two_languages_is_one_story(one: str, other: str) -> None:
    first = an_item(one)

    placement = placed(an_item(other, publisher="Other"), first)

    assert (placement.story_id, placement.why) == (first.key, Why.SAME_FACTS)
    assert any(fact.startswith("place:") for fact in placement.shared)


def test_another_language_about_another_event_in_the_same_place_is_another_story() -> None:
    first = an_item("Ferry sinks off Bangladesh, 40 dead")

    assert placed(an_item("방글라데시 총선, 야당 승리", publisher="Other"), first).why is Why.FOUNDED


def test_one_address_is_one_story_whatever_its_title() -> None:
    first = an_item("Talks in Brussels", url="https://wire.example/1")
    shared = an_item("EU condemns arms transfers", url="https://wire.example/1", feed_id="aggregator", publisher="A")

    assert placed(shared, first).why is Why.SAME_URL


def test_entries_of_a_live_page_are_news_each_for_itself() -> None:
    first = an_item("Zebra found alive", url="https://wire.example/live")

    assert placed(an_item("Explosion: forty dead at market", url="https://wire.example/live"), first).why is Why.FOUNDED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Explosion hits power plant in Kharkiv overnight", "Explosion hits power plant in Odesa overnight"),
        ("Drones strike fuel depot in Bryansk, governor says", "Drones strike fuel depot in Kursk, governor says"),
        ("제주 남쪽 먼바다에 풍랑주의보", "동해 남부 먼바다에 풍랑주의보"),
    ],
)
def test_towns_and_seas_of_one_country_are_two_places(one: str, other: str) -> None:
    assert placed(an_item(other, publisher="Other"), an_item(one)).why is Why.FOUNDED


def test_a_front_page_is_no_address_of_an_article() -> None:
    first = an_item("Talks in Brussels about a new round", url="https://wire.example/")
    later = an_item("Storm hits the coast of Norway again", url="https://wire.example/")

    assert placed(later, first).why is Why.FOUNDED


def test_one_text_under_two_titles_is_a_copy() -> None:
    text = "The prime minister told reporters on Monday that the bridge over the strait will be closed for repairs."
    first = an_item("Strait bridge to close", summary=f"OSLO (Reuters) - {text}")
    copy = an_item("Drivers face long detours, says premier", publisher="Other", summary=text)

    assert placed(copy, first).why is Why.COPY


def test_a_like_title_days_later_is_another_event() -> None:
    title = "North Korea fires ballistic missile toward the East Sea"
    first = an_item(title, published_at=NOON - timedelta(days=3), url="https://wire.example/1")

    assert placed(an_item(title, url="https://wire.example/2"), first).why is Why.FOUNDED


@pytest.mark.parametrize(
    "title", ["Your guide to what happened overnight in the markets", "Guide to what happened in the markets overnight"]
)
def test_a_publishers_own_headline_of_yesterday_is_a_column(title: str) -> None:
    yesterday = NOON - timedelta(days=1)
    first = an_item(
        "Your guide to what happened overnight in the markets", published_at=yesterday, url="https://a.example/"
    )

    assert placed(an_item(title, url="https://wire.example/2"), first).why is Why.FOUNDED
    assert placed(an_item(title, url="https://wire.example/2", publisher="Other"), first).why is Why.LIKE_TITLE


def test_a_title_of_three_words_says_too_little() -> None:
    first = an_item("Morning briefing today", url="https://wire.example/1")

    assert placed(an_item("Morning briefing today", url="https://wire.example/2"), first).why is Why.FOUNDED


def test_a_short_title_with_the_same_text_is_the_same_report() -> None:
    text = "The northern harbour stays shut until Friday because of ice, its master told reporters today."
    first = an_item("Harbour notice", url="https://wire.example/1", summary=text)

    placement = placed(an_item("Harbour notice", url="https://wire.example/2", summary=text), first)

    assert (placement.story_id, placement.why) == (first.key, Why.LIKE_TITLE)


DESK = an_item(
    "Cowboys part ways with defensive coordinator Matt Eberflus",
    summary="Dallas fired its defensive chief on Tuesday after one season, the worst in the history of the team.",
    lang="en",
)
OTHER_DESK = an_item(
    "Dallas fires defensive chief Eberflus after one season",
    summary="The Cowboys and their coordinator Matt Eberflus part ways, the team said in a statement on Tuesday.",
    publisher="Other",
    lang="en",
)


def test_titles_in_other_words_are_one_story_where_the_first_lines_have_them() -> None:
    placement = placed(OTHER_DESK, DESK)

    assert (placement.story_id, placement.why) == (DESK.key, Why.LIKE_TEXT)
    assert {"word:eberfl", "word:season", "word:coordi"} <= set(placement.shared)  # in titles, below, above


@pytest.mark.parametrize(
    "item",
    [
        replace(OTHER_DESK, summary="", title="Dallas fires defensive chief Eberflus after one season of heavy losses"),
        replace(OTHER_DESK, publisher=DESK.publisher),
        replace(OTHER_DESK, lang="de"),
        replace(OTHER_DESK, title="Guards save thousands at burning stadium"),
    ],
    ids=["no first lines", "its own publisher", "of two languages", "nothing shared in the titles"],
)
def test_first_lines_alone_join_nothing(item: Item) -> None:
    assert placed(item, DESK).why is Why.FOUNDED


def test_first_lines_that_say_the_same_are_one_story_under_titles_in_other_words() -> None:
    item = replace(OTHER_DESK, title="Dallas fires 3 coaches, Eberflus among them, after season of 41 losses")

    placement = placed(item, DESK)

    assert (placement.story_id, placement.why) == (DESK.key, Why.LIKE_TEXT)
    assert any(fact.startswith("lead:0.") for fact in placement.shared)


FALLEN = an_item(
    "Encircled, with grenades in hand: film shows how troops dispatched by Pyongyang met death in a minefield",
    summary="Footage of state television suggests that soldiers at the Kursk front killed themselves to evade capture."
    " The broadcast of Sunday names nine of them, among them a sergeant of nineteen.",
    lang="en",
)
GLORY = an_item(
    "Pyongyang turns fatal end of troops deployed to Russia into glory, with hymns for mothers",
    summary="Soldiers at the Kursk front took their lives to evade capture, television footage reveals. Analysts of a"
    " ministry in Seoul call it propaganda meant for mothers.",
    publisher="Other",
    lang="en",
)


def test_what_first_lines_have_in_common_joins_titles_that_name_the_same() -> None:
    placement = placed(GLORY, FALLEN)

    assert (placement.story_id, placement.why) == (FALLEN.key, Why.LIKE_TEXT)
    assert {"deed:deploy", "deed:kill", "place:dprk"} <= set(placement.shared)


@pytest.mark.parametrize(
    "item",
    [
        replace(GLORY, title="Seoul ministry: hymns for mothers, and much glory"),
        replace(GLORY, title="Outcry as Pyongyang turns fatal end of troops deployed to Russia into glory"),
        replace(GLORY, published_at=NOON - timedelta(hours=44)),
    ],
    ids=["little is named", "a reaction", "two days"],
)
def test_what_first_lines_have_in_common_joins_no_other_event(item: Item) -> None:
    assert placed(item, FALLEN).why is Why.FOUNDED


def test_titles_of_like_words_are_two_stories_where_the_first_lines_tell_of_other_things() -> None:
    first = an_item(
        "Museum shows that open late in the coming season",
        summary="Gold, jade, silk, wax, clay, ink, oil: Bonn, Oslo, Riga, Bern, Lyon, Kyoto hang masks, maps, coins,"
        " rugs, vases, bells, swords, fans, looms, dolls, kites, clocks, lamps, globes, crowns, harps, lutes, drums.",
    )
    item = an_item(
        "Television shows worth streaming in the coming season",
        summary="Robots rebel, sleuths solve crimes, ghosts sing: soaps, quizzes, spoofs, sequels, pilots, reboots,"
        " satires, dramas, biopics, westerns, cartoons, finales, heists, romps, sagas, thrillers, duels, chases.",
        publisher="Other",
    )

    placement = placed(item, first)

    assert placement.why is Why.FOUNDED
    assert placement.runner_up is not None
    assert placement.runner_up.against.startswith("other first lines: likeness 0.")
    assert placed(replace(item, summary=""), first).why is Why.LIKE_TITLE


def test_what_its_own_newsroom_wrote_the_day_before_says_nothing_against_another_s_report() -> None:
    third = replace(GLORY, key="third", publisher="Third", title=GLORY.title + " by decree", published_at=NOON)
    own = an_item(
        "Pyongyang remembers: hero songs for its troops",
        publisher="Third",
        published_at=NOON - timedelta(hours=23),
        lang="en",
    )
    window = Window()
    window.add(neighbour_of(FALLEN))
    window.add(neighbour_of(own, FALLEN.key))
    sketch, weights = sketch_of(third), Window().weights()

    assert place(third, sketch, candidates(window, sketch, NOON, weights), weights).story_id == FALLEN.key


FLASH = an_item('[속보] 김정은 "비핵화 협상 절대 없다…미국과 마주할 명분 없어"', lang="ko")
REPORT = an_item('김정은 "비핵화 집념 버리면 미국과 좋은 추억 이어갈 것"', lang="ko")


def test_a_newsroom_s_flash_and_what_follows_within_the_hour_are_one_story() -> None:
    placement = placed(REPORT, replace(FLASH, published_at=NOON - timedelta(minutes=50)))

    assert (placement.story_id, placement.why) == (FLASH.key, Why.FLASH)
    assert {"actor:kim-jong-un", "deed:denuclearisation", "place:us"} <= set(placement.shared)


@pytest.mark.parametrize(
    ("item", "flash"),
    [
        (REPORT, replace(FLASH, title=FLASH.title.removeprefix("[속보] "))),
        (REPORT, replace(FLASH, published_at=NOON - timedelta(minutes=70))),
        (replace(REPORT, publisher="Other"), FLASH),
        (replace(REPORT, title='김정은 "평양에 새 병원" 준공식 참석'), FLASH),
        (replace(REPORT, title='트럼프 "비핵화 집념 버리지 않아, 미국 입장 확고"'), FLASH),
    ],
    ids=["no flash", "later", "another newsroom", "other things", "who else spoke"],
)
def test_a_flash_joins_nothing_else(item: Item, flash: Item) -> None:
    assert placed(item, flash).why is Why.FOUNDED


@pytest.mark.parametrize("title", ["BREAKING: Ice", "[Breaking News] Ice", "СРОЧНО! Лёд", "【速報】氷", "(긴급) 얼음"])
def test_a_flash_is_known_in_every_script(title: str) -> None:
    assert sketch_of(an_item(title)).flash


@pytest.mark.parametrize("title", ["Breaking ice", "[영상] 얼음", "UPDATE 2- Ice", "Live: ice"])
def test_another_flag_of_the_desk_is_no_flash(title: str) -> None:
    assert not sketch_of(an_item(title)).flash


def test_a_number_tells_titles_of_one_pattern_apart_whatever_their_first_lines_say() -> None:
    first = an_item(
        "Lottery tonight: winning numbers of draw 41 and the jackpot quotas",
        summary="The results of the lottery draw, and what the jackpot brings to lucky players, by class of prize.",
        published_at=NOON - timedelta(hours=46),
    )
    later = an_item(
        "Lottery draw 42 results: jackpot and winning numbers by class",
        summary="Quotas of tonight: the lottery has drawn, here are jackpot, winning numbers and who shares the prize.",
        publisher="Other",
    )

    placement = placed(later, first)

    assert placement.why is Why.FOUNDED
    assert placement.runner_up is not None
    assert placement.runner_up.against == "other numbers: 42, not 41"


def test_between_languages_that_share_a_name_in_one_script_facts_count_too() -> None:
    first = an_item("Kim Jong-un inspects missile plant near Pyongyang, pledges output before winter drills", lang="en")
    german = an_item(
        "Kim Jong-un besucht Raketenfabrik in Pjöngjang und verlangt mehr Tempo vor den Manövern", lang="de"
    )

    placement = placed(replace(german, publisher="Other"), first)

    assert (placement.story_id, placement.why) == (first.key, Why.SAME_FACTS)
    assert {"actor:kim-jong-un", "deed:missile", "place:dprk"} <= set(placement.shared)
    assert placed(replace(german, publisher="Other", lang="en"), first).why is Why.FOUNDED


def test_the_letter_of_a_genitive_or_an_article_is_no_word() -> None:
    sketch = sketch_of(an_item("Kim's envoy, l'envoyé d'Ankara, won't travel"))

    assert not {"s", "l", "d", "t"} & sketch.stems()


def test_what_the_rule_files_call_one_topic_joins_languages_that_our_tables_do_not_know() -> None:
    english = an_item("Borrell: EU deeply alarmed by North Korean troops for Russia's war", lang="en")
    georgian = an_item("ევროკავშირი შეშფოთებულია ჩრდილოეთ კორეის ჯარისკაცებით", publisher="Other", lang="ka")
    topics = Mentioned(things=frozenset(("eu", "dprk")), topics=frozenset(("soldiers", "deployment", "concern")))
    window = Window()
    window.add(replace(neighbour_of(english), sketch=sketch_of(english, topics)))
    weights = window.weights()
    with_topics, without = sketch_of(georgian, topics), sketch_of(georgian)

    joined = place(georgian, with_topics, candidates(window, with_topics, NOON, weights), weights)

    assert (joined.story_id, joined.why) == (english.key, Why.SAME_FACTS)
    assert {"topic:soldiers", "topic:deployment"} <= set(joined.shared)
    assert place(georgian, without, candidates(window, without, NOON, weights), weights).why is Why.FOUNDED


BLASTS = an_item("Blasts heard in Kharkiv as missiles hit the railway station", lang="en")
DEPOT = an_item(
    "Kharkiv: explosion at rail depot, missile strike reported by mayor", lang="en", publisher="Other"
)  # fmt: skip


def test_within_hours_some_like_words_and_what_is_named_besides_make_one_story() -> None:
    placement = placed(DEPOT, BLASTS)

    assert (placement.story_id, placement.why) == (BLASTS.key, Why.LIKE_FACTS)
    assert {"deed:explosion", "deed:train", "place:kharkiv", "word:missil"} <= set(placement.shared)


@pytest.mark.parametrize(
    ("item", "before"),
    [
        (DEPOT, timedelta(hours=7)),
        (replace(DEPOT, publisher=BLASTS.publisher), timedelta(0)),
        (
            replace(DEPOT, title="Muted reaction to explosion at Kharkiv rail depot and missiles, says mayor"),
            timedelta(0),
        ),
        (replace(DEPOT, title="Kharkiv mourns: missiles, explosion at depot condemned by mayor"), timedelta(0)),
        (replace(DEPOT, title="Kharkiv: new rail depot opens as station awaits visitors"), timedelta(0)),
        (replace(DEPOT, title="Odesa: explosion at rail depot, missile strike reported by mayor"), timedelta(0)),
    ],
    ids=["the next day", "its own publisher", "a reaction", "a judgement", "little is named", "another town"],
)
def test_what_is_named_joins_no_other_event_of_the_place(item: Item, before: timedelta) -> None:
    assert placed(item, replace(BLASTS, published_at=NOON - before)).why is Why.FOUNDED


def test_a_rival_that_tells_the_same_is_none_and_another_event_of_the_place_is_one() -> None:
    russian = an_item("Взрывы в Харькове: ракета попала в железнодорожный вокзал", publisher="Third", lang="ru")
    yesterday = replace(DEPOT, published_at=NOON - timedelta(hours=12))

    assert placed(russian, BLASTS, DEPOT).story_id == BLASTS.key
    assert placed(russian, BLASTS, yesterday).why is Why.FOUNDED


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Putin pledges oil for Cuba after storm", "Präsident verspricht Kuba Öl nach dem Sturm", Why.SAME_FACTS),
        ("Putin pledges oil for Cuba after storm", "Selenskyj verspricht Kuba Öl nach dem Sturm", Why.FOUNDED),
        ("President pledges oil for Cuba after storm", "Minister verspricht Kuba Öl nach dem Sturm", Why.FOUNDED),
    ],
)
def test_who_holds_an_office_does_not_differ_from_it_and_two_who_hold_it_do(one: str, other: str, why: Why) -> None:
    assert placed(an_item(other, publisher="Other", lang="de"), an_item(one, lang="en")).why is why


def test_who_speaks_for_a_body_names_it_too() -> None:
    english = an_item("Borrell condemns North Korean troops in Russia", lang="en")
    german = an_item("Nordkoreas Truppen in Russland: Die EU verurteilt es", publisher="Other", lang="de")

    placement = placed(german, english)

    assert (placement.story_id, placement.why) == (english.key, Why.SAME_FACTS)
    assert "actor:eu" in placement.shared


def test_a_body_is_no_fact_more_beside_who_speaks_for_it() -> None:
    topics = Mentioned(topics=frozenset(("security-council",)))
    arabic = an_item("مجلس الأمن يصوت على مشروع", publisher="Other", lang="ar")
    english = an_item("Dictator appoints his cousin to Security Council", lang="en")
    window = Window()
    window.add(replace(neighbour_of(english), sketch=sketch_of(english, topics)))
    weights = window.weights()
    sketch = sketch_of(arabic, topics)

    placement = place(arabic, sketch, candidates(window, sketch, NOON, weights), weights)

    assert placement.why is Why.FOUNDED
    assert placement.runner_up is not None
    assert placement.runner_up.against == "too few facts are shared"


def test_in_one_language_a_deed_counts_by_its_words_alone() -> None:
    sketch = sketch_of(an_item("Aldertown bakers strike over flour", lang="en"))
    weights = Window().weights()

    assert sketch.ids("deed") == {"strike"}
    assert weights.named.of(sketch.words + sketch.things) == weights.of(sketch.words)


def test_in_one_language_two_reports_that_share_few_words_are_two() -> None:
    topics = Mentioned(things=frozenset(("kursk", "russia")), topics=frozenset(("fighting", "plant", "incident")))
    fire = an_item("Fire after night raid, Rosatom says", lang="en")
    said = an_item("Envoy calls muted reaction a disgrace", publisher="Other", lang="en")
    window = Window()
    window.add(replace(neighbour_of(fire), sketch=sketch_of(fire, topics)))
    weights = window.weights()
    sketch = sketch_of(said, topics)

    placement = place(said, sketch, candidates(window, sketch, NOON, weights), weights)

    assert placement.why is Why.FOUNDED
    assert placement.runner_up is not None
    assert placement.runner_up.against == "in one language, and few words are shared"


def test_the_most_alike_neighbour_is_joined_and_of_equals_the_earliest() -> None:
    title = "Ukraine reports clashes with North Korean soldiers in Kursk"
    near = an_item(title + " region", published_at=NOON - timedelta(hours=3))
    early = an_item(title, published_at=NOON - timedelta(hours=2), publisher="Early")
    late = an_item(title, published_at=NOON - timedelta(hours=1), publisher="Late")

    assert placed(an_item(title, publisher="Other"), late, near, early).story_id == early.key


def test_the_next_best_story_is_named_with_what_kept_the_item_out() -> None:
    other = an_item("North Korea sends 3,000 special forces to Russia, Seoul says", publisher="Third")

    placement = placed(an_item(FIRST.title, publisher="Other"), FIRST, other)

    assert placement.story_id == FIRST.key
    assert placement.runner_up is not None
    assert placement.runner_up.story_id == other.key
    assert "1,500, not 3,000 people" in placement.runner_up.against


def test_entities_of_the_rule_files_are_facts_like_others() -> None:
    sketch = sketch_of(
        an_item("Nothing is known of it"),
        Mentioned(things=frozenset(("hur", "kursk")), topics=frozenset(("soldiers",))),
    )

    assert {"actor:hur", "place:kursk", "topic:soldiers"} <= set(sketch.facts)


# --- The window ----------------------------------------------------------------------------------------------------


def test_a_window_forgets_by_the_time_of_placing() -> None:
    window = Window()
    old = neighbour_of(an_item("Old news of the harbour"))
    window.add(replace(old, placed_at=NOON - timedelta(days=9)))
    window.add(neighbour_of(an_item("New news of the harbour")))

    assert window.forget(NOON - timedelta(days=1)) == 1
    assert [one.sketch.words for one in window.items.values()] == [sketch_of(an_item("New news of the harbour")).words]
    assert window.bearing("word:harbou") == 1


def test_a_new_text_of_an_item_replaces_the_old_one() -> None:
    window = Window()
    item = an_item("Old words here")
    window.add(neighbour_of(item))
    window.add(neighbour_of(replace(item, title="Other text there")))

    assert len(window) == 1
    assert window.bearing("word:old") == 0


def test_the_cost_of_looking_does_not_grow_with_the_window() -> None:
    window = Window()
    for number in range(3 * BUDGET):
        window.add(neighbour_of(an_item(f"The same words in every title {number}")))
    sketch = sketch_of(an_item("The same words in every title"))

    found = candidates(window, sketch, NOON, window.weights())

    assert len(found) == MOST_CANDIDATES


words = st.lists(
    st.sampled_from(["alpha", "bravo", "charlie", "delta", "echo", "kursk", "seoul", "1,500", "troops", "fire"]),
    max_size=9,
)


@examples(60)
@given(st.lists(words.map(" ".join), max_size=30), words.map(" ".join))
def test_candidates_are_those_that_share_the_most_rarity_however_it_is_summed(titles: list[str], title: str) -> None:
    window = Window()
    for number, one in enumerate(titles):
        window.add(neighbour_of(an_item(one, url=f"https://x.example/{number}")))
    weights, facts = window.weights(), sketch_of(an_item(title)).facts
    rarest_first = sorted(facts, key=lambda fact: (window.bearing(fact), fact))
    shared = {
        near.item_key: [fact for fact in rarest_first if fact in near.sketch.facts] for near in window.items.values()
    }
    ranked = sorted((-sum(map(weights.rarity, those)), key) for key, those in shared.items() if those)

    found = candidates(window, sketch_of(an_item(title)), NOON, weights)

    likely = [key for _, key in ranked if len(shared[key]) > 1] or [key for _, key in ranked]
    assert len(titles) * len(facts) > BUDGET or [near.item_key for near in found] == likely[:MOST_CANDIDATES]


@examples(60)
@given(
    st.lists(st.tuples(st.integers(0, 30) | st.integers(0, 3), words.map(" ".join)), max_size=60),
    words.map(" ".join),
    st.integers(0, 60) | st.integers(0, 3),
)
def test_items_that_are_not_stored_yet_are_found_and_counted_as_if_they_were(
    texts: list[tuple[int, str]], title: str, split: int
) -> None:
    """New ones, and new texts of those that are stored."""
    whole, stored = Window(), Window()
    for number, one in texts[:split]:
        stored.add(neighbour_of(an_item(one, key=str(number), url=f"https://x.example/{number}", summary=one)))
    overlay, sketch = Overlay(stored), sketch_of(an_item(title, summary=title))
    for place_in_line, (number, one) in enumerate(texts):
        near = neighbour_of(an_item(one, key=str(number), url=f"https://x.example/{number}", summary=one))
        whole.add(near)
        if place_in_line >= split:
            overlay.add(near)
            assert overlay.weights().of(sketch.facts) == whole.weights().of(sketch.facts)
    weights, wholly = overlay.weights(), whole.weights()

    assert weights.of(sketch.facts) == wholly.of(sketch.facts)
    assert weights.leads.of(stems_in(sketch.lead)) == wholly.leads.of(stems_in(sketch.lead))
    assert candidates(overlay, sketch, NOON, weights) == candidates(whole, sketch, NOON, wholly)


def test_first_lines_of_one_template_do_not_join_what_they_are_about() -> None:
    def ticker(home: str, guest: str, publisher: str) -> Item:
        return an_item(
            f"Liveticker | {home} - {guest} 0:0 | Spieltag",
            summary=f"Liveticker mit allen Ereignissen, Toren und Statistiken zum Spiel {home} - {guest} der Saison",
            publisher=publisher,
            key=home,
            lang="de",
            url=f"https://{publisher}.example/{len(home)}",
        )

    other_match = ticker("VfL Bochum", "Bayer Leverkusen", "kicker")
    same_match = replace(other_match, key="again", publisher="bild", title="Bochum hat Leverkusen zu Gast")

    assert placed(ticker("RB Leipzig", "Bor. Gladbach", "sport"), other_match).why is Why.FOUNDED
    assert placed(same_match, other_match).story_id == other_match.key


def test_what_is_said_no_more_is_weighed_anew_at_once() -> None:
    """A walk rewrites a stored item between two new ones: the number of items is the same, the old words are rarer."""
    stored, whole = Window(), Window()
    first = neighbour_of(an_item("Harbour", summary="Ships", key="k"))
    for window in (stored, whole):
        window.add(first)
    overlay = Overlay(stored)
    for near in (neighbour_of(an_item("Other", key="x")), neighbour_of(an_item("Depot", key="k"))):
        overlay.add(near)
        whole.add(near)
        _ = overlay.weights().of(first.sketch.facts), overlay.weights().leads.of(stems_in(first.sketch.lead))

    assert overlay.weights() == {fact: whole.weights()[fact] for fact in overlay.weights()}
    assert overlay.weights().leads == {stem: whole.weights().leads[stem] for stem in overlay.weights().leads}


def test_an_item_in_the_window_takes_two_kibibytes_at_most() -> None:
    chance = Random(7)
    words = ["".join(chance.choices("abcdefghij", k=6)) for _ in range(4000)]
    lines = [" ".join(chance.choices(words, k=36)) for _ in range(1000)]
    written = [row_of(sketch_of(an_item(line[:80], summary=line))) for line in lines]
    first, window = neighbour_of(FIRST), Window()
    for number, row in enumerate(written):
        window.add(replace(first, item_key=f"{number:020x}", sketch=sketch_in(row)))

    assert size_of(window) / len(window) < 2048


def size_of(root: object) -> int:
    """Bytes of all that is reached from an object, but for classes and functions."""
    seen: set[int] = set()
    size, left = 0, [root]
    while left:
        one = left.pop()
        if id(one) not in seen and not isinstance(one, type | FunctionType | MethodType):
            seen.add(id(one))
            size += sys.getsizeof(one)
            left += gc.get_referents(one)
    return size


@examples(40)
@given(st.lists(st.tuples(st.integers(0, 9), words.map(" ".join)), max_size=40))
def test_what_a_fact_weighs_is_remembered_only_as_long_as_it_holds(texts: list[tuple[int, str]]) -> None:
    """An item's own words are asked for after each step; an empty text takes its item out."""
    window = Window()
    for number, text in texts:
        near = neighbour_of(an_item(text, key=str(number), url=f"https://x.example/{number}"))
        if text:
            window.add(near)
        else:
            window.remove(near.item_key)
        facts = [fact for one in window.items.values() for fact in one.sketch.facts]
        anew = Weights(step_of(len(window)), window.bearing, window.leading)
        assert [window.weights()[fact] for fact in facts] == [anew[fact] for fact in facts]
        assert window.weights().named.of(facts) == anew.named.of(facts)


@examples(60)
@given(st.lists(words.map(" ".join), max_size=12), st.data())
def test_a_window_is_the_same_however_it_came_about(titles: list[str], data: st.DataObject) -> None:
    items = [
        neighbour_of(an_item(title, url=f"https://x.example/{n}", summary=title)) for n, title in enumerate(titles)
    ]
    kept = [one for one in items if data.draw(st.booleans())]
    window, fresh = Window(), Window()
    for one in items:
        window.add(one)
    for one in items:
        if one not in kept:
            window.remove(one.item_key)
    for one in kept:
        fresh.add(one)
    facts = {fact for one in items for fact in one.sketch.facts}

    assert {fact: window.bearers(fact) for fact in facts} == {fact: fresh.bearers(fact) for fact in facts}
    stems = {stem for one in items for stem in stems_in(one.sketch.lead)}
    assert {stem: window.leading(stem) for stem in stems} == {stem: fresh.leading(stem) for stem in stems}
    assert window.items == fresh.items


@examples(150)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_has_a_sketch_and_a_place(title: str, summary: str) -> None:
    item = an_item(title, summary=summary, url="https://wire.example/1")

    placement = placed(item, an_item(title, summary=summary, url="https://wire.example/2"))

    assert isinstance(sketch_of(item), Sketch)
    assert placement.likeness is None or 0 <= placement.likeness <= 1.001


@examples(60)
@given(st.text(max_size=120), st.text(max_size=300), st.none() | st.binary(min_size=1, max_size=9))
def test_a_sketch_that_was_stored_is_read_back_as_it_was(title: str, summary: str, vector: bytes | None) -> None:
    embedding = None if vector is None else Embedding(model="m", vector=vector)
    sketch = sketch_of(an_item(title, summary=summary, lang="en"), embedding=embedding)

    assert sketch_in(row_of(sketch)) == sketch
    assert sketch_in(row_of(replace(sketch, flash=True))) == replace(sketch, flash=True)


def test_a_sketch_in_the_form_that_it_was_stored_in_before_is_read_too() -> None:
    sketch = sketch_of(an_item("Storm hits the coast of Norway", summary="Trees fell and roads were closed."))
    stems = ["trees", "fell", "and", "roads", "were", "closed"]
    before = json.dumps([sorted(sketch.facts), [{"trees": "tree", "roads": "road"}.get(one, one) for one in stems], ""])

    assert sketch_in(before) == sketch


def test_marks_that_were_stored_are_made_anew_from_the_first_lines() -> None:
    sketch = sketch_of(
        an_item(
            "Storm hits the coast of Norway",
            summary="Trees fell and roads were closed along the western shore overnight, crews said",
        )
    )
    facts, *rest = json.loads(row_of(sketch))

    assert sketch.marks
    assert sketch_in(json.dumps([[*facts, "lead:0abc", "lead:1def"], *rest])) == sketch


def test_nothing_is_joined_across_more_than_the_window() -> None:
    early = replace(FIRST, published_at=NOON - WINDOW - timedelta(minutes=1))

    assert (
        placed(
            replace(
                FIRST, key="other", url="https://a.example/1", canonical_url="https://a.example/1", published_at=NOON
            ),
            early,
        ).why
        is Why.FOUNDED
    )
