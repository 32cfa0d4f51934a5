"""Tasks 1 to 8: what a citizen does at the kiosk."""

import re
import sqlite3
import time
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.tasks.conftest import KIOSK, Hall, Kiosk
from tests.waiting import wait_until

CATEGORIES = ("người cao tuổi", "khuyết tật", "mang thai", "người có công", "elderly", "disab", "pregnan")
# When the number came to be seen.
NOTE_NUMBER = """
  new MutationObserver(() => {
    const number = document.querySelector('[data-testid="kiosk-number"]')
    if (number?.textContent.trim()) window.numberAt ??= Date.now()
  }).observe(document, { childList: true, subtree: true, characterData: true })
  window.addEventListener("click", () => { window.tappedAt = Date.now() }, true)
"""


def printed(page) -> list[str]:
    """The numbers whose paper has come out, as the kiosk has heard; waits for the first."""
    said = "__ux.prints.filter((one) => one.state === 'printed').map((one) => one.ticket)"
    return list(wait_until(lambda: page.evaluate(said)))


def test_1_two_taps_give_a_number_and_one_paper(hall, window, figure):
    page = window(*KIOSK)
    page.add_init_script(NOTE_NUMBER)
    kiosk = Kiosk(page, hall).open()
    number = kiosk.take_number("C")
    assert re.fullmatch(r"C\d{3}", number)
    assert printed(page) == [number]
    figure(1, "taps to a number", "2 taps", 2, most=2)
    waited = page.evaluate("numberAt - tappedAt")
    figure(1, "second tap → number on the screen", "≤ 1000 ms", float(waited), most=1000, unit="ms")


def test_2_a_double_tap_is_one_ticket_and_one_paper(hall, kiosk, figure):
    before = hall.waiting("C")
    kiosk.find("service-C").click()
    kiosk.find("prio-no").dblclick()
    kiosk.shows("ticket")
    papers = printed(kiosk.page)
    given = hall.waiting("C") - before
    assert given == 1
    assert len(papers) == 1
    figure(2, "tickets of a double tap", "1", given, most=1)


def test_3_priority_is_called_first_but_never_three_in_a_row_and_named_nowhere(hall, kiosk, television, figure):
    hall.clear(1, 2)
    ordinary = [hall.issue("C")["number"] for _ in range(2)]
    preferred = [hall.issue("C", priority=True)["number"] for _ in range(2)]
    preferred.append(kiosk.take_number("C", priority="yes"))
    assert not any(word in kiosk.page.inner_text("body").lower() for word in CATEGORIES)
    called = []
    for _ in range(4):
        called.append(hall.act(1, "calls").json()["called"])
        hall.act(1, "servings")
        hall.act(1, "finishes")
    assert called == [preferred[0], preferred[1], ordinary[0], preferred[2]]
    texts = wait_until(lambda: television.evaluate("__ux.announcements.map((one) => one.text)"))
    assert not any(word in text.lower() for text in texts for word in (*CATEGORIES, "ưu tiên"))
    assert not any(word in television.inner_text("body").lower() for word in CATEGORIES)
    figure(3, "priority calls in a row while others wait", "≤ 2", 2, most=2)


def test_4_large_text_is_large_everywhere_and_gone_for_the_next(kiosk, figure):
    kiosk.find("large").click()
    smallest_text, smallest_target = 1e9, 1e9
    for step in ("start", "service-C", "prio-no"):
        if step != "start":
            kiosk.find(step).click()
        if step == "prio-no":
            kiosk.shows("ticket")
        text, target, wider = kiosk.page.evaluate(MEASURE)
        smallest_text, smallest_target = min(smallest_text, text), min(smallest_target, target)
        assert not wider, step
    assert smallest_text >= 42 and smallest_target >= 120
    kiosk.find("done").click()
    kiosk.shows("services")
    assert kiosk.page.evaluate(MEASURE)[0] < 42
    figure(4, "smallest text in large mode", "≥ 42 px", f"{smallest_text:.0f} px")
    figure(4, "smallest target in large mode", "≥ 120 px", f"{smallest_target:.0f} px")


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
    while not page.evaluate("left.home"):
        page.clock.run_for(2_000)  # in steps, between which the server can answer
        kiosk.hears()
        page.evaluate("fetch('/api/kiosk/picture').then((answer) => answer.text())")
        assert page.evaluate("Date.now() - left.touched") < 60_000
    kiosk.shows("services")
    asked, home = (ms / 1000 for ms in page.evaluate("[left.asked - left.touched, left.home - left.touched]"))
    assert asked == pytest.approx(30, abs=0.4)
    assert home == pytest.approx(50, abs=0.4)
    assert hall.waiting("C") == before
    figure(5, "asked after, first screen after", "30 s, 50 s", f"{asked:.1f} s, {home:.1f} s (the page's clock)")


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
    for step in ("start", "service-C", "prio-no"):
        if step != "start":
            kiosk.find(step).click()
        if step == "prio-no":
            kiosk.shows("ticket")
        left += kiosk.page.evaluate(VIETNAMESE)
    assert left == []
    number = kiosk.find("number").inner_text()
    kiosk.find("done").click()
    kiosk.shows("services")
    expect(kiosk.page.locator("html")).to_have_attribute("lang", "vi")
    assert kiosk.find("service-C").inner_text().startswith("Chứng thực")
    assert language_of(hall, number) == "en"
    figure(8, "Vietnamese words left on the English screens", "0", len(left), most=0)


VIETNAMESE = r"""() => {
  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement
    const words = walker.currentNode.data.trim()
    if (!words || !holder.checkVisibility() || holder.closest('[lang="vi"]')) continue
    if (/[ăâđêôơưĂÂĐÊÔƠƯạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/.test(words)) found.push(words)
  }
  return found
}"""


def language_of(hall: Hall, number: str) -> str:
    """In which language the paper of a number was printed: with "en", each label has its English line."""
    with closing(sqlite3.connect(f"file:{hall.server.instance}/mot-cua.sqlite3?mode=ro", uri=True)) as database:
        words = "SELECT language FROM ticket WHERE letter = ? AND number = ?"
        return str(database.execute(words, (number[0], int(number[1:]))).fetchone()[0])


def test_7_a_stopped_server_is_said_and_the_kiosk_comes_back_by_itself(new_server, window, figure):
    server = new_server()
    hall = Hall(server)
    for counter in (1, 15):
        hall.act(counter, "openings")
    kiosk = Kiosk(window(*KIOSK), hall).open()
    stopped = time.monotonic()
    server.stop()
    kiosk.shows("lost", timeout=20_000)
    said = time.monotonic() - stopped
    assert "Quầy 15" in kiosk.page.inner_text("body")
    server.start()
    back = time.monotonic()
    kiosk.shows("services", timeout=30_000)
    figure(7, "server gone → the sentence", "≤ 6 s", f"{said:.1f} s")
    figure(7, "server back → first screen, untouched", "≤ 10 s", f"{time.monotonic() - back:.1f} s")
    assert Hall(server).waiting("C") == 0
