/**
 * The centre's clock, which is the server's: a kiosk or a phone may have any time of its own.
 * Moments are Vietnam time without a zone ("2026-11-20T08:42:10"), as the server sends them.
 */
class Clock {
  #offset = null // server's milliseconds minus the page's own steady count

  /** Set by a moment the server has just sent. `delay` is how long it may have been on the way, in milliseconds. */
  sync(moment, delay = 0) {
    this.#offset = parse(moment) + delay - performance.now()
  }

  get isSet() {
    return this.#offset !== null
  }

  /** Milliseconds on the centre's clock now; only differences and `timeOf`/`dateOf` mean anything. */
  get now() {
    return this.isSet ? performance.now() + this.#offset : parse(localMoment())
  }

  /** Seconds from `moment` until now, never below 0. */
  secondsSince(moment) {
    return Math.max(0, (this.now - parse(moment)) / 1000)
  }

  /** Seconds from now until `moment`, never below 0. */
  secondsUntil(moment) {
    return Math.max(0, (parse(moment) - this.now) / 1000)
  }

  /** "08:42" now, or of `moment`. */
  timeOf(moment) {
    return new Date(moment === undefined ? this.now : parse(moment)).toISOString().slice(11, 16)
  }

  /** {day 0–6 from Sunday, date: "20/11", year} now, or of `moment`. */
  dateOf(moment) {
    const date = new Date(moment === undefined ? this.now : parse(moment))
    const two = (number) => String(number).padStart(2, "0")
    return {
      day: date.getUTCDay(),
      date: `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}`,
      year: date.getUTCFullYear(),
    }
  }

  /** Keep the text of `element` (a <time>) at HH:mm, or call `draw(clock)` as each minute begins; answers a stopper. */
  show(element, draw = (clock) => (element.textContent = clock.timeOf())) {
    let timer
    const tick = () => {
      draw(this)
      timer = setTimeout(tick, Math.min(1000, 60_000 - (this.now % 60_000) + 5))
    }
    tick()
    return () => clearTimeout(timer)
  }
}

/** "1:05" or "00:18": minutes and seconds of a length in seconds; hours join in past the first. */
export function lengthOf(seconds) {
  const two = (number) => String(Math.floor(number)).padStart(2, "0")
  const hours = Math.floor(seconds / 3600)
  return `${hours ? `${hours}:` : ""}${two((seconds % 3600) / 60)}:${two(seconds % 60)}`
}

/** The one clock of this page. */
export const clock = new Clock()

// A moment has no zone, so it is read and written as if it were UTC: the page's own zone never joins in.
function parse(moment) {
  return Date.parse(`${String(moment).replace(" ", "T").replace(/(Z|[+-]\d\d:?\d\d)$/, "")}Z`)
}

function localMoment() {
  const here = new Date()
  return new Date(here - here.getTimezoneOffset() * 60_000).toISOString().slice(0, 23)
}
