"""The rules folder as it was at a revision of its git repository: REV → a folder of files → RuleSet.

A door: it runs git, which reads its own repository and nothing else.
"""

import io
import subprocess
import tarfile
import tempfile
from datetime import tzinfo
from pathlib import Path

from monitor.errors import MonitorError
from monitor.rules.files import load_rules
from monitor.rules.ruleset import RuleSet

PATIENCE = 60.0  # seconds


def rules_at(revision: str, folder: Path, zone: tzinfo) -> RuleSet:
    """The rules that `folder` held at `revision`. Raises MonitorError where git can't say, or they can't be used."""
    with tempfile.TemporaryDirectory(prefix="monitor-rules-") as made:
        there = Path(made) / "rules"
        _unpack(_archive(revision, folder), there)
        try:
            return load_rules(there, zone)
        except MonitorError as exc:
            said = str(exc).replace(f"{there}/", f"{revision}:")
            raise MonitorError(f"the rules at {revision} can't be used:\n{said}") from exc


def _archive(revision: str, folder: Path) -> bytes:
    if revision.startswith("-"):
        raise MonitorError(f"{revision!r} is neither a folder nor a git revision")
    try:
        top = _git(folder, "rev-parse", "--show-toplevel").decode().strip()
        inside = _git(folder, "rev-parse", "--show-prefix").decode().strip()
        return _git(Path(top), "archive", "--format=tar", f"{revision}:{inside}")
    except (OSError, subprocess.TimeoutExpired) as exc:
        raise MonitorError(f"{revision!r} is no folder, and git can't be asked for it: {exc}") from exc
    except subprocess.CalledProcessError as exc:
        why = exc.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise MonitorError(f"{revision!r} is no folder, and no revision of {folder} that git knows: {why}") from exc


def _git(folder: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True).stdout  # noqa: S603  # no shell; a revision can't begin with "-"


def _unpack(archive: bytes, folder: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
