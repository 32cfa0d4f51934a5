"""What was logged by mistake is corrected at the desk, by keyboard, while the visit lasts and after it."""

import itertools
import re

import pytest
from playwright.sync_api import Route, expect

from tests.conftest import new_key
from tests.counters.conftest import Hall, Screen

SERIALS = itertools.count(9500, 2)  # of codes that nothing else of the day has; the right one is the next


@pytest.fixture
def wrong() -> str:
    return f"H99.01-261118-{next(SERIALS)}"


@pytest.fixture
def logged(screen: Screen, hall: Hall, wrong: str) -> Screen:
    """Somebody was served at counter 1, and one dossier too many was logged as refused; then undone."""
    hall.issue("C")
    screen.serve_next()
    screen.press("F2")
    screen.scan(wrong)
    screen.press("5", "F2")
    screen.is_now("empty")
    screen.press("Control+z")
    screen.is_now("serving")
    return screen


def lose_the_answer(route: Route) -> None:
    """The server is asked and acts, and nobody hears of it."""
    route.fetch()
    route.abort()


def test_after_undoing_a_finish_the_line_is_corrected_from_the_strip_by_keyboard(logged: Screen, wrong: str):
    right = wrong[:-1] + "1"
    logged.press("F2")
    logged.find("dos-list").get_by_role("button", name="Sửa").focus()
    logged.press("Enter")
    expect(logged.find("correct-code")).to_be_focused()
    expect(logged.find("correct-code")).to_have_value(wrong)
    logged.page.keyboard.type(right)
    logged.press("Tab")
    expect(logged.find("correct-outcome-refused")).to_be_focused()
    logged.find("correct-outcome-received").focus()
    logged.press("Space", "Enter")
    expect(logged.find("correct-wrong")).to_contain_text("Nộp phí trực tuyến chưa?")
    expect(logged.find("correct-paid-yes")).to_be_focused()
    logged.press("Space")
    logged.find("correct-digitised-no").focus()
    logged.press("Space", "Enter")
    expect(logged.find("ctr-notice")).to_contain_text("Đã sửa")
    [line] = logged.logs()
    assert (line["code"], line["outcome"], line["complete"]) == (right, "received", True)
    assert (line["paid_online"], line["digitised"]) == (True, False)
    expect(logged.find("dos-list")).to_contain_text(right)
    logged.press("F1", "Enter")
    logged.find("more-logged").click()
    expect(logged.find("logged-list").locator("li").first).to_contain_text(re.compile(r"\d \(đã sửa \d\d:\d\d\)"))


def test_what_another_codes_dossier_brought_goes_again_with_that_code(logged: Screen, hall: Hall, wrong: str):
    other, right = wrong[:-1] + "7", wrong[:-1] + "9"
    entry = {"code": other, "outcome": "received", "procedure": 1, "channel": "postal", "fee": 9000}
    sent = {"data": entry, "headers": {"Idempotency-Key": new_key()}}
    answer = logged.page.request.post(f"{hall.server.url}/api/counters/1/entries", **sent)
    assert answer.status == 201, answer.text()
    logged.press("F2")
    logged.find("dos-list").get_by_role("button", name=f"Sửa {wrong}").click()
    expect(logged.find("correct-channel-online")).to_be_checked()
    logged.find("correct-code").fill(other)
    logged.press("Tab")
    expect(logged.find("correct-channel-postal")).to_be_checked()
    logged.find("correct-code").fill(right)
    logged.press("Tab")
    expect(logged.find("correct-channel-online")).to_be_checked()
    expect(logged.find("correct-code")).to_have_value(right)
    expect(logged.find("correct-outcome-refused")).to_be_checked()


def test_what_was_digitised_is_asked_anew_where_the_outcome_makes_it_another_question(logged: Screen):
    logged.press("F2")
    logged.find("dos-list").get_by_role("button", name="Sửa").click()
    expect(logged.find("correct-code")).to_be_focused()
    for answer in ("outcome-received", "digitised-yes", "outcome-returned"):
        logged.find(f"correct-{answer}").focus()
        logged.press("Space")
        expect(logged.find(f"correct-{answer}")).to_be_checked()
    expect(logged.find("correct-digitised-yes")).not_to_be_checked()


def test_after_the_visit_it_is_corrected_or_struck_from_the_menu_and_what_it_said_stays_to_be_read(
    logged: Screen, hall: Hall, wrong: str
):
    logged.press("F2", "F2")
    logged.is_now("empty")
    logged.press("F1", "Enter")
    logged.find("more-logged").focus()
    logged.press("Enter")
    first = logged.find("logged-list").locator("li").first
    expect(first).to_contain_text(f"{wrong} Từ chối")
    expect(first.get_by_role("button", name="Sửa")).to_be_focused()
    logged.press("Enter")
    expect(logged.find("correct-code")).to_be_focused()
    logged.page.route("**/strikes", lose_the_answer, times=1)
    logged.find("correct-strike").focus()
    logged.press("Enter")
    expect(logged.find("ctr-notice")).to_contain_text("Đã bỏ dòng của")
    logged.press("F1", "Enter")
    logged.find("more-logged").click()
    expect(logged.find("struck-list").locator("li").first).to_contain_text(f"{wrong} Từ chối")
    expect(logged.find("logged-list")).not_to_contain_text(wrong)
    found = logged.page.request.get(f"{hall.server.url}/api/dossiers/{wrong}").json()
    assert found["dossier"] is None
