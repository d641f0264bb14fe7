"""How well stories are grouped: pairwise and B-cubed precision and recall, beside simple baselines, in one run.

    MONITOR_SHARED=../shared python -m benchmarks.stories [--only NAME] [--wrong N] [--embeddings PATH [--alike COSINE]]

Each set is streamed in the order of its dates through the production walk (window and place). Baselines: equal titles,
MinHash near-duplicates (Jaccard >= 0.7 of words), TF-IDF cosine with single linkage at the threshold that does best on
that very set, which flatters it. With --embeddings, the same walk once more with that model.
"""

import argparse
import gzip
import json
import os
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from math import log, sqrt
from pathlib import Path
from typing import Any
from zlib import crc32

from monitor.config import ALIKE
from monitor.items import item_from_row
from monitor.model import Item
from monitor.stories.embedding import NO_MODEL, Encoder

SHARED = Path(os.environ.get("MONITOR_SHARED", Path(__file__).parent.parent.parent / "shared"))
NOW = datetime(2030, 1, 1, tzinfo=UTC)
Stories = dict[str, str]  # item key → story


@dataclass(frozen=True, kw_only=True)
class Case:
    """A set of items and their true stories. Items that `truth` leaves out are streamed and not scored."""

    name: str
    items: tuple[Item, ...]
    truth: Stories
    across: bool | None = None  # score only pairs of two languages; False: only those of one
    apart: tuple[tuple[str, str], ...] = ()  # (item, story) that must not meet

    def half(self, number: int) -> "Case":
        """The same stream, scored on half of its stories, drawn by their names: rules are made on 0 and held to 1."""
        truth = {key: story for key, story in self.truth.items() if crc32(story.encode()) % 2 == number}
        apart = tuple(pair for pair in self.apart if crc32(pair[1].encode()) % 2 == number)
        return replace(self, truth=truth, apart=apart)


# --- The sets ------------------------------------------------------------------------------------------------------


def rows(name: str) -> Iterator[dict[str, Any]]:
    path = SHARED / name
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    yield from (json.loads(line) for line in text.splitlines())


def google_news() -> Case:
    """Google's clusters; those that share a headline, if need be one that was reworded, are one."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    items: dict[str, Item] = {}
    for cluster in rows("corpora/clusters/googlenews_story_clusters_2026-01.jsonl"):
        keys = [f"{one['source']}|{one['title']}" for one in cluster["headlines"]]
        for key, one in zip(keys, cluster["headlines"], strict=True):
            row = {"id": key, "title": one["title"], "source": one["source"], "published": cluster["date"]}
            item = item_from_row(row | {"lang": cluster["lang"]}, now=NOW)
            if key not in items or item.dated() < items[key].dated():
                items[key] = item
            parent[root(key)] = root(keys[0])
    for one, other in reworded(list(items.values())):
        parent[root(one.key)] = root(other.key)
    return Case(name="google", items=tuple(items.values()), truth={key: root(key) for key in items})


def reworded(items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Pairs of headlines with the same numbers and nearly the same words within two days: captures of one cluster."""
    sets = [frozenset(words_of(item)) for item in items]
    numbers = [frozenset(word for word in own if word.isdigit()) for own in sets]
    near = before_in(items, sets)
    for index, item in enumerate(items):
        for other in near(index):
            shared = len(sets[index] & sets[other])
            is_near = abs(item.dated() - items[other].dated()) <= timedelta(hours=48)
            if (
                is_near
                and shared >= 4
                and numbers[index] == numbers[other]
                and jaccard(sets[index], sets[other]) >= 0.7
            ):
                yield item, items[other]


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one | other) or 1)


def yonhap() -> Case:
    """Revision chains, cut where two days pass without one: what has the same title weeks later is a column.

    The hourly list of headlines and the copyright notice, one title all year, are left out.
    """
    items, truth = [], {}
    last: dict[str, tuple[datetime, int]] = {}  # chain → its last item's date, and how often it was cut
    told = [row for row in rows("corpora/clusters/yonhap_revision_chains_ko.jsonl") if not is_routine(row["title"])]
    for row, item in sorted(((row, item_from_row(row, now=NOW)) for row in told), key=lambda one: one[1].dated()):
        chain = str(row["chain"])
        before, cuts = last.get(chain, (item.dated(), 0))
        cuts += item.dated() - before > timedelta(hours=48)
        last[chain] = item.dated(), cuts
        items.append(item)
        truth[item.key] = f"{chain}.{cuts}"
    return Case(name="yonhap", items=tuple(items), truth=truth)


def is_routine(title: str) -> bool:
    return "이 시각 헤드라인" in title or title.startswith("[알림]")


def parallel() -> Case:
    """Pairs of translations. A headline that was captured on several days, or translated twice, is one."""
    items: list[Item] = []
    truth: dict[str, str] = {}
    seen: dict[str, str] = {}
    every = list(rows("corpora/clusters/worldnews_parallel_ko_en_2026-07_08.jsonl.gz"))
    outlets = {row["source"] for row in every}
    for number, row in enumerate(every):
        if row["en"] in outlets:
            continue  # a row without its headline
        story = seen.get(row["en"].lower()) or seen.get(row["ko"]) or str(number)
        seen |= {row["en"].lower(): story, row["ko"]: story}
        for lang in ("en", "ko"):
            source = row["source"] if lang == "en" else "Korean desk"
            made = {
                "id": f"{lang}{number}",
                "title": row[lang],
                "source": source,
                "published": row["date"],
                "lang": lang,
            }
            items.append(item_from_row(made, now=NOW))
            truth[items[-1].key] = story
    return Case(name="parallel", items=tuple(items), truth=truth, across=True)


def labelled() -> Case:
    items, truth, apart = [], {}, []
    for row in rows("eval/labelled_dev.jsonl"):
        items.append(item_from_row(row, now=NOW))
        if row["story"]:
            truth[items[-1].key] = row["story"]
        if row["near_miss_of"]:
            apart.append((items[-1].key, row["near_miss_of"]))
    return Case(name="labelled", items=tuple(items), truth=truth, apart=tuple(apart))


# --- Scores --------------------------------------------------------------------------------------------------------


def pairs(stories: Stories, case: Case) -> set[frozenset[str]]:
    """Pairs of scored items in one story."""
    groups = defaultdict(list)
    lang = {item.key: item.lang for item in case.items}
    for key, story in stories.items():
        if key in case.truth:
            groups[story].append(key)
    found = (pair for keys in groups.values() for pair in combinations(keys, 2))
    return {frozenset(pair) for pair in found if case.across in (None, lang[pair[0]] != lang[pair[1]])}


def bcubed(stories: Stories, case: Case) -> tuple[float, float]:
    members, true_members = defaultdict(set), defaultdict(set)
    for key in case.truth:
        members[stories[key]].add(key)
        true_members[case.truth[key]].add(key)
    both = {key: len(members[stories[key]] & true_members[case.truth[key]]) for key in case.truth}
    precision = sum(both[key] / len(members[stories[key]]) for key in both) / len(both)
    return precision, sum(both[key] / len(true_members[case.truth[key]]) for key in both) / len(both)


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def scores(stories: Stories, case: Case) -> dict[str, float]:
    made, true = pairs(stories, case), pairs(case.truth, case)
    hit = len(made & true)
    p, r = hit / len(made) if made else 1.0, hit / len(true)
    bp, br = bcubed(stories, case)
    members = defaultdict(set)
    for key, story in stories.items():
        members[story].add(case.truth.get(key))
    met = sum(1 for key, story in case.apart if story in members[stories[key]])
    return {"P": p, "R": r, "F1": f1(p, r), "B3 P": bp, "B3 R": br, "B3 F1": f1(bp, br), "met": met}


# --- Ours and the baselines ----------------------------------------------------------------------------------------


def ours(items: Sequence[Item], encoder: Encoder) -> Stories:
    from monitor.pipeline import sketches_of
    from monitor.rules.files import load_rules
    from monitor.stories.beat import beat_of
    from monitor.stories.heirs import Heirs
    from monitor.stories.placing import place
    from monitor.stories.window import Neighbour, Window, candidates

    sketches = sketches_of(items, load_rules(Path(__file__).parent.parent / "rules"), encoder)
    window, stories, heirs = Window(), {}, Heirs()
    for item in items:
        sketch = sketches[item.key]
        weights = window.weights()
        compared = candidates(window, sketch, item.dated(), weights)
        beat = beat_of(window, sketch, item.dated())
        placement = place(item, sketch, compared, weights, beat=beat, alike=encoder.alike)
        stories[item.key] = placement.story_id
        near = Neighbour(
            item_key=item.key,
            story_id=placement.story_id,
            publisher=item.publisher,
            dated=item.dated(),
            placed_at=item.dated(),
            sketch=sketch,
        )
        window.add(near)
        if placement.merger is not None:
            window.merge(placement.merger.story_id, placement.merger.into)
            heirs.add(placement.merger)
    return {key: heirs.of(story) for key, story in stories.items()}


def words_of(item: Item) -> list[str]:
    return re.findall(r"\w+", item.title.lower())


def equal_titles(items: Sequence[Item]) -> Stories:
    return {item.key: " ".join(words_of(item)) for item in items}


def joined(
    items: Sequence[Item], likeness: Callable[[int, int], float], near: Callable[[int], Iterable[int]], least: float
) -> Stories:
    """Single linkage to the most alike item before."""
    stories: list[str] = []
    for index, item in enumerate(items):
        best = max(((likeness(index, other), other) for other in near(index)), default=(0.0, -1))
        stories.append(stories[best[1]] if best[0] >= least else item.key)
    return {item.key: story for item, story in zip(items, stories, strict=True)}


def before_in(items: Sequence[Item], tokens: Sequence[Iterable[str]]) -> Callable[[int], Iterable[int]]:
    """The items before one that share a word with it and are at most three days older."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(tokens):
        for token in own:
            index[token].append(number)
    limit = timedelta(hours=72)

    def near(number: int) -> Iterable[int]:
        found = {other for token in tokens[number] for other in index[token] if other < number}
        return [other for other in found if items[number].dated() - items[other].dated() <= limit]

    return near


def minhash(items: Sequence[Item]) -> Stories:
    """Near-duplicate titles; the exact Jaccard index, which MinHash estimates."""
    sets = [frozenset(words_of(item)) for item in items]
    return joined(items, lambda a, b: jaccard(sets[a], sets[b]), before_in(items, sets), 0.7)


def tfidf(items: Sequence[Item], case: Case) -> tuple[Stories, float]:
    """TF-IDF cosine of titles at the threshold with the best F1 on this very set."""
    counts = Counter(word for item in items for word in set(words_of(item)))
    vectors = []
    for item in items:
        raw = {word: n * log(len(items) / counts[word]) for word, n in Counter(words_of(item)).items()}
        norm = sqrt(sum(value * value for value in raw.values())) or 1.0
        vectors.append({word: value / norm for word, value in raw.items()})

    def cosine(one: int, other: int) -> float:
        return sum(value * vectors[other].get(word, 0.0) for word, value in vectors[one].items())

    near = before_in(items, vectors)
    options = ((joined(items, cosine, near, least), least) for least in (0.3, 0.4, 0.5, 0.6, 0.7))
    return max(options, key=lambda option: scores(option[0], case)["F1"])


# --- The run -------------------------------------------------------------------------------------------------------


def in_order(case: Case) -> list[Item]:
    return sorted(case.items, key=lambda item: item.dated())


def show(name: str, how: str, result: dict[str, float], seconds: float) -> None:
    figures = "  ".join(f"{key} {value:.3f}" if key != "met" else f"met {value:.0f}" for key, value in result.items())
    print(f"{name:9} {how:22} {figures}  {seconds:.1f} s", flush=True)  # its output


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only")
    parser.add_argument("--wrong", type=int, default=0)
    parser.add_argument("--missed", type=int, default=0)
    parser.add_argument("--half", type=int, choices=(0, 1), help="take those pairs from one half of the stories")
    parser.add_argument("--quick", action="store_true", help="without baselines")
    parser.add_argument("--embeddings", type=Path, help="the folder of a model, for monitor[semantic]")
    parser.add_argument("--alike", type=float, default=ALIKE)
    chosen = parser.parse_args()
    encoder = encoder_in(chosen.embeddings, chosen.alike)
    if not SHARED.exists():
        sys.exit(f"no test data at {SHARED}: set MONITOR_SHARED to the folder that holds corpora/ and eval/")
    for make in (google_news, yonhap, parallel, labelled):
        case = make()
        if chosen.only and chosen.only != case.name:
            continue
        items = in_order(case)
        began = time.perf_counter()
        stories = ours(items, NO_MODEL)
        show(case.name, "monitor", scores(stories, case), time.perf_counter() - began)
        for number in (0, 1):
            show(case.name, f"half {number} of the stories", scores(stories, case.half(number)), 0)
        if case.name == "labelled":
            for how, across in (("pairs in one language", False), ("pairs across languages", True)):
                show(case.name, how, scores(stories, replace(case, across=across)), 0)
        if encoder is not NO_MODEL:
            began = time.perf_counter()
            stories = ours(items, encoder)
            how = f"and {chosen.embeddings.name} {chosen.alike}"
            show(case.name, how, scores(stories, case), time.perf_counter() - began)
        if not chosen.quick:
            show(case.name, "equal titles", scores(equal_titles(items), case), 0)
            show(case.name, "MinHash 0.7", scores(minhash(items), case), 0)
            best, least = tfidf(items, case)
            show(case.name, f"TF-IDF cosine {least}", scores(best, case), 0)
        tell_pairs(case.half(chosen.half) if chosen.half is not None else case, stories, chosen.wrong, chosen.missed)


def encoder_in(folder: Path | None, alike: float) -> Encoder:
    if folder is None:
        return NO_MODEL
    from monitor.stories.encoder import ModelFault, load_encoder

    loaded = load_encoder(folder, alike)
    if isinstance(loaded, ModelFault):
        sys.exit(f"{folder}: {loaded.message}: {loaded.hint}")
    return loaded


def tell_pairs(case: Case, stories: Stories, wrong: int, missed: int) -> None:
    """Pairs that were joined and should not be, and the other way round, to be read."""
    import random

    made, true = pairs(stories, case), pairs(case.truth, case)
    titles = {item.key: item.title for item in case.items}
    for sign, found, most in (("+", made - true, wrong), ("-", true - made, missed)):
        listed = sorted(sorted(pair) for pair in found)
        random.Random(7).shuffle(listed)
        for one, other in listed[:most]:
            print(f"  {sign} {titles[one]}\n    {titles[other]}")


if __name__ == "__main__":
    main()
