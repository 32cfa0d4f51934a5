/**
 * The live board of the shift lead. What is shown follows from the server's picture alone; ages tick here. A picture that
 * is older than five seconds is said to be.
 */
import { inThisLanguage } from "../shared/address.js"
import { NoAnswer, Refusal, ask, post } from "../shared/ask.js"
import { clock } from "../shared/clock.js"
import { connect } from "../shared/connect.js"
import { fillList, refill } from "../shared/fill.js"
import { english } from "../shared/language.js"
import { blocked, chime, mute, muted, unlock } from "./chime.js"
import { Dialogs } from "./dialogs.js"
import { rowsOf, spread } from "./groups.js"
import { counterOf, deviceOf, sentenceOf, serviceOf, summaryOf, wordsOf } from "./picture.js"
import { word } from "./words.js"

const STALE_SECONDS = 5 // the server sends a picture every two, also when nothing happens; see supervisor/live.py
const DONE_MS = 6_000
const SHOWN = 6 // rows of alerts before "Xem thêm"; the lines below must stay in sight
const SHOWN_LOW = 4 // … in a window as low as that of an office PC
const LONG_MS = 90_000 // a copy of the database, a printer that does not answer

const find = (name) => document.querySelector(`[data-${name}]`)
const template = (name) => document.querySelector(`template[data-${name}]`)
const state = { board: null, heard: 0, rung: new Set(), said: new Set(), first: true, rows: [], opened: new Set(), all: false }
const low = matchMedia("(height < 1000px)")

// What is shown

function told(board) {
  state.board = board
  state.heard = performance.now()
  clock.sync(board.now)
  ringFor(board.alerts)
  announce(board.alerts)
  draw()
  dialogs?.told(board)
}

function draw() {
  const { board } = state
  const rows = rowsOf(board.alerts, state.opened).length
  refill(find("summary"), { ...summaryOf(board), rows, gathered: rows < board.alerts.length })
  drawAlerts(board)
  fillList(find("services"), template("service-row"), board.services.map(serviceOf))
  fillList(find("counters"), template("counter-row"), board.counters.map(counterOf), (counter) => counter.number)
  fillList(find("devices"), template("device-row"), board.devices.map(deviceOf), (device) => device.key)
  for (const device of board.devices) {
    say(find("devices").querySelector(`[data-key="${CSS.escape(device.key)}"] [data-said]`), ...wordsOf(device))
  }
  drawAge()
}

function drawAlerts({ alerts, counters, devices }) {
  const list = find("alerts")
  const rows = rowsOf(alerts, state.opened)
  const shown = low.matches ? SHOWN_LOW : SHOWN
  state.rows = spread(state.all || rows.length <= shown + 1 ? rows : rows.slice(0, shown))
  fillList(list, template("alert-row"), state.rows)
  for (const row of state.rows) {
    const element = list.querySelector(`[data-id="${row.id}"]`)
    say(element.querySelector("[data-said]"), row.said())
    const button = element.querySelector("[data-remedy]")
    if (button && !button.dataset.busy && row.remedied) say(button, row.proposed())
  }
  drawMore(rows.slice(shown))
  find("calm").hidden = alerts.length > 0
  const resting = (counter) => counter.state === "paused" || counter.state === "closed"
  const working = counters.length > 0 && !counters.some(resting) && devices.every(({ health }) => health !== "bad")
  find("when-working").hidden = !working
  find("when-resting").hidden = working
}

/** How many rows come when the button is pressed, and how many of them are alarms. */
function drawMore(rest) {
  const more = find("more")
  more.hidden = rest.length < 2
  more.setAttribute("aria-expanded", String(state.all))
  const alarms = rest.filter((row) => row.alarm).length
  refill(more, { rest: rest.length, alarms, less: state.all, level: alarms ? "alarm" : "warn" })
}

/** Put these into `place`, unless it says so already: a reader is not told the same again. */
function say(place, ...parts) {
  const text = parts.map((part) => part.textContent).join("")
  if (place.dataset.text === text) return
  place.dataset.text = text
  place.replaceChildren(...parts)
}

function drawAge() {
  const seconds = (performance.now() - state.heard) / 1000
  const stale = seconds > STALE_SECONDS
  find("stale").hidden = !stale
  if (stale) refill(find("stale"), { seconds: Math.floor(seconds) })
  document.documentElement.toggleAttribute("data-old", stale)
}

// The chime

function ringFor(alerts) {
  const alarms = alerts.filter((alert) => alert.level === "alarm").map((alert) => `${alert.id}:${alert.rang}`)
  const fresh = alarms.some((key) => !state.rung.has(key))
  state.rung = new Set(alarms)
  if (fresh && !state.first) chime()
  state.first = false
  drawBell()
}

/** Read out what is new, once: the list itself holds ages, which tick. */
function announce(alerts) {
  const fresh = alerts.filter(({ id, rang }) => !state.said.has(`${id}:${rang}`))
  state.said = new Set(alerts.map(({ id, rang }) => `${id}:${rang}`))
  if (fresh.length) find("announced").textContent = fresh.map((alert) => sentenceOf(alert).textContent).join(" ")
}

function drawBell() {
  const off = muted()
  find("mute").setAttribute("aria-pressed", String(off))
  find("when-on").hidden = off
  find("when-off").hidden = !off
  find("mute-word").textContent = word(off ? "bellOff" : blocked() ? "bellBlocked" : "bellOn")
}

async function turnBell() {
  if (!muted() && blocked()) await unlock()
  else mute(!muted())
  drawBell()
}

// What the lead does

/** Ask; the answer is the new picture where it is one. {answer} or {error}. */
async function act(asking, done) {
  find("refusal").hidden = true
  try {
    const answer = await asking()
    if (answer?.alerts) told(answer)
    if (done) sayDone(done)
    return { answer }
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return location.assign(inThisLanguage("/live")) ?? {}
    if (!(error instanceof Refusal || error instanceof NoAnswer)) throw error
    return { error: (error instanceof Refusal && error.message) || word("silent") }
  }
}

async function press(button, asking, done) {
  if (button.dataset.busy) return
  button.dataset.busy = "yes"
  const { error } = await act(asking, done)
  delete button.dataset.busy
  if (error) refuse(error)
}

function refuse(message) {
  refill(find("refusal"), { message })
  find("refusal").hidden = false
  find("refusal").scrollIntoView({ block: "nearest" })
}

let doneTimer
function sayDone(message) {
  refill(find("done"), { message })
  find("done").hidden = false
  clearTimeout(doneTimer)
  doneTimer = setTimeout(() => (find("done").hidden = true), DONE_MS)
}

/** The remedy of a row's alerts: most are done by the server; some have a route, or a dialog, of their own. */
function remedy(alerts, button) {
  const { verb, target } = alerts[0].remedy
  if (verb === "issue") return dialogs.open("hand")
  if (verb === "sweep") return dialogs.open("sweep")
  if (verb === "trial") return tryPrinter(target, button)
  const elsewhere = { backup: "/api/backups", prune: "/api/backup-prunings" }[verb]
  const long = { timeout: LONG_MS, patience: LONG_MS }
  if (elsewhere) return press(button, () => post(elsewhere, {}, long), word("doneRemedy"))
  const done = { assign: "doneAssign", say: "doneMessage", notice: "doneNotice", sound: "doneSound" }
  const wish = (alert) => ({ verb: alert.remedy.verb, target: alert.remedy.target })
  const said = verb === "reopen" ? invited(target) : word(done[verb] ?? "doneRemedy")
  return press(button, () => postEach(alerts, "remedies", wish), said)
}

/** What an invitation to reopen comes to: where nobody is signed in, nobody reads it yet. */
function invited(number) {
  const seated = state.board.counters.find((one) => one.number === number)?.seated
  return seated ? word("doneReopen") : word("doneReopenNobody").replaceAll("{n}", number)
}

/** Ask the same of each alert, one after another; one of several that is over meanwhile needs nothing more. */
async function postEach(alerts, noun, wishOf = () => ({})) {
  let board = null
  for (const alert of alerts) {
    try {
      board = await post(`/api/live/alerts/${alert.id}/${noun}`, wishOf(alert))
    } catch (error) {
      if (!(alerts.length > 1 && error instanceof Refusal && error.status === 404)) throw error
    }
  }
  return board
}

function tryPrinter(printer, button) {
  return press(button, async () => {
    const answer = await post(`/api/printers/${printer}/trials`, {}, { timeout: LONG_MS, patience: LONG_MS })
    ;(answer.printed ? sayDone : refuse)(english() ? answer.message_en : answer.message_vi)
  })
}

const onAlert = {
  remedy: remedy,
  take: (alerts, button) => press(button, () => postEach(alerts, "acknowledgements")),
  handle: (alerts, button) => press(button, () => postEach(alerts, "completions")),
  unfold: (_alerts, button) => unfold(button.closest(".alert").dataset.id),
}

function unfold(id) {
  if (!state.opened.delete(id)) state.opened.add(id)
  draw()
}

const onCounter = {
  message: (number) => dialogs.open("message", { counter: number }),
  assign: (number) => dialogs.open("assign", { counter: number }),
  reopen: (number, button) =>
    press(button, () => post("/api/live/reopen-requests", { counter: number }), invited(number)),
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button")
  if (!button) return
  if ("mute" in button.dataset) return turnBell()
  if ("more" in button.dataset) return (state.all = !state.all), draw()
  if (button.dataset.open) return dialogs.open(button.dataset.open, { ticket: "longest" in button.dataset ? state.board.summary.longest_number : "" })
  const [alertRow, counterRow, deviceRow] = [".alert", "[data-counters] tr", "[data-devices] li"].map((row) => button.closest(row))
  if (alertRow) {
    const row = state.rows.find(({ id }) => String(id) === alertRow.dataset.id)
    for (const name in onAlert) if (row && name in button.dataset) onAlert[name](name === "remedy" ? row.remedying : row.alerts, button)
  }
  if (counterRow) {
    for (const name in onCounter) if (name in button.dataset) onCounter[name](Number(counterRow.dataset.counter), button)
  }
  if ("invite" in button.dataset) {
    const number = Number(button.closest("[data-counter]").dataset.counter)
    return press(button, () => post("/api/live/reopen-requests", { counter: number }), invited(number))
  }
  if (deviceRow) {
    const { facts } = state.board.devices.find(({ key }) => key === deviceRow.dataset.key)
    if ("trial" in button.dataset) tryPrinter(facts.id, button)
    if ("sound" in button.dataset) press(button, () => post("/api/live/sound-tests", { device: facts.id }), word("doneSound"))
  }
})

// Beginning

let line = "live"
const dialogs = "mayAct" in document.body.dataset ? new Dialogs({ act, ask, post, board: () => state.board }) : null
told(JSON.parse(document.body.dataset.board))
clock.show(find("clock"))
const socket = connect("/live", { onChange: (now) => ((line = now), drawAge()) })
socket.on("board", told)
setInterval(draw, 1_000)
