"""The director's rooms: figures, reports, deadlines, imports and registers."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.screens import two_sources
from tests.screens.walk import PHONE, STAFF, Shot, Visit, each, walk

QUARTER = "from=2026-03-15&to=2026-06-14"
LAST_MONTH = "from=2026-10-15&to=2026-11-14"
MEASURES = (
    (f"/dashboard/measures/ontime?{QUARTER}", "measure", "Sau một chỉ tiêu", "Behind a measure"),
    (f"/dashboard/dossiers?{QUARTER}", "dossiers", "Danh sách hồ sơ", "The dossiers"),
    (f"/dashboard/766?{QUARTER}", "index766", "Bộ chỉ số 766", "Index 766"),
)
REPORTS = (
    ("/reports/queue", "report-queue", "Báo cáo hàng chờ", "Queue report"),
    ("/reports/profiles", "profiles", "Cách tính và trình bày", "Profiles of reports"),
    ("/reports/profiles/new", "profile", "Một cách tính mới", "A new profile"),
)
DEADLINES = (
    ("/deadlines", "deadlines", "Hạn trả", "Deadlines"),
    ("/deadlines/dossiers?light=overdue", "deadline-list", "Hồ sơ quá hạn", "Overdue dossiers"),
    ("/deadlines/chase", "chase", "Danh sách đôn đốc", "Chase list"),
    ("/deadlines/letters", "letters", "Thư xin lỗi", "Letters"),
    ("/deadlines/calendar", "calendar", "Lịch làm việc", "Calendar"),
)
IMPORTS = (
    ("/imports", "imports", "Nhập tệp", "Imports"),
    (
        "/reconciliation?from=2026-11-20&to=2026-11-20&list=differing",
        "reconciliation",
        "Đối chiếu: hai nguồn khác nhau ở đâu",
        "Reconciliation: where two sources differ",
    ),
)
REGISTERS = (
    (f"/registers/feedback?{LAST_MONTH}", "feedback", "Phản ánh, kiến nghị", "Feedback"),
    (f"/registers/satisfaction?{LAST_MONTH}", "satisfaction", "Mức độ hài lòng, theo quầy", "Satisfaction, by counter"),
    (f"/registers/incidents?{LAST_MONTH}", "incidents", "Sự cố hệ thống", "Incidents"),
    (f"/registers/home-visits?{LAST_MONTH}", "home-visits", "Phục vụ tại nhà", "Visits at home"),
    ("/registers/guide-reasons", "guide-reasons", "Lý do cần hướng dẫn", "Why advice was needed"),
    ("/registers/targets", "targets", "Chỉ tiêu năm", "Targets"),
    ("/registers/entered-figures", "entered-figures", "Số liệu nhập tay", "Figures entered by hand"),
    (f"/registers/totals?{LAST_MONTH}", "totals", "Số tổng hợp", "Totals"),
)


@walk("office", STAFF, at=(8, 50))
def reads_the_figures(visit: Visit) -> Iterator[Shot]:
    page = visit.open(f"/dashboard?{QUARTER}", visit.stage.director)
    page.locator("canvas").first.wait_for()  # the charts come after the tiles
    yield Shot("dashboard", "Tổng quan: chỉ tiêu của quý", "Dashboard: the quarter", page, whole=True)
    visit.show(page, "/dashboard")
    page.locator("canvas").first.wait_for()
    yield Shot(
        "dashboard-month",
        "Tổng quan: tháng báo cáo đang diễn ra, có hàng chờ",
        "Dashboard: the running month, with the queue",
        page,
        whole=True,
    )
    yield from each(visit, page, MEASURES)


@walk("office", STAFF, at=(8, 50))
def writes_the_report(visit: Visit) -> Iterator[Shot]:
    page = visit.open(f"/reports?form=quarter&{QUARTER}", visit.stage.director)
    yield Shot("report", "Báo cáo kỳ: kiểm tra, bảng, trang in", "The period report", page, to_its_end=True)
    page.locator("a[href*='edit=']").first.click()
    page.get_by_test_id("edit-words").wait_for()
    yield Shot("report-editor", "Sửa lời văn một mục", "The words of a section are edited", page)
    yield from each(visit, page, REPORTS)


@walk("office", STAFF, at=(8, 50))
def hands_the_report_in(visit: Visit) -> Iterator[Shot]:
    page = visit.open("/reports/history", visit.stage.director)
    _clear_away(page)
    for form, period in (("quarter", QUARTER), ("month", LAST_MONTH)):
        visit.show(page, f"/reports?form={form}&{period}")
        with page.expect_download():
            page.get_by_test_id("export-docx").click()
    visit.show(page, "/reports/history")
    page.locator("[data-testid^=mark-]").last.click()
    page.get_by_test_id("saved").wait_for()
    visit.show(page, "/reports/history")
    yield Shot("report-history", "Báo cáo đã xuất", "Exported reports", page, whole=True)
    page.locator("a[href*='/reports/exports/']").last.click()
    page.wait_for_url("**/reports/exports/*")
    yield Shot("report-exported", "Một báo cáo như khi xuất", "A report as it was exported", page, to_its_end=True)


def _clear_away(page: Page) -> None:
    """What was exported before on this stage, by whoever walked there, is taken off the list."""
    for act in ("mark-", "remove-"):
        pressed = page.locator(f"[data-testid^={act}]:not([value=yes])")
        while pressed.count():
            with page.expect_navigation():
                pressed.first.click()


@walk("office", STAFF, at=(8, 50))
def keeps_deadlines(visit: Visit) -> Iterator[Shot]:
    page = visit.window(visit.stage.director)
    yield from each(visit, page, DEADLINES)
    visit.show(page, "/deadlines/letters")
    page.locator("a[href*='/deadlines/letters/']").first.click()
    page.get_by_test_id("letter-page").wait_for()
    yield Shot("letter", "Soạn văn bản xin lỗi", "A letter of apology", page, whole=True)
    visit.show(page, "/deadlines/dossiers?light=overdue")
    page.locator("a[href*='/deadlines/dossiers/']").first.click()
    page.locator("h1").wait_for()
    yield Shot("dossier", "Một hồ sơ và hạn của nó", "One dossier and its deadline", page, whole=True)


@walk("office", PHONE, at=(8, 50))
def keeps_deadlines_on_a_phone(visit: Visit) -> Iterator[Shot]:
    page = visit.open("/deadlines", visit.stage.director)
    yield Shot("deadlines-phone", "Hạn trả trên điện thoại", "Deadlines on a phone", page, whole=True)
    visit.show(page, "/deadlines/dossiers?light=overdue")
    yield Shot("deadline-list-phone", "Hồ sơ quá hạn trên điện thoại", "Overdue dossiers on a phone", page, whole=True)
    visit.show(page, f"/dashboard?{QUARTER}")
    page.locator("canvas").first.wait_for()
    yield Shot("dashboard-phone", "Tổng quan trên điện thoại", "The dashboard on a phone", page, whole=True)


@walk("office", STAFF, at=(8, 50))
def brings_files_in(visit: Visit) -> Iterator[Shot]:
    two_sources.write(visit.stage)
    page = visit.window(visit.stage.director)
    yield from each(visit, page, IMPORTS)
    page.get_by_test_id("list-row").first.get_by_role("link").click()
    page.get_by_test_id("dossier-told").wait_for()
    yield Shot("dossier-sources", "Một hồ sơ: từng nguồn ghi gì", "A dossier: what each source says", page, whole=True)


@walk("office", STAFF, at=(8, 50))
def keeps_registers(visit: Visit) -> Iterator[Shot]:
    yield from each(visit, visit.window(visit.stage.director), REGISTERS)
