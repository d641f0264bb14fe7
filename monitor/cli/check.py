"""`monitor check`: is all that people edit in order?"""

import asyncio
from pathlib import Path

import rich_click as click
from click.exceptions import Exit

from monitor.cli.options import config_option, sender_for
from monitor.cli.output import fail, screen
from monitor.config import Config, read_config
from monitor.model import Feed
from monitor.rules.files import load_rules
from monitor.rules.ruleset import RuleSet


@click.command()
@click.option("--online", is_flag=True, help="Also ask Slack: the token, its scopes, and each channel.")
@config_option
def check(config_path: Path, *, online: bool) -> None:
    """Checks the config, the rules with their examples, and the feeds, without polling or telling anything.

    Every fault is shown at once, with its file, line and column. Exit code 2 where the daemon could not run, 1 where
    it could and something is wrong.
    """
    config = read_config(config_path)
    ruleset = load_rules(config.rules)
    examples = sum(len(rule.examples) for rule in ruleset.rules)
    say("config", f"{config.path.name}: {len(config.feeds)} feeds")
    say("rules", f"{len(ruleset.rules)} rules hold, with all of their {examples} examples")
    wrong = [str(notice) for notice in ruleset.notices]
    wrong += [f"feed {feed.id}: there is no file {feed.url}" for feed in config.feeds if is_missing(feed)]
    say("alerts", _way(config))
    if online:
        wrong += asyncio.run(_ask_slack(config, ruleset))
    for sentence in wrong:
        fail(f"! {sentence}")
    if wrong:
        raise Exit(1)
    screen().print("all in order")


def say(subject: str, sentence: str) -> None:
    screen().print(f"{subject:8} {sentence}", markup=False)


def _way(config: Config) -> str:
    if config.slack.token is not None:
        return f"go to Slack, {config.slack.channel} unless a rule names another channel"
    if config.slack.webhook is not None:
        return "go through a webhook: at least once; no threads, no edits, and no look-up after a doubt"
    return "go to the terminal: set SLACK_BOT_TOKEN to send them to Slack"


async def _ask_slack(config: Config, ruleset: RuleSet) -> list[str]:
    """What Slack says is wrong; what is right is printed."""
    named = {config.slack.channel, config.slack.admin_channel, *config.slack.routes.values()}
    channels = {channel for channel in (*named, *(rule.channel for rule in ruleset.rules)) if channel}
    sender = sender_for(config.slack)
    try:
        found = await sender.check(tuple(sorted(channels)))
    finally:
        await sender.close()
    for finding in found:
        if finding.ok:
            say(finding.subject, finding.sentence)
    return [f"{finding.subject}: {finding.sentence}" for finding in found if not finding.ok]


def is_missing(feed: Feed) -> bool:
    """Whether a feed is a local file that is not there."""
    return feed.is_file and not Path(feed.url).exists()
