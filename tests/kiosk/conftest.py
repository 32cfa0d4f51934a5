"""The kiosk's screen at its true size, in a centre whose counters are open."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.conftest import new_key
from tests.real_server import ROOT, Server

PANEL = (1080, 1920)  # 21.5 inch, upright


class Staff:
    """The shift lead, who may act at every counter and printer of a running server."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.lead = server.officer("truongca")

    def act(self, counter: int, noun: str, **wish: object) -> requests.Response:
        url = f"{self.server.url}/api/counters/{counter}/{noun}"
        answer = self.lead.post(url, json=wish, headers={"Idempotency-Key": new_key()}, timeout=10)
        answer.raise_for_status()
        return answer

    def desk(self, counter: int) -> dict:
        """What is seen at a counter."""
        answer = self.lead.get(f"{self.server.url}/api/counters/{counter}/desk", timeout=10)
        answer.raise_for_status()
        return dict(answer.json())

    def open(self, *counters: int) -> None:
        for counter in counters:
            self.act(counter, "openings")

    def break_printer(self) -> None:
        """The printer's cable is out: nothing listens where it was."""
        self.print_at("127.0.0.1:9")

    def print_at(self, address: str) -> None:
        """The kiosk's printer is on the network, at this address."""
        admin = self.server.officer("quantri")
        printer = admin.get(f"{self.server.url}/api/printers", timeout=10).json()["printers"][0]
        changed = {"name": printer["name"], "kind": "network", "address": address}
        admin.put(f"{self.server.url}/api/printers/{printer['id']}", json=changed, timeout=10).raise_for_status()


class Screen:
    """Somebody in front of the kiosk."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page, self.server = page, server

    def open(self) -> "Screen":
        self.page.goto(f"{self.server.url}/kiosk?ux=1")
        self.connected()
        return self

    def connected(self) -> None:
        self.page.wait_for_function("() => window.__ux?.socket?.connected", timeout=15_000)
        expect(self.page.locator("html")).to_have_attribute("data-connection", "live", timeout=15_000)

    def find(self, testid: str):
        return self.page.get_by_test_id(f"kiosk-{testid}")

    def says(self, sentence: str):
        """What is now to be read that holds `sentence`."""
        return self.page.get_by_text(sentence).filter(visible=True)

    def press(self, *testids: str) -> None:
        for testid in testids:
            self.find(testid).click()

    def scan(self, text: str) -> None:
        """A keyboard-wedge scanner types, faster than any hand, and ends with Enter."""
        self.page.evaluate(
            """(text) => { for (const key of [...text, 'Enter']) document.activeElement.dispatchEvent(
                 new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })) }""",
            text,
        )

    def told(self, **changes: object) -> None:
        """The server's picture comes anew, different in just that; `centre` changes parts of the centre."""
        self.page.evaluate(
            """async (changes) => {
                 const picture = await (await fetch('/api/kiosk/picture')).json()
                 const centre = { ...picture.centre, ...(changes.centre ?? {}) }
                 for (const hear of window.__ux.socket.listeners('picture')) hear({ ...picture, ...changes, centre })
               }""",
            changes,
        )

    def again(self, testid: str) -> None:
        """The same button once more, not as a double tap."""
        self.page.evaluate("new Promise((later) => setTimeout(later, 1050))")
        self.press(testid)

    def settled(self) -> None:
        """Nothing is on its way any more."""
        self.page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))")

    def take_number(self, letter: str = "C", priority: str = "no") -> str:
        """Two presses; the number, as soon as it stands on the screen."""
        self.press(f"service-{letter}", f"prio-{priority}")
        expect(self.find("number")).to_have_text(re.compile(rf"{letter}\d{{3}}"))
        return self.find("number").inner_text()

    def shows(self, view: str, **patience: float) -> None:
        expect(self.page.locator("html")).to_have_attribute("data-shown", view, **patience)

    def waiting(self, letter: str) -> int:
        """How many wait for a service, as the server says."""
        answer = self.page.request.get(f"{self.server.url}/api/kiosk/picture").json()
        return next(tile["waiting"] for tile in answer["services"] if tile["letter"] == letter)


@pytest.fixture(scope="module")
def staff(server: Server) -> Staff:
    """The lead, who has opened every counter but those of land (13, 14)."""
    staff = Staff(server)
    staff.open(*range(1, 13), 15)
    return staff


@pytest.fixture
def screen(server: Server, staff: Staff, window: Callable) -> Screen:
    """The kiosk, connected."""
    return Screen(window(*PANEL), server).open()


@pytest.fixture
def touch_screen(server: Server, staff: Staff, window: Callable) -> Screen:
    """The kiosk with a panel that feels fingers."""
    return Screen(window(*PANEL, has_touch=True), server).open()


@pytest.fixture
def sample_with(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """`sample_with(hours=…, quota=…)` is the folder of a sample centre that differs in just that."""

    def changed(hours: list[str] | None = None, days: str | None = None, quota: dict[str, int] | None = None) -> str:
        folder = tmp_path / "sample"
        shutil.copytree(ROOT / "sample" / "binh-minh", folder)
        if hours is not None:
            centre = folder / "centre.toml"
            text = centre.read_text("utf-8").replace('open = ["00:00-24:00"]', f"open = {hours!r}".replace("'", '"'))
            text = re.sub(r'(?m)^days = \[.*"sun"\]', f"days = {days}", text) if days else text
            centre.write_text(text, "utf-8")
        services = folder / "services.csv"
        lines = services.read_text("utf-8").splitlines()
        for letter, number in (quota or {}).items():
            lines = [re.sub(r",\d*$", f",{number}", line) if line.startswith(f"{letter},") else line for line in lines]
        services.write_text("\n".join(lines) + "\n", "utf-8")
        return str(folder)

    yield changed
