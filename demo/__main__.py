"""`python -m demo [--speed N] [--port P] [--folder F]`: serve a trial until it is asked to stop."""

import os
import tempfile
from pathlib import Path

import click

os.environ["MOTCUA_ASYNC"] = "eventlet"
import runtime  # noqa: F401  (first: everything after it is cooperative)
from demo.server import run


@click.command()
@click.option("--speed", type=click.FloatRange(1, 600), default=60, show_default=True, help="Times as fast.")
@click.option("--port", type=click.IntRange(1, 65535), help="Where to serve; else as configured, 8000.")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Made, and removed at the end.")
@click.option("--days", type=click.IntRange(1, 366), default=183, show_default=True, help="Of the past behind it.")
@click.option("--parent", type=int, hidden=True, help="Stop when this process is gone.")
@click.option("--home", type=int, hidden=True, help="Port of the centre that began it: the way back, at the end.")
def main(speed: float, port: int | None, folder: Path | None, days: int, parent: int | None, home: int | None) -> None:
    """Serve one simulated day of a busy centre, with months behind it."""
    folder = (folder or Path(tempfile.mkdtemp(prefix="mot-cua-trial-"))).resolve()
    run(folder, speed, port, days, parent=parent, home=home)


if __name__ == "__main__":
    main()
