"""Work on a file in a process of its own, which only reads the database, while the hall goes on.

The parent is the server (`Child`), the other end `run`: it takes one JSON object on its input and writes files into
the batch's folder.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from imports.shelf import Shelf
from models.base import db, open_database
from models.source import ImportBatch

HOUSE = Path(__file__).resolve().parent.parent
NICENESS = 10  # the hall goes first
MEMORY_BYTES = 300 * 1024 * 1024
LAST_WORDS = 2000  # characters of what it complained of


class ChildFailed(Exception):
    """The child did not come to its end."""


class Child:
    """`python -m module` at work on one batch; killed when the block is left before its end."""

    def __init__(self, module: str, database: str, batch: ImportBatch, shelf: Shelf) -> None:
        self._complaints = shelf.folder / f"{module}.log"
        asked = {"database": database, "batch": batch.id, "folder": str(shelf.folder)}
        with self._complaints.open("w") as complaints:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module], cwd=HOUSE, stdin=subprocess.PIPE, stderr=complaints
            )
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asked).encode())
        self._process.stdin.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.is_at_work:
            self._process.kill()
            self._process.wait()

    @property
    def is_at_work(self) -> bool:
        return self._process.poll() is None

    def check(self) -> None:
        """Raises ChildFailed unless it has come to its end well."""
        if self._process.wait() != 0:
            raise ChildFailed(self._complaints.read_text(errors="replace")[-LAST_WORDS:])


def run(work: Callable[[ImportBatch, Shelf], Any]) -> None:
    """The child: little memory, low priority, then the work on the batch it is asked for."""
    asked = json.load(sys.stdin)
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    open_database(asked["database"])
    with db.connection_context():
        work(ImportBatch.get_by_id(asked["batch"]), Shelf(Path(asked["folder"])))
