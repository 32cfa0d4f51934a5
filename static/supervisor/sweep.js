/** The end of the day: each ticket that is still open, a proposed outcome, and a person who confirms it. */
import { get } from "../shared/ask.js"
import { clock } from "../shared/clock.js"
import { fillList } from "../shared/fill.js"

export class Sweep {
  constructor(dialog, { act, post }) {
    Object.assign(this, { dialog, act, post })
    this.words = document.querySelector("[data-sweep-words]").dataset
  }

  async load() {
    this.#draw([])
    const { answer } = await this.act(() => get("/api/live/open-tickets"))
    if (answer) this.#draw(answer.tickets)
  }

  /** Confirm one row; what was refused, if anything. */
  async confirm(row) {
    const wish = { ticket: row.dataset.token, outcome: row.querySelector("[data-outcome]").value }
    const { answer, error } = await this.act(() => this.post("/api/live/outcomes", wish))
    if (answer) this.#draw(answer.tickets)
    return error
  }

  /** Confirm every row as it now stands, one after another; the first refusal ends it. */
  async confirmAll() {
    for (const row of [...this.#rows()]) {
      if (!row.isConnected) continue
      const error = await this.confirm(row)
      if (error) return error
    }
  }

  #rows() {
    return this.dialog.querySelector("[data-sweep]").children
  }

  #draw(tickets) {
    const chosen = new Map([...this.#rows()].map((row) => [row.dataset.token, row.querySelector("select").value]))
    const rows = tickets.map((ticket) => ({
      ...ticket,
      said: this.words[ticket.state] + (ticket.counter ? ` · ${this.words.toCounter.replace("{number}", ticket.counter)}` : ""),
      since: clock.timeOf(ticket.since),
    }))
    fillList(this.dialog.querySelector("[data-sweep]"), document.querySelector("[data-sweep-row]"), rows, (row) => row.token)
    for (const [index, row] of [...this.#rows()].entries()) {
      const select = row.querySelector("select")
      for (const option of select.options) option.hidden = !possible(tickets[index].state, option.value)
      select.value = chosen.get(tickets[index].token) ?? tickets[index].outcome
    }
    this.dialog.querySelector("[data-nothing-open]").hidden = tickets.length > 0
    this.dialog.querySelector("[data-sweep-table]").hidden = tickets.length === 0
    this.dialog.querySelector("[type=submit]").hidden = tickets.length === 0
  }
}

/** Which outcomes the rules allow from a state: only what is served can be finished, only what is called was missed. */
function possible(state, outcome) {
  return outcome === "expire" || (outcome === "finish" && state === "serving") || (outcome === "miss" && state === "called")
}
