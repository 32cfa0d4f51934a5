/** A code that was scanned or typed: what it is, as the screen says it. */
import { get } from "../shared/ask.js"

const SAYS = {
  result: { ready: "ready", pending: "pending", papers: "papers", handed_over: "handedOver", not_known: "notKnown" },
  come_back: "comeBack",
  booking: "booking",
  ticket: "ticket",
  unknown: "unknown",
}
const TICKET = { waiting: "waiting", held: "waiting", called: "busy", serving: "busy", no_show: "missed" }

/** Ask the server what `text` is. Throws what `get` throws. */
export const lookUp = (text) => get(`/api/kiosk/codes?text=${encodeURIComponent(text)}`)

/** The answer as values for the page: one sentence is shown, all others are not. */
export function shownCode(found, english) {
  const values = {
    code: found.code,
    title: english ? found.service_name_en : found.service_name,
    day: found.day && found.day.split("-").reverse().join("/"),
    time: found.time,
    number: found.number,
    takes: found.service !== null && !["ticket", "unknown"].includes(found.kind),
    reprints: found.token !== null,
  }
  const all = [...Object.values(SAYS.result), "comeBack", "booking", "ticket", "unknown", "waiting", "busy", "missed", "over"]
  for (const name of all) values[name] = false
  values[found.kind === "result" ? SAYS.result[found.result] : (SAYS[found.kind] ?? "unknown")] = true
  if (found.kind === "ticket") values[TICKET[found.state] ?? "over"] = true
  return values
}
