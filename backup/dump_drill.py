"""Restores a dump of PostgreSQL for a drill: `python -m backup.dump_drill FILE`, with {"url", "rows"} as JSON on the
input, prints what it found as JSON.

The dump goes into a database of its own on the same server, beside the real one, which is only named; there its rows
are counted, and it is dropped again. The user of PostgreSQL must be allowed to create databases.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import errors, sql

from backup import postgresql
from backup.sqlite import NICENESS, NOT_WHOLE, OTHER_ROWS, NotWhole

NO_DRILL, NO_SPACE, FAILED = "no_drill", "no_space", "failed"
BROKEN = ("input file", "archive", "end of file", "uncompress")  # pg_restore of a dump that it cannot read
LONGEST_WORDS = 500  # characters of what it said
ENDING = "_khoi_phuc_thu"  # of the drill's database: one that a power cut left behind is dropped by the next
LONGEST_NAME = 63  # bytes of a name in PostgreSQL


class RestoreFailed(Exception):
    """pg_restore ended with an error; its words are the argument."""


def _why(said: str) -> str:
    """What hindered a restore, by the words of pg_restore."""
    if "No space left on device" in said:
        return NO_SPACE
    return NOT_WHOLE if any(word in said for word in BROKEN) else FAILED


def drill(dump: Path, url: str, rows: dict[str, int]) -> dict[str, Any]:
    """Restore, count, compare, drop. Raises NotWhole, RestoreFailed."""
    with _database_beside(url) as beside:
        asked, environ = postgresql.restoring(beside, dump)
        plain = environ | {"LC_ALL": "C"}  # _why reads what it says
        done = subprocess.run(asked, env=plain, capture_output=True, text=True, errors="replace", check=False)
        if done.returncode != 0:
            raise RestoreFailed(done.stderr)
        found = _counted(beside)
    if found != rows:
        raise NotWhole(OTHER_ROWS)
    return {"rows": found}


@contextmanager
def _database_beside(url: str) -> Iterator[str]:
    """The address of an empty database on the same server; it is dropped afterwards. Raises NotWhole."""
    parts = urlsplit(url)
    name = parts.path.removeprefix("/")[: LONGEST_NAME - len(ENDING)] + ENDING
    drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    with closing(psycopg2.connect(url)) as server:
        server.autocommit = True  # a database is made in no transaction
        with server.cursor() as cursor:
            try:
                cursor.execute(drop)
                cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
            except errors.InsufficientPrivilege as error:
                raise NotWhole(NO_DRILL) from error
            try:
                yield parts._replace(path=f"/{name}").geturl()
            finally:
                cursor.execute(drop)


def _counted(url: str) -> dict[str, int]:
    """Table → rows of a whole database."""
    tables = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
    with closing(psycopg2.connect(url)) as server, server.cursor() as cursor:
        cursor.execute(tables)
        found = {}
        for (name,) in cursor.fetchall():
            cursor.execute(sql.SQL("SELECT COUNT(*) FROM {}").format(sql.Identifier(name)))
            [found[name]] = cursor.fetchone() or [0]
    return found


def main(dump: str) -> None:
    """One drill; what it found, or why not, as one JSON object on the output."""
    os.nice(NICENESS)
    asked = json.loads(sys.stdin.read())
    try:
        found = drill(Path(dump), asked["url"], asked["rows"])
    except NotWhole as error:
        found = {"error": str(error)}
    except RestoreFailed as error:
        found = {"error": _why(str(error)), "said": str(error)[-LONGEST_WORDS:]}
    except errors.DiskFull as error:
        found = {"error": NO_SPACE, "said": str(error)}
    except (psycopg2.Error, OSError) as error:
        found = {"error": FAILED, "said": str(error)}
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
