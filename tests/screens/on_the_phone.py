"""A citizen's phone, in every state that its ticket can be in."""

from collections.abc import Iterator

from tests.screens.in_the_hall import call_anew
from tests.screens.walk import PHONE, STAFF, Shot, Visit, walk

STATES = (
    ("last", "waiting", "Đang chờ", "Waiting"),
    ("near", "near", "Sắp đến lượt", "Almost your turn"),
    ("called", "called", "Đến lượt", "Your turn"),
    ("serving", "serving", "Đang phục vụ", "Being served"),
    ("held", "held", "Quầy đang giữ số", "On hold"),
    ("moved", "transferred", "Đã chuyển sang dịch vụ khác", "Transferred"),
    ("missed", "missed", "Đã qua lượt", "Missed"),
    ("finished", "finished", "Đã xong", "Finished"),
    ("gone", "cancelled", "Đã bỏ số", "Given up"),
)


@walk("phone", PHONE)
def follows_the_line(visit: Visit) -> Iterator[Shot]:
    page = visit.window()
    for who, state, vi, en in STATES:
        visit.show(page, f"/t/{visit.token(who)}")
        page.get_by_test_id("ph-number").wait_for()
        yield Shot(state, vi, en, page, whole=True)


@walk("phone", PHONE)
def holds_an_old_paper(visit: Visit) -> Iterator[Shot]:
    page = visit.open("/t/BCGHKLMN")
    page.get_by_test_id("ph-gone").wait_for()
    visit.errors.clear()  # the browser notes a page that is not found
    yield Shot("gone", "Số không còn hiệu lực", "No longer valid", page)


@walk("phone", PHONE)
def gives_up_or_waits(visit: Visit) -> Iterator[Shot]:
    page = visit.open(f"/t/{visit.token('C10')}")
    page.get_by_test_id("ph-papers").click()
    page.get_by_test_id("ph-procedure").first.click()
    page.locator(".bring:visible").wait_for()
    yield Shot("papers", "Giấy tờ cần mang, trong lúc chờ", "What to bring, while waiting", page, whole=True)
    page.get_by_test_id("ph-papers").click()
    page.get_by_test_id("ph-cancel").click()
    page.get_by_test_id("ph-cancel-yes").wait_for()
    yield Shot("give-up", "Bỏ số: hỏi lại", "Giving up: asked again", page, whole=True)


@walk("phone", PHONE, at=(8, 56))
def comes_back_after_a_missed_call(visit: Visit) -> Iterator[Shot]:
    page = visit.open(f"/t/{visit.token('missed')}")
    if page.get_by_test_id("ph-rejoin").count():  # whoever came in the other language is back already
        page.get_by_test_id("ph-rejoin").click()
    page.get_by_test_id("ph-known").wait_for()
    yield Shot("back", "Đã quay lại sau khi qua lượt", "Back after a missed call", page, whole=True)


@walk("phone", PHONE)
def loses_the_line(visit: Visit) -> Iterator[Shot]:
    cable = visit.stage.cable()
    page = visit.window()
    page.clock.install()
    visit.show(page, f"/t/{visit.token('C9')}", cable.port)
    page.get_by_test_id("ph-updated").wait_for()
    cable.pull_out()
    page.clock.run_for(41_000)
    page.get_by_test_id("ph-stale").wait_for()
    yield Shot("stale", "Chưa cập nhật được", "Cannot update", page)
    visit.errors.clear()  # the browser says that the line is gone


@walk("phone", PHONE, at=(11, 48))
def waits_through_lunch(visit: Visit) -> Iterator[Shot]:
    page = visit.open(f"/t/{visit.token('noon')}")
    yield Shot("lunch", "Nghỉ trưa, số vẫn giữ", "Lunch: the number is kept", page, whole=True)


@walk("phone", PHONE)
def books_a_number(visit: Visit) -> Iterator[Shot]:
    page = visit.open("/book")
    page.get_by_test_id("book").wait_for()
    yield Shot("book", "Đặt số trước", "Booking a number", page, whole=True)
    page.get_by_test_id("book-service-C").click()
    page.get_by_test_id("book-day").nth(1).click()
    page.get_by_test_id("book-time").first.check()
    page.get_by_test_id("book-prio-no").check()
    yield Shot("book-time", "Chọn ngày và giờ", "A day and a time", page, whole=True)
    page.get_by_test_id("book-make").click()
    page.get_by_test_id("booking").wait_for()
    yield Shot("booking", "Số đã đặt, với mã để quét", "The booking, with its code", page, whole=True)
    page.get_by_test_id("booking-cancel").click()
    yield Shot("booking-cancel", "Hủy hẹn: hỏi lại", "Cancelling: asked again", page, whole=True)
    page.get_by_test_id("booking-cancel-yes").click()
    page.locator("[data-state=cancelled]").wait_for()
    yield Shot("booking-gone", "Số đặt trước đã hủy", "A booking that was cancelled", page, whole=True)


def given_a_slip(visit: Visit) -> str:
    """Papers are missing: the code of the slip that somebody is given at counter 3."""
    stage = visit.stage
    call_anew(stage, 3, "H")
    stage.act(3, "servings")
    papers = ["Bản chính giấy khai sinh", "Căn cước của người yêu cầu"]
    code = stage.act(3, "come-backs", papers=papers, note="Mang bản chính.")["slip"]["code"]
    stage.act(3, "finishes")
    return str(code)


@walk("phone", PHONE, at=(8, 56))
def scans_a_slip_of_missing_papers(visit: Visit) -> Iterator[Shot]:
    code = given_a_slip(visit)
    page = visit.open(f"/c/{code}")
    page.get_by_test_id("come-back-code").wait_for()
    yield Shot(
        "come-back", "Phiếu bổ sung giấy tờ, giữ chỗ", "A slip of missing papers keeps a place", page, whole=True
    )
    with visit.stage.row("come_back", "last_day", "2026-11-19", f"code = '{code}'"):
        visit.show(page, f"/c/{code}")
        page.get_by_test_id("come-back-over").wait_for()
        yield Shot("come-back-over", "Phiếu đã quá ngày giữ chỗ", "The slip keeps no place any more", page, whole=True)


@walk("phone", PHONE, at=(8, 56))
def meets_a_page_that_is_not_there(visit: Visit) -> Iterator[Shot]:
    page = visit.open("/book/nowhere")
    page.get_by_test_id("error").wait_for()
    yield Shot("not-found", "Trang không có", "Not found", page)
    code = given_a_slip(visit)
    with visit.stage.row("come_back", "last_day", "?", f"code = '{code}'"):  # a damaged row: the server fails
        visit.show(page, f"/c/{code}")
        page.get_by_test_id("error").wait_for()
        yield Shot(
            "failed",
            "Máy chủ gặp lỗi: số và phiếu vẫn có hiệu lực",
            "The server failed: number and slip are valid",
            page,
        )
    visit.errors.clear()  # the browser notes every refusal


@walk("phone", STAFF)
def hangs_up_how_to_book(visit: Visit) -> Iterator[Shot]:
    page = visit.open("/book/binh-minh/poster")
    yield Shot("poster", "Tờ treo: đặt số bằng điện thoại", "To hang up: how to book", page, whole=True)
