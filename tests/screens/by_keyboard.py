"""Whoever uses keys alone: a booking from end to end, the rating tablet, and an officer at a counter."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from tests.screens.at_the_counter import at_counter
from tests.screens.on_the_tablet import at_the_tablet, is_served_there
from tests.screens.walk import LANGUAGES, PANEL, PHONE, TABLET, Shot, Visit, walk

FOCUSED = "document.activeElement?.dataset.testid"
MOST = 120  # presses of Tab
FEW = 12  # the same for what an officer does many times a day
DESK, COLLEAGUE = 13, 14


def reach(page: Page, testid: str, key: str = "Enter", *, by: str = "Tab", most: int = MOST) -> None:
    """Tab, or an arrow key, leads there; then the key is pressed, if any."""
    for _ in range(most):
        if page.evaluate(FOCUSED) == testid:
            if key:
                page.keyboard.press(key)
            return
        page.keyboard.press(by)
    raise AssertionError(f"{most} presses of {by} do not lead to {testid}, but to {page.evaluate(FOCUSED)}")


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
    page = at_the_tablet(visit)
    is_served_there(visit.stage)
    for testid, key in (("rate-3", "Enter"), ("rate-chip", "Space"), ("rate-send", "Enter")):
        page.get_by_test_id(testid).first.wait_for()
        reach(page, testid, key)
    page.get_by_test_id("rate-thanks").wait_for()
    yield from ()


@walk("counter", PANEL, at=(8, 59))
def works_by_keys(visit: Visit) -> Iterator[Shot]:
    """All that has no key of its own too, from sitting down to closing the counter."""
    stage = visit.stage
    numbers = [stage.take("N")["number"] for _ in range(3)]
    desk = Desk(at_counter(visit, DESK))
    desk.is_told_by_f1()
    desk.pauses_and_reopens()
    desk.serves_somebody_without_a_number()
    desk.calls_one_out_of_turn(numbers[1])
    desk.leaves_a_note("Hẹn trả sau 15 giờ")
    desk.logs_three_dossiers_and_fills_in_what_is_missing(1 + LANGUAGES.index(visit.language))
    desk.gives_a_slip_for_missing_papers()
    desk.sends_one_on("N")
    desk.hands_over(f"canbo{COLLEAGUE}", stage.secrets[f"canbo{COLLEAGUE}"])
    desk.closes_and_leaves()
    stage.forget(DESK)
    yield from ()


class Desk:
    """An officer's hands on the keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words, delay=50)  # slower than a scanner

    def is_now(self, state: str) -> None:
        expect(self.page.get_by_test_id("ctr-state")).to_have_attribute("data-state", state)

    def has_the_focus(self, testid: str) -> None:
        expect(self.page.get_by_test_id(testid)).to_be_focused()

    def reach(self, testid: str, by: str = "Tab") -> None:
        reach(self.page, testid, by=by, most=FEW)

    def in_more(self, testid: str) -> None:
        """Two keys, and the arrow."""
        self.press("F1", "Enter")
        self.page.locator("#more[open]").wait_for()
        self.reach(testid, by="ArrowDown")

    def is_told_by_f1(self) -> None:
        self.press("F1")
        told = self.page.get_by_test_id("keys-rest")
        expect(told.locator("p")).to_contain_text("Tab")
        expect(told.locator("li")).to_have_count(3)  # right after the main button, in the last row, in its menu
        self.press("Escape")

    def pauses_and_reopens(self) -> None:
        self.reach("ctr-pause")
        self.reach("pause-2", by="ArrowDown")
        self.is_now("paused")
        self.press("F2")
        self.is_now("next")

    def serves_somebody_without_a_number(self) -> None:
        self.press("Shift+F4", "Enter")
        self.is_now("serving")
        self.press("F2", "Enter", "3", "F2")
        self.is_now("next")

    def calls_one_out_of_turn(self, number: str) -> None:
        self.press("Shift+F2")
        self.type(number)
        self.press("Tab", "Space", "Enter")
        self.is_now("called")
        expect(self.page.get_by_test_id("ctr-number")).to_have_text(number)
        self.press("F2")
        self.is_now("serving")

    def leaves_a_note(self, words: str) -> None:
        self.in_more("more-note")
        self.type(words)
        self.press("Enter")
        expect(self.page.get_by_test_id("ctr-note")).to_contain_text(words)

    def logs_three_dossiers_and_fills_in_what_is_missing(self, series: int) -> None:
        """The first with all facts, the second with none yet, the third as advice. `series`: of codes not used yet."""
        logged = self.page.get_by_test_id("dos-list").locator("li")
        self.press("F2")
        for many, answers in ((1, ("1", "c", "k", "Enter")), (2, ("1",))):
            self.has_the_focus("dos-code")
            self.type(f"90{many}{series}")
            self.press("Enter")
            self.has_the_focus("dos-outcome-1")
            self.press(*answers)
            if "Enter" not in answers:
                self.reach("dos-skip")
                self.reach("dos-add")
            expect(logged).to_have_count(many)
        self.has_the_focus("dos-code")
        self.press("Enter", "3", "F2")
        self.is_now("next")
        self.reach("ctr-unfinished")
        rows = self.page.get_by_test_id("unfinished-list").locator("li")
        expect(rows).to_have_count(1)
        self.press("Enter")
        expect(self.page.locator(":focus")).to_have_attribute("data-fact", "digitised")
        self.press("Enter")
        expect(rows).to_have_count(0)
        self.press("Escape")

    def gives_a_slip_for_missing_papers(self) -> None:
        self.press("F2")
        self.is_now("called")
        self.press("F2")
        self.is_now("serving")
        self.press("Shift+F8")
        expect(self.page.locator("#slip :focus")).to_have_count(1)
        self.press("1", "Enter")
        expect(self.page.get_by_test_id("ctr-given")).to_be_visible()

    def sends_one_on(self, own: str) -> None:
        """Arrow keys choose the place; the list of places is passed by one Tab."""
        self.press("F9", "ArrowDown", "Tab", "Tab")
        expect(self.page.locator("#transfer input[name=why]:focus")).to_have_count(1)
        expect(self.page.get_by_test_id("transfer-to")).not_to_have_value(own)
        self.press("Enter")
        self.is_now("next")
        expect(self.page.locator("#transfer[open]")).to_have_count(0)

    def hands_over(self, username: str, secret: str) -> None:
        self.in_more("more-handover")
        self.type(username)
        self.press("Tab")
        self.type(secret)
        self.press("Enter")
        expect(self.page.locator("#more [data-slot='officer.name']")).to_contain_text(username[-2:], timeout=20_000)
        self.page.locator("html[data-connection='live']").wait_for()

    def closes_and_leaves(self) -> None:
        self.in_more("more-close")
        if self.page.locator("#closing[open]").count():
            self.reach("closing-yes")
        self.is_now("closed")
        self.reach("ctr-sign-out")
        self.page.get_by_test_id("sign-in").wait_for()
