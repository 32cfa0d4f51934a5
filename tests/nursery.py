"""Servers of the tests are forked from one process that has loaded the server's modules.

A start is mostly imports: about three of its four seconds of processor time, and the tests start some eighty servers.
Each forked one is still the real server in a process of its own, with its own environment, database and port, and
begins with the same script. Whoever tests the start itself, or measures, starts it afresh (tests.real_server.afresh).
"""

import atexit
import json
import os
import random
import runpy
import select
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple, TextIO

ROOT = Path(__file__).parent.parent
LONGEST_ORDER = 65_536  # bytes


class Order(NamedTuple):
    """What a new server is told: the arguments behind `python`, and its whole environment."""

    script: tuple[str, ...]
    environ: dict[str, str]


class Forked:
    """A server that was forked, with as much of `subprocess.Popen` as its tests use."""

    def __init__(self, pid: int, stdout: TextIO) -> None:
        self.pid = pid
        self.stdout = stdout
        try:
            self._handle: int | None = os.pidfd_open(pid)
        except ProcessLookupError:
            self._handle = None  # over already; what it said is still to be read

    def send_signal(self, number: int) -> None:
        if self._handle is not None:
            with suppress(ProcessLookupError):  # it may have ended by itself
                signal.pidfd_send_signal(self._handle, number)

    def wait(self, timeout: float) -> None:
        """Until it has ended. Raises subprocess.TimeoutExpired."""
        if self._handle is None:
            return
        if not select.select([self._handle], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired(f"server {self.pid}", timeout)
        os.close(self._handle)
        self._handle = None


class Nursery:
    """The process that forks, as seen by the tests. It ends with them: its line is cut."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-m", "tests.nursery", str(theirs.fileno())]
        environ = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
        environ["MOTCUA_ASYNC"] = "eventlet"
        self._process = subprocess.Popen(command, cwd=ROOT, env=environ, pass_fds=[theirs.fileno()])
        theirs.close()
        atexit.register(self._close)

    def fork(self, order: Order, log: TextIO) -> Forked:
        """A new server, its words to be read at `stdout`, its complaints in `log`."""
        reading, writing = os.pipe()
        socket.send_fds(self._line, [json.dumps(order).encode()], [writing, log.fileno()])
        os.close(writing)
        return Forked(int(self._line.recv(32)), os.fdopen(reading, encoding="utf-8"))

    def _close(self) -> None:
        self._line.close()
        self._process.wait(timeout=60)


@cache
def nursery() -> Nursery:
    """The one of this process; made when it is first needed."""
    return Nursery()


def _next_child(line: socket.socket) -> Order:
    """Fork for each order. Returns only in the child, as its own; the parent leaves when its line is cut."""
    while True:
        message, files, _, _ = socket.recv_fds(line, LONGEST_ORDER, 2)
        if not message:
            sys.exit()
        if (pid := os.fork()) == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for stream, file in enumerate(files, start=1):
                os.dup2(file, stream)
            for file in (*files, line.detach()):
                os.close(file)
            return Order(*json.loads(message))
        for file in files:
            os.close(file)
        line.send(str(pid).encode())


def _begin(order: Order) -> None:
    """In the child: run the script as `python` would, with what a fork must not share made anew."""
    import eventlet.hubs

    eventlet.hubs.use_hub()  # two processes must not wait on one epoll
    random.seed()
    os.environ.clear()
    os.environ.update(order.environ)
    sys.stdout = open(1, "w", buffering=1, encoding="utf-8", closefd=False)  # noqa: SIM115  (as long as the process)
    sys.stderr = open(2, "w", buffering=1, encoding="utf-8", closefd=False)  # noqa: SIM115
    match order.script:
        case ("-c", code):
            exec(code, {"__name__": "__main__"})
        case ("-m", module):
            runpy.run_module(module, run_name="__main__", alter_sys=True)
        case (file,):
            runpy.run_path(file, run_name="__main__")


if __name__ == "__main__":
    line = socket.socket(fileno=int(sys.argv[1]))  # a plain one, made before everything becomes cooperative
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how a server ended
    import runtime  # noqa: F401  isort: skip  (first: everything after it is cooperative)
    import app  # noqa: F401

    _begin(_next_child(line))
