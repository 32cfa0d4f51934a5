"""A stranger's file is read in a process of its own, with little memory and little time; only plain lines come back.

`python -m imports.reading` takes one JSON object on its input and prints a line of JSON for every thousand rows,
then one that says how it ended: {"progress": [rows, of]} … {"done": …} or {"refused": …}.
"""

import contextlib
import dataclasses
import errno
import json
import logging
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from imports import shape
from imports.faults import Fault, ImportRefused, TooLargeInside
from imports.layout import look
from imports.mapping import Layout, Mapping
from imports.records import Record
from imports.staging import SUMMARY, Lines, Staged, forget
from imports.workbook import Contents, read_into

log = logging.getLogger(__name__)
HOUSE = Path(__file__).resolve().parent.parent
CPU_SECONDS = 120
WAIT_SECONDS = 300  # on a machine that has other things to do
MEMORY_BYTES = 300 * 1024 * 1024  # beyond what the interpreter has at its start
LARGEST_OUTPUT = 512 * 1024 * 1024
NICENESS = 10  # the hall goes first
STAGE, LOOK = "stage", "look"
Progress = Callable[[int, int], object]  # (rows read, rows in all, as far as known)


def stage(
    path: Path,
    folder: Path,
    *,
    mapping: Mapping | None = None,
    keep_people: bool = False,
    pattern: str = "",
    progress: Progress | None = None,
) -> Staged:
    """Read a file of any kind into a folder that exists; its ending must be the one the person's file has.

    Rows that are refused are among the faults of the answer. Raises ImportRefused for the file as a whole, also for
    wanting too much memory or time; then nothing is left in the folder. `pattern`: the shape of the centre's own codes.
    """
    asked = {
        "act": STAGE,
        "path": str(Path(path).resolve()),
        "folder": str(Path(folder).resolve()),
        "mapping": (mapping or Mapping()).model_dump(),
        "keep_people": keep_people,
        "pattern": pattern,
    }
    try:
        return Staged.from_summary(Path(folder), _ask(asked, progress))
    except BaseException:
        forget(Path(folder))
        raise


def detect(
    path: Path, *, mapping: Mapping | None = None, pattern: str = "", progress: Progress | None = None
) -> Layout:
    """What a file looks like, for a person to correct. Raises ImportRefused where it may not be opened at all."""
    asked = {
        "act": LOOK,
        "path": str(Path(path).resolve()),
        "mapping": (mapping or Mapping()).model_dump(),
        "pattern": pattern,
    }
    return Layout.model_validate(_ask(asked, progress))


def read_apart(path: Path) -> Contents:
    """Every record of a file, or the refusal of the whole file for any of its rows."""
    with tempfile.TemporaryDirectory(prefix="mot-cua-read-") as folder:
        staged = stage(path, Path(folder))
        if refusal := staged.refusal():
            raise refusal
        return Contents([_with_channel(record) for record in staged.records()], list(staged.notes))


def _with_channel(record: Record) -> Record:
    return record if record.channel else replace(record, channel="online")


def _ask(asked: dict[str, Any], progress: Progress | None) -> dict[str, Any]:
    """Let a child do it; its lines are passed on while they come."""
    said: dict[str, Any] = {}
    with tempfile.TemporaryFile() as complaints:
        child = subprocess.Popen(
            [sys.executable, "-m", "imports.reading"],
            cwd=HOUSE,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
        )
        patience = threading.Timer(WAIT_SECONDS, child.kill)
        patience.start()
        try:
            assert child.stdin is not None and child.stdout is not None
            with contextlib.suppress(BrokenPipeError):  # it has ended already; its last words say why
                child.stdin.write(json.dumps(asked).encode())
                child.stdin.close()
            for line in child.stdout:
                said = json.loads(line)
                if progress is not None and "progress" in said:
                    progress(*said["progress"])
            child.wait()
        finally:
            patience.cancel()
            if child.poll() is None:
                child.kill()
                child.wait()
            child.stdout.close()  # type: ignore[union-attr]
        if child.returncode != 0:
            complaints.seek(0)
            log.warning(
                "reading ended with %s: %s", child.returncode, complaints.read()[-2000:].decode(errors="replace")
            )
    if refused := said.get("refused"):
        raise _refusal(refused)
    if child.returncode != 0 or "done" not in said:
        raise _too_much()
    return said["done"]


def _too_much() -> TooLargeInside:
    return TooLargeInside(
        "đọc tệp cần quá nhiều bộ nhớ hoặc thời gian. Mời chia nhỏ theo kỳ.",
        "reading it takes too much memory or time. Split it by period.",
    )


def _refusal(refused: dict) -> ImportRefused:
    faults = tuple(Fault(**fault) for fault in refused["faults"])
    return ImportRefused(refused["vi"], refused["en"], code=refused["code"], faults=faults, count=refused["count"])


def main() -> None:
    """The child: limits first, then the file."""
    asked = json.load(sys.stdin)
    shape.know(asked["pattern"])
    _limit(writes=asked["act"] == STAGE)
    try:
        _say({"done": _stage(asked) if asked["act"] == STAGE else _look(asked)})
    except ImportRefused as refusal:
        _say({"refused": _words_of(refusal)})
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        full = ImportRefused(
            "Ổ đĩa của máy chủ đã đầy nên chưa đọc được tệp. Mời báo quản trị dọn ổ đĩa.",
            "The server's disk is full, so the file was not read. Ask the administrator to make room.",
            code="disk_full",
        )
        _say({"refused": _words_of(full)})


def _limit(writes: bool) -> None:
    os.nice(NICENESS)
    memory = MEMORY_BYTES + _memory_now()
    output = LARGEST_OUTPUT if writes else 0
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # an error of the write, instead of the end


def _memory_now() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def _stage(asked: dict) -> dict[str, Any]:
    folder = Path(asked["folder"])
    lines = Lines(folder)
    mapping = Mapping.model_validate(asked["mapping"])
    reading = read_into(Path(asked["path"]), lines, mapping, asked["keep_people"], _tell)
    lines.close()
    summary = {
        "layout": reading.layout.model_dump(),
        "columns": [*reading.keys, *(key for key in mapping.constants if key not in reading.keys)],
        "rows": reading.rows,
        "refused": reading.refused,
        "faults": lines.faults,
        "notes": [vi for vi, _ in reading.notes],
        "notes_en": [en for _, en in reading.notes],
        "withdrawn": reading.withdrawn,
    }
    (folder / SUMMARY).write_text(json.dumps(summary, ensure_ascii=False), encoding="utf-8")
    return summary


def _look(asked: dict) -> dict[str, Any]:
    return look(Path(asked["path"]), Mapping.model_validate(asked["mapping"]), _tell).model_dump()


def _tell(read: int, total: int) -> None:
    _say({"progress": [read, total]})


def _words_of(refusal: ImportRefused) -> dict[str, Any]:
    return {
        "vi": refusal.message_vi,
        "en": refusal.message_en,
        "code": refusal.code,
        "faults": [dataclasses.asdict(fault) for fault in refusal.faults],
        "count": refusal.count,
    }


def _say(what: dict[str, Any]) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main()
