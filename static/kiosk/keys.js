/**
 * Everything a keyboard, a keypad or a scanner does at the kiosk.
 *
 *   1 … 9           press the first … ninth choice of the screen; the choices then show their figures
 *   0               what stands beside the choices of the first screen; else back
 *   Backspace       back
 *   *   +   -   /   read aloud, large text, low buttons, the other language
 *   arrows, Tab     move; Enter presses (tap.js)
 *   a scanner       types its code faster than any hand, then Enter: taken wherever the screen is
 *
 * A scanner's keys are read by their place on the keyboard, so that a Vietnamese input method cannot change them.
 */

const FAST_MS = 80 // between two keys of a scanner; a hand needs twice as long
const LEAST = 6 // characters of a code
const SETTLE_MS = 160 // after a figure, before it counts as a press of a hand; after a scan without Enter
const TOOLS = { "*": "audio", "+": "large", "-": "low", "/": "language" }
const SIGNS = { Minus: "-", Period: ".", Slash: "/", Space: " ", NumpadSubtract: "-", NumpadDecimal: ".", NumpadDivide: "/" }

/** Listen to keys. `press(element)`, `scanned(text)`, `back()`; `typing(element)` says whether it takes letters. */
export function onKeys({ press, scanned, back }) {
  const scanner = new Scanner(scanned)
  let digit = null
  addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return
      clearTimeout(digit)
      if (scanner.hears(event)) return swallow(event)
      if (event.target.matches?.("input") || event.repeat) return
      document.documentElement.toggleAttribute("data-keys", true)
      if (/^[1-9]$/.test(event.key)) digit = setTimeout(() => chosen(Number(event.key), press), SETTLE_MS)
      else if (event.key === "0") digit = setTimeout(() => beside(press, back), SETTLE_MS)
      else if (event.key === "Backspace" || event.key === "Escape") back()
      else if (event.key in TOOLS) digit = setTimeout(() => tool(TOOLS[event.key], press), SETTLE_MS)
      else return
      if (event.key !== "Escape") event.preventDefault()
    },
    true,
  )
}

/** What the figures press, in reading order. */
export function choices() {
  const scope = document.querySelector("dialog[open]") ?? document.querySelector(`[data-view]:not([hidden])`)
  return [...(scope?.querySelectorAll("[data-act]:not([data-quick], [data-unnumbered])") ?? [])].filter((one) => one.checkVisibility())
}

function chosen(number, press) {
  const choice = choices()[number - 1]
  if (choice) press(choice)
}

function beside(press, back) {
  const door = document.querySelector("[data-view]:not([hidden]) [data-zero]")
  if (door?.checkVisibility() && !document.querySelector("dialog[open]")) press(door)
  else back()
}

function tool(act, press) {
  const button = document.querySelector(`[data-act="${act}"]`)
  if (button?.checkVisibility()) press(button)
}

function swallow(event) {
  event.preventDefault()
  event.stopImmediatePropagation()
}

class Scanner {
  #text = ""
  #last = -Infinity
  #ended = null
  #field = null // { input, value } before the scanner typed into it

  constructor(scanned) {
    this.scanned = scanned
  }

  /** Take one key; answers whether it ends a code, so that nobody else should hear it. */
  hears(event) {
    const now = performance.now()
    const fast = now - this.#last < FAST_MS
    clearTimeout(this.#ended)
    if (event.key === "Enter" || event.key === "Tab") {
      const whole = fast && this.#text.length >= LEAST
      if (whole) this.#end()
      else this.#text = ""
      return whole
    }
    const sign = signOf(event)
    if (sign === "") return false
    if (!fast) {
      this.#text = ""
      const input = event.target.matches?.("input") ? event.target : null
      this.#field = input && { input, value: input.value }
    }
    this.#text += sign
    this.#last = now
    if (this.#text.length >= LEAST) this.#ended = setTimeout(() => this.#end(), SETTLE_MS)
    return false
  }

  #end() {
    const text = this.#text
    this.#text = ""
    if (this.#field) this.#field.input.value = this.#field.value
    this.#field = null
    this.scanned(text)
  }
}

function signOf(event) {
  const place = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(event.code ?? "")
  if (place) return place[1]
  if (event.code in SIGNS) return SIGNS[event.code]
  return event.key?.length === 1 ? event.key.toUpperCase() : ""
}
