"""The shift lead's board and the fairness pages: who watches the hall, and who proves that it is fair."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.screens.stage import Stage
from tests.screens.walk import PHONE, STAFF, Shot, Visit, each, live, walk

FAIRNESS = (
    ("/fairness", "ledger", "Sổ công bằng", "Fairness ledger"),
    ("/fairness/simulator?run=99&cap=45&order=strict", "simulator", "Thử quy tắc khác", "Another rule is tried"),
    ("/fairness/waits", "waits", "Ước tính chờ có đúng không", "How right the waits were"),
    ("/fairness/counters?from=2026-11-20&to=2026-11-20", "budget", "Thời gian của quầy", "Counter time budget"),
)
COUNTERS = tuple(range(1, 16))
DIALOGS = (
    ("hand", "Cấp số tay", "A number by hand"),
    ("move", "Chuyển một số", "A number is moved"),
    ("notice", "Báo lên TV", "A notice for the TV"),
    ("message", "Nhắn các quầy", "A message to the counters"),
)


def board(visit: Visit) -> Page:
    """The live board, as soon as it shows the hall."""
    page = live(visit.open("/live", visit.stage.lead))
    page.locator("[data-services] tr").first.wait_for()
    return page


@walk("live", STAFF, at=(8, 56))
def watches_the_hall(visit: Visit) -> Iterator[Shot]:
    page = board(visit)
    yield Shot("board", "Bảng trực tiếp của trưởng ca", "The shift lead's live board", page)
    if (folded := page.locator("[data-unfold]:visible")).count():
        folded.last.click()
    yield Shot(
        "alerts", "Mở một dòng: từng cảnh báo; thiết bị", "A row is opened: each alert; the devices", page, whole=True
    )
    visit.show(page, "/live/history")
    yield Shot("history", "Cảnh báo đã qua", "Past alerts", page, whole=True)


@walk("live", STAFF, at=(8, 56))
def acts_from_the_board(visit: Visit) -> Iterator[Shot]:
    page = board(visit)
    for name, vi, en in DIALOGS:
        page.get_by_test_id(f"live-{name}").click()
        page.locator("dialog[open]").wait_for()
        yield Shot(name, vi, en, page)
        page.keyboard.press("Escape")
    page.get_by_test_id("counter-assign").first.click()
    page.locator("dialog[open]").wait_for()
    yield Shot("assign", "Đổi lĩnh vực cho một quầy", "A counter is assigned another service", page)


@walk("live", PHONE, at=(8, 56))
def watches_the_hall_on_a_phone(visit: Visit) -> Iterator[Shot]:
    yield Shot("phone", "Bảng trực tiếp trên điện thoại", "The live board on a phone", board(visit), whole=True)


@walk("live", STAFF, at=(8, 56))
def loses_sight_of_the_hall(visit: Visit) -> Iterator[Shot]:
    cable = visit.stage.cable()
    page = live(visit.open("/live", visit.stage.lead, port=cable.port))
    cable.pull_out()
    page.get_by_test_id("live-stale").wait_for()
    yield Shot("stale", "Mất kết nối: số liệu cũ", "The line is lost: old figures", page)
    visit.errors.clear()  # the browser says that the line is gone


@walk("live", STAFF, at=(9, 21))
def has_nothing_to_do(visit: Visit) -> Iterator[Shot]:
    calm_down(visit.stage)
    page = board(visit)
    alerts, calm = page.locator(".alert:visible"), page.get_by_test_id("live-calm")
    page.locator("[data-testid=live-calm]:visible, .alert:visible").first.wait_for()
    while left := alerts.count():
        alerts.first.get_by_test_id("alert-handle").click()
        expect(alerts).not_to_have_count(left)
    calm.wait_for()
    yield Shot("calm", "Không có cảnh báo", "No alerts", page)


def calm_down(stage: Stage) -> None:
    """Every counter is open, and whoever came a few minutes ago is being served."""
    stage.open(*COUNTERS)
    stage.clear_lines(COUNTERS)
    for letter in "CCHHHKSSNR":
        stage.take(letter)
    for counter in COUNTERS:
        stage.calls_on(counter)
    stage.pass_time(minutes=3)


@walk("live", STAFF, at=(17, 6))
def ends_the_day(visit: Visit) -> Iterator[Shot]:
    page = board(visit)
    page.get_by_test_id("live-sweep").click()
    page.locator("dialog[open]").wait_for()
    yield Shot("sweep", "Cuối ngày: việc còn lại", "End of the day: what is left", page)


@walk("fairness", STAFF, at=(8, 54))
def proves_fairness(visit: Visit) -> Iterator[Shot]:
    page = visit.window(visit.stage.director)
    yield from each(visit, page, FAIRNESS)
    visit.show(page, "/fairness")
    page.locator("a[href*='/fairness/tickets/']").first.click()
    page.locator("h1").wait_for()
    yield Shot("ticket", "Vì sao số này được gọi lúc ấy", "Why this number was called then", page, whole=True)


@walk("fairness", PHONE, at=(8, 54))
def proves_fairness_on_a_phone(visit: Visit) -> Iterator[Shot]:
    phone = tuple((path, f"{state}-phone", vi, en) for path, state, vi, en in FAIRNESS)
    yield from each(visit, visit.window(visit.stage.director), phone)
