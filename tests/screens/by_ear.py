"""Citizens who do not see the screen: what a screen reader says, in its order, and what it says of itself."""

from collections.abc import Iterator

from playwright.sync_api import Locator, Page, expect

from tests.screens.at_the_kiosk import at_kiosk, press, shows
from tests.screens.in_the_hall import make_free
from tests.screens.on_the_tablet import at_the_tablet, is_served_there
from tests.screens.walk import KIOSK, PHONE, TABLET, Shot, Visit, walk


def hears(part: Locator, *words: str) -> None:
    """The accessibility tree says these, one after the other."""
    said = part.aria_snapshot()
    at = 0
    for one in words:
        found = said.find(one, at)
        assert found >= 0, f"“{one}” is not said, or not in its place:\n{said}"
        at = found + len(one)


def stands_on_the_title(page: Page) -> None:
    """Another view: the reader goes on from its title."""
    expect(page.locator("[data-view]:not([hidden]) h1:visible").first).to_be_focused()


@walk("kiosk", KIOSK, at=(8, 56))
def takes_a_number_by_ear(visit: Visit) -> Iterator[Shot]:
    vi = visit.language == "vi"
    page = at_kiosk(visit)
    body, main = page.locator("body"), page.locator("main")
    title = "Hôm nay ông/bà cần làm việc gì?" if vi else "What do you need today?"
    hears(body, f'heading "{title}" [level=1]', f'list "{"Các dịch vụ" if vi else "Services"}"')
    waits = "Hộ tịch Khai sinh" if vi else "Civil status Birth"
    hears(main, f'button "{waits}', "người" if vi else "waiting", "phút" if vi else "minutes")
    hears(main, 'button "Xây dựng' if vi else 'button "Construction', "Đã đủ số" if vi else "Numbers used up")
    page.get_by_test_id("kiosk-service-C").focus()
    page.keyboard.press("Enter")
    shows(page, "priority")
    stands_on_the_title(page)
    no, yes = ("Không, lấy số thường", "Có, tôi cần") if vi else ("No, regular number", "Yes, I need priority")
    hears(main, "Chứng thực" if vi else "Certification", "[level=1]", f'button "{no}"', f'button "{yes}')
    press(page, "prio-no")
    page.locator('[data-show="printed"]').wait_for()
    number = page.get_by_test_id("kiosk-number").inner_text()
    expect(page.locator("[aria-live=assertive]:visible").first).to_contain_text(number)  # said without being asked
    paper = "Mời lấy phiếu" if vi else "Take your"
    expect(page.locator("[aria-live=polite]:visible").first).to_contain_text(paper)
    ahead, counters = ("Trước ông/bà", "Nơi phục vụ") if vi else ("Before you", "Where")
    hears(main, number, ahead, counters, f'button "{"Xong" if vi else "Done"}"')
    yield from ()


@walk("phone", PHONE, at=(8, 57))
def follows_a_ticket_by_ear(visit: Visit) -> Iterator[Shot]:
    vi, stage = visit.language == "vi", visit.stage
    make_free(stage, 11)
    ticket = stage.take("U", language=visit.language)
    page = visit.open(f"/t/{ticket['token']}")
    page.get_by_test_id("ph-number").wait_for()
    hears(page.locator("main"), "[level=1]", ticket["number"], "Hướng dẫn" if vi else "Guidance", "button")
    said = page.locator("[data-said][aria-live=assertive]")
    expect(page.locator("html")).to_have_attribute("data-connection", "live")
    stage.call(11, ticket["number"])
    expect(said).to_contain_text("Quầy 11" if vi else "Counter 11")  # the turn is said without being asked
    hears(page.locator("main"), "Đến lượt ông/bà" if vi else "Your turn", ticket["number"], "11")
    make_free(stage, 11)
    yield from ()


@walk("rating", TABLET, at=(8, 58))
def rates_by_ear(visit: Visit) -> Iterator[Shot]:
    vi = visit.language == "vi"
    page = at_the_tablet(visit)
    is_served_there(visit.stage)
    question = "Ông/bà có hài lòng với lần phục vụ này không?" if vi else "Were you satisfied with this service?"
    expect(page.get_by_role("status").filter(has_text=question)).to_be_visible()
    best, worst = ("Rất hài lòng", "Rất không hài lòng") if vi else ("Very satisfied", "Very dissatisfied")
    hears(page.locator("main"), f'group "{question}"', f'button "{best}"', f'button "{worst}"')
    page.get_by_role("button", name=best, exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Cảm ơn ông/bà." if vi else "Thank you.")).to_be_visible()
    yield from ()
