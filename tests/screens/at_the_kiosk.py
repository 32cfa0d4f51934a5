"""Citizens at the kiosk, and what it says when it cannot give a number."""

import re
from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.printing.printer_server import PrinterServer
from tests.screens.morning import CODE
from tests.screens.stage import out_of_paper
from tests.screens.walk import KIOSK, Shot, Visit, live, walk


def shows(page: Page, view: str) -> None:
    expect(page.locator("html")).to_have_attribute("data-shown", view)


def press(page: Page, testid: str) -> None:
    page.get_by_test_id(f"kiosk-{testid}").click()


def at_kiosk(visit: Visit, **options: int) -> Page:
    return live(visit.open("/kiosk", visit.stage.kiosk, **options))


def speak(page: Page, language: str) -> None:
    """The next citizen chooses the language."""
    if page.locator("html").get_attribute("lang") != language:
        press(page, "lang")
    expect(page.locator("html")).to_have_attribute("lang", language)


@walk("kiosk", KIOSK)
def takes_a_number(visit: Visit) -> Iterator[Shot]:
    page = at_kiosk(visit)
    yield Shot("services", "Màn hình đầu: chọn việc cần làm", "First screen: what do you need?", page)
    press(page, "service-C")
    shows(page, "priority")
    yield Shot("priority", "Hỏi ưu tiên, hai nút như nhau", "Priority: two equal answers", page)
    press(page, "prio-no")
    expect(page.get_by_test_id("kiosk-number")).to_have_text(re.compile(r"C\d{3}"))
    page.locator('[data-show="printed"]').wait_for()
    yield Shot("ticket", "Số đã cấp, phiếu ở khe bên dưới", "The number; its paper is below", page)


@walk("kiosk", KIOSK)
def needs_another_way(visit: Visit) -> Iterator[Shot]:
    page = at_kiosk(visit)
    press(page, "large")
    expect(page.locator("[data-tiles] .tile")).to_have_count(5)
    yield Shot("large", "Chữ to, bốn ô một trang", "Large text, four boxes a page", page)
    press(page, "low")
    expect(page.locator("[data-tiles] .tile")).to_have_count(3)
    yield Shot("large-low", "Chữ to và nút hạ thấp", "Large text with low buttons", page)
    press(page, "large")
    expect(page.locator("[data-tiles] .tile")).to_have_count(8)
    yield Shot("low", "Nút hạ thấp, cho người ngồi xe lăn", "Low buttons, for a wheelchair", page)


@walk("kiosk", KIOSK)
def needs_another_way_to_the_end(visit: Visit) -> Iterator[Shot]:
    page = at_kiosk(visit)
    press(page, "large")
    press(page, "service-C")
    shows(page, "priority")
    yield Shot("large-priority", "Chữ to: hỏi ưu tiên", "Large text: priority", page)
    press(page, "prio-yes")
    page.locator('[data-show="printed"]').wait_for()
    yield Shot("large-ticket", "Chữ to: số đã cấp", "Large text: the number", page)
    press(page, "done")
    speak(page, visit.language)
    press(page, "low")
    press(page, "service-C")
    shows(page, "priority")
    yield Shot("low-priority", "Nút hạ thấp: hỏi ưu tiên", "Low buttons: priority", page)
    press(page, "prio-no")
    page.locator('[data-show="printed"]').wait_for()
    yield Shot("low-ticket", "Nút hạ thấp: số đã cấp", "Low buttons: the number", page)


@walk("kiosk", KIOSK)
def comes_with_a_keypad(visit: Visit) -> Iterator[Shot]:
    page = at_kiosk(visit)
    page.keyboard.press("Tab")
    expect(page.locator("html")).to_have_attribute("data-keys", "")
    yield Shot("keys", "Bàn phím số: ô nào phím nấy", "A keypad: each box shows its key", page)
    press(page, "low")
    expect(page.locator("html")).to_have_attribute("data-low", "")
    yield Shot("keys-low", "Bàn phím số, nút hạ thấp", "A keypad and low buttons", page)


@walk("kiosk", KIOSK)
def listens_to_the_screen(visit: Visit) -> Iterator[Shot]:
    page = at_kiosk(visit)
    press(page, "audio")
    page.locator(".is-read").first.wait_for()
    yield Shot("audio", "Nghe: máy đọc từng phần", "Spoken help: each part is read", page)


@walk("kiosk", KIOSK)
def asks_for_a_member_of_staff(visit: Visit) -> Iterator[Shot]:
    page = at_kiosk(visit)
    press(page, "staff")
    page.get_by_test_id("kiosk-staff-comes").wait_for()
    yield Shot("staff", "Đã gọi cán bộ", "Staff are called", page)


@walk("kiosk", KIOSK)
def scans_what_it_has(visit: Visit) -> Iterator[Shot]:
    page = at_kiosk(visit)
    press(page, "code")
    for code, state, vi, en in (
        (visit.token("last"), "found-ticket", "Quét phiếu: số còn trong hàng", "A scanned slip: still in line"),
        (CODE, "found-papers", "Quét giấy hẹn: hồ sơ đang giải quyết", "An appointment slip: under way"),
        ("H99.01-261120-9999", "found-unknown", "Mã không tìm thấy", "An unknown code"),
    ):
        page.get_by_test_id("kiosk-code-words").fill(code)
        press(page, "look-up")
        shows(page, "found")
        yield Shot(state, vi, en, page)
        page.locator('[data-view="found"] [data-act="code"]:visible').click()
        shows(page, "code")


@walk("kiosk", KIOSK, at=(9, 4))
def is_asked_on_the_first_screen(visit: Visit) -> Iterator[Shot]:
    with visit.chosen("tickets", "ask_priority", "button"):
        page = at_kiosk(visit)
        press(page, "prio-switch")
        yield Shot("priority-button", "Ưu tiên là một nút ở màn hình đầu", "Priority as a button", page)


@walk("kiosk", KIOSK)
def needs_strong_contrast(visit: Visit) -> Iterator[Shot]:
    page = at_kiosk(visit)
    press(page, "contrast")
    expect(page.get_by_test_id("kiosk-contrast")).to_have_attribute("aria-pressed", "true")
    yield Shot("contrast", "Tương phản mạnh", "Strong contrast", page)
    press(page, "service-C")
    shows(page, "priority")
    yield Shot("contrast-priority", "Tương phản mạnh: hỏi ưu tiên", "Strong contrast: priority", page)


@walk("kiosk", KIOSK)
def has_a_code(visit: Visit) -> Iterator[Shot]:
    page = at_kiosk(visit)
    press(page, "code")
    page.get_by_test_id("kiosk-code-words").wait_for()
    yield Shot("code", "Có giấy hẹn hoặc mã", "With a slip or a code", page)


@walk("kiosk", KIOSK)
def asks_for_papers_first(visit: Visit) -> Iterator[Shot]:
    page = at_kiosk(visit)
    press(page, "search")
    page.locator(".found").first.wait_for()
    yield Shot("search", "Xem trước giấy tờ: chọn thủ tục", "Papers first: which procedure", page)
    page.get_by_test_id("kiosk-search-words").press_sequentially("khai sinh", delay=90)  # a hand: faster is a scanner
    row = page.locator(".found", has_text=re.compile("^Đăng ký khai sinh *$"))
    row.click()
    shows(page, "papers")
    yield Shot("papers", "Giấy tờ cần mang", "What to bring", page)
    press(page, "back")
    page.get_by_test_id("kiosk-search-words").fill("xyz")
    page.locator("[data-found-none]").wait_for()
    yield Shot("search-none", "Không thấy thủ tục: nói phải làm gì", "Nothing found: what to do", page)


def find(page: Page, testid: str) -> None:
    """Press what may stand on a later page."""
    while not page.get_by_test_id(f"kiosk-{testid}").is_visible():
        press(page, "more")
    press(page, testid)


@walk("kiosk", KIOSK)
def types_in_another_way(visit: Visit) -> Iterator[Shot]:
    page = at_kiosk(visit)
    for mode, vi, en in (("large", "Chữ to", "Large text"), ("low", "Nút hạ thấp", "Low buttons")):
        press(page, mode)
        find(page, "search-tile" if mode == "large" else "search")
        page.locator(".found").first.wait_for()
        yield Shot(f"{mode}-search", f"{vi}: chọn thủ tục", f"{en}: which procedure", page)
        press(page, "back")
        find(page, "code-tile" if mode == "large" else "code")
        page.get_by_test_id("kiosk-code-words").wait_for()
        yield Shot(f"{mode}-code", f"{vi}: gõ mã", f"{en}: a code", page)
        press(page, "back")
        press(page, mode)


@walk("kiosk", KIOSK)
def reads_what_to_bring_in_another_way(visit: Visit) -> Iterator[Shot]:
    for mode, vi, en in (("large", "Chữ to", "Large text"), ("low", "Nút hạ thấp", "Low buttons")):
        page = at_kiosk(visit)
        press(page, mode)
        find(page, "search-tile" if mode == "large" else "search")
        page.get_by_test_id("kiosk-search-words").press_sequentially("quyen su dung dat", delay=90)
        page.locator(".found", has_text="quyền sử dụng đất lần đầu").click()
        shows(page, "papers")
        yield Shot(f"{mode}-papers", f"{vi}: giấy tờ cần mang", f"{en}: what to bring", page)


@walk("kiosk", KIOSK)
def meets_a_full_service(visit: Visit) -> Iterator[Shot]:
    page = at_kiosk(visit)
    press(page, "service-X")
    shows(page, "quota")
    yield Shot("quota", "Dịch vụ đã đủ số trong ngày", "A service that is full today", page)
    page.locator('[data-view="quota"] [data-act="home"]').click()
    press(page, "service-N")
    shows(page, "nobody")
    yield Shot("no-counter", "Chưa có quầy mở cho mục này", "No counter serves it yet", page)


@walk("kiosk", KIOSK)
def goes_away_without_a_word(visit: Visit) -> Iterator[Shot]:
    page = visit.window(visit.stage.kiosk)
    page.clock.install()
    live(visit.show(page, "/kiosk"))
    press(page, "service-C")
    shows(page, "priority")
    page.clock.fast_forward(31_000)
    page.locator("#idle").wait_for()
    yield Shot("idle", "Ông/bà còn ở đây không?", "Are you still there?", page)


@walk("kiosk", KIOSK, at=(9, 5))
def finds_no_paper(visit: Visit) -> Iterator[Shot]:
    page = at_kiosk(visit)
    with out_of_paper() as printer:
        visit.stage.print_at("network", printer.address)
        press(page, "service-S")
        press(page, "prio-no")
        page.get_by_test_id("kiosk-no-paper").wait_for()
        yield Shot("no-paper", "Máy hết giấy: số vẫn có hiệu lực", "Out of paper: the number is valid", page)
        press(page, "done")  # and with that the next citizen's time begins, in Vietnamese
        speak(page, visit.language)
        visit.stage.pass_time(minutes=3)  # the paper is too old now: it will not be printed any more
        page.get_by_test_id("kiosk-paper-banner").wait_for()
        yield Shot("paper-banner", "Màn hình đầu khi máy hết giấy", "First screen while paper is out", page)
    visit.stage.print_at("virtual", "")


@walk("kiosk", KIOSK, at=(9, 6))
def hears_nothing_of_the_paper(visit: Visit) -> Iterator[Shot]:
    with PrinterServer() as printer:
        printer.knobs.answers = False
        visit.stage.print_at("network", printer.address)
        page = at_kiosk(visit)
        press(page, "service-S")
        press(page, "prio-no")
        page.get_by_test_id("kiosk-unsure").wait_for()
        yield Shot("unsure", "Máy in không trả lời: mời xem khe in", "The printer said nothing", page)
    visit.stage.print_at("virtual", "")


@walk("kiosk", KIOSK)
def loses_the_server(visit: Visit) -> Iterator[Shot]:
    cable = visit.stage.cable()
    page = visit.window(visit.stage.kiosk)
    page.clock.install()
    live(visit.show(page, "/kiosk", cable.port))
    cable.pull_out()
    page.clock.run_for(6_000)
    shows(page, "lost")
    yield Shot("lost", "Mất máy chủ: máy chưa cấp được số", "Server lost: no numbers for now", page)
    visit.errors.clear()  # the browser says that the line is gone


@walk("kiosk", KIOSK, at=(11, 45))
def comes_at_lunch(visit: Visit) -> Iterator[Shot]:
    page = at_kiosk(visit)
    yield Shot("lunch", "Nghỉ trưa, vẫn lấy được số buổi chiều", "Lunch: numbers for the afternoon", page)
    with visit.chosen("tickets", "lunch_tickets", False):
        shows(page, "break")
        yield Shot("break", "Nghỉ trưa, không cấp số", "Lunch without numbers", page)


@walk("kiosk", KIOSK, at=(16, 45))
def comes_just_before_the_end(visit: Visit) -> Iterator[Shot]:
    with visit.chosen("tickets", "stop_before_close_minutes", "30"):
        page = at_kiosk(visit)
        shows(page, "stopped")
        yield Shot("stopped", "Đã ngừng cấp số", "Numbers have stopped for today", page)


@walk("kiosk", KIOSK, at=(17, 15))
def comes_too_late(visit: Visit) -> Iterator[Shot]:
    page = at_kiosk(visit)
    shows(page, "closed")
    yield Shot("closed", "Hết giờ: lần mở cửa tiếp theo", "Closed: the next opening", page)


@walk("kiosk", KIOSK, at=(9, 0), day=24)
def comes_on_a_holiday(visit: Visit) -> Iterator[Shot]:
    page = at_kiosk(visit)
    shows(page, "closed")
    page.get_by_role("heading", name="Hôm nay trung tâm nghỉ." if visit.language == "vi" else "closed today").wait_for()
    yield Shot("holiday", "Ngày nghỉ lễ", "A public holiday", page)


@walk("kiosk", KIOSK, at=(7, 25))
def comes_before_it_opens(visit: Visit) -> Iterator[Shot]:
    page = at_kiosk(visit)
    shows(page, "closed")
    page.get_by_role("heading", name="Chưa đến giờ làm việc." if visit.language == "vi" else "Not open yet.").wait_for()
    yield Shot("early", "Chưa đến giờ: mở cửa lúc nào", "Not open yet: when it opens", page)
