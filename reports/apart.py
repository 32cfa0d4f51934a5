"""Long work beside the hall: figures are read on a real thread, files are made in a process of their own.

SQLite lets go of the interpreter while it looks, so a thread costs the hall nothing; to write 200,000 rows does not.
"""

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

import runtime
from models.base import OneWriterSqlite, db
from queueing.errors import Invalid, Refusal

T = TypeVar("T")
log = logging.getLogger(__name__)
HOUSE = Path(__file__).resolve().parent.parent
FILES_AT_ONCE = 2  # more would leave the hall no processor
WAIT_SECONDS = 300  # a year of a large centre takes 10 on a machine that has nothing else to do


_at_once = threading.BoundedSemaphore(FILES_AT_ONCE)


class NotMade(Refusal):
    """The file could not be made; what went wrong is in the log."""

    status, code = 503, "report_not_made"

    def __init__(self) -> None:
        super().__init__(
            "Chưa lập được tệp báo cáo. Mời thử lại; nếu vẫn không được, mời chọn kỳ ngắn hơn và báo quản trị.",
            "The file could not be made. Please try again; if it fails again, choose a shorter period and tell "
            "the administrator.",
        )


class RemarkNeeded(Invalid):
    """A check fails, and nobody has said why the report goes out nevertheless."""

    code = "remark_needed"

    def __init__(self) -> None:
        super().__init__(
            "Có mục kiểm tra chưa khớp. Mời ghi một câu giải thích, câu này được in trong báo cáo; hoặc sửa số liệu.",
            "A check fails. Please explain it in one sentence, which the report prints; or correct the figures.",
            field="remark",
        )


@dataclass(frozen=True)
class Job:
    """A file to be made. `profile` is JSON; days and moments are ISO texts."""

    database: str
    centre: int
    form: str
    profile: str
    first: str
    last: str
    kind: str  # docx, xlsx
    remark: str
    remark_needed: bool  # refuse it where a check fails and `remark` is empty
    moment: str  # what time it is: today's date decides what is overdue
    file: str


def read_apart(work: Callable[..., T], *args: Any) -> T:
    """`work(*args)` on a real thread, with a connection of its own; it may not write."""
    return runtime.run_blocking(_with_connection, work, *args)


def _with_connection(work: Callable[..., T], *args: Any) -> T:
    with _own_connection():
        return work(*args)


@contextmanager
def _own_connection() -> Iterator[None]:
    """A reading connection for this thread alone. The pool's lock is a green one, which threads may not share."""
    engine = db.obj
    if not isinstance(engine, OneWriterSqlite):
        with db.connection_context() if db.is_closed() else nullcontext():
            yield
        return
    state = engine._state  # type: ignore[attr-defined]  # missing in peewee's stubs
    before, was_closed = state.conn, state.closed
    connection = engine._connect()
    state.conn, state.closed = connection, False
    try:
        yield
    finally:
        state.conn, state.closed = before, was_closed
        engine._close(connection)


def make_apart(job: Job) -> dict[str, Any]:
    """Make the file in a process of its own, with less right to the processor than the hall. Answers the snapshot.
    Raises NotMade, RemarkNeeded."""
    command = [sys.executable, "-m", "reports.export"]
    try:
        with _at_once:
            child = subprocess.run(
                command,
                cwd=HOUSE,
                env=os.environ | {"MOTCUA_ASYNC": "threading"},
                input=json.dumps(asdict(job)).encode(),
                capture_output=True,
                timeout=WAIT_SECONDS,
                check=False,
            )
    except subprocess.TimeoutExpired:
        raise NotMade from None
    if child.returncode != 0:
        log.error("report not made: %s", child.stderr.decode(errors="replace")[-4000:])
        raise NotMade
    snapshot: dict[str, Any] | None = json.loads(child.stdout)
    if snapshot is None:
        raise RemarkNeeded
    return snapshot
