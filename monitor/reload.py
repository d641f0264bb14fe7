"""What an edit of config.toml changes: (the config that runs, the one that was read) → Changes. Pure.

What can't change while the process runs stays as it was, and is named.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from monitor.config import Config

FIXED: Mapping[str, Callable[[Config], object]] = {
    "[monitor] database": lambda config: config.database,
    "[monitor] rules": lambda config: config.rules,
    "[monitor] timezone": lambda config: config.timezone,
    "[polling] deadline": lambda config: config.polling.deadline,
    "[polling] user_agent or contact": lambda config: config.polling.user_agent,
    "[polling] concurrency": lambda config: config.polling.concurrency,
    "[polling] allow_private_hosts": lambda config: config.polling.allow_private_hosts,
    "[stories]": lambda config: config.stories,
    "[web]": lambda config: config.web,
    "[canary]": lambda config: config.canary,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Feeds by id, and the settings that wait for a restart. `config` is what runs from here on."""

    config: Config
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    needs_restart: tuple[str, ...]


def changes_between(running: Config, read: Config) -> Changes:
    """What becomes of the running config by an edit."""
    before = {feed.id: feed for feed in running.feeds}
    after = {feed.id: feed for feed in read.feeds}
    return Changes(
        config=_with_what_stays(running, read),
        added=tuple(sorted(after.keys() - before.keys())),
        removed=tuple(sorted(before.keys() - after.keys())),
        changed=tuple(sorted(key for key in before.keys() & after.keys() if before[key] != after[key])),
        needs_restart=tuple(name for name, value in FIXED.items() if value(running) != value(read)),
    )


def _with_what_stays(running: Config, read: Config) -> Config:
    return replace(
        read,
        database=running.database,
        rules=running.rules,
        timezone=running.timezone,
        polling=running.polling,
        stories=running.stories,
        web=running.web,
        canary=running.canary,
    )
