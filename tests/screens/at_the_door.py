"""What anybody meets first: the way in, sign-in, the guides, what is printed, and pages that say why there is none."""

from collections.abc import Iterator

from playwright.sync_api import expect

from tests.screens.in_the_hall import make_free
from tests.screens.walk import PHONE, STAFF, Shot, Visit, each, walk

GUIDES = (
    ("/guides", "guides", "Sổ tay: mỗi người một trang", "Guides: a page for each"),
    ("/guides/counter", "guide-counter", "Sổ tay của cán bộ quầy", "The counter's guide"),
    ("/guides/lead", "guide-lead", "Sổ tay của trưởng ca", "The shift lead's guide"),
    ("/guides/director", "guide-director", "Sổ tay của giám đốc", "The director's guide"),
    ("/guides/install", "guide-install", "Sổ tay của người cài đặt", "The installer's guide"),
    ("/guides/poster", "poster", "Tờ quy tắc dán trong phòng chờ", "The poster of the rules"),
)


@walk("door", STAFF, at=(8, 50))
def comes_in(visit: Visit) -> Iterator[Shot]:
    page = visit.open("/")
    yield Shot("home", "Trang đầu: lối vào mọi màn hình", "Home: the way to every screen", page, whole=True)
    visit.show(page, "/dashboard")
    yield Shot("sign-in", "Đăng nhập", "Sign-in", page)
    page.get_by_test_id("sign-in-username").fill("giamdoc")
    page.get_by_test_id("sign-in-secret").fill("111111")
    page.get_by_test_id("sign-in-submit").click()
    expect(page.get_by_test_id("sign-in-error")).not_to_be_empty()
    yield Shot("sign-in-wrong", "Mật khẩu chưa đúng", "Wrong password", page)
    visit.show(page, "/nowhere")
    yield Shot("not-found", "Trang không có", "Not found", page)
    visit.show(page, "/reports/history?page=nghin")
    yield Shot("misread", "Địa chỉ gõ sai", "An address that cannot be read", page)
    visit.errors.clear()  # the browser notes every refusal
    visit.show(page, "/results")
    yield Shot("results", "Công khai kết quả", "Results for everyone", page, whole=True)


@walk("door", PHONE, at=(8, 50))
def comes_in_by_phone(visit: Visit) -> Iterator[Shot]:
    page = visit.open("/")
    yield Shot("home-phone", "Trang đầu trên điện thoại", "Home on a phone", page, whole=True)
    visit.show(page, "/live")
    yield Shot("sign-in-phone", "Đăng nhập trên điện thoại", "Sign-in on a phone", page)


@walk("door", STAFF, at=(8, 50))
def changes_a_password(visit: Visit) -> Iterator[Shot]:
    page = visit.open("/account", visit.stage.director)
    yield Shot("account", "Đổi mật khẩu", "One's own password", page)
    visit.show(page, "/dashboard")
    visit.show(page, "/admin")
    yield Shot("not-yours", "Tài khoản khác mới mở được", "Another account is needed", page)
    visit.errors.clear()  # it is a refusal


@walk("door", STAFF, at=(17, 20))  # last of all: the guides show pictures of the other walks
def reads_the_guides(visit: Visit) -> Iterator[Shot]:
    yield from each(visit, visit.window(), GUIDES)


@walk("paper", STAFF, at=(8, 58))
def prints(visit: Visit) -> Iterator[Shot]:
    stage, words = visit.stage, visit.language
    stage.take("C", priority=True, language=words)
    yield newest(visit, "ticket", "Phiếu số thứ tự, khổ 80 mm", "The ticket, 80 mm")
    make_free(stage, 3)
    stage.call(3, stage.take("H", language=words)["number"])
    stage.act(3, "servings")
    stage.act(
        3, "come-backs", papers=["Bản chính giấy khai sinh", "Căn cước của người yêu cầu"], note="Mang bản chính."
    )
    yield newest(visit, "come-back", "Phiếu hẹn bổ sung, giữ chỗ", "The slip of missing papers, which keeps a place")
    stage.act(3, "finishes")
    found = stage.kiosk.get(f"{stage.server.url}/api/procedures?q=khai sinh", timeout=10).json()["procedures"]
    stage.ask(stage.kiosk, "POST", "/api/kiosk/sheets", procedure=found[0]["code"], language=words)
    yield newest(visit, "bring", "Giấy tờ cần mang, in ở máy lấy số", "What to bring, printed at the kiosk")
    visit.errors.clear()  # of the browser's own page around a picture
    page = visit.open("/papers", stage.admin)
    page.get_by_test_id("paper").first.wait_for()
    yield Shot("papers", "Máy in ảo: các phiếu đã in", "The virtual printer: what was printed", page)
    visit.show(page, "/reports?form=quarter&from=2026-03-15&to=2026-06-14")
    page.emulate_media(media="print")
    yield Shot("report", "Báo cáo trên giấy", "The report on paper", page, whole=True, paper=True)


def newest(visit: Visit, state: str, vi: str, en: str) -> Shot:
    """The newest paper of the virtual printer, dot by dot."""
    visit.stage.papers_are_out()
    shelf = visit.open("/papers", visit.stage.admin).get_by_test_id("paper").first.locator("img")
    width, height = shelf.evaluate("async (img) => (await img.decode(), [img.naturalWidth, img.naturalHeight])")
    page = visit.window(visit.stage.admin, size=(width, height))
    page.goto(f"{visit.stage.server.url}{shelf.get_attribute('src')}")
    return Shot(state, vi, en, page, paper=True)
