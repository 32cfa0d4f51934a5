"""A trial begins by one button beside a real centre, lets a day go by, and leaves nothing behind."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests
import socketio
from playwright.sync_api import expect
from pydantic import ValidationError

from demo.routes import HOURS, Turn
from tests.conftest import new_key
from tests.real_server import Server
from tests.waiting import wait_until

PATIENCE_MS = 60_000  # the past is made first
PATIENCE_SECONDS = 60
SCREEN_OF_THE_TRIAL = re.compile(r"http://127\.0\.0\.1:\d+/demo$")


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    """The real server; its trials have two weeks behind them, and not six months."""
    fewer = (
        "import demo.trial; demo.trial.DAYS_BEHIND = 14; import runpy; runpy.run_path('app.py', run_name='__main__')"
    )
    server = Server(tmp_path_factory.mktemp("instance"), script=("-c", fewer)).start()
    yield server
    server.stop()


@pytest.fixture
def desk(server, window):
    """The trial's control desk, reached by pressing what the page of the centre shows."""
    page = window(1200, 900)
    page.goto(server.url)
    page.get_by_test_id("home-trial").click()
    page.get_by_label("60×").check()
    page.get_by_test_id("trial-begin").click()
    page.get_by_test_id("trial-open").click(timeout=PATIENCE_MS)
    expect(page).to_have_url(SCREEN_OF_THE_TRIAL)
    yield page
    requests.post(f"{server.url}/demo/end", timeout=30)


def test_a_visitor_takes_a_number_among_the_others_and_ends_it_all(server, desk):
    trial = desk.url.removesuffix("/demo")
    folder = server.instance / "trial"
    assert (folder / "mot-cua.sqlite3").exists()

    desk.get_by_label("Chạy nhanh đến giờ").select_option("08:00")
    desk.get_by_test_id("trial-hour").click()
    kiosk, display = requests.Session(), requests.Session()
    display.get(f"{trial}/display", timeout=30).raise_for_status()
    kiosk.get(f"{trial}/kiosk", timeout=30).raise_for_status()
    with socketio.SimpleClient() as hall:
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in display.cookies)
        hall.connect(trial, namespace="/display", headers={"Cookie": cookies}, transports=["websocket"])
        picture = wait_until(lambda: the_kiosk_at_eight(kiosk, trial), PATIENCE_SECONDS)
        guide = next(tile["id"] for tile in picture["services"] if tile["letter"] == "U")
        wish = {"service": guide, "priority": False}
        headers = {"Idempotency-Key": new_key()}
        answer = kiosk.post(f"{trial}/api/tickets", json=wish, headers=headers, timeout=30)
        number, called = answer.json()["ticket"]["number"], []
        while number not in called:
            name, *content = hall.receive(timeout=PATIENCE_SECONDS)
            if name == "call":
                called.append(content[0]["number"])
    assert len(set(called)) > 1  # the others are called too
    # The display is switched off; though no live board is open, somebody looks: there is an alert.
    wait_until(lambda: "display-offline" in alerts_of(folder), PATIENCE_SECONDS)

    ours = requests.get(f"{server.url}/api/openapi.json", timeout=10)
    assert ours.ok  # the centre beside it goes on
    assert all(cookie.name.startswith("trial_") for cookie in kiosk.cookies)

    desk.get_by_test_id("trial-end").click()
    expect(desk.get_by_test_id("trial-ended")).to_be_visible()
    assert requests.get(f"{trial}/static/demo/demo.css", timeout=30).ok  # the last page still gets its styles
    desk.get_by_test_id("trial-home").click()
    expect(desk).to_have_url(f"{server.url}/")
    door = f"{server.url}/demo"  # knows of it as soon as the trial's process is gone
    wait_until(lambda: "trial-begin-form" in requests.get(door, timeout=30).text, PATIENCE_SECONDS)
    assert not folder.exists()


def the_kiosk_at_eight(kiosk: requests.Session, trial: str) -> dict | None:
    picture = kiosk.get(f"{trial}/api/kiosk/picture", timeout=30).json()
    return picture if picture["now"][11:13] == "08" else None


def alerts_of(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "mot-cua.sqlite3")) as trial:
        return {kind for (kind,) in trial.execute("SELECT kind FROM alert")}


def test_a_stranger_on_the_network_begins_no_trial(app):
    visitor = app.test_client()
    answer = visitor.post("/demo", data={"speed": "60"}, environ_base={"REMOTE_ADDR": "192.168.1.77"})
    assert answer.status_code == 403
    assert "trên máy chủ" in answer.get_data(as_text=True)
    assert "demo_trial" not in app.extensions or app.extensions["demo_trial"].state == "none"


def test_a_centre_has_no_clock_to_turn(app):
    assert app.test_client().post("/demo/clock", data={"act": "stop"}).status_code == 404


def test_the_hours_one_may_hurry_to_are_those_of_the_menu():
    for hour in HOURS:
        assert Turn(act="hour", hour=str(hour)).hour == str(hour)
    with pytest.raises(ValidationError):
        Turn(act="hour", hour="18")


def test_a_trial_is_begun_and_ended_in_the_language_of_its_page(server):
    door = requests.get(f"{server.url}/demo?lang=en", timeout=30).text
    assert 'action="/demo?lang=en"' in door
    answer = requests.post(f"{server.url}/demo/end?lang=en", timeout=30, allow_redirects=False)
    assert answer.headers["Location"] == "/demo?lang=en"
