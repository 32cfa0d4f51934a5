/**
 * The number just given and the paper that should carry it. The number stays on the screen whatever the printer does;
 * only how long, and what is said beside it, differ.
 *
 *   printing   the job is on its way
 *   printed    the paper is in the slot
 *   unsure     it was sent, and the printer said nothing: look into the slot, and remember the number if nothing is there
 *   none       it failed, or has not come for 10 s, or the printer has said already that it cannot: remember the number,
 *              photograph it or scan it
 */

import { refill } from "../shared/fill.js"
import { record } from "../shared/ux.js"

const CLOSES_S = { printed: 15, printing: 15, unsure: 60, none: 60 }
const SLOW_READER = 2 // large text and sound double the shorter time
const LATE_MS = 10_000
const UNABLE = new Set(["paper_out", "cover_open", "error", "offline"]) // what a printer says of itself

const STATES = {
  queued: "printing",
  printing: "printing",
  printed: "printed",
  reprinted: "printed",
  unconfirmed: "unsure",
}

export class Paper {
  ticket = null
  state = "printing"
  isCopy = false // asked for again

  #entry = null // { ticket, token, state }, for tests: one for each paper
  #slow = false
  #left = 0
  #ticking = null
  #late = null
  #early = [] // news of papers that came before their ticket's answer

  constructor({ changed, closed }) {
    this.changed = changed
    this.closed = closed
  }

  /**
   * The server's answer to a press: begin to show its number. `slow` is the mode for slower readers, `printer` how the
   * printer was last heard to be: nobody waits before one that has said that it has no paper.
   */
  given({ ticket, print }, { slow, printer }) {
    this.ticket = ticket
    this.#slow = slow
    this.#entry = record("prints", { ticket: ticket.number, token: ticket.token, state: "" })
    const news = this.#early.findLast((one) => one.token === ticket.token)
    this.#become(news ? stateOf(news.state) : coming(print.state, printer))
    this.#early = []
    if (this.state === "printing") {
      this.#late = setTimeout(() => this.state === "printing" && this.#become("none"), LATE_MS)
    }
  }

  /** The same number is printed again. */
  again() {
    this.isCopy = true
    this.#entry = record("prints", { ticket: this.ticket.number, token: this.ticket.token, state: "" })
    this.#become("printing")
    clearTimeout(this.#late) // of the paper before
    this.#late = setTimeout(() => this.state === "printing" && this.#become("none"), LATE_MS)
  }

  /** News of a paper, of any ticket of this kiosk. */
  heard(news) {
    if (news.token === "") return
    if (this.ticket?.token === news.token) this.#become(stateOf(news.state))
    else this.#early.push(news)
  }

  forget() {
    clearInterval(this.#ticking)
    clearTimeout(this.#late)
    this.ticket = null
    this.isCopy = false
    this.state = "printing"
    this.#early = []
  }

  #become(state) {
    this.state = state
    this.#entry.state = state
    this.#left = CLOSES_S[state] * (this.#slow && CLOSES_S[state] === CLOSES_S.printed ? SLOW_READER : 1)
    clearInterval(this.#ticking)
    this.#ticking = setInterval(() => this.#tick(), 1000)
    this.#show()
    this.changed()
  }

  #tick() {
    this.#left -= 1
    this.#show()
    if (this.#left <= 0) this.closed()
  }

  #show() {
    refill(document.querySelector('[data-view="ticket"]'), { seconds: this.#left })
  }
}

/** A sheet without a number: what to bring. The same states; it stays on the screen anyway. */
export class Sheet {
  state = "" // "" while none was asked for

  #job = null
  #early = []
  #late = null

  constructor({ changed }) {
    this.changed = changed
  }

  begin() {
    this.#become("printing")
    clearTimeout(this.#late)
    this.#late = setTimeout(() => this.state === "printing" && this.#become("none"), LATE_MS)
  }

  /** The server's answer to the press; `printer`: how the printer was last heard to be. */
  asked({ job, state }, printer) {
    this.#job = job
    const news = this.#early.findLast((one) => one.job === job)
    this.#become(news ? shownState(news.state) : coming(state, printer))
  }

  failed() {
    this.#become("none")
  }

  heard(news) {
    if (news.token !== "") return
    if (news.job === this.#job) this.#become(shownState(news.state))
    else this.#early.push(news)
  }

  forget() {
    clearTimeout(this.#late)
    Object.assign(this, { state: "" })
    this.#job = null
    this.#early = []
  }

  #become(state) {
    this.state = state
    this.changed()
  }
}

function shownState(word) {
  const state = stateOf(word)
  return state === "unsure" ? "printed" : state // it is looked for in the slot either way
}

/** What to say of a paper that was just asked for. */
function coming(word, printer) {
  const state = stateOf(word)
  return state === "printing" && UNABLE.has(printer) ? "none" : state
}

function stateOf(word) {
  return STATES[word] ?? "none"
}
