"""The officer's screen in a real browser, by keyboard: a panel of 400 px, and a wide window."""

import re

from playwright.sync_api import expect

from tests.conftest import new_key
from tests.counters.conftest import PANEL, WIDE, Hall, Screen


def test_signing_in_and_sitting_down_need_no_mouse_and_are_remembered(hall: Hall, window):
    screen = Screen(window(*PANEL), hall).sign_in(3, "canbo03")
    expect(screen.find("ctr-services")).to_contain_text("Hộ tịch")
    screen.find("ctr-more").click()
    screen.find("sign-out").click()
    expect(screen.find("sign-in-username")).to_have_value("canbo03")
    expect(screen.find("sign-in-secret")).to_be_focused()
    screen.page.keyboard.type("000000")
    screen.press("Enter")
    expect(screen.find("sign-in-error")).to_contain_text("chưa đúng")
    screen.page.keyboard.type(hall.pin)
    screen.press("Enter")
    expect(screen.find("counter-3")).to_be_focused()
    screen.press("Enter")
    screen.connected()


def test_one_key_calls_starts_records_and_finishes(screen: Screen, hall: Hall):
    screen.is_now("empty")
    number = hall.issue("C")
    screen.is_now("next")
    expect(screen.find("ctr-next")).to_contain_text(number)
    expect(screen.find("ctr-next-why")).to_contain_text("Đến trước")
    screen.press("F2")
    screen.is_now("called")
    expect(screen.find("ctr-number")).to_have_text(number)
    expect(screen.find("ctr-primary")).to_contain_text("Công dân đã đến")
    screen.press("F2")
    screen.is_now("serving")
    screen.press("F2")
    expect(screen.find("dos-code")).to_be_focused()
    expect(screen.find("ctr-primary")).to_contain_text("Hoàn thành")
    screen.press("F2")  # nothing was logged: the strip says what is missing
    expect(screen.find("dos-wrong")).to_have_text("Hồ sơ này chưa chọn kết quả. Chọn 1–6.")
    screen.press("3", "F2")
    screen.is_now("empty")


def test_nobody_waiting_is_said_and_is_no_error(screen: Screen):
    screen.press("F2")
    expect(screen.find("ctr-notice")).to_contain_text("Chưa có người chờ.")
    expect(screen.find("ctr-refusal")).to_be_hidden()


def test_arrivals_at_a_free_counter_are_counted_until_somebody_is_called(screen: Screen, hall: Hall):
    hall.issue("C")
    hall.issue("C")
    expect(screen.find("ctr-new")).to_contain_text("2")
    expect(screen.page).to_have_title(re.compile(r"^\(2\) Quầy 1"))
    screen.press("F2")
    screen.is_now("called")
    expect(screen.find("ctr-new")).to_be_hidden()


def test_calling_again_and_missing_wait_for_their_time_and_say_so(screen: Screen, hall: Hall):
    hall.issue("C")
    screen.is_now("next")
    screen.press("F2")
    screen.is_now("called")
    expect(screen.find("ctr-recall")).to_have_attribute("aria-disabled", "true")
    expect(screen.find("ctr-recall")).to_contain_text(re.compile(r"sau \d+ giây"))
    expect(screen.find("ctr-noshow")).to_contain_text("gọi đủ 2 lần")
    screen.press("F4", "F8")
    screen.is_now("called")
    expect(screen.find("ctr-recall")).not_to_have_attribute("aria-disabled", "true", timeout=15_000)
    screen.press("F4")
    expect(screen.find("ctr-state")).to_contain_text("lần 2")
    screen.press("F8")
    expect(screen.find("ctr-undo-bar")).to_contain_text("đã ghi vắng mặt")
    expect(screen.find("ctr-missed")).to_contain_text("1")


# The buttons that are in sight with the hint of a long call, and where: in one task, since the next second hides it.
PLACES = """() => {
  document.querySelector("[data-testid=ctr-hint]").hidden = false
  const all = [...document.querySelectorAll(".acts > button, .acts-more button")]
  const buttons = all.filter((one) => one.checkVisibility())
  return Object.fromEntries(buttons.map((one) => [one.dataset.testid, one.getBoundingClientRect().toJSON()]))
}"""


def test_nothing_that_comes_to_be_said_moves_a_button(screen: Screen, hall: Hall):
    screen.is_now("empty")
    places = {"empty": screen.page.evaluate(PLACES)}
    hall.issue("C")
    expect(screen.find("ctr-new")).to_contain_text("1")
    places["next"] = screen.page.evaluate(PLACES)
    screen.press("F2")
    screen.is_now("called")
    places["called"] = screen.page.evaluate(PLACES)
    hall.comes(hall.desk(1)["ticket"]["token"])
    expect(screen.find("ctr-coming")).to_be_visible()
    hall.issue("C", priority=True)
    expect(screen.find("ctr-next")).to_be_visible()
    expect(screen.find("ctr-recall")).not_to_have_attribute("aria-disabled", "true", timeout=15_000)
    screen.press("F4")
    expect(screen.find("ctr-noshow")).not_to_have_attribute("aria-disabled", "true")
    places["coming"] = screen.page.evaluate(PLACES)
    screen.press("F2")
    screen.is_now("serving")
    places["serving"] = screen.page.evaluate(PLACES)
    assert places["coming"] == places["called"]
    assert places["next"] == places["empty"]
    assert len({str(place["ctr-primary"]) for place in places.values()}) == 1


def test_the_hint_comes_a_minute_after_the_first_call_and_later_for_whoever_is_on_the_way(screen: Screen, hall: Hall):
    number = hall.issue("C")
    screen.is_now("next")
    screen.press("F2")
    screen.is_now("called")
    desk = hall.desk(1)
    assert desk["ticket"]["number"] == number
    hinted = """async ([desk, coming, seconds]) => {
        const { valuesOf } = await import("/static/counters/picture.js")
        const ago = new Date(Date.parse(desk.now + "Z") - seconds * 1000).toISOString().slice(0, -1)
        const ticket = { ...desk.ticket, calls: 2, coming, called_at: desk.now, first_called_at: ago }
        return valuesOf({ ...desk, ticket }, { words: { recallIn: "" } }).miss.hint
    }"""
    after = {
        (coming, s): screen.page.evaluate(hinted, [desk, coming, s]) for coming in (False, True) for s in (61, 110, 121)
    }
    assert [after[False, s] for s in (61, 110, 121)] == [True, True, True]
    assert [after[True, s] for s in (61, 110, 121)] == [False, False, True]


def test_holding_undoing_and_inviting_back(screen: Screen, hall: Hall):
    number = hall.issue("C")
    screen.serve_next()
    screen.press("Shift+F9")
    screen.is_now("empty")
    expect(screen.find("ctr-undo")).to_be_visible()
    screen.press("Control+z")
    screen.is_now("serving")
    screen.press("Shift+F9")
    screen.is_now("empty")
    screen.find("ctr-held").click()
    screen.find(f"held-resume-{number}").click()
    screen.is_now("next")
    expect(screen.find("ctr-next")).to_contain_text(number)


def test_undo_goes_away_by_itself(screen: Screen, hall: Hall):
    hall.issue("C")
    screen.serve_next()
    screen.press("F2", "Enter", "3", "F2")
    expect(screen.find("ctr-undo-bar")).to_contain_text("đã hoàn thành: Hướng dẫn")
    expect(screen.find("ctr-undo-bar")).to_be_hidden(timeout=15_000)


def test_a_transfer_by_keyboard_comes_back_when_the_other_counter_has_finished(screen: Screen, hall: Hall):
    hall.clear(2)
    number = hall.issue("C")
    screen.serve_next()
    screen.press("F9")
    expect(screen.find("transfer-to")).to_be_focused()
    screen.page.keyboard.type("99")
    screen.press("Enter")
    expect(screen.page.locator("#transfer [data-wrong]")).to_be_visible()
    screen.press("Backspace", "Backspace")
    screen.page.keyboard.type("2")
    expect(screen.find("transfer-to-2")).to_have_attribute("aria-selected", "true")
    screen.find("transfer-come-back").check()
    screen.find("transfer-note").fill("nộp phí rồi quay lại")
    screen.press("Enter")
    screen.is_now("empty")
    there = hall.act(2, "calls").json()["ticket"]
    assert (there["number"], there["note"]) == (number, "nộp phí rồi quay lại")
    hall.act(2, "servings")
    hall.act(2, "finishes")
    screen.is_now("next")
    expect(screen.find("ctr-next")).to_contain_text(number)


def test_a_given_number_is_called_with_its_reason(screen: Screen, hall: Hall):
    hall.issue("C")
    later = hall.issue("C")
    screen.is_now("next")
    screen.press("Shift+F2")
    screen.page.keyboard.type(later)
    screen.press("Enter")
    expect(screen.find("chosen-wrong")).to_contain_text("lý do")
    screen.press("Tab", "Space", "Enter")
    screen.is_now("called")
    expect(screen.find("ctr-number")).to_have_text(later)
    expect(screen.find("ctr-why")).to_have_text("Gọi ngoài thứ tự. Lý do: Đã hẹn giờ")


def test_a_pause_has_a_reason_and_f2_reopens(screen: Screen, hall: Hall):
    hall.issue("C")
    screen.is_now("next")
    screen.find("ctr-pause").click()
    screen.press("Tab", "Enter")
    screen.is_now("paused")
    expect(screen.find("ctr-state")).to_contain_text("Quầy tạm nghỉ: Họp")
    screen.press("F2")
    screen.is_now("next")


def test_one_press_says_that_the_leads_words_are_read_or_does_what_they_ask(screen: Screen, hall: Hall):
    def lead(noun: str, **wish: object) -> None:
        headers = {"Idempotency-Key": new_key()}
        hall.lead.post(f"{hall.server.url}/api/live/{noun}", json=wish, headers=headers, timeout=10).raise_for_status()

    said, answer = screen.find("ctr-message"), screen.find("ctr-message-answer")
    lead("messages", counter=1, text="Mời giúp Quầy 2 một lát.")
    expect(said).to_contain_text("Mời giúp Quầy 2 một lát.")
    expect(answer).to_have_accessible_name("Đã rõ")
    answer.click()
    expect(said).to_be_hidden()
    assert hall.desk(1)["messages"] == []

    screen.find("ctr-pause").click()
    screen.press("Enter")
    screen.is_now("paused")
    lead("reopen-requests", counter=1)
    expect(answer).to_have_accessible_name("Mở lại quầy")
    answer.click()
    screen.is_now("empty")
    expect(said).to_be_hidden()


def test_typing_vietnamese_presses_no_key_of_the_desk(screen: Screen, hall: Hall):
    hall.issue("C")
    screen.serve_next()
    screen.find("ctr-more").click()
    screen.find("more-note").click()
    screen.page.keyboard.type("Thiếu ảnh 3x4, caan bor sung zxcvk 123456")
    screen.is_now("serving")
    screen.press("F2")  # answers the dialog
    expect(screen.find("ctr-note")).to_contain_text("Thiếu ảnh 3x4")
    screen.press("F2")
    expect(screen.find("dos-strip")).to_be_visible()


def test_the_services_of_the_counter_change_live(screen: Screen, hall: Hall):
    number = hall.issue("U")
    screen.is_now("empty")
    screen.find("ctr-more").click()
    screen.find("more-services").click()
    screen.page.locator(".choice:has(input[name=U][value=fallback])").click()
    screen.find("services-submit").click()
    screen.is_now("next")
    expect(screen.find("ctr-next")).to_contain_text(number)
    expect(screen.find("ctr-next-why")).to_contain_text("Giúp dịch vụ khác")


def test_a_ticket_is_printed_again_by_one_press(screen: Screen, hall: Hall):
    number = hall.issue("C")
    screen.serve_next()
    screen.find("ctr-more").click()
    screen.find("more-reprint").click()
    expect(screen.find("ctr-notice")).to_contain_text(f"Đã gửi in lại {number}.")


def test_the_keys_are_listed_and_printed_on_their_buttons(screen: Screen, hall: Hall):
    screen.press("F1")
    expect(screen.find("keys-list")).to_contain_text("Shift F9")
    screen.press("Escape")
    expect(screen.find("keys-list")).to_be_hidden()
    hall.issue("C")
    screen.is_now("next")
    screen.press("F2")
    screen.is_now("called")
    for testid, key in (
        ("primary", "F2"),
        ("recall", "F4"),
        ("noshow", "F8"),
        ("transfer", "F9"),
        ("hold", "Shift F9"),
    ):
        expect(screen.find(f"ctr-{testid}")).to_contain_text(key)


def test_the_same_desk_after_a_reload_and_after_the_seat_is_taken(screen: Screen, hall: Hall):
    hall.issue("C")
    number = screen.serve_next()
    screen.page.reload()
    screen.connected()
    screen.is_now("serving")
    expect(screen.find("ctr-number")).to_have_text(number)
    hall.server.officer("canbo01", 1)  # at another computer
    screen.press("Shift+F9")
    expect(screen.find("counter-1")).to_be_visible()
    assert hall.desk(1)["ticket"]["number"] == number


def test_a_press_while_the_line_is_down_is_not_shown_as_done_and_is_sent_once_it_is_back(screen: Screen, hall: Hall):
    hall.issue("C")
    screen.is_now("next")
    screen.page.context.set_offline(True)
    screen.press("F2", "F2", "F2")
    expect(screen.find("ctr-unsent")).to_be_visible()
    screen.is_now("next")
    screen.page.context.set_offline(False)
    screen.is_now("called")
    expect(screen.find("ctr-unsent")).to_be_hidden()


def test_a_lost_answer_has_one_effect_and_no_error(screen: Screen, hall: Hall):
    first, second = hall.issue("C"), hall.issue("C")
    screen.is_now("next")
    lost = []

    def lose_the_first(route):
        if not lost:
            lost.append(route.fetch().status)  # the server has done it; the screen hears nothing
            return route.abort()
        return route.continue_()

    screen.page.route("**/api/counters/1/calls", lose_the_first)
    with screen.page.expect_event("requestfailed"):  # the hall may tell of the call before its answer is lost
        screen.press("F2")
    assert lost == [200]
    screen.is_now("called")
    expect(screen.find("ctr-number")).to_have_text(first)
    expect(screen.find("ctr-refusal")).to_be_hidden()
    assert hall.desk(1)["next"]["number"] == second


def test_a_wide_window_shows_who_waits(hall: Hall, window):
    hall.clear(1)
    screen = Screen(window(*WIDE), hall).sit(1)
    numbers = [hall.issue("C", priority=at == 2) for at in range(4)]
    rows = screen.find("ctr-line").locator("tr")
    expect(rows).to_have_count(4)
    expect(rows.first).to_contain_text(numbers[2])
    expect(rows.first).to_contain_text("Ưu tiên")
    rows.last.locator("button").click()
    expect(screen.find("chosen-ticket")).to_have_value(numbers[3])


def test_nobody_is_promised_a_button_that_is_cut_off(screen: Screen, hall: Hall, window):
    hall.issue("C")
    for width, height in (PANEL, (320, 700), WIDE):
        screen.page.set_viewport_size({"width": width, "height": height})
        assert screen.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (width, height)
    screen.page.set_viewport_size({"width": PANEL[0], "height": PANEL[1]})
    screen.serve_next()
    screen.press("F2")
    box = screen.find("ctr-primary").bounding_box()
    assert box and box["y"] + box["height"] <= PANEL[1] and box["height"] >= 64


def test_the_desk_speaks_english_too(screen: Screen, hall: Hall):
    hall.issue("C")
    screen.page.goto(f"{hall.server.url}/counter?lang=en")
    screen.connected()
    expect(screen.page.locator("html")).to_have_attribute("lang", "en")
    expect(screen.find("ctr-primary")).to_contain_text("Call next")
    expect(screen.find("ctr-services")).to_have_text("Certification")


def test_whoever_is_sent_where_no_counter_is_open_is_warned_of_before(screen: Screen, hall: Hall):
    letters = {one for row in counters_of(hall) if row["state"] == "open" for one in row["letters"]}
    unserved = sorted({one["letter"] for one in catalogue_of(hall)["services"]} - letters - {"C"})[0]
    hall.issue("C")
    screen.serve_next()
    screen.press("F9")
    screen.page.keyboard.type(unserved)
    expect(screen.find("transfer-warning")).to_contain_text("Chưa quầy nào đang mở nhận")
    expect(screen.find(f"transfer-to-{unserved}")).to_contain_text("chưa quầy nào mở")
    screen.press("Enter")  # warned, not refused
    screen.is_now("empty")


def catalogue_of(hall: Hall) -> dict:
    return dict(hall.lead.get(f"{hall.server.url}/api/counters/1/catalogue", timeout=10).json())


def counters_of(hall: Hall) -> list[dict]:
    return list(catalogue_of(hall)["counters"])
