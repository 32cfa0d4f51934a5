"""The dossier strip in a real browser: a scan and a few keys."""

import re

import pytest
from playwright.sync_api import expect

from tests.counters.conftest import Hall, Screen
from tests.waiting import wait_until

# A screen of the hall is gone: whether the desk's sentence of it is seen, and what a finger on the middle of the
# primary button meets. In one task, since the next news of the desk takes the sentence away again.
A_SCREEN_IS_LOST = """(top) => {
  const news = document.querySelector("[data-testid=ctr-screens]")
  news.querySelector("[data-slot]").textContent = "Mất kết nối: Máy lấy số 1, TV phòng chờ 1. Đã báo trưởng ca."
  news.hidden = false
  scrollTo(0, top)
  const said = news.getBoundingClientRect()
  const primary = document.querySelector("[data-testid=ctr-primary]").getBoundingClientRect()
  const met = document.elementFromPoint(primary.left + primary.width / 2, primary.top + primary.height / 2)
  return [said.top < innerHeight && said.bottom > 0, met?.closest("[data-testid]")?.dataset.testid]
}"""


@pytest.fixture
def strip(screen: Screen, hall: Hall) -> Screen:
    """Somebody is being served at counter 1."""
    hall.issue("C")
    screen.serve_next()
    return screen


def new_code(hall: Hall) -> str:
    """A code that no test before has used."""
    hall.codes = getattr(hall, "codes", 0) + 1
    return f"H99.01-261119-{hall.codes:04d}"


def test_a_received_dossier_takes_a_scan_and_at_most_eight_keys(strip: Screen, hall: Hall):
    token = hall.desk(1)["ticket"]["token"]
    code = new_code(hall)
    keys = ["F2", "1", "c", "k", "F2"]
    strip.press(keys[0])
    strip.scan(code)
    strip.press(*keys[1:])
    strip.is_now("empty")
    assert len(keys) <= 8
    found = strip.page.request.get(f"{hall.server.url}/api/dossiers/{code}").json()["dossier"]
    assert (found["last_outcome"], found["channel"]) == ("received", "online")
    assert found["procedure"] and found["due_on"]
    assert (found["paid_online"], found["digitised_input"]) == (True, False)
    assert hall.act(1, "finishes", ticket=token).json()["error"]["code"] == "wrong_state"


def test_a_scan_opens_the_strip_and_goes_to_the_code_wherever_the_focus_is(strip: Screen, hall: Hall):
    first, second = new_code(hall), new_code(hall)
    strip.scan(first)
    expect(strip.find("dos-code")).to_have_value(first)
    expect(strip.find("dos-outcome-1")).to_be_focused()
    strip.scan(second)  # its digits choose no outcome
    expect(strip.find("dos-code")).to_have_value(second)
    expect(strip.find("dos-outcome").locator("[aria-checked=true]")).to_have_count(0)
    strip.find("dos-fee").focus()
    fee = strip.find("dos-fee").input_value()
    strip.scan(first)
    expect(strip.find("dos-fee")).to_have_value(fee)
    expect(strip.find("dos-code")).to_have_value(first)


@pytest.mark.parametrize("paper", ["http://192.168.1.10/c/BCGHKLMN", "http://192.168.1.10/t/BCGHKLMN", "bcghklmn"])
def test_a_paper_of_ours_is_no_dossier(strip: Screen, paper: str):
    strip.scan(paper)
    expect(strip.find("ctr-notice")).to_have_text("Đang tiếp một công dân. Tiếp xong mời quét phiếu này.")
    expect(strip.find("dos-code")).to_have_value(re.compile("^(?!.*(BCGHKLMN|bcghklmn))"))


def test_what_is_known_of_a_code_is_waited_for_before_its_line_is_logged(strip: Screen, hall: Hall):
    code, asked = new_code(hall), []
    procedure = hall.lead.get(f"{hall.server.url}/api/counters/1/catalogue", timeout=10).json()["procedures"][0]["id"]
    hall.act(1, "entries", code=code, outcome="supplement", procedure=procedure, channel="postal").raise_for_status()
    hall.act(1, "finishes", ticket=hall.desk(1)["ticket"]["token"]).raise_for_status()
    hall.issue("C")
    strip.serve_next()
    strip.page.route("**/api/dossiers/*", lambda route: asked.append(route))
    strip.scan(code)
    strip.press("4", "F2")
    strip.is_now("serving")
    asked[0].continue_()
    strip.is_now("empty")
    strip.page.unroute("**/api/dossiers/*")
    found = strip.page.request.get(f"{hall.server.url}/api/dossiers/{code}").json()["dossier"]
    assert (found["last_outcome"], found["channel"]) == ("supplement", "postal")


def test_fingers_are_no_scanner(strip: Screen, hall: Hall):
    strip.press("F2")
    strip.page.keyboard.type("0099", delay=60)
    strip.press("Enter")
    expect(strip.find("dos-outcome-1")).to_be_focused()
    assert strip.find("dos-code").input_value().endswith("-0099")


def test_enter_adds_one_dossier_after_another_and_f2_finishes(strip: Screen, hall: Hall):
    first, second = new_code(hall), new_code(hall)
    strip.press("F2")
    strip.scan(first)
    strip.press("1", "c", "c", "Enter")
    expect(strip.find("dos-list")).to_contain_text(first)
    expect(strip.find("dos-code")).to_be_focused()
    strip.scan(first)
    strip.press("1", "c", "c", "Enter")
    expect(strip.find("dos-wrong")).to_have_text("Mã này đã có trong lượt.")
    strip.scan(second)
    strip.press("4", "F2")
    strip.is_now("empty")
    found = strip.page.request.get(f"{hall.server.url}/api/dossiers/{second}").json()["dossier"]
    assert found["last_outcome"] == "supplement" and found["waiting_for_papers"]


def test_the_next_scan_logs_the_dossier_that_is_answered(strip: Screen, hall: Hall):
    first, second = new_code(hall), new_code(hall)
    strip.scan(first)
    strip.press("1", "c", "c")
    strip.scan(second)
    expect(strip.find("dos-list")).to_contain_text(first)
    expect(strip.find("dos-code")).to_have_value(second)
    expect(strip.find("dos-outcome-1")).to_be_focused()


def test_a_known_code_fills_the_strip(strip: Screen, hall: Hall):
    code = new_code(hall)
    strip.scan(code)
    strip.press("1", "c", "c", "F2")
    strip.is_now("empty")
    hall.issue("C")
    strip.serve_next()
    strip.scan(code)
    expect(strip.find("dos-known")).to_contain_text("Tiếp nhận")
    expect(strip.find("dos-digitised").locator("[aria-checked=true]")).to_have_text(re.compile("Có"))
    strip.press("2")  # known to be paid: only what is digitised is asked
    expect(strip.find("dos-digitised-yes")).to_be_focused()
    expect(strip.find("dos-digitised")).to_be_visible()
    strip.press("c", "F2")
    strip.is_now("empty")
    found = strip.page.request.get(f"{hall.server.url}/api/dossiers/{code}").json()["dossier"]
    assert found["outcome"] == "resolved" and found["returned_at"] and found["digitised_result"]


def test_facts_may_be_left_for_later_and_are_filled_from_the_list(strip: Screen, hall: Hall):
    strip.scan(new_code(hall))
    strip.press("1", "F2")
    expect(strip.find("dos-wrong")).to_contain_text("Bấm C hoặc K")
    strip.find("dos-skip").click()
    strip.press("F2")
    strip.is_now("empty")
    strip.find("ctr-unfinished").click()
    rows = strip.find("unfinished-list").locator("li")
    expect(rows).not_to_have_count(0)
    before = rows.count()
    strip.press("Enter")  # paid online: yes
    expect(rows.first.get_by_text("Nộp phí trực tuyến?")).to_be_hidden()
    strip.press("Enter")  # digitised: yes
    expect(rows).to_have_count(before - 1)


def test_a_procedure_is_found_without_accents_and_brings_its_fee_and_due_date(strip: Screen, hall: Hall):
    strip.press("F2")
    strip.find("dos-procedure").focus()
    strip.page.keyboard.type("chung thuc chu ky", delay=60)
    expect(strip.page.locator("[data-options] li").first).to_contain_text("Chứng thực chữ ký")
    strip.press("Enter")
    expect(strip.find("dos-procedure")).to_have_value(re.compile("Chứng thực chữ ký"))
    assert strip.find("dos-due").input_value() and strip.find("dos-fee").input_value()


def test_an_odd_code_is_kept_and_marked(strip: Screen, hall: Hall):
    strip.scan("BTXH2026/0042")
    expect(strip.find("dos-odd")).to_be_visible()
    strip.press("1", "c", "c", "Enter")
    expect(strip.find("dos-list")).to_contain_text("BTXH2026/0042")


def test_a_due_date_before_today_is_refused_in_words(strip: Screen, hall: Hall):
    strip.scan(new_code(hall))
    strip.find("dos-due").fill("01/01/2026")
    strip.find("dos-outcome-1").click()
    strip.press("c", "c", "F2")
    expect(strip.find("dos-wrong")).to_have_text("Ngày hẹn trả sớm hơn ngày tiếp nhận.")
    strip.find("dos-due").fill("99/99/2026")
    strip.press("F2")
    expect(strip.find("dos-wrong")).to_contain_text("Gõ ngày/tháng/năm")


def test_a_ticket_that_is_scanned_at_a_free_counter_is_offered_to_be_called(screen: Screen, hall: Hall):
    number = hall.issue("C")
    screen.is_now("next")
    token = hall.desk(1)["next"]["token"]
    screen.scan(f"{hall.server.url}/t/{token}")
    expect(screen.find("chosen-ticket")).to_have_value(f"{hall.server.url}/t/{token}")
    screen.find("chosen-why").fill("Đã hẹn giờ")
    screen.press("Enter")
    screen.is_now("called")
    expect(screen.find("ctr-number")).to_have_text(number)
    screen.scan("H99.01-261119-7777")
    expect(screen.find("ctr-notice")).to_contain_text("Bấm F2 để bắt đầu")
    wait_until(lambda: hall.desk(1)["ticket"]["state"] == "called")


def test_what_a_department_has_done_is_recorded_dossier_after_dossier_and_in_the_table(strip: Screen, hall: Hall):
    procedure = hall.lead.get(f"{hall.server.url}/api/counters/1/catalogue", timeout=10).json()["procedures"][0]["id"]
    codes = [new_code(hall), new_code(hall)]
    for code in codes:
        hall.act(1, "entries", code=code, outcome="received", procedure=procedure).raise_for_status()
    before = figures_of_today(hall)
    strip.find("ctr-more").click()
    strip.find("more-result").click()
    for code, outcome in zip(codes, ("resolved", "refused"), strict=True):
        strip.find(f"result-{outcome}").check(force=True)
        strip.find("result-code").fill(code)
        strip.press("Enter")
        expect(strip.find("result-recorded")).to_contain_text(code)
    after = figures_of_today(hall)
    assert after["7"] == before["7"] + 2
    assert after["11"] == before["11"] + 1
    assert after["13"] == before["13"] - 2

    strip.find("result-code").fill(codes[0])
    strip.press("Enter")
    expect(strip.find("result-wrong")).to_be_visible()  # it has ended
    expect(strip.find("result-recorded")).to_be_empty()


def figures_of_today(hall: Hall) -> dict[str, int]:
    """The total of the director's table."""
    today = hall.desk(1)["day"]
    address = f"{hall.server.url}/api/reports/dossiers?from={today}&to={today}"
    return dict(hall.lead.get(address, timeout=10).json()["total"])


@pytest.mark.parametrize("height", [900, 700])
def test_what_is_said_never_covers_the_primary_button_while_the_strip_is_open(strip: Screen, height: int):
    strip.press("F2")
    strip.find("dos-code").wait_for()
    strip.page.set_viewport_size({"width": 400, "height": height})
    for top in (0, 10_000):
        assert strip.page.evaluate(A_SCREEN_IS_LOST, top) == [True, "ctr-primary"]


def chosen(screen: Screen, group: str):
    """What is taken in a row of the strip."""
    return screen.find(group).locator("[aria-checked=true]")


def test_enter_never_answers_a_question_of_the_strip(strip: Screen, hall: Hall):
    strip.scan(new_code(hall))
    strip.press("Enter")
    expect(strip.find("dos-wrong")).to_contain_text("chưa chọn kết quả")
    expect(chosen(strip, "dos-outcome")).to_have_count(0)
    strip.press("1", "c")
    expect(strip.find("dos-digitised-yes")).to_be_focused()
    strip.press("Enter")
    expect(strip.find("dos-wrong")).to_contain_text("Đã số hóa chưa?")
    expect(chosen(strip, "dos-digitised")).to_have_count(0)
    strip.press("k")
    strip.find("dos-due").focus()
    strip.press("Enter")
    expect(strip.find("dos-list").locator("li")).to_have_count(1)


def test_whoever_came_for_advice_alone_is_finished_by_a_digit_and_f2(strip: Screen, hall: Hall):
    token = hall.desk(1)["ticket"]["token"]
    strip.press("F2")
    expect(strip.find("dos-blank")).to_have_text(re.compile(r"Không có hồ sơ: 3\s+rồi F2"))
    advice = strip.find("dos-outcome-3")
    for key, seen in (("3", "true"), ("1", "false"), ("Backspace", "true")):  # "31" is a serial
        strip.press(key)
        expect(advice).to_have_attribute("aria-checked", seen)
    strip.press("F2")
    strip.is_now("empty")
    assert hall.act(1, "finishes", ticket=token).json()["error"]["code"] == "wrong_state"


def test_a_digit_typed_as_the_code_asks_for_the_code_where_the_outcome_needs_one(strip: Screen, hall: Hall):
    strip.press("F2", "1", "F2")
    expect(strip.find("dos-wrong")).to_have_text("Mời quét hoặc gõ mã hồ sơ.")
    expect(strip.find("dos-code")).to_be_focused()
    expect(chosen(strip, "dos-outcome")).to_contain_text("Tiếp nhận")
    assert strip.find("dos-code").input_value().endswith("-")


def test_a_number_taken_for_a_dossier_opens_the_strip_with_its_code(strip: Screen, hall: Hall):
    code = new_code(hall)
    token = hall.desk(1)["ticket"]["token"]
    hall.act(1, "notes", ticket=token, text=f"Mã hồ sơ: {code}").raise_for_status()
    expect(strip.find("ctr-note")).to_contain_text(code)
    strip.press("F2")
    expect(strip.find("dos-code")).to_have_value(code)
    expect(strip.find("dos-outcome-1")).to_be_focused()


def test_a_slip_of_missing_papers_has_answered_what_became_of_the_dossier(strip: Screen, hall: Hall):
    strip.press("Shift+F8")
    expect(strip.page.locator("#slip input[name=papers]").first).to_be_focused()
    strip.press("1", "Enter")
    expect(strip.find("ctr-given")).to_be_visible()
    code = new_code(hall)
    strip.scan(code)
    expect(chosen(strip, "dos-outcome")).to_contain_text("Yêu cầu bổ sung")
    expect(strip.find("dos-given")).to_contain_text("Đã cấp phiếu")
    expect(strip.find("dos-slip")).to_be_hidden()
    strip.press("F2")
    strip.is_now("empty")
    found = strip.page.request.get(f"{hall.server.url}/api/dossiers/{code}").json()["dossier"]
    assert found["last_outcome"] == "supplement"


def test_a_fee_that_is_no_sum_of_dong_is_refused_and_never_multiplied(strip: Screen, hall: Hall):
    read = "async texts => { const { amountOf } = await import('/static/shared/money.js'); return texts.map(amountOf) }"
    texts = ["4.000", "4 000", "4,000", "4000,00", "4.000 đ", "", "4,5", "4.0000", "bốn"]
    assert strip.page.evaluate(read, texts) == [4000, 4000, 4000, 4000, 4000, 0, None, None, None]
    strip.scan(new_code(hall))
    strip.press("1")
    strip.find("dos-fee").fill("4,5")
    strip.press("F2")
    expect(strip.find("dos-wrong")).to_contain_text("Phí, lệ phí chưa đúng")
    expect(strip.find("dos-fee")).to_have_value("4,5")


def test_a_result_is_recorded_by_the_last_digits_of_a_code_of_today(strip: Screen, hall: Hall):
    code = strip.page.evaluate("JSON.parse(document.body.dataset.desk).centre.dossier_start") + "0907"
    procedure = hall.lead.get(f"{hall.server.url}/api/counters/1/catalogue", timeout=10).json()["procedures"][0]["id"]
    hall.act(1, "entries", code=code, outcome="received", procedure=procedure).raise_for_status()
    strip.find("ctr-more").click()
    strip.find("more-result").click()
    strip.page.keyboard.type("0907", delay=60)
    strip.press("Enter")
    expect(strip.find("result-recorded")).to_contain_text(code)
