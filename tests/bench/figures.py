"""The table of a quarter among one million dossiers, beside plain SQL sums in the same run.

The floor is what the 16 columns cannot do without: the two flows, each summed by field in one hand-written statement
over a covering index, and the two stocks, found by the same index of spans (no plain index finds them without going
through all years); without stops of the clock, without names and without rows of Python.
"""

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from figures.named_periods import quarter
from figures.period import Period
from figures.table import table
from models.base import clock, db, open_database
from models.centre import Centre
from models.dossier import nodes_holding
from tests.bench.callers import timed
from tests.bench.lines import line
from tests.bench.million import TODAY

TIMES = 9
D = "COALESCE(due_after, due_on)"
WHO = "centre_id = ? AND counted AND NOT is_test"
CAME = ", ".join(f"SUM(CASE WHEN channel = '{one}' THEN 1 ELSE 0 END)" for one in ("online", "direct", "postal"))
KEPT = ", ".join(
    f"SUM(CASE WHEN outcome = 'resolved' AND {kept} THEN 1 ELSE 0 END)"
    for kept in (f"ended_at < {D}", f"({D} IS NULL OR DATE(ended_at) = {D})", f"DATE(ended_at) > {D}")
)
NOT_KEPT = ", ".join(f"SUM(CASE WHEN outcome = '{one}' THEN 1 ELSE 0 END)" for one in ("refused", "withdrawn"))
RECEIVED = (
    f"SELECT field_id, {CAME} FROM dossier WHERE {WHO} AND received_at >= ? AND received_at < ? GROUP BY field_id"
)
FINISHED = (
    f"SELECT field_id, COUNT(*), {KEPT}, {NOT_KEPT} FROM dossier "
    f"WHERE {WHO} AND ended_at >= ? AND ended_at < ? GROUP BY field_id"
)
STOCK = (
    "SELECT field_id, COUNT(*), {sums} FROM dossier WHERE " + WHO + " AND open_node IN ({nodes}) AND received_at < ? "
    "AND (ended_at IS NULL OR ended_at >= ?) GROUP BY field_id"
)


def floor(raw: sqlite3.Connection, centre: int, period: Period) -> None:
    """The plain sums."""
    ends = (centre, f"{period.begins}", f"{period.over}")
    raw.execute(RECEIVED, ends).fetchall()
    raw.execute(FINISHED, ends).fetchall()
    overdue = f"SUM(CASE WHEN {D} < '{period.last}' THEN 1 ELSE 0 END)"
    for day, sums in ((period.first - timedelta(days=1), CAME), (period.last, overdue)):
        nodes, after = nodes_holding(day), f"{day + timedelta(days=1)} 00:00:00"
        words = STOCK.format(sums=sums, nodes=", ".join(map(str, nodes)))
        raw.execute(words, (centre, after, after)).fetchall()


def seconds(*acts: Callable[[], object], times: int = TIMES) -> list[float]:
    """The median time of each act, taken in turn so that a busy machine is as busy for all of them."""
    spent: list[list[float]] = [[] for _ in acts]
    for _ in range(times):
        for act, taken in zip(acts, spent, strict=True):
            taken.append(timed(act))
    return [median(taken) for taken in spent]


def measure_figures(file: Path, of_a_year: Path) -> list[bool]:
    """Measure in a database of five years, and in one of its last year alone; print; whether each goal was reached."""
    clock.drive(lambda: datetime(TODAY.year, TODAY.month, TODAY.day, 8))
    try:
        centre = _open(file)
        with db.connection_context():
            good = _measure(centre, sqlite3.connect(f"file:{file}?mode=ro", uri=True))
        return [*good, _whether_years_cost(file, of_a_year)]
    finally:
        clock.release()
        db.obj.close_all()


def _open(file: Path) -> Centre:
    open_database(f"sqlite:///{file}")
    with db.connection_context():
        return Centre.get()


def _measure(centre: Centre, raw: sqlite3.Connection) -> list[bool]:
    raw.execute("PRAGMA cache_size = -8000")  # as the server's readers have
    good = []
    for name, period in (("newest", quarter(2026, 4)), ("oldest", quarter(2022, 1))):
        ours, plain = seconds(lambda p=period: table(centre, p), lambda p=period: floor(raw, centre.id, p))
        many = table(centre, period).total.total_received
        figure = f"{ours * 1000:.0f} ms / floor {plain * 1000:.0f} ms = {ours / plain:.2f}×"
        good.append(
            line(f"table of the {name} quarter, {many} dossiers", figure, "≤ 2×, < 1 s", ours <= 2 * plain and ours < 1)
        )
    raw.close()
    return good


def _whether_years_cost(file: Path, of_a_year: Path) -> bool:
    """The same quarter among the dossiers of five years and of one."""
    took: dict[Path, list[float]] = {file: [], of_a_year: []}
    for _ in range(TIMES):
        for one, times in took.items():
            centre = _open(one)
            with db.connection_context():
                table(centre, quarter(2026, 4))  # the database is warm
                times += seconds(lambda c=centre: table(c, quarter(2026, 4)), times=1)
            db.obj.close_all()
    long, short = (median(times) for times in took.values())
    figure = f"{long * 1000:.0f} ms / {short * 1000:.0f} ms = {long / short:.2f}×"
    return line("  the same among five years / one", figure, "≤ 1.2×", long <= 1.2 * short)
