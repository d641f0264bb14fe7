"""Items out of files, for commands that match without a store.

JSON lines {"id","title","summary","body"?,"url","source","published","lang"?}, gzipped or not, "-" for standard input;
or a feed file as a publisher serves it.
"""

import gzip
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from io import BufferedReader
from pathlib import Path

from monitor.errors import MonitorError
from monitor.feeds.parse import parse_feed
from monitor.items import item_from, item_from_row
from monitor.model import Feed, Item, ParseError

GZIP = b"\x1f\x8b"
LARGEST_FEED = 64 * 1024 * 1024  # bytes; a feed file is read whole


def items_of(name: str, now: datetime) -> Iterator[Item]:
    """The items of a file, one by one. Raises MonitorError with file and line."""
    if name == "-":
        yield from _items_of_lines("standard input", sys.stdin.buffer, now)
        return
    try:
        with _opened(Path(name)) as file:
            if file.peek(512).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
                yield from _items_of_feed(Path(name), file.read(LARGEST_FEED), now)
            else:
                yield from _items_of_lines(name, file, now)
    except (OSError, EOFError, zlib.error) as exc:
        raise MonitorError(f"{name} can't be read: {getattr(exc, 'strerror', None) or exc}") from exc


def _opened(path: Path) -> BufferedReader:
    """The file's bytes, unzipped where it is zipped."""
    with path.open("rb") as raw:
        is_zipped = raw.read(2) == GZIP
    return BufferedReader(gzip.open(path)) if is_zipped else path.open("rb")


def _items_of_lines(name: str, lines: Iterable[bytes], now: datetime) -> Iterator[Item]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield item_from_row(_object(line), now=now)
        except (ValueError, RecursionError) as exc:  # JSONDecodeError and UnicodeDecodeError are ValueErrors
            hint = 'one object a line, such as {"id": "1", "title": "…", "summary": "…"}'
            raise MonitorError(f"{name}:{number}: is not an item: {exc}\n  hint: {hint}") from exc


def _object(line: bytes) -> dict[str, object]:
    row = json.loads(line)
    if not isinstance(row, dict):
        raise ValueError("it is no JSON object")  # noqa: TRY004  # a fault of the file, as all of json's own
    return row


def _items_of_feed(path: Path, body: bytes, now: datetime) -> Iterator[Item]:
    parsed = parse_feed(body, url=str(path), content_type=None)
    if isinstance(parsed, ParseError):
        raise MonitorError(f"{path}: {parsed.message}")
    ever = timedelta(days=36500)
    feed = Feed(id=path.stem, url=str(path), publisher=path.stem, every=timedelta(days=1), max_age=ever)
    for entry in parsed.entries:
        yield item_from(entry, feed, now)
