"""`make bench`: the real server and its floor side by side, driven over the network in one run.

Every figure is printed beside its floor and its goal. The machine may be busy: only ratios within one run count.
"""

import os
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from tests.bench.clients import Asker, Screen, open_screens, wait_for_rest
from tests.bench.desk import measure_desk
from tests.bench.director import measure_director
from tests.bench.figures import measure_figures
from tests.bench.hall import COUNTERS, Hall, memory_mb, take
from tests.bench.imports import measure_import
from tests.bench.lines import line
from tests.bench.million import make_million
from tests.bench.screen_days import measure_screen_days
from tests.real_server import ROOT, Server, afresh, free_port

DISPLAYS = 50
CALLS = 60  # each in a hall at rest, as calls come in life; measured in blocks, the floor's and ours in turn
BLOCK = 10
ISSUES = 300
KIOSKS = 4
CROWD_SECONDS = 15.0
SOCKETS = 300
LAST_YEAR = date(2025, 12, 15)  # its first day


class Floor:
    """The bare server in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.url = f"http://127.0.0.1:{(port := free_port())}"
        command = [sys.executable, "-m", "tests.bench.floor", str(folder), str(port)]
        environ = os.environ | {"MOTCUA_ASYNC": "eventlet"}
        self.process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline().strip() == "ready"

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)


def measure_calls(hall: Hall, floor: Floor) -> tuple[list[float], list[float]]:
    """Seconds from the press to the last of the displays: (floor's, ours)."""
    kiosk, desk, bare = hall.kiosk(), hall.counters[1], Asker(floor.url)
    for _ in range(CALLS):
        assert take(kiosk, hall.services["C"])[0] == 201
    theirs = open_screens(DISPLAYS, lambda: Screen(floor.url, "/display", "call"))
    ours = open_screens(DISPLAYS, hall.display)
    floors, figures = [], []
    for _ in range(CALLS // BLOCK):
        for _ in range(BLOCK):
            wait_for_rest(theirs)
            began = time.perf_counter()
            bare.post("/act")
            floors.append(max(screen.wait_for(len(floors) + 1) for screen in theirs) - began)
        for _ in range(BLOCK):
            wait_for_rest(ours)
            began = time.perf_counter()
            status, answer, _ = desk.post("/api/counters/1/calls")
            assert status in (200, 201), answer
            figures.append(max(screen.wait_for(len(figures) + 1) for screen in ours) - began)
            for act in ("servings", "finishes"):
                status, answer, _ = desk.post(f"/api/counters/1/{act}")
                assert status in (200, 201), answer
    for screen in theirs + ours:
        screen.close()
    return floors, figures


def measure_issues(hall: Hall, floor: Floor) -> tuple[list[float], list[float]]:
    """Seconds for one number, the durable commit included: (floor's, ours)."""
    kiosk, bare = hall.kiosk(), Asker(floor.url)
    floors, figures = [], []
    for _ in range(ISSUES // BLOCK):
        floors += [bare.post("/act")[2] for _ in range(BLOCK)]
        for _ in range(BLOCK):
            status, answer, seconds = take(kiosk, hall.services["H"])
            assert status == 201, answer
            figures.append(seconds)
    return floors, figures


def measure_crowd(hall: Hall) -> tuple[int, list[str]]:
    """(acts, errors) of 14 counters and 4 kiosks that work at once as fast as they can."""
    until, acts, errors = time.monotonic() + CROWD_SECONDS, [], []
    letters = list(hall.services)

    def work_kiosk(number: int) -> None:
        kiosk, turn = hall.kiosk(), 0
        while time.monotonic() < until:
            status, answer, seconds = take(kiosk, hall.services[letters[(number + turn) % len(letters)]])
            turn += 1
            note(status == 201, f"kiosk {number}: {status} {answer}", seconds)

    def work_counter(number: int) -> None:
        desk = hall.counters[number]
        while time.monotonic() < until:
            for act in ("calls", "servings", "finishes"):
                status, answer, seconds = desk.post(f"/api/counters/{number}/{act}")
                note(status in (200, 201), f"counter {number} {act}: {status} {answer}", seconds)
                if act == "calls" and not answer.get("called", True):
                    time.sleep(0.05)  # nobody waits: as a person, not as a loop
                    break

    def note(good: bool, what: str, seconds: float) -> None:
        acts.append(seconds)
        if not good:
            errors.append(what)

    workers = [threading.Thread(target=work_kiosk, args=(n,)) for n in range(KIOSKS)]
    workers += [threading.Thread(target=work_counter, args=(n,)) for n in hall.counters]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return len(acts), errors


def measure_sockets(hall: Hall) -> float:
    """Memory of the server, in MB, with 300 screens connected."""
    token = take(hall.kiosk(), hall.services["X"])[1]["ticket"]["token"]
    phones = SOCKETS - DISPLAYS
    screens = open_screens(DISPLAYS, hall.display)
    screens += open_screens(phones, lambda: Screen(hall.server.url, "/phone", "place", auth={"token": token}))
    assert take(hall.kiosk(), hall.services["X"])[0] == 201  # everybody is told something
    screens[-1].wait_for(1)
    used = memory_mb(hall.server.process.pid)
    for screen in screens:
        screen.close()
    return used


def p99(seconds: list[float]) -> float:
    return quantiles(seconds, n=100, method="inclusive")[98] * 1000


def main() -> int:
    with TemporaryDirectory() as folder:
        more_sockets = {"MOTCUA_SOCKETS_PER_ADDRESS": "1000"}
        server = Server(Path(folder), settings=more_sockets, begin=afresh)
        floor = Floor(Path(folder))
        server.start()
        try:
            good = report(Hall(server), floor)
        finally:
            server.stop()
            floor.stop()
        good += report_million(Path(folder))
    good += measure_screen_days()
    print()
    return 0 if all(good) else 1


def report(hall: Hall, floor: Floor) -> list[bool]:
    at_rest = memory_mb(hall.server.process.pid)
    print("\n  measure                                          figure                                         goal")
    good = [line("memory at rest, all counters signed in", f"{at_rest:.0f} MB", "< 150 MB", at_rest < 150)]

    floors, figures = measure_calls(hall, floor)
    ratio = median(figures) / median(floors)
    figure = f"{median(figures) * 1000:.1f} ms / floor {median(floors) * 1000:.1f} ms = {ratio:.2f}×"
    good.append(line(f"call → last of {DISPLAYS} displays, median of {len(figures)}", figure, "≤ 2×", ratio <= 2))
    figure = f"{p99(figures):.0f} ms / floor {p99(floors):.0f} ms"
    good.append(line("  the same, p99", figure, "< 300 ms", p99(figures) < 300))

    floors, figures = measure_issues(hall, floor)
    ratio = median(figures) / median(floors)
    figure = f"{median(figures) * 1000:.2f} ms / floor {median(floors) * 1000:.2f} ms = {ratio:.2f}×"
    good.append(line(f"issue a ticket, median of {len(figures)}", figure, "≤ 5× (aim 3×)", ratio <= 5))

    acts, errors = measure_crowd(hall)
    figure = f"{len(errors)} errors in {acts} acts, {acts / CROWD_SECONDS:.0f} a second"
    good.append(line(f"{COUNTERS} counters and {KIOSKS} kiosks at once", figure, "no error", not errors))
    for error in errors[:5]:
        print("     ", error)

    good += measure_desk(hall.server, hall)

    used = measure_sockets(hall)
    good.append(line(f"memory with {SOCKETS} sockets", f"{used:.0f} MB", "< 300 MB", used < 300))
    return good + report_import(hall)


def report_import(hall: Hall) -> list[bool]:
    """An export of 100,000 rows comes in while the hall goes on, and is taken back."""
    figures = measure_import(hall)
    watch, callers = figures.watch, figures.callers
    ratios = [(step, callers.ratio(step)) for step in ("preview", "apply", "undo")]
    name = f"import {figures.rows:,} rows, file to applied".replace(",", ".")
    return [
        line(name, f"{figures.total:.0f} s", "< 60 s", figures.total < 60),
        line("  its processes, at most", f"{watch.child:.0f} MB", "< 300 MB", watch.child < 300),
        line("  the server grows by", f"{watch.growth:.0f} MB", "< 100 MB", watch.growth < 100),
        *(line(f"  a call meanwhile: {step}", f"{ratio:.2f}×", "≤ 1.2×", ratio <= 1.2) for step, ratio in ratios),
    ]


def report_million(folder: Path) -> list[bool]:
    """Figures among one million dossiers."""
    began = time.perf_counter()
    years, year = folder / "five", folder / "one"
    for one in (years, year):
        one.mkdir()
    file, of_a_year = make_million(years), make_million(year, LAST_YEAR)
    size, took = file.stat().st_size / 1e6, time.perf_counter() - began
    print(f"\n  one million dossiers of five years: {size:.0f} MB; with those of the last year again, in {took:.0f} s")
    return measure_figures(file, of_a_year) + measure_director(years)


if __name__ == "__main__":
    sys.exit(main())
