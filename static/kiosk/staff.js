/** "Gọi cán bộ": a member of staff is asked to come, and the citizen sees that they do. */
import { post } from "../shared/ask.js"
import { refill } from "../shared/fill.js"

const SHOWN_MS = 15_000 // then it closes by itself; large text and sound: twice as long
const PATIENCE_MS = 8_000

export class StaffCall {
  #closes = null
  #asking = false

  /** `opened(dialog)` is called whenever what it says has changed. */
  constructor({ opened }) {
    this.opened = opened
  }

  /** Ask, and say what came of it. A press while one is under way is the same press. */
  async ask(slow) {
    if (this.#asking) return
    this.#asking = true
    this.#say("asking")
    try {
      await post("/api/kiosk/help-calls", {}, { timeout: 4_000, patience: PATIENCE_MS })
      this.#say("coming")
    } catch {
      this.#say("unheard")
    } finally {
      this.#asking = false
      this.#closes = setTimeout(() => this.close(), slow ? 2 * SHOWN_MS : SHOWN_MS)
    }
  }

  close() {
    clearTimeout(this.#closes)
    this.#dialog.close()
  }

  get #dialog() {
    return document.querySelector("#staff") // each language has its own
  }

  #say(word) {
    clearTimeout(this.#closes)
    const dialog = this.#dialog
    refill(dialog, { asking: word === "asking", coming: word === "coming", unheard: word === "unheard" })
    if (!dialog.open) dialog.showModal()
    this.opened(dialog)
  }
}
