"""How the hall comes to stand as it does at 08:42: one counter in each of the states that a counter can be in."""

from pathlib import Path
from typing import Any

from tests.screens.stage import OPENING, Stage

# counter → letter of whom it serves first thing; every service has then measured its own pace
FIRST_VISITS = {1: "C", 2: "C", 3: "H", 4: "H", 5: "K", 8: "K", 9: "S", 15: "R"}
LATER = {"C": 11, "H": 6, "K": 4, "S": 2}  # who waits when the pictures are taken
DOSSIERS = Path(__file__).parents[1] / "data" / "an-phu.xlsx"
CODE = "H99.01-261120-0011"


class Morning:
    """The numbers and tokens of whoever is in the hall at 08:42, by what is happening to them."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.tickets: dict[str, dict[str, Any]] = {}
        stage.be_at(OPENING)
        for counter in (*FIRST_VISITS, 6, 7, 10, 11, 12):
            stage.officer(counter)  # who sits down opens the counter
        self._first_visits()
        self._line_forms()
        self._calls()
        stage.until(8, 42)

    def _first_visits(self) -> None:
        """Three rounds at eight counters, and one at the fourth, which then logs a dossier with each visit."""
        stage = self.stage
        for minutes in (7, 9, 6, 8, 7):
            for counter, letter in FIRST_VISITS.items():
                stage.take(letter)
                stage.act(counter, "calls")
                stage.act(counter, "servings")
            stage.papers_are_out()
            stage.pass_time(minutes=minutes)
            for counter in FIRST_VISITS:
                stage.act(counter, "finishes")

    def _line_forms(self) -> None:
        stage, tickets = self.stage, self.tickets
        for _ in range(3):
            stage.take("X")  # as many as its day has numbers
        for who, letter in (
            ("called", "C"), ("serving", "C"), ("strip", "H"), ("english", "H"), ("missable", "K"), ("moved", "K"),
            ("held", "S"), ("missed", "S"), ("finished", "S"), ("gone", "S"),
        ):  # fmt: skip
            tickets[who] = stage.take(letter, language="en" if who == "english" else "vi")
            stage.pass_time(seconds=20)
        tickets["near"] = stage.take("S", priority=True)
        for letter, count in LATER.items():
            for place in range(count):
                tickets[f"{letter}{place}"] = stage.take(letter, priority=place == 2)
                stage.pass_time(seconds=25)
        tickets["last"] = stage.take("C")

    def _calls(self) -> None:
        stage, tickets = self.stage, self.tickets
        stage.papers_are_out()
        stage.until(8, 35)
        for counter, who in ((10, "missed"), (12, "finished"), (2, "serving"), (4, "strip"), (8, "moved")):
            stage.call(counter, tickets[who]["number"])
        stage.pass_time(seconds=15)
        for _ in range(2):
            stage.act(10, "recalls")
            stage.pass_time(seconds=15)
        stage.act(10, "no-shows")
        for counter in (12, 2, 4, 8):
            stage.act(counter, "servings")
        stage.pass_time(minutes=2)
        stage.act(12, "finishes")
        self._logs_a_dossier(4)
        stage.act(8, "transfers", to_service="H", why="#wrong_service")
        stage.call(10, tickets["held"]["number"])
        stage.act(10, "servings")
        stage.act(10, "holds", why="Đi nộp phí")
        stage.phone(tickets["gone"]["token"], "cancellations")
        stage.act(6, "pauses", why="#meeting")
        stage.be_at(OPENING.replace(hour=8, minute=40, second=30))
        stage.call(5, tickets["missable"]["number"])
        stage.pass_time(seconds=40)
        stage.act(5, "recalls")
        stage.pass_time(seconds=32)
        stage.call(1, tickets["called"]["number"])
        stage.pass_time(seconds=18)

    def _logs_a_dossier(self, counter: int) -> None:
        stage = self.stage
        catalogue = stage.ask(stage.lead, "GET", f"/api/counters/{counter}/catalogue")["procedures"]
        procedure = next(row["id"] for row in catalogue if row["fee"])
        facts = {"channel": "online", "due_on": "2026-11-25", "fee": 5000, "paid_online": True}
        stage.act(counter, "entries", outcome="received", code=CODE, procedure=procedure, **facts)


def bring_dossiers(stage: Stage) -> None:
    """The director hands in a real quarter of dossiers, as another system has exported it."""
    with DOSSIERS.open("rb") as file:
        answer = stage.director.post(f"{stage.server.url}/api/imports", files={"file": file}, timeout=60)
    assert answer.ok, answer.text
