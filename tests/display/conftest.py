"""A hall with real screens: the server, its counters called from outside, and sockets that keep what they hear."""

import shutil
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import socketio
from playwright.sync_api import Page, expect

import queueing
from display import voice
from models.centre import Service
from models.counter import Counter
from tests.conftest import new_key
from tests.real_server import ROOT, Server
from tests.waiting import wait_until

Open = Callable[..., Page]
FULL = (1920, 1080)


def called(counter: Counter, service: Service, priority: bool = False, language: str = "vi") -> str:
    """Somebody takes a number and is called to a counter that is free."""
    if (present := queueing.ticket_at(counter)) is not None:
        queueing.serve(present, counter)
        queueing.finish(queueing.ticket_at(counter), counter)
    ticket = queueing.issue(service, key=new_key(), priority=priority, language=language)
    queueing.call_chosen(counter, ticket, "Kiểm thử")
    return ticket.code


class Hall:
    """Citizens and officers of a running server, without their screens."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.kiosk = server.screen("/kiosk")
        self.display = server.screen("/display")
        self.lead = server.officer("truongca")  # may act at every counter
        picture = self.kiosk.get(server.url + "/api/kiosk/picture", timeout=10).json()
        self.services = {tile["letter"]: tile["id"] for tile in picture["services"]}

    def issue(self, letter: str, priority: bool = False, language: str = "vi") -> str:
        """A new number of a service."""
        body = {"service": self.services[letter], "priority": priority, "language": language}
        headers = {"Idempotency-Key": new_key()}
        answer = self.kiosk.post(self.server.url + "/api/tickets", json=body, headers=headers, timeout=10)
        answer.raise_for_status()
        return str(answer.json()["ticket"]["number"])

    def act(self, counter: int, noun: str, **wish: Any) -> requests.Response:
        """Press a button at a counter; refusals are the caller's to look at."""
        url = f"{self.server.url}/api/counters/{counter}/{noun}"
        headers = {"Idempotency-Key": new_key()}
        return self.lead.post(url, json=wish, headers=headers, timeout=10)

    def open(self, *counters: int) -> None:
        for counter in counters:
            self.act(counter, "openings").raise_for_status()

    def call(self, counter: int, letter: str, language: str = "vi") -> str:
        """Somebody takes a number and is called at once to a counter, which is made free; answers the number."""
        number = self.issue(letter, language=language)
        self.finish(counter)
        answer = self.act(counter, "calls", ticket=number, why="Kiểm thử")
        answer.raise_for_status()
        return number

    def finish(self, counter: int) -> None:
        """Whoever is at the counter, if anybody, comes, is served, and goes."""
        self.act(counter, "servings")
        self.act(counter, "finishes")

    @property
    def board(self) -> dict[str, Any]:
        """What a screen that came now would be shown."""
        answer = self.display.get(self.server.url + "/api/display/board", timeout=10)
        answer.raise_for_status()
        board: dict[str, Any] = answer.json()
        return board

    @property
    def sequence(self) -> int:
        """Of the latest call."""
        return int(self.board["sequence"])

    def recall(self, counter: int) -> None:
        """Call the ticket at a counter again, once the pause between two calls is over."""
        wait_until(lambda: self.act(counter, "recalls").ok)


class Ear:
    """A display's socket without its page: keeps every event with the moment it came."""

    def __init__(self, hall: Hall, since: int | None = None) -> None:
        self.heard: list[tuple[float, str, Any]] = []
        self.client = socketio.Client(reconnection=False)
        for name in ("board", "missed", "call", "settled", "heartbeat"):
            self.client.on(name, self._keep(name), namespace="/display")
        cookie = "; ".join(f"{name}={value}" for name, value in hall.display.cookies.get_dict().items())
        self.client.connect(
            hall.server.url,
            headers={"Cookie": cookie},
            auth={"since": since},
            namespaces=["/display"],
            transports=["websocket"],
            wait_timeout=10,
        )

    def _keep(self, name: str) -> Callable[[Any], None]:
        def keep(content: Any) -> None:
            self.heard.append((time.monotonic(), name, content))

        return keep

    def all(self, name: str) -> list[Any]:
        return [content for _, kind, content in list(self.heard) if kind == name]

    def wait_for(self, name: str, count: int = 1) -> list[Any]:
        """The first `count` of these events, as soon as they have come."""
        return list(wait_until(lambda: len(self.all(name)) >= count and self.all(name)))

    def ask(self, event: str, content: Any = None) -> Any:
        return self.client.call(event, content, namespace="/display", timeout=5)

    def close(self) -> None:
        self.client.disconnect()


@pytest.fixture(scope="session")
def brisk_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample centre, except that a number may be called again after one second."""
    folder = tmp_path_factory.mktemp("sample") / "brisk"
    shutil.copytree(ROOT / "sample" / "binh-minh", folder)
    settings = (folder / "centre.toml").read_text("utf-8")
    brisk = settings.replace("recall_pause_seconds = 10", "recall_pause_seconds = 1")
    assert brisk != settings
    (folder / "centre.toml").write_text(brisk, "utf-8")
    return folder


@pytest.fixture(scope="module")
def hall(brisk_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """One hall for the tests of a module, counters 1 to 6 open, whose voice speaks very fast."""
    instance = tmp_path_factory.mktemp("instance")
    record_briskly(instance / "voice")
    server = Server(instance, settings={"MOTCUA_SAMPLE": str(brisk_sample)}).start()
    yield opened(server)
    server.stop()


@pytest.fixture
def fragile_hall(new_server: Callable[..., Server], brisk_sample: Path) -> Hall:
    """A hall of one's own, as brisk, whose server may be killed."""
    server = new_server(MOTCUA_SAMPLE=str(brisk_sample))
    record_briskly(server.instance / "voice")
    return opened(server)


def record_briskly(folder: Path) -> None:
    """A centre's own recording of every clip, cut to a tenth of a second: a call takes two seconds, not eight."""
    folder.mkdir()
    voice.make("north")
    for clip in (voice.MADE / "north").glob("*.wav"):
        with wave.open(str(clip)) as whole, wave.open(str(folder / clip.name), "wb") as short:
            short.setparams(whole.getparams())
            short.writeframes(whole.readframes(voice.RATE // 10))


def opened(server: Server) -> Hall:
    hall = Hall(server)
    hall.open(1, 2, 3, 4, 5, 6)
    return hall


@pytest.fixture
def ear() -> Iterator[Callable[..., Ear]]:
    """`ear(hall, since=…)` listens as a display does, from its first picture on."""
    ears: list[Ear] = []

    def listen(hall: Hall, since: int | None = None) -> Ear:
        ears.append(Ear(hall, since))
        ears[-1].wait_for("missed")
        return ears[-1]

    yield listen
    for one in ears:
        one.close()


@pytest.fixture
def show(window: Callable[..., Page]) -> Iterator[Open]:
    """`show(hall, query)` opens the hall screen of a browser that is newly paired, and waits for its picture."""

    def shown(hall: Hall, query: str = "", size: tuple[int, int] = FULL, before: str = "") -> Page:
        page = window(*size)
        if before:
            page.add_init_script(before)
        sound = "" if "sound=" in query else "&sound=on"  # whichever display of the hall is set to speak
        page.goto(f"{hall.server.url}/display?ux=1{sound}{query}")
        has_its_picture(page)
        return page

    yield shown


def has_its_picture(page: Page) -> None:
    """Wait until a screen that was opened hears the hall: a call before that is shown, and not spoken."""
    expect(page.locator("html")).to_have_attribute("data-news", "live")
    wait_until(lambda: page.evaluate("__ux.heard.upTo !== null"))


def announced(page: Page, count: int, seconds: float = 60) -> list[dict[str, Any]]:
    """The first `count` announcements of a screen, once the last of them has ended."""

    def ended() -> list[dict[str, Any]]:
        page.wait_for_timeout(50)  # lets the page's own events reach us
        done = [one for one in page.evaluate("__ux.announcements") if one["end"]]
        return done if len(done) >= count else []

    return wait_until(ended, seconds)[:count]


def row(page: Page, number: str) -> Any:
    return page.locator(f'[data-testid="tv-row"][data-ticket="{number}"]')
