"""A small centre whose furniture has names, a clock one can set, and the real server for whoever needs it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
import requests

os.environ.setdefault("MOTCUA_ASYNC", "threading")

from argon2 import PasswordHasher

from config import Config
from extensions import Sockets, limiter
from models import base
from models.access import Device
from models.base import db, open_database, unit_of_work
from models.centre import Centre, Counter, CounterService, Field, Officer, Opening, Procedure, Service
from models.tables import create_tables
from queueing import estimates

ROOT = Path(__file__).parent.parent
FRIDAY_MORNING = datetime(2026, 11, 20, 8, 0)
PIN = "246810"
SERVERS = {"server", "new_server", "postgresql"}  # fixtures that start a process
HASHED_PIN = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)  # a real one, but quick to check


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a server of their own come first: the many quick ones then fill the time until the last has ended."""
    slow = {item.path for item in items if SERVERS & set(getattr(item, "fixturenames", ()))}
    items.sort(key=lambda item: item.path not in slow)


class Hands:
    """The hands of the clock: set them, or let them move on."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def read(self) -> datetime:
        return self.at

    def forward(self, **lengths: float) -> datetime:
        self.at += timedelta(**lengths)
        return self.at


@pytest.fixture
def hands() -> Iterator[Hands]:
    """A clock that stands at Friday 20/11/2026 08:00 until it is moved."""
    real = base.clock._read
    hands = Hands(FRIDAY_MORNING)
    base.clock.drive(hands.read)
    yield hands
    base.clock.drive(real)


@contextmanager
def background_ends() -> Iterator[None]:
    """What announcements set going in the background ends before its database does: at the end, nothing rests."""
    over, started = threading.Event(), []
    start, sleep = Sockets.start_background_task, Sockets.sleep

    def start_and_keep(self, *work, **options):
        started.append(start(self, *work, **options))
        return started[-1]

    Sockets.start_background_task = start_and_keep
    Sockets.sleep = lambda self, seconds=0: over.wait(seconds)
    try:
        yield
    finally:
        over.set()
        for task in started:
            task.join(timeout=30)
        Sockets.start_background_task, Sockets.sleep = start, sleep
        assert not any(task.is_alive() for task in started), started


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Databases to copy, since to make one takes longer than most tests: "empty" has its tables, "furnished" also the
    small centre."""
    folder = tmp_path_factory.mktemp("drawn")
    base.clock.drive(Hands(FRIDAY_MORNING).read)
    for name, fill in (("empty", create_tables), ("furnished", make_centre)):
        engine = open_database(f"sqlite:///{folder / name}")
        create_tables()
        fill()
        engine.close_all()
    base.clock.release()
    assert not list(folder.glob("*-wal")), "all of it is in the files"
    return {path.name: path for path in folder.iterdir()}


@pytest.fixture
def database(tmp_path: Path, drawn: dict[str, Path], request: pytest.FixtureRequest) -> Iterator[Path]:
    """A database in a file of its own, connected; empty, unless the test asks for the centre."""
    file = tmp_path / "centre.sqlite3"
    shutil.copy(drawn["furnished" if "centre" in request.fixturenames else "empty"], file)
    engine = open_database(f"sqlite:///{file}")
    estimates.forget()
    with background_ends():
        db.connect()
        yield tmp_path
        if not db.is_closed():
            db.close()
    engine.close_all()


@pytest.fixture
def centre(database: Path, hands: Hands) -> Centre:
    """A centre with three services, three counters, two fields; open all day, every day."""
    if not Centre.select().exists():  # a database that was not drawn: PostgreSQL's
        make_centre()
    return Centre.get(Centre.slug == "an-binh")


def make_centre() -> None:
    with unit_of_work():
        centre = Centre.create(
            slug="an-binh",
            organisation="Trung tâm Phục vụ hành chính công",
            name="phường An Bình",
            dossier_prefix="H99.01",
            business_day=FRIDAY_MORNING.date(),
        )
        furnish(centre)


def furnish(centre: Centre) -> None:
    """Services C, H and R; counters 1 (C), 2 (H, and C as fallback), 3 (C, H); an officer of every role."""
    for weekday in range(7):
        Opening.create(centre=centre, weekday=weekday, opens=time(0), closes=time(0))
    certification = Service.create(
        centre=centre, letter="C", name="Chứng thực", name_en="Certification", position=1, typical_minutes=8
    )
    civil = Service.create(
        centre=centre, letter="H", name="Hộ tịch", name_en="Civil status", position=2, typical_minutes=12
    )
    Service.create(centre=centre, letter="R", name="Nhận kết quả", name_en="Collect a result", position=3)
    fields = [Field.create(centre=centre, name=name, position=i) for i, name in enumerate(("Hộ tịch", "Chứng thực"), 1)]
    procedure = Procedure.create(
        centre=centre,
        field=fields[1],
        service=certification,
        code="2.000815",
        name="Chứng thực bản sao từ bản chính",
        working_days=0,
        fee=4000,
        papers="Bản chính giấy tờ\nBản sao cần chứng thực",
    )
    Procedure.create(
        centre=centre,
        field=fields[0],
        service=civil,
        code="1.004873",
        name="Cấp giấy xác nhận tình trạng hôn nhân",
        working_days=3,
        fee=5000,
    )
    assert procedure.id
    for number, first, fallback in (
        (1, [certification], []),
        (2, [civil], [certification]),
        (3, [certification, civil], []),
    ):
        counter = Counter.create(centre=centre, number=number, state=Counter.OPEN)
        for service in first:
            CounterService.create(counter=counter, service=service)
        for service in fallback:
            CounterService.create(counter=counter, service=service, preference=CounterService.FALLBACK)
    for username, role in (
        ("lan", "officer"),
        ("minh", "officer"),
        ("truong", "lead"),
        ("ha", "director"),
        ("quan", "admin"),
    ):
        Officer.create(centre=centre, username=username, name=username.title(), role=role, secret=HASHED_PIN)


def _service(centre: Centre, letter: str) -> Service:
    return Service.get(Service.centre == centre, Service.letter == letter)


def _counter(centre: Centre, number: int) -> Counter:
    return Counter.get(Counter.centre == centre, Counter.number == number)


@pytest.fixture
def certification(centre: Centre) -> Service:
    return _service(centre, "C")


@pytest.fixture
def civil_status(centre: Centre) -> Service:
    return _service(centre, "H")


@pytest.fixture
def counter_1(centre: Centre) -> Counter:
    """Serves certification only."""
    return _counter(centre, 1)


@pytest.fixture
def counter_2(centre: Centre) -> Counter:
    """Serves civil status; certification when nobody waits for that."""
    return _counter(centre, 2)


@pytest.fixture
def counter_3(centre: Centre) -> Counter:
    """Serves certification and civil status alike."""
    return _counter(centre, 3)


@pytest.fixture
def elsewhere(centre: Centre) -> Centre:
    """Another centre on the same server, with the same furniture."""
    with unit_of_work():
        other = Centre.create(
            slug="an-phu",
            organisation="Trung tâm Phục vụ hành chính công",
            name="xã An Phú",
            business_day=FRIDAY_MORNING.date(),
        )
        furnish(other)
    return other


def new_key() -> str:
    """An idempotency key, as a screen makes one."""
    return str(uuid.uuid4())


def config_of(folder: Path) -> Config:
    return Config(
        instance=folder,
        database=f"sqlite:///{folder / 'centre.sqlite3'}",
        sign_in_limit="1000 per minute",
        phone_limit="1000 per minute",
    )


@pytest.fixture(scope="session")
def whole_app(drawn: dict[str, Path], tmp_path_factory: pytest.TempPathFactory):
    """The application, built once, over a database that no test sees."""
    from app import create_app

    folder = tmp_path_factory.mktemp("nowhere")
    shutil.copy(drawn["furnished"], folder / "centre.sqlite3")
    app = create_app(config_of(folder))
    app.config["TESTING"] = False  # a failure is answered as in the hall, never raised
    db.obj.close_all()
    return app


@pytest.fixture
def app(whole_app, centre: Centre, database: Path):
    """The application over the small centre."""
    whole_app.config["MOTCUA"] = config_of(database)
    limiter.reset()
    return whole_app


class Person:
    """Somebody in front of a screen: a test client that keeps its cookies."""

    def __init__(self, app) -> None:
        self.client = app.test_client()

    def sign_in(self, username: str, counter: int | None = None, centre: str = "an-binh") -> "Person":
        body = {"username": username, "secret": PIN, "centre": centre}
        assert self.client.post("/api/sessions", json=body).status_code == 201
        if counter is not None:
            assert self.client.post("/api/session/counter", json={"counter": counter}).status_code == 200
        return self

    def at_device(self, kind: str, centre: Centre) -> "Person":
        from admin.access import DEVICE_COOKIE, fingerprint

        secret = uuid.uuid4().hex
        with unit_of_work():
            Device.create(centre=centre, kind=kind, name=kind, token_hash=fingerprint(secret))
        self.client.set_cookie(DEVICE_COOKIE[kind], secret)
        return self

    def take_number(self, service: Service, key: str | None = None, **wish):
        headers = {"Idempotency-Key": key or new_key()}
        return self.client.post("/api/tickets", json={"service": service.id, **wish}, headers=headers)

    def __getattr__(self, name: str):
        return getattr(self.client, name)


@pytest.fixture
def person(app) -> Callable[[], Person]:
    """`person()` is somebody new, with a browser of their own."""
    return lambda: Person(app)


@pytest.fixture
def kiosk(app, centre: Centre) -> Person:
    """Somebody at the centre's kiosk."""
    return Person(app).at_device(Device.KIOSK, centre)


@pytest.fixture
def officer(app) -> Person:
    """Lan, signed in at counter 1."""
    return Person(app).sign_in("lan", counter=1)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Server:
    """The real server in a process of its own, with the sample centre, on this machine only."""

    instance: Path
    port: int = field(default_factory=free_port)
    settings: dict = field(default_factory=dict)
    script: tuple[str, ...] = ("app.py",)  # or "-c" and what to change before the server starts
    process: subprocess.Popen | None = None
    said: str = ""  # on the console, while it started

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Server":
        """Start, and wait until it says that it answers."""
        environ = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
        environ |= {
            "MOTCUA_ASYNC": "eventlet",
            "MOTCUA_HOST": "127.0.0.1",
            "MOTCUA_PORT": str(self.port),
            "MOTCUA_INSTANCE": str(self.instance),
            "MOTCUA_SIGN_IN_LIMIT": "1000 per minute",
            "MOTCUA_TEST_HOOKS": "1",
            "PYTHONUNBUFFERED": "1",
            **self.settings,
        }
        log = (self.instance / "server.log").open("a")
        self.process = subprocess.Popen(
            [sys.executable, *self.script], cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=log, text=True
        )
        log.close()
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if "Ctrl+C" in line:
                return self
        self.stop()
        raise AssertionError("the server did not start:\n" + self.said + self.log())

    def log(self) -> str:
        return (self.instance / "server.log").read_text(encoding="utf-8")

    def stop(self, with_signal: int = signal.SIGTERM) -> None:
        """Ask it to stop (or kill it), and wait until it has."""
        if self.process is not None:
            self.process.send_signal(with_signal)
            self.process.wait(timeout=60)  # on a busy machine even leaving takes its time
            self.process.stdout.close()
            self.process = None

    def kill(self) -> None:
        """As a power cut does: without a word."""
        self.stop(signal.SIGKILL)

    def secrets(self) -> dict[str, str]:
        """Username → secret of the first run."""
        found = {}
        for line in (self.instance / "first-run.txt").read_text(encoding="utf-8").splitlines():
            if match := re.match(r"  (\w+) … \w+ +PIN (\d+)", line):
                found |= {f"canbo{n:02d}": match[2] for n in range(1, 16)}
            elif match := re.match(r"  (\w+) +(\S+)", line):
                found[match[1]] = match[2]
        return found

    def screen(self, path: str = "/kiosk") -> requests.Session:
        """A browser's worth of cookies, after opening a page on the server's own PC."""
        session = requests.Session()
        session.get(self.url + path, timeout=10).raise_for_status()
        return session

    def officer(self, username: str, counter: int | None = None) -> requests.Session:
        """An officer signed in, at a counter or at none."""
        session = requests.Session()
        body = {"username": username, "secret": self.secrets()[username]}
        session.post(self.url + "/api/sessions", json=body, timeout=10).raise_for_status()
        if counter is not None:
            choice = {"counter": counter}
            session.post(self.url + "/api/session/counter", json=choice, timeout=10).raise_for_status()
        return session


@pytest.fixture
def new_server(tmp_path_factory) -> Iterator[Callable[..., Server]]:
    """`new_server()` starts a server of one's own, which may be killed; it is stopped afterwards."""
    started: list[Server] = []

    def start(**settings: str) -> Server:
        server = Server(tmp_path_factory.mktemp("instance"), settings=settings)
        started.append(server)
        return server.start()

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    """One server for the tests of a module, which look and work but never kill it."""
    server = Server(tmp_path_factory.mktemp("instance")).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser():
    """Chromium without the window and the services around a page, which cost three times as much as the page."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=20_000)  # how long a condition is awaited on a busy machine
    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--autoplay-policy=no-user-gesture-required",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=flags)
        yield browser
        browser.close()


@pytest.fixture
def window(browser) -> Iterator[Callable]:
    """`window(width, height)` opens a window of its own; a page error or a console error fails the test."""
    contexts = []
    errors: list[str] = []

    def opened(width: int, height: int, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors, errors


__all__ = ["FRIDAY_MORNING", "PIN", "Hands", "Person", "Server", "new_key"]
