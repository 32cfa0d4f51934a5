/** What the desk shows, worked out of the server's picture and the centre's clock: plain values for the page's slots. */
import { clock, lengthOf } from "../shared/clock.js"
import { english } from "../shared/language.js"
import { said as inWords } from "../shared/said.js"

const HINT_AFTER_S = 60 // from the first call
const COMING_S = 60 // more for whoever has said "Tôi đang đến"
const LEAST_USUAL_MINUTES = 1 // a day of trial visits must not make every timer an alarm
const PAUSED = { paused: "paused", closed: "closed" }

/** A service's or ticket's name in the page's language. */
export const titleOf = (one) => (english() ? (one.service_en ?? one.name_en) : (one.service ?? one.name))

/** A counter's number or name in the page's language. */
export const labelOf = (counter) => (english() ? counter.label_en : counter.label)

/** Why a ticket is or would be called, in the page's language. */
const whyOf = (one) => (english() ? one.why_en : one.why)

/** The one word for what the officer can do now: called, serving, paused, closed, next (somebody waits), empty. */
export function wordOf(desk) {
  return desk.ticket?.state ?? PAUSED[desk.counter.state] ?? (desk.next ? "next" : "empty")
}

/** Values by name for every slot outside the lists. `ui`: line, unsent, notice, fresh, strip (open or not), words, outcomes. */
export function valuesOf(desk, ui) {
  const word = wordOf(desk)
  const { ticket, counter, centre, next } = desk
  const calledFor = ticket?.called_at ? clock.secondsSince(ticket.called_at) : 0
  const waitedFor = ticket?.first_called_at ? clock.secondsSince(ticket.first_called_at) : 0
  const recallIn = Math.ceil(centre.recall_pause_seconds - calledFor)
  const tooFew = ticket !== null && ticket.calls < centre.calls_before_no_show
  return {
    state: { word, long: tired(desk), ...only(word, ["next", "empty", "paused", "closed"]) },
    counter: {
      ...counter,
      title: labelOf(counter),
      pause_reason: english() ? counter.pause_reason_en : counter.pause_reason,
      shut: off(counter.state !== "open"),
      ...only(counter.state, ["open", "paused", "closed"]),
    },
    alone: counter.alone,
    services: servicesOf(desk),
    officer: desk.officer ?? { name: "" },
    centre,
    hours: hoursOf(desk),
    waiting: waitingOf(desk, ui),
    ticket: ticketOf(ticket, counter),
    next: next ? { ...next, title: titleOf(next), why: whyOf(next) } : { number: null, priority: false, booked_at: null, note: "" },
    primary: primaryOf(word, ui.strip),
    recall: { off: off(recallIn > 0), why: recallIn > 0 ? ui.words.recallIn.replace("{}", recallIn) : "" },
    miss: {
      off: off(tooFew),
      least: centre.calls_before_no_show,
      hint: word === "called" && !tooFew && waitedFor >= HINT_AFTER_S + (ticket.coming ? COMING_S : 0),
    },
    held: { count: desk.held.length },
    missed: { count: desk.missed.length },
    unfinished: desk.unfinished,
    undo: undoOf(desk, ui.outcomes),
    message: messageOf(desk),
    present: { number: ticket?.number ?? null, word },
    alerts: alertsOf(desk, ui.words),
    line: { gone: ui.line === "gone", unsent: ui.unsent && ui.line !== "gone" },
    notice: ui.notice,
  }
}

/** What a screen reader is told of the desk: {word, number, times, service}; a change of these is said once. */
export function announcementOf(desk) {
  const word = wordOf(desk)
  const one = desk.ticket ?? desk.next
  if (!one) return { word, number: "", times: 0, service: "" }
  return { word, number: one.number, times: desk.ticket?.calls ?? 0, service: titleOf(one) }
}

/** "00:18" for each of the panel's timers, by what it counts from. */
export function timersOf(desk) {
  const since = (moment) => (moment ? lengthOf(clock.secondsSince(moment)) : "")
  return {
    called: since(desk.ticket?.called_at),
    served: since(desk.ticket?.served_at),
    state: desk.counter.state_since ? Math.floor(clock.secondsSince(desk.counter.state_since) / 60) : "",
  }
}

/** The rows of the waiting list and of the dialogs' lists. */
export function listsOf(desk) {
  const row = (one) => ({ ...one, title: titleOf(one) })
  return {
    services: desk.services.map((one) => ({ ...one, title: titleOf(one) })),
    line: desk.line.map((one) => ({
      ...row(one),
      transferred: one.way === "transferred",
      returned: one.way === "returned",
      came_back: one.way === "came_back",
    })),
    held: desk.held.map((one) => ({ ...row(one), testid: `held-resume-${one.number}` })),
    missed: desk.missed.map((one) => ({ ...row(one), testid: `missed-rejoin-${one.number}` })),
    papers: desk.alerts.papers.map((one) => ({
      ...one,
      unsure: one.state === "unconfirmed",
      testid: `reprint-${one.number}`,
    })),
  }
}

/** A service that lasts twice as long as usual is marked, and nothing more. */
function tired(desk) {
  const { ticket } = desk
  if (!ticket?.served_at) return false
  return clock.secondsSince(ticket.served_at) > 2 * 60 * Math.max(ticket.usual_minutes, LEAST_USUAL_MINUTES)
}

function servicesOf(desk) {
  const first = desk.services.filter((one) => one.first).map(titleOf)
  const help = desk.services.filter((one) => !one.first).map(titleOf)
  return { names: first.join(", "), full: [...first, ...help.map((name) => `(${name})`)].join(", ") }
}

/** Lunch and the end of the day concern an open counter while somebody still waits; who opens early has all the time. */
function hoursOf(desk) {
  const { state } = desk.hours
  const concerned = desk.counter.state === "open" && desk.waiting.count > 0
  return { lunch: concerned && state === "lunch", over: concerned && (state === "closed" || state === "holiday") }
}

function waitingOf(desk, ui) {
  const { count, oldest_minutes, oldest_number } = desk.waiting
  return {
    count,
    oldest: oldest_minutes === null ? null : String(oldest_minutes),
    oldest_number,
    fresh: ui.fresh || null,
    none: count === 0,
    rest: Math.max(count - desk.line.length, 0),
    helped: desk.services.reduce((sum, one) => sum + (one.first ? 0 : one.count), 0) || null,
  }
}

function ticketOf(ticket, counter) {
  if (!ticket) return { here: false, called: false, serving: false, number: "", quick: false, numbered: false, booked_at: null, given: null, brought: null }
  return {
    ...ticket,
    why: whyOf(ticket),
    here: true,
    called: ticket.state === "called",
    serving: ticket.state === "serving",
    title: titleOf(ticket),
    english: ticket.language === "en",
    numbered: !ticket.quick,
    given: ticket.given ? { ...ticket.given, until: dayOf(ticket.given.last_day), page: `/counter/slips/${ticket.given.code}` } : null,
    brought: ticket.brought?.papers.join("; ") ?? null,
    come_back_to: english() ? ticket.come_back_to_en : ticket.come_back_to,
    lent: ticket.lent && ticket.come_back_to !== counter.label,
  }
}

function messageOf(desk) {
  const [message] = desk.messages
  if (!message) return { text: null }
  const reopens = message.kind === "reopen" && desk.counter.state !== "open"
  const helps = message.kind === "help"
  return { text: (english() && message.text_en) || message.text, by: message.by || null, reopens, helps, read: !reopens && !helps }
}

const dayOf = (day) => day.split("-").reverse().join("/")

function primaryOf(word, stripOpen) {
  return {
    call: word === "next",
    empty: word === "empty",
    serve: word === "called",
    record: word === "serving" && !stripOpen,
    finish: word === "serving" && stripOpen,
    reopen: word === "paused" || word === "closed",
  }
}

function undoOf(desk, outcomes) {
  const seconds = desk.undo ? Math.ceil(clock.secondsUntil(desk.undo.until)) : 0
  if (seconds === 0) return { number: null }
  const { number, verb } = desk.undo
  const logged = desk.undo.outcomes.map((one) => outcomes[one]).join(", ")
  return { number, seconds, logged, ...only(verb, ["finish", "come_back", "miss", "transfer", "hold"]) }
}

function alertsOf(desk, words) {
  const { printers, screens, papers } = desk.alerts
  const worst = printers.find((one) => one.stopped) ?? printers[0]
  const said = worst ? words[worst.status.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())] : null
  return {
    paper: Boolean(worst) || papers.length > 0,
    printer: said ? said.replace("{}", inWords(worst.name, worst.name_en)) : null,
    screens: screensSaid(screens, words, desk.hours.state) || null,
    papers: desk.alerts.papers_count || null,
  }
}

/** In one line: what is wrong, and with which; then who sees to it, where that is the shift lead's alert already. */
function screensSaid(screens, words, state) {
  const said = ["lost", "blocked", "chime"].map((condition) => {
    const names = screens.filter((one) => one.condition === condition).map((one) => inWords(one.name, one.name_en).replace(/ (?=\d+$)/, "\u00a0"))
    return names.length ? words[condition].replace("{}", names.join(", ")) : ""
  })
  const works = state === "open" || state === "lunch" // while it does, all but tablets are alerts; see alerts/equipment.py
  if (works && screens.some((one) => one.kind !== "tablet")) said.push(words.told)
  return said.filter(Boolean).join(" ")
}

const only = (word, words) => Object.fromEntries(words.map((one) => [one, one === word]))
const off = (yes) => (yes ? "true" : null)
