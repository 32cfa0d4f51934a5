/**
 * The picture of ?view=hall: the large call, the last calls, and the band below (band.js). It draws what it is given;
 * what is spoken, and when, is the speaker's.
 */
import { clock } from "../shared/clock.js"
import { fillList, refill } from "../shared/fill.js"
import { said } from "../shared/said.js"
import { Band } from "./band.js"
import { inTurn, isFresh } from "./fresh.js"
import { Slides } from "./slides.js"

const ROWS = 6
const ROW_SECONDS = 600 // a call leaves the list after ten minutes
const HERO_SECONDS = 40 // without a new call, the large number becomes the last one, dimmed
const LONG = 3 // a counter's name longer than this is set smaller

export class Board {
  #calls = [] // newest first, one per ticket
  #picture = null
  #hero = null // the call that is or was spoken last
  #heroSince = -Infinity
  #busy = false
  #gone = false

  constructor(page) {
    const find = (name) => page.querySelector(`[data-${name}]`)
    this.hero = find("hero")
    this.heroCall = find("hero-call")
    this.rows = find("rows")
    this.row = find("row")
    this.band = new Band(page)
    this.slides = new Slides(this.hero)
    setInterval(() => this.#age(), 1000)
  }

  /** The whole picture, as the server sees it. */
  draw(picture) {
    this.#picture = picture
    this.#calls = picture.calls.map(asRow)
    this.slides.list = picture.slides
    this.#holdToTruth()
    this.#drawRows()
    this.#drawHero()
    this.band.draw(picture)
  }

  /** One call, at once: its row goes to the top and flashes. */
  call(call) {
    const row = asRow(call)
    this.#calls = [row, ...this.#calls.filter((other) => other.number !== row.number)]
    this.slides.free = false
    this.#drawRows()
  }

  /** The voice begins with `call`. */
  starts(call) {
    this.#hero = asRow(call)
    this.#busy = true
    this.#heroSince = performance.now()
    this.#drawHero()
  }

  /** The voice has done with one call; `more`: others follow. */
  ends(more) {
    this.#busy = more
    this.#heroSince = performance.now()
    if (!more) this.#holdToTruth()
  }

  // Nobody is invited to a counter that their number has left: the large call is the newest that still holds.
  #holdToTruth() {
    const { last, sequence } = this.#picture ?? {}
    if (this.#busy || this.#picture === null || this.#hero?.sequence > sequence) return // a call that it knows nothing of
    if (this.#hero?.sequence === last?.sequence) return
    this.#hero = last && asRow(last)
    if (last) this.#heroSince = performance.now() - clock.secondsSince(last.at) * 1000
    this.#drawHero()
  }

  // What was called last is the newest of all, though its citizen has gone since: the list beside it shows that call.
  #newest() {
    return [this.#hero, ...this.#calls].reduce((newest, call) => (call.sequence > newest.sequence ? call : newest))
  }

  set gone(gone) {
    this.#gone = gone
    this.#drawHero()
  }

  #age() {
    this.#drawRows()
    this.#drawHero()
  }

  #drawRows() {
    const kept = this.#calls.filter((call) => clock.secondsSince(call.at) < ROW_SECONDS).slice(0, ROWS)
    const rows = inTurn(kept).map((call) => ({
      ...call,
      fresh: isFresh(call),
      over: call.state === "over",
      priority_shown: call.priority && !call.again,
    }))
    fillList(this.rows, this.row, rows, (row) => row.sequence) // a second call is a new row: it flashes anew
  }

  #drawHero() {
    const recent = this.#busy || performance.now() - this.#heroSince < HERO_SECONDS * 1000
    const state = this.#picture?.centre.state ?? "open"
    let word = "empty"
    if (this.#gone) word = "gone"
    else if (recent && this.#hero) word = "call"
    else if (state !== "open") word = state
    else if (this.#hero) word = "last"
    else if (this.#picture?.begun) word = "between"
    this.hero.dataset.hero = word
    this.slides.free = word !== "call" && word !== "gone" && !inTurn(this.#calls).some(isFresh)
    if (this.#hero) refill(this.heroCall, word === "last" ? this.#newest() : this.#hero)
    const { centre } = this.#picture ?? { centre: {} }
    const told = {
      gives_numbers: centre.gives_numbers ?? true,
      opens: said(centre.opens, centre.opens_en) ?? null,
      before: said(centre.before, centre.before_en) ?? this.hero.dataset.before,
    }
    for (const panel of this.hero.querySelectorAll("[data-state]")) refill(panel, told)
  }
}

/** A call as a row and as the large call need it. */
function asRow(call) {
  const name = said(call.counter_name)
  return {
    ...call,
    counter_name: name,
    counter_short: name || String(call.counter),
    long: name ? name.length > LONG : false,
    again: call.times > 1,
  }
}
