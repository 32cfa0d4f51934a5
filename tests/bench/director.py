"""The director at work over HTTP, among one million dossiers, while the hall goes on: the dashboard, the report's pages
and files; how long each takes, what the server's memory grows by, and what a call costs meanwhile.

`python -m tests.bench.director` prints them without the rest of the bench.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import requests

from tests.bench.callers import Callers, Watch, timed
from tests.bench.hall import Hall
from tests.bench.lines import line
from tests.bench.million import make_million
from tests.real_server import Server, afresh

TIMES = 3
YEAR = {"from": "2025-12-15", "to": "2026-12-14"}
QUARTER = {"from": "2026-09-15", "to": "2026-12-14"}
PATIENCE_SECONDS = 120
REMARK = "Số liệu dựng để đo tốc độ."


@dataclass(frozen=True)
class Work:
    """Something the director does, and what it may cost; None: it is only told."""

    act: Callable[[], object]
    most_seconds: float | None = None
    most_ratio: float | None = None  # of a call meanwhile to one without


def measure_director(folder: Path) -> list[bool]:
    """Serve the million in the folder; measure and print; whether each goal was reached."""
    server = Server(folder, begin=afresh).start()
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

    works = {
        "dashboard of a quarter, with its charts": Work(dashboard(**QUARTER), 2),
        "dashboard of a year, with its charts": Work(dashboard(**YEAR)),
        "  a measure by field": Work(read("/dashboard/measures/pay", **YEAR)),
        "  the dossiers that ended in a year": Work(read("/dashboard/dossiers", set="finished", **YEAR)),
        "pages of a year's report": Work(read("/reports", **YEAR)),
        "docx of a year": Work(export("docx"), 10, 1.2),
        "xlsx of a year": Work(export("xlsx"), 10, 1.2),
    }
    callers = Callers(hall)
    read("/dashboard")()  # once, so that templates and modules are there
    took: dict[str, list[float]] = {name: [] for name in works}
    with Watch(server.process.pid) as watch:
        for _ in range(TIMES):  # each in turn, so that the machine's moods come to all of them
            for name, work in works.items():
                with callers.beside(name):
                    took[name].append(timed(work.act))
    good = [_told(name, work, median(took[name]), callers.ratio(name)) for name, work in works.items()]
    good.append(line("  the server grows meanwhile by", f"{watch.growth:.0f} MB", "< 100 MB", watch.growth < 100))
    return good


def _told(name: str, work: Work, seconds: float, ratio: float) -> bool:
    goal = f"< {work.most_seconds} s" if work.most_seconds else "told"
    goal += f", ≤ {work.most_ratio}×" if work.most_ratio else ""
    reached = seconds < (work.most_seconds or seconds + 1) and ratio <= (work.most_ratio or ratio)
    return line(name, f"{seconds:.2f} s; a call meanwhile {ratio:.2f}×", goal, reached)


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
