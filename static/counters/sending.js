/** How a press is sent: with one key through every retry, and nothing of the desk changes before the answer. */
import { inThisLanguage } from "../shared/address.js"
import { Refusal, post } from "../shared/ask.js"

const UNSENT_AFTER_MS = 1_500
const PATIENCE_MS = 60_000 // one press is tried again for this long, with its one key
const READ_AGAIN = new Set([404, 409, 410])

export class Sending {
  busy = false // one press at a time

  /**
   * `room`: the counter's address; `desk()`: its picture now; `told(desk)`: a new one; `look()` asks for it;
   * `begun()` and `unsent(yes)`: a press begins, and is on its way for long; `locked()`: the screen wants its PIN;
   * `silent`: what is said when nobody answered.
   */
  constructor(house) {
    Object.assign(this, house)
  }

  /**
   * POST to this counter. {desk} when it is done; {error, field} when it was refused; {} when another press is still
   * on its way. `reached(desk, ticket)` says of a refused act whether its end is reached all the same: the first try
   * had been heard, and only its answer was lost.
   */
  send(noun, body, reached, options) {
    return this.attempt(() => post(`${this.room}/${noun}`, body, { patience: PATIENCE_MS, ...options }), { reached })
  }

  /** The same for anything that is asked; its answer is the new picture of the desk, unless `picture` is false. */
  async attempt(asking, { reached, picture = true } = {}) {
    if (this.busy) return {}
    const before = this.desk().ticket ?? {}
    this.busy = true
    this.begun()
    const slow = setTimeout(() => this.unsent(true), UNSENT_AFTER_MS)
    try {
      const desk = await asking()
      if (picture) this.told(desk)
      return { desk }
    } catch (error) {
      return await this.#refused(error, before, reached)
    } finally {
      clearTimeout(slow)
      this.busy = false
      this.unsent(false)
    }
  }

  async #refused(error, before, reached) {
    if (!(error instanceof Refusal)) return { error: this.silent }
    if (error.code === "sign_in") return location.assign(inThisLanguage("/counter?lapsed=yes")) ?? {}
    if (["not_seated", "moved_away"].includes(error.code)) return location.assign(inThisLanguage("/counter")) ?? {}
    if (error.code === "locked") return this.locked() ?? {}
    if (READ_AGAIN.has(error.status)) {
      await this.look()
      if (reached?.(this.desk(), before)) return { desk: this.desk() }
    }
    return { error: error.message || this.silent, field: error.field }
  }
}
