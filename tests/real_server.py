"""The real server in a process of its own, for whoever needs it."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import pytest
import requests

from tests.nursery import ROOT, Forked, Order, nursery

__all__ = ["ROOT", "Server", "afresh", "free_port", "new_server", "server"]


def forked(order: Order, log: TextIO) -> Forked:
    """A server of this process's nursery: a fourth of the work of a start."""
    return nursery().fork(order, log)


def afresh(order: Order, log: TextIO) -> subprocess.Popen:
    """A server started as its owner starts it, by `python`."""
    return subprocess.Popen(
        [sys.executable, *order.script], cwd=ROOT, env=order.environ, stdout=subprocess.PIPE, stderr=log, text=True
    )


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Server:
    """The real server in a process of its own, with the sample centre, on this machine only."""

    instance: Path
    port: int = field(default_factory=free_port)
    settings: dict = field(default_factory=dict)
    script: tuple[str, ...] = ("app.py",)  # or "-c" and what to change before the server starts
    begin: Callable[[Order, TextIO], Forked | subprocess.Popen] = forked
    process: Forked | subprocess.Popen | None = None
    said: str = ""  # on the console, while it started

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Server":
        """Start, and wait until it says that it answers."""
        environ = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
        environ |= {
            "MOTCUA_ASYNC": "eventlet",
            "MOTCUA_HOST": "127.0.0.1",
            "MOTCUA_PORT": str(self.port),
            "MOTCUA_INSTANCE": str(self.instance),
            "MOTCUA_SIGN_IN_LIMIT": "1000 per minute",
            "MOTCUA_TEST_HOOKS": "1",
            "PYTHONUNBUFFERED": "1",
            **self.settings,
        }
        with (self.instance / "server.log").open("a") as log:
            self.process = self.begin(Order(self.script, environ), log)
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if "Ctrl+C" in line:
                return self
        self.stop()
        raise AssertionError("the server did not start:\n" + self.said + self.log())

    def log(self) -> str:
        return (self.instance / "server.log").read_text(encoding="utf-8")

    def stop(self, with_signal: int = signal.SIGTERM) -> None:
        """Ask it to stop (or kill it), and wait until it has."""
        if self.process is not None:
            self.process.send_signal(with_signal)
            self.process.wait(timeout=60)  # on a busy machine even leaving takes its time
            self.process.stdout.close()
            self.process = None

    def kill(self) -> None:
        """As a power cut does: without a word."""
        self.stop(signal.SIGKILL)

    def secrets(self) -> dict[str, str]:
        """Username → secret of the first run."""
        found = {}
        for line in (self.instance / "first-run.txt").read_text(encoding="utf-8").splitlines():
            if match := re.match(r"  (\w+) … \w+ +PIN (\d+)", line):
                found |= {f"canbo{n:02d}": match[2] for n in range(1, 16)}
            elif match := re.match(r"  (\w+) +(\S+)", line):
                found[match[1]] = match[2]
        return found

    def screen(self, path: str = "/kiosk") -> requests.Session:
        """A browser's worth of cookies, after opening a page on the server's own PC."""
        session = requests.Session()
        session.get(self.url + path, timeout=10).raise_for_status()
        return session

    def officer(self, username: str, counter: int | None = None) -> requests.Session:
        """An officer signed in, at a counter or at none."""
        session = requests.Session()
        body = {"username": username, "secret": self.secrets()[username]}
        session.post(self.url + "/api/sessions", json=body, timeout=10).raise_for_status()
        if counter is not None:
            choice = {"counter": counter}
            session.post(self.url + "/api/session/counter", json=choice, timeout=10).raise_for_status()
        return session


@pytest.fixture
def new_server(tmp_path_factory) -> Iterator[Callable[..., Server]]:
    """`new_server()` starts a server of one's own, which may be killed; it is stopped afterwards."""
    started: list[Server] = []

    def start(**settings: str) -> Server:
        server = Server(tmp_path_factory.mktemp("instance"), settings=settings)
        started.append(server)
        return server.start()

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    """One server for the tests of a module, which look and work but never kill it."""
    server = Server(tmp_path_factory.mktemp("instance")).start()
    yield server
    server.stop()
