"""The screen mends itself: after an error, for a new edition, at opening time; nobody has to touch it."""

import pytest
from playwright.sync_api import expect

from tests.kiosk.conftest import PANEL, Screen
from tests.real_server import Server

# The clock of the server stands three seconds before opening time until the file "go" is there.
BEFORE_OPENING = """
import datetime, pathlib, os, sys, time
import runtime
from models import base
go = pathlib.Path(os.environ["MOTCUA_INSTANCE"]) / "go"
opens = datetime.datetime(2026, 11, 20, 7, 29, 57)
base.clock.drive(lambda: opens + datetime.timedelta(seconds=time.time() - go.stat().st_mtime if go.exists() else 0))
import app
app.main()
"""


def test_a_script_error_opens_the_page_anew(screen):
    screen.page.evaluate("window.before = true; dispatchEvent(new ErrorEvent('error'))")
    screen.page.wait_for_function("() => !window.before && window.__ux?.socket?.connected")
    screen.shows("services")


def test_a_page_whose_modules_never_came_is_opened_anew(server, staff, window):
    page = window(*PANEL)
    page.clock.install()
    page.route("**/kiosk/kiosk.js", lambda route: route.abort())
    page.goto(f"{server.url}/kiosk?ux=1")
    page.evaluate("window.before = true")
    page.unroute("**/kiosk/kiosk.js")
    page.clock.run_for(20_000)
    page.wait_for_function("() => !window.before")
    Screen(page, server).connected()


def test_another_edition_is_taken_up_once_nobody_is_at_the_screen(screen):
    screen.press("service-C")
    screen.page.evaluate("window.before = true")
    screen.told(edition="another")
    screen.shows("priority")
    assert screen.page.evaluate("window.before"), "nobody's question is taken away"
    screen.press("back")
    screen.page.wait_for_function("() => !window.before && window.__ux?.socket?.connected")


@pytest.fixture
def early_server(tmp_path, sample_with):
    folder = sample_with(hours=["07:30-17:00"])
    server = Server(tmp_path, settings={"MOTCUA_SAMPLE": folder}, script=("-c", BEFORE_OPENING)).start()
    yield server
    server.stop()


def test_the_kiosk_opens_at_opening_time_without_a_touch(early_server, window):
    screen = Screen(window(*PANEL), early_server).open()
    screen.shows("closed")
    (early_server.instance / "go").touch()
    screen.shows("services")
    expect(screen.page.locator("[data-tiles] .tile").first).to_be_visible()
