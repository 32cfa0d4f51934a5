"""The shift lead and the administrator."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.screens.walk import PHONE, STAFF, Shot, Visit, walk

ADMIN = (
    ("/admin", "overview", "Quản trị: mọi trang cài đặt", "Administration"),
    ("/admin/hours", "hours", "Giờ và ngày nghỉ", "Hours and holidays"),
    ("/admin/counters", "counters", "Quầy", "Counters"),
    ("/admin/services", "services", "Lĩnh vực, dịch vụ", "Services"),
    ("/admin/devices", "devices", "Thiết bị, máy in", "Devices and printers"),
    ("/admin/journal", "journal", "Nhật ký thay đổi", "Journal of changes"),
    ("/admin/backup", "backup", "Sao lưu, khôi phục", "Backup"),
)
FAIRNESS = (
    ("/fairness", "ledger", "Sổ công bằng", "Fairness ledger"),
    ("/fairness/simulator", "simulator", "Thử quy tắc khác", "Rule simulator"),
    ("/fairness/waits", "waits", "Ước tính chờ có đúng không", "How right the waits were"),
    ("/fairness/counters", "budget", "Thời gian của quầy", "Counter time budget"),
)


def each(visit: Visit, page: Page, places: tuple[tuple[str, str, str, str], ...]) -> Iterator[Shot]:
    for path, state, vi, en in places:
        visit.show(page, path)
        yield Shot(state, vi, en, page, whole=True)


@walk("live", STAFF, at=(8, 52))
def watches_the_hall(visit: Visit) -> Iterator[Shot]:
    page = visit.window(visit.stage.lead)
    visit.show(page, "/live")
    yield Shot("board", "Bảng trực tiếp của trưởng ca", "The shift lead's live board", page)
    page.locator("[data-unfold]:visible").last.click()
    yield Shot("alerts", "Mở một dòng: từng cảnh báo", "A row is opened: each alert", page, whole=True)
    visit.show(page, "/live/history")
    yield Shot("history", "Cảnh báo đã qua", "Past alerts", page, whole=True)


@walk("live", PHONE, at=(8, 52))
def watches_the_hall_on_a_phone(visit: Visit) -> Iterator[Shot]:
    page = visit.window(visit.stage.lead)
    visit.show(page, "/live")
    yield Shot("phone", "Bảng trực tiếp trên điện thoại", "The live board on a phone", page, whole=True)


@walk("admin", STAFF, at=(8, 53))
def turns_the_settings(visit: Visit) -> Iterator[Shot]:
    yield from each(visit, visit.window(visit.stage.admin), ADMIN)


@walk("fairness", STAFF, at=(8, 54))
def proves_fairness(visit: Visit) -> Iterator[Shot]:
    yield from each(visit, visit.window(visit.stage.director), FAIRNESS)
