"""Copies an SQLite database that is in use, and looks whether a copy is whole. Run in a process of its own:
`python -m backup.sqlite copy|drill|second FROM TO` prints what it found as JSON.

The source is only read. SQLite's own backup goes page by page and rests in between; what is written meanwhile is copied
again, so a copy is the database as it stood at one moment.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

PAGES = 256  # 1 MB at a time
REST_SECONDS = 0.01
NICENESS = 10  # the hall goes first
NOT_WHOLE, FEWER_ROWS, OTHER_ROWS = "not_whole", "fewer_rows", "other_rows"


class NotWhole(Exception):
    """A copy is not what it was made from; says why, as a word of backup.words."""


def copy(source: Path, target: Path) -> dict[str, Any]:
    """Copy `source` to `target`, check it and count its rows. Raises NotWhole, sqlite3.Error, OSError."""
    beside = target.with_name(target.name + ".part")
    beside.unlink(missing_ok=True)
    os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))  # it holds hashes of secrets
    try:
        with closing(_reader(source)) as reader, closing(sqlite3.connect(beside)) as writer:
            least = _moves(reader)
            reader.backup(writer, pages=PAGES, sleep=REST_SECONDS)
            writer.execute("PRAGMA journal_mode = DELETE")  # one file, whole by itself
        rows = look_through(beside)
        if rows.get("ticket_move", 0) < least:
            raise NotWhole(FEWER_ROWS)
        _to_disk(beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return {"rows": rows, "sha256": fingerprint(target), "size": target.stat().st_size}


def drill(source: Path, target: Path, rows: dict[str, int] | None = None) -> dict[str, Any]:
    """Restore a copy to `target`, read it through there, compare its rows, and take it away. Raises NotWhole."""
    try:
        shutil.copyfile(source, target)
        found = look_through(target)
        if rows is not None and found != rows:
            raise NotWhole(OTHER_ROWS)
        return {"rows": found}
    finally:
        target.unlink(missing_ok=True)


def second(source: Path, folder: Path, lock: list[str] | None = None) -> dict[str, Any]:
    """Put a copy into another folder as well: a USB disk, a NAS; sealed by a lock, if any. Raises NotWhole, OSError."""
    if not folder.is_dir():
        raise NotWhole("second_missing")
    beside = folder / f"{source.name}.part"
    try:
        if lock is not None:
            from backup import sealing  # it reads this module

            sealing.seal(source, beside, sealing.Lock(*lock))
            _to_disk(beside)
            beside.replace(folder / f"{source.name}{sealing.ENDING}")
            return {}
        shutil.copyfile(source, beside)
        _to_disk(beside)
        if fingerprint(beside) != fingerprint(source):
            raise NotWhole("second_failed")
        beside.replace(folder / source.name)
    finally:
        beside.unlink(missing_ok=True)
    return {}


def look_through(file: Path) -> dict[str, int]:
    """Table → rows of a database that is read from its first page to its last. Raises NotWhole."""
    try:
        with closing(_reader(file)) as database:
            [(said,)] = database.execute("PRAGMA integrity_check(1)").fetchall()
            if said != "ok" or database.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise NotWhole(NOT_WHOLE)
            tables = database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
            names = sorted(name for (name,) in tables.fetchall())
            return {name: database.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for name in names}
    except sqlite3.DatabaseError as error:
        raise NotWhole(NOT_WHOLE) from error


def _reader(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=30)


def _moves(database: sqlite3.Connection) -> int:
    try:
        count: int = database.execute("SELECT COUNT(*) FROM ticket_move").fetchone()[0]
    except sqlite3.OperationalError:  # no such table
        return 0
    return count


def _to_disk(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())


def fingerprint(file: Path) -> str:
    """SHA-256 of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def main(act: str, source: str, target: str) -> None:
    """One act; what it found, or why not, as one JSON object on the output."""
    os.nice(NICENESS)
    try:
        if act == "copy":
            found = copy(Path(source), Path(target))
        elif act == "second":
            found = second(Path(source), Path(target), json.loads(sys.stdin.read() or "null"))
        else:
            known = json.loads(sys.stdin.read() or "null")
            found = drill(Path(source), Path(target), known)
    except NotWhole as error:
        found = {"error": str(error)}
    except OSError as error:
        found = {"error": "no_space" if error.errno == 28 else "failed", "said": str(error)}
    except sqlite3.Error as error:
        found = {"error": "no_space" if "full" in str(error) else "failed", "said": str(error)}
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:4])
