"""An export of 100,000 rows, from file to applied and back, while the hall goes on: how long, how much memory, and what
a call costs meanwhile.

`measure_import(hall)` gives the figures; `python -m tests.bench.imports [rows]` prints them for a server of its own.
"""

import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import requests
import xlsxwriter

from tests.bench.hall import Hall, memory_mb, take
from tests.conftest import Server

ROWS = 100_000
HEADINGS = (
    "Số hồ sơ",
    "Tên thủ tục hành chính",
    "Tên lĩnh vực",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày kết thúc xử lý",
    "Trạng thái hồ sơ",
    "Hình thức tiếp nhận",
    "Phí, lệ phí (đồng)",
    "Hình thức thanh toán",
    "Ngày yêu cầu bổ sung",
)
QUIET_CALLS = 40
PAUSE_SECONDS = 0.1  # between two calls
WORKING = ("reading", "applying", "undoing")


@dataclass
class ImportFigures:
    """Seconds of each part, MB, and seconds of a call without and while the file came in."""

    rows: int
    megabytes: float
    seconds: dict[str, float] = field(default_factory=dict)
    child_mb: float = 0.0  # the most that any process of the reading had
    growth_mb: float = 0.0  # of the server
    quiet: list[float] = field(default_factory=list)
    meanwhile: dict[str, list[float]] = field(default_factory=dict)  # by step

    @property
    def total(self) -> float:
        """From the file on its way to everything applied."""
        return sum(self.seconds[step] for step in ("upload", "preview", "apply"))

    def ratio(self, step: str) -> float:
        """How much longer a call took at that step, in the median."""
        return median(self.meanwhile[step]) / median(self.quiet)


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


class Watch:
    """The largest memory of the server's children, looked at twenty times a second."""

    def __init__(self, server: Server) -> None:
        assert server.process is not None
        self.pid, self.most, self._over = server.process.pid, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(0.05):
            for task in Path(f"/proc/{self.pid}/task").glob("*"):
                try:
                    for child in (task / "children").read_text().split():
                        self.most = max(self.most, memory_mb(int(child)))
                except (OSError, AssertionError):
                    continue  # it has just ended

    def stop(self) -> float:
        self._over.set()
        self._thread.join()
        return self.most


class Callers:
    """Numbers are taken and called at one counter, several times a second: a hall of 15 counters at its busiest."""

    def __init__(self, hall: Hall) -> None:
        self.kiosk, self.desk, self.service = hall.kiosk(), hall.counters[2], hall.services["C"]
        self.step, self.took, self._over = "quiet", {}, threading.Event()
        self._thread = threading.Thread(target=self._call)

    def one(self) -> float:
        """Seconds of one call."""
        assert take(self.kiosk, self.service)[0] == 201
        status, answer, seconds = self.desk.post("/api/counters/2/calls")
        assert status in (200, 201), answer
        for act in ("servings", "finishes"):
            self.desk.post(f"/api/counters/2/{act}")
        return seconds

    def calls(self, count: int) -> list[float]:
        """Seconds of so many calls, in the rhythm of those that go on beside the work."""
        return [self.one() for _ in range(count) if not self._over.wait(PAUSE_SECONDS)]

    def _call(self) -> None:
        while not self._over.wait(PAUSE_SECONDS):
            self.took.setdefault(self.step, []).append(self.one())

    def __enter__(self) -> "Callers":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


def measure_import(hall: Hall, rows: int = ROWS, *, back: bool = True) -> ImportFigures:
    """Hand a file in, confirm it, and take it back if asked; the hall calls meanwhile."""
    server, director = hall.server, hall.server.officer("giamdoc")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        write_export(path, rows)
        figures = ImportFigures(rows, path.stat().st_size / 2**20)
        watch, before = Watch(server), memory_mb(server.process.pid)
        most = [before]
        callers = Callers(hall)
        figures.quiet = callers.calls(QUIET_CALLS)
        with callers:
            _bring_in(server, director, path, figures, callers, most)
            if back:
                batch = director.get(f"{server.url}/api/imports", timeout=30).json()["batches"][0]
                _do(server, director, batch["id"], "reversals", "undo", figures, callers, most)
        figures.quiet += Callers(hall).calls(QUIET_CALLS)  # before and after, because a machine has its moods
        figures.meanwhile = callers.took
        figures.child_mb, figures.growth_mb = watch.stop(), max(most) - before
    return figures


def _bring_in(
    server: Server, director: requests.Session, path: Path, figures: ImportFigures, callers: Callers, most: list[float]
) -> None:
    began = time.perf_counter()
    callers.step = "preview"
    with path.open("rb") as file:
        answer = director.post(f"{server.url}/api/imports/previews", files={"file": (path.name, file)}, timeout=120)
    answer.raise_for_status()
    figures.seconds["upload"] = time.perf_counter() - began
    began = time.perf_counter()
    batch = _wait(server, director, answer.json()["id"], most)
    figures.seconds["preview"] = time.perf_counter() - began
    assert (batch["state"], batch["counts"]["rows"]) == ("previewed", figures.rows), batch
    batch = _do(server, director, batch["id"], "confirmations", "apply", figures, callers, most)
    assert (batch["state"], batch["counts"]["created"]) == ("applied", figures.rows), batch


def _do(
    server: Server,
    director: requests.Session,
    number: int,
    noun: str,
    step: str,
    figures: ImportFigures,
    callers: Callers,
    most: list[float],
) -> dict:
    began = time.perf_counter()
    callers.step = step
    director.post(f"{server.url}/api/imports/batches/{number}/{noun}", json={}, timeout=30).raise_for_status()
    batch = _wait(server, director, number, most)
    figures.seconds[step] = time.perf_counter() - began
    return batch


def _wait(server: Server, director: requests.Session, number: int, most: list[float]) -> dict:
    while True:
        batch = director.get(f"{server.url}/api/imports/batches/{number}", timeout=60).json()
        most.append(memory_mb(server.process.pid))
        if batch["state"] not in WORKING:
            return batch
        time.sleep(0.5)


def told(figures: ImportFigures) -> list[str]:
    """The figures as lines."""
    parts = ", ".join(f"{step} {seconds:.1f} s" for step, seconds in figures.seconds.items())
    ratios = ", ".join(f"{step} {figures.ratio(step):.2f}" for step in figures.meanwhile if step != "quiet")
    return [
        f"import of {figures.rows} rows ({figures.megabytes:.1f} MB): {figures.total:.1f} s to applied; {parts}",
        f"  child at most {figures.child_mb:.0f} MB; server grew by {figures.growth_mb:.0f} MB",
        f"  a call: quiet {1000 * median(figures.quiet):.1f} ms; ratio of medians meanwhile: {ratios}",
    ]


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with TemporaryDirectory() as folder:
        server = Server(Path(folder)).start()
        try:
            print("\n".join(told(measure_import(Hall(server), rows))))
        finally:
            server.stop()


if __name__ == "__main__":
    main()
