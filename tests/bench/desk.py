"""What an officer feels: from a key at the desk to the number on the screen, in a real browser.

`python -m tests.bench.desk` measures it alone. Beside each figure stands what the server alone took in the same run,
asked by a client without a screen: the rest is the browser's.
"""

import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from tests import chromium
from tests.bench.hall import Hall, take
from tests.bench.lines import line
from tests.real_server import Server, afresh

COUNTER = 1
VISITS = 30
WAITING = 60  # others in the line, as in a full hall
GOAL_MS = 150
UNTIL = """word => {
    window.measured = new Promise((done) => {
        let pressed = null
        addEventListener("keydown", (event) => (pressed = event.timeStamp), { once: true, capture: true })
        const look = () => {
            const there = pressed !== null && document.documentElement.dataset.word === word
            requestAnimationFrame(there ? () => done(performance.now() - pressed) : look) // the next frame shows it
        }
        look()
    })
}"""


def measure_desk(server: Server, hall: Hall) -> list[bool]:
    """Call, start, record advice and finish by keys, one visit after another, while the line is long."""
    kiosk, asker = hall.kiosk(), hall.counters[COUNTER]
    for _ in range(VISITS * 2 + WAITING):
        assert take(kiosk, hall.services["C"])[0] == 201
    alone = []
    for _ in range(VISITS):
        status, answer, seconds = asker.post(f"/api/counters/{COUNTER}/calls")
        assert status == 200, answer
        alone.append(seconds * 1000)
        for noun in ("servings", "finishes"):
            asker.post(f"/api/counters/{COUNTER}/{noun}")
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        page = browser.new_context(viewport={"width": 400, "height": 900}).new_page()
        name, _, secret = asker.headers["Cookie"].partition("=")
        page.context.add_cookies([{"name": name, "value": secret, "url": server.url}])
        page.goto(f"{server.url}/counter")
        page.wait_for_selector("html[data-connection=live]")
        called, finished = _visits(page)
        browser.close()
    good = []
    for what, figures in (
        ("key → number called, in a browser", called),
        ("key → finished, the next one shown", finished),
    ):
        figure = f"{median(figures):.0f} ms, p95 {sorted(figures)[int(len(figures) * 0.95)]:.0f} ms"
        good.append(line(f"{what}, median of {len(figures)}", figure, f"< {GOAL_MS} ms", median(figures) < GOAL_MS))
    print(f"      the server alone answers a call in {median(alone):.0f} ms")
    return good


def _visits(page: Page) -> tuple[list[float], list[float]]:
    called, finished = [], []
    for _ in range(VISITS):
        page.wait_for_selector("html[data-word=next]")
        called.append(_pressed(page, "F2", "called"))
        page.keyboard.press("F2")
        page.wait_for_selector("html[data-word=serving]")
        for key in ("F2", "Enter", "3"):
            page.keyboard.press(key)
        page.wait_for_selector("[data-testid=dos-outcome-3][aria-checked=true]")
        finished.append(_pressed(page, "F2", "next"))
    return called, finished


def _pressed(page: Page, key: str, word: str) -> float:
    page.evaluate(UNTIL, word)
    page.keyboard.press(key)
    return float(page.evaluate("window.measured"))


def main() -> int:
    with TemporaryDirectory() as folder:
        server = Server(Path(folder), begin=afresh).start()
        try:
            good = measure_desk(server, Hall(server))
        finally:
            server.stop()
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
