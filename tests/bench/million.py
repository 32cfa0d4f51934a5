"""One million dossiers over five reporting years, written in a minute: rows first, their indexes after them.

The same dossiers each time. Most are done within the day, as certification is; a few wait for papers or for a duty.
"""

import random
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from models.base import db, open_database, unit_of_work
from models.centre import Centre, Field, Procedure
from models.dossier import Dossier, DossierEvent, Pause, derived
from models.tables import create_tables

FIRST, LAST = date(2021, 12, 15), date(2026, 12, 14)  # five reporting years
TODAY = date(2026, 12, 15)
DOSSIERS = 1_000_000
FIELDS = (538, 298, 77, 40, 32, 4, 3, 2, 2, 1, 1, 1, 1)  # of a thousand: shares of a rural commune's report, and others
DONE_IN = (0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 5, 8, 14, 25)  # days
PROMISED = (0, 0, 0, 1, 2, 3, 5, 10, 20, None)  # days
COLUMNS = (
    *("centre_id", "code", "code_key", "field_id", "procedure_id", "channel", "received_at", "due_on", "due_after"),
    *("ended_at", "outcome", "returned_at", "fee", "fee_paid", "paid_online", "digitised_input", "digitised_result"),
    *("reused", "result_required", "counted", "is_test", "latest_only", "undecided"),
    *("closed_at", "open_node", "unclosed_node"),
)


def make_million(file: Path, dossiers: int = DOSSIERS) -> Centre:
    """A database in `file` with one centre and its dossiers, open in the models."""
    open_database(f"sqlite:///{file}")
    create_tables()
    with unit_of_work():
        centre = Centre.create(slug="trieu", organisation="Trung tâm Phục vụ hành chính công", name="xã Một Triệu")
        for number in range(len(FIELDS)):
            field = Field.create(centre=centre, name=f"Lĩnh vực {number + 1}", position=number + 1)
            for part in range(4):
                Procedure.create(centre=centre, field=field, code=f"1.{number:03d}{part:03d}", name=f"Thủ tục {part + 1}")
    add_million(file, centre, dossiers)
    return centre


def add_million(file: Path, centre: Centre, dossiers: int = DOSSIERS) -> None:
    """Add the dossiers to a centre that has fields and procedures, in a database that nobody else uses meanwhile."""
    with db.connection_context():
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
            _rows(centre.id, fields, procedures, dossiers),
        )
        _add_stops(raw, centre.id, first)
        for _, words in indexes:
            raw.execute(words)
    raw.close()


def _rows(centre: int, fields: list[int], procedures: dict[int, list[int]], dossiers: int) -> Iterator[tuple]:
    chance = random.Random(5)
    weights = [FIELDS[number] if number < len(FIELDS) else 1 for number in range(len(fields))]
    drawn = [tuple(chance.choices(fields, weights, k=1)) for _ in range(10_007)]
    days = (LAST - FIRST).days + 1
    morning = time(7, 30)
    for number in range(dossiers):
        day = FIRST + timedelta(days=number * days // dossiers)
        received = datetime.combine(day, morning) + timedelta(seconds=chance.randrange(34_200))
        luck = chance.randrange(1_000)
        field = drawn[number % len(drawn)][0]
        days_taken = chance.choice(DONE_IN)
        ended = received + timedelta(days=days_taken, seconds=chance.randrange(1, 7_200))
        done = ended.date() <= LAST and luck > 1
        promised = PROMISED[luck % len(PROMISED)]
        outcome = None if not done else "refused" if luck < 8 else "withdrawn" if luck < 12 else "resolved"
        row = {"received_at": received, "ended_at": ended if done else None, "outcome": outcome}
        row["returned_at"] = ended + timedelta(hours=luck % 50) if outcome == "resolved" else None
        more = derived(row)
        fee = (0, 0, 8_000, 20_000)[luck % 4]
        of_field = procedures.get(field) or [None]
        code = f"H99.01-{day:%y%m%d}-{number:07d}"
        due = day + timedelta(days=promised) if promised is not None else None
        yield (
            *(centre, code, code, field, of_field[number % len(of_field)]),
            "direct" if luck % 50 == 0 else "postal" if luck % 333 == 1 else "online",
            *(_moment(received), due and due.isoformat(), None, _moment(row["ended_at"]), outcome),
            *(_moment(row["returned_at"]), fee, fee if fee and luck % 9 else None, (luck % 9 != 1) if fee else None),
            *(luck % 30 != 0, luck % 7 != 0 if outcome == "resolved" else None, luck % 3 == 0, luck % 40 != 7),
            *(luck != 999, luck == 500 and number % 10 == 0, False, False),
            *(_moment(more["closed_at"]), more["open_node"], more["unclosed_node"]),
        )


def _moment(moment: datetime | None) -> str | None:
    return moment and moment.isoformat(" ")


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
