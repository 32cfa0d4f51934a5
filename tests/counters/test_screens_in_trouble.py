"""Staff are told of a kiosk or a display that is gone, or that cannot speak."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from admin import devices
from models.access import Device
from models.base import unit_of_work
from tests.counters.conftest import connected
from tests.display.conftest import Ear
from tests.display.conftest import Hall as Watched


@pytest.fixture
def television(centre, lan) -> Device:
    """A display that has connected and speaks."""
    with connected():
        with unit_of_work():
            made = Device.create(centre=centre, kind=Device.DISPLAY, name="TV sảnh", token_hash="x")
        devices.note(made.id, Device.ON)
    return made


def screens(desk) -> list[tuple[str, str]]:
    return [(one["name"], one["condition"]) for one in desk["alerts"]["screens"]]


def test_a_screen_that_works_is_no_news(lan, television):
    assert screens(lan.look()) == []


def test_a_screen_that_is_silent_is_named_until_it_speaks(lan, television):
    with connected():
        devices.note(television.id, Device.BLOCKED)
    assert screens(lan.look()) == [("TV sảnh", "blocked")]
    with connected():
        devices.note(television.id, Device.ON)
    assert screens(lan.look()) == []


def test_a_lost_screen_is_named_after_half_a_minute_and_only_that_day(lan, television, hands):
    with connected():
        devices.note(television.id, Device.LOST)
    assert screens(lan.look()) == []
    hands.forward(seconds=30)
    assert screens(lan.look()) == [("TV sảnh", "lost")]
    with connected(), unit_of_work():
        Device.update(condition_since=hands.at - timedelta(days=1)).execute()
    assert screens(lan.look()) == []


def test_screens_of_another_centre_and_revoked_ones_are_not_shown(lan, television, elsewhere):
    with connected():
        with unit_of_work():
            other = Device.create(centre=elsewhere, kind=Device.DISPLAY, name="TV", token_hash="y")
        for device in (television, other):
            devices.note(device.id, Device.BLOCKED)
        with unit_of_work():
            Device.update(revoked=True).where(Device.id == television.id).execute()
    assert screens(lan.look()) == []


def test_a_display_whose_browser_keeps_it_silent_is_shown_on_the_desk(screen, hall):
    page = screen.page
    watched = Watched(hall.server)
    ear, twin = Ear(watched), Ear(watched)
    for one in (ear, twin):
        one.client.emit("sound", "blocked", namespace="/display")
    expect(page.get_by_test_id("ctr-screens")).to_contain_text("Chưa bật tiếng: ")
    ear.close()  # another window of the same display is open: it is not lost
    twin.client.emit("sound", "on", namespace="/display")
    expect(page.get_by_test_id("ctr-screens")).to_be_hidden()
    twin.close()
