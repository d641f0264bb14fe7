"""Every fault of a config file is said at once, with its place and what to do."""

from datetime import timedelta
from pathlib import Path

import pytest

from monitor.config import Config, read_config
from monitor.errors import ConfigError, Problem
from monitor.model import Severity

FEED = '[[feed]]\nid = "wire"\nurl = "https://wire.example.org/rss"\n'


def config_of(folder: Path, text: str, **environ: str) -> Config:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return read_config(path, environ)


def problems_of(folder: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(ConfigError) as caught:
        config_of(folder, text)
    return caught.value.problems


def test_a_feed_is_all_a_config_needs(tmp_path: Path) -> None:
    config = config_of(tmp_path, FEED)

    (feed,) = config.feeds
    assert (feed.every, feed.max_age, feed.backlog) == (timedelta(minutes=10), timedelta(days=7), "24h")
    assert feed.publisher == "example.org"
    assert config.rules == tmp_path / "rules"
    assert config.database == f"sqlite:///{tmp_path}/data/monitor.db"
    assert config.slack.token is None


def test_paths_are_relative_to_the_file_that_names_them(tmp_path: Path) -> None:
    text = '[monitor]\ndatabase = "sqlite:///x/y.db"\nrules = "../r"\n[[feed]]\nid = "f"\nurl = "seeds/a.xml"\n'

    config = config_of(tmp_path, text)

    assert config.database == f"sqlite:///{tmp_path}/x/y.db"
    assert config.rules == tmp_path / "../r"
    assert config.feeds[0].url == str(tmp_path / "seeds/a.xml")
    assert config.feeds[0].is_file


SECRET = "hunter2"


def test_a_server_is_a_database_and_its_password_is_in_no_repr(tmp_path: Path) -> None:
    text = f'[monitor]\ndatabase = "{{}}://monitor:{SECRET}@db.example/news?sslmode=require"\n{FEED}'
    as_written = ("postgres", "postgresql", "postgresql+psycopg")

    found = [config_of(tmp_path, text.format(scheme)) for scheme in as_written]

    assert {config.database for config in found} == {
        f"postgresql+psycopg://monitor:{SECRET}@db.example/news?sslmode=require"
    }
    assert SECRET not in repr(found)


def test_a_password_in_an_address_is_not_shown_with_its_fault(tmp_path: Path) -> None:
    text = f'[monitor]\ndatabase = "mysql://monitor:{SECRET}@db.example/news"\n{FEED}'

    (problem,) = problems_of(tmp_path, text)

    assert 'database = "mysql://**' in str(problem)
    assert SECRET not in str(problem)


def test_every_fault_is_said_at_once_with_its_place(tmp_path: Path) -> None:
    text = """\
[monitor]
timezon = "UTC"
timezone = "Mars/Base"
[slack]
channel = "general chat"
api_url = "slack.com"
on_ambiguous = "maybe"
[polling]
every = "10 minutes"
concurrency = 0
[[feed]]
id = "a b"
url = "ftp://x"
backlog = "some"
[[feed]]
url = "https://x.org/rss"
tags = "x"
[poling]
"""
    found = [(p.place.line, p.place.column, p.message.split(" |")[0], p.hint) for p in problems_of(tmp_path, text)]

    assert [(line, column) for line, column, _, _ in found] == [
        (2, 1), (3, 12), (5, 11), (6, 11), (7, 16), (9, 9), (10, 15), (12, 6), (13, 7), (14, 11), (15, 1),
        (17, 8), (18, 1),
    ]  # fmt: skip
    assert found[0][2:] == ("unknown key 'timezon'", "did you mean 'timezone'?")
    assert found[4][2:] == ("'on_ambiguous' is \"maybe\"", 'use "resend" or "hold"')
    assert found[5][2:] == ('"10 minutes" is not a length of time', 'write it as "30s", "10m", "24h" or "7d"')
    assert found[10][2] == "'id' is missing here"
    assert found[11][2] == "'tags' must be a list in [ ], not \"x\""


def test_a_table_that_can_not_be_read_hides_no_fault_of_another(tmp_path: Path) -> None:
    text = '[slack]\nchannel = "#a\n[polling]\nevery = "10 min"\n[[feed]]\nid = a\n[[feed]]\nid = "b"\nurl = 5\n'
    (tmp_path / "config.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        read_config(tmp_path / "config.toml")
    assert [(problem.place.line, problem.place.column) for problem in caught.value.problems] == [
        (2, 11),
        (4, 9),
        (6, 6),
        (9, 7),
    ]


def test_two_feeds_of_one_id_name_each_other(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, FEED + FEED)

    assert problem.place.line == 5
    assert problem.hint == f"the other one is at {tmp_path}/config.toml:2:6"


def test_a_config_without_feeds_is_a_fault(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "")

    assert problem.message == "names no feed"


def test_a_missing_config_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="monitor init"):
        read_config(tmp_path / "absent.toml", {})


@pytest.mark.parametrize(
    ("polling", "every", "fits"),
    [
        ("", "30s", False),
        ('min_every = "10s"', "30s", True),
        ('every = "2s"', "2s", True),
        ('every = "2s"\nmin_every = "1s"', "1s", True),
        ('every = "2s"\nmin_every = "5s"', "5s", True),
    ],
)
def test_no_feed_asks_more_often_than_min_every_allows(tmp_path: Path, polling: str, every: str, fits: bool) -> None:
    text = f'[polling]\n{polling}\n{FEED}every = "{every}"\n'

    if fits:
        assert config_of(tmp_path, text).feeds[0].every <= timedelta(seconds=30)
    else:
        assert "min_every" in problems_of(tmp_path, text)[0].message


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('[monitor]\ndatabase = "mysql://x/y"', "mysql:// is no database that monitor works on"),
        ('[monitor]\ndatabase = "foo://:a:b:c"', "foo:// is no database that monitor works on"),
        ('[monitor]\ndatabase = ""', "no file's path"),
        ('[monitor]\ndatabase = "a\\u0000b"', "control character"),
        ('[polling]\ncontact = "é"', "ASCII"),
        ('[polling]\ndeadline = "10m"', "longer than a feed may take"),
        ('[slack]\napi_url = "http://[::1"', "no http or https address"),
        ('[slack]\napi_url = "http://x:99999/"', "no http or https address"),
    ],
)
def test_what_run_would_choke_on_is_a_fault_of_the_config(tmp_path: Path, line: str, said: str) -> None:
    (problem,) = problems_of(tmp_path, f"{line}\n{FEED}")

    assert (problem.place.line, said in problem.message) == (2, True)


def test_the_token_comes_from_the_environment_or_a_file_and_no_repr_shows_it(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("xoxb-from-file\n")
    text = '[slack]\ntoken_file = "token"\n' + FEED

    from_file = config_of(tmp_path, text).slack
    from_environment = config_of(tmp_path, text, SLACK_BOT_TOKEN="xoxb-from-environment").slack

    assert from_file.token is not None
    assert from_file.token.get_secret_value() == "xoxb-from-file"
    assert from_environment.token is not None
    assert from_environment.token.get_secret_value() == "xoxb-from-environment"
    assert "xoxb" not in repr(from_file) + repr(from_environment)


@pytest.mark.parametrize(("name", "content"), [("absent", None), ("empty", "  \n")])
def test_a_token_file_without_a_token_is_a_fault(tmp_path: Path, name: str, content: str | None) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)

    (problem,) = problems_of(tmp_path, f'[slack]\ntoken_file = "{name}"\n{FEED}')

    assert (problem.place.line, problem.place.column) == (2, 14)


@pytest.mark.parametrize("value", ["true", "false", '["127.0.0.1", "10.0.0.0/8"]'])
def test_private_hosts_are_all_none_or_listed(tmp_path: Path, value: str) -> None:
    config = config_of(tmp_path, f"[polling]\nallow_private_hosts = {value}\n{FEED}")

    assert config.polling.allow_private_hosts in (True, False, ("127.0.0.1", "10.0.0.0/8"))


@pytest.mark.parametrize("value", ['"yes"', '["10.0.0.0/99"]', "[1]"])
def test_private_hosts_that_make_no_sense_are_a_fault(tmp_path: Path, value: str) -> None:
    (problem,) = problems_of(tmp_path, f"[polling]\nallow_private_hosts = {value}\n{FEED}")

    assert problem.place.line == 2


def test_the_shipped_example_is_in_order() -> None:
    example = Path(__file__).parent.parent / "config.example.toml"

    config = read_config(example, {})

    assert config.feeds[0].id == "sample"
    assert Path(config.feeds[0].url).is_file()
    assert any(feed.state_media for feed in config.feeds)


def test_routes_quiet_hours_and_the_flood_brake_are_read_with_the_time_zone(tmp_path: Path) -> None:
    calm = 'quiet_hours = "22:00-07:00"\nflood = 50\nadmin_channel = "#ops"\n[slack.routes]\ncritical = "#alarm"\n'
    config = config_of(tmp_path, f'[monitor]\ntimezone = "Europe/Kyiv"\n[slack]\n{calm}{FEED}')

    assert config.slack.routes == {Severity.CRITICAL: "#alarm"}
    assert config.slack.quiet is not None
    assert str(config.slack.quiet.zone) == "Europe/Kyiv"
    assert (config.slack.flood, config.slack.admin_channel) == (50, "#ops")


def test_a_fault_in_the_keys_of_calm_has_its_place(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, f'[slack]\nquiet_hours = "at night"\n[slack.routes]\nurgent = "#a"\n{FEED}')

    said = [str(problem).splitlines()[0] for problem in problems]
    assert any(":2:" in line and "is no span of a day" in line for line in said)
    assert any("there is no severity 'urgent'" in line for line in said)
