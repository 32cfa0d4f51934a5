"""An export of 100,000 rows, from file to applied and back, while the hall goes on: how long, how much memory, and what
a call costs meanwhile.

`measure_import(hall)` gives the figures; `python -m tests.bench.imports [rows]` prints them for a server of its own.
"""

import sys
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import requests
import xlsxwriter

from tests.bench.callers import Callers, Watch
from tests.bench.hall import Hall
from tests.imports.conftest import HEADINGS
from tests.real_server import Server, afresh

ROWS = 100_000
WORKING = ("reading", "applying", "undoing")


@dataclass
class ImportFigures:
    """Seconds of each part, what a call cost meanwhile, and the most memory of the processes."""

    rows: int
    megabytes: float
    callers: Callers
    watch: Watch
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """From the file on its way to everything applied."""
        return sum(self.seconds[step] for step in ("preview", "apply"))


def write_export(path: Path, rows: int, done: float = 0.9) -> None:
    """An export as a case system writes it; the last dossiers are still pending."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet("Danh sách")
        page.write_row(0, 0, ("DANH SÁCH HỒ SƠ",))
        page.write_row(1, 0, HEADINGS)
        begins = datetime(2026, 1, 5, 7, 30)
        for number in range(rows):
            received = begins + timedelta(minutes=4 * number)
            ended = received + timedelta(days=2) if number < done * rows else None
            page.write_row(
                number + 2,
                0,
                (
                    f"H31.77-{received:%y%m%d}-{number % 1000:04d}",
                    "2.000815 - Chứng thực bản sao từ bản chính giấy tờ, văn bản",
                    ("Chứng thực", "Hộ tịch", "Đất đai")[number % 3],
                    f"{received:%d/%m/%Y %H:%M}",
                    f"{received + timedelta(days=5):%d/%m/%Y}",
                    f"{ended:%d/%m/%Y %H:%M}" if ended else "",
                    "Đã xử lý xong" if ended else "Đang xử lý",
                    "Trực tuyến" if number % 10 else "Trực tiếp",
                    4000,
                    "Trực tuyến",
                    "",
                ),
            )


def measure_import(hall: Hall, rows: int = ROWS, *, back: bool = True) -> ImportFigures:
    """Hand a file in, confirm it, and take it back if asked; the hall calls meanwhile."""
    server, director = hall.server, hall.server.officer("giamdoc")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        write_export(path, rows)
        callers, watch = Callers(hall), Watch(server.process.pid)
        figures = ImportFigures(rows, path.stat().st_size / 2**20, callers, watch)
        with watch:
            _bring_in(server, director, path, figures)
            if back:
                batch = director.get(f"{server.url}/api/imports", timeout=30).json()["batches"][0]
                _do(server, director, batch["id"], "reversals", "undo", figures)
    return figures


def _bring_in(server: Server, director: requests.Session, path: Path, figures: ImportFigures) -> None:
    with figures.callers.beside("preview"):
        began = time.perf_counter()
        with path.open("rb") as file:
            answer = director.post(f"{server.url}/api/imports/previews", files={"file": (path.name, file)}, timeout=120)
        answer.raise_for_status()
        batch = _wait(server, director, answer.json()["id"])
        figures.seconds["preview"] = time.perf_counter() - began
    assert (batch["state"], batch["counts"]["rows"]) == ("previewed", figures.rows), batch
    batch = _do(server, director, batch["id"], "confirmations", "apply", figures)
    assert (batch["state"], batch["counts"]["created"]) == ("applied", figures.rows), batch


def _do(server: Server, director: requests.Session, number: int, noun: str, step: str, figures: ImportFigures) -> dict:
    with figures.callers.beside(step):
        began = time.perf_counter()
        director.post(f"{server.url}/api/imports/batches/{number}/{noun}", json={}, timeout=30).raise_for_status()
        batch = _wait(server, director, number)
        figures.seconds[step] = time.perf_counter() - began
    return batch


def _wait(server: Server, director: requests.Session, number: int) -> dict:
    while True:
        batch = director.get(f"{server.url}/api/imports/batches/{number}", timeout=60).json()
        if batch["state"] not in WORKING:
            return batch
        time.sleep(0.5)


def told(figures: ImportFigures) -> list[str]:
    """The figures as lines."""
    callers, watch = figures.callers, figures.watch
    parts = ", ".join(f"{step} {seconds:.1f} s" for step, seconds in figures.seconds.items())
    ratios = ", ".join(f"{step} {callers.ratio(step):.2f}" for step in figures.seconds)
    quiet = median(seconds for calls in callers.quiet.values() for seconds in calls)
    return [
        f"import of {figures.rows} rows ({figures.megabytes:.1f} MB): {figures.total:.1f} s to applied; {parts}",
        f"  child at most {watch.child:.0f} MB; server grew by {watch.growth:.0f} MB",
        f"  a call: quiet {1000 * quiet:.1f} ms; ratio of medians meanwhile: {ratios}",
    ]


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with TemporaryDirectory() as folder:
        server = Server(Path(folder), begin=afresh).start()
        try:
            print("\n".join(told(measure_import(Hall(server), rows))))
        finally:
            server.stop()


if __name__ == "__main__":
    main()
