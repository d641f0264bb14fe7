"""What placing costs in CPU time of one core and in memory: 50,000 items in the window, then one poll's worth, through
the store.

    python -m benchmarks.stories_speed [ITEMS] [--embeddings PATH]

Titles are made of a Zipf-distributed vocabulary and of places and deeds of the tables, from a fixed seed; some one in
ten names an entity of the shipped rules, and is held against its beat.
"""

import argparse
import gc
import random
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import quantiles
from typing import Any

from sqlalchemy import Connection, insert

from monitor.config import ALIKE
from monitor.items import item_from_row
from monitor.model import Item
from monitor.pipeline import sketches_of
from monitor.rules.files import load_rules
from monitor.store import Store, open_store
from monitor.store.engine import writing
from monitor.store.ledger import recall
from monitor.store.tables import items as items_table
from monitor.store.tables import sketches, stories
from monitor.store.window import StoredWindow, row_of
from monitor.stories.beat import beat_of
from monitor.stories.deeds import DEEDS
from monitor.stories.embedding import NO_MODEL, Encoder
from monitor.stories.encoder import load_encoder
from monitor.stories.places import PLACES
from monitor.stories.placing import place
from monitor.stories.sketch import Sketch
from monitor.stories.weights import Weights
from monitor.stories.window import Window, candidates

BARE = Sketch()
RULES = load_rules(Path(__file__).parent.parent / "rules")
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
chance = random.Random(7)
WORDS = ["".join(chance.choices("abcdefghiklmnoprstuvz", k=chance.randint(4, 9))) for _ in range(40_000)]
RANKS = list(accumulate(1 / (rank + 3) for rank in range(len(WORDS))))
NAMES = [line.split()[0].strip("*=_").replace("_", " ") for table in (PLACES, DEEDS) for line in table.values()]


def an_item(number: int) -> Item:
    title = " ".join(
        [*chance.choices(WORDS, cum_weights=RANKS, k=8), *chance.choices(NAMES, k=3), str(chance.randint(2, 4000))]
    )
    summary = " ".join(chance.choices(WORDS, cum_weights=RANKS, k=30))
    dated = NOON - timedelta(seconds=chance.randint(0, 40 * 3600))
    row = {
        "id": str(number),
        "title": title,
        "summary": summary,
        "source": f"P{number % 300}",
        "feed": f"{number % 300}",
    }
    return item_from_row(row | {"published": dated.isoformat(), "url": f"https://x.example/{number}"}, now=NOON)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("items", type=int, nargs="?", default=50_000)
    parser.add_argument("--embeddings", type=Path, help="the folder of a model, for monitor[semantic]")
    chosen = parser.parse_args()
    count, encoder = chosen.items, load_encoder(chosen.embeddings, ALIKE) if chosen.embeddings else NO_MODEL
    assert isinstance(encoder, Encoder), encoder
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/monitor.db")
        made = [an_item(number) for number in range(count)]
        with writing(store.engine) as connection:
            connection.execute(insert(stories), [story_for(item) for item in made])
            connection.execute(insert(items_table), [row_for(item) for item in made])
            connection.execute(insert(sketches), [sketch_for(item, encoder) for item in made])
        began = time.process_time()
        window = StoredWindow()
        with writing(store.engine) as connection:
            near = window.catch_up(connection, NOON)
        print(f"window of {len(near):,} items rebuilt from the store in {time.process_time() - began:.2f} s")
        tell_times(store, near, count, encoder)
        tell_memory(store)
        store.close()


def tell_memory(store: Store) -> None:
    """By what Python allocates, so that nothing that the process did before counts."""
    tracemalloc.start()
    window = StoredWindow()
    with writing(store.engine) as connection:
        near = window.catch_up(connection, NOON)
    gc.collect()
    taken, _ = tracemalloc.get_traced_memory()
    print(f"memory of the window: {taken / 2**20:.0f} MiB, {taken / len(near) / 1024:.2f} KiB an item")


def tell_times(store: Store, near: Window, count: int, encoder: Encoder) -> None:
    weights = near.weights()
    coming = [an_item(number) for number in range(count, count + 1000)]
    with writing(store.engine) as connection:
        tell(
            "placing an item (sketch, candidates, place)", coming, lambda item: place_one(item, near, weights, encoder)
        )
        watched = [item for item in coming if sketched(item, encoder).told]
        tell(f"the same of {len(watched)} of the watch", watched, lambda item: place_one(item, near, weights, encoder))
        tell("what a poll of that item asks the store", coming, lambda item: ask(connection, item, near))


def tell(what: str, coming: list[Item], work: Callable[[Item], object]) -> None:
    spent: list[float] = []
    for item in coming:
        began = time.process_time()
        work(item)
        spent.append((time.process_time() - began) * 1000)
    cuts = quantiles(spent, n=100)
    print(f"{what}: p50 {cuts[49]:.2f} ms, p95 {cuts[94]:.2f} ms, p99 {cuts[98]:.2f} ms")


def place_one(item: Item, near: Window, weights: Weights, encoder: Encoder) -> None:
    sketch = sketched(item, encoder)
    beat = beat_of(near, sketch, item.dated())
    place(item, sketch, candidates(near, sketch, item.dated(), weights), weights, beat=beat, alike=encoder.alike)


def sketched(item: Item, encoder: Encoder) -> Sketch:
    return sketches_of([item], RULES, encoder)[item.key]


def ask(connection: Connection, item: Item, near: Window) -> None:
    """The statements of a poll, once for all of its items, whose story is not looked for here."""
    recall(connection, [item], [item.key], near, lambda _: {item.key: BARE})


def story_for(item: Item) -> dict[str, Any]:
    return {"id": item.key, "headline": item.title, "url": item.url, "founded_at": NOON, "last_item_at": NOON}


def sketch_for(item: Item, encoder: Encoder) -> dict[str, Any]:
    sketch = sketched(item, encoder)
    return {"item_key": item.key, "placed_at": NOON, "sketch": row_of(sketch)}


def row_for(item: Item) -> dict[str, Any]:
    names: tuple[str, ...] = (
        "key",
        "feed_id",
        "publisher",
        "title",
        "summary",
        "body",
        "author",
        "lang",
        "url",
        "canonical_url",
    )
    names += ("published_at", "fetched_at", "digest", "state_media", "reliability")
    return {name: getattr(item, name) for name in names} | {"tags": [], "story_id": item.key, "placed_why": "founded"}


if __name__ == "__main__":
    main()
