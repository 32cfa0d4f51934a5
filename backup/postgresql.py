"""Copies a PostgreSQL database by its own tools, `pg_dump` and `pg_restore`, where they are installed, and puts a copy
back. `python -m backup.postgresql FILE` reads a dump through and prints what it found as JSON.

A dump is read from its first row to its last, and its rows are counted. backup/dump_drill.py restores it for a drill.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from backup.sqlite import NICENESS, NOT_WHOLE, NotWhole, fingerprint

NO_TOOL = "no_tool"
ENDS = "\\."  # of a table's rows, in what pg_restore prints


def dumping(url: str, target: Path) -> tuple[list[str], dict[str, str]]:
    """The command that dumps the database, and its environment. Raises NotWhole without pg_dump."""
    place, environ = _place(url)
    return [_tool("pg_dump"), "--format=custom", "--no-password", "--file", str(target), place], environ


def restoring(url: str, dump: Path) -> tuple[list[str], dict[str, str]]:
    """The command that puts a dump in the place of what the database holds: all of it, or nothing."""
    place, environ = _place(url)
    asked = [_tool("pg_restore"), "--clean", "--if-exists", "--no-owner", "--no-password", "--single-transaction"]
    return [*asked, "--exit-on-error", f"--dbname={place}", str(dump)], environ


def reading(target: Path) -> list[str]:
    """The command that reads a dump through, in a process of its own."""
    return [sys.executable, "-m", "backup.postgresql", str(target)]


def drilling(dump: Path) -> list[str]:
    """The command that restores a dump beside the real database, in a process of its own."""
    return [sys.executable, "-m", "backup.dump_drill", str(dump)]


def _place(url: str) -> tuple[str, dict[str, str]]:
    """The address without its password, which is no argument that others may read, and the environment that has it."""
    parts = urlsplit(url)
    environ = dict(os.environ)
    if parts.password:
        environ["PGPASSWORD"] = unquote(parts.password)
    user, _, host = parts.netloc.rpartition("@")
    user = user.partition(":")[0]
    return parts._replace(netloc=f"{user}@{host}" if user else host).geturl(), environ


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise NotWhole(NO_TOOL)
    return found


def look_through(target: Path) -> dict[str, int]:
    """Table → rows of a dump, read to its end. Raises NotWhole."""
    rows: dict[str, int] = {}
    for table, _columns, _row in _rows(target):
        rows[table] = rows.get(table, -1) + 1  # the first is its head
    if "ticket" not in rows:
        raise NotWhole(NOT_WHOLE)
    return rows


def slugs(target: Path) -> set[str]:
    """The centres of a dump. Raises NotWhole."""
    return {row[columns.index("slug")] for _table, columns, row in _rows(target, "--table=centre") if row}


def _rows(target: Path, *only: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """(table, its columns, the values of a row as they are written) for each row; each table first without values."""
    asked = [_tool("pg_restore"), "--data-only", "--file=-", *only, str(target)]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        table, columns = "", []
        for line in process.stdout:
            line = line.rstrip("\n")
            if not table and line.startswith("COPY ") and line.endswith(" FROM stdin;"):
                named, _, listed = line.removeprefix("COPY ").partition(" (")
                table = named.rpartition(".")[2].strip('"')
                columns = [name.strip('" ') for name in listed.partition(")")[0].split(",")]
                yield table, columns, []
            elif table and line == ENDS:
                table = ""
            elif table:
                yield table, columns, line.split("\t")
    if process.returncode != 0 or table:
        raise NotWhole(NOT_WHOLE)


def main(target: str) -> None:
    """What a dump holds, or why it cannot be read, as one JSON object on the output."""
    os.nice(NICENESS)
    try:
        found: dict[str, Any] = {"rows": look_through(Path(target)), "sha256": fingerprint(Path(target))}
        found["size"] = Path(target).stat().st_size
    except NotWhole as error:
        found = {"error": str(error)}
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
