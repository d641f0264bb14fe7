"""Who still writes a file: a question to the kernel.

A read lease is refused while anybody, in whichever container, has the file open for writing. It is given back at once:
who opens the file in between waits for that, and notices nothing.
"""

import errno
import os
import signal
import sys
from pathlib import Path


def is_being_written(path: Path) -> bool:
    """Whether somebody has it open for writing. False where that can't be told: on most network shares, for files of
    other users, and on other systems than Linux."""
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.fcntl(opened, fcntl.F_SETSIG, signal.SIGURG)  # of a lease that is broken, which is ignored
        fcntl.fcntl(opened, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(opened, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as exc:
        return exc.errno == errno.EAGAIN
    finally:
        os.close(opened)
    return False
