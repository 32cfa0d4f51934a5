"""The director's rooms, the administrator's, and the pages for everyone."""

from collections.abc import Iterator

from tests.screens.walk import STAFF, Shot, Visit, walk

QUARTER = "from=2026-03-15&to=2026-06-14"


@walk("office", STAFF, at=(8, 50))
def reads_the_figures(visit: Visit) -> Iterator[Shot]:
    page = visit.window(visit.stage.director)
    for path, state, vi, en in (
        (f"/dashboard?{QUARTER}", "dashboard", "Tổng quan: chỉ tiêu", "Dashboard: measures"),
        (f"/dashboard/measures/ontime?{QUARTER}", "measure", "Sau một chỉ tiêu", "Behind a measure"),
        (f"/dashboard/dossiers?{QUARTER}", "dossiers", "Danh sách hồ sơ", "The dossiers"),
        (f"/dashboard/766?{QUARTER}", "index766", "Bộ chỉ số 766", "Index 766"),
    ):
        visit.show(page, path)
        if state == "dashboard":
            page.locator("canvas").first.wait_for()  # the charts come after the tiles
        yield Shot(state, vi, en, page, whole=True)


@walk("office", STAFF, at=(8, 50))
def writes_the_report(visit: Visit) -> Iterator[Shot]:
    page = visit.window(visit.stage.director)
    for path, state, vi, en in (
        (f"/reports?{QUARTER}", "report", "Báo cáo kỳ: kiểm tra, bảng, trang in", "The period report"),
        ("/reports/queue", "report-queue", "Báo cáo hàng chờ", "Queue report"),
        ("/reports/history", "report-history", "Đã xuất", "Exported"),
    ):
        visit.show(page, path)
        yield Shot(state, vi, en, page, whole=state != "report")


@walk("office", STAFF, at=(8, 50))
def keeps_deadlines(visit: Visit) -> Iterator[Shot]:
    page = visit.window(visit.stage.director)
    for path, state, vi, en in (
        ("/deadlines", "deadlines", "Hạn trả", "Deadlines"),
        ("/deadlines/chase", "chase", "Danh sách đôn đốc", "Chase list"),
        ("/deadlines/letters", "letters", "Thư xin lỗi", "Letters"),
        ("/deadlines/calendar", "calendar", "Lịch làm việc", "Calendar"),
        ("/imports", "imports", "Nhập tệp", "Imports"),
        ("/reconciliation?from=2026-03-15&to=2026-06-14", "reconciliation", "Đối chiếu", "Reconciliation"),
        ("/registers", "registers", "Sổ theo dõi", "Registers"),
        ("/registers/feedback", "feedback", "Phản ánh, kiến nghị", "Feedback"),
        ("/registers/targets", "targets", "Chỉ tiêu năm", "Targets"),
    ):
        visit.show(page, path)
        yield Shot(state, vi, en, page, whole=True)


@walk("office", STAFF, at=(8, 50))
def asks_whether_it_is_fair(visit: Visit) -> Iterator[Shot]:
    page = visit.window(visit.stage.admin)
    for path, state, vi, en in (
        ("/fairness", "fairness", "Sổ công bằng", "Fairness ledger"),
        ("/fairness/simulator?run=99&cap=45&order=strict", "simulator", "Thử quy tắc", "A rule is tried"),
        ("/fairness/waits", "waits", "Giờ chờ đã nói", "Waits as said"),
        ("/fairness/counters", "counter-time", "Thời gian quầy", "Counter time"),
    ):
        visit.show(page, path)
        yield Shot(state, vi, en, page, whole=True)


@walk("office", STAFF, at=(8, 50))
def looks_after_devices(visit: Visit) -> Iterator[Shot]:
    page = visit.window(visit.stage.admin)
    for path, state, vi, en in (
        ("/", "home", "Trang đầu: lối vào mọi màn hình", "Home: the way to every screen"),
        ("/admin", "admin", "Thiết bị, máy in", "Devices and printers"),
        ("/account", "account", "Đổi mật khẩu", "Account"),
        ("/papers", "papers", "Máy in ảo: phiếu đã in", "Virtual printer: the slips"),
    ):
        visit.show(page, path)
        yield Shot(state, vi, en, page, whole=state != "papers")


@walk("office", STAFF, at=(8, 50))
def looks_from_outside(visit: Visit) -> Iterator[Shot]:
    page = visit.window()
    visit.show(page, "/results")
    yield Shot("results", "Công khai kết quả", "Results for everyone", page, whole=True)
    visit.show(page, "/dashboard")
    yield Shot("sign-in", "Đăng nhập trước khi vào", "Sign-in first", page)
    visit.show(page, "/nowhere")
    visit.errors.clear()  # the browser notes a page that is not found
    yield Shot("not-found", "Trang không có", "Not found", page)
