"""Staff who use keys alone: the shift lead at an alert and at a number, the director from a period to the file."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.screens.by_keyboard import reach
from tests.screens.for_those_in_charge import board
from tests.screens.walk import STAFF, Shot, Visit, walk


@walk("live", STAFF, at=(8, 53))
def acts_by_keys(visit: Visit) -> Iterator[Shot]:
    page = board(visit)
    owners = page.get_by_test_id("alert-owner").and_(page.locator(":visible"))
    before = owners.count()
    reach(page, "alert-take", "Enter")
    expect(owners).to_have_count(before + 1)
    number = visit.stage.take("C")["number"]
    page.keyboard.press("Control+Home")
    reach(page, "live-move", "Enter")
    reach(page, "move-ticket", "")
    page.keyboard.insert_text(number)
    reach(page, "move-to", "ArrowDown")
    reach(page, "move-send", "Enter")
    page.get_by_test_id("live-done").wait_for()
    yield from ()


@walk("office", STAFF, at=(8, 50))
def exports_by_keys(visit: Visit) -> Iterator[Shot]:
    page = visit.open("/dashboard", visit.stage.director)
    reach(page, "period-open", "Enter")
    _follow(page, "period-quarter_2")
    expect(page.get_by_test_id("period-said")).to_contain_text("15/03–14/06/2026")
    _follow(page, "more-ontime")
    for kind in ("drill", "all"):
        _follow(page, page.locator(f"[data-testid^={kind}-]").first.get_attribute("data-testid") or "")
    page.get_by_test_id("dash-count").wait_for()
    page.goto(page.locator("nav.crumbs a").first.evaluate("one => one.href"))
    _follow(page, "dash-report")
    with page.expect_download():
        reach(page, "export-docx", "Enter")
    yield from ()


def _follow(page: Page, testid: str) -> None:
    """A link is pressed, and its page is there."""
    page.get_by_test_id(testid).first.wait_for()
    with page.expect_navigation():
        reach(page, testid, "Enter")
