/** What the server's picture says, as values for the board's templates. Ages are of the page's own ticking clock. */
import { clock } from "../shared/clock.js"
import { number } from "../shared/digits.js"
import { drift } from "../shared/drift.js"
import { english } from "../shared/language.js"
import { said as inWords } from "../shared/said.js"
import { lengthSaid, minutesSince, momentSaid, phrase, word } from "./words.js"

/** The line at the top. */
export function summaryOf({ summary, hours }) {
  return {
    ...summary,
    state: word(`state${hours.state[0].toUpperCase()}${hours.state.slice(1)}`),
    works: hours.state === "open" || hours.state === "lunch", // at night a counter left open serves nobody
    longest: summary.longest_since ? minutesSince(summary.longest_since) : "–",
    longest_number: summary.longest_number ?? "",
    level: summary.alarms ? "alarm" : summary.alerts ? "warn" : null,
  }
}

export const serviceOf = (service) => ({
  ...service,
  longest: service.longest_since ? minutesSince(service.longest_since) : "–",
})

export function counterOf(counter) {
  const name = counter.state === "closed" ? "counterClosed" : counter.state
  const reason = english() ? counter.reason_en : counter.reason
  const more = reason ? `: ${reason}` : counter.state === "called" ? ` (${counter.calls})` : ""
  return {
    ...counter,
    testid: `live-counter-${counter.number}`,
    said: word(name) + more,
    letters: counter.letters.filter((letter) => !counter.helps.includes(letter)).join(" "),
    helping: counter.helps.join(" "),
    ticket: counter.ticket ?? "–",
    minutes: counter.state === "closed" ? "–" : Math.floor(clock.secondsSince(counter.since) / 60),
    label_message: word("labelMessage", { n: counter.number }),
    label_assign: word("labelAssign", { n: counter.number }),
    label_reopen: word(counter.state === "closed" ? "labelOpen" : "labelReopen", { n: counter.number }),
    paused: counter.state === "paused",
    closed: counter.state === "closed",
    away: counter.state === "paused" || counter.state === "closed",
  }
}

export function alertOf(alert) {
  return {
    ...alert,
    testid: `alert-${alert.kind}`,
    alarm: alert.level === "alarm",
    warn: alert.level === "warn",
    began: clock.timeOf(alert.began_at),
    age: minutesSince(alert.began_at),
    again: alert.rang > 1,
    taken: alert.taken_by !== null,
    reminded: alert.reminded_at !== null,
    reminded_time: alert.reminded_at ? clock.timeOf(alert.reminded_at) : "",
    taken_time: alert.taken_at ? clock.timeOf(alert.taken_at) : "",
  }
}

/** What an alert is about, named as this page says it. */
export const named = (facts) => (facts.name ? { ...facts, name: inWords(facts.name, facts.name_en) } : facts)

/** The sentence of an alert, as an element. */
export function sentenceOf(alert) {
  const facts = named(alert.facts)
  const kind = alert.kind + (facts.failed ? "-failed" : facts.back ? "-back" : "")
  const since = facts.since ? clock.timeOf(facts.since) : ""
  return phrase("alert-said", kind, { facts: { ...facts, since } }) ?? document.createTextNode(alert.kind)
}

/** The words on the button of an alert's remedy, as an element. */
export function remedyOf({ remedy, reminded_at }) {
  const toAll = remedy.verb === "say" && remedy.target === null
  const verb = toAll ? "say-all" : remedy.facts.closed ? "open" : remedy.verb
  const again = reminded_at !== null && !toAll ? "-again" : ""
  return phrase("remedy-said", verb + again, { remedy })
}

export function deviceOf(device) {
  return {
    ...device,
    testid: `device-${device.kind}`,
    name: inWords(device.name, device.name_en) || phrase("word", `name.${device.kind}`, {})?.textContent || device.kind,
    ok: device.health === "ok",
    bad: device.health === "bad",
    unknown: device.health === "unknown",
    can_sound: device.kind === "display" && device.word !== "lost",
    can_print: device.kind === "printer",
  }
}

/** What a device says of itself, as elements. */
export function wordsOf(device) {
  const facts = {
    ...device.facts,
    uptime: lengthSaid(device.facts.uptime_seconds ?? 0),
    free_gb: device.facts.free_gb == null ? undefined : number(device.facts.free_gb),
    draw_seconds: number(Math.max(device.facts.draw_ms ?? 0, 100) / 1000, { places: 1 }),
    at: momentSaid(device.facts.at),
    drilled_at: momentSaid(device.facts.drilled_at),
    time: clock.timeOf(),
    drift: lengthSaid(Math.round(Math.abs(drift()) / 1000)),
  }
  const values = { since: momentSaid(device.since), facts }
  const said = [phrase("word", `${device.kind}.${device.word}`, values) ?? document.createTextNode(device.word)]
  if (device.facts.draw_ms != null) said.push(phrase("word", "sound.pace", values))
  if (device.facts.backlog_seconds) said.push(phrase("word", "sound.backlog", values))
  if (device.facts.clock_off_minutes) said.push(phrase("word", "screen.clock", values))
  if (device.kind === "clock" && Math.abs(drift()) >= 60_000) said.push(phrase("word", "drift", values))
  if (device.kind === "backup" && device.facts.drilled_at) said.push(phrase("word", "drilled", values))
  return said
}

