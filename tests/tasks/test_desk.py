"""Tasks 13 and 14: an officer's hands stay on the keyboard."""

import itertools

import pytest
from playwright.sync_api import expect

from tests.counters.conftest import SCAN
from tests.tasks.conftest import Desk

SECONDS_A_KEY, SECONDS_A_DECISION, SECONDS_A_SCAN = 0.28, 1.35, 1.5  # keystroke-level model
CODES = (f"H99.01-261120-{serial:04d}" for serial in itertools.count(7001))


@pytest.fixture
def desk(hall, sit) -> Desk:
    """Counter 1, where a citizen is being served."""
    desk = sit(1)
    hall.issue("C")
    desk.is_now("next")
    desk.press("F2")
    desk.is_now("called")
    desk.press("F2")
    desk.is_now("serving")
    return desk


def test_13_a_visit_is_finished_with_a_scan_and_at_most_eight_keys(hall, desk, figure):
    code = next(CODES)
    keys = ["F2", "1", "c", "k", "F2"]
    desk.press(keys[0])
    desk.find("dos-code").wait_for()
    desk.page.evaluate(SCAN, code)
    desk.press(*keys[1:])
    desk.is_now("empty")
    pressed = len(keys)
    logged = desk.page.request.get(f"{hall.url}/api/dossiers/{code}").json()["dossier"]
    assert logged["last_outcome"] == "received"
    assert logged["procedure"] and logged["channel"] and logged["due_on"]
    seconds = pressed * SECONDS_A_KEY + 3 * SECONDS_A_DECISION + SECONDS_A_SCAN
    assert seconds < 10
    figure(13, "keys besides the scan", "≤ 8", pressed, most=8)
    figure(13, "time by the keystroke model", "< 10 s", seconds, most=10, unit="s")


def test_14_typing_vietnamese_by_telex_presses_no_shortcut_and_f2_still_works(desk, figure):
    desk.press("F2")
    desk.find("dos-procedure").focus()
    desk.page.keyboard.type("Chuwngs thuwcj banr sao 123 ck")
    expect(desk.find("dos-procedure")).to_have_value("Chuwngs thuwcj banr sao 123 ck")
    desk.is_now("serving")
    assert not desk.find("dos-outcome").locator('[aria-checked="true"], :checked').count()
    desk.press("Escape", "Escape")
    desk.press("F2")
    expect(desk.find("dos-strip")).to_be_visible()
    figure(14, "shortcuts that typing pressed", "0", 0, most=0)
