"""feedparser's own test files, out of its source distribution: fetched once, by its pinned version, into a cache."""

import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

HEADER = re.compile(rb"^Header:\s+content-type:\s*(.+?)\s*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    name: str  # encoding/big5.xml
    body: bytes
    content_type: str


def samples() -> list[Sample]:
    """All of them; empty where they are neither cached nor to be had."""
    archive = cached(f"feedparser-{version('feedparser')}.tar.gz")
    return sorted(read(archive), key=lambda sample: sample.name) if archive else []


def cached(name: str) -> Path | None:
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "monitor-tests"
    if not (folder / name).exists():
        wanted = name.removesuffix(".tar.gz").replace("-", "==", 1)
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", "feedparser"]
        subprocess.run([*pip, "--dest", str(folder), wanted], check=False, capture_output=True, timeout=100)
    return folder / name if (folder / name).exists() else None


def read(archive: Path) -> Iterator[Sample]:
    with tarfile.open(archive) as files:
        for member in files:
            parts = Path(member.name).parts
            if member.isfile() and parts[1:2] == ("tests",) and member.name.endswith(".xml"):
                opened = files.extractfile(member)
                assert opened is not None
                body = opened.read()
                declared = HEADER.search(body[:4000].replace(b"\0", b""))
                content_type = declared[1].decode("latin-1") if declared else "application/xml"
                yield Sample(name="/".join(parts[2:]), body=body, content_type=content_type)
