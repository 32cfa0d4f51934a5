/** A code that was scanned or typed: what it is, as the screen says it. */
import { get } from "../shared/ask.js"
import { said } from "../shared/said.js"

const SAYS = {
  result: { ready: "ready", pending: "pending", papers: "papers", handed_over: "handedOver", not_known: "notKnown" },
  come_back: "comeBack",
  booking: "booking",
  ticket: "ticket",
  unknown: "unknown",
}
const OTHERS = ["comeBack", "booking", "ticket", "unknown", "waiting", "held", "busy", "missed", "over"]
const TICKET = { waiting: "waiting", held: "held", called: "busy", serving: "busy", no_show: "missed" }

/** The field of the code, typed with the screen's own keys or a real one. */
export const codeField = {
  get input() {
    return document.querySelector("[data-code]")
  },
  get text() {
    return this.input.value.trim()
  },
  clear() {
    this.input.value = ""
  },
  type(letter) {
    if (this.input.value.length < this.input.maxLength) this.input.value += letter
  },
  erase() {
    this.input.value = this.input.value.slice(0, -1)
  },
}

/** Ask the server what `text` is. Throws what `get` throws. */
export const lookUp = (text) => get(`/api/kiosk/codes?text=${encodeURIComponent(text)}`)

/** The answer as values for the page: one sentence is shown, all others are not. */
export function shownCode(found) {
  const values = {
    code: found.code,
    title: said(found.service_name, found.service_name_en),
    day: found.day && found.day.split("-").reverse().join("/"),
    time: found.time,
    number: found.number,
    ahead: found.ahead,
    next: found.ahead === 0,
    takes: found.service !== null && !["ticket", "unknown"].includes(found.kind) && found.result !== "pending",
    mayTake: found.service !== null && found.result === "pending", // a result that is not there needs no number
    done: found.kind === "ticket" || found.result === "pending",
    reprints: found.token !== null,
    takesNothing: found.kind === "unknown" || found.result === "pending",
  }
  for (const name of [...Object.values(SAYS.result), ...OTHERS]) values[name] = false
  values[found.kind === "result" ? SAYS.result[found.result] : (SAYS[found.kind] ?? "unknown")] = true
  if (found.kind === "ticket") values[TICKET[found.state] ?? "over"] = true
  return values
}
