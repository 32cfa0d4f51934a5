"""The director at work over HTTP, among one million dossiers, while the hall goes on: the dashboard, the report's pages
and files; how long each takes, what the server's memory grows by, and what a call costs meanwhile.

`python -m tests.bench.director` prints them without the rest of the bench.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import requests

from tests.bench.callers import Callers, Watch, timed
from tests.bench.hall import Hall
from tests.bench.lines import line
from tests.bench.million import make_million
from tests.conftest import Server

TIMES = 5
YEAR = {"from": "2025-12-15", "to": "2026-12-14"}
QUARTER = {"from": "2026-09-15", "to": "2026-12-14"}
PATIENCE_SECONDS = 120
REMARK = "Số liệu dựng để đo tốc độ."


def measure_director(folder: Path) -> list[bool]:
    """Serve the million in the folder; measure and print; whether each goal was reached."""
    server = Server(folder).start()
    try:
        return _measure(Hall(server))
    finally:
        server.stop()


def _measure(hall: Hall) -> list[bool]:
    server = hall.server
    director = server.officer("giamdoc")

    def read(path: str, **query: str) -> Callable[[], object]:
        return lambda: _read(director, server.url + path, query)

    def export(kind: str) -> Callable[[], object]:
        form = {**YEAR, "form": "quarter", "kind": kind, "remark": REMARK}
        return lambda: _read(director, server.url + "/reports/exports", form, post=True)

    def dashboard(**period: str) -> Callable[[], object]:
        return lambda: (read("/dashboard", **period)(), read("/dashboard/charts", **period)())

    acts = {
        "dashboard of a quarter, with its charts": (dashboard(**QUARTER), TIMES, 2),
        "dashboard of a year, with its charts": (dashboard(**YEAR), TIMES, 2),
        "  a measure by field": (read("/dashboard/measures/pay", **YEAR), TIMES, 2),
        "  the dossiers that ended in a year": (read("/dashboard/dossiers", set="finished", **YEAR), TIMES, 2),
        "pages of a year's report": (read("/reports", **YEAR), TIMES, None),
        "docx of a year": (export("docx"), 2, 10),
        "xlsx of a year": (export("xlsx"), 2, 10),
    }
    callers = Callers(hall)
    read("/dashboard")()  # once, so that templates and modules are there
    callers.quiet()
    with Watch(server.process.pid) as watch, callers:
        seconds = {}
        for name, (act, times, _) in acts.items():
            callers.step = name
            seconds[name] = median(timed(act) for _ in range(times))
    callers.quiet()
    good = []
    for name, (_, _, goal) in acts.items():
        ratio = callers.ratio(name) if name in callers.took else None
        figure = f"{seconds[name]:.2f} s" + (f"; a call meanwhile {ratio:.2f}×" if ratio else "")
        fast = goal is None or seconds[name] < goal
        goals = (f"< {goal} s" if goal else "told") + ("; ≤ 1.2×" if ratio else "")
        good.append(line(name, figure, goals, fast and (ratio is None or ratio <= 1.2)))
    good.append(line("  the server grows meanwhile by", f"{watch.growth:.0f} MB", "< 100 MB", watch.growth < 100))
    return good


def _read(session: requests.Session, url: str, said: dict[str, str], *, post: bool = False) -> None:
    if post:
        origin = {"Origin": url.removesuffix("/reports/exports")}
        answer = session.post(url, data=said, headers=origin, timeout=PATIENCE_SECONDS)
    else:
        answer = session.get(url, params=said, timeout=PATIENCE_SECONDS)
    answer.raise_for_status()
    assert answer.content


def main() -> int:
    with TemporaryDirectory() as folder:
        make_million(Path(folder))
        return 0 if all(measure_director(Path(folder))) else 1


if __name__ == "__main__":
    sys.exit(main())
