"""Items out of files, for commands that match without a store.

JSON lines {"id","title","summary","body"?,"url","source","published","lang"?}, gzipped or not, "-" for standard input;
or a feed file as a publisher serves it: RSS, Atom or JSON Feed.
"""

import gzip
import json
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import BufferedReader, RawIOBase
from itertools import chain
from pathlib import Path
from typing import cast

from monitor.errors import MonitorError
from monitor.feeds.parse import parse_feed
from monitor.items import item_from, item_from_row
from monitor.model import Feed, Item, ParseError

GZIP = b"\x1f\x8b"
LARGEST_FEED = 64 * 1024 * 1024  # bytes; a feed file is read whole


def items_of(name: str, now: datetime) -> Iterator[Item]:
    """The items of a file, one by one. Raises MonitorError with file and line."""
    shown = "standard input" if name == "-" else name
    try:
        with _opened(name) as file:
            if file.peek(512).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
                yield from _items_of_feed(Path(shown), file.read(LARGEST_FEED), now)
                return
            first = file.readline(LARGEST_FEED)
            if begins_json_feed(first):
                yield from _items_of_feed(Path(shown), first + file.read(LARGEST_FEED), now)
            else:
                yield from _items_of_lines(shown, chain([first], file), now)
    except (OSError, EOFError, zlib.error) as exc:
        raise MonitorError(f"{shown} can't be read: {getattr(exc, 'strerror', None) or exc}") from exc


def begins_json_feed(line: bytes) -> bool:
    """Whether a file's first line is a JSON Feed, or the first of its many lines: a row of JSON lines is whole."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return BEGUN.match(line) is not None
    return isinstance(row, dict) and "jsonfeed.org/version/" in str(row.get("version"))


# An object that is opened and not closed, after which comes nothing, or a key with the beginning of its value.
BEGUN = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*(?:"\w+"\s*:\s*(?:"[^"]*"\s*,|[\[{])\s*)?$')


@contextmanager
def _opened(name: str) -> Iterator[BufferedReader]:
    """The file's bytes ("-": standard input), unzipped where they are zipped."""
    if name == "-":
        with _unzipped(cast("BufferedReader", sys.stdin.buffer)) as file:
            yield file
        return
    with Path(name).open("rb") as raw, _unzipped(raw) as file:
        yield file


@contextmanager
def _unzipped(raw: BufferedReader) -> Iterator[BufferedReader]:
    if raw.peek(2).startswith(GZIP):
        with gzip.open(raw) as zipped, BufferedReader(cast("RawIOBase", zipped)) as file:
            yield cast("BufferedReader", file)
    else:
        yield raw


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
