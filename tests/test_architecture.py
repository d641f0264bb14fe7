"""Imports run one way, and only the doors touch the world."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "monitor"

# In the order of an article's way. A room imports rooms above it, never below.
ORDER = [
    "errors",
    "clock",
    "collector",
    "habits",
    "model",
    "outcomes",
    "toml_places",
    "toml_faults",
    "document",
    "schema",
    "schedule",
    "addresses",
    "items",
    "values",
    "operating",
    "config",
    "feeds",
    "abbreviations",
    "look_alikes",
    "text",
    "pages",
    "skimming",
    "rules",
    "stories",
    "calm",
    "alerts",
    "slack",
    "pipeline",
    "outbox",
    "health",
    "store",
    "leases",
    "recorder",
    "explain",
    "doctor",
    "articles",
    "backtest",
    "report",
    "metrics",
    "poller",
    "notices",
    "mail",
    "hook",
    "courier",
    "selfwatch",
    "canary",
    "web",
    "systemd",
    "ticks",
    "upkeep",
    "reload",
    "house",
    "daemon",
    "cli",
    "__main__",
]

# Who may touch the world, and through what.
DOORS = {
    "network": (
        {"httpx", "httpcore", "h11", "aiohttp", "slack_sdk", "requests"},
        {"feeds/fetch", "feeds/fetch_faults", "feeds/guard", "feeds/wire", "slack/send", "hook", "web"},
    ),
    "mail servers": ({"aiosmtplib", "smtplib"}, {"mail"}),
    # house: only the machine's name; fetch_faults: only what errors are called
    "sockets": ({"socket"}, {"systemd", "house", "feeds/guard", "feeds/fetch_faults"}),
    "metrics": ({"prometheus_client"}, {"metrics"}),
    "database": ({"sqlalchemy", "alembic", "sqlite3"}, {"store/"}),
    "processes": (
        {"subprocess", "multiprocessing", "pebble", "signal"},
        {"feeds/lanes", "daemon", "cli/run", "rules/revision", "rules/writers"},
    ),
    "scheduler": ({"apscheduler"}, {"ticks", "schedule"}),  # schedule: only its cron arithmetic, which is pure
    "chance": (
        {"random", "secrets", "uuid"},
        {"poller", "courier", "notices", "store/", "slack/send", "house", "canary"},
    ),
    "models": ({"model2vec", "tokenizers", "safetensors", "huggingface_hub"}, {"stories/encoder"}),
}
DISK = {
    "document",
    "operating",
    "config",
    "canary",
    "rules/files",
    "rules/writers",
    "rules/watch",
    "rules/revision",
    "feeds/local_file",
    "feeds/parcel",
    "daemon",
    "store/engine",
    "store/sqlite_file",
    "store/lock",
    "cli/",
}
# Retry-After and `expires` are dates; lanes: only how long somebody waits, by the loop's own clock
CLOCK = {"clock", "ticks", "daemon", "cli/", "rules/files", "feeds/fetch", "feeds/lanes", "slack/send"}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)


def name_of(path: Path) -> str:
    """`feeds/fetch` for monitor/feeds/fetch.py; `feeds/` for a package's own file."""
    relative = path.relative_to(PACKAGE).with_suffix("").as_posix()
    return relative.removesuffix("__init__")


def room_of(name: str) -> str:
    return name.split("/", maxsplit=1)[0]


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def calls_of(path: Path) -> set[str]:
    """The attributes and names that a module calls: `datetime.now` gives "now"."""
    return {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in nodes(path)
        if isinstance(node, ast.Call)
    }


def is_door(name: str, doors: set[str]) -> bool:
    return any(name == door or (door.endswith("/") and name.startswith(door)) for door in doors)


def is_below(own: str, imported: str) -> bool:
    package, _, rest = imported.partition(".")
    room = rest.split(".")[0]
    return package == "monitor" and room in ORDER and room != own and ORDER.index(room) > ORDER.index(own)


def test_imports_run_one_way() -> None:
    inner = {name_of(path): path for path in modules() if room_of(name_of(path))}
    below = {name: {one for one in imports_of(path) if is_below(room_of(name), one)} for name, path in inner.items()}
    wrong = {name: imported for name, imported in below.items() if imported}

    assert wrong == {}


@pytest.mark.parametrize("world", DOORS)
def test_only_doors_touch_the_world(world: str) -> None:
    libraries, doors = DOORS[world]
    used = {name_of(path): {imported.split(".")[0] for imported in imports_of(path)} & libraries for path in modules()}

    assert {name: through for name, through in used.items() if through and not is_door(name, doors)} == {}


@pytest.mark.parametrize(
    ("doors", "calls"),
    [
        pytest.param(DISK, {"open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir"}, id="disk"),
        pytest.param(CLOCK, {"now", "utcnow", "time", "monotonic", "today"}, id="clock"),
    ],
)
def test_only_doors_read_the_disk_and_the_clock(doors: set[str], calls: set[str]) -> None:
    used = {name_of(path): calls_of(path) & calls for path in modules()}

    assert {name: what for name, what in used.items() if what and not is_door(name, doors)} == {}


def test_every_room_has_its_place_in_the_order() -> None:
    rooms = {room_of(name_of(path)) for path in modules()} - {""}

    assert rooms == set(ORDER)


def test_no_room_is_named_after_nothing() -> None:
    shapeless = {"utils", "helpers", "manager", "common", "base", "core", "misc"}

    assert not {path.stem for path in modules()} & shapeless


def function_lengths() -> list[tuple[int, str]]:
    found = []
    for path in modules():
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                doc = node.body[0] if ast.get_docstring(node) else None
                told = (doc.end_lineno or 0) - doc.lineno + 1 if doc else 0
                found.append((node.end_lineno - node.lineno + 1 - told, f"{name_of(path)}:{node.name}"))
    return sorted(found)


def test_functions_are_short() -> None:
    lengths = function_lengths()

    assert lengths[-1][0] <= 60, lengths[-1]
    assert lengths[len(lengths) * 9 // 10][0] <= 30


def test_files_are_short() -> None:
    long = {name_of(path): count for path in modules() if (count := len(path.read_text().splitlines())) > 450}

    assert not long
