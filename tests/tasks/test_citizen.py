"""Tasks 1 to 8: what a citizen does at the kiosk."""

import re
import time
from itertools import groupby

import pytest
from playwright.sync_api import expect

from tests.task_figures import best_of
from tests.tasks.conftest import KIOSK, Hall, Kiosk, noted_at, stored, when_seen
from tests.waiting import wait_until

CATEGORIES = ("người cao tuổi", "khuyết tật", "mang thai", "người có công", "elderly", "disab", "pregnan")
# When the number came to be seen, and how many touches it took.
NOTE_NUMBER = """
  window.taps = 0
  new MutationObserver(() => {
    const number = document.querySelector('[data-testid="kiosk-number"]')
    if (number?.textContent.trim()) window.numberAt ??= Date.now()
  }).observe(document, { childList: true, subtree: true, characterData: true })
  window.addEventListener("click", () => { window.tappedAt = Date.now(); window.taps += 1 }, true)
"""


def printed(page) -> list[str]:
    """The numbers whose paper has come out, as the kiosk has heard; waits for the first."""
    said = "__ux.prints.filter((one) => one.state === 'printed').map((one) => one.ticket)"
    return list(wait_until(lambda: page.evaluate(said)))


def test_1_two_taps_give_a_number_and_one_paper(hall, window, figure):
    taps = 0

    def taken() -> float:
        nonlocal taps
        page = window(*KIOSK)
        page.add_init_script(NOTE_NUMBER)
        number = Kiosk(page, hall).open().take_number("C")
        assert re.fullmatch(r"C\d{3}", number)
        assert printed(page) == [number] == page.evaluate("__ux.prints.map((one) => one.ticket)")
        taps = page.evaluate("taps")
        return float(page.evaluate("numberAt - tappedAt"))

    waited = best_of(taken, 1000)
    figure(1, "taps to a number", "2 taps", taps, most=2)
    figure(1, "second tap → number on the screen", "≤ 1000 ms", waited, most=1000, unit="ms")


def test_2_a_double_tap_is_one_ticket_and_one_paper(hall, kiosk, figure):
    before, papers_before = hall.waiting("C"), count_of(hall, "print_job")
    kiosk.find("service-C").click()
    kiosk.find("prio-no").dblclick()
    kiosk.shows("ticket")
    assert len(printed(kiosk.page)) == 1
    given, papers = hall.waiting("C") - before, count_of(hall, "print_job") - papers_before
    assert given == papers == 1
    figure(2, "tickets, papers of a double tap", "1, 1", f"{given}, {papers}")


def count_of(hall: Hall, table: str) -> int:
    return int(stored(hall, f"SELECT count(*) FROM {table}")[0])


def test_3_priority_is_called_first_but_never_three_in_a_row_and_named_nowhere(hall, kiosk, sit, television, figure):
    desk = sit(1)
    hall.clear(2)
    ordinary = [hall.issue("C")["number"] for _ in range(2)]
    preferred = [hall.issue("C", priority=True)["number"] for _ in range(2)]
    preferred.append(kiosk.take_number("C", priority="yes"))
    assert not any(word in kiosk.page.inner_text("body").lower() for word in CATEGORIES)
    assert ticket_of(hall, preferred[2], "priority") == 1
    called = []
    for _ in range(4):
        desk.is_now("next")
        desk.press("F2")
        desk.is_now("called")
        called.append(desk.find("ctr-number").inner_text())
        hall.act(1, "servings")
        hall.act(1, "finishes")
    assert called == [preferred[0], preferred[1], ordinary[0], preferred[2]]
    in_a_row = max(len(list(run)) for first, run in groupby(called, preferred.__contains__) if first)
    texts = wait_until(lambda: television.evaluate("__ux.announcements.map((one) => one.text)"))
    assert not any(word in text.lower() for text in texts for word in (*CATEGORIES, "ưu tiên"))
    assert not any(word in television.inner_text("body").lower() for word in CATEGORIES)
    figure(3, "priority calls in a row while others wait", "≤ 2", in_a_row, most=2)


def test_4_large_text_is_large_everywhere_and_gone_for_the_next(kiosk, figure):
    kiosk.find("large").click()
    smallest_text, smallest_target = 1e9, 1e9
    for step, view in STEPS:
        if step:
            kiosk.find(step).click()
        kiosk.shows(view)
        text, target, wider = kiosk.page.evaluate(MEASURE)
        smallest_text, smallest_target = min(smallest_text, text), min(smallest_target, target)
        assert not wider, step
    assert smallest_text >= 42 and smallest_target >= 120
    kiosk.find("done").click()
    kiosk.shows("services")
    assert kiosk.page.evaluate(MEASURE)[0] < 42
    figure(4, "smallest text in large mode", "≥ 42 px", f"{smallest_text:.0f} px")
    figure(4, "smallest target in large mode", "≥ 120 px", f"{smallest_target:.0f} px")


# What is touched, and what stands there then.
STEPS = ((None, "services"), ("service-C", "priority"), ("prio-no", "ticket"))
MEASURE = """() => {
  const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  let text = Infinity, target = Infinity
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode, holder = node.parentElement
    const box = holder.getBoundingClientRect()
    if (!node.data.trim() || !seen(holder) || box.width < 2 || box.bottom < 0) continue
    text = Math.min(text, parseFloat(getComputedStyle(holder).fontSize))
  }
  for (const element of document.querySelectorAll("button, a[href], input, select")) {
    const box = element.getBoundingClientRect()
    if (!seen(element) || box.width < 2 || box.bottom < 0) continue
    target = Math.min(target, box.width, box.height)
  }
  return [text, target, document.documentElement.scrollWidth > innerWidth]
}"""


def test_5_whoever_leaves_is_asked_once_and_no_number_is_given(hall, window, figure):
    page = window(*KIOSK)
    page.clock.install()
    page.add_init_script(NOTE_LEAVING)
    kiosk = Kiosk(page, hall).open()
    before = hall.waiting("C")
    kiosk.find("service-C").click()
    kiosk.shows("priority")

    def seconds_until(what: str) -> float:
        """From the last touch until it was asked, or home, by the page's clock."""
        while not page.evaluate(f"left.{what}"):
            page.clock.run_for(2_000)  # in steps, between which the server can answer
            kiosk.hears()
            page.evaluate("fetch('/api/kiosk/picture').then((answer) => answer.text())")
            assert page.evaluate("Date.now() - left.touched") < 60_000
        return float(page.evaluate(f"left.{what} - left.touched")) / 1000

    first = seconds_until("asked")
    kiosk.find("stay").click()
    expect(kiosk.find("stay")).to_be_hidden()
    kiosk.shows("priority")
    asked, home = seconds_until("asked"), seconds_until("home")
    kiosk.shows("services")
    assert first == pytest.approx(30, abs=0.4) and asked == pytest.approx(30, abs=0.4)
    assert home == pytest.approx(50, abs=0.4)
    assert hall.waiting("C") == before
    figure(5, "asked after, first screen after", "30 s, 50 s", f"{asked:.1f} s, {home:.1f} s (the page's clock)")
    figure(5, "one touch keeps the question of priority", "asked anew", f"after {asked:.1f} s")


# When somebody last touched the screen, when it asked whether they are there, and when it was the first one again.
NOTE_LEAVING = """
  addEventListener("click", () => { window.left = { touched: Date.now() } }, true)
  new MutationObserver(() => {
    const asks = document.querySelector("[data-testid='kiosk-stay']")?.checkVisibility()
    if (window.left && asks) left.asked ??= Date.now()
    if (window.left?.asked && document.documentElement.dataset.shown === "services") left.home ??= Date.now()
  }).observe(document, { childList: true, subtree: true, attributes: true })
"""


def test_8_english_is_everywhere_and_the_next_person_has_vietnamese(hall, kiosk, figure):
    kiosk.find("lang").click()
    expect(kiosk.page.locator("html")).to_have_attribute("lang", "en")
    left = []
    for step, view in STEPS:
        if step:
            kiosk.find(step).click()
        kiosk.shows(view)
        left += kiosk.page.evaluate(VIETNAMESE)
    assert left == []
    number = kiosk.find("number").inner_text()
    kiosk.find("done").click()
    kiosk.shows("services")
    expect(kiosk.page.locator("html")).to_have_attribute("lang", "vi")
    assert kiosk.find("service-C").inner_text().startswith("Chứng thực")
    assert ticket_of(hall, number, "language") == "en"  # its paper then has an English line under each label
    figure(8, "Vietnamese words left on the English screens", "0", len(left), most=0)


VIETNAMESE = r"""() => {
  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement
    const words = walker.currentNode.data.trim()
    if (!words || !holder.checkVisibility() || holder.closest('[lang="vi"]')) continue
    if (/[đĐ\u0300-\u036f]/.test(words.normalize("NFD"))) found.push(words)
  }
  return found
}"""


def ticket_of(hall: Hall, number: str, column: str) -> int | str:
    """What is kept of a number."""
    return stored(hall, f"SELECT {column} FROM ticket WHERE letter = ? AND number = ?", number[0], int(number[1:]))[0]


def test_7_a_stopped_server_is_said_and_the_kiosk_comes_back_by_itself(new_server, window, figure):
    server = new_server()
    hall = Hall(server)
    for counter in (1, 15):
        hall.act(counter, "openings")
    page = window(*KIOSK)
    page.add_init_script(when_seen("kiosk-lost", "lostAt"))
    kiosk = Kiosk(page, hall).open()
    stopped = time.time()
    server.kill()
    kiosk.shows("lost", timeout=20_000)
    said = noted_at(page, "lostAt") / 1000 - stopped
    assert "Quầy 15" in kiosk.page.inner_text("body")
    server.start()
    back = time.monotonic()
    kiosk.shows("services", timeout=30_000)
    again = time.monotonic() - back
    given = count_of(hall, "ticket")
    assert given == 0
    figure(7, "server gone → the sentence", "≤ 6 s", round(said, 1), most=6, unit="s")
    figure(7, "server back → first screen, untouched", "≤ 10 s", round(again, 1), most=10, unit="s")
    figure(7, "tickets given meanwhile", "0", given, most=0)
