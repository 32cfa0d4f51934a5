"""A whole small hall for the twenty tasks: one server, and people in front of its real screens."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
import requests
from playwright.sync_api import Locator, Page, expect

from tests.conftest import new_key
from tests.real_server import Server
from tests.waiting import wait_until

KIOSK, TELEVISION, PANEL, PHONE, NARROW = (1080, 1920), (1920, 1080), (400, 900), (360, 800), (320, 640)
OPEN = (1, 2, 3, 4, 15)  # counters
# When each row of calls came to be seen, on the computer's own clock.
NOTE_ROWS = """
  window.rowsAt = {}
  new MutationObserver(() => {
    for (const row of document.querySelectorAll('[data-testid="tv-row"]'))
      window.rowsAt[row.dataset.ticket] ??= Date.now()
  }).observe(document, { childList: true, subtree: true, attributes: true })
"""
NOTE_KEYS = "window.addEventListener('keydown', (event) => { window.pressedAt = Date.now() }, true)"


class Hall:
    """The server, and those who act without a screen of their own."""

    def __init__(self, server: Server) -> None:
        self.server, self.url = server, server.url
        self.lead = server.officer("truongca")
        self.kiosk = server.screen("/kiosk")
        self.services = {tile["letter"]: tile["id"] for tile in self.picture["services"]}

    @property
    def picture(self) -> dict[str, Any]:
        """What the kiosk shows now."""
        return dict(self.kiosk.get(f"{self.url}/api/kiosk/picture", timeout=10).json())

    def issue(self, letter: str, **wish: Any) -> dict[str, Any]:
        """Somebody takes a number."""
        body = {"service": self.services[letter], "priority": False, **wish}
        answer = self.kiosk.post(
            f"{self.url}/api/tickets", json=body, headers={"Idempotency-Key": new_key()}, timeout=10
        )
        answer.raise_for_status()
        return dict(answer.json()["ticket"])

    def act(self, counter: int, noun: str, **wish: Any) -> requests.Response:
        """A button at a counter, pressed by the lead."""
        url = f"{self.url}/api/counters/{counter}/{noun}"
        return self.lead.post(url, json=wish, headers={"Idempotency-Key": new_key()}, timeout=10)

    def desk(self, counter: int) -> dict[str, Any]:
        return dict(self.lead.get(f"{self.url}/api/counters/{counter}/desk", timeout=10).json())

    def clear(self, *counters: int) -> None:
        """The counters are open; nobody is at them and nobody waits for them."""
        for counter in counters:
            self.act(counter, "openings")
            while (desk := self.desk(counter))["ticket"] or desk["next"]:
                for noun in ("calls", "servings", "finishes"):
                    self.act(counter, noun)

    def serves(self, counter: int, letter: str) -> bool:
        """Whether a counter calls for a service before others."""
        return any(one["letter"] == letter and one["first"] for one in self.desk(counter)["services"])

    def waiting(self, letter: str) -> int:
        return next(tile["waiting"] for tile in self.picture["services"] if tile["letter"] == letter)


class Kiosk:
    """Somebody in front of the kiosk."""

    def __init__(self, page: Page, hall: Hall) -> None:
        self.page, self.hall = page, hall

    def open(self) -> "Kiosk":
        self.page.goto(f"{self.hall.url}/kiosk?ux=1")
        self.hears()
        return self

    def hears(self) -> None:
        """Its line to the server is open, or open again."""
        self.page.wait_for_function("() => window.__ux?.socket?.connected", timeout=15_000)
        expect(self.page.locator("html")).to_have_attribute("data-connection", "live", timeout=15_000)

    def find(self, testid: str) -> Locator:
        return self.page.get_by_test_id(f"kiosk-{testid}")

    def shows(self, view: str, **patience: float) -> None:
        expect(self.page.locator("html")).to_have_attribute("data-shown", view, **patience)

    def take_number(self, letter: str, priority: str = "no") -> str:
        """Two taps."""
        self.find(f"service-{letter}").click()
        self.find(f"prio-{priority}").click()
        expect(self.find("number")).to_have_text(re.compile(rf"^{letter}\d{{3}}$"))
        return self.find("number").inner_text()


class Desk:
    """An officer at a counter, who touches nothing but the keyboard."""

    def __init__(self, page: Page, hall: Hall, number: int, officer: str) -> None:
        self.page, self.hall, self.number = page, hall, number
        session = hall.server.officer(officer, counter=number)
        page.context.add_cookies([{"name": one.name, "value": one.value, "url": hall.url} for one in session.cookies])
        page.add_init_script(NOTE_KEYS)
        page.goto(f"{hall.url}/counter?ux=1")
        self.find("ctr-primary").wait_for()
        expect(page.locator("html")).to_have_attribute("data-connection", "live", timeout=15_000)

    def find(self, testid: str) -> Locator:
        return self.page.get_by_test_id(testid)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def is_now(self, state: str) -> None:
        expect(self.find("ctr-state")).to_have_attribute("data-state", state)

    @property
    def pressed_at(self) -> int:
        """When the last key went down, milliseconds since 1970."""
        return int(self.page.evaluate("pressedAt"))


@pytest.fixture(scope="module")
def hall(server: Server) -> Hall:
    """Counters 1 to 4 and 15 are open."""
    hall = Hall(server)
    for counter in OPEN:
        hall.act(counter, "openings")
    return hall


@pytest.fixture
def kiosk(hall: Hall, window: Callable) -> Kiosk:
    return Kiosk(window(*KIOSK), hall).open()


@pytest.fixture
def sit(hall: Hall, window: Callable) -> Callable[..., Desk]:
    """`sit(1)` has an officer at counter 1, which is free and for which nobody waits."""

    def at(counter: int) -> Desk:
        hall.clear(counter)
        return Desk(window(*PANEL), hall, counter, f"canbo{counter:02d}")

    return at


@pytest.fixture
def television(hall: Hall, window: Callable) -> Iterator[Page]:
    """The hall screen, which hears the hall."""
    page = window(*TELEVISION)
    page.add_init_script(NOTE_ROWS)
    page.goto(f"{hall.url}/display?ux=1")
    expect(page.locator("html")).to_have_attribute("data-news", "live")
    wait_until(lambda: page.evaluate("__ux.heard.upTo !== null"))
    wait_until(lambda: page.evaluate("__ux.speaker.sound") == "on")
    yield page


def when_seen(testid: str, name: str) -> str:
    """A script that keeps as `window[name]` when what has this test id was seen first, milliseconds since 1970;
    `noted_at` reads it."""
    return f"""(() => {{
      const look = () => {{
        const all = document.querySelectorAll("[data-testid='{testid}']")
        const seen = (one) => one.checkVisibility({{ visibilityProperty: true, opacityProperty: true }})
        if ([...all].some(seen)) window.{name} ??= Date.now()
        requestAnimationFrame(look)
      }}
      look()
    }})()"""


def noted_at(page: Page, name: str) -> int:
    """The moment that `when_seen` keeps, awaited: a test may know what is on the page a frame before the note."""
    return int(wait_until(lambda: page.evaluate("name => window[name]", name)))


def stored(hall: Hall, question: str, *values: Any) -> tuple:
    """The first row that the hall's database answers, read from beside the server."""
    with closing(sqlite3.connect(f"file:{hall.server.instance}/mot-cua.sqlite3?mode=ro", uri=True)) as database:
        return tuple(database.execute(question, values).fetchone())


def row_seen_at(page: Page, number: str) -> int:
    """When the row of a called number was first seen, milliseconds since 1970."""
    return int(wait_until(lambda: page.evaluate("number => rowsAt[number]", number)))
