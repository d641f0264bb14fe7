"""`monitor check`: is all that people edit in order?"""

import asyncio
from pathlib import Path

import rich_click as click
from click.exceptions import Exit

from monitor.canary import channels_in_use
from monitor.cli.options import config_option, encoder_for, format_option, sender_for
from monitor.cli.output import counted, fail, print_json, problems_as, screen
from monitor.config import Config, read_config
from monitor.model import Feed
from monitor.rules.files import load_rules
from monitor.rules.ruleset import RuleSet
from monitor.slack import Checked


@click.command()
@click.option("--online", is_flag=True, help="Also ask Slack: the token, its scopes, and each channel.")
@config_option
@format_option
def check(config_path: Path, *, online: bool, format_: str) -> None:
    """Checks the config, the rules with their examples, and the feeds, without polling or telling anything.

    Every fault is shown at once, with its file, line and column. Exit code 2 where the daemon could not run, 1 where
    it could and something is wrong.
    """
    with problems_as(format_):
        config = read_config(config_path)
        ruleset = load_rules(config.rules, config.timezone)
        encoder = encoder_for(config)
    examples = sum(len(rule.examples) for rule in ruleset.rules)
    good = [
        ("config", f"{config.path.name}: {counted(len(config.feeds), 'feed')}"),
        ("rules", f"{counted(len(ruleset.rules), 'rule')} in order, with all of their {counted(examples, 'example')}"),
        ("alerts", _way(config)),
        ("asks as", _name(config)),
    ]
    if config.stories.embeddings is not None:
        good.append(
            ("stories", f"titles are also compared by the model in {config.stories.embeddings} ({encoder.model})")
        )
    wrong = [str(notice) for notice in ruleset.notices]
    wrong += [f"feed {feed.id}: there is no file {feed.url}" for feed in config.feeds if is_missing(feed)]
    if online:
        found = asyncio.run(_ask_slack(config, ruleset))
        good += [(finding.subject, finding.sentence) for finding in found if finding.ok]
        wrong += [f"{finding.subject}: {finding.sentence}" for finding in found if not finding.ok]
    _print(good, wrong, [str(notice) for notice in ruleset.ahead], format_)
    if wrong:
        raise Exit(1)


def _print(good: list[tuple[str, str]], wrong: list[str], ahead: list[str], format_: str) -> None:
    if format_ == "jsonl":
        print_json({"good": dict(good), "wrong": wrong, "ahead": ahead})
        return
    for subject, sentence in good:
        screen().print(f"{subject:8} {sentence}", markup=False)
    for sentence in ahead:
        fail(sentence)
    for sentence in wrong:
        fail(f"! {sentence}")
    if not wrong:
        screen().print("all in order")


def _way(config: Config) -> str:
    if config.slack.token is not None:
        return f"go to Slack, {config.slack.channel} unless a rule names another channel"
    if config.slack.webhook is not None:
        return "go through a webhook: at least once; no threads, no edits, and no look-up after a doubt"
    return "go to the terminal: set SLACK_BOT_TOKEN to send them to Slack"


def _name(config: Config) -> str:
    """The User-Agent; feeds' owners block whom they can't reach."""
    name = config.polling.user_agent
    return name if "@" in name or "://" in name else f"{name}: name a [polling] contact, an address or a page"


async def _ask_slack(config: Config, ruleset: RuleSet) -> tuple[Checked, ...]:
    """What Slack says of the token, its scopes, and every channel that something goes to."""
    sender = sender_for(config.slack)
    try:
        return await sender.check(channels_in_use(config, ruleset.rules))
    finally:
        await sender.close()


def is_missing(feed: Feed) -> bool:
    """Whether a feed is a local file that is not there."""
    return feed.is_file and not Path(feed.url).exists()
