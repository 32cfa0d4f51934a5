"""What surrounds a visit, by keyboard in a real browser: slips, quick visits, hand-overs, locks, keys of one's own."""

import re
from datetime import date

import pytest
from playwright.sync_api import Browser, expect

from tests.counters.conftest import PANEL, Hall, Screen
from tests.real_server import Server


@pytest.fixture
def serving(screen: Screen, hall: Hall) -> Screen:
    """Somebody is being served at counter 1."""
    hall.issue("C")
    screen.serve_next()
    return screen


def slip_code(screen: Screen) -> str:
    found = re.search(r"[BCGHKLMNPQRTVX2346789]{8}", screen.find("ctr-given").inner_text())
    assert found
    return found[0]


def test_a_slip_takes_three_keys_and_its_code_brings_the_citizen_back_before_arrivals(serving: Screen, hall: Hall):
    serving.press("Shift+F8")
    expect(serving.page.locator("#slip input[name=papers]").first).to_be_focused()
    serving.press("1", "Enter")
    expect(serving.find("ctr-given")).to_be_visible()
    code = slip_code(serving)
    given = hall.desk(1)["ticket"]["given"]
    assert (given["code"], len(given["papers"])) == (code, 1)
    assert date.fromisoformat(given["last_day"]) > date.today()
    serving.press("F2", "Enter", "3", "F2")
    serving.is_now("empty")
    arrival = hall.issue("C")
    serving.is_now("next")
    serving.scan(code)
    expect(serving.find("chosen-ticket")).to_have_value(re.compile(r"^C\d{3}$"))
    number = serving.find("chosen-ticket").input_value()
    assert number != arrival
    serving.press("Escape")
    expect(serving.find("ctr-next")).to_contain_text(number)
    serving.press("F2")
    serving.is_now("called")
    expect(serving.find("ctr-brought")).to_contain_text(given["papers"][0])


def test_a_quick_visit_needs_no_number_and_ends_like_any_other(screen: Screen, hall: Hall):
    screen.press("Shift+F4")
    expect(screen.page.locator("#quick input:checked")).to_have_value("C")
    screen.press("Enter")
    screen.is_now("serving")
    expect(screen.find("ctr-number")).to_have_text(re.compile(r"^Q\d{3}$"))
    expect(screen.find("ctr-hold")).to_be_hidden()
    screen.find("ctr-more").click()
    screen.find("more-pause").click()
    expect(screen.find("pause-busy").get_by_text("Quầy đang phục vụ nhanh.")).to_be_visible()
    expect(screen.find("pause-hold")).to_be_hidden()
    screen.press("Escape")
    screen.press("F2", "Enter", "3", "F2")
    screen.is_now("empty")


def test_a_key_can_be_changed_switched_off_and_set_back(screen: Screen, hall: Hall):
    hall.issue("C")
    screen.is_now("next")
    screen.press("F1")
    screen.find("key-change-primary").click()
    screen.press("a")
    expect(screen.find("key-said")).to_contain_text("Không dùng được phím này")
    screen.press("F9")
    expect(screen.find("key-said")).to_contain_text("Đã đổi thành F9")
    screen.press("Escape")
    expect(screen.find("ctr-primary")).to_contain_text("F9")
    screen.press("F9")
    screen.is_now("called")
    expect(screen.find("ctr-transfer")).to_contain_text("F2")
    screen.press("F1")
    screen.find("keys-off").check()
    screen.press("Escape", "F9")
    expect(screen.find("ctr-primary").locator("kbd")).to_be_hidden()
    screen.is_now("called")
    screen.page.reload()
    screen.connected()
    screen.press("F9")
    screen.is_now("called")
    screen.find("ctr-more").click()
    screen.find("more-keys").click()
    screen.find("keys-reset").click()
    screen.press("Escape", "F2")
    screen.is_now("serving")


def test_a_desk_left_alone_locks_and_goes_on_where_it_was(serving: Screen, hall: Hall):
    number = serving.find("ctr-number").inner_text()
    serving.press("F2")
    serving.page.keyboard.type("0042")
    written = serving.find("dos-code").input_value()
    ago = "Date.now = ((now) => () => now() + 31 * 60_000)(Date.now.bind(Date))"
    with serving.page.expect_response("**/api/session/locks"):
        serving.page.evaluate(ago)
    expect(serving.find("lock-number")).to_be_visible()
    expect(serving.find("lock-number")).to_contain_text(number)
    serving.press("Escape", "F2")
    expect(serving.find("lock-number")).to_be_visible()
    assert hall.officer.post(f"{hall.server.url}/api/counters/1/holds", json={}, timeout=10).status_code == 423
    serving.page.keyboard.type("000000")
    serving.press("Enter")
    expect(serving.find("lock-wrong")).to_be_visible()
    serving.page.keyboard.type(hall.pin)
    serving.press("Enter")
    expect(serving.find("lock-number")).to_be_hidden()
    serving.is_now("serving")
    expect(serving.find("dos-code")).to_have_value(written)


def test_a_desk_that_is_open_twice_does_not_lock_while_somebody_works_in_either_window(serving: Screen):
    later = "Date.now = ((now) => () => now() + 31 * 60_000)(Date.now.bind(Date))"
    other = serving.page.context.new_page()
    other.goto(serving.page.url)
    expect(other.get_by_test_id("ctr-number")).to_be_visible()
    other.evaluate(f"{later}; dispatchEvent(new KeyboardEvent('keydown', {{ key: 'Shift' }}))")
    serving.page.evaluate(later)
    serving.page.wait_for_timeout(3_000)  # it looks each second
    expect(serving.find("lock-number")).to_be_hidden()
    serving.press("F2", "F2")
    serving.is_now("serving")


def test_a_colleague_takes_the_counter_over_with_its_ticket(serving: Screen, hall: Hall):
    number = serving.find("ctr-number").inner_text()
    serving.find("ctr-more").click()
    serving.find("more-handover").click()
    serving.page.keyboard.type("canbo02")
    serving.press("Tab")
    serving.page.keyboard.type(hall.pin)
    serving.press("Enter")
    expect(serving.page.locator("#more [data-slot='officer.name']")).to_have_text(re.compile("2"), timeout=20_000)
    serving.connected()
    expect(serving.find("ctr-number")).to_have_text(number)
    serving.is_now("serving")
    hall.officer = hall.server.officer("canbo01")  # its session ended with the hand-over


def test_whoever_sits_here_for_the_first_time_is_told_the_next_press(screen: Screen, hall: Hall):
    expect(screen.find("ctr-first-hint")).to_contain_text("F2")
    hall.issue("C")
    screen.is_now("next")
    expect(screen.find("ctr-first-hint")).to_contain_text("để gọi số ở trên")
    expect(screen.find("ctr-live")).to_contain_text("Kế tiếp: số C")
    screen.find("ctr-hints-off").click()
    expect(screen.find("ctr-first-hint")).to_be_hidden()
    screen.page.reload()
    screen.connected()
    expect(screen.find("ctr-first-hint")).to_be_hidden()


def test_a_session_that_has_lapsed_says_that_the_ticket_is_kept(server: Server, browser: Browser):
    page = browser.new_context(viewport={"width": PANEL[0], "height": PANEL[1]}).new_page()
    page.goto(f"{server.url}/counter?lapsed=yes")
    expect(page.get_by_test_id("sign-in-lapsed")).to_contain_text("Số đang phục vụ vẫn được giữ.")
    page.context.close()
