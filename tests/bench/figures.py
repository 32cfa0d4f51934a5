"""The table of a quarter and a year's measures among one million dossiers, beside plain SQL sums in the same run.

The floor is what the 16 columns cannot do without: the two flows and the two stocks, each summed by field in one
hand-written statement over the same indexes, without stops of the clock, without names and without rows of Python.
"""

import sqlite3
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from figures.counts import scope_of
from figures.measures import gather, measures
from figures.named_periods import quarter, whole_year
from figures.period import Period
from figures.profile import Profile
from figures.table import table
from models.base import clock, db
from models.centre import Centre
from models.dossier import nodes_holding
from tests.bench.lines import line
from tests.bench.million import TODAY, make_million

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


def seconds(*acts: Callable[[], object]) -> list[float]:
    """The median time of each act, taken in turn so that a busy machine is as busy for all of them."""
    spent: list[list[float]] = [[] for _ in acts]
    for _ in range(TIMES):
        for act, times in zip(acts, spent, strict=True):
            began = time.perf_counter()
            act()
            times.append(time.perf_counter() - began)
    return [median(times) for times in spent]


def measure_figures(folder: Path) -> list[bool]:
    """Build the million in the folder, measure, print; whether each goal was reached."""
    file = folder / "million.sqlite3"
    began = time.perf_counter()
    centre = make_million(file)
    print(f"\n  one million dossiers: {file.stat().st_size / 1e6:.0f} MB in {time.perf_counter() - began:.0f} s")
    clock.drive(lambda: datetime(TODAY.year, TODAY.month, TODAY.day, 8))
    try:
        with db.connection_context():
            return _measure(centre, sqlite3.connect(f"file:{file}?mode=ro", uri=True))
    finally:
        clock.release()
        db.obj.close_all()


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
    scope = scope_of(centre, whole_year(2026), Profile())
    [ours] = seconds(lambda: measures(gather(scope), scope.profile))
    good.append(line("a year's measures", f"{ours * 1000:.0f} ms", "< 2 s", ours < 2))
    raw.close()
    return good
