"""The door that others look through: /healthz, /readyz and /metrics over HTTP, on loopback unless told otherwise.

    /healthz  200 while the loop and its ticks make progress, else 503: restart it
    /readyz   200 while the watch can do its job, else 503, with the reasons: look at it
    /metrics  Prometheus' text format

Nothing can be changed through it, and nothing secret is said.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import NamedTuple

import structlog
from aiohttp import web

from monitor.health import Finding, is_ready
from monitor.metrics import CONTENT_TYPE, Metrics
from monitor.operating import WebConfig

log = structlog.get_logger("monitor")


@asynccontextmanager
async def serving(
    config: WebConfig,
    *,
    stalled: Callable[[], Sequence[str]],
    findings: Callable[[], tuple[Finding, ...]],
    metrics: Metrics,
) -> AsyncIterator["Served"]:
    """Serves for as long as it is open. A port that is taken stops no watch: it is a fault, said and logged."""
    if config.host is None:
        yield Served()
        return

    async def healthz(_: web.Request) -> web.Response:
        late = list(stalled())
        return web.json_response({"alive": not late, "stalled": late}, status=503 if late else 200)

    async def readyz(_: web.Request) -> web.Response:
        found = findings()
        ready = is_ready(found)
        body = {"ready": ready, "findings": [_row(finding) for finding in found]}
        return web.json_response(body, status=200 if ready else 503)

    async def page(_: web.Request) -> web.Response:
        return web.Response(body=metrics.page(), headers={"Content-Type": CONTENT_TYPE})

    app = web.Application()
    app.add_routes([web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", page)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        yield await _listening(runner, config)
    finally:
        await runner.cleanup()


class Served(NamedTuple):
    """The address, or why there is none; neither where it is off."""

    address: str | None = None
    fault: str | None = None


async def _listening(runner: web.AppRunner, config: WebConfig) -> Served:
    try:
        await web.TCPSite(runner, config.host, config.port).start()
    except OSError as exc:
        fault = (
            f"health and metrics can't be served at {config.host}:{config.port} ({exc.strerror}): "
            'set [web] listen to a free address, or to "off", and restart'
        )
        log.error(fault)
        return Served(fault=fault)
    host, port = runner.addresses[0][:2]
    return Served(address=f"http://{host}:{port}")


def _row(finding: Finding) -> dict[str, object]:
    return {
        "kind": finding.kind.value,
        "subject": finding.subject,
        "sentence": finding.sentence,
        "since": finding.since.isoformat() if finding.since is not None else None,
        "blocks": finding.kind.blocks,
    }
