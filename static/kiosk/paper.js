/**
 * The number just given and the paper that should carry it. The number stays on the screen whatever the printer does;
 * only how long, and what is said beside it, differ.
 *
 *   printing   the job is on its way
 *   printed    the paper is in the slot
 *   unsure     it was sent, and the printer said nothing: look into the slot, and remember the number if nothing is there
 *   none       it failed, or has not come for 10 s: remember the number, photograph it or scan it
 */

const CLOSES_S = { printed: 15, printing: 15, unsure: 60, none: 60 }
const SLOW_READER = 2 // large text and sound double the shorter time
const LATE_MS = 10_000

const STATES = {
  queued: "printing",
  printing: "printing",
  printed: "printed",
  reprinted: "printed",
  unconfirmed: "unsure",
}
const SENT = ["printed", "unsure"]

export class Paper {
  ticket = null
  state = "printing"
  out = false // the last paper of this machine failed: the first screen says so
  history = [] // { token, number, state }, for tests

  #slow = false
  #left = 0
  #ticking = null
  #late = null
  #early = [] // news of papers that came before their ticket's answer

  constructor({ changed, closed }) {
    this.changed = changed
    this.closed = closed
  }

  /** The server's answer to a press: begin to show its number. `slow` is the mode for slower readers. */
  given({ ticket, print }, slow) {
    this.ticket = ticket
    this.#slow = slow
    const news = this.#early.findLast((one) => one.token === ticket.token)
    this.#become(stateOf(news?.state ?? print.state))
    this.#early = []
    if (this.state === "printing") {
      this.#late = setTimeout(() => this.state === "printing" && this.#become("none"), LATE_MS)
    }
  }

  /** News of a paper, of any ticket of this kiosk. */
  heard(news) {
    this.out = news.state === "failed" || (this.out && !SENT.includes(stateOf(news.state)))
    if (this.ticket?.token === news.token) this.#become(stateOf(news.state))
    else this.#early.push(news)
    this.changed()
  }

  forget() {
    clearInterval(this.#ticking)
    clearTimeout(this.#late)
    this.ticket = null
    this.state = "printing"
    this.#early = []
  }

  #become(state) {
    this.state = state
    this.history.push({ token: this.ticket.token, number: this.ticket.number, state })
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
    for (const place of document.querySelectorAll('[data-view="ticket"] [data-slot="seconds"]')) {
      place.textContent = this.#left
    }
  }
}

function stateOf(word) {
  return STATES[word] ?? "none"
}
