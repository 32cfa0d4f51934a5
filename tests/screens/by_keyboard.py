"""Citizens who use keys alone: a booking from beginning to end, and the rating tablet."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.screens.on_the_tablet import at_counter_3, is_served_at_3
from tests.screens.walk import PHONE, TABLET, Shot, Visit, walk

FOCUSED = "document.activeElement?.dataset.testid"
MOST = 60  # presses of Tab


def reach(page: Page, testid: str, key: str) -> None:
    """Tab leads there; then it is pressed."""
    for _ in range(MOST):
        if page.evaluate(FOCUSED) == testid:
            page.keyboard.press(key)
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{MOST} presses of Tab do not lead to {testid}")


@walk("phone", PHONE, at=(8, 57))
def books_by_keys(visit: Visit) -> Iterator[Shot]:
    page = visit.open("/book")
    for testid, key in (
        ("book-service-C", "Enter"),
        ("book-day", "Enter"),
        ("book-time", "Space"),
        ("book-prio-no", "Space"),
        ("book-make", "Enter"),
        ("booking-cancel", "Enter"),
        ("booking-cancel-yes", "Enter"),
    ):
        page.get_by_test_id(testid).first.wait_for()
        reach(page, testid, key)
    page.locator("[data-testid=booking][data-state=cancelled]").wait_for()
    yield from ()


@walk("rating", TABLET, at=(8, 58))
def rates_by_keys(visit: Visit) -> Iterator[Shot]:
    page = at_counter_3(visit)
    is_served_at_3(visit.stage)
    for testid, key in (("rate-3", "Enter"), ("rate-chip", "Space"), ("rate-send", "Enter")):
        page.get_by_test_id(testid).first.wait_for()
        reach(page, testid, key)
    page.get_by_test_id("rate-thanks").wait_for()
    yield from ()
