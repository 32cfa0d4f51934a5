"""A centre that is being made by keys alone: the welcome, the five steps, the cards, the first number; a screen to be
paired; and the trial day."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.real_server import Server
from tests.screens.by_keyboard import reach
from tests.screens.walk import STAFF, TABLET, Shot, Visit, walk

STEPS = (
    ("Trung tâm: tên, giờ, mật khẩu", "The centre: name, hours, password"),
    ("Quầy: chọn mẫu, sửa bảng", "Counters: a template, the table"),
    ("Lĩnh vực: chữ cái, quầy nào phục vụ", "Services: letters, and who serves them"),
    ("Thiết bị: máy in, TV, loa", "Devices: printer, TV, sound"),
    ("Mở cửa: thẻ PIN, chạy thử", "The doors: PIN cards, a trial"),
)
NEIGHBOUR = {"X-Forwarded-For": "192.168.1.25"}  # whoever comes by way of others is not the server's own PC
A_TRIAL_WITH_A_WEEK_BEHIND_IT = (
    "import demo.trial; demo.trial.DAYS_BEHIND = 7; import runpy; runpy.run_path('app.py', run_name='__main__')"
)
LONGEST_MS = 90_000  # until the trial's past is made


@contextmanager
def another_server(moment: str = "", script: tuple[str, ...] = ("-m", "tests.screens.driven")) -> Iterator[Server]:
    """A server of one's own; at `moment` if one is given."""
    with tempfile.TemporaryDirectory() as folder:
        (hands := Path(folder) / "hands").write_text(moment)
        (instance := Path(folder) / "instance").mkdir()
        settings = {"MOTCUA_SAMPLE": "", "HANDS": str(hands)} if moment else {}
        server = Server(instance, settings=settings, script=script).start()
        try:
            yield server
        finally:
            server.stop()


@walk("setup", STAFF, at=(8, 40))
def makes_a_centre(visit: Visit) -> Iterator[Shot]:
    with another_server("2026-11-20T08:40:00") as server:
        page = visit.open("/", port=server.port)
        page.get_by_test_id("start").wait_for()
        yield Shot("welcome", "Lần đầu: chào anh/chị", "The first time: welcome", page)
        reach(page, "start", "Enter")
        for step, (vi, en) in enumerate(STEPS, start=1):
            page.locator(f"[data-testid=steps] li:nth-child({step})[aria-current]").wait_for()
            if step == 1:
                reach(page, "name", "Control+a")
                page.keyboard.insert_text("phường Bình Minh")
                reach(page, "take-drawn", "Space")
            yield Shot(f"step{step}", f"Bước {step}. {vi}", f"Step {step}. {en}", page, whole=True)
            if step < len(STEPS):
                _go_on(page)
        with page.context.expect_page() as sheet:
            reach(page, "cards", "Enter")
        cards = sheet.value
        cards.get_by_test_id("pin-card").first.wait_for()
        yield Shot("cards", "Thẻ PIN để in", "The PIN cards to be printed", cards)
        reach(page, "open-doors", "Enter")
        page.get_by_test_id("done").wait_for()
        yield Shot("opened", "Đã mở cửa; việc còn lại", "The doors are open; what is left", page)
        visit.show(page, "/dashboard", server.port)
        page.locator("[data-waiting]").wait_for(state="detached")
        yield Shot(
            "dashboard", "Tổng quan khi chưa có số liệu", "The overview without any figures yet", page, whole=True
        )
        visit.show(page, "/kiosk", server.port)
        for testid in ("kiosk-service-C", "kiosk-go-on", "kiosk-prio-no"):  # no counter has opened yet
            page.get_by_test_id(testid).wait_for()
            reach(page, testid, "Enter")
        expect(page.get_by_test_id("kiosk-number")).to_have_text("C001")


def _go_on(page: Page) -> None:
    """Enter in the first field of the step; where it has none, the button."""
    first = page.locator("#step input:not([type=hidden]):visible")
    testid = first.first.get_attribute("data-testid") if first.count() else "next"
    page.evaluate("document.activeElement.blur(), scrollTo(0, 0)")
    reach(page, testid or "next", "Enter")


@walk("setup", TABLET, at=(8, 40))
def waits_to_be_paired(visit: Visit) -> Iterator[Shot]:
    page = visit.open("/display", extra_http_headers=NEIGHBOUR)
    page.get_by_test_id("pairing-code").wait_for()
    yield Shot("pairing", "Màn hình chờ ghép: mã 6 số", "A screen waits to be paired", page)


@walk("setup", STAFF, at=(8, 40))
def tries_a_day(visit: Visit) -> Iterator[Shot]:
    with another_server(script=("-c", A_TRIAL_WITH_A_WEEK_BEHIND_IT)) as server:
        page = visit.open("/setup", server.officer("quantri"), port=server.port)
        page.get_by_test_id("begin").wait_for()
        yield Shot(
            "begin", "Thay trung tâm mẫu bằng trung tâm của tôi", "The sample gives way to one's own centre", page
        )
        visit.show(page, "/demo", server.port)
        yield Shot("trial-door", "Chạy thử: bắt đầu", "The trial: begin", page)
        page.get_by_test_id("trial-begin").click()
        page.get_by_test_id("trial-open").wait_for(timeout=LONGEST_MS)
        yield Shot("trial-running", "Máy chạy thử đang mở", "The trial is running", page)
        page.get_by_test_id("trial-open").click()
        page.get_by_test_id("trial-clock").wait_for()
        yield Shot("trial-desk", "Điều khiển ngày chạy thử", "The desk of the trial", page, whole=True)
        page.get_by_test_id("trial-end").click()
        expect(page.get_by_test_id("trial-ended")).to_be_visible()
        yield Shot("trial-ended", "Đã kết thúc, dữ liệu mẫu đã xóa", "It has ended; the sample data are gone", page)
