"""An embedding model joins what names the same and means the same, and nothing that the facts keep apart."""

import subprocess
import sys
from datetime import datetime, timedelta
from math import inf, nan, sqrt
from pathlib import Path

import pytest
from conftest import Call
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from make import NOON, a_feed, an_item
from test_store import poll

from monitor.config import ALIKE
from monitor.model import Item
from monitor.rules.ruleset import RuleSet
from monitor.store import open_store
from monitor.stories.comparing import Why
from monitor.stories.embedding import Embedding, cosine, quantised
from monitor.stories.encoder import ModelFault, load_encoder
from monitor.stories.placing import Placement, place
from monitor.stories.sketch import sketch_of
from monitor.stories.window import Neighbour, Window, candidates

# --- Vectors -------------------------------------------------------------------------------------------------------

vectors = st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3)


@examples(100)
@given(vectors, vectors)
def test_signed_bytes_keep_the_cosine(one: list[float], other: list[float]) -> None:
    lengths = [sqrt(sum(number * number for number in numbers)) for numbers in (one, other)]
    short, long = quantised("m", one), quantised("m", other)

    if min(lengths) > 1e-3:
        exact = sum(a * b for a, b in zip(one, other, strict=True)) / (lengths[0] * lengths[1])
        assert cosine(short, long) == pytest.approx(exact, abs=0.02)
    assert -1.001 <= cosine(short, long) <= 1.001


@pytest.mark.parametrize("numbers", [[], [0.0, 0.0], [nan, 1.0], [inf, 1.0], [1.0, -inf]])
def test_a_vector_without_a_direction_is_no_embedding(numbers: list[float]) -> None:
    assert quantised("m", numbers) is None


def test_vectors_of_two_models_are_never_compared() -> None:
    one, other = quantised("a", [1.0, 2.0]), quantised("b", [1.0, 2.0])

    assert cosine(one, one) == pytest.approx(1.0)
    assert cosine(one, other) == cosine(one, None) == 0.0


# --- Placing -------------------------------------------------------------------------------------------------------

QUAKE = "Powerful earthquake hits Nepal, rescue under way"
BEBEN = "Schweres Erdbeben in Nepal: Retter im Einsatz"


def meaning(closeness: float, model: str = "m") -> Embedding | None:
    """An embedding whose cosine to `meaning(1.0)` is this."""
    return quantised(model, [closeness, sqrt(1 - closeness**2)])


def placed(one: str, other: str, embedding: Embedding | None, **given: datetime) -> tuple[Placement, Item]:
    """Where `other` comes to stand after `one`, whose embedding is `meaning(1.0)`; and `one`."""
    first, item = an_item(one, lang="en", **given), an_item(other, publisher="Other", lang="de")
    near = Neighbour(
        item_key=first.key,
        story_id=first.key,
        publisher=first.publisher,
        dated=first.dated(),
        placed_at=NOON,
        sketch=sketch_of(first, embedding=meaning(1.0)),
    )
    window = Window()
    window.add(near)
    weights, sketch = window.weights(), sketch_of(item, embedding=embedding)
    return place(item, sketch, candidates(window, sketch, item.dated(), weights), weights), first


def test_titles_that_mean_the_same_and_name_some_of_it_are_one_story() -> None:
    placement, first = placed(QUAKE, BEBEN, meaning(ALIKE + 0.01))

    assert (placement.story_id, placement.why) == (first.key, Why.SAME_MEANING)
    assert placement.shared == ("meaning:0.94", "deed:earthquake", "place:nepal")
    assert placement.likeness is not None
    assert placement.likeness < 1.0  # that of the facts


@pytest.mark.parametrize("embedding", [None, meaning(ALIKE - 0.01), meaning(1.0, model="another")])
def test_without_a_likeness_of_meaning_they_are_two(embedding: Embedding | None) -> None:
    assert placed(QUAKE, BEBEN, embedding)[0].why is Why.FOUNDED


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        ("Blast at plant in Kharkiv, Ukraine", "Explosion in Werk in Odesa, Ukraine", "other places: odesa, ukraine"),
        ("Earthquake hits Nepal, rescue of 40 people", "Erdbeben in Nepal: 90 Menschen gerettet", "other numbers: 90"),
        ("Nepal draws lottery round 41, earthquake aid", "Lotterie Nepal, Runde 42, Erdbeben-Hilfe", "other numbers"),
        (
            "Putin offers Nepal help after the earthquake",
            "Selenskyj hilft Nepal nach dem Erdbeben",
            "too few facts are",
        ),
        ("Nepal earthquake", "Nepal: Erdbeben", "too few facts are shared"),
        ("Rescue under way after the earthquake", "Retter nach dem Erdbeben im Einsatz", "too few facts are shared"),
    ],
)
def test_what_keeps_apart_holds_whatever_a_model_says(one: str, other: str, against: str) -> None:
    placement, _ = placed(one, other, meaning(1.0))

    assert placement.why is Why.FOUNDED
    assert placement.runner_up is not None
    assert against in placement.runner_up.against


def test_a_like_meaning_two_days_later_is_another_event() -> None:
    assert placed(QUAKE, BEBEN, meaning(1.0), published_at=NOON - timedelta(days=3))[0].why is Why.FOUNDED


# --- A model, from its folder to `stories show` ---------------------------------------------------------------------

WORDS = {"powerful": 0, "schweres": 0, "earthquake": 1, "erdbeben": 1, "rescue": 2, "retter": 2, "nepal": 3, "storm": 4}


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A static model of eight words and five meanings, as model2vec saves it."""
    reason = "model2vec is not installed (the extra monitor[semantic]): no model can be read"
    model2vec = pytest.importorskip("model2vec", reason=reason)
    import numpy as np
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({"?": 0} | {word: n + 1 for n, word in enumerate(WORDS)}, unk_token="?"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    vectors = np.zeros((len(WORDS) + 1, 5), dtype=np.float32)
    for number, meant in enumerate(WORDS.values()):
        vectors[number + 1, meant] = 1.0
    folder = tmp_path / "models" / "tiny"
    model2vec.StaticModel(vectors, tokenizer).save_pretrained(folder)
    return folder


def test_a_model_gives_titles_of_two_languages_one_direction(model: Path) -> None:
    encoder = load_encoder(model, ALIKE)

    assert not isinstance(encoder, ModelFault)
    assert cosine(encoder.embedding(QUAKE), encoder.embedding(BEBEN)) > 0.99
    assert cosine(encoder.embedding(QUAKE), encoder.embedding("Storm")) == 0.0
    assert encoder.embedding("Nothing that it knows") is None


@pytest.mark.parametrize("title", ["", " ", "\0", "🇳🇵", "nepal " * 5000, "\u202enepal\u200b", "네팔", "ﷺ" * 300])
def test_any_title_has_an_embedding_or_none(model: Path, title: str) -> None:
    encoder = load_encoder(model, ALIKE)
    assert not isinstance(encoder, ModelFault)

    found = encoder.embedding(title)

    assert found is None or cosine(found, found) == pytest.approx(1.0)


def test_a_model_has_one_tag_and_another_model_another(model: Path) -> None:
    def tag() -> str:
        loaded = load_encoder(model, ALIKE)
        assert not isinstance(loaded, ModelFault)
        return loaded.model

    before = tag()
    assert tag() == before
    weights = model / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")

    assert tag() != before


def test_an_embedding_is_kept_with_its_item_and_named_by_stories_show(
    call: Call, watch: Path, ruleset: RuleSet, model: Path
) -> None:
    (watch / "config.toml").write_text((watch / "config.toml").read_text() + '[stories]\nembeddings = "models/tiny"\n')
    first, then = an_item(QUAKE, lang="en"), an_item(BEBEN, lang="de")
    for item, publisher in ((first, "Wire"), (then, "Daily")):  # a process each: the window comes from the store
        encoder = load_encoder(model, ALIKE)
        assert not isinstance(encoder, ModelFault)
        store = open_store(f"sqlite:///{watch}/data/monitor.db", encoder)
        poll(store, ruleset, [item], a_feed(id=publisher.lower(), publisher=publisher))
        store.close()

    assert call("check")[0] == 0
    assert "compared by the model in" in call("check")[1]
    shown = call("stories", "show", then.url)[1]
    assert "means the same to the embedding model, and names some of the same" in shown
    assert "meaning:1.00" in shown


@pytest.mark.parametrize(
    ("name", "said"),
    [("minishlab/potion-multilingual-128M", "a model is never fetched by its name"), ("models", "can't be read")],
)
def test_what_is_no_model_is_said_with_its_place_by_check_and_at_the_start(
    call: Call, watch: Path, model: Path, name: str, said: str
) -> None:
    (watch / "config.toml").write_text(f'[stories]\nembeddings = "{name}"\n' + (watch / "config.toml").read_text())

    for command in (["check"], ["run", "--once"]):
        code, _, errors = call(*command)
        assert (code, "config.toml:2:14: " in errors, said in errors) == (2, True, True)
    assert not list(watch.glob("data/*.db"))


def test_a_damaged_model_is_a_fault_and_no_crash(model: Path) -> None:
    weights = model / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-7])

    assert isinstance(load_encoder(model, ALIKE), ModelFault)


def test_without_the_extra_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "model2vec", None)  # what the import system takes for "not installed"

    fault = load_encoder(tmp_path, ALIKE)

    assert isinstance(fault, ModelFault)
    assert "pip install 'monitor[semantic]'" in fault.hint


def test_without_a_model_nothing_of_it_is_imported(watch: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "monitor", "check"], cwd=watch, capture_output=True, check=False
    )

    assert ran.returncode == 0
    assert b"monitor.stories.embedding" in ran.stderr
    assert not [name for name in (b"model2vec", b"tokenizers", b"huggingface_hub") if name in ran.stderr]
