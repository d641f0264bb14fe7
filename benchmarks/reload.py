"""How soon an edit runs: `.venv/bin/python benchmarks/reload.py [RULES]`; seconds of the process, and by the clock."""

import gc
import sys
import tempfile
import time
from pathlib import Path

from synthetic_news import conditions

from monitor.collector import collector_at_rest
from monitor.rules.files import Kept, load_rules

FILES = 100


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder, written = Path(made), conditions(count, "selective")
        for number in range(FILES):
            rules = (_rule(one, written[one]) for one in range(number, count, FILES))
            (folder / f"{number:03}.toml").write_text("\n".join(rules), encoding="utf-8")
        kept = Kept()
        _timed(f"{count:,} rules in {FILES} files", folder, kept)
        for edit in range(3):
            path = folder / "050.toml"
            path.write_text(
                path.read_text(encoding="utf-8") + "\n" + _rule(count + edit, written[edit]), encoding="utf-8"
            )
            _timed("one file changed", folder, kept)


def _rule(number: int, condition: str) -> str:
    return f'[[rule]]\nid = "r{number}"\ntitle = "Rule {number}"\nwhen = \'{condition}\'\n'


def _timed(what: str, folder: Path, kept: Kept) -> None:
    begun, clock = time.process_time(), time.perf_counter()
    with collector_at_rest():  # as the daemon loads them
        load_rules(folder, kept=kept).prepared()
        gc.freeze()
    print(
        f"{what}: {time.process_time() - begun:.3f} s of the process, {time.perf_counter() - clock:.3f} s by the clock"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
