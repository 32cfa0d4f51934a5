"""An officer at a desk: in front of the application, and in front of a real screen of the real server."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import pytest
import requests
from playwright.sync_api import Locator, Page, expect

import queueing
from models.base import db
from models.centre import Centre, Service
from models.ticket import Ticket
from tests.conftest import Person, new_key
from tests.real_server import Server

PANEL = (400, 900)  # beside the dossier system
WIDE = (1440, 900)


# As a scanner types, a second after the last key: in one task, with times of its own, so that a busy machine cannot
# part its letters.
SCAN = """code => {
  let time = performance.now() + 1000
  for (const key of [...code, "Enter"]) {
    const told = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })
    Object.defineProperty(told, "timeStamp", { value: (time += 5) })
    const free = (document.activeElement ?? document.body).dispatchEvent(told)
    const field = document.activeElement
    if (free && key.length === 1 && field.matches("input")) {
      field.setRangeText(key, field.selectionStart, field.selectionEnd, "end")
      field.dispatchEvent(new InputEvent("input", { bubbles: true }))
    }
  }
}"""


class Desk:
    """An officer who sits at a counter, and speaks to the application as the screen does."""

    def __init__(self, person: Person, number: int) -> None:
        self.person, self.number = person, number

    def press(self, noun: str, *, at: int | None = None, key: str | None = None, **wish: Any):
        """POST to a noun of this counter (or of counter `at`); the answer, whatever it is."""
        headers = {"Idempotency-Key": key or new_key()}
        return self.person.post(f"/api/counters/{at or self.number}/{noun}", json=wish, headers=headers)

    def do(self, noun: str, **wish: Any) -> dict:
        """The same, and it must succeed: the desk afterwards."""
        answer = self.press(noun, **wish)
        assert answer.status_code in (200, 201), answer.json
        return answer.json

    def look(self) -> dict:
        answer = self.person.get(f"/api/counters/{self.number}/desk")
        assert answer.status_code == 200, answer.json
        return answer.json

    def serve_next(self) -> dict:
        """Somebody is called, comes, and is being served."""
        self.do("calls")
        return self.do("servings")


def connected():
    """The database, which a request before may have closed."""
    return db.connection_context() if db.is_closed() else nullcontext()


@pytest.fixture
def issue(certification: Service, civil_status: Service) -> Callable[..., str]:
    """`issue("C")` gives a citizen a number; answers it."""
    services = {"C": certification, "H": civil_status}

    def give(letter: str = "C", **wish: Any) -> str:
        with connected():
            return queueing.issue(services[letter], key=new_key(), **wish).code

    return give


@pytest.fixture
def token_of(centre: Centre) -> Callable[[str], str]:
    def find(number: str) -> str:
        with connected():
            return Ticket.get(Ticket.letter == number[0], Ticket.number == int(number[1:])).token

    return find


@pytest.fixture
def lan(issue, app) -> Desk:
    """At counter 1: certification."""
    return Desk(Person(app).sign_in("lan", counter=1), 1)


@pytest.fixture
def minh(issue, app) -> Desk:
    """At counter 2: civil status; certification when nobody waits for that."""
    return Desk(Person(app).sign_in("minh", counter=2), 2)


class Hall:
    """Citizens and colleagues of a running server, without their screens."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.kiosk = server.screen("/kiosk")
        self.lead = server.officer("truongca")
        self.officer = server.officer("canbo01")
        self.pin = server.secrets()["canbo01"]
        picture = self.kiosk.get(server.url + "/api/kiosk/picture", timeout=10).json()
        self.services = {tile["letter"]: tile["id"] for tile in picture["services"]}

    def issue(self, letter: str = "C", priority: bool = False) -> str:
        body = {"service": self.services[letter], "priority": priority}
        headers = {"Idempotency-Key": new_key()}
        answer = self.kiosk.post(self.server.url + "/api/tickets", json=body, headers=headers, timeout=10)
        answer.raise_for_status()
        return str(answer.json()["ticket"]["number"])

    def comes(self, token: str) -> None:
        """The citizen of a called number says on the phone that they are on the way."""
        url = f"{self.server.url}/api/tickets/{token}/arrivals"
        requests.post(url, json={}, headers={"Idempotency-Key": new_key()}, timeout=10).raise_for_status()

    def act(self, counter: int, noun: str, **wish: Any) -> requests.Response:
        url = f"{self.server.url}/api/counters/{counter}/{noun}"
        return self.lead.post(url, json=wish, headers={"Idempotency-Key": new_key()}, timeout=10)

    def desk(self, counter: int) -> dict[str, Any]:
        answer = self.lead.get(f"{self.server.url}/api/counters/{counter}/desk", timeout=10)
        answer.raise_for_status()
        desk: dict[str, Any] = answer.json()
        return desk

    def clear(self, *counters: int) -> None:
        """Nobody is at these counters, and nobody waits for them."""
        for counter in counters:
            self.act(counter, "openings").raise_for_status()
            for _ in range(100):
                desk = self.desk(counter)
                if not (desk["ticket"] or desk["line"]):
                    break
                for noun in ("calls", "servings", "finishes"):
                    self.act(counter, noun)
                for waiting in desk["line"]:
                    if waiting["elsewhere"]:
                        self.act(counter, "cancellations", ticket=waiting["token"])
            else:
                raise AssertionError(f"counter {counter} is never empty: {desk}")


class Screen:
    """An officer in front of a desk's screen."""

    def __init__(self, page: Page, hall: Hall) -> None:
        self.page, self.hall = page, hall

    def sit(self, counter: int) -> "Screen":
        """The first officer, signed in already, at a counter."""
        officer = self.hall.officer
        address = self.hall.server.url
        officer.post(f"{address}/api/session/counter", json={"counter": counter}, timeout=10).raise_for_status()
        cookies = [{"name": one.name, "value": one.value or "", "url": address} for one in officer.cookies]
        self.page.context.add_cookies(cookies)  # type: ignore[arg-type]
        self.page.goto(f"{address}/counter")
        self.connected()
        return self

    def sign_in(self, counter: int, username: str = "canbo01") -> "Screen":
        """Sign in and sit down, by keyboard alone."""
        self.page.goto(f"{self.hall.server.url}/counter")
        self.find("sign-in-username").wait_for()
        self.page.keyboard.type(username)
        self.press("Tab")
        self.page.keyboard.type(self.hall.pin)
        self.press("Enter")
        tile = self.find(f"counter-{counter}")
        tile.wait_for()
        self.page.wait_for_load_state()  # its scripts listen
        tile.focus()
        self.press("Enter")
        self.connected()
        return self

    def connected(self) -> None:
        self.find("ctr-primary").wait_for()
        expect(self.page.locator("html")).to_have_attribute("data-connection", "live", timeout=15_000)

    def find(self, testid: str) -> Locator:
        return self.page.get_by_test_id(testid)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def scan(self, code: str) -> None:
        """As a scanner does: letters faster than any hand, then Enter."""
        self.page.evaluate(SCAN, code)

    def is_now(self, state: str) -> None:
        expect(self.find("ctr-state")).to_have_attribute("data-state", state)

    def serve_next(self) -> str:
        """F2, F2: somebody is called and served; the number."""
        self.is_now("next")
        self.press("F2")
        self.is_now("called")
        self.press("F2")
        self.is_now("serving")
        return self.find("ctr-number").inner_text()

    def logs(self) -> list[dict[str, Any]]:
        """What is logged for the ticket at this desk's counter."""
        number = int(self.page.evaluate("JSON.parse(document.body.dataset.desk).counter.number"))
        present = self.hall.desk(number)["ticket"]
        return list(present["entries"]) if present else []


@pytest.fixture(scope="module")
def hall(server: Server) -> Hall:
    return Hall(server)


@pytest.fixture
def screen(hall: Hall, window: Callable) -> Iterator[Screen]:
    """A panel of 400 px at counter 1 (certification; collecting results as fallback), with nobody waiting."""
    hall.clear(1)
    yield Screen(window(*PANEL), hall).sit(1)
