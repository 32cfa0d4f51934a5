"""A number once given is never lost, and the screen says what to do while none can be given."""

import re
from datetime import datetime, timedelta
from pathlib import Path

from playwright.sync_api import expect

from models.base import VIETNAM
from tests.kiosk.conftest import PANEL, Screen, Staff
from tests.printing.printer_server import PrinterServer

OTHER_LANGUAGE_HAS_COME = """() =>
    performance.getEntriesByType("resource").some((entry) => entry.name.includes("lang=en") && entry.responseEnd)"""
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def test_a_lost_server_is_said_within_seconds_and_the_screen_comes_back_alone(new_server, window):
    server = new_server()
    Staff(server).open(1, 15)
    screen = Screen(window(*PANEL), server).open()
    screen.page.wait_for_function(OTHER_LANGUAGE_HAS_COME)
    server.kill()
    expect(screen.page.locator("[data-connection-chip]")).to_be_visible(timeout=10_000)
    screen.shows("lost", timeout=10_000)
    expect(screen.says("Máy tạm thời chưa cấp được số.")).to_be_visible()
    expect(screen.says("gặp cán bộ ở Quầy 15")).to_be_visible()
    screen.press("lang")  # fetched ahead: it works without the server
    expect(screen.says("This machine cannot give numbers right now.")).to_be_visible()
    server.start()
    screen.shows("services", timeout=15_000)
    screen.press("lang")
    assert screen.take_number("C") == "C001"


def test_a_language_that_has_not_come_yet_never_leads_off_the_page(new_server, window):
    server = new_server()
    page = window(*PANEL)
    page.route("**/kiosk?lang=en*", lambda route: route.abort())
    screen = Screen(page, server).open()
    screen.press("lang")
    server.kill()
    screen.shows("lost", timeout=10_000)
    screen.press("lang")
    screen.shows("lost")


def test_an_answer_lost_on_the_way_is_asked_for_again_with_the_same_key(screen):
    keys: list[str] = []

    def lose_the_first(route):
        keys.append(route.request.headers["idempotency-key"])
        if len(keys) == 1:
            route.fetch()  # the server has given the number
            route.abort()  # and nobody hears of it
        else:
            route.continue_()

    before = screen.waiting("S")
    screen.page.route("**/api/tickets", lose_the_first)
    screen.take_number("S")
    assert len(keys) >= 2 and len(set(keys)) == 1
    assert screen.waiting("S") == before + 1


def test_each_press_has_a_key_of_its_own(screen):
    keys: list[str] = []
    screen.page.on(
        "request", lambda r: keys.append(r.headers.get("idempotency-key", "")) if r.method == "POST" else None
    )
    for _ in range(2):
        screen.take_number("U")
        screen.press("done")
    assert len(set(keys)) == 2
    assert all(
        re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", key) for key in keys
    )


def test_a_refused_ticket_says_why_and_offers_the_way_back(screen):
    screen.page.route("**/api/tickets", lambda route: route.continue_(post_data='{"service": 999999}'))
    screen.press("service-C", "prio-no")
    screen.shows("refused")
    expect(screen.find("refused")).to_contain_text("Trung tâm không có mục này. Mời ông/bà chọn mục khác.")


def test_without_a_printer_the_number_stays_a_minute_to_be_remembered(new_server, window):
    server = new_server()
    staff = Staff(server)
    staff.open(1)
    staff.break_printer()
    page = window(*PANEL)
    page.clock.install()
    screen = Screen(page, server).open()
    number = screen.take_number("C")
    expect(screen.find("no-paper")).to_be_visible(timeout=15_000)
    expect(screen.find("no-paper")).to_contain_text(f"Số của ông/bà là {number}.")
    expect(screen.find("done")).to_have_text(re.compile("Tôi đã nhớ số"))
    page.clock.run_for(20_000)
    screen.shows("ticket")
    expect(screen.find("reprint")).to_be_visible()
    screen.press("done")
    screen.shows("services")
    expect(screen.find("printer-banner")).to_be_visible()  # said before the next one takes a number


def test_without_a_printer_all_that_is_to_be_pressed_is_on_the_panel_in_every_mode(new_server, window):
    server = new_server()
    staff = Staff(server)
    staff.open(1)
    staff.break_printer()
    for modes in ([], ["lang"], ["large"], ["large", "lang"], ["low"], ["large", "low"], ["large", "low", "lang"]):
        screen = Screen(window(*PANEL), server).open()
        screen.press(*modes, "service-C", "prio-yes")
        expect(screen.find("no-paper")).to_be_visible(timeout=15_000)
        screen.settled()
        for testid in ("done", "reprint", "staff", "lang"):
            expect(screen.find(testid)).to_be_in_viewport(ratio=1)
        cut = screen.page.locator('[data-view="ticket"]').evaluate("(view) => view.scrollHeight - view.clientHeight")
        assert cut <= 0, (modes, cut)


def test_without_paper_nothing_is_offered_that_prints_and_the_number_comes_out_once_there_is_some(new_server, window):
    server = new_server()
    staff = Staff(server)
    staff.open(1)
    with PrinterServer() as printer:
        printer.knobs.paper = "out"
        staff.print_at(printer.address)
        screen = Screen(window(*PANEL), server).open()
        expect(screen.find("paper-banner")).to_be_visible(timeout=15_000)
        expect(screen.find("hint")).to_be_hidden()  # it says that the machine prints
        screen.take_number("C")
        expect(screen.find("no-paper")).to_be_visible(timeout=15_000)
        expect(screen.find("reprint")).to_be_hidden()  # it would wait for paper like the first
        printer.knobs.paper = "ok"
        expect(screen.says("Mời lấy phiếu ở khe bên dưới")).to_be_visible(timeout=30_000)
        assert len(printer.seen.papers) == 1


def test_a_printer_that_never_answers_is_not_believed_and_the_number_stays_a_minute(new_server, window):
    server = new_server()
    staff = Staff(server)
    staff.open(1)
    page = window(*PANEL)
    page.clock.install()
    with PrinterServer() as printer:
        printer.knobs.answers = False
        staff.print_at(printer.address)
        screen = Screen(page, server).open()
        screen.take_number("C")
        expect(screen.find("unsure")).to_be_visible(timeout=15_000)
    expect(screen.find("unsure")).to_contain_text("Mời xem khe in bên dưới. Nếu không có phiếu, xin ghi nhớ số này.")
    expect(screen.says("Mời lấy phiếu ở khe bên dưới")).to_have_count(0)
    expect(screen.find("qr")).to_be_visible()
    assert len(page.evaluate("window.__ux.prints")) == 1
    page.clock.run_for(50_000)
    screen.shows("ticket")
    page.clock.run_for(15_000)
    screen.shows("services")
    assert staff.desk(1)["alerts"]["papers_count"] == 0


def test_a_paper_asked_for_again_has_its_own_ten_seconds(server, window):
    page = window(*PANEL)
    page.clock.install()
    Screen(page, server).open()
    page.evaluate(
        """async () => {
          const { Paper } = await import("/static/kiosk/paper.js")
          window.paper = new Paper({ changed() {}, closed() {} })
          const given = { ticket: { number: "C001", token: "K7M2QX94" }, print: { state: "queued" } }
          window.paper.given(given, { slow: false, printer: "ok" })
        }"""
    )
    page.clock.run_for(8_000)
    page.evaluate("""window.paper.heard({ token: "K7M2QX94", state: "unconfirmed" }), window.paper.again()""")
    page.clock.run_for(8_000)
    assert page.evaluate("window.paper.state") == "printing", "the first paper's ten seconds are over, not this one's"
    page.clock.run_for(3_000)
    assert page.evaluate("window.paper.state") == "none"


def test_at_lunch_numbers_for_the_afternoon_are_given_and_a_full_service_says_so(new_server, sample_with, window):
    now = datetime.now(VIETNAM)
    again = min(now + timedelta(minutes=90), now.replace(hour=23, minute=58))
    hours = [f"00:00-{now:%H:%M}", f"{again:%H:%M}-24:00"] if now.hour or now.minute else ["23:58-24:00"]
    server = new_server(MOTCUA_SAMPLE=sample_with(hours=hours, quota={"H": 1}))
    Staff(server).open(1, 3, 15)
    screen = Screen(window(*PANEL), server).open()
    expect(screen.says(f"Trung tâm nghỉ trưa đến {again:%H:%M}.")).to_be_visible()
    screen.take_number("H")
    screen.press("done")
    expect(screen.find("service-H").get_by_text("Đã đủ số")).to_be_visible()
    screen.press("service-H")
    expect(screen.page.get_by_role("heading", name="Hôm nay đã đủ số cho Hộ tịch.")).to_be_visible()
    expect(screen.says("Mời ông/bà gặp Quầy 15")).to_be_visible()


def test_a_closed_centre_is_dim_and_says_when_it_opens(new_server, sample_with, window):
    in_two_days = WEEKDAYS[(datetime.now(VIETNAM).weekday() + 2) % 7]
    server = new_server(MOTCUA_SAMPLE=sample_with(hours=["07:30-11:30"], days=f'["{in_two_days}"]'))
    screen = Screen(window(*PANEL), server).open()
    screen.shows("closed")
    expect(screen.find("closed")).to_contain_text("07:30")
    expect(screen.find("closed")).to_contain_text("dichvucong.gov.vn")
    expect(screen.page.locator(".tile:visible")).to_have_count(0)


def test_shortly_before_closing_the_kiosk_says_that_numbers_have_stopped_not_that_the_centre_is_closed(
    new_server, sample_with, window
):
    folder = sample_with(hours=["00:00-24:00"])
    centre = Path(folder) / "centre.toml"
    text = centre.read_text("utf-8")
    centre.write_text(text.replace("stop_before_close_minutes = 0", "stop_before_close_minutes = 1440"), "utf-8")
    server = new_server(MOTCUA_SAMPLE=folder)
    screen = Screen(window(*PANEL), server).open()
    screen.shows("stopped")
    expect(screen.find("stopped")).to_contain_text("Đã ngừng cấp số.")
    expect(screen.find("stopped")).to_contain_text("Cấp số lại:")
