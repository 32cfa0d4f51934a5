"""Copies a PostgreSQL database by its own tools, `pg_dump` and `pg_restore`, where they are installed.

A dump is checked by reading its list of tables back. It is not restored for a trial: that takes an empty database
beside the real one, which only whoever runs the PostgreSQL server can give.
"""

import os
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from backup.sqlite import NotWhole, fingerprint

NO_TOOL = "no_tool"


def command(url: str, target: Path) -> tuple[list[str], dict[str, str]]:
    """The command that dumps the database, and its environment: a password is no argument that others may read."""
    place = urlsplit(url)
    environ = dict(os.environ)
    if place.password:
        environ["PGPASSWORD"] = unquote(place.password)
    dump = shutil.which("pg_dump")
    if dump is None:
        raise NotWhole(NO_TOOL)
    where = ["--host", place.hostname or "localhost", "--port", str(place.port or 5432)]
    if place.username:
        where += ["--username", unquote(place.username)]
    return [dump, "--format=custom", "--no-password", *where, "--file", str(target), place.path.lstrip("/")], environ


def listing(target: Path) -> list[str]:
    """The command that reads a dump's list of contents back."""
    return [shutil.which("pg_restore") or "pg_restore", "--list", str(target)]


def found_in(target: Path, listed: str) -> dict[str, Any]:
    """What a dump holds, by its own list. Raises NotWhole when it lists no table of ours."""
    tables = [line.split()[-2] for line in listed.splitlines() if " TABLE DATA " in line]
    if "ticket" not in tables:
        raise NotWhole("not_whole")
    return {"rows": {}, "sha256": fingerprint(target), "size": target.stat().st_size}
