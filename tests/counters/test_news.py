"""What is said on the desk in small windows: nothing that is pressed lies under it."""

import pytest

from tests.counters.conftest import Hall, Screen

SAID = [
    ["ctr-screens", "Mất kết nối: Máy lấy số 1, TV phòng chờ 1, TV phòng chờ 2. Đã báo trưởng ca."],
    ["ctr-message", "Mời giúp Quầy 2 một lát."],
]

# In one task, since the next picture of the desk takes the sentences away again: what lasts, what is said and what may
# be undone are all shown; answers the test ids of what lies over a button of the panel, and what lies over another.
COVERED = """(said) => {
  const rect = (testid) => document.querySelector(`[data-testid=${testid}]`).getBoundingClientRect()
  const over = (one, other) =>
    one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1
  for (const [testid, sentence] of said) {
    const banner = document.querySelector(`[data-testid=${testid}]`)
    banner.querySelector("[data-slot]").textContent = sentence
    banner.hidden = false
  }
  document.querySelector("[data-testid=ctr-undo-bar]").hidden = false
  const buttons = [...document.querySelectorAll(".acts button, .foot button")].filter((one) => one.checkVisibility())
  const lost = rect("ctr-screens")
  const beside = innerWidth < 900 ? [lost] : [lost, rect("ctr-message")]
  const isCovered = (button) => beside.some((other) => over(button.getBoundingClientRect(), other))
  const pile = ["ctr-message", "ctr-undo-bar", "ctr-screens"]
  return {
    buttons: buttons.filter(isCovered).map((one) => one.dataset.testid),
    pile: pile.filter((one) => pile.some((other) => other !== one && over(rect(one), rect(other)))),
    sight: lost.top < innerHeight || innerWidth < 900,
  }
}"""


# A long message, what may be undone and the hint of the first day, in one task: how many buttons a visit has, and which
# of them reach below the top of what is said.
OUT_OF_REACH = """([sentence, undo]) => {
  const find = (testid) => document.querySelector(`[data-testid=${testid}]`)
  document.documentElement.dataset.hints = ""
  find("ctr-message").querySelector("[data-slot='message.text']").textContent = sentence
  find("ctr-message").hidden = false
  find("ctr-undo-bar").hidden = !undo
  scrollTo(0, 0)
  const top = document.querySelector(".news").getBoundingClientRect().top
  const all = [...document.querySelectorAll(".acts > button, .acts-more button")]
  const buttons = all.filter((one) => one.checkVisibility())
  const below = buttons.filter((one) => one.getBoundingClientRect().bottom > top)
  return [buttons.length, below.map((one) => one.dataset.testid)]
}"""
LONG = "Mời giúp đưa bác lớn tuổi sang phòng bên cạnh, rồi quay lại gọi số tiếp theo; xong thì báo lại cho tôi nhé."


def test_in_a_low_window_a_long_message_and_what_may_be_undone_cover_no_button_of_a_visit(screen: Screen, hall: Hall):
    screen.page.set_viewport_size({"width": 400, "height": 768})
    hall.issue("C", priority=True)
    hall.issue("C", priority=True)
    screen.is_now("next")
    assert screen.page.evaluate(OUT_OF_REACH, [LONG, True]) == [4, []]
    screen.press("F2")
    screen.is_now("called")
    assert screen.page.evaluate(OUT_OF_REACH, [LONG, False]) == [5, []]
    screen.press("F2")
    screen.is_now("serving")
    assert screen.page.evaluate(OUT_OF_REACH, [LONG, False]) == [4, []]


@pytest.mark.parametrize("size", [(1366, 768), (400, 768)])
def test_what_is_lost_in_the_hall_covers_no_button_and_no_sentence_another(screen: Screen, hall: Hall, size):
    screen.page.set_viewport_size({"width": size[0], "height": size[1]})
    hall.issue("C")
    screen.is_now("next")
    screen.press("F2")
    screen.is_now("called")
    assert screen.page.evaluate(COVERED, SAID) == {"buttons": [], "pile": [], "sight": True}
