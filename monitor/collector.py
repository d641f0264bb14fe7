"""Python's collector of cycles, held back while much is made that will stay: it would walk all of that in vain."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (200_000, 50, 100)  # objects more than there were, and rounds: see gc.set_threshold


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """For a moment in which nothing but such is made."""
    was_awake = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_awake:
            gc.enable()


@contextmanager
def collector_seldom() -> Iterator[None]:
    """Where much is made and kept, and few cycles: as often as it would come, it finds next to nothing."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
