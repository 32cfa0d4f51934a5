"""Makes a copy, keeps a second one elsewhere, tries to restore it, and lets old ones go.

Reading and checking happen in a process of their own; the server only waits for it, and others act meanwhile.
"""

import json
import logging
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from backup import postgresql, shelf
from backup.sqlite import NotWhole
from models.base import now
from models.centre import Centre
from queueing.errors import Conflict

log = logging.getLogger(__name__)
HOUSE = Path(__file__).resolve().parent.parent
SPARE_BYTES = 50 << 20  # left free beside a copy
POLL_SECONDS = 0.05

_at_work = threading.Lock()


class BackupBusy(Conflict):
    """A copy is being made or tried already."""

    code = "backup_busy"

    def __init__(self) -> None:
        super().__init__(
            "Đang sao lưu. Mời đợi vài giây rồi xem lại.", "A copy is being made. Please look again in a few seconds."
        )


@dataclass(frozen=True)
class Place:
    """Where the server keeps things, and how it waits without stopping the hall."""

    instance: Path
    database: str  # URL
    rest: Callable[[float], Any]  # rests so many seconds while others act

    @property
    def folder(self) -> Path:
        return shelf.folder_of(self.instance)

    @property
    def is_sqlite(self) -> bool:
        return self.database.startswith("sqlite:///")

    @property
    def ending(self) -> str:
        """Of the names of its copies: what they are."""
        return "sqlite3" if self.is_sqlite else "dump"

    @property
    def file(self) -> Path:
        return Path(self.database.removeprefix("sqlite:///"))


@contextmanager
def alone() -> Iterator[None]:
    """One copy at a time. Raises BackupBusy."""
    if not _at_work.acquire(blocking=False):
        raise BackupBusy
    try:
        yield
    finally:
        _at_work.release()


def lock_of(centre: Centre) -> tuple[str, str] | None:
    """What seals the centre's second copies; None where it has chosen no passphrase."""
    return (centre.backup_salt, centre.backup_key) if centre.backup_key else None


def back_up(place: Place, second: str = "", lock: tuple[str, str] | None = None) -> shelf.Copy | None:
    """Make a copy, check it, put a second one into the folder `second`, sealed where there is a `lock`; None when it
    failed, and the record says why.

    Raises BackupBusy.
    """
    with alone():
        moment = now()
        try:
            copy = _make(place, f"mot-cua-{moment:%Y-%m-%dT%H%M%S}.{place.ending}")
        except (NotWhole, OSError) as failure:
            word = str(failure) if isinstance(failure, NotWhole) else "failed"
            log.error("no copy of the database was made: %s", failure)
            shelf.write_record(place.folder, tried_at=moment, error=word)
            return None
        error = _put_second(place, copy, second, lock)
        copy = replace(copy, second=bool(second) and not error)
        shelf.write_sheet(place.folder, copy)
        shelf.write_record(place.folder, tried_at=moment, good_at=copy.made_at, error="", second_error=error)
        return copy


def _make(place: Place, name: str) -> shelf.Copy:
    place.folder.mkdir(parents=True, exist_ok=True)
    os.chmod(place.folder, 0o700)
    target = place.folder / name
    if place.is_sqlite:
        if shutil.disk_usage(place.folder).free < place.file.stat().st_size * 2 + SPARE_BYTES:
            raise NotWhole("no_space")
        found = _child(place, "copy", place.file, target)
    else:
        found = _dump(place, target)
    return shelf.Copy(name, shelf.made_at(name), found["size"], found["rows"], found["sha256"], checked=True)


def _dump(place: Place, target: Path) -> dict[str, Any]:
    asked, environ = postgresql.dumping(place.database, target)
    code, _, said = _run(place, asked, environ)
    if code != 0:
        target.unlink(missing_ok=True)
        log.error("pg_dump: %s", said.strip()[-500:])
        raise NotWhole("failed")
    target.chmod(0o600)
    try:
        return _ask_child(place, postgresql.reading(target))
    except NotWhole:
        target.unlink(missing_ok=True)
        raise


def _child(place: Place, act: str, source: Path, target: Path, known: object = None) -> dict[str, Any]:
    return _ask_child(place, [sys.executable, "-m", "backup.sqlite", act, str(source), str(target)], known)


def _ask_child(place: Place, asked: list[str], known: object = None) -> dict[str, Any]:
    code, told, said = _run(place, asked, said_to=json.dumps(known))
    try:
        found = json.loads(told)
    except ValueError:
        log.error("the process that makes copies ended with %s: %s", code, said.strip()[-500:])
        raise NotWhole("failed") from None
    if "error" in found:
        log.error("copy: %s %s", found["error"], found.get("said", ""))
        raise NotWhole(found["error"])
    return dict(found)


def _run(place: Place, asked: list[str], environ: dict | None = None, said_to: str = "") -> tuple[int, str, str]:
    """(exit code, output, complaints) of a command, while others act."""
    place.folder.mkdir(parents=True, exist_ok=True)
    output, complaints = place.folder / "output.tmp", place.folder / "complaints.tmp"
    with output.open("w+") as told, complaints.open("w+") as said:
        process = subprocess.Popen(asked, cwd=HOUSE, stdin=subprocess.PIPE, stdout=told, stderr=said, env=environ)
        assert process.stdin is not None
        process.stdin.write(said_to.encode())
        process.stdin.close()
        while process.poll() is None:
            place.rest(POLL_SECONDS)
        told.seek(0)
        said.seek(0)
        answer = process.returncode, told.read(), said.read()
    output.unlink(missing_ok=True)
    complaints.unlink(missing_ok=True)
    return answer


def _put_second(place: Place, copy: shelf.Copy, second: str, lock: tuple[str, str] | None) -> str:
    """Copy to the second folder; the word of what went wrong, "" when nothing did."""
    if not second:
        return ""
    try:
        _child(place, "second", place.folder / copy.name, Path(second), lock)
    except (NotWhole, OSError) as failure:
        return "second_failed" if str(failure) == "failed" else str(failure)
    return ""


def drill(place: Place) -> bool | None:
    """Restore the newest checked copy beside the real database and compare its rows; None where there is nothing to
    try.

    Raises BackupBusy.
    """
    with alone():
        whole = (one for one in shelf.copies(place.folder) if one.checked and one.name.endswith(place.ending))
        newest = next(whole, None)
        if newest is None:
            return None
        moment, error = now(), ""
        try:
            if place.is_sqlite:
                _child(place, "drill", place.folder / newest.name, place.folder / "drill.tmp", newest.rows)
            else:
                known = {"url": place.database, "rows": newest.rows}
                _ask_child(place, postgresql.drilling(place.folder / newest.name), known)
        except (NotWhole, OSError) as failure:
            error = str(failure) if isinstance(failure, NotWhole) else "failed"
        shelf.write_sheet(place.folder, replace(newest, drilled_at=moment, drill_ok=not error))
        shelf.write_record(place.folder, drilled_at=moment, drill_error=error)
        return not error


def prune(place: Place, keep_days: int) -> int:
    """Remove copies older than that, here and what a broken one left; the newest checked one stays. How many bytes."""
    with alone():
        there = shelf.copies(place.folder)
        newest = next((one.name for one in there if one.checked), None)
        old = [one for one in there if one.name != newest and now() - one.made_at > timedelta(days=keep_days)]
        for one in old:
            shelf.remove(place.folder, one.name)
        freed = sum(one.size for one in old)
        for left in place.folder.glob("*.part"):
            freed += left.stat().st_size
            left.unlink(missing_ok=True)
        return freed
