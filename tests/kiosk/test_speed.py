"""What a person feels: first paint, weight of the page, the number after the second press. Figures are printed."""

WATCH = """() => {
  const number = document.querySelector('[data-testid=kiosk-number]')
  addEventListener('pointerup', (event) => { window.pressed = event.timeStamp }, true)
  new MutationObserver(() => { if (number.textContent && !window.seen)
    requestAnimationFrame(() => { window.seen = performance.now() }) }).observe(number, { childList: true })
}"""


def test_the_number_stands_within_a_second_of_the_second_press(screen, capsys):
    screen.page.evaluate(WATCH)
    screen.take_number("C")
    screen.page.wait_for_function("() => window.seen")
    took = screen.page.evaluate("window.seen - window.pressed")
    with capsys.disabled():
        print(f"\n  kiosk: second press → number {took:.0f} ms (goal 1000)")
    assert took < 1000


def test_the_page_is_light_and_paints_within_a_second(screen, capsys):
    screen.page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length")
    paint = screen.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    weight = screen.page.evaluate(
        "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
        ".filter((one) => !one.name.includes('lang=')).reduce((sum, one) => sum + one.encodedBodySize, 0)"
    )
    with capsys.disabled():
        print(f"\n  kiosk: first paint {paint:.0f} ms (goal 1000), page {weight / 1000:.0f} kB (goal 300)")
    assert weight < 300_000
    assert paint < 1000
