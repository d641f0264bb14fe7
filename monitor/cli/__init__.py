"""The command line: one thin module per group, loaded when it is called.

Every command prints for people, and JSON lines for programs with `--format jsonl`. Exit codes: 0 fine, 1 found
something wrong, 2 could not run.
"""

import sys
from collections.abc import Sequence

import rich_click as click

from monitor.cli.output import fail
from monitor.errors import MonitorError

GROUPS = {
    "init": "monitor.cli.start",
    "run": "monitor.cli.run",
    "check": "monitor.cli.check",
    "rules": "monitor.cli.rules",
    "backtest": "monitor.cli.backtest",
    "feeds": "monitor.cli.feeds",
    "alerts": "monitor.cli.alerts",
    "explain": "monitor.cli.explain",
    "mute": "monitor.cli.mute",
    "stories": "monitor.cli.stories",
    "status": "monitor.cli.status",
    "schema": "monitor.cli.schema",
    "store": "monitor.cli.store",
}

click.rich_click.SHOW_ARGUMENTS = True
click.rich_click.TEXT_MARKUP = "rich"
click.rich_click.COMMANDS_PANEL_TITLE = "Commands"


class _Commands(click.RichGroup):
    """Imports a command's module only when it is asked for: `--help` and errors stay quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(GROUPS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's signature
        if cmd_name not in GROUPS:
            return None
        from importlib import import_module

        command: click.Command = getattr(import_module(GROUPS[cmd_name]), cmd_name)
        return command


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="monitor")
def monitor() -> None:
    """Watches news feeds for the stories that your rule files describe, and tells each story once, in Slack.

    Start with [bold]monitor init[/], then [bold]monitor check[/], then [bold]monitor run[/].
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point: our own errors end as a sentence and exit code 2, never as a traceback."""
    try:
        code = monitor.main(arguments, standalone_mode=False)  # what an Exit carries comes back as the result
        sys.exit(code if isinstance(code, int) else 0)
    except click.ClickException as exc:
        exc.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except MonitorError as exc:
        fail(str(exc))
        sys.exit(2)
    except BrokenPipeError:  # the reader of our output has gone, as `| head` does
        sys.stderr.close()
        sys.exit(0)
