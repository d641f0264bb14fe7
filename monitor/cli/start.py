"""`monitor init`: a folder to start from."""

import shutil
from pathlib import Path

import rich_click as click

from monitor.cli.output import screen
from monitor.errors import MonitorError

SHIPPED = ("config.example.toml", "rules", "schemas", "seeds")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
def init(folder: Path) -> None:
    """Writes config.toml, rules/, seeds/, and schemas/ for editors, into FOLDER, to start from.

    What is there already stays as it is: nothing is overwritten.
    """
    source = _shipped()
    try:
        _write(source, folder)
    except OSError as exc:
        raise MonitorError(f"{folder} can't be written: {exc.strerror or exc}") from exc
    where = "" if folder == Path() else f"cd {folder} && "
    screen().print(f"\nNext: {where}monitor check, then monitor run --once", markup=False)


def _write(source: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHIPPED:
        target = folder / ("config.toml" if name.endswith(".toml") else name)
        if target.exists():
            screen().print(f"kept     {target}", markup=False)
        elif (source / name).is_dir():
            shutil.copytree(source / name, target)
            screen().print(f"written  {target}/", markup=False)
        else:
            shutil.copyfile(source / name, target)
            screen().print(f"written  {target}", markup=False)


def _shipped() -> Path:
    """Where the files to start from stand: in the package, or in the checkout that it runs from."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "shipped", package.parent):
        if all((folder / name).exists() for name in SHIPPED):
            return folder
    raise MonitorError("the files to start from are missing from this installation: install monitor again")
