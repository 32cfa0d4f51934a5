"""A hall screen that stands for 72 hours: what it keeps in memory must not grow.

What a page keeps differs from hour to hour: more or fewer numbers stand on it, and some of what it has let go is still
to be collected. So the first day after the warming and the last are compared, each by the median of its hours.

The page, its socket and the server are real (tests.bench.long_hall); only time is fast. The page's own clock moves by
five seconds with each heartbeat, and its timers are run as they fall due; those of the socket's library stay real, as
its line is. Sounds are real ones of a few milliseconds.
"""

import sys
import time
import wave
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import CDPSession, Page, sync_playwright

from display import voice
from tests import chromium
from tests.bench.lines import line
from tests.real_server import Server, afresh

HOURS = 72
DAY_HOURS = 24  # measured at each of them, on the first day and on the last
WARM_HOURS = 12  # by the first evening every state of a day has been shown, and what is called often is compiled
MOST = 1.10
PATIENCE = 5400  # real seconds

FAST = """(() => {
  const real = {
    timeout: setTimeout.bind(window), clear: clearTimeout.bind(window), now: performance.now.bind(performance),
  }
  const timers = new Map()
  let now = 0, number = 1e6
  const theirs = () => new Error().stack.includes("socket.io")
  performance.now = () => now
  const later = (callback, wait, every, rest) => {
    timers.set(++number, { callback: () => callback(...rest), at: now + Math.max(wait || 0, every ? 1 : 0), every })
    return number
  }
  window.setTimeout = (callback, wait, ...rest) =>
    theirs() ? real.timeout(callback, wait, ...rest) : later(callback, wait, 0, rest)
  window.setInterval = (callback, wait, ...rest) => later(callback, wait, wait || 1, rest)
  const clear = (id) => timers.delete(id) || real.clear(id)
  window.clearTimeout = window.clearInterval = clear
  const advance = (until) => {
    for (;;) {
      let first = null, id = 0
      for (const [one, timer] of timers) {
        if (timer.at <= until && (!first || timer.at < first.at)) [first, id] = [timer, one]
      }
      if (!first) break
      now = Math.max(now, first.at)
      if (first.every) first.at = now + first.every
      else timers.delete(id)
      first.callback()
    }
    now = until
  }
  // Due ones are run with each beat, and while the line is cut, a little at a time.
  let heard = 0
  const { get } = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data")
  Object.defineProperty(MessageEvent.prototype, "data", {
    get() {
      const data = get.call(this)
      if (typeof data === "string" && data.includes('["heartbeat"') && this.beaten !== true) {
        this.beaten = true
        heard = real.now()
        advance(now + 5000)
      }
      return data
    },
  })
  const idle = () => {
    if (real.now() - heard > 300) advance(now + 250)
    real.timeout(idle, 10)
  }
  idle()
  const { start } = AudioBufferSourceNode.prototype
  AudioBufferSourceNode.prototype.start = function () { window.sounds = (window.sounds ?? 0) + 1; start.call(this, 0) }
  Object.defineProperty(window, "hours", { get: () => now / 3_600_000 })
})()"""


def clips_of_a_moment(folder: Path) -> None:
    """Every clip, five milliseconds long."""
    folder.mkdir(parents=True)
    voice.make("north")
    for clip in (voice.MADE / "north").glob("*.wav"):
        with wave.open(str(clip)) as whole, wave.open(str(folder / clip.name), "wb") as short:
            short.setparams(whole.getparams())
            short.writeframes(whole.readframes(voice.RATE // 200))


def kept(page: Page, session: CDPSession) -> dict[str, float]:
    """What the page holds once nothing more can be let go."""
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    measured = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return {
        "DOM nodes": measured["Nodes"],
        "listeners": measured["JSEventListeners"],
        "JS heap, MB": measured["JSHeapUsedSize"] / 1e6,
        "hours": page.evaluate("hours"),
        "sounds": page.evaluate("window.sounds ?? 0"),
    }


def measure_screen_days(hours: int = HOURS) -> list[bool]:
    """Drive a display for so many hours after its warming and print what it keeps, beside its goal."""
    with TemporaryDirectory() as folder:
        instance = Path(folder)
        clips_of_a_moment(instance / "voice")
        server = Server(instance, script=("-m", "tests.bench.long_hall"), begin=afresh).start()
        try:
            first, last, took = _drive(server, hours)
        finally:
            server.stop()
    passed = last[-1]["hours"] - first[0]["hours"]
    print(f"\n  a display for {passed:.0f} simulated hours, in {took:.0f} s; {last[-1]['sounds']:,.0f} sounds")
    good = []
    for name in ("DOM nodes", "listeners", "JS heap, MB"):
        before, after = (median(each[name] for each in day) for day in (first, last))
        figure = f"{before:.4g} → {after:.4g} = {(after / before - 1) * 100:+.1f} %"
        good.append(line(f"  {name}, first day and last, medians", figure, "≤ +10 %", after / before <= MOST))
    good.append(line("  it spoke, and time went by", f"{passed:.0f} h", f"{hours} h", passed >= hours - 1))
    return good


def _drive(server: Server, hours: int) -> tuple[list[dict[str, float]], list[dict[str, float]], float]:
    """(what the page kept in each hour of the first day, of the last, real seconds)."""
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        page = browser.new_page(
            viewport={"width": 960, "height": 540}, reduced_motion="reduce"
        )  # what is drawn costs time
        _give_a_slide(server)
        page.add_init_script(FAST)
        page.goto(f"{server.url}/display?sound=on")
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        began = time.monotonic()

        def day(until: int) -> list[dict[str, float]]:
            found = []
            for hour in range(until - min(DAY_HOURS, hours // 2), until + 1):
                _wait(page, hour, began)
                found.append(kept(page, session))
            return found

        first = day(WARM_HOURS + min(DAY_HOURS, hours // 2))
        last = day(WARM_HOURS + hours)
        browser.close()
    return first, last, time.monotonic() - began


def _give_a_slide(server: Server) -> None:
    drawn = BytesIO()
    Image.new("RGB", (640, 360), "#0b4f8a").save(drawn, "PNG")
    admin = server.officer("quantri")
    admin.post(f"{server.url}/api/slides", files={"file": ("x.png", drawn.getvalue())}, timeout=10).raise_for_status()


def _wait(page: Page, hours: float, began: float) -> None:
    while page.evaluate("hours") < hours:
        if time.monotonic() - began > PATIENCE:
            raise AssertionError(f"{page.evaluate('hours'):.1f} h in {PATIENCE} s: the machine is too busy")
        page.wait_for_timeout(200)


if __name__ == "__main__":
    sys.exit(0 if all(measure_screen_days(int(sys.argv[1]) if len(sys.argv) > 1 else HOURS)) else 1)
