"""A small centre whose furniture has names, a clock one can set, and the real server for whoever needs it."""

import os
import shutil
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

os.environ.setdefault("MOTCUA_ASYNC", "threading")


from config import Config
from extensions import Sockets, limiter
from figures import promises
from models import base
from models.access import Device
from models.base import db, open_database, unit_of_work
from models.centre import Centre, Service
from models.counter import Counter
from models.tables import create_tables
from queueing import estimates
from tests.real_server import new_server, server
from tests.small_centre import FRIDAY_MORNING, PIN, furnish, make_centre

__all__ = ["new_server", "server"]  # fixtures of another file, found by their names here

SERVERS = {"server", "new_server", "postgresql"}  # fixtures that start a process


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
    promises.forget()
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
def app(whole_app, centre: Centre, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The application over the small centre. What it hands over is kept until a browser has read it: here none does."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
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


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    from tests import chromium

    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def window(browser) -> Iterator[Callable]:
    """`window(width, height)` opens a window of its own; what a page's script does not catch fails the test."""
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
