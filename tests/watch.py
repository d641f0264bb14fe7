"""A real `monitor` process on a folder of its own, for acceptance tests: its config, its rules, its database."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

SAID = "said.txt"  # in the watch's folder: all that its processes wrote
PATIENCE = 30.0  # seconds until a promise counts as broken; on an idle machine things take one or two


class Watch:
    """A folder that monitor runs on. `process` is the daemon, while it runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environ: dict[str, str] = {}
        self.command: tuple[str, ...] = (sys.executable,)
        self.process: asyncio.subprocess.Process | None = None
        self._said: list[str] = []
        self._reading: asyncio.Task[None] | None = None

    @property
    def said(self) -> str:
        """All that the daemon wrote so far, both streams."""
        return "".join(self._said)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    async def start(self, *arguments: str) -> None:
        """Starts the daemon and waits until it watches."""
        self._said.clear()
        self.process = await self._spawn("run", "--log", "json", *arguments)
        self._reading = asyncio.create_task(self._read())
        await until(lambda: '"watching"' in self.said or self.process is None or self.process.returncode is not None)
        assert self.process.returncode is None, self.said

    async def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ends the daemon by a signal; its exit code."""
        assert self.process is not None
        with suppress(ProcessLookupError):
            self.process.send_signal(how)
        code = await asyncio.wait_for(self.process.wait(), PATIENCE)
        assert self._reading is not None
        await self._reading
        self.process = None
        return code

    async def run(self, *arguments: str) -> tuple[int, str, str]:
        """Runs one command to its end: exit code, output, errors."""
        process = await self._spawn(*arguments, apart=True)
        out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
        self._keep(out + err)
        assert process.returncode is not None
        return process.returncode, out.decode(), err.decode()

    async def _spawn(self, *arguments: str, apart: bool = False) -> asyncio.subprocess.Process:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
        return await asyncio.create_subprocess_exec(
            *self.command,
            "-m",
            "monitor",
            *arguments,
            cwd=self.folder,
            env=kept | {"PYTHONWARNINGS": "default", "COLUMNS": "200"} | self.environ,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE if apart else asyncio.subprocess.STDOUT,
        )

    async def _read(self) -> None:
        assert self.process is not None
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            self._said.append(line.decode())
            self._keep(line)

    def _keep(self, said: bytes) -> None:
        with (self.folder / SAID).open("ab") as file:
            file.write(said)


@asynccontextmanager
async def watching(folder: Path) -> AsyncIterator[Watch]:
    """A watch whose process does not outlive the test."""
    watch = Watch(folder)
    try:
        yield watch
    finally:
        if watch.process is not None and watch.process.returncode is None:
            await watch.end(signal.SIGKILL)


async def until(is_so: Callable[[], object], patience: float = PATIENCE) -> None:
    """Waits for something to become so; looks twenty times a second."""
    async with asyncio.timeout(patience):
        while not is_so():
            await asyncio.sleep(0.05)


def memory_of(pid: int) -> float:
    """MiB that a process and all below it hold."""
    try:
        below = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        own = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return own + sum(map(memory_of, below))
