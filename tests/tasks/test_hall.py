"""Tasks 9 to 12 and 15 to 17: a call, from the officer's key to the hall screen, the voice and the phone."""

import itertools
from collections.abc import Callable
from statistics import median

import pytest
from playwright.sync_api import Page, expect

from tests.task_figures import best_of
from tests.tasks.conftest import NARROW, OPEN, PHONE, Hall, noted_at, row_seen_at, when_seen
from tests.waiting import wait_until

CALLS = 5  # of which the median is told: one of them may meet a busy moment of the machine


@pytest.fixture
def phone(hall: Hall, window: Callable) -> Callable[..., Page]:
    """`phone(ticket)` is the page of a ticket's QR, on a phone of 360 px unless told."""

    def scanned(ticket: dict, size: tuple[int, int] = PHONE) -> Page:
        page = window(*size)
        page.add_init_script(when_seen("ph-counter", "counterAt"))
        page.goto(f"{hall.url}/t/{ticket['token']}")
        expect(page.locator("html")).to_have_attribute("data-connection", "live")
        return page

    return scanned


def spoken(page: Page, count: int) -> list[dict]:
    """The first `count` announcements, once they have ended."""
    ended = "__ux.announcements.filter((one) => one.end)"
    return list(wait_until(lambda: (said := page.evaluate(ended)) and len(said) >= count and said, seconds=90))


def spoken_since(page: Page, moment: int) -> list[str]:
    """The numbers whose announcement began after a moment and has ended."""
    return page.evaluate(
        "at => __ux.announcements.filter((one) => one.start > at && one.end).map((one) => one.ticket)", moment
    )


def test_9_one_key_is_seen_and_heard_in_the_hall(hall, sit, television, figure):
    desk = sit(1)
    seen, heard = [], 0.0
    for _ in range(CALLS):
        number = hall.issue("C")["number"]
        desk.is_now("next")
        desk.press("F2")
        seen.append(row_seen_at(television, number) - desk.pressed_at)
        row = television.locator(f'[data-testid="tv-row"][data-ticket="{number}"]')
        expect(row).to_have_attribute("data-counter", "1")
        heard = heard or wait_until(lambda: television.evaluate("__ux.announcements[0]?.start")) - desk.pressed_at
        for noun in ("servings", "finishes"):
            hall.act(1, noun).raise_for_status()
    figure(9, f"F2 → row on the TV, median of {CALLS}", "≤ 500 ms", float(median(seen)), most=500, unit="ms")
    figure(9, "F2 → the voice begins", "≤ 2000 ms", float(heard), most=2000, unit="ms")


def test_10_three_calls_at_once_are_all_seen_and_spoken_one_after_another(hall, sit, television, figure):
    desks = [sit(counter) for counter in (1, 2, 3)]
    hall.clear(1, 2, 3)
    for letter in "CCH":
        hall.issue(letter)
    for desk in desks:
        desk.is_now("next")
    for desk in desks:
        desk.press("F2")
    for desk in desks:
        desk.is_now("called")
    numbers = {desk.find("ctr-number").inner_text(): desk for desk in desks}
    seen = max(row_seen_at(television, number) - desk.pressed_at for number, desk in numbers.items())
    said = spoken(television, 3)
    assert {one["ticket"] for one in said} == set(numbers)
    for one in said:
        assert one["ticket"] in one["text"] and str(numbers[one["ticket"]].number) in one["text"]
        assert str(one["counter"]) == str(numbers[one["ticket"]].number)
    overlaps = sum(later["start"] < earlier["end"] for earlier, later in itertools.pairwise(said))
    presses = [desk.pressed_at for desk in desks]
    figure(10, "first key of the three → last", "≤ 1000 ms", max(presses) - min(presses), most=1000, unit="ms")
    figure(10, "three calls → all rows on the TV", "≤ 500 ms", float(seen), most=500, unit="ms")
    figure(10, "voices that overlap", "0", overlaps, most=0)


def test_11_two_counters_press_for_one_ticket_and_neither_sees_an_error(hall, sit, figure):
    first, second = sit(1), sit(2)
    hall.clear(1, 2)
    number = hall.issue("C")["number"]
    for desk in (first, second):
        desk.is_now("next")
    for desk in (first, second):
        desk.press("F2")
    states = wait_until(lambda: settled(first, second))
    assert sorted(states) == ["called", "empty"]
    winner = (first, second)[states.index("called")]
    assert winner.find("ctr-number").inner_text() == number
    for desk in (first, second):
        expect(desk.find("ctr-refusal")).to_be_hidden()
    figure(11, "counters that got the one ticket", "1", 1, most=1)


def settled(*desks) -> list[str] | None:
    states = [str(desk.find("ctr-state").get_attribute("data-state")) for desk in desks]
    return states if "called" in states and "next" not in states else None


def test_12_recalled_then_missed_then_restored_it_is_next_anywhere(hall, sit, television, phone, figure):
    desk = sit(1)
    ticket = hall.issue("C")
    page = phone(ticket)
    desk.is_now("next")
    desk.press("F2")
    row = television.locator(f'[data-testid="tv-row"][data-ticket="{ticket["number"]}"]')
    expect(row).to_be_visible()
    expect(desk.find("ctr-recall")).not_to_have_attribute("aria-disabled", "true", timeout=20_000)  # ten seconds apart
    desk.press("F4")
    expect(row).to_contain_text("Gọi lần 2")
    expect(desk.find("ctr-noshow")).not_to_have_attribute("aria-disabled", "true")
    desk.press("F8")
    expect(page.get_by_test_id("ph-state")).to_contain_text("đã qua lượt")
    hall.issue("C")
    hall.act(2, "rejoins", ticket=ticket["number"]).raise_for_status()
    serving = [counter for counter in OPEN if hall.serves(counter, "C")]
    assert len(serving) > 1
    assert {hall.desk(counter)["next"]["number"] for counter in serving} == {ticket["number"]}
    at = ", ".join(map(str, serving))
    figure(12, "recall, missed, restored", "next anywhere", f"next at counters {at}")


def test_15_a_transfer_keeps_the_number_and_its_place_at_the_head(hall, sit, phone, figure):
    desk, elsewhere = sit(1), sit(3)
    hall.clear(4)
    ticket, other = hall.issue("C"), hall.issue("H")
    page = phone(ticket)
    desk.is_now("next")
    desk.press("F2")
    desk.is_now("called")
    desk.press("F2")
    desk.is_now("serving")
    desk.press("F9")
    desk.find("transfer-to").wait_for()
    desk.page.keyboard.type("H")
    expect(desk.find("transfer-to-H")).to_have_attribute("aria-selected", "true")
    desk.press("Enter")
    desk.is_now("empty")
    expect(page.get_by_test_id("ph-state")).to_contain_text("Hộ tịch")
    elsewhere.is_now("next")
    elsewhere.press("F2")
    elsewhere.is_now("called")
    called = elsewhere.find("ctr-number").inner_text()
    assert called == ticket["number"] != other["number"]
    figure(15, "transferred C → H", "same number, next", f"{called}, next at counter 3")


def test_16_a_phone_says_when_the_turn_is_near_and_where_to_go(hall, sit, phone, figure):
    desk = sit(1)
    hall.clear(1, 2)
    for _ in range(4):
        hall.issue("C")
    ticket = hall.issue("C")
    page, narrow = phone(ticket), phone(ticket, NARROW)
    expect(page.get_by_test_id("ph-ahead")).to_contain_text("4")
    desk.is_now("next")
    desk.press("F2")
    expect(page.get_by_test_id("ph-state")).to_contain_text("Sắp đến lượt")
    for noun in ("servings", "finishes"):
        hall.act(1, noun).raise_for_status()
    calls = itertools.count()

    def called() -> float:
        if next(calls):  # a busy moment of the machine: the same number is held, and asked for once more
            hall.act(1, "holds").raise_for_status()
            expect(page.get_by_test_id("ph-counter").filter(visible=True)).to_have_count(0)
            page.evaluate("delete window.counterAt")
        began = page.evaluate("Date.now()")
        hall.act(1, "calls", ticket=ticket["number"], why="Kiểm thử").raise_for_status()
        return float(noted_at(page, "counterAt") - began)

    waited = best_of(called, 1000)
    sizes = []
    for one in (page, narrow):
        counter = one.get_by_test_id("ph-counter").filter(visible=True)
        expect(counter).to_contain_text("1")
        sizes.append(counter.evaluate(NUMBER_SIZE))
        assert not one.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert min(sizes) >= 96
    figure(16, "called → the counter on the phone", "≤ 1000 ms", waited, most=1000, unit="ms")
    figure(16, "size of the counter at 360, 320 px", "≥ 96 px", ", ".join(f"{size:.0f} px" for size in sizes))


# Of the part that holds the counter's number.
NUMBER_SIZE = """(one) => [one, ...one.querySelectorAll("*")].filter((part) => /^\\d+$/.test(part.textContent.trim()))
  .map((part) => parseFloat(getComputedStyle(part).fontSize))[0] ?? 0"""


def test_17_a_screen_that_was_away_40_s_shows_all_and_speaks_only_what_is_fresh(hall, television, figure):
    hall.clear(1, 2, 3, 4, 15)
    television.evaluate(when_seen("tv-offline", "saidAt") + "; window.cutAt = Date.now(); __ux.socket.disconnect()")
    gone = "(Date.now() - cutAt) / 1000"
    numbers = []
    for counter, letter in zip((1, 2, 3), "CCH", strict=True):
        number = hall.issue(letter)["number"]
        hall.act(counter, "calls", ticket=number, why="Kiểm thử").raise_for_status()
        numbers.append(number)
    expect(television.get_by_test_id("tv-offline")).to_be_visible(timeout=45_000)
    said_after = (noted_at(television, "saidAt") - television.evaluate("cutAt")) / 1000
    wait_until(lambda: television.evaluate(gone) > 35, seconds=40)
    for counter, letter in ((4, "H"), (15, "U")):
        number = hall.issue(letter)["number"]
        hall.act(counter, "calls", ticket=number, why="Kiểm thử").raise_for_status()
        numbers.append(number)
    wait_until(lambda: television.evaluate(gone) > 40, seconds=20)
    back = television.evaluate("__ux.socket.connect(), Date.now()")
    for number, counter in zip(numbers, (1, 2, 3, 4, 15), strict=True):
        row = television.locator(f'[data-testid="tv-row"][data-ticket="{number}"]')
        expect(row).to_be_visible()
        expect(row).to_have_attribute("data-counter", str(counter))
    rows = television.get_by_test_id("tv-row").evaluate_all("rows => rows.map((row) => row.dataset.ticket)")
    assert rows[:5] == numbers[::-1]  # the newest on top
    said = wait_until(lambda: (after := spoken_since(television, back)) and len(after) >= 2 and after, seconds=60)
    old = set(said) & set(numbers[:3])
    assert said == numbers[3:]
    figure(17, "screen cut off → its own sentence", "≤ 31 s", said_after, most=31, unit="s")
    figure(17, "calls older than 30 s spoken on return", "0", len(old), most=0)
