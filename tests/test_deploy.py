"""What is shipped for running it: every name in it is real, and it holds what the docs promise."""

import json
import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from test_daemon import samples, told

from monitor.health import Kind
from monitor.operating import CREDENTIALS, WebTable
from monitor.slack.send import SCOPES
from monitor.ticks import STALLED

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
ALERTS = (DEPLOY / "prometheus" / "alerts.yml").read_text()
DASHBOARD = (DEPLOY / "grafana" / "monitor.json").read_text()
DOCS = (ROOT / "docs" / "operate.md").read_text()
UNIT = DEPLOY / "systemd" / "monitor.service"


def names(text: str) -> set[str]:
    return set(re.findall(r"\b(?:monitor|process)_[a-z_]+", text))


@pytest.mark.parametrize("shipped", [ALERTS, DASHBOARD], ids=["alerts", "dashboard"])
def test_every_metric_that_is_shipped_is_on_the_page_of_metrics(shipped: str) -> None:
    there = {name for name, _ in samples(told())}

    assert len(names(shipped)) > 8
    assert names(shipped) <= there


def test_every_label_value_that_an_alert_asks_for_is_one_that_we_write() -> None:
    there = {value for _, labels in samples(told()) for _, value in labels} | {"selfwatch"}

    for values in re.findall(r'(?:condition|state|kind|tick|what|outcome)=~?"([^"]+)"', ALERTS + DASHBOARD):
        assert set(values.split("|")) <= there, values


def test_an_alert_does_not_go_by_how_often_feeds_are_asked_or_how_large_the_disk_is() -> None:
    """Both are the operator's: the watch's own findings know them."""
    expressions = [rule["expr"] for group in yaml.safe_load(ALERTS)["groups"] for rule in group["rules"]]

    assert not [one for one in expressions if "last_poll_success" in one or "disk_free" in one]


def test_every_alert_says_what_is_wrong_and_what_to_do_and_the_docs_name_it() -> None:
    rules = [rule for group in yaml.safe_load(ALERTS)["groups"] for rule in group["rules"]]

    assert len({rule["alert"] for rule in rules}) == len(rules) > 8
    for rule in rules:
        assert set(rule) == {"alert", "expr", "for", "labels", "annotations"}
        assert set(rule["annotations"]) == {"summary", "action"}
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert f"`{rule['alert']}`" in DOCS


def test_the_docs_say_what_each_metric_and_each_finding_means() -> None:
    families = {re.sub(r"_(bucket|sum|count|total)$", "", name) for name, _ in samples(told())}

    missing = {name for name in families if name.startswith("monitor_") and f"`{name}" not in DOCS}
    assert not missing
    assert not {kind.value for kind in Kind if f"| `{kind}` |" not in DOCS}


def test_the_dashboard_is_whole() -> None:
    panels: list[dict[str, Any]] = json.loads(DASHBOARD)["panels"]

    assert len({panel["id"] for panel in panels}) == len(panels)
    assert all(target["expr"] for panel in panels for target in panel["targets"])


def test_the_slack_manifest_asks_for_the_scopes_that_we_check() -> None:
    manifest = yaml.safe_load((DEPLOY / "slack" / "manifest.yaml").read_text())

    assert set(SCOPES) <= set(manifest["oauth_config"]["scopes"]["bot"])


# --- systemd ---


def test_the_unit_waits_for_us_gives_us_time_and_its_secrets_are_those_that_the_docs_name() -> None:
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]  # as configparser's documents say to
    unit.read(UNIT)
    service = unit["Service"]

    assert service["Type"] == "notify"
    assert int(service["WatchdogSec"].removesuffix("min")) * 60 > STALLED
    assert service["RestartPreventExitStatus"] == "2"
    assert service["KillMode"] == "mixed"
    credential = service["LoadCredential"].partition(":")[0]
    assert f"{CREDENTIALS}{credential}" in DOCS


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_finds_no_fault_in_the_unit_and_calls_it_safe(tmp_path: Path) -> None:
    copy = tmp_path / "monitor.service"
    copy.write_text(UNIT.read_text().replace("/opt/monitor/bin/monitor ", "/bin/true "))

    verified = subprocess.run(["systemd-analyze", "verify", str(copy)], capture_output=True, text=True, check=False)
    security = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(copy)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (verified.returncode, verified.stderr) == (0, "")
    assert security.returncode == 0, security.stdout[-400:]


# --- Containers ---


def instructions() -> list[tuple[str, str]]:
    text = (DEPLOY / "docker" / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, " ".join(rest.split())) for word, rest in lines]


def test_the_image_is_built_of_what_is_there_and_runs_as_nobody_in_particular() -> None:
    found = instructions()

    assert [word for word, _ in found].count("FROM") == 2
    assert ("USER", "10001") in found
    admitted = set((ROOT / ".dockerignore").read_text().replace("!", "").split())
    for _, rest in (one for one in found if one[0] == "COPY" and "--from" not in one[1]):
        for source in rest.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert source.removeprefix("./") in admitted


def test_the_container_asks_itself_whether_it_is_alive_where_it_listens() -> None:
    (check,) = [rest for word, rest in instructions() if word == "HEALTHCHECK"]

    assert f"http://{WebTable().listen}/healthz" in check
    command = json.loads(check.partition("CMD ")[2])
    compile(command[2], "HEALTHCHECK", "exec")


def test_the_compose_file_builds_the_image_and_mounts_what_it_reads() -> None:
    composed = yaml.safe_load((DEPLOY / "docker" / "compose.yaml").read_text())
    service = composed["services"]["monitor"]

    assert (DEPLOY / "docker" / service["build"]["context"] / service["build"]["dockerfile"]).exists()
    assert service["secrets"] == list(composed["secrets"])
    assert {volume.partition(":")[0] for volume in service["volumes"]} == {"./etc", *composed["volumes"]}


def test_nothing_that_is_shipped_names_a_registry() -> None:
    for path in (*DEPLOY.rglob("*.*"), DEPLOY / "docker" / "Dockerfile"):
        assert not re.search(r"\b(docker\.io|ghcr\.io|quay\.io|gcr\.io|pypi\.org)\b", path.read_text()), path


def test_the_hooks_look_at_every_commit_also_at_one_that_only_deletes() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())

    assert {hook["entry"] for hook in hooks} == {"monitor rules check", "monitor rules lint"}
    assert all(hook["always_run"] and not hook["pass_filenames"] for hook in hooks)
