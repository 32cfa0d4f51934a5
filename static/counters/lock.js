/**
 * The desk left alone: after some minutes without a key or a touch it locks, shows its number, and asks for the PIN.
 * The server refuses every act until that is given; what was being written stays where it was.
 */
import { inThisLanguage } from "../shared/address.js"
import { Refusal, post } from "../shared/ask.js"
import { keepTouched, lastTouched, watchTouches } from "../shared/touched.js"

export class Lock {
  #touched = Date.now()
  #engaged = false // until the PIN is given; the dialog gives way only to a colleague who takes over
  #told = Promise.resolve() // the server knows that it is locked: only then may it be opened

  /** `dialog` asks for the PIN; `minutes()` is the centre's choice, 0 for never; `unlocked()` is called afterwards. */
  constructor(dialog, { minutes, unlocked }) {
    Object.assign(this, { dialog, minutes, unlocked })
    this.form = dialog.querySelector("form")
    this.words = dialog.querySelector("[data-words]").dataset
    this.#touched = lastTouched() ?? this.#touched // also by a page that was here before
    watchTouches((at) => !this.#engaged && (this.#touched = at))
    dialog.addEventListener("cancel", (event) => event.preventDefault())
    this.form.addEventListener("submit", (event) => this.#open(event))
    document.getElementById("handover").addEventListener("close", () => this.#engaged && this.show())
  }

  get closed() {
    return this.dialog.open
  }

  /** Asked every second: has nobody been here for too long? Not in another window of this browser either: the desk
   *  opened twice, or a shift lead at the live board. */
  look() {
    if (this.#engaged || !this.#isOver()) return
    this.#touched = Math.max(this.#touched, lastTouched() ?? 0)
    if (this.#isOver()) this.lock()
  }

  #isOver() {
    const minutes = this.minutes()
    return minutes > 0 && Date.now() - this.#touched > minutes * 60_000
  }

  /** The page has just been opened by signing in or sitting down. */
  begin() {
    this.#touched = keepTouched()
  }

  /** Lock at once, the server too, so that no other tab goes on either. */
  lock() {
    this.show()
    this.#told = post("/api/session/locks").catch((error) => {
      if (error instanceof Refusal && error.status === 401) location.assign(inThisLanguage("/counter?lapsed=yes"))
      // not reached: the screen is closed all the same, and the next act of this page is refused or is our own
    })
  }

  show() {
    this.#engaged = true
    if (this.closed) return
    document.querySelector("dialog[open]:not(#lock)")?.close()
    this.#say("")
    this.form.elements.secret.value = ""
    this.dialog.showModal()
    this.form.elements.secret.focus()
  }

  async #open(event) {
    event.preventDefault()
    const { secret } = this.form.elements
    if (!secret.value) return secret.focus()
    await this.#told
    try {
      await post("/api/session/unlocks", { secret: secret.value })
    } catch (error) {
      if (error instanceof Refusal && error.code === "sign_in") return location.assign(inThisLanguage("/counter?lapsed=yes"))
      secret.value = ""
      secret.focus()
      return this.#say(error instanceof Refusal ? error.message : this.words.silent)
    }
    this.begin()
    this.#engaged = false
    this.dialog.close()
    this.unlocked()
  }

  #say(sentence) {
    const wrong = this.dialog.querySelector("[data-wrong]")
    wrong.textContent = sentence
    wrong.hidden = !sentence
  }
}
