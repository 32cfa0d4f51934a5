"""How a trial ends: its server stops, and nothing of its folder survives."""

import os
import shutil
import signal
from pathlib import Path


def stop() -> None:
    """Ask this server to stop, as Ctrl+C does."""
    os.kill(os.getpid(), signal.SIGTERM)


def wipe(folder: Path) -> None:
    """Remove a trial's folder with all that it has made; one that is not there is gone already."""
    shutil.rmtree(folder, ignore_errors=True)
