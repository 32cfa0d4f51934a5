"""Officers at their counters: the panel beside the dossier system, and the wide desk."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.screens.walk import PANEL, STAFF, Shot, Visit, live, walk

LOST_SINCE = "2026-11-20 08:41:00"
HALL = "kind != 'tablet'"


def at_counter(visit: Visit, counter: int, **options: object) -> Page:
    page = live(visit.open("/counter", visit.stage.officer(counter), **options))  # type: ignore[arg-type]
    page.get_by_test_id("ctr-primary").wait_for()
    return page


@walk("counter", PANEL)
def signs_in(visit: Visit) -> Iterator[Shot]:
    page = visit.open("/counter")
    form = page.get_by_test_id("sign-in")
    form.wait_for()
    yield Shot("sign-in", "Đăng nhập", "Sign-in", page)
    page.get_by_test_id("sign-in-username").fill("canbo01")
    page.get_by_test_id("sign-in-secret").fill("111111")
    page.get_by_test_id("sign-in-submit").click()
    expect(page.get_by_test_id("sign-in-error")).not_to_be_empty()
    visit.errors.clear()  # the browser notes every refusal
    yield Shot("sign-in-wrong", "PIN chưa đúng", "Wrong PIN", page)


@walk("counter", STAFF)
def chooses_a_counter(visit: Visit) -> Iterator[Shot]:
    page = visit.open("/counter?choose=1", visit.stage.officer(3))
    page.get_by_test_id("counter-1").wait_for()
    yield Shot("choose", "Chọn quầy", "Choosing a counter", page)


@walk("counter", PANEL)
def works_in_the_panel(visit: Visit) -> Iterator[Shot]:
    for counter, state, vi, en in (
        (7, "free", "Rảnh, có người chờ", "Free, people waiting"),
        (15, "nobody", "Chưa có người chờ", "Nobody waiting"),
        (1, "called", "Đang gọi", "Calling"),
        (5, "called-twice", "Gọi lần 2: có thể ghi vắng mặt", "Second call: may be marked absent"),
        (2, "serving", "Đang tiếp", "Serving"),
        (6, "paused", "Quầy tạm nghỉ", "Paused"),
        (10, "held-and-missed", "Có người đang giữ và người lỡ lượt", "One on hold, one missed"),
    ):
        yield Shot(state, vi, en, at_counter(visit, counter))


@walk("counter", PANEL)
def records_a_dossier(visit: Visit) -> Iterator[Shot]:
    page = at_counter(visit, 4)
    page.get_by_test_id("ctr-primary").click()
    page.get_by_test_id("dos-code").wait_for()
    yield Shot("strip", "Ghi kết quả: dải hồ sơ", "Recording: the dossier strip", page, whole=True)
    page.get_by_test_id("dos-code").fill("H99.01-261120-0012")
    page.get_by_test_id("dos-outcome-1").click()
    yield Shot("strip-filled", "Dải hồ sơ đã điền", "The strip, filled in", page, whole=True)
    with (
        visit.stage.row("device", "condition", "lost", HALL),
        visit.stage.row("device", "condition_since", LOST_SINCE, HALL),
    ):
        page = at_counter(visit, 4)
        page.get_by_test_id("ctr-primary").click()
        page.get_by_test_id("ctr-screens").wait_for()
        yield Shot("warned", "Màn hình mất kết nối", "Screens are not connected", page)


@walk("counter", PANEL)
def corrects_what_was_logged(visit: Visit) -> Iterator[Shot]:
    page = at_counter(visit, 4)
    page.get_by_test_id("ctr-more").click()
    page.get_by_test_id("more-logged").click()
    mend = page.get_by_test_id("logged-list").get_by_role("button").first
    mend.wait_for()
    yield Shot("logged", "Hồ sơ đã ghi hôm nay", "Logged today", page)
    mend.click()
    page.get_by_test_id("correct-code").wait_for()
    yield Shot("correct", "Sửa dòng đã ghi", "Correcting a line", page)
    page.get_by_test_id("correct-fee").fill("8.000")
    page.get_by_test_id("correct-submit").click()
    page.locator("#correct").wait_for(state="hidden")
    page.get_by_test_id("ctr-more").click()
    page.get_by_test_id("more-logged").click()
    page.get_by_test_id("struck-list").locator("li").first.wait_for()
    yield Shot("corrected", "Đã sửa: điều đã ghi vẫn đọc được", "Corrected: what was logged can still be read", page)


@walk("counter", PANEL)
def opens_dialogs(visit: Visit) -> Iterator[Shot]:
    page = at_counter(visit, 2)
    for key, state, vi, en in (
        ("F9", "transfer", "Chuyển đến dịch vụ hoặc quầy khác", "Transfer"),
        ("F1", "keys", "Các phím", "The keys"),
    ):
        page.keyboard.press(key)
        page.locator("dialog[open]").wait_for()
        yield Shot(state, vi, en, page)
        page.keyboard.press("Escape")
    page.get_by_test_id("ctr-more").click()
    page.locator("dialog[open]").wait_for()
    yield Shot("more", "Các việc khác", "More", page)
    page = at_counter(visit, 10)
    for testid, state, vi, en in (
        ("ctr-held", "held", "Đang giữ", "On hold"),
        ("ctr-missed", "missed", "Lỡ lượt", "Missed"),
        ("ctr-pause", "pause", "Tạm nghỉ vì sao", "Why pause"),
        ("ctr-chosen", "chosen", "Gọi số cụ thể", "Call a number"),
    ):
        page.get_by_test_id(testid).click()
        page.locator("dialog[open]").wait_for()
        yield Shot(state, vi, en, page)
        page.keyboard.press("Escape")


@walk("counter", PANEL)
def opens_what_is_needed_now_and_then(visit: Visit) -> Iterator[Shot]:
    page = at_counter(visit, 7)
    page.get_by_test_id("ctr-quick").click()
    yield Shot("quick", "Phục vụ nhanh, không cần số", "A visit without a number", page)
    page = at_counter(visit, 2)
    page.keyboard.press("Shift+F8")
    page.get_by_test_id("slip-papers").locator("li").first.wait_for()
    yield Shot("slip", "Phiếu giấy tờ cần bổ sung", "The slip of missing papers", page)
    page.keyboard.press("Escape")
    for testid, state, vi, en in (
        ("more-note", "note", "Ghi chú cho quầy sau", "A note for the next counter"),
        ("more-pause", "pause-busy", "Muốn nghỉ khi đang tiếp", "A pause in the middle of a visit"),
        ("more-unfinished", "unfinished", "Cần bổ sung: không còn gì", "To complete: nothing left"),
        ("more-result", "result", "Ghi kết quả từ phòng chuyên môn", "Results that come from the departments"),
        ("more-services", "services", "Dịch vụ của quầy", "Services of the counter"),
        ("more-handover", "handover", "Giao quầy cho người khác", "A colleague takes over"),
        ("more-screen", "screen", "Chọn cho màn hình này", "Choices for this screen"),
        ("more-lock", "lock", "Màn hình đang khóa", "The screen is locked"),
    ):
        page.get_by_test_id("ctr-more").click()
        page.get_by_test_id(testid).click()
        page.locator(f"#{state.partition('-')[0]}[open]").wait_for()
        yield Shot(state, vi, en, page)
        page.keyboard.press("Escape")
    page.get_by_test_id("lock-secret").fill(visit.stage.secrets["canbo02"])
    page.get_by_test_id("lock-submit").click()
    page.locator("#lock").wait_for(state="hidden")
    page.keyboard.press("Shift+F9")
    page.get_by_test_id("ctr-undo").wait_for()
    yield Shot("undo", "Vừa tạm giữ: còn hoàn tác được", "Just held: can be undone", page)
    page.keyboard.press("Control+z")
    page.locator("html[data-word='serving']").wait_for()


@walk("counter", STAFF)
def works_at_the_wide_desk(visit: Visit) -> Iterator[Shot]:
    yield Shot("wide", "Bàn rộng: hàng chờ bên cạnh", "Wide: the line beside", at_counter(visit, 1))
    page = at_counter(visit, 4)
    page.get_by_test_id("ctr-primary").click()
    page.get_by_test_id("dos-code").wait_for()
    yield Shot("wide-strip", "Bàn rộng: đang ghi kết quả", "Wide: recording", page)


@walk("counter", PANEL)
def loses_the_server(visit: Visit) -> Iterator[Shot]:
    cable = visit.stage.cable()
    page = at_counter(visit, 9, port=cable.port)
    cable.pull_out()
    page.get_by_test_id("ctr-primary").click()
    page.get_by_test_id("ctr-unsent").wait_for()
    yield Shot("offline", "Mất kết nối: lệnh chưa gửi", "Not sent, retrying", page)
    visit.errors.clear()  # the browser says that the line is gone


@walk("counter", PANEL, at=(11, 47))
def works_on_at_lunch(visit: Visit) -> Iterator[Shot]:
    page = at_counter(visit, 3)
    page.get_by_test_id("ctr-lunch").wait_for()
    yield Shot("lunch", "Đã đến giờ nghỉ trưa", "Lunch time", page)
