/**
 * The desk's keys. Function keys and Ctrl+Z only: no single letter, so that typing Vietnamese never presses one.
 * Which key does what is kept by this browser, for whoever sits at it; all of them can be switched off.
 */
import { keep, kept } from "../shared/memory.js"

const KEPT = "desk-keys"
const TYPED = "input:not([type=radio]):not([type=checkbox]), textarea"
const STANDARD = {
  primary: "F2",
  recall: "F4",
  miss: "F8",
  "open-transfer": "F9",
  hold: "Shift+F9",
  "open-chosen": "Shift+F2",
  "open-slip": "Shift+F8",
  "open-quick": "Shift+F4",
  undo: "Ctrl+Z",
  "open-keys": "F1",
}
// Those a browser keeps for itself (F3, F5, F6, F7, F10, F11, F12) are left alone; F13 to F24 are on small keypads.
const FREE = /^(Ctrl\+)?(Shift\+)?(F[12489]|F1[3-9]|F2[0-4]|Pause|ScrollLock|Insert)$|^Ctrl\+Z$/

export class Keys {
  #chosen = { keys: {}, off: false }

  /** `acts`: name → what to do; `escape()`: what Esc does, always. */
  constructor(acts, escape) {
    this.acts = acts
    this.escape = escape
    this.listener = null // takes the next key that is pressed, instead of the desk
    try {
      this.#chosen = { ...this.#chosen, ...JSON.parse(kept(KEPT) ?? "{}") }
    } catch {
      // what was kept is not ours: the standard keys
    }
    addEventListener("keydown", (event) => this.#press(event))
    this.print()
  }

  get off() {
    return this.#chosen.off
  }

  /** The key of an act: "Shift+F9". */
  of(act) {
    return this.#chosen.keys[act] ?? STANDARD[act]
  }

  /** Give `act` another key; whoever had that takes the former one. False for a key that cannot be one. */
  change(act, name) {
    if (!FREE.test(name)) return false
    const former = this.of(act)
    const other = Object.keys(STANDARD).find((one) => one !== act && this.of(one) === name)
    this.#chosen.keys[act] = name
    if (other) this.#chosen.keys[other] = former
    this.#keep()
    return true
  }

  turn(off) {
    this.#chosen.off = off
    this.#keep()
  }

  reset() {
    this.#chosen = { keys: {}, off: false }
    this.#keep()
  }

  /** Write the keys on their buttons. */
  print() {
    for (const label of document.querySelectorAll("[data-key-of]")) {
      const name = this.of(label.dataset.keyOf)
      label.textContent = name.replace(/\+/g, " ")
      label.hidden = this.off && !label.closest("[data-keys-list]")
      const button = label.closest("button")
      if (this.off) button?.removeAttribute("aria-keyshortcuts")
      else button?.setAttribute("aria-keyshortcuts", name.replace("Ctrl", "Control"))
    }
  }

  #keep() {
    keep(KEPT, JSON.stringify(this.#chosen))
    this.print()
  }

  #press(event) {
    const name = nameOf(event)
    // A word that an input method is still making: Esc and Ctrl+Z are its own; a function key is never a letter.
    if (event.isComposing && (name === "Escape" || name === "Ctrl+Z")) return
    if (this.listener) return void this.listener(event, name)
    if (name === "Escape") {
      event.preventDefault()
      return void (event.repeat || this.escape())
    }
    const act = this.off ? null : Object.keys(STANDARD).find((one) => this.of(one) === name)
    if (!act) return
    if (name === "Ctrl+Z" && document.activeElement?.matches(TYPED) && document.activeElement.value) return
    event.preventDefault()
    if (!event.repeat) this.acts[act]()
  }
}

function nameOf(event) {
  const key = event.key?.length === 1 ? event.key.toUpperCase() : event.key
  const modifiers = [event.ctrlKey && "Ctrl", event.altKey && "Alt", event.metaKey && "Meta", event.shiftKey && "Shift"]
  return [...modifiers.filter(Boolean), key].join("+")
}
