"""The pages of /admin: what may be set up, by whom, and what was changed when."""

from collections.abc import Iterator
from typing import Any

from tests.screens.stage import Stage
from tests.screens.walk import STAFF, Shot, Visit, each, walk

HALL = (
    ("/admin", "overview", "Việc cần làm", "What is to be done"),
    ("/admin/hours", "hours", "Giờ và ngày nghỉ", "Hours and holidays"),
    ("/admin/counters", "counters", "Các quầy", "Counters"),
    ("/admin/services", "services", "Dịch vụ và chữ cái", "Services and letters"),
    ("/admin/services/fields", "fields", "Lĩnh vực báo cáo", "Fields of the report"),
    ("/admin/services/procedures", "procedures", "Thủ tục", "Procedures"),
    ("/admin/services/procedures/new", "procedure", "Thêm một thủ tục", "A new procedure"),
)
SCREENS = (
    ("/admin/devices", "devices", "Thiết bị, máy in", "Devices and printers"),
    ("/admin/displays", "displays", "TV và khu vực", "Displays and zones"),
    ("/admin/voice", "voice", "Giọng đọc và chuông", "Voice and chime"),
    ("/admin/notices", "notices", "Thông báo và hình trên TV", "Notices and slides"),
    ("/admin/backup", "backup", "Sao lưu, khôi phục", "Backup"),
)


@walk("admin", STAFF, at=(8, 53))
def sets_the_hall_up(visit: Visit) -> Iterator[Shot]:
    yield from each(visit, visit.window(visit.stage.admin), HALL)


@walk("admin", STAFF, at=(8, 53))
def looks_after_screens(visit: Visit) -> Iterator[Shot]:
    yield from each(visit, visit.window(visit.stage.admin), SCREENS)


@walk("admin", STAFF, at=(8, 53))
def gives_out_accounts(visit: Visit) -> Iterator[Shot]:
    page = visit.open("/admin/people", visit.stage.admin)
    yield Shot("people", "Người dùng và PIN", "People and their PINs", page, whole=True)
    page.get_by_test_id("edit-canbo03").click()
    page.get_by_test_id("save").wait_for()
    yield Shot("person", "Sửa một tài khoản", "An account is changed", page, whole=True)


@walk("admin", STAFF, at=(8, 53))
def turns_the_choices(visit: Visit) -> Iterator[Shot]:
    page = visit.open("/admin/choices", visit.stage.admin)
    subjects = [link.get_attribute("href") or "" for link in page.get_by_test_id("subjects").locator("a").all()]
    for path in subjects:
        visit.show(page, path.partition("?")[0])
        name = page.locator("[data-testid=choices] h2").inner_text()
        yield Shot(
            f"choices-{path.partition('?')[0].split('/')[-1]}", f"Quy tắc: {name}", f"Choices: {name}", page, whole=True
        )
    for by in (1, -1):  # and turned back: the hall goes on as it was
        visit.show(page, subjects[0].partition("?")[0])
        number = page.locator("[data-testid=choices] input[type=number]").first
        number.fill(str(int(number.input_value()) + by))
        page.get_by_test_id("save").click()
        page.get_by_test_id("done").wait_for()
        if by == 1:
            yield Shot("saved", "Đã lưu", "It is kept", page)


@walk("admin", STAFF, at=(8, 43))
def reads_the_journal(visit: Visit) -> Iterator[Shot]:
    """Before the other walks turn what they look at."""
    page = visit.open("/admin/journal", visit.stage.admin)
    if not page.get_by_test_id("change").count():
        _makes_changes(visit.stage)
        page.reload()
    yield Shot("journal", "Nhật ký thay đổi", "Journal of changes", page, whole=True)


def _makes_changes(stage: Stage) -> None:
    """Some that the hall does not show this morning."""
    monday = {"first_day": "2026-11-23", "last_day": "2026-11-23"}
    sentence = {"text": "Thứ Hai 23/11, trung tâm mở cửa từ 08:00.", **monday}
    notices = stage.ask(stage.admin, "POST", "/api/notices", **sentence)["notices"]
    ours = next(one["id"] for one in notices if one["text"] == sentence["text"])
    in_english = sentence | {"text_en": "On Monday 23/11 the centre opens at 08:00."}
    stage.ask(stage.admin, "PUT", f"/api/notices/{ours}", **in_english)
    upstairs: dict[str, Any] = {"name": "Tầng 2", "counters": [9, 10, 11, 12], "services": []}
    zone = stage.ask(stage.admin, "POST", "/api/zones", **upstairs)["zones"][0]["id"]
    more = upstairs | {"counters": [9, 10, 11, 12, 13, 14]}
    stage.ask(stage.admin, "PUT", f"/api/zones/{zone}", **more)
    stage.ask(stage.admin, "DELETE", f"/api/zones/{zone}")
