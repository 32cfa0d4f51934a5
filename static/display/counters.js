/** The picture of ?view=board: every counter at once, for a second screen. */
import { fillList } from "../shared/fill.js"
import { isFresh } from "./fresh.js"

export class Counters {
  gone = false // the style sheet shows it
  #cells = []
  #calls = new Map() // counter → its latest call

  constructor(page) {
    this.list = page.querySelector("[data-cells]")
    this.template = page.querySelector("[data-cell]")
    setInterval(() => this.#draw(), 1000)
  }

  draw(picture) {
    this.#cells = picture.counters
    for (const call of [...picture.calls].reverse()) this.#calls.set(call.counter, call)
    this.#draw()
  }

  call(call) {
    this.#calls.set(call.counter, call)
    const cell = this.#cells.find((one) => one.number === call.counter)
    if (cell) Object.assign(cell, { state: "open", ticket: call.number })
    this.#draw()
  }

  starts() {}

  ends() {}

  #draw() {
    const cells = this.#cells.map((cell) => {
      const call = this.#calls.get(cell.number)
      const free = !cell.ticket
      return {
        ...cell,
        named: Boolean(cell.name),
        label_short: cell.name || String(cell.number),
        ticket: cell.ticket || null,
        free: free && cell.state === "open",
        paused: free && cell.state === "paused",
        unopened: free && cell.state === "closed",
        fresh: Boolean(cell.ticket) && call?.number === cell.ticket && isFresh(call),
      }
    })
    fillList(this.list, this.template, cells, (cell) => cell.number)
  }
}
