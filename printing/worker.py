"""The workers that print: one for each printer, so that a dead, slow or paperless one delays nobody else."""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image

from models.base import db
from models.printing import Printer, PrintJob, Status
from printing import queue
from printing.contents import drawing_of
from printing.page import WIDTHS
from printing.printers import Interrupted, NotReady, Unreachable, at_device, open_printer
from runtime import run_blocking

POLL_SECONDS = 10.0  # how often an idle printer is asked how it is
RETRY_SECONDS = (1.0, 2.0, 4.0, 5.0)  # after the first failure, the second …; the last goes on
LOOK_SECONDS = 2.0  # how often the list of printers is read again

Drawing = Callable[[int], Image.Image]  # the paper, on a width in dots

log = logging.getLogger(__name__)


class PrinterGone(Exception):
    """The printer was taken out of use."""


class PrinterWorker:
    """Prints one printer's jobs, oldest first."""

    def __init__(self, printer_id: int, centre_id: int, folder: Path, stopping: threading.Event) -> None:
        self.printer_id = printer_id
        self.centre_id = centre_id
        self.wake = threading.Event()
        self.changed = False  # its settings were: what it is asked next may be another device
        self.ended = False
        self._folder = folder
        self._stopping = stopping
        self._failures = 0
        self._asked_at = float("-inf")

    def run(self) -> None:
        """Work until the printer is taken out of use or the queue stops."""
        try:
            while not self._stopping.is_set():
                self._step_and_rest()
        except PrinterGone:
            log.info("printer %s is out of use", self.printer_id)
        finally:
            self.ended = True

    def _step_and_rest(self) -> None:
        try:
            pause = self.step()
        except PrinterGone:
            raise
        except Exception:
            log.exception("printer %s: the worker stumbled", self.printer_id)
            pause = RETRY_SECONDS[-1]
        # A new job does not make a dead printer answer: only a healthy one is woken early.
        (self._stopping if self._failures else self.wake).wait(pause)
        self.wake.clear()

    def step(self) -> float:
        """Do the next thing there is to do; how many seconds the worker may rest then. Raises PrinterGone."""
        with db.connection_context():
            printer = Printer.get_or_none(Printer.id == self.printer_id, Printer.active)
            if printer is None:
                raise PrinterGone
            job = queue.take(printer)
            drawing = _read(job) if job is not None else None
        if job is not None and drawing is not None:
            return self._print(printer, job, drawing)
        if job is not None:
            return 0.0
        if self.changed:
            self.changed, self._asked_at = False, float("-inf")
        interval = RETRY_SECONDS[-1] if self._failures else POLL_SECONDS
        if time.monotonic() - self._asked_at >= interval:
            self._ask(printer)
        return max(0.1, self._asked_at + interval - time.monotonic())

    def _print(self, printer: Printer, job: PrintJob, drawing: Drawing) -> float:
        settle: Callable[[], None]
        try:
            status = self._on_paper(printer, drawing)
            settle = partial(_settle_sent, job, status)
        except Unreachable as error:
            status = error.status if isinstance(error, NotReady) else Status.OFFLINE
            settle = partial(queue.put_back, job, str(error))
        except Interrupted as error:
            status = Status.OFFLINE
            settle = partial(queue.settle, job, PrintJob.UNCONFIRMED, str(error), told=PrintJob.FAILED)
        except Exception as error:
            log.exception("job %s cannot be printed", job.id)
            status = Status.UNKNOWN
            settle = partial(queue.settle, job, PrintJob.FAILED, type(error).__name__)
        self._asked_at = time.monotonic()
        with db.connection_context():
            queue.note_status(printer, status.value)  # first: whoever hears that the paper failed asks why
            settle()
        return self._rest(status.ready)

    def _on_paper(self, printer: Printer, drawing: Drawing) -> Status:
        picture = run_blocking(drawing, WIDTHS[printer.paper_width_mm])
        return at_device(printer, self._send, printer, picture)

    def _send(self, printer: Printer, picture: Any) -> Status:
        with open_printer(printer, self._folder) as connection:
            return connection.send(picture)

    def _ask(self, printer: Printer) -> None:
        try:
            status = at_device(printer, self._status, printer)
        except Unreachable:
            status = Status.OFFLINE
        self._asked_at = time.monotonic()
        with db.connection_context():
            queue.note_status(printer, status.value)
        self._rest(status.ready)

    def _status(self, printer: Printer) -> Status:
        with open_printer(printer, self._folder) as connection:
            return connection.status()

    def _rest(self, ready: bool) -> float:
        self._failures = 0 if ready else self._failures + 1
        return RETRY_SECONDS[min(self._failures, len(RETRY_SECONDS)) - 1] if self._failures else 0.0


def _settle_sent(job: PrintJob, status: Status) -> None:
    """The whole slip was sent, and this is what the printer said afterwards."""
    if status in (Status.ONLINE, Status.PAPER_LOW):
        queue.settle(job, PrintJob.PRINTED)
    elif status == Status.UNKNOWN:
        queue.settle(job, PrintJob.UNCONFIRMED, status.value)  # a silent printer: most likely it is in the slot
    else:
        queue.settle(job, PrintJob.UNCONFIRMED, status.value, told=PrintJob.FAILED)


def _read(job: PrintJob) -> Drawing | None:
    try:
        return drawing_of(job)
    except Exception as error:
        log.exception("job %s cannot be read", job.id)
        queue.settle(job, PrintJob.FAILED, type(error).__name__)
        return None


class PrintQueue:
    """All printers' workers in this process. `folder` keeps the virtual printers' papers; `spawn` starts a task."""

    def __init__(self, folder: Path, spawn: Callable[..., Any]) -> None:
        self.folder = folder
        self._spawn = spawn
        self._stopping = threading.Event()
        self._look = threading.Event()
        self._workers: dict[int, tuple[PrinterWorker, Any]] = {}
        self._supervisor: Any = None

    def start(self) -> None:
        """Settle what a former run left, then print; in a task of its own."""
        self._supervisor = self._spawn(self._supervise)

    def stop(self) -> None:
        """Let each worker finish what it is at, and wait for it."""
        self._stopping.set()
        self._look.set()
        for worker, _ in list(self._workers.values()):
            worker.wake.set()
        for task in (self._supervisor, *(task for _, task in self._workers.values())):
            if task is not None:
                task.join()

    def wake(self, centre_id: int) -> None:
        """There may be a job in this centre: look now. A wake that is lost costs a few seconds, never a paper."""
        for worker, _ in list(self._workers.values()):
            if worker.centre_id == centre_id:
                worker.wake.set()

    def look_again(self, centre_id: int) -> None:
        """A printer of this centre was added, changed or taken away: each is asked at once how it is."""
        for worker, _ in list(self._workers.values()):
            worker.changed = worker.changed or worker.centre_id == centre_id
        self._look.set()

    def _supervise(self) -> None:
        settled = False
        while not self._stopping.is_set():
            try:
                with db.connection_context():
                    settled = settled or self._settle_former_run()
                    active = dict(Printer.select(Printer.id, Printer.centre).where(Printer.active).tuples())
                self._keep_working(active)
            except Exception:
                log.exception("the printers cannot be looked after; the next try is in %s s", LOOK_SECONDS)
            self._look.wait(LOOK_SECONDS)
            self._look.clear()

    def _settle_former_run(self) -> bool:
        if cut_short := queue.resume():
            log.warning("%s papers were being printed when the server stopped", cut_short)
        return True

    def _keep_working(self, active: dict[int, int]) -> None:
        for printer_id, centre_id in active.items():
            known = self._workers.get(printer_id)
            if self._stopping.is_set() or (known is not None and not known[0].ended):
                continue
            worker = PrinterWorker(printer_id, centre_id, self.folder, self._stopping)
            self._workers[printer_id] = (worker, self._spawn(worker.run))
