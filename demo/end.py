"""How a trial ends: its server stops, and nothing of its folder survives."""

import os
import shutil
import signal
from pathlib import Path

from extensions import socketio

LAST_PAGE_SECONDS = 3.0  # in which the page that says so fetches its styles


def stop() -> None:
    """Ask this server to stop, as Ctrl+C does."""
    os.kill(os.getpid(), signal.SIGTERM)


def stop_soon() -> None:
    """The same, once whoever pressed the button has been shown that it is over."""
    socketio.start_background_task(_stop_after, LAST_PAGE_SECONDS)


def _stop_after(seconds: float) -> None:
    socketio.sleep(seconds)
    stop()


def wipe(folder: Path) -> None:
    """Remove a trial's folder with all that it has made; one that is not there is gone already."""
    shutil.rmtree(folder, ignore_errors=True)
