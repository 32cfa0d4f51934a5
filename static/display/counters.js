/** The picture of ?view=board: every counter at once, for a second screen. */
import { fillList, refill } from "../shared/fill.js"
import { said } from "../shared/said.js"
import { inTurn, isFresh } from "./fresh.js"

const PAGE_MILLISECONDS = 12_000
const SHUT = new Set(["early", "closed", "holiday"]) // nobody need look for a counter
const MOST = 5 // side by side
const SMALLEST = 96 // px as drawn, of counter and number; larger where there are fewer
const LETTERS = { 1: 200, 2: 200, 3: 144, 4: 112 }

/** How many stand side by side: as square as may be, with the fewest empty places. */
function columns(count) {
  const most = Math.min(MOST, Math.ceil(Math.sqrt(1.6 * Math.max(count, 1))))
  const empty = (across) => Math.ceil(count / across) * across - count
  const all = Array.from({ length: most - Math.ceil(most / 2) + 1 }, (_, less) => most - less)
  return all.reduce((best, across) => (empty(across) < empty(best) ? across : best))
}

export class Counters {
  gone = false // the style sheet shows it
  #picture = null
  #page = 0 // of the sentences below the counters
  #cells = []
  #calls = new Map() // counter → its latest call

  constructor(page) {
    this.list = page.querySelector("[data-cells]")
    this.template = page.querySelector("[data-cell]")
    this.grid = page.querySelector("[data-grid]")
    this.lines = [...page.querySelectorAll(".grid-line[data-state]")]
    setInterval(() => this.#draw(), 1000)
    setInterval(() => this.#turnPage(), PAGE_MILLISECONDS)
  }

  draw(picture) {
    this.#picture = picture
    this.#cells = picture.counters
    for (const call of inTurn(picture.calls).reverse()) this.#calls.set(call.counter, call)
    this.#draw()
    this.#drawLine()
  }

  call(call) {
    this.#calls.set(call.counter, call)
    const cell = this.#cells.find((one) => one.number === call.counter)
    if (cell) Object.assign(cell, { state: "open", ticket: call.number, served: false })
    if (this.#picture) this.#picture.begun = true
    this.#draw()
    this.#drawLine()
  }

  starts() {}

  ends() {}

  #turnPage() {
    this.#page += 1
    this.#drawLine()
  }

  // Below the counters: why nobody is called, then each notice.
  #drawLine() {
    if (!this.#picture) return
    const { centre, begun, notices } = this.#picture
    const values = { opens: said(centre.opens, centre.opens_en) ?? null }
    if (centre.before) values.before = said(centre.before, centre.before_en)
    const pages = notices.map(({ text, text_en }) => ["notice", { text: said(text, text_en) }])
    if (centre.state !== "open" || !begun) pages.unshift([centre.state === "open" ? "empty" : centre.state, values])
    const [shown, content] = pages[this.#page % pages.length] ?? [null, {}]
    this.grid.toggleAttribute("data-foot", shown !== null)
    this.grid.toggleAttribute("data-shut", SHUT.has(centre.state) && !this.#cells.some((cell) => cell.ticket))
    for (const line of this.lines) {
      line.hidden = line.dataset.state !== shown
      if (!line.hidden) refill(line, content)
    }
  }

  #draw() {
    const hours = this.#picture?.centre.state ?? "open"
    const today = hours === "open" || hours === "lunch"
    const cells = this.#cells.map((cell) => {
      const call = this.#calls.get(cell.number)
      const free = !cell.ticket
      // A counter left open over lunch or overnight invites nobody.
      const away = free && cell.state === "open" && hours !== "open"
      const state = away ? (hours === "lunch" ? "paused" : "closed") : cell.state
      return {
        ...cell,
        state,
        named: Boolean(cell.name),
        label_short: said(cell.name) || String(cell.number),
        ticket: cell.ticket || null,
        quiet: cell.served && hours !== "open", // the last ones of the day are served; nobody else is awaited
        free: free && state === "open",
        resting: free && state === "paused" && today,
        unopened: free && state === "closed" && today,
        fresh: Boolean(cell.ticket) && call?.number === cell.ticket && isFresh(call),
      }
    })
    const across = columns(cells.length)
    this.list.style.setProperty("--across", across)
    this.list.style.setProperty("--cell", LETTERS[across] ?? SMALLEST)
    fillList(this.list, this.template, cells, (cell) => cell.number)
  }
}
