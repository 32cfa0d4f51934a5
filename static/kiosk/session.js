/**
 * One citizen's time at the kiosk: it begins with the first touch and ends when they leave, and then everything they
 * chose (large text, low buttons, the language) is as it was for the next.
 */

const IDLE_MS = 30_000
const IDLE_SLOW_MS = 60_000 // large text or sound: reading takes longer
const COUNTDOWN_S = 20
export const MODES = ["large", "contrast", "low", "audio"]

export class Session {
  #timer = null
  #ticking = null

  /** `ask(seconds)` is called each second while the question stands, `answered()` when it falls, `end()` at the end. */
  constructor({ ask, answered, end }) {
    Object.assign(this, { ask, answered, end })
    for (const mode of MODES) this[mode] = false
    this.watched = "no" // "no", "quietly" (first screen: no question), "aloud"
  }

  get slow() {
    return this.large || this.audio
  }

  /** Any touch or key: the citizen is here. */
  touched() {
    if (this.#ticking !== null) this.#stopAsking()
    this.#wait()
  }

  /** From here on: "no" when nothing is under way, "quietly" on the first screen, "aloud" on all others. */
  watch(how) {
    if (how === this.watched) return
    this.watched = how
    if (this.#ticking !== null) this.#stopAsking()
    this.#wait()
  }

  #wait() {
    clearTimeout(this.#timer)
    if (this.watched === "no") return
    this.#timer = setTimeout(() => this.#idle(), this.slow ? IDLE_SLOW_MS : IDLE_MS)
  }

  #idle() {
    if (this.watched === "quietly") return this.end()
    let left = COUNTDOWN_S
    const tick = () => {
      if (left === 0) {
        this.#stopAsking()
        return this.end()
      }
      this.ask(left--)
    }
    tick()
    this.#ticking = setInterval(tick, 1000)
  }

  #stopAsking() {
    clearInterval(this.#ticking)
    this.#ticking = null
    this.answered()
  }
}
