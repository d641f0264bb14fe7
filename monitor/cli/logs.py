"""Logs on standard error: for a person at a terminal, JSON lines otherwise. Others' loggers speak from WARNING."""

import logging
import sys

import structlog

_SHAPERS: list[structlog.typing.Processor] = []  # one list for good: a logger keeps the list of its first use


def set_up_logs(*, verbose: bool, as_json: bool) -> None:
    """Routes structlog and the standard library's loggers to standard error in one form."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True)
        if as_json
        else structlog.processors.TimeStamper("%H:%M:%S"),
    ]
    _SHAPERS[:] = [*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter]
    structlog.configure(
        processors=_SHAPERS,
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    last = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *(last if as_json else [_for_people()]),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a tick that still works is counted, not a line each time
    for name in ("monitor", "feeds", "outbox"):
        logging.getLogger(name).setLevel(logging.DEBUG if verbose else logging.INFO)
    # A connection that broke: the store says so in words, and goes on.
    logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)


def _for_people() -> structlog.dev.ConsoleRenderer:
    return structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), pad_event_to=0, sort_keys=False, exception_formatter=structlog.dev.plain_traceback
    )
