"""A stranger's file is read in a process of its own, with little memory and little time; only plain records come back.

`python -m imports.reading FILE` prints one JSON object: {"records": …, "notes": …} or {"refused": …}.
"""

import dataclasses
import json
import resource
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

from imports.faults import Fault, ImportRefused, TooLargeInside
from imports.rows import Record
from imports.workbook import Contents, read

HOUSE = Path(__file__).resolve().parent.parent
CPU_SECONDS = 10
WAIT_SECONDS = 30  # on a machine that has other things to do
MEMORY_BYTES = 256 * 1024 * 1024
DATES, MOMENTS = ("due_on", "pause_on", "asked_on"), ("received_at", "ended_at", "returned_at")


def read_apart(path: Path) -> Contents:
    """The records of a workbook. Raises ImportRefused, also for wanting too much memory or time."""
    command = [sys.executable, "-m", "imports.reading", str(path)]
    try:
        child = subprocess.run(
            command, cwd=HOUSE, stdin=subprocess.DEVNULL, capture_output=True, timeout=WAIT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise _too_much() from None
    if child.returncode != 0:
        raise _too_much()
    said = json.loads(child.stdout)
    if refused := said.get("refused"):
        raise _refusal(refused)
    return Contents([_record(values) for values in said["records"]], said["notes"])


def _too_much() -> TooLargeInside:
    return TooLargeInside(
        "đọc tệp cần quá nhiều bộ nhớ hoặc thời gian. Mời chia nhỏ theo kỳ.",
        "reading it takes too much memory or time. Split it by period.",
    )


def _record(values: dict) -> Record:
    for name in DATES:
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    for name in MOMENTS:
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    return Record(**values)


def _refusal(refused: dict) -> ImportRefused:
    faults = tuple(Fault(**fault) for fault in refused["faults"])
    refusal = ImportRefused(refused["vi"], refused["en"], code=refused["code"], faults=faults, count=refused["count"])
    return refusal


def main() -> None:
    """The child: limits first, then the file."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it only reads
    try:
        contents = read(Path(sys.argv[1]))
        said = {"records": [vars(record) for record in contents.records], "notes": contents.notes}
    except ImportRefused as refusal:
        said = {
            "refused": {
                "vi": refusal.message_vi,
                "en": refusal.message_en,
                "code": refusal.code,
                "faults": [dataclasses.asdict(fault) for fault in refusal.faults],
                "count": refusal.count,
            }
        }
    json.dump(said, sys.stdout, default=lambda value: value.isoformat(), ensure_ascii=True)


if __name__ == "__main__":
    main()
