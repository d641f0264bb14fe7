"""`monitor schema`: what config and rule files may hold, for editors."""

import sys

import rich_click as click

from monitor.config import ConfigFile
from monitor.rules.shape import RuleFile
from monitor.schema import Table, json_schema

FILES: dict[str, tuple[type[Table], str]] = {
    "rules": (RuleFile, "A monitor rule file"),
    "config": (ConfigFile, "monitor's config.toml"),
}


@click.command()
@click.argument("kind", type=click.Choice(list(FILES)))
def schema(kind: str) -> None:
    """Prints the JSON schema of rule files (entities and groups are of one kind with them), or of the config.

    Editors complete and underline by it. [bold]monitor init[/] writes both into schemas/; after an upgrade write them
    anew: [bold]monitor schema rules > schemas/rules.json[/].
    """
    sys.stdout.write(schema_of(kind))


def schema_of(kind: str) -> str:
    """The text of the schema file of that kind."""
    return json_schema(*FILES[kind])
