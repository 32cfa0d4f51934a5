"""One million dossiers over five reporting years, written in a minute: rows first, their indexes after them.

The same dossiers each time. Most are done within the day, as certification is; a few wait for papers or for a duty.
"""

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from models.base import db, open_database
from models.centre import Centre, Field, Procedure
from models.dossier import STILL_OPEN, Dossier, DossierEvent, Pause, node_of
from tests.real_server import Server, afresh

FIRST, LAST = date(2021, 12, 15), date(2026, 12, 14)  # five reporting years
TODAY = date(2026, 12, 15)
DOSSIERS = 1_000_000
FIELDS = (538, 298, 77, 40, 32, 4, 3, 2, 2, 1, 1, 1, 1)  # of a thousand: shares of a rural commune's report
DONE_IN = (0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 5, 8, 14, 25)  # days
PROMISED = (0, 0, 0, 1, 2, 3, 5, 10, 20, None)  # days
FEES = (0, 0, 8_000, 20_000)
CHANNELS = ("direct", "direct", "postal", *("online",) * 97)
CLOCKS = [str(timedelta(seconds=27_000 + 34 * step)).rjust(8, "0") for step in range(1_000)]  # 7:30 to 17:00
EARLIEST_END = 900  # steps left after each reception for its end and its handing over
COLUMNS = (
    *("centre_id", "code", "code_key", "field_id", "procedure_id", "channel", "received_at", "due_on", "due_after"),
    *("ended_at", "outcome", "returned_at", "fee", "fee_paid", "paid_online", "digitised_input", "digitised_result"),
    *("reused", "result_required", "counted", "is_test", "latest_only", "undecided"),
    *("closed_at", "open_node", "unclosed_node"),
)


def make_million(folder: Path, first: date = FIRST) -> Path:
    """The sample centre's database in `folder`, with its share of a million dossiers received from `first` on."""
    server = Server(folder, begin=afresh).start()
    server.stop()
    file = folder / "mot-cua.sqlite3"
    open_database(f"sqlite:///{file}")
    with db.connection_context():
        add_million(file, Centre.get(), first)
    db.obj.close_all()
    return file


def add_million(file: Path, centre: Centre, begins: date = FIRST) -> None:
    """Add the dossiers to a centre that has fields and procedures, in a database that nobody else uses meanwhile."""
    fields = [row.id for row in Field.select().where(Field.centre == centre).order_by(Field.position)]
    procedures: dict[int, list[int]] = {field: [] for field in fields}
    for row in Procedure.select().where(Procedure.centre == centre):
        procedures[row.field_id].append(row.id)
    with sqlite3.connect(file) as raw:
        for pragma in ("synchronous = OFF", "cache_size = -400000"):
            raw.execute(f"PRAGMA {pragma}")
        tables = [model._meta.table_name for model in (Dossier, DossierEvent, Pause)]
        indexes = raw.execute(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN {(*tables,)}"
        ).fetchall()
        for name, _ in indexes:
            raw.execute(f'DROP INDEX "{name}"')
        first = (raw.execute("SELECT MAX(id) FROM dossier").fetchone()[0] or 0) + 1
        marks = ", ".join("?" * len(COLUMNS))
        raw.executemany(
            f"INSERT INTO dossier ({', '.join(COLUMNS)}) VALUES ({marks})",
            _rows(centre.id, fields, procedures, begins),
        )
        _add_stops(raw, centre.id, first)
        for _, words in indexes:
            raw.execute(words)
    raw.close()


def _rows(centre: int, fields: list[int], procedures: dict[int, list[int]], begins: date) -> Iterator[tuple]:
    chance = Random(5)
    weights = [FIELDS[number] if number < len(FIELDS) else 1 for number in range(len(fields))]
    drawn = chance.choices(fields, weights, k=10_007)
    days = (LAST - FIRST).days + 1
    for offset in range((begins - FIRST).days, days):
        day = FIRST + timedelta(days=offset)
        ends = [_end(day, taken) for taken in range(max(DONE_IN) + 3)]
        dues = [None if promised is None else str(day + timedelta(days=promised)) for promised in PROMISED]
        for number in range(offset * DOSSIERS // days, (offset + 1) * DOSSIERS // days):
            luck, bits = number * 7_919 % 1_000, chance.getrandbits(32)
            field, taken, came = drawn[number % len(drawn)], DONE_IN[bits % len(DONE_IN)], bits // 16 % EARLIEST_END
            received = f"{day} {CLOCKS[came]}"
            end_day, node, has_come = ends[taken]
            ended, outcome = f"{end_day} {CLOCKS[came + 1 + luck % 90]}", "resolved"
            returned, closed, unclosed = None, None, STILL_OPEN
            if luck < 2 or not has_come:
                ended, outcome, node = None, None, STILL_OPEN
            elif luck < 12:
                outcome, closed, unclosed = "refused" if luck < 8 else "withdrawn", ended, node
            elif ends[taken + luck % 3][2]:
                handed_over, unclosed, _ = ends[taken + luck % 3]
                returned = closed = f"{handed_over} {CLOCKS[came + 91 + luck % 9]}"
            fee, of_field, code = FEES[luck % 4], procedures.get(field) or [None], f"H99.01-{number:07d}"
            yield (
                *(centre, code, code, field, of_field[number % len(of_field)], CHANNELS[luck % 100], received),
                *(dues[luck % len(dues)], None, ended, outcome, returned, fee, fee if fee and luck % 9 else None),
                *((luck % 9 != 1) if fee else None, luck % 30 != 0, luck % 7 != 0 if outcome == "resolved" else None),
                *(luck % 3 == 0, luck % 40 != 7, luck != 999, luck == 500, False, False, closed, node, unclosed),
            )


def _end(day: date, taken: int) -> tuple[str, int | None, bool]:
    """(the day so many days later, under which number a span up to it is filed, whether it has come yet)."""
    end, noon = day + timedelta(days=taken), time(12)
    return str(end), node_of(datetime.combine(day, noon), datetime.combine(end, noon)), end <= LAST


def _add_stops(raw: sqlite3.Connection, centre: int, first: int) -> None:
    """Every twentieth dossier that took days stood still for one of them, for papers or for a duty."""
    which = f"id >= {first} AND id % 20 = 0 AND (ended_at IS NULL OR date(ended_at) > date(received_at, '+1 day'))"
    kind = "CASE WHEN id % 60 = 0 THEN 'financial_duty' ELSE 'supplement' END"
    end = "CASE WHEN ended_at IS NULL AND id % 40 = 0 THEN NULL ELSE date(received_at, '+2 day') END"
    due = f"CASE WHEN {end} IS NULL THEN NULL ELSE date(due_on, '+1 day') END"
    raw.execute(
        "INSERT INTO pause (dossier_id, kind, document, began_on, ended_on, due_after) "
        f"SELECT id, {kind}, '', date(received_at, '+1 day'), {end}, {due} FROM dossier WHERE {which}"
    )
    raw.execute(f"UPDATE dossier SET due_after = date(due_on, '+1 day') WHERE {which} AND {end} IS NOT NULL")
    raw.execute(
        "INSERT INTO dossier_event (centre_id, dossier_id, kind, at, logged_at) "
        f"SELECT {centre}, dossier_id, 'supplement_asked', began_on || ' 08:00:00', began_on || ' 08:00:00' "
        f"FROM pause WHERE dossier_id >= {first} AND kind = 'supplement'"
    )
