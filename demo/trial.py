"""The trial as the real centre's server knows it: a process beside it, started by one button and wiped by another."""

import errno
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from config import Config
from demo.end import wipe
from queueing.errors import Refusal

HOUSE = Path(__file__).resolve().parent.parent
FIRST_PORT_AFTER = 1  # the trial answers at the centre's own port plus this, or at the next that is free
PORTS_TRIED = 20
DAYS_BEHIND = 183  # of dossiers and visits before the simulated day
STOP_SECONDS = 15.0
LAST_WORDS = 500  # characters of what it complained of


class NoPort(Refusal):
    """No port is free for the trial."""

    status, code = 409, "no_port"

    def __init__(self) -> None:
        super().__init__(
            "Không còn cổng mạng trống để chạy thử. Mời khởi động lại máy chủ rồi thử lại.",
            "No network port is free for the trial. Restart the server's PC and try again.",
        )


@dataclass
class Running:
    """The process, where it will answer, and where it writes what goes wrong."""

    process: subprocess.Popen
    port: int
    complaints: Path


class Trial:
    """One server's trial. STATES: none, starting (six months are being made), running, failed."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._running: Running | None = None

    @property
    def folder(self) -> Path:
        return self._config.instance / "trial"

    @property
    def state(self) -> str:
        if self._running is None:
            return "none"
        if self._running.process.poll() is not None:
            return "failed" if self._running.process.returncode else self._gone()
        return "running" if _answers(self._running.port) else "starting"

    @property
    def port(self) -> int | None:
        """Where the trial answers, or will."""
        return self._running.port if self._running else None

    @property
    def complaint(self) -> str:
        """The last words of a trial that failed."""
        if self._running is None or not self._running.complaints.exists():
            return ""
        return self._running.complaints.read_text(errors="replace")[-LAST_WORDS:]

    def start(self, speed: int) -> None:
        """Begin a trial; one that runs already goes on. Raises NoPort."""
        if self._running is not None and self._running.process.poll() is None:
            return
        port = _free_port(self._config)
        complaints = self._config.instance / "trial.log"
        command = [sys.executable, "-m", "demo", "--speed", str(speed), "--port", str(port)]
        command += ["--folder", str(self.folder), "--parent", str(os.getpid()), "--days", str(DAYS_BEHIND)]
        command += ["--home", str(self._config.port)]
        environ = os.environ | {"MOTCUA_HOST": self._config.host}
        with complaints.open("w") as said:
            process = subprocess.Popen(command, cwd=HOUSE, env=environ, stdout=subprocess.DEVNULL, stderr=said)
        self._running = Running(process, port, complaints)

    def end(self) -> None:
        """Stop it and remove all that it has made; where there is none, nothing happens."""
        if self._running is None:
            return
        self._running.process.terminate()
        try:
            self._running.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._running.process.kill()
            self._running.process.wait()
        self._gone()

    def wipe(self) -> None:
        """Remove what a trial has left; call it only where none runs."""
        wipe(self.folder)
        (self._config.instance / "trial.log").unlink(missing_ok=True)

    def _gone(self) -> str:
        self.wipe()
        self._running = None
        return "none"


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/demo", timeout=0.5):
            return True
    except (OSError, urllib.error.URLError):
        return False


def _free_port(config: Config) -> int:
    first = config.port + FIRST_PORT_AFTER
    for port in range(first, min(first + PORTS_TRIED, 65536)):
        with socket.socket() as probe:
            try:
                probe.bind((config.host, port))
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
                continue
            return port
    raise NoPort
