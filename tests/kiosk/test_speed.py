"""What a person feels: first paint, weight of the page, the number after the second press.

Printed beside their targets, and held to them (tests/task_figures.py).
"""

from tests.kiosk.conftest import PANEL, Screen
from tests.task_figures import best_of

WATCH = """() => {
  const number = document.querySelector('[data-testid=kiosk-number]')
  addEventListener('pointerup', (event) => { window.pressed = event.timeStamp }, true)
  new MutationObserver(() => { if (number.textContent && !window.seen)
    requestAnimationFrame(() => { window.seen = performance.now() }) }).observe(number, { childList: true })
}"""
WEIGHT = """() => performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
  .filter((one) => !one.name.includes('lang=')).reduce((sum, one) => sum + one.encodedBodySize, 0)"""
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def test_the_number_stands_as_soon_as_the_second_press_is_answered(server, staff, window, figure):
    def pressed() -> float:
        screen = Screen(window(*PANEL), server).open()
        screen.page.evaluate(WATCH)
        screen.take_number("C")
        screen.page.wait_for_function("() => window.seen")
        return float(screen.page.evaluate("window.seen - window.pressed"))

    figure(1, "kiosk: second press → number drawn", "≤ 1000 ms", best_of(pressed, 1000), most=1000, unit="ms")


def test_the_page_is_painted_at_once(server, staff, window, figure):
    def opened() -> float:  # in a window that has kept no file yet
        return float(Screen(window(*PANEL), server).open().page.wait_for_function(PAINT).json_value())

    figure(1, "kiosk: first paint", "< 1000 ms", best_of(opened, 1000), most=1000, unit="ms")


def test_the_page_is_light(screen, figure):
    figure(1, "kiosk: weight of the page", "≤ 300 kB", screen.page.evaluate(WEIGHT) / 1000, most=300, unit="kB")
