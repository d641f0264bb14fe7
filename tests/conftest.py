"""What many tests stand on: a real store, and rules loaded from a real folder."""

import logging
import os
import shutil
import ssl
import subprocess
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from canary import leaks_in_files, leaks_in_sections
from effort import ALL, FAST
from hypothesis import settings
from postgres import MISSING, REQUIRED, Cluster, server

from monitor.cli import main
from monitor.rules.files import load_rules
from monitor.rules.ruleset import RuleSet
from monitor.store import Store, open_store
from monitor.store.tables import metadata

RULES = """\
[[rule]]
id       = "dprk-troops"
title    = "North Korean troops"
severity = "warning"
when     = '"north korean" NEAR/5 (troops OR soldiers)'

[[rule]]
id       = "kursk"
title    = "Kursk"
severity = "critical"
when     = 'kursk NEAR/20 (troops OR soldiers OR fighting)'
[[rule.match]]
title = "Fighting in Kursk"
[[rule.no_match]]
title = "Kursk wins the cup"

[[rule]]
id      = "npt"
title   = "The treaty"
when    = '=NPT AND nuclear'
channel = "#npt"
max_age = "30d"
"""


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile(FAST if config.option.markexpr == "not slow" else ALL)


@pytest.fixture(scope="session")
def any_cluster() -> Iterator[Cluster | None]:
    """A PostgreSQL server for this process's tests; None where there is none. Its socket wants a short path."""
    with TemporaryDirectory(prefix="pg") as folder, server(Path(folder)) as cluster:
        if cluster is not None:
            cluster.ready = cluster.database()
            open_store(cluster.ready).close()
        yield cluster


@pytest.fixture
def cluster(any_cluster: Cluster | None) -> Cluster:
    """The server, or a skip that the summary repeats; a failure where PostgreSQL is required."""
    if any_cluster is None and os.environ.get(REQUIRED):
        pytest.fail(f"{MISSING}, and {REQUIRED} is set")
    return any_cluster or pytest.skip(MISSING)


@pytest.fixture
def postgresql(cluster: Cluster) -> str:
    """The address of a database with our schema and nothing in it: one for all tests of this process, emptied."""
    emptied = "".join(f"DELETE FROM {table.name};" for table in reversed(metadata.sorted_tables))
    cluster.run(emptied, cluster.ready.rpartition("/")[2])
    return cluster.ready


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [report for report in terminalreporter.stats.get("skipped", ()) if MISSING in str(report.longrepr)]
    if skipped:
        terminalreporter.section("PostgreSQL", red=True)
        terminalreporter.write_line(f"{len(skipped)} tests were skipped: {MISSING}", red=True)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with our schema and nothing in it: copied, since migrating one takes thirty times as long."""
    path = tmp_path_factory.mktemp("migrated") / "monitor.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def store(tmp_path: Path, migrated: Path) -> Iterator[Store]:
    shutil.copy(migrated, tmp_path / "monitor.db")
    opened = open_store(f"sqlite:///{tmp_path}/monitor.db")
    yield opened
    opened.close()


@pytest.fixture
def rules_of(tmp_path: Path) -> Callable[[str], RuleSet]:
    """Loads a rule set from the text of one file."""

    def load(text: str) -> RuleSet:
        folder = tmp_path / "rules"
        folder.mkdir(exist_ok=True)
        (folder / "rules.toml").write_text(text, encoding="utf-8")
        return load_rules(folder)

    return load


@pytest.fixture
def ruleset(rules_of: Callable[[str], RuleSet]) -> RuleSet:
    return rules_of(RULES)


# --- TLS, with a certificate of our own ------------------------------------------------------------------------


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of 127.0.0.1, with its key in the same file."""
    made = tmp_path_factory.mktemp("tls") / "server.pem"
    asked = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=loopback"
    named = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", f"{made}", "-out", f"{made}.crt"]
    subprocess.run([*asked.split(), *named], check=True, capture_output=True)
    made.write_text(made.read_text() + Path(f"{made}.crt").read_text())
    return made


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


# --- Nothing leaks: whatever a test writes or logs, at DEBUG, holds no secret of the stand-in ---------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test whose output, log, process or files hold a canary has failed, whatever it asserted."""
    report = yield
    if report.passed and report.when == "teardown":
        leaks = [*leaks_in_sections(report.sections), *leaks_in_files(getattr(item, "funcargs", {}).get("tmp_path"))]
        if leaks:
            report.outcome, report.longrepr = "failed", f"a secret leaks: {'; '.join(leaks)}"
    return report


# --- Commands, as people and programs call them ---

ROOT = Path(__file__).parent.parent
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Calls a command in an empty folder: exit code, output, errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    for name in ("MONITOR_CONFIG", "SLACK_BOT_TOKEN", "SLACK_WEBHOOK_URL"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        out, err = capsys.readouterr()
        root = logging.getLogger()  # the command's log went to an error stream that ends with this test
        root.handlers[:] = [one for one in root.handlers if type(one) is not logging.StreamHandler]
        return int(ended.value.code or 0), out, err

    return call


@pytest.fixture
def watch(tmp_path: Path) -> Path:
    """A folder with a config of one file feed, and rules."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "rules.toml").write_text(RULES)
    (tmp_path / "config.toml").write_text('[[feed]]\nid = "wire"\nurl = "wire.xml"\npublisher = "Wire"\n')
    shutil.copyfile(ROOT / "seeds" / "sample.xml", tmp_path / "wire.xml")
    return tmp_path
