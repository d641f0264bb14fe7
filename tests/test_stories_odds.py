"""Reports of the watch that share few words tell one story where all that they say makes it likely."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from make import NOON, an_item

from monitor.model import Item
from monitor.rules.mentions import Mentioned
from monitor.store.window import row_of, sketch_in
from monitor.stories.beat import MOST, Beat, beat_of
from monitor.stories.comparing import Why
from monitor.stories.newcomer import Newcomer
from monitor.stories.odds import LEAST, chances, log_odds, signs
from monitor.stories.placing import Placement, place
from monitor.stories.sketch import Sketch, Watch, sketch_of
from monitor.stories.window import WINDOW, Neighbour, Overlay, Window, candidates

NORTH_KOREA = Mentioned(things=frozenset(("dprk",)))
NOTHING = Mentioned()


def watched(item: Item) -> Sketch:
    """The sketch of a report whose title names a thing of the rule files."""
    return sketch_of(item, NORTH_KOREA)


def neighbour(item: Item, sketch: Sketch, story_id: str | None = None) -> Neighbour:
    return Neighbour(
        item_key=item.key,
        story_id=story_id or item.key,
        publisher=item.publisher,
        dated=item.dated(),
        placed_at=NOON,
        sketch=sketch,
    )


def newcomer(item: Item) -> Newcomer:
    return Newcomer(item.publisher, item.dated(), watched(item), Window().weights(), 1.0)


def placed(item: Item, sketch: Sketch, near: Sequence[Neighbour]) -> Placement:
    window = Window()
    for one in near:
        window.add(one)
    weights, beat = window.weights(), beat_of(window, sketch, item.dated())
    return place(item, sketch, candidates(window, sketch, item.dated(), weights), weights, beat=beat)


RAIL = an_item(
    "Rail traffic from North Korea at record, satellite pictures show",
    publisher="Wire",
    lang="en",
    summary="Some 400 wagons of shells and howitzers crossed the border at Tumangang, a research group said.",
)
SPANISH, WAGONS = (
    "Corea del Norte envía obuses en tren",
    "400 vagones cruzaron la frontera, según imágenes de satélite.",
)
TREN = an_item(SPANISH, publisher="Diario", lang="es", summary=WAGONS)


def test_two_reports_of_few_words_in_common_are_one_story_by_what_their_first_lines_say() -> None:
    placement = placed(TREN, watched(TREN), [neighbour(RAIL, watched(RAIL))])

    assert (placement.story_id, placement.why, placement.near) == (RAIL.key, Why.LIKELY, RAIL.key)
    assert {"number:400", "deed:satellite", "place:dprk"} <= set(placement.shared)
    assert placement.likeness is not None
    assert 0.9 <= placement.likeness < 1


def test_without_first_lines_the_same_two_stay_apart() -> None:
    bare, other = an_item(TREN.title, publisher="Diario", lang="es"), an_item(RAIL.title, publisher="Wire")

    assert placed(bare, watched(bare), [neighbour(other, watched(other))]).why is Why.FOUNDED


def test_reports_that_are_none_of_the_watch_are_not_weighed() -> None:
    assert placed(TREN, sketch_of(TREN), [neighbour(RAIL, sketch_of(RAIL))]).why is Why.FOUNDED


def test_a_day_and_a_half_later_the_same_is_likely_another_event() -> None:
    later = replace(TREN, published_at=NOON + timedelta(hours=40), fetched_at=NOON + timedelta(hours=41))

    assert placed(later, watched(later), [neighbour(RAIL, watched(RAIL))]).why is Why.FOUNDED


def test_what_one_newsroom_wrote_is_not_held_against_its_own() -> None:
    own = replace(TREN, publisher=RAIL.publisher)

    assert placed(own, watched(own), [neighbour(RAIL, watched(RAIL))]).why is Why.FOUNDED


def test_a_reaction_is_another_story_however_much_it_names() -> None:
    reaction = an_item(
        "Seoul condemns trains from North Korea, 400 wagons on satellite pictures", publisher="Daily", lang="en"
    )

    assert placed(reaction, watched(reaction), [neighbour(RAIL, watched(RAIL))]).why is not Why.LIKELY


def test_one_story_that_is_less_likely_is_the_runner_up() -> None:
    other = an_item("North Korea opens its border to tourists", publisher="Post", lang="en")

    placement = placed(TREN, watched(TREN), [neighbour(RAIL, watched(RAIL)), neighbour(other, watched(other))])

    assert placement.why is Why.LIKELY
    assert placement.runner_up is not None
    assert placement.runner_up.story_id == other.key
    assert placement.runner_up.likeness < (placement.likeness or 0)
    assert placement.runner_up.against.startswith("another story is likelier; this one 0.")


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        ("Missile from North Korea hits Odesa", "Missile from North Korea hits Kharkiv", "other places: "),
        ("North Korea sends 3,000 troops, Seoul says", "Corée du Nord: 10 000 soldats envoyés", "other numbers: "),
        ("Macron speaks of North Korea", "Scholz spricht von Nordkorea", "other actors: "),
    ],
)
def test_other_towns_and_other_counts_keep_apart_however_likely_the_rest_makes_it(
    one: str, other: str, against: str
) -> None:
    lines = "Two soldiers were killed by night at the border with 400 wagons of shells, satellite pictures show."
    first = an_item(one, publisher="Wire", summary=lines)
    item = an_item(other, publisher="Daily", lang="fr", summary=lines.replace("by night", "that night"))

    found = chances(newcomer(item), Beat([neighbour(first, watched(first))]))

    assert found[0].log_odds > LEAST
    assert (found[0].against or "").startswith(against)
    assert not found[0].holds


def test_what_names_the_same_as_all_of_its_beat_is_not_joined_against_the_odds() -> None:
    first = an_item("Pentagon sees soldiers of North Korea in Russia", publisher="Wire", lang="en")
    item = an_item("Північнокорейські військові в Росії: удар по складу", publisher="Газета", lang="uk")
    crowd = [
        an_item(f"Soldiers of North Korea in Russia, matter {n} of the day", publisher=f"P{n}", lang="en")
        for n in range(60)
    ]
    near = neighbour(first, watched(first))
    alone = placed(item, watched(item), [near])
    among = placed(item, watched(item), [*(neighbour(one, watched(one)) for one in crowd), near])

    assert alone.story_id == first.key
    assert among.why is Why.FOUNDED


def test_where_the_likeliest_story_is_kept_apart_the_next_one_is_joined() -> None:
    reaction = an_item(
        "Seoul condemns trains from North Korea, 400 wagons on satellite pictures",
        publisher="Daily",
        lang="en",
        summary=RAIL.summary,
    )

    placement = placed(TREN, watched(TREN), [neighbour(reaction, watched(reaction)), neighbour(RAIL, watched(RAIL))])

    assert (placement.story_id, placement.why) == (RAIL.key, Why.LIKELY)


def test_the_day_of_the_month_is_nothing_in_common() -> None:
    sketch = watched(an_item("북한 외무성, 10일 담화", summary="조선중앙통신은 10일 병력 400명을 전했다."))

    assert not any(fact.endswith(" time") for fact in sketch.told + sketch.below)
    assert "told:number:400 people" in sketch.below


def test_on_a_beat_of_many_reports_the_same_two_need_more_in_common() -> None:
    others = [
        an_item(f"North Korea, matter {number} of the day: shells and soldiers", publisher=f"Paper {number}")
        for number in range(150)
    ]
    crowd = [neighbour(one, watched(one)) for one in others]
    dense, sparse = Beat((*crowd, neighbour(RAIL, watched(RAIL)))), Beat((neighbour(RAIL, watched(RAIL)),))
    one = newcomer(TREN)

    in_dense, in_sparse = (log_odds(signs(one, beat.reports[-1], beat)) for beat in (dense, sparse))

    assert in_dense < in_sparse
    assert dense.weights["told:place:dprk"] < dense.weights["told:deed:satellite"]


# --- The beat ------------------------------------------------------------------------------------------------------


def test_a_beat_is_bounded_and_takes_those_who_share_the_rarest_subject_first() -> None:
    window = Window()
    for number in range(3 * MOST):
        one = an_item(f"North Korea report {number}", publisher=f"P{number}")
        window.add(neighbour(one, watched(one)))
    first = an_item("North Korea sends workers to Vladivostok", publisher="Wire")  # a place that no other names
    window.add(neighbour(first, watched(first)))
    for number in range(3 * MOST):
        one = an_item(f"North Korea later report {number}", publisher=f"P{number}")
        window.add(neighbour(one, watched(one)))
    item = an_item("Workers of North Korea seen in Vladivostok", publisher="Daily")

    beat = beat_of(window, watched(item), item.dated())

    assert len(beat.reports) == MOST
    assert beat.reports[0].item_key == first.key


def test_what_is_too_far_in_time_is_not_on_the_beat() -> None:
    window = Window()
    window.add(neighbour(RAIL, watched(RAIL)))

    assert beat_of(window, watched(TREN), RAIL.dated() + WINDOW + timedelta(seconds=1)).reports == ()


def test_a_report_of_a_town_in_a_land_of_the_rule_files_is_of_the_watch() -> None:
    item = an_item("Fire at the oil depot of Sudzha")

    assert sketch_of(item).told == ()
    assert sketch_of(item, NOTHING, None, Watch(NOTHING, frozenset(("russia",)))).told


@pytest.mark.parametrize(
    ("title", "thing"),
    [
        ("김여정, 한미연습 맹비난", "dprk"),
        ("Rakieta na polu. Co wiemy o KN-23", "dprk"),
        ("Hwasong-20 rolls through the square", "dprk"),
        ("Grupo Lazarus, sospechoso del robo en Upbit", "dprk"),
        ("Biuro 39 szuka pieniędzy", "dprk"),
        ("Белоусов наградил военных", "russia"),
        ("Герасимов доложил о боях", "russia"),
        ("ГРУ ищет добровольцев", "russia"),
        ("Сырский рассказал о пленных", "ukraine"),
        ("Каллас назвала новые меры", "eu"),
    ],
)
def test_a_report_of_one_who_belongs_to_a_thing_of_the_rule_files_is_of_the_watch(title: str, thing: str) -> None:
    item = an_item(title)

    assert sketch_of(item, NOTHING, None, Watch(NOTHING, frozenset((thing,)))).told
    assert not sketch_of(item, NOTHING, None, Watch(NOTHING, frozenset(("iran",)))).told


@pytest.mark.parametrize("title", ["Clinton kallas på förhör", "Säkerhetsrådgivare åtalas", "Медведев вышел в финал"])
def test_a_word_like_a_name_makes_no_report_one_of_the_watch(title: str) -> None:
    assert not sketch_of(an_item(title), NOTHING, None, Watch(NOTHING, frozenset(("eu", "un", "russia")))).told


def test_a_report_that_names_nothing_of_the_rule_files_has_no_beat() -> None:
    window = Window()
    window.add(neighbour(RAIL, watched(RAIL)))

    assert beat_of(window, sketch_of(TREN), TREN.dated()).reports == ()


def test_an_overlay_has_the_beat_of_a_window_with_all_of_it() -> None:
    below, whole = Window(), Window()
    items = [an_item(f"North Korea report {number}", publisher=f"P{number}") for number in range(20)]
    for one in items[:12]:
        below.add(neighbour(one, watched(one)))
    overlay = Overlay(below)
    for one in items[12:]:
        overlay.add(neighbour(one, watched(one)))
    for one in items:
        whole.add(neighbour(one, watched(one)))

    seen = [beat_of(window, watched(TREN), TREN.dated()).reports for window in (overlay, whole)]

    assert [near.item_key for near in seen[0]] == [near.item_key for near in seen[1]]


# --- The sketch ----------------------------------------------------------------------------------------------------


def test_what_first_lines_say_is_kept_through_the_store() -> None:
    sketch = watched(RAIL)

    assert "told:number:400" in sketch.below
    assert sketch_in(row_of(sketch)) == sketch


@pytest.mark.parametrize("mentioned", [NORTH_KOREA, NOTHING])
@given(title=st.text(max_size=60), summary=st.text(max_size=200))
@examples(60)
def test_any_text_is_sketched_and_read_back_as_it_was(mentioned: Mentioned, title: str, summary: str) -> None:
    sketch = sketch_of(an_item(title or "x", summary=summary), mentioned)

    assert sketch_in(row_of(sketch)) == sketch
    assert bool(sketch.told) is bool(mentioned.things)
    assert frozenset(sketch.told).isdisjoint(sketch.below)


def test_what_one_says_of_troops_and_what_another_does_is_not_one_event() -> None:
    union = an_item(
        "Sending troops would be a hostile act, EU tells North Korea and Russia", publisher="Wire", lang="en"
    )
    kremlin = an_item("Putin: it is our business whether North Korea deploys troops", publisher="Post", lang="en")

    placement = placed(kremlin, watched(kremlin), [neighbour(union, watched(union))])

    assert placement.why is Why.FOUNDED
    assert placement.runner_up is not None
    assert placement.runner_up.against.startswith("other actors: putin, not eu")


def test_nor_is_it_where_both_say_it_in_like_words() -> None:
    union = an_item("EU calls dispatch of North Korean troops to Russia a hostile act", publisher="Wire", lang="en")
    kremlin = an_item("Putin calls dispatch of North Korean troops our business", publisher="Post", lang="en")

    placement = placed(kremlin, watched(kremlin), [neighbour(union, watched(union))])

    assert placement.why is Why.FOUNDED
    assert placement.runner_up is not None
    assert placement.runner_up.against == "other actors: putin, not eu"


@pytest.mark.parametrize(
    ("report", "opinion", "lang"),
    [
        ("북러 조약 비준한 북한, 2차 파병 나서나", "[사설] 북한의 북러 조약 비준, 다음은 2차 파병인가", "ko"),
        (
            "Nordkoreas robotar dödar tio i Kiev, Europa varnar",
            "Ledare: Nordkoreas robotar dödar i Kiev, Europa varnas",
            "sv",
        ),
    ],
)
def test_a_leading_article_is_no_report_of_the_event(report: str, opinion: str, lang: str) -> None:
    one, other = (an_item(title, publisher=by, lang=lang) for title, by in ((report, "Wire"), (opinion, "Post")))

    placement = placed(other, watched(other), [neighbour(one, watched(one))])

    assert placement.runner_up is not None
    assert (placement.why, placement.runner_up.against) == (Why.FOUNDED, "one of them tells a reaction or an opinion")


def test_each_who_imposes_sanctions_has_rounds_of_its_own() -> None:
    union = an_item("EU sanctions Russia's shadow fleet and North Korean generals", publisher="Wire", lang="en")
    america = an_item(
        "US imposes sanctions on North Korean generals over support for Russia", publisher="Post", lang="en"
    )
    germans = an_item(
        "EU verhängt Sanktionen gegen Schattenflotte und nordkoreanische Generäle", publisher="Blatt", lang="de"
    )

    assert placed(america, watched(america), [neighbour(union, watched(union))]).why is Why.FOUNDED
    assert placed(germans, watched(germans), [neighbour(union, watched(union))]).why is not Why.FOUNDED
