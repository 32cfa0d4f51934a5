"""The centre that all pictures and checks of screens are taken in: the real server on 20/11/2026, and its people.

Whatever a screen shows was really done: numbers are taken at the kiosk's route, called, served and missed at the
counters', the printer is out of paper, the cable is out. Only the clock stands still between two acts.
"""

import re
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import requests

from tests.conftest import new_key
from tests.printing.printer_server import PrinterServer
from tests.real_server import ROOT, Server
from tests.screens.cable import Cable
from tests.screens.past import later_export
from tests.waiting import wait_until

DOSSIERS = ROOT / "tests" / "data" / "an-phu.xlsx"
OPENING = datetime(2026, 11, 20, 7, 30)
NIGHT, MORNING = datetime(2026, 11, 20, 2, 5), OPENING - timedelta(minutes=10)
HOURS = """\
[[hours]]
days = ["mon", "tue", "wed", "thu", "fri"]
open = ["07:30-11:30", "13:30-17:00"]
"""


def write_sample(folder: Path) -> Path:
    """The sample centre as a real one would be: with hours, a holiday and a full service, and without the band."""
    shutil.copytree(ROOT / "sample" / "binh-minh", folder)
    centre = folder / "centre.toml"
    text = centre.read_text("utf-8").replace("is_sample = true ", "is_sample = false ")
    text = text.replace('public_url = "" ', 'public_url = "http://192.168.1.10" ')
    centre.write_text(text[: text.index("\n[[hours]]")] + "\n" + HOURS, "utf-8")
    services = folder / "services.csv"
    services.write_text(re.sub(r"(?m)^(X,.*),$", r"\1,3", services.read_text("utf-8")), "utf-8")
    with (folder / "holidays.csv").open("a", encoding="utf-8") as holidays:
        holidays.write("2026-11-24,Ngày Văn hóa Việt Nam,no\n")
    return folder


class Stage:
    """A running server and whoever acts on it. `close()` ends all of it."""

    def __init__(self, folder: Path, *, past: bool = False, translations: Path | None = None) -> None:
        """`past`: with months behind the morning; `translations`: a folder of languages that the centre has added."""
        self._folder, self.past = folder, past
        self._hands = folder / "hands"
        self.be_at(NIGHT if past else MORNING)
        (instance := folder / "instance").mkdir()
        if translations is not None:
            shutil.copytree(translations, instance / "translations")
        settings = {"MOTCUA_SAMPLE": str(write_sample(folder / "sample")), "HANDS": str(self._hands)}
        settings["PAST"] = "yes" if past else ""
        settings["MOTCUA_SIGN_IN_LIMIT"] = "5 per minute"  # what a centre sees
        self.server = Server(instance, settings=settings, script=("-m", "tests.screens.driven")).start()
        self.cables: list[Cable] = []
        self.secrets = self.server.secrets()
        self.admin = self.server.officer("quantri")
        if past:
            for act in ("backups", "backup-drills"):
                self.ask(self.admin, "POST", f"/api/{act}")
            self.be_at(MORNING)
            self.admin = self.server.officer("quantri")  # a sign-in of the night ends in the middle of the day
        self.kiosk = self.server.screen("/kiosk")
        self.lead = self.server.officer("truongca")
        self.director = self.server.officer("giamdoc")
        self.display = self.server.screen("/display")
        self.tablet = self.server.screen("/rate")
        self._seated: dict[int, requests.Session] = {}
        picture = self.kiosk.get(f"{self.server.url}/api/kiosk/picture", timeout=10).json()
        self.services = {tile["letter"]: tile["id"] for tile in picture["services"]}

    def close(self) -> None:
        for cable in self.cables:
            cable.close()
        self.server.stop()

    # The clock

    @property
    def at(self) -> datetime:
        return self._at

    def be_at(self, moment: datetime) -> None:
        """It is `moment` now, at the server."""
        self._at = moment
        new = self._hands.with_suffix(".new")
        new.write_text(moment.isoformat())
        new.replace(self._hands)  # whoever reads meanwhile reads a whole moment

    def pass_time(self, **lengths: float) -> None:
        self.be_at(self._at + timedelta(**lengths))

    def until(self, hour: int, minute: int = 0, day: int = 20) -> None:
        """It is that hour of November 2026, unless it is later already."""
        self.be_at(max(self._at, datetime(2026, 11, day, hour, minute)))

    # Citizens

    def take(self, letter: str, *, priority: bool = False, language: str = "vi") -> dict[str, Any]:
        """Somebody takes a number at the kiosk; answers the ticket."""
        body = {"service": self.services[letter], "priority": priority, "language": language}
        headers = {"Idempotency-Key": new_key()}
        answer = self.kiosk.post(f"{self.server.url}/api/tickets", json=body, headers=headers, timeout=10)
        assert answer.ok, answer.text
        return dict(answer.json()["ticket"])

    def phone(self, token: str, act: str, **wish: Any) -> None:
        """What a citizen presses on the phone."""
        answer = requests.post(f"{self.server.url}/api/tickets/{token}/{act}", json=wish, timeout=10)
        assert answer.ok, answer.text

    # Officers

    def officer(self, counter: int) -> requests.Session:
        """The officer who sits at that counter all day."""
        if counter not in self._seated:
            self._seated[counter] = self.server.officer(f"canbo{counter:02d}", counter)
        return self._seated[counter]

    def forget(self, counter: int) -> None:
        """Whoever sat there has left; the next one signs in anew."""
        self._seated.pop(counter, None)

    def act(self, counter: int, noun: str, **wish: Any) -> dict[str, Any]:
        """The shift lead acts at a counter: `calls`, `servings` …"""
        return self.ask(self.lead, "POST", f"/api/counters/{counter}/{noun}", **wish)

    def ask(self, who: requests.Session, method: str, path: str, **wish: Any) -> dict[str, Any]:
        headers = {"Idempotency-Key": new_key()}
        answer = who.request(method, self.server.url + path, json=wish, headers=headers, timeout=30)
        assert answer.ok, f"{path}: {answer.text}"
        return dict(answer.json()) if answer.content else {}

    def open(self, *counters: int) -> None:
        for counter in counters:
            self.act(counter, "openings")

    def desk(self, counter: int) -> dict[str, Any]:
        """What is seen at that counter."""
        return self.ask(self.lead, "GET", f"/api/counters/{counter}/desk")

    def call(self, counter: int, number: str) -> None:
        """That number is called: as the next one, or else because it has an appointment."""
        coming = self.desk(counter)["next"]
        wish = {} if coming and coming["number"] == number else {"ticket": number, "why": "#appointment"}
        self.act(counter, "calls", **wish)

    def calls_on(self, counter: int) -> None:
        """An open counter is done with whoever is there, and serves the next."""
        desk = self.desk(counter)
        if desk["counter"]["state"] != "open":
            return
        if (there := desk["ticket"]) is not None:
            if there["state"] == "called":
                self.act(counter, "servings")
            self.act(counter, "finishes")
        if (there is not None or desk["next"] is not None) and self.act(counter, "calls")["called"] is not None:
            self.act(counter, "servings")

    def clear_lines(self, counters: Sequence[int]) -> None:
        """These counters serve everybody who waits for them."""
        for _ in range(20):  # whoever is kept for a counter that rests stays
            if not any(self.desk(counter)["next"] for counter in counters):
                break
            for counter in counters:
                self.calls_on(counter)

    def serve(self, counter: int, letter: str, minutes: float = 6) -> None:
        """A whole visit: taken, called, served for so long, finished."""
        self.call(counter, self.take(letter)["number"])
        self.act(counter, "servings")
        self.pass_time(minutes=minutes)
        self.act(counter, "finishes")

    def bring_dossiers(self) -> None:
        """The director hands in a real quarter of dossiers, as another system has exported it; and, with a past behind
        the morning, what has come of them since."""
        files = [DOSSIERS]
        if self.past:
            files.append(later_export(DOSSIERS, self._folder / "an-phu-2.xlsx"))
        for path in files:
            self.bring(path)

    def bring(self, path: Path) -> None:
        """The director hands in one file of the one-stop software."""
        with path.open("rb") as file:
            answer = self.director.post(f"{self.server.url}/api/imports", files={"file": file}, timeout=60)
        assert answer.ok, answer.text

    # Things

    @contextmanager
    def row(self, table: str, column: str, value: object, where: str = "1 = 1") -> Iterator[None]:
        """What no hand on a screen can do: a value of the database is another one, for a while."""
        path = self.server.instance / "mot-cua.sqlite3"
        with closing(sqlite3.connect(path, timeout=10)) as database:
            rows = database.execute(f"SELECT id, {column} FROM {table} WHERE {where}").fetchall()
            assert rows, f"no {table} where {where}"
            with database:
                database.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (value,))
            try:
                yield
            finally:
                with database:
                    for number, before in rows:
                        database.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (before, number))

    def cable(self) -> Cable:
        """A cable of one's own to the server."""
        self.cables.append(Cable(self.server.port))
        return self.cables[-1]

    def print_at(self, kind: str, address: str) -> None:
        """The kiosk's printer stands elsewhere from now on."""
        printer = self.admin.get(f"{self.server.url}/api/printers", timeout=10).json()["printers"][0]
        self.ask(self.admin, "PUT", f"/api/printers/{printer['id']}", name=printer["name"], kind=kind, address=address)

    def papers_are_out(self) -> None:
        """Wait until all tickets are on paper: minutes later they would be too old to be printed by themselves."""
        coming = "SELECT count(*) FROM print_job WHERE state IN ('queued', 'printing')"
        with closing(sqlite3.connect(f"file:{self.server.instance}/mot-cua.sqlite3?mode=ro", uri=True)) as database:
            wait_until(lambda: database.execute(coming).fetchone()[0] == 0, seconds=60)


def out_of_paper() -> PrinterServer:
    """A printer on the network without paper."""
    printer = PrinterServer()
    printer.knobs.paper = "out"
    return printer
