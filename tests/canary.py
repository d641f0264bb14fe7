"""The secrets of the Slack stand-in, and where they turned up. No test may let one out: tests/conftest.py looks."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from postgres import PASSWORD

TOKEN = "xoxb-canary-5f2c9d"
HOOK = "hook-canary-8e41b7"
CANARIES = (TOKEN, HOOK, PASSWORD)
HANDED_OVER = "token"  # the name of a file by which a test gives the program its token


def leaks_in_sections(sections: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What pytest captured, by section: output, errors, and every logger's records."""
    for name, text in sections:
        yield from (f"{secret} in {name}" for secret in CANARIES if secret in text)


def leaks_in_files(folder: Path | None) -> Iterator[str]:
    """The files that a test left: databases with their journals, logs, ledgers, what its processes said."""
    for path in sorted(folder.rglob("*")) if folder is not None and folder.exists() else ():
        if path.is_file() and path.name != HANDED_OVER:
            content = path.read_bytes()
            yield from (f"{secret} in {path.name}" for secret in CANARIES if secret.encode() in content)
