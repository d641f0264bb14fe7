"""Who still writes a file: a question to the kernel.

A read lease is refused while anybody, in whichever container, has the file open for writing. It is given back at once:
who opens the file in between waits for that, and notices nothing.
"""

import errno
import os
import signal
import stat
import sys
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
SHARES = ("nfs", "cifs", "smb", "9p", "afs")  # which refuse leases for reasons of their own


def is_being_written(path: Path) -> bool:
    """Whether somebody has it open for writing. False where that can't be told: on network shares, for files of other
    users unless we are root, and on other systems than Linux.
    """
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        if not stat.S_ISREG(path.stat().st_mode):  # who opens a pipe reads it, and ends whoever writes to it
            return False
        opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.fcntl(opened, fcntl.F_SETSIG, signal.SIGURG)  # of a lease that is broken, which is ignored
        fcntl.fcntl(opened, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(opened, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as exc:
        return exc.errno == errno.EAGAIN and not _is_on_a_share(os.fstat(opened).st_dev)
    finally:
        os.close(opened)
    return False


def _is_on_a_share(device: int) -> bool:
    try:
        return file_system(MOUNTS.read_text(), device).startswith(SHARES)
    except OSError:
        return True


def file_system(mounts: str, device: int) -> str:
    """The kind of a device's file system, by the lines of proc_pid_mountinfo(5); empty where they don't say."""
    wanted = f"{os.major(device)}:{os.minor(device)}"
    for line in mounts.splitlines():
        mount, _, kind = line.partition(" - ")
        if mount.split(" ")[2:3] == [wanted]:
            return kind.split(" ")[0]
    return ""
