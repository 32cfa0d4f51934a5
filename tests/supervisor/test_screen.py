"""The shift lead in front of the real board of a real server."""

import os
import re
import signal

from playwright.sync_api import expect

from tests.conftest import new_key
from tests.real_server import Server

DESK, PHONE = (1440, 900), (360, 800)
SILENT = {"body": "export const connect = () => ({ on() {} })", "content_type": "text/javascript"}


def board_of(server: Server, window, username: str, size: tuple[int, int] = DESK):
    page = window(*size)
    lead = server.officer(username)
    page.context.add_cookies([{"name": one.name, "value": one.value or "", "url": server.url} for one in lead.cookies])
    page.goto(f"{server.url}/live")
    expect(page.locator("html")).to_have_attribute("data-connection", "live", timeout=15_000)
    return page, lead


def test_a_shift_seen_on_the_board_from_its_first_alert_to_the_end_of_the_day(new_server, window):
    server = new_server()
    page, lead = board_of(server, window, "truongca")
    refused: list[str] = []
    page.on("console", lambda line: refused.append(line.text) if line.type == "error" else None)
    find = page.get_by_test_id

    def act(path: str, **body):
        answer = lead.post(server.url + path, json=body, headers={"Idempotency-Key": new_key()}, timeout=10)
        answer.raise_for_status()
        return answer.json()

    expect(find("live-calm")).to_be_visible()

    # Somebody waits and no counter is open: an alarm, with the one thing to do about it.
    find("live-hand").click()
    find("hand-send").dblclick()  # one number
    expect(find("hand-number")).to_have_text("C001")
    page.keyboard.press("Escape")
    alert = find("alert-no-counter")
    expect(alert).to_contain_text("Chứng thực chưa có quầy mở, 1 người đang chờ.")
    summary = find("live-summary").get_by_role("listitem").last
    expect(summary).to_have_text("1 cảnh báo", use_inner_text=True)

    # A second one of its kind joins it in its row: the head counts both, and says that they are one row.
    given = act("/api/live/tickets", service="H", priority=False)
    expect(alert).to_contain_text("2 dịch vụ có người chờ mà chưa có quầy mở")
    expect(summary).to_have_text("2 cảnh báo, gộp thành 1 dòng", use_inner_text=True)
    act("/api/live/outcomes", ticket=given["number"], outcome="expire")
    expect(alert).to_contain_text("Chứng thực chưa có quầy mở, 1 người đang chờ.")
    alert.get_by_test_id("alert-remedy").click()
    expect(alert.get_by_test_id("alert-owner")).to_be_visible()
    number = int(re.search(r"Quầy (\d+)", alert.inner_text())[1])

    # The counter opens: the alert is over by itself, and what the counter does is seen within a second.
    act(f"/api/counters/{number}/openings")
    expect(alert).to_have_count(0)
    act(f"/api/counters/{number}/calls")
    row = find(f"live-counter-{number}")
    expect(row).to_contain_text("Đang gọi (1)")
    expect(row).to_contain_text("C001")

    # A counter helps another service for today.
    other = find("live-counter-14")
    other.get_by_test_id("counter-assign").click()
    find("assign-service").select_option("C")
    find("assign-send").click()
    expect(other.locator(".helps")).to_contain_text("C")

    # The end of the day: what is still open, confirmed.
    find("live-sweep").click()
    find("sweep-confirm").click()
    expect(page.locator("[data-nothing-open]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(row).to_contain_text("Trống")
    assert refused == []

    # On a phone nothing is wider than the screen, and alerts stand before lines, lines before counters.
    phone, _ = board_of(server, window, "giamdoc", PHONE)
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    tops = [phone.locator(place).bounding_box()["y"] for place in (".alerts", "[data-services]", "[data-counters]")]
    assert tops == sorted(tops)
    expect(phone.get_by_test_id("live-sweep")).to_have_count(0)

    # A hall screen is switched off: the board knows at once.
    tv = window(1280, 720)
    tv.add_init_script("{ const now = Date.now; Date.now = () => now() + 600_000 }")  # its own clock is wrong
    tv.goto(f"{server.url}/display")
    expect(find("device-display")).to_contain_text("có hình")
    expect(find("device-display")).to_contain_text("đồng hồ máy này lệch 10 phút", timeout=15_000)
    tv.context.close()
    expect(find("device-display")).to_contain_text("mất kết nối")

    # The server is gone: old figures are said to be old.
    os.kill(server.process.pid, signal.SIGSTOP)  # its line stands, and nothing comes
    expect(find("live-stale")).to_be_visible(timeout=9_000)  # after five seconds, on a busy machine too
    server.kill()


ALERTS = """
const none = { taken_by: null, taken_at: null, reminded_at: null, facts: {} }
const remedy = { verb: "say", target: null, facts: {} }
const alert = { ...none, level: "warn", rang: 1, began_at: "2026-11-20T08:00:00.000", remedy }
const some = (many, kind, more = {}) =>
  Array.from({ length: many }, (_, at) => ({ ...alert, ...more, id: kind + at, kind }))
document.addEventListener("readystatechange", () => {
  if (document.readyState !== "interactive") return
  const board = JSON.parse(document.body.dataset.board)
  board.alerts = ["one", "two", "three", "four", "five"].flatMap((kind) => some(1, kind))
  board.alerts.push(...some(3, "no-counter", { level: "alarm" }), ...some(2, "wait"))
  document.body.dataset.board = JSON.stringify(board)
})
"""


def test_the_button_below_the_alerts_says_how_many_rows_come_when_it_is_pressed(new_server, window):
    """Three alarms are one row, and so are two warnings of one kind."""
    server = new_server()
    page = window(*DESK)
    page.add_init_script(ALERTS)
    page.route("**/shared/connect.js*", lambda route: route.fulfill(**SILENT))  # the board stays as it was
    lead = server.officer("truongca")
    page.context.add_cookies([{"name": one.name, "value": one.value or "", "url": server.url} for one in lead.cookies])
    page.goto(f"{server.url}/live")
    more, rows = page.get_by_test_id("live-more"), page.locator("[data-alerts] > li")
    expect(more).to_have_text("Xem thêm 3 dòng · 1 dòng báo động", use_inner_text=True)
    expect(rows).to_have_count(4)
    more.click()
    expect(rows).to_have_count(4 + 3)
